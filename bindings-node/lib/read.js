'use strict';
// What accounts read beside observations, and the requests that they make: frozen, decoded when somebody asks, and silent
// about keys.

const { inspect: print } = require('node:util');

const { DESK, keepRows, native, texts, words } = require('./desk.js');
const { ofCells, textAt } = require('./observation.js');
const { COUNT, RECEIPT, RECEIPT_EVENT_ID, RECEIPT_KIND, REPLY, ROW_WORDS, TEXT_BYTES } = require('./generated.js');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const KEY = Symbol('paystate');
/** Replies by their numbers: there are a few. */
const replies = [];

/** Rows that are not observations yet. */
class Rows {
  constructor(body, provider) {
    const count = words[COUNT];
    const { cells, at } = keepRows(count);
    this.cells = cells;
    this.at = at;
    this.count = count;
    this.body = body;
    this.provider = provider;
  }

  observations() {
    const seen = new Array(this.count);
    for (let row = 0; row < this.count; row++) {
      seen[row] = ofCells(this.cells, this.at + row * ROW_WORDS, this.body, this.provider);
    }
    return Object.freeze(seen);
  }
}

class Receipt {
  #rows;
  #observations;
  #eventId;
  #eventIdSize;
  #kind;
  #kindSize;
  #reply;

  constructor(key, body, provider) {
    if (key !== KEY) {
      throw new TypeError('A Receipt comes of Account.receive');
    }
    this.#eventId = words[RECEIPT + RECEIPT_EVENT_ID];
    this.#eventIdSize = words[RECEIPT + RECEIPT_EVENT_ID + 1];
    this.#kind = words[RECEIPT + RECEIPT_KIND];
    this.#kindSize = words[RECEIPT + RECEIPT_KIND + 1];
    // What does not stand in the body lies on the desk, its length where else its place is.
    const idSize = this.#eventIdSize === 0 ? this.#eventId : 0;
    const kindSize = this.#kindSize === 0 ? this.#kind : 0;
    // Where they are too long for the desk, they are fetched.
    const told = idSize + kindSize > TEXT_BYTES ? Buffer.from(native.takeTexts(DESK)) : texts;
    if (this.#eventIdSize === 0) {
      this.#eventId = told.toString('utf8', 0, idSize);
    }
    if (this.#kindSize === 0) {
      this.#kind = told.toString('utf8', idSize, idSize + kindSize);
    }
    this.#reply = words[REPLY];
    this.#rows = new Rows(body, provider);
    Object.freeze(this);
  }

  get eventId() {
    return this.#eventIdSize === 0 ? this.#eventId : this.#text(this.#eventId, this.#eventIdSize);
  }

  get kind() {
    return this.#kindSize === 0 ? this.#kind : this.#text(this.#kind, this.#kindSize);
  }

  #text(start, size) {
    return textAt(this.#rows.body, start, size);
  }

  get observations() {
    this.#observations ??= this.#rows.observations();
    return this.#observations;
  }

  get reply() {
    replies[this.#reply] ??= Object.freeze(JSON.parse(native.reply(this.#reply)));
    return replies[this.#reply];
  }

  toJSON() {
    const { eventId, kind, observations, reply } = this;
    return { eventId, kind, observations: observations.map((seen) => seen.toJSON()), reply };
  }

  [INSPECT](_depth, options, inspect) {
    return `Receipt ${inspect(this.toJSON(), options)}`;
  }
}

class Page {
  #rows;
  #observations;
  #next;
  #total;

  constructor(key, json, body, provider) {
    if (key !== KEY) {
      throw new TypeError('A Page comes of Account.parsePage');
    }
    const { next, total } = JSON.parse(json);
    this.#next = next === null ? undefined : Object.freeze(next);
    this.#total = total === null ? undefined : Math.min(total, Number.MAX_SAFE_INTEGER);
    this.#rows = new Rows(body, provider);
    Object.freeze(this);
  }

  get observations() {
    this.#observations ??= this.#rows.observations();
    return this.#observations;
  }

  get next() {
    return this.#next;
  }

  get total() {
    return this.#total;
  }

  [Symbol.iterator]() {
    return this.observations[Symbol.iterator]();
  }

  toJSON() {
    const { observations, next, total } = this;
    return { observations: observations.map((seen) => seen.toJSON()), next, total };
  }

  [INSPECT](_depth, options, inspect) {
    return `Page ${inspect(this.toJSON(), options)}`;
  }
}

const REDACTED = '[redacted]';

class HttpRequest {
  #fields;

  constructor(key, json) {
    if (key !== KEY) {
      throw new TypeError('An HttpRequest comes of an Account');
    }
    this.#fields = JSON.parse(json);
    this.#fields.headers = Object.freeze(Object.fromEntries(this.#fields.headers));
    Object.freeze(this);
  }

  get method() {
    return this.#fields.method;
  }

  get url() {
    return this.#fields.url;
  }

  get headers() {
    return this.#fields.headers;
  }

  get body() {
    return this.#fields.body;
  }

  toString() {
    return `HttpRequest ${print(this.#shown(), { breakLength: Number.POSITIVE_INFINITY })}`;
  }

  toJSON() {
    return this.toString();
  }

  [INSPECT](_depth, options, inspect) {
    return `HttpRequest ${inspect(this.#shown(), options)}`;
  }

  #shown() {
    const { method, url, headers, body, hiddenHeaders, hidesBody } = this.#fields;
    const shown = { ...headers };
    for (const name of hiddenHeaders) {
      shown[name] = REDACTED;
    }
    return { method, url, headers: shown, body: hidesBody ? REDACTED : body };
  }
}

class Token {
  #accessToken;
  #expiresAt;
  #renewAt;

  constructor(key, accessToken, expiresAt, renewAt) {
    if (key !== KEY) {
      throw new TypeError('A Token comes of Account.parseToken');
    }
    this.#accessToken = accessToken;
    this.#expiresAt = expiresAt;
    this.#renewAt = renewAt;
    Object.freeze(this);
  }

  get accessToken() {
    return this.#accessToken;
  }

  get expiresAt() {
    return this.#expiresAt == null ? undefined : new Date(this.#expiresAt);
  }

  get renewAt() {
    return this.#renewAt == null ? undefined : new Date(this.#renewAt);
  }

  toString() {
    return 'Token { [redacted] }';
  }

  toJSON() {
    return this.toString();
  }

  [INSPECT]() {
    return this.toString();
  }
}

const makeReceipt = (body, provider) => new Receipt(KEY, body, provider);
const makePage = (json, body, provider) => new Page(KEY, json, body, provider);
const makeRequest = (json) => new HttpRequest(KEY, json);

function makeToken(json) {
  const { accessToken, expiresAt, renewAt } = JSON.parse(json);
  return new Token(KEY, accessToken, expiresAt, renewAt);
}

module.exports = { HttpRequest, Page, Receipt, Token, makePage, makeReceipt, makeRequest, makeToken };
