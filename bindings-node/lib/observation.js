'use strict';
// `Observation`: what was seen, decoded field by field when somebody asks, out of a private copy of the bytes.

const { native, textOf } = require('./desk.js');
const { errorOf } = require('./errors.js');
const { mayBeUnsafe, parseWithTexts, stringify, without } = require('./exact.js');
const { formOf } = require('./forms.js');
const {
  ABSENT_TIME,
  CELL_CONFIRMATIONS,
  CELL_CURRENCY,
  CELL_NOTES,
  CELL_OBJECT,
  CELL_SOURCE,
  CELL_STATE,
  CELL_SUBJECT,
  CELL_SUMS,
  CELL_TEXTS,
  CELL_TIMES,
  DEPOSIT_STATUSES,
  ESCAPED,
  NOTES,
  PAYOUT_STATUSES,
  READING_CELLS,
  REFUND_STATUSES,
  SETTLEMENT_STATUSES,
  SOURCES,
  STATUSES,
  SUBJECTS,
  SUMS,
  TEXTS,
  TIMES,
  WIDE,
} = require('./generated.js');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
/** Who has it may make an observation. */
const KEY = Symbol('paystate');

/** The status words of each subject, by its index. */
const WORDS_OF = {
  payment: STATUSES,
  refund: REFUND_STATUSES,
  payout: PAYOUT_STATUSES,
  settlement: SETTLEMENT_STATUSES,
  deposit: DEPOSIT_STATUSES,
  other: [],
};
const STATES = SUBJECTS.map((subject) => WORDS_OF[subject]);
const NO_NOTES = Object.freeze([]);

const text = (name) => CELL_TEXTS + 2 * TEXTS.indexOf(name);
const sum = (name) => CELL_SUMS + 6 * SUMS.indexOf(name);
const time = (name) => CELL_TIMES + 2 * TIMES.indexOf(name);
const ID = text('id');
const REFERENCE = text('reference');
const NATIVE = text('native');
const TRANSACTION = text('transaction');
const NETWORK = text('network');
const ADDRESS = text('address');
const LINK = text('link');
const PAYER = text('payer');
const FAILURE = text('failure');
const AMOUNT = sum('amount');
const RECEIVED = sum('received');
const REFUNDED = sum('refunded');
const FEE = sum('fee');
const CREATED_AT = time('created_at');
const EXPIRES_AT = time('expires_at');
const WINDOW_ENDS_AT = time('window_ends_at');
const GRACE_ENDS_AT = time('grace_ends_at');
const COMPLETED_AT = time('completed_at');

/** The text of a span. `body` has a character for each byte. */
function textAt(body, start, size) {
  if (size < WIDE) {
    const piece = body.substring(start, start + size);
    // A piece of a long text keeps all of it alive, so that of a page is copied.
    return body.length < 4096 ? piece : Buffer.from(piece, 'latin1').toString('latin1');
  }
  const piece = body.substring(start, start + (size & (WIDE - 1)));
  const decoded = Buffer.from(piece, 'latin1').toString('utf8');
  return size >= ESCAPED ? JSON.parse(`"${decoded}"`) : decoded;
}

/** A decimal: a whole number of 96 bits, and how many of its digits are places. */
function decimal(low, middle, high, how) {
  const places = how & 255;
  const isShort = high === 0 && middle < 0x20_0000;
  let digits = isShort ? String(middle * 0x1_0000_0000 + low) : long(low, middle, high);
  if (places > 0) {
    if (digits.length <= places) {
      digits = digits.padStart(places + 1, '0');
    }
    const point = digits.length - places;
    // biome-ignore lint/style/useTemplate: a template would ask of each part whether it is a text
    digits = digits.slice(0, point) + '.' + digits.slice(point);
  }
  return (how & 256) === 0 ? digits : `-${digits}`;
}

function long(low, middle, high) {
  return String((BigInt(high) << 64n) | (BigInt(middle) << 32n) | BigInt(low));
}

/** The JSON form, with every digit. */
let jsonOf;
/** The cells of an observation that is not decoded yet, else `undefined`; where they begin; and what its sums are in. */
let cellsOf;
let placeOf;
let currencyOf;

class Observation {
  #cells;
  #at;
  #body;
  #provider;
  /** The plain form without `extra`, where it did not come out of a body. */
  #told;
  #extraJson;
  #extra;

  constructor(key, cells, at, body, provider, told, extraJson) {
    if (key !== KEY) {
      throw new TypeError('Observations come of an Account, or of Observation.parse');
    }
    this.#cells = cells;
    this.#at = at;
    this.#body = body;
    this.#provider = provider;
    this.#told = told;
    this.#extraJson = extraJson;
    Object.freeze(this);
  }

  static parse(json) {
    try {
      return typeof json === 'string'
        ? ofTold(native.normalize('observation', textOf('observation', json), false))
        : ofTold(native.normalize('observation', formOf('observation', json), true));
    } catch (thrown) {
      throw errorOf(thrown, Observation.parse);
    }
  }

  static stringify(seen) {
    return jsonOf(seen instanceof Observation ? seen : Observation.parse(seen));
  }

  #text(cell) {
    const at = this.#at + cell;
    const size = this.#cells[at + 1];
    return size === 0 ? undefined : textAt(this.#body, this.#cells[at], size);
  }

  #sum(cell) {
    const cells = this.#cells;
    const at = this.#at + cell;
    const how = cells[at + 3];
    if (how === 0) {
      return undefined;
    }
    const size = cells[at + 5];
    const value =
      size === 0 ? decimal(cells[at], cells[at + 1], cells[at + 2], how) : textAt(this.#body, cells[at + 4], size);
    const currency = this.#text(CELL_CURRENCY);
    return currency === undefined ? { value } : { value, currency };
  }

  #time(cell) {
    const at = this.#at + cell;
    const high = this.#cells[at + 1];
    return high === ABSENT_TIME ? undefined : new Date((high | 0) * 0x1_0000_0000 + this.#cells[at]);
  }

  get provider() {
    return this.#told === undefined ? this.#provider : this.#told.provider;
  }

  get subject() {
    return this.#told === undefined ? SUBJECTS[this.#cells[this.#at + CELL_SUBJECT]] : this.#told.subject;
  }

  get id() {
    return this.#told === undefined ? this.#text(ID) : this.#told.id;
  }

  get reference() {
    return this.#told === undefined ? this.#text(REFERENCE) : this.#told.reference;
  }

  get native() {
    return this.#told === undefined ? this.#text(NATIVE) : this.#told.native;
  }

  get status() {
    if (this.#told !== undefined) {
      return this.#told.status;
    }
    const state = this.#cells[this.#at + CELL_STATE];
    return state === 0 ? undefined : STATES[this.#cells[this.#at + CELL_SUBJECT]][state - 1];
  }

  get amount() {
    return this.#told === undefined ? this.#sum(AMOUNT) : copy(this.#told.amount);
  }

  get received() {
    return this.#told === undefined ? this.#sum(RECEIVED) : copy(this.#told.received);
  }

  get refunded() {
    return this.#told === undefined ? this.#sum(REFUNDED) : copy(this.#told.refunded);
  }

  get fee() {
    return this.#told === undefined ? this.#sum(FEE) : copy(this.#told.fee);
  }

  get transaction() {
    return this.#told === undefined ? this.#text(TRANSACTION) : this.#told.transaction;
  }

  get confirmations() {
    return capped(this.#confirmations);
  }

  get #confirmations() {
    if (this.#told !== undefined) {
      return this.#told.confirmations;
    }
    const at = this.#at + CELL_CONFIRMATIONS;
    if (this.#cells[at] === 0) {
      return undefined;
    }
    const [low, high] = [this.#cells[at + 1], this.#cells[at + 2]];
    return high < 0x20_0000 ? high * 0x1_0000_0000 + low : BigInt(long(low, high, 0));
  }

  get network() {
    return this.#told === undefined ? this.#text(NETWORK) : this.#told.network;
  }

  get address() {
    return this.#told === undefined ? this.#text(ADDRESS) : this.#told.address;
  }

  get link() {
    return this.#told === undefined ? this.#text(LINK) : this.#told.link;
  }

  get payer() {
    return this.#told === undefined ? this.#text(PAYER) : this.#told.payer;
  }

  get createdAt() {
    return this.#told === undefined ? this.#time(CREATED_AT) : date(this.#told.created_at);
  }

  get expiresAt() {
    return this.#told === undefined ? this.#time(EXPIRES_AT) : date(this.#told.expires_at);
  }

  get windowEndsAt() {
    return this.#told === undefined ? this.#time(WINDOW_ENDS_AT) : date(this.#told.window_ends_at);
  }

  get graceEndsAt() {
    return this.#told === undefined ? this.#time(GRACE_ENDS_AT) : date(this.#told.grace_ends_at);
  }

  get completedAt() {
    return this.#told === undefined ? this.#time(COMPLETED_AT) : date(this.#told.completed_at);
  }

  get failure() {
    return this.#told === undefined ? this.#text(FAILURE) : this.#told.failure;
  }

  get source() {
    return this.#told === undefined ? SOURCES[this.#cells[this.#at + CELL_SOURCE]] : this.#told.source;
  }

  get notes() {
    if (this.#told !== undefined) {
      return this.#told.notes;
    }
    const notes = this.#cells[this.#at + CELL_NOTES];
    return notes === 0 ? NO_NOTES : Object.freeze(NOTES.filter((_, n) => (notes & (1 << n)) !== 0));
  }

  get extraJson() {
    if (this.#extraJson === undefined) {
      const at = this.#at + CELL_OBJECT;
      const start = this.#cells[at];
      const object = Buffer.from(this.#body.substring(start, start + this.#cells[at + 1]), 'latin1');
      try {
        this.#extraJson = native.extra(this.#cells[this.#at + READING_CELLS], object);
      } catch (thrown) {
        throw errorOf(thrown, Object.getOwnPropertyDescriptor(Observation.prototype, 'extraJson').get);
      }
    }
    return this.#extraJson;
  }

  get extra() {
    this.#extra ??= this.#extraOfBody() ?? parseWithTexts(this.extraJson);
    return this.#extra;
  }

  /** The other fields straight out of the body, unless a number there may be more than a double can hold. */
  #extraOfBody() {
    if (this.#told !== undefined) {
      return undefined;
    }
    const at = this.#at + CELL_OBJECT;
    const start = this.#cells[at];
    const object = this.#body.substring(start, start + this.#cells[at + 1]);
    if (mayBeUnsafe(object)) {
      return undefined;
    }
    const known = knownNames(this.#cells[this.#at + READING_CELLS]);
    const isWide = /[\x80-\xff]/.test(object);
    return without(known, JSON.parse(isWide ? Buffer.from(object, 'latin1').toString('utf8') : object));
  }

  equals(other) {
    return other instanceof Observation && jsonOf(this) === jsonOf(other);
  }

  toJSON() {
    return this.#form(this.confirmations, this.extraJson === '{}' ? undefined : this.extra);
  }

  #form(confirmations, extra) {
    const form = {
      provider: this.provider,
      subject: this.subject,
      id: this.id,
      reference: this.reference,
      native: this.native,
      status: this.status,
      amount: this.amount,
      received: this.received,
      refunded: this.refunded,
      fee: this.fee,
      transaction: this.transaction,
      confirmations,
      network: this.network,
      address: this.address,
      link: this.link,
      payer: this.payer,
      created_at: this.createdAt?.toISOString(),
      expires_at: this.expiresAt?.toISOString(),
      window_ends_at: this.windowEndsAt?.toISOString(),
      grace_ends_at: this.graceEndsAt?.toISOString(),
      completed_at: this.completedAt?.toISOString(),
      failure: this.failure,
      extra,
      source: this.source,
      notes: [...this.notes],
    };
    for (const key of Object.keys(form)) {
      if (form[key] === undefined) {
        delete form[key];
      }
    }
    return form;
  }

  static {
    jsonOf = (seen) => {
      const form = seen.#form(seen.#confirmations, undefined);
      if (seen.extraJson === '{}') {
        return stringify(form);
      }
      const { source, notes, ...before } = form;
      const after = JSON.stringify({ source, notes }).slice(1);
      return `${stringify(before).slice(0, -1)},"extra":${seen.extraJson},${after}`;
    };
    cellsOf = (seen) => (seen.#told === undefined ? seen.#cells : undefined);
    placeOf = (seen) => seen.#at;
    currencyOf = (seen) => seen.#text(CELL_CURRENCY);
  }

  [INSPECT](_depth, options, inspect) {
    return `Observation ${inspect(this.toJSON(), options)}`;
  }
}

/** For each table of other fields, the names that are none. */
const tables = [];

function knownNames(table) {
  tables[table] ??= new Set(JSON.parse(native.knownNames(table)));
  return tables[table];
}

/** The JSON form of what was seen, whoever made it. */
function seenOf(seen) {
  return seen instanceof Observation ? jsonOf(seen) : formOf('seen', seen);
}

function copy(sum) {
  return sum === undefined ? undefined : { ...sum };
}

function date(text) {
  return text === undefined ? undefined : new Date(text);
}

function capped(count) {
  return typeof count === 'bigint' ? Number.MAX_SAFE_INTEGER : count;
}

/** An observation over a row of cells. */
function ofCells(cells, at, body, provider) {
  return new Observation(KEY, cells, at, body, provider, undefined, undefined);
}

/** An observation out of what the native half tells in JSON. */
function ofTold(json) {
  const { told, extra } = JSON.parse(json);
  Object.freeze(told.notes);
  if (told.confirmations > Number.MAX_SAFE_INTEGER) {
    told.confirmations = BigInt(/"confirmations":(\d+)/.exec(json)[1]);
  }
  return new Observation(KEY, undefined, 0, '', undefined, told, extra);
}

module.exports = {
  AMOUNT,
  CREATED_AT,
  Observation,
  RECEIVED,
  WINDOW_ENDS_AT,
  cellsOf,
  currencyOf,
  ofCells,
  ofTold,
  placeOf,
  seenOf,
  textAt,
};
