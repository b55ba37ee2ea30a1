'use strict';
// A record and what was seen as words and texts on the desk, and the record that comes back. Only what is as we write it is
// taken; whatever is not, the caller hands over as JSON.

const { readTexts, words, writeText } = require('./desk.js');
const observation = require('./observation.js');
const {
  ABSENT,
  CELL_SOURCE,
  CELL_STATE,
  CELL_SUBJECT,
  LARGE,
  LATCHES,
  NEW,
  NEW_LATCHES,
  NEW_STATUS,
  NEW_TEXTS,
  RECORD,
  RECORD_TEXTS,
  SEEN,
  SEEN_SOURCE,
  SEEN_STATE,
  SEEN_SUBJECT,
  SEEN_SUMS,
  SEEN_TIMES,
  STATUS,
  STATUSES,
  TEXT_BYTES,
  TEXT_LEN,
  TURN,
  packRecordTexts,
} = require('./generated.js');

const { AMOUNT, Observation, RECEIVED, cellsOf, currencyOf, placeOf } = observation;
const { CREATED_AT: SEEN_CREATED_AT, WINDOW_ENDS_AT: SEEN_WINDOW_ENDS_AT } = observation;

const CODES = new Map(STATUSES.map((status, code) => [status, code]));
/** The keys of a record. */
const KEYS = new Set(['v', 'asked', 'status', 'fulfilled', 'released', 'reversed', 'held']);
for (const name of RECORD_TEXTS) {
  if (!name.includes('.')) {
    KEYS.add(name);
  }
}
const FULFILLED = 1;
const RELEASED = 2;
const REVERSED = 4;

let packed = '';

/** Adds a text to those on the desk; whether it is one. */
function pack(at, value) {
  if (value === undefined || value === null) {
    words[at] = ABSENT;
    return true;
  }
  if (typeof value !== 'string') {
    return false;
  }
  words[at] = value.length;
  packed += value;
  return true;
}

/** Begins to lay out a record. What is laid out meanwhile, by a getter that calls us, is noticed by {@link putTexts}. */
function begin() {
  packed = '';
  words[TURN]++;
  return words[TURN];
}

/** Lays a record on the desk; whether it is as we write it. */
function packRecord(payment) {
  if (payment === null || typeof payment !== 'object') {
    return false;
  }
  const status = CODES.get(payment.status);
  const prototype = Object.getPrototypeOf(payment);
  if (payment.v !== 1 || status === undefined || (prototype !== Object.prototype && prototype !== null)) {
    return false;
  }
  const { fulfilled = false, released = false, reversed = false, asked, held } = payment;
  if (typeof fulfilled !== 'boolean' || typeof released !== 'boolean' || typeof reversed !== 'boolean') {
    return false;
  }
  words[STATUS] = status;
  words[LATCHES] = latchesOf(fulfilled, released, reversed);
  return (
    isForm(asked, isAsked) &&
    isForm(held, isHeld) &&
    packRecordTexts(pack, RECORD, payment, asked ?? NONE, held ?? NONE)
  );
}

const NONE = Object.freeze({});

/** Whether `value` is absent, or an object that `is` knows. */
function isForm(value, is) {
  return value === undefined || value === null || is(value);
}

// An unknown key in `asked` or `held` would be lost, so it is refused, by the JSON way.

function isAsked(asked) {
  const { amount, currency, reference } = asked;
  return typeof amount === 'string' && typeof currency === 'string' && hasKeys(asked, reference === undefined ? 2 : 3);
}

function isHeld(held) {
  const { value, currency } = held;
  return typeof value === 'string' && hasKeys(held, currency === undefined ? 1 : 2);
}

function hasKeys(object, count) {
  for (const _ in object) {
    count--;
  }
  return count === 0;
}

/** Lays what was seen on the desk; whether it is not decoded yet. */
function packSeen(seen) {
  if (!(seen instanceof Observation)) {
    return false;
  }
  const cells = cellsOf(seen);
  if (cells === undefined) {
    return false;
  }
  const at = placeOf(seen);
  words[SEEN_SUBJECT] = cells[at + CELL_SUBJECT];
  words[SEEN_STATE] = cells[at + CELL_STATE];
  words[SEEN_SOURCE] = cells[at + CELL_SOURCE];
  for (let n = 0; n < 4; n++) {
    words[SEEN_SUMS + n] = cells[at + AMOUNT + n];
    words[SEEN_SUMS + 4 + n] = cells[at + RECEIVED + n];
  }
  words[SEEN_TIMES] = cells[at + SEEN_CREATED_AT];
  words[SEEN_TIMES + 1] = cells[at + SEEN_CREATED_AT + 1];
  for (let n = 0; n < 4; n++) {
    words[SEEN_TIMES + 2 + n] = cells[at + SEEN_WINDOW_ENDS_AT + n];
  }
  pack(SEEN, seen.provider);
  pack(SEEN + 1, seen.id);
  pack(SEEN + 2, seen.reference);
  pack(SEEN + 3, seen.native);
  pack(SEEN + 4, currencyOf(seen));
  return true;
}

/** Writes the texts onto the desk; whether they are few enough, one byte a character, and nobody came between. */
function putTexts(turn) {
  if (packed.length > TEXT_BYTES / 3 || words[TURN] !== turn) {
    return false;
  }
  words[LARGE] = 0;
  words[TEXT_LEN] = packed.length;
  return writeText(packed) === packed.length;
}

const [ID, REFERENCE, NATIVE, CREATED_AT, WINDOW_ENDS_AT, GRACE_ENDS_AT, CHANGED_AT, HELD_VALUE, HELD_CURRENCY] =
  NEW_TEXTS.map((_, n) => n);
/** The texts that are new, where any is; an empty one says that there is none any more. */
function takeTexts() {
  let total = 0;
  let any = false;
  for (let n = 0; n < NEW_TEXTS.length; n++) {
    const size = words[NEW + n];
    if (size !== ABSENT) {
      any = true;
      total += size;
    }
  }
  if (!any) {
    return undefined;
  }
  const news = [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined];
  const all = readTexts(total);
  let start = 0;
  for (let n = 0; n < NEW_TEXTS.length; n++) {
    const size = words[NEW + n];
    if (size !== ABSENT) {
      news[n] = all.substring(start, start + size);
      start += size;
    }
  }
  return news;
}

/**
 * The record that follows `old`. Its keys stand in the order of the form, whatever they did before: records of few shapes
 * are read fast.
 */
function takeRecord(old) {
  const status = STATUSES[words[NEW_STATUS]];
  const latches = words[NEW_LATCHES];
  const news = takeTexts();
  const next = { v: 1 };
  // How many keys of the form `old` has: where it has more, the rest is not ours and is kept.
  let known = 5;
  let value;
  value = old.provider;
  if (value != null) {
    next.provider = value;
    known++;
  }
  value = old.id;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = news[ID] ?? value;
  }
  if (value != null) {
    next.id = value;
  }
  value = old.reference;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = news[REFERENCE] ?? value;
  }
  if (value != null) {
    next.reference = value;
  }
  value = old.asked;
  if (value != null) {
    next.asked = value;
    known++;
  }
  next.status = status;
  value = old.native;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = news[NATIVE] ?? value;
  }
  if (value != null) {
    next.native = value;
  }
  next.fulfilled = (latches & FULFILLED) !== 0;
  next.released = (latches & RELEASED) !== 0;
  next.reversed = (latches & REVERSED) !== 0;
  value = old.held;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = heldOf(old, news);
  }
  if (value != null) {
    next.held = value;
  }
  value = old.created_at;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = news[CREATED_AT] ?? value;
  }
  if (value != null) {
    next.created_at = value;
  }
  value = old.window_ends_at;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = news[WINDOW_ENDS_AT] ?? value;
  }
  if (value != null) {
    next.window_ends_at = value;
  }
  value = old.grace_ends_at;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = news[GRACE_ENDS_AT] ?? value;
  }
  if (value != null) {
    next.grace_ends_at = value;
  }
  value = old.changed_at;
  if (value != null) {
    known++;
  }
  if (news !== undefined) {
    value = news[CHANGED_AT] ?? value;
  }
  if (value != null) {
    next.changed_at = value;
  }
  if (!hasKeys(old, known)) {
    keepUnknown(old, next);
  }
  return next;
}

function heldOf(old, news) {
  const value = news[HELD_VALUE];
  if (value === undefined) {
    return old.held;
  }
  if (value === '') {
    return undefined;
  }
  const currency = news[HELD_CURRENCY];
  return currency === undefined ? { value } : { value, currency };
}

/** Copies the keys that the form does not have, in their order. */
function keepUnknown(old, next) {
  for (const key of Object.keys(old)) {
    if (!KEYS.has(key)) {
      // Whatever its name: `__proto__` is a key like any other.
      Object.defineProperty(next, key, { value: old[key], enumerable: true, configurable: true, writable: true });
    }
  }
}

/** Latches as a number. */
function latchesOf(fulfilled, released, reversed) {
  return (fulfilled ? FULFILLED : 0) | (released ? RELEASED : 0) | (reversed ? REVERSED : 0);
}

module.exports = { KEYS, begin, latchesOf, packRecord, packSeen, putTexts, takeRecord };
