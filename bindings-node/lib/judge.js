'use strict';
// Judging plain records. A record that is as we write it crosses as words and texts on the desk; any other one as JSON,
// which is slower, means the same, and says what is wrong with it.

const { DESK, doubles, millisecondsOf, momentOf, native, textOf, words } = require('./desk.js');
const { errorOf, misuse } = require('./errors.js');
const { parseWithBigInts } = require('./exact.js');
const { formOf, objectOf } = require('./forms.js');
const { seenOf } = require('./observation.js');
const { KEYS, begin, latchesOf, packRecord, packSeen, putTexts, takeRecord } = require('./packed.js');
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
  const json = native.advanceJson(recordOf(payment), seenOf(seen), now);
  const { payment: next, told } = readRecord(json);
  return makeProgress(next, told.outcome, told.pollAt ?? Number.NaN, told.held);
}

/** The JSON form of a record; what is under a key that the form does not have is nobody's but the caller's. */
function recordOf(payment) {
  return formOf('payment', payment, KEYS);
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
    const json = native.scheduleJson(recordOf(payment), now, held === held ? held : undefined);
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

const LATCHES = ['fulfilled', 'released', 'reversed'];

function settle(payment, done) {
  return verb(settle, () => {
    const latches = latchesOf(...latchesIn(objectOf('done', done, `it must be an object with ${LATCHES.join(', ')}`)));
    return readRecord(native.settle(recordOf(payment), latches));
  });
}

/** A latch never clears, so nothing but `true` sets one, and a name that is none was meant to. */
function latchesIn(done) {
  const unknown = Object.keys(done).find((name) => !LATCHES.includes(name));
  if (unknown !== undefined) {
    throw misuse(unknown, 'unknown_name', `expected one of ${LATCHES.join(', ')}`, LATCHES);
  }
  return LATCHES.map((name) => {
    const value = done[name] ?? false;
    if (typeof value !== 'boolean') {
      throw misuse(name, 'invalid', 'it must be true or false');
    }
    return value;
  });
}

function rebuildTimeline(seen) {
  return verb(rebuildTimeline, () => {
    if (!Array.isArray(seen) || !seen.every(Array.isArray)) {
      throw misuse(
        'seen',
        seen == null ? 'missing' : 'invalid',
        'it must be a list of pairs: a Date, and what was seen',
      );
    }
    const moments = seen.map(([at]) => millisecondsOf('at', at));
    const forms = seen.map(([, one]) => seenOf(one));
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
    return verb(Payment.parse, () => {
      const text = textOf('payment', json);
      if (text === undefined) {
        throw misuse('payment', 'missing', 'it must be the JSON text of a record');
      }
      return readRecord(native.normalize('payment', text, false));
    });
  },
  stringify(payment) {
    return verb(Payment.stringify, () => native.normalize('payment', recordOf(payment), true));
  },
});

module.exports = {
  Payment,
  Progress,
  Schedule,
  advance,
  countdown,
  readRecord,
  rebuildTimeline,
  schedule,
  settle,
  timelineOf,
  verb,
};
