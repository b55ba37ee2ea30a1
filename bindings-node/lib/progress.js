'use strict';
// What judging gives: frozen values that make their dates when somebody asks.

const { doubles, words } = require('./desk.js');
const {
  ACTIONS,
  ENDS,
  EXHAUSTED,
  GIVE_UP_AT,
  POLL_AT,
  SENTENCES,
  STAGE,
  STAGES,
  STEPS,
  TIME_LEFT,
  VERDICTS,
  WHYS,
} = require('./generated.js');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const KEY = Symbol('paystate');

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

const makeProgress = (payment, [step, verdict, action, why], pollAt, held) =>
  new Progress(KEY, payment, step, verdict, action, why, pollAt, held);

/** The schedule that the native half left on the desk. */
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

/** The schedule that the native half told in JSON. */
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

module.exports = { Progress, Schedule, makeProgress, readSchedule, takeSchedule };
