'use strict';
// Judging plain records. A record that is as we write it crosses as words and texts on the desk; any other one as JSON,
// which is slower, means the same, and says what is wrong with it.

const { DESK, doubles, millisecondsOf, momentOf, native, readTexts, textOf, words, writeText } = require('./desk.js');
const { errorOf, misuse } = require('./errors.js');
const { parseWithBigInts, stringify } = require('./exact.js');
const observation = require('./observation.js');
const {
  ABSENT,
  ACTIONS,
  CELL_SOURCE,
  CELL_STATE,
  CELL_SUBJECT,
  ENDS,
  EXHAUSTED,
  GIVE_UP_AT,
  HELD,
  LARGE,
  LATCHES,
  NEW,
  NEW_LATCHES,
  NEW_STATUS,
  NEW_TEXTS,
  NOT_BEFORE,
  NOW,
  OUTCOME,
  POLL_AT,
  RECORD,
  RECORD_TEXTS,
  packRecordTexts,
  SEEN,
  SEEN_SOURCE,
  SEEN_STATE,
  SEEN_SUBJECT,
  SEEN_SUMS,
  SEEN_TIMES,
  SENTENCES,
  STAGE,
  STAGES,
  STATUS,
  STATUSES,
  STEPS,
  TEXT_BYTES,
  TEXT_LEN,
  TIME_LEFT,
  VERDICTS,
  WHYS,
} = require('./generated.js');

const { AMOUNT, Observation, RECEIVED, cellsOf, currencyOf, jsonOf, placeOf } = observation;
const { CREATED_AT: SEEN_CREATED_AT, WINDOW_ENDS_AT: SEEN_WINDOW_ENDS_AT } = observation;
// Taken off once: on the module itself each call would look them up.
const { advance: advanceOnDesk, schedule: scheduleOnDesk } = native;
const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const KEY = Symbol('paystate');

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

class Progress {
  #payment;
  #step;
  #verdict;
  #action;
  #why;
  #pollAt;
  #held;

  constructor(key, payment, step, verdict, action, why, pollAt, held) {
    if (key !== KEY) {
      throw new TypeError('Progress comes of advance');
    }
    this.#payment = payment;
    this.#step = step;
    this.#verdict = verdict;
    this.#action = action;
    this.#why = why;
    this.#pollAt = pollAt;
    this.#held = held;
    Object.freeze(this);
  }

  get payment() {
    return this.#payment;
  }

  get step() {
    return STEPS[this.#step];
  }

  get verdict() {
    return VERDICTS[this.#verdict];
  }

  get action() {
    return ACTIONS[this.#action];
  }

  get why() {
    return WHYS[this.#why];
  }

  get sentence() {
    return SENTENCES[this.#why];
  }

  get pollAt() {
    return dateOf(this.#pollAt);
  }

  get held() {
    return this.#held ? { ...this.#payment.held } : undefined;
  }

  toJSON() {
    const { payment, step, verdict, action, why, sentence, pollAt, held } = this;
    return { payment, step, verdict, action, why, sentence, pollAt: pollAt?.toISOString(), held };
  }

  [INSPECT](_depth, options, inspect) {
    return `Progress ${inspect(this.toJSON(), options)}`;
  }
}

class Schedule {
  #stage;
  #timeLeft;
  #windowEndsAt;
  #graceEndsAt;
  #pollAt;
  #giveUpAt;
  #exhausted;

  constructor(key, stage, timeLeft, windowEndsAt, graceEndsAt, pollAt, giveUpAt, exhausted) {
    if (key !== KEY) {
      throw new TypeError('A Schedule comes of schedule or countdown');
    }
    this.#stage = stage;
    this.#timeLeft = timeLeft;
    this.#windowEndsAt = windowEndsAt;
    this.#graceEndsAt = graceEndsAt;
    this.#pollAt = pollAt;
    this.#giveUpAt = giveUpAt;
    this.#exhausted = exhausted;
    Object.freeze(this);
  }

  get stage() {
    return this.#stage === 0 ? undefined : STAGES[this.#stage - 1];
  }

  get timeLeftMs() {
    return this.#timeLeft;
  }

  get windowEndsAt() {
    return dateOf(this.#windowEndsAt);
  }

  get graceEndsAt() {
    return dateOf(this.#graceEndsAt);
  }

  get pollAt() {
    return dateOf(this.#pollAt);
  }

  get giveUpAt() {
    return dateOf(this.#giveUpAt);
  }

  get exhausted() {
    return this.#exhausted;
  }

  toJSON() {
    const { stage, timeLeftMs, exhausted } = this;
    const text = (date) => date?.toISOString();
    return {
      stage,
      timeLeftMs,
      windowEndsAt: text(this.windowEndsAt),
      graceEndsAt: text(this.graceEndsAt),
      pollAt: text(this.pollAt),
      giveUpAt: text(this.giveUpAt),
      exhausted,
    };
  }

  [INSPECT](_depth, options, inspect) {
    return `Schedule ${inspect(this.toJSON(), options)}`;
  }
}

/** An instant; no number is an absent one. */
function dateOf(ms) {
  return ms === ms ? new Date(ms) : undefined;
}

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
  words[LATCHES] = (fulfilled ? FULFILLED : 0) | (released ? RELEASED : 0) | (reversed ? REVERSED : 0);
  packed = '';
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

/** Writes the texts onto the desk; whether they are few enough, and one byte a character. */
function putTexts() {
  if (packed.length > TEXT_BYTES / 3) {
    return false;
  }
  words[LARGE] = 0;
  words[TEXT_LEN] = packed.length;
  return writeText(packed) === packed.length;
}

function advance(payment, seen, at) {
  const now = momentOf(at);
  try {
    if (packRecord(payment) && packSeen(seen) && putTexts()) {
      doubles[NOW >> 1] = now;
      if (advanceOnDesk(DESK)) {
        return takeProgress(payment);
      }
    }
    return advanceSlowly(payment, seen, now);
  } catch (thrown) {
    throw errorOf(thrown, advance);
  }
}

/** Takes what became of a record off the desk. */
function takeProgress(old) {
  return new Progress(
    KEY,
    takeRecord(old),
    words[OUTCOME],
    words[OUTCOME + 1],
    words[OUTCOME + 2],
    words[OUTCOME + 3],
    doubles[POLL_AT >> 1],
    words[HELD] === 1,
  );
}

const [ID, REFERENCE, NATIVE, CREATED_AT, WINDOW_ENDS_AT, GRACE_ENDS_AT, CHANGED_AT, HELD_VALUE, HELD_CURRENCY] =
  NEW_TEXTS.map((_, n) => n);
/** The texts that are new, where any is. */
const news = new Array(NEW_TEXTS.length).fill(undefined);

/** Whether any text is new; it is in `news` then, and an empty one says that there is none any more. */
function takeTexts() {
  let total = 0;
  let any = false;
  for (let n = 0; n < news.length; n++) {
    const size = words[NEW + n];
    if (size !== ABSENT) {
      any = true;
      total += size;
    }
  }
  if (!any) {
    return false;
  }
  const all = readTexts(total);
  let start = 0;
  for (let n = 0; n < news.length; n++) {
    const size = words[NEW + n];
    if (size === ABSENT) {
      news[n] = undefined;
    } else {
      news[n] = all.substring(start, start + size);
      start += size;
    }
  }
  return true;
}

/**
 * The record that follows `old`. Its keys stand in the order of the form, whatever they did before: records of few shapes
 * are read fast.
 */
function takeRecord(old) {
  const changed = takeTexts();
  const latches = words[NEW_LATCHES];
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
  if (changed) {
    value = news[ID] ?? value;
  }
  if (value != null) {
    next.id = value;
  }
  value = old.reference;
  if (value != null) {
    known++;
  }
  if (changed) {
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
  next.status = STATUSES[words[NEW_STATUS]];
  value = old.native;
  if (value != null) {
    known++;
  }
  if (changed) {
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
  if (changed) {
    value = heldOf(old);
  }
  if (value != null) {
    next.held = value;
  }
  value = old.created_at;
  if (value != null) {
    known++;
  }
  if (changed) {
    value = news[CREATED_AT] ?? value;
  }
  if (value != null) {
    next.created_at = value;
  }
  value = old.window_ends_at;
  if (value != null) {
    known++;
  }
  if (changed) {
    value = news[WINDOW_ENDS_AT] ?? value;
  }
  if (value != null) {
    next.window_ends_at = value;
  }
  value = old.grace_ends_at;
  if (value != null) {
    known++;
  }
  if (changed) {
    value = news[GRACE_ENDS_AT] ?? value;
  }
  if (value != null) {
    next.grace_ends_at = value;
  }
  value = old.changed_at;
  if (value != null) {
    known++;
  }
  if (changed) {
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

function heldOf(old) {
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

function advanceSlowly(payment, seen, now) {
  const seenJson = seen instanceof Observation ? jsonOf(seen) : formOf('seen', seen);
  const json = native.advanceJson(formOf('payment', payment), seenJson, now);
  const { payment: next, told } = readRecord(json);
  const [step, verdict, action, why] = told.outcome;
  return new Progress(KEY, next, step, verdict, action, why, told.pollAt ?? Number.NaN, told.held);
}

/** The JSON form of something plain. */
function formOf(field, value) {
  if (value === null || typeof value !== 'object') {
    throw misuse(field, value == null ? 'missing' : 'invalid', 'it must be an object');
  }
  return stringify(value.toJSON === undefined ? value : value.toJSON());
}

/** Reads JSON that holds a record, whose unknown keys keep their digits. */
function readRecord(json) {
  return parseWithBigInts(json, () => {
    throw misuse('payment', 'out_of_range', 'a number in an unknown key has more digits than JavaScript can hold');
  });
}

function schedule(payment, at) {
  const now = momentOf(at);
  const { notBefore } = at;
  const held = notBefore == null ? Number.NaN : millisecondsOf('notBefore', notBefore);
  try {
    if (packRecord(payment) && putTexts()) {
      doubles[NOW >> 1] = now;
      doubles[NOT_BEFORE >> 1] = held;
      if (scheduleOnDesk(DESK)) {
        return takeSchedule();
      }
    }
    const json = native.scheduleJson(formOf('payment', payment), now, held === held ? held : undefined);
    return readSchedule(json);
  } catch (thrown) {
    throw errorOf(thrown, schedule);
  }
}

function takeSchedule() {
  return new Schedule(
    KEY,
    words[STAGE],
    doubles[TIME_LEFT >> 1],
    doubles[ENDS >> 1],
    doubles[(ENDS >> 1) + 1],
    doubles[POLL_AT >> 1],
    doubles[GIVE_UP_AT >> 1],
    words[EXHAUSTED] === 1,
  );
}

function readSchedule(json) {
  const { stage, timeLeft, windowEndsAt, graceEndsAt, pollAt, giveUpAt, exhausted } = JSON.parse(json);
  const instant = (ms) => ms ?? Number.NaN;
  return new Schedule(
    KEY,
    stage === null ? 0 : 1 + STAGES.indexOf(stage),
    timeLeft,
    instant(windowEndsAt),
    instant(graceEndsAt),
    instant(pollAt),
    instant(giveUpAt),
    exhausted,
  );
}

function countdown(window, at) {
  const now = momentOf(at);
  const createdAt = millisecondsOf('createdAt', window?.createdAt);
  const windowS = secondsOf('windowSeconds', window.windowSeconds);
  const graceS = secondsOf('graceSeconds', window.graceSeconds);
  try {
    return readSchedule(native.countdown(createdAt, windowS, graceS, now));
  } catch (thrown) {
    throw errorOf(thrown, countdown);
  }
}

function secondsOf(field, value) {
  if (!Number.isSafeInteger(value)) {
    throw misuse(field, value == null ? 'missing' : 'invalid', 'it must be a whole number of seconds');
  }
  return value;
}

function settle(payment, { fulfilled = false, released = false, reversed = false }) {
  const latches = (fulfilled ? FULFILLED : 0) | (released ? RELEASED : 0) | (reversed ? REVERSED : 0);
  return verb(settle, () => readRecord(native.settle(formOf('payment', payment), latches)));
}

function rebuildTimeline(seen) {
  return verb(rebuildTimeline, () => {
    const moments = seen.map(([at]) => millisecondsOf('at', at));
    const forms = seen.map(([, one]) => (one instanceof Observation ? jsonOf(one) : formOf('seen', one)));
    return timelineOf(native.rebuildTimeline(forms, moments));
  });
}

function timelineOf(json) {
  const { events } = JSON.parse(json);
  for (const event of events) {
    if (event.at !== undefined) {
      event.at = new Date(event.at);
    }
    Object.freeze(event);
  }
  return Object.freeze({ events: Object.freeze(events) });
}

/** Runs the body of a verb; what the native half throws becomes an error whose stack begins where it was called. */
function verb(caller, body) {
  try {
    return body();
  } catch (thrown) {
    throw errorOf(thrown, caller);
  }
}

const Payment = Object.freeze({
  parse(json) {
    return verb(Payment.parse, () => readRecord(native.normalize('payment', textOf('payment', json) ?? '')));
  },
  stringify(payment) {
    return verb(Payment.stringify, () => native.normalize('payment', formOf('payment', payment)));
  },
});

module.exports = {
  Payment,
  Progress,
  Schedule,
  advance,
  countdown,
  formOf,
  readRecord,
  rebuildTimeline,
  schedule,
  settle,
  timelineOf,
  verb,
};
