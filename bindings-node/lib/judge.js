'use strict';
// Judging plain records. A record that is as we write it crosses as words and texts on the desk; any other one as JSON,
// which is slower, means the same, and says what is wrong with it.

const { DESK, doubles, millisecondsOf, momentOf, native, textOf, words } = require('./desk.js');
const { errorOf, misuse } = require('./errors.js');
const { parseWithBigInts, stringify } = require('./exact.js');
const { Observation, jsonOf } = require('./observation.js');
const { begin, latchesOf, packRecord, packSeen, putTexts, takeRecord } = require('./packed.js');
const { Progress, Schedule, makeProgress, readSchedule, takeSchedule } = require('./progress.js');
const { HELD, NOT_BEFORE, NOW, OUTCOME, POLL_AT } = require('./generated.js');

// Taken off once: on the module itself each call would look them up.
const { advance: advanceOnDesk, schedule: scheduleOnDesk } = native;

function advance(payment, seen, at) {
  const now = momentOf(at);
  try {
    const turn = begin();
    if (packRecord(payment) && packSeen(seen) && putTexts(turn)) {
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
  // All of it before the old record is looked at again.
  const outcome = [words[OUTCOME], words[OUTCOME + 1], words[OUTCOME + 2], words[OUTCOME + 3]];
  const pollAt = doubles[POLL_AT >> 1];
  const held = words[HELD] === 1;
  return makeProgress(takeRecord(old), outcome, pollAt, held);
}

function advanceSlowly(payment, seen, now) {
  const seenJson = seen instanceof Observation ? jsonOf(seen) : formOf('seen', seen);
  const json = native.advanceJson(formOf('payment', payment), seenJson, now);
  const { payment: next, told } = readRecord(json);
  return makeProgress(next, told.outcome, told.pollAt ?? Number.NaN, told.held);
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
    const turn = begin();
    if (packRecord(payment) && putTexts(turn)) {
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
  const latches = latchesOf(fulfilled, released, reversed);
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
