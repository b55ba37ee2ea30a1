'use strict';
// `Account`: it asks and reads, keeps nothing, and performs no IO. Its keys live in the native half and do not print.

const { bytesOf, copyOf } = require('./bytes.js');
const { DESK, NO_TARGET, keepRows, lay, momentOf, native, statusOf, stringOf, textOf } = require('./desk.js');
const { errorOf, misuse } = require('./errors.js');
const { formOf, jsonTextOf, objectOf, orderOf, targetOf } = require('./forms.js');
const { readRecord, timelineOf, verb } = require('./judge.js');
const { ofCells, ofTold, seenOf } = require('./observation.js');
const { Token, makePage, makeReceipt, makeRequest, makeToken } = require('./read.js');

// Taken off once: on the module itself each call would look them up.
const { parse, parseCreated, receive } = native;
const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const EVENTS = ['open', 'frame', 'tick', 'close'];
/** Drops the keys of accounts that nobody holds any more. */
const dropped = new FinalizationRegistry((number) => native.close(number));

/** An account that the native half has opened already. */
class Opened {
  constructor(number) {
    this.number = number;
  }
}

class Account {
  #number;
  #provider;

  constructor(provider, options = {}) {
    this.#provider = provider;
    this.#number =
      options instanceof Opened
        ? options.number
        : verb(Account, () => native.open(textOf('provider', provider) ?? '', optionsOf(options)));
    dropped.register(this, this.#number);
    Object.freeze(this);
  }

  get provider() {
    return this.#provider;
  }

  query(target, at) {
    const now = momentOf(at);
    return verb(this.query, () => makeRequest(native.query(this.#number, targetOf(target), now)));
  }

  parse(target, response, at) {
    const now = momentOf(at);
    lay(this.#number, target, undefined, response, statusOf(response), now);
    let body;
    try {
      body = parse(DESK);
    } catch (thrown) {
      throw errorOf(thrown, this.parse);
    }
    const { cells, at: place } = keepRows(1);
    return ofCells(cells, place, body, this.#provider);
  }

  create(order, at) {
    const now = momentOf(at);
    return verb(this.create, () => makeRequest(native.create(this.#number, ...orderOf(order), now)));
  }

  parseCreated(target, response, at) {
    const now = momentOf(at);
    lay(this.#number, target, undefined, response, statusOf(response), now);
    let body;
    try {
      body = parseCreated(DESK);
    } catch (thrown) {
      throw errorOf(thrown, this.parseCreated);
    }
    const { cells, at: place } = keepRows(1);
    return ofCells(cells, place, body, this.#provider);
  }

  list(listing, at) {
    const now = momentOf(at);
    return verb(this.list, () => makeRequest(native.list(this.#number, formOf('listing', listing), now)));
  }

  parsePage(listing, response, at) {
    const now = momentOf(at);
    return verb(this.parsePage, () => {
      const form = formOf('listing', listing);
      lay(this.#number, NO_TARGET, undefined, response, statusOf(response), now);
      const told = native.parsePage(DESK, form);
      return makePage(told, native.takeBody(DESK), this.#provider);
    });
  }

  timeline(target, at) {
    const now = momentOf(at);
    return verb(this.timeline, () => makeRequest(native.timeline(this.#number, targetOf(target), now)));
  }

  parseTimeline(target, response, at) {
    const now = momentOf(at);
    return verb(this.parseTimeline, () => {
      lay(this.#number, target, undefined, response, statusOf(response), now);
      return timelineOf(native.parseTimeline(DESK));
    });
  }

  command(name, target, fields, at) {
    const now = momentOf(at);
    return verb(this.command, () => {
      const text = jsonTextOf('fields', fields) ?? '{}';
      return makeRequest(native.command(this.#number, textOf('name', name) ?? '', targetOf(target), text, now));
    });
  }

  authorize(at) {
    const now = momentOf(at);
    return verb(this.authorize, () => makeRequest(native.authorize(this.#number, now)));
  }

  parseToken(response, at) {
    const now = momentOf(at);
    return verb(this.parseToken, () => {
      lay(this.#number, NO_TARGET, undefined, response, statusOf(response), now);
      return makeToken(native.parseToken(DESK));
    });
  }

  withToken(token) {
    const isToken = token instanceof Token;
    const text = textOf('token', isToken ? token.accessToken : token);
    if (text === undefined) {
      throw misuse('token', 'missing', 'it must be a Token or a string');
    }
    const expires = isToken ? token.expiresAt?.getTime() : undefined;
    const number = verb(this.withToken, () => native.withToken(this.#number, text, expires));
    return new Account(this.#provider, new Opened(number));
  }

  receive(webhook, at) {
    const now = momentOf(at);
    const { path } = objectOf('webhook', webhook, 'it must be an object with `headers` and `body`');
    lay(this.#number, NO_TARGET, stringOf('path', path), webhook, 0, now);
    let body;
    try {
      body = receive(DESK);
    } catch (thrown) {
      throw errorOf(thrown, this.receive);
    }
    return makeReceipt(body, this.#provider);
  }

  signWebhook(body, at) {
    const now = momentOf(at);
    const bytes = copyOf('body', bytesOf(body));
    return verb(this.signWebhook, () => Object.fromEntries(JSON.parse(native.signWebhook(this.#number, bytes, now))));
  }

  parseRedirect(url) {
    return verb(this.parseRedirect, () => ofTold(native.parseRedirect(this.#number, urlOf(url))));
  }

  buildRedirect(url, seen) {
    return verb(this.buildRedirect, () => native.buildRedirect(this.#number, urlOf(url), seenOf(seen)));
  }

  stream(targets) {
    return verb(this.stream, () => JSON.parse(native.stream(this.#number, targetsOf(targets))));
  }

  streamStep(stream, event, at) {
    const now = momentOf(at);
    return verb(this.streamStep, () => {
      const type = event?.type;
      const frame = type === 'frame' ? textOf('data', event.data) : undefined;
      if (!EVENTS.includes(type) || (type === 'frame' && frame === undefined)) {
        throw misuse('event', 'invalid', "it must be {type: 'open' | 'tick' | 'close'} or {type: 'frame', data}");
      }
      return stepOf(native.streamStep(this.#number, formOf('stream', stream), type, frame, now));
    });
  }

  open(order, at) {
    const now = momentOf(at);
    return verb(this.open, () => {
      // Only what was seen has a subject.
      const json =
        order?.subject === undefined
          ? native.openOrder(this.#number, ...orderOf(order), now)
          : native.openSeen(this.#number, seenOf(order), now);
      return readRecord(json);
    });
  }

  toString() {
    return `Account { provider: '${this.#provider}' }`;
  }

  toJSON() {
    return this.toString();
  }

  [INSPECT]() {
    return this.toString();
  }
}

/** Names and values in turn; a list of secrets is given one by one. */
function optionsOf(options) {
  // A list or a `Map` has no names for its entries, so that none of them would be seen.
  if (typeof objectOf('options', options)[Symbol.iterator] === 'function') {
    throw misuse('options', 'invalid', 'it must be an object with names and values');
  }
  const pairs = [];
  for (const name of Object.keys(options)) {
    for (const value of [options[name]].flat()) {
      if (value === undefined || value === null) {
        continue;
      }
      if (!['string', 'number', 'boolean'].includes(typeof value)) {
        throw misuse(name, 'invalid', 'it must be a string');
      }
      pairs.push(textOf('options', name), textOf(name, String(value)));
    }
  }
  return pairs;
}

function targetsOf(targets) {
  if (targets === null || typeof targets !== 'object' || typeof targets[Symbol.iterator] !== 'function') {
    throw misuse('targets', targets == null ? 'missing' : 'invalid', 'it must be a list of targets');
  }
  return Array.from(targets, targetOf);
}

function urlOf(url) {
  const text = textOf('url', url !== null && typeof url === 'object' ? url.href : url);
  if (text === undefined) {
    throw misuse('url', 'missing', 'it must be a string or a URL');
  }
  return text;
}

function stepOf(json) {
  const { stream, told } = JSON.parse(json);
  const instant = (ms) => (ms === null ? undefined : new Date(ms));
  const step = {
    stream,
    observations: Object.freeze(told.observations.map(ofTold)),
    query: Object.freeze(told.query),
    wakeAt: instant(told.wakeAt),
    reconnectAt: instant(told.reconnectAt),
  };
  // Frames can carry a key, so they do not print.
  Object.defineProperty(step, 'send', { value: Object.freeze(told.send), enumerable: false });
  return Object.freeze(step);
}

module.exports = { Account };
