'use strict';
// Judging plain records. A record that is as we write it crosses as words and texts on the desk; any other one as JSON,
// which is slower, means the same, and says what is wrong with it.

const { DESK, doubles, millisecondsOf, momentOf, native, textOf, texts, words } = require('./desk.js');
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

const { AMOUNT, CREATED_AT, Observation, WINDOW_ENDS_AT, cellsOf, currencyOf, jsonOf, placeOf } = observation;
const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const KEY = Symbol('paystate');

const CODES = new Map(STATUSES.map((status, code) => [status, code]));
const OWN_TEXTS = RECORD_TEXTS.filter((name) => !name.includes('.'));
const FULFILLED = 1;
const RELEASED = 2;
const REVERSED = 4;

class Progress {
  #pollAt;
  #why;

  constructor(key, payment, step, verdict, action, why, pollAt, held) {
    if (key !== KEY) {
      throw new TypeError('Progress comes of advance');
    }
    this.payment = payment;
    this.step = step;
    this.verdict = verdict;
    this.action = action;
    this.held = held;
    this.#why = why;
    this.#pollAt = pollAt;
    Object.freeze(this);
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
  for (let n = 0; n < OWN_TEXTS.length; n++) {
    if (!pack(RECORD + n, payment[OWN_TEXTS[n]])) {
      return false;
    }
  }
  const at = RECORD + OWN_TEXTS.length;
  return packAsked(at, asked) && packHeld(at + 3, held);
}

/** An unknown key in `asked` or `held` would be lost, so it is refused, by the slow way. */
function packAsked(at, asked) {
  if (asked === undefined || asked === null) {
    words[at] = words[at + 1] = words[at + 2] = ABSENT;
    return true;
  }
  const { amount, currency, reference } = asked;
  const keys = reference === undefined ? 2 : 3;
  return (
    typeof amount === 'string' &&
    typeof currency === 'string' &&
    hasKeys(asked, keys) &&
    pack(at, amount) &&
    pack(at + 1, currency) &&
    pack(at + 2, reference)
  );
}

function packHeld(at, held) {
  if (held === undefined || held === null) {
    words[at] = words[at + 1] = ABSENT;
    return true;
  }
  const { value, currency } = held;
  const keys = currency === undefined ? 1 : 2;
  return typeof value === 'string' && hasKeys(held, keys) && pack(at, value) && pack(at + 1, currency);
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
  for (let n = 0; n < 8; n++) {
    words[SEEN_SUMS + n] = cells[at + AMOUNT + n];
  }
  words[SEEN_TIMES] = cells[at + CREATED_AT];
  words[SEEN_TIMES + 1] = cells[at + CREATED_AT + 1];
  for (let n = 0; n < 4; n++) {
    words[SEEN_TIMES + 2 + n] = cells[at + WINDOW_ENDS_AT + n];
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
  words[TEXT_LEN] = packed.length;
  return texts.write(packed, 0, 'utf8') === packed.length;
}

function advance(payment, seen, at) {
  const now = momentOf(at);
  try {
    if (packRecord(payment) && packSeen(seen) && putTexts()) {
      doubles[NOW >> 1] = now;
      if (native.advance(DESK)) {
        return takeProgress(payment);
      }
    }
    return advanceSlowly(payment, seen, now);
  } catch (thrown) {
    throw errorOf(thrown, advance);
  }
}

/** Takes what became of a record off the desk. Keys that this release does not know are kept. */
function takeProgress(old) {
  const payment = { ...old };
  payment.status = STATUSES[words[NEW_STATUS]];
  const latches = words[NEW_LATCHES];
  payment.fulfilled = (latches & FULFILLED) !== 0;
  payment.released = (latches & RELEASED) !== 0;
  payment.reversed = (latches & REVERSED) !== 0;
  takeTexts(payment);
  return new Progress(
    KEY,
    payment,
    STEPS[words[OUTCOME]],
    VERDICTS[words[OUTCOME + 1]],
    ACTIONS[words[OUTCOME + 2]],
    words[OUTCOME + 3],
    doubles[POLL_AT >> 1],
    words[HELD] === 1 ? { ...payment.held } : undefined,
  );
}

function takeTexts(payment) {
  let total = 0;
  for (let n = 0; n < NEW_TEXTS.length; n++) {
    const size = words[NEW + n];
    total += size === ABSENT ? 0 : size;
  }
  const heldAt = NEW + NEW_TEXTS.length - 2;
  if (words[heldAt] === 0) {
    delete payment.held;
  }
  if (total === 0) {
    return;
  }
  const all = texts.toString('latin1', 0, total);
  let start = 0;
  for (let n = 0; n < NEW_TEXTS.length; n++) {
    const size = words[NEW + n];
    if (size === ABSENT || size === 0) {
      continue;
    }
    const text = all.substring(start, start + size);
    start += size;
    if (NEW + n < heldAt) {
      payment[NEW_TEXTS[n]] = text;
    } else if (NEW + n === heldAt) {
      payment.held = { value: text };
    } else {
      payment.held.currency = text;
    }
  }
}

function advanceSlowly(payment, seen, now) {
  const seenJson = seen instanceof Observation ? jsonOf(seen) : formOf('seen', seen);
  const json = native.advanceJson(formOf('payment', payment), seenJson, now);
  const { payment: next, told } = readRecord(json);
  const { step, verdict, action, why, pollAt, held } = told;
  return new Progress(KEY, next, step, verdict, action, WHYS.indexOf(why), pollAt ?? Number.NaN, held ?? undefined);
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
      if (native.schedule(DESK)) {
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
