// Judging plain records: the packed way and the JSON way say the same, and records stay plain.

import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';

import { advance, countdown, Observation, Payment, Progress, rebuildTimeline, schedule, settle } from 'paystate';

import { account, answer, at, now, observations, parse, webhook } from './support.mjs';

/** `SplitMix32`, so that every run makes the same cases. */
function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
  return {
    pick: (from) => from[Math.floor(next() * from.length)],
    maybe: (value) => (next() < 0.5 ? value : undefined),
  };
}

const STATUSES = ['pending', 'processing', 'authorized', 'partially_paid', 'expired', 'failed', 'cancelled'].concat([
  'paid',
  'refunding',
  'refunded',
  'charged_back',
]);

function record({ pick, maybe }) {
  const instant = () =>
    maybe(pick(['2025-01-20T10:30:00.000Z', '2025-01-20T10:40:00.000Z', '0001-01-01T00:00:00.000Z']));
  const payment = {
    v: 1,
    provider: maybe(pick(['payin', 'pelago', 'nobody'])),
    id: maybe(pick(['o-1', 'o-2', ''])),
    reference: maybe(pick(['R-1', 'R-2'])),
    asked: maybe({
      amount: pick(['10.50', '10.5', '11', '0.1']),
      currency: pick(['USDT', 'USDC']),
      reference: maybe('R-1'),
    }),
    status: pick(STATUSES),
    native: maybe('word'),
    fulfilled: pick([true, false]),
    released: pick([true, false]),
    reversed: pick([true, false]),
    held: maybe({ value: pick(['1', '10.50', '99.999']), currency: maybe(pick(['USDT', 'EUR'])) }),
    created_at: instant(),
    window_ends_at: instant(),
    grace_ends_at: instant(),
    changed_at: instant(),
    shop: maybe({ note: 'kept', 9: [1.5] }),
  };
  return JSON.parse(JSON.stringify(payment));
}

/** The same record, which only the JSON way takes. */
function byJson(payment) {
  return Object.create({ toJSON: () => payment }, {});
}

/** All that a progress or a schedule says, absent fields left out. */
const plain = (value) => JSON.parse(JSON.stringify(value));

test('the packed way and the JSON way say the same', () => {
  const dice = random(7);
  const seen = [...observations()].map(([, one]) => one).filter((one) => one.subject !== 'other');
  const said = new Set();
  for (let n = 0; n < 6000; n++) {
    const payment = record(dice);
    const one = dice.pick(seen);
    const moment = { now: dice.pick([now, new Date('2025-01-20T10:39:59.999Z'), new Date('2031-01-01T00:00:00Z')]) };
    const before = JSON.stringify(payment);
    const packed = advance(payment, one, moment);
    const slow = advance(byJson(payment), one.toJSON(), moment);
    assert.deepEqual(plain(packed), plain(slow), `${before}\n${Observation.stringify(one)}`);
    assert.equal(JSON.stringify(payment), before, 'the record that was given is not changed');
    assert.equal(Payment.stringify(packed.payment), Payment.stringify(slow.payment));
    said.add(`${packed.step} ${packed.action}`);

    const held = dice.maybe(new Date('2025-01-20T10:50:00Z'));
    const plan = { ...moment, notBefore: held };
    assert.deepEqual(plain(schedule(payment, plan)), plain(schedule(byJson(payment), plan)), before);
  }
  assert.ok(said.size > 15, `only ${[...said]}`);
});

test('records beyond ASCII, of other spelling or with absent fields are judged as well', () => {
  const seen = parse(
    '{"orderId":"o-1","orderReference":"Zoë 😀","status":"completed","amount":"10.50","currency":"USDT"}',
  );
  const payment = account.open({ reference: 'Zoë 😀', amount: { value: '10.5', currency: 'USDT' } }, at);
  const progress = advance(payment, seen, at);
  assert.deepEqual([progress.action, progress.verdict, progress.payment.reference], ['fulfill', 'match', 'Zoë 😀']);
  const odd = {
    ...payment,
    id: null,
    held: undefined,
    created_at: '2025-01-20T18:30:00+08:00',
    asked: { ...payment.asked },
  };
  assert.equal(advance(odd, seen, at).action, 'fulfill');
  assert.equal(advance({ v: 1, status: 'pending' }, seen, at).action, 'fulfill');
  assert.equal(schedule({ v: 1, status: 'pending' }, at).pollAt.getTime(), now.getTime());
});

test('a getter that calls us again changes nothing', () => {
  const seen = account.parse({ id: 'o-1' }, answer(), at);
  const payment = account.open({ reference: 'R-1', amount: { value: '10.50', currency: 'USDT' } }, at);
  const other = account.open({ reference: 'R-2', amount: { value: '99', currency: 'EUR' } }, at);
  const again = [
    () => advance(other, seen, at),
    () => schedule(other, at),
    () => account.parse({ id: 'o-2' }, answer({ status: 'expired' }), at),
    () => account.receive(webhook({ orderId: 'o-3' }), at),
  ];
  for (const call of again) {
    for (const key of ['provider', 'status', 'asked', 'changed_at']) {
      const meddling = {
        ...payment,
        get [key]() {
          call();
          return payment[key];
        },
      };
      assert.deepEqual(plain(advance(meddling, seen, at)), plain(advance(payment, seen, at)));
      assert.deepEqual(plain(schedule(meddling, at)), plain(schedule(payment, at)));
    }
  }
});

test('what is not a record is refused', () => {
  const seen = account.parse({ id: 'o-1' }, answer(), at);
  const payment = account.open({ reference: 'R-1', amount: { value: '10', currency: 'USDT' } }, at);
  const refused = (change, field, reason) => {
    const wrong = { ...payment, ...change };
    for (const judge of [() => advance(wrong, seen, at), () => schedule(wrong, at), () => settle(wrong, {})]) {
      assert.throws(judge, { code: 'misuse', field, ...(reason && { reason }) }, field);
    }
  };
  refused({ v: 2 }, 'v', 'newer_version');
  refused({ v: undefined }, 'v', 'missing');
  refused({ status: 'teleported' }, 'status');
  refused({ fulfilled: 'true' }, 'fulfilled');
  refused({ id: 5 }, 'id');
  refused({ changed_at: '2025-01-20T10:30:00' }, 'changed_at');
  refused({ changed_at: '2025-02-30T10:30:00.000Z' }, 'changed_at');
  refused({ changed_at: '2025-01-20T24:30:00.000Z' }, 'changed_at');
  refused({ asked: { amount: '1_000', currency: 'USDT' } }, 'asked.amount');
  refused({ asked: { amount: '1', currency: 'USDT', note: 'x' } }, 'asked');
  refused({ asked: [] }, 'asked');
  refused({ held: { value: 1 } }, 'held.value');
  for (const none of [null, undefined, 'x', 5]) {
    assert.throws(() => advance(none, seen, at), { code: 'misuse', field: 'payment' });
    assert.throws(() => advance(payment, none, at), { code: 'misuse', field: 'seen' });
  }
  assert.throws(() => advance(payment, { subject: 'refund', status: 'paid', source: 'query' }, at), {
    field: 'status',
  });
  for (const moment of [undefined, {}, { now: 5 }, { now: new Date(Number.NaN) }, { now: '2025-01-20' }]) {
    assert.throws(() => advance(payment, seen, moment), { code: 'misuse', field: 'now' });
    assert.throws(() => account.query({ id: 'o' }, moment), { code: 'misuse', field: 'now' });
  }
  const late = { now: new Date(8.64e15) };
  assert.throws(() => advance(payment, seen, late), { code: 'misuse', field: 'now', reason: 'out_of_range' });
  assert.throws(() => account.query({ id: 'o' }, late), { code: 'misuse', field: 'now', reason: 'out_of_range' });
  assert.throws(() => schedule(payment, { now, notBefore: 'soon' }), { code: 'misuse', field: 'notBefore' });
});

test('a record survives structuredClone, JSON and a database', () => {
  const seen = account.parse({ id: 'o-1' }, answer(), at);
  const payment = account.open({ reference: 'R-1', amount: { value: '10.50', currency: 'USDT' } }, at);
  const once = advance(payment, seen, at).payment;
  for (const copy of [
    structuredClone(once),
    JSON.parse(JSON.stringify(once)),
    Payment.parse(Payment.stringify(once)),
  ]) {
    assert.deepEqual(copy, once);
    assert.equal(advance(copy, seen, at).action, 'rest', 'the latch is set');
  }
});

test('unknown keys are kept, and so are their digits', () => {
  const text =
    '{"v":1,"status":"pending","fulfilled":false,"released":false,"reversed":false,"big":9007199254740993,"__proto__":{"x":1}}';
  const payment = Payment.parse(text);
  assert.equal(payment.big, 9007199254740993n);
  assert.equal(Payment.stringify(payment), text);
  const { payment: next } = advance(payment, account.parse({ id: 'o-1' }, answer(), at), at);
  assert.equal(next.big, 9007199254740993n);
  assert.ok(Object.hasOwn(next, '__proto__'));
  assert.equal({}.x, undefined);
  assert.equal(settle(next, { released: true }).big, 9007199254740993n);
  const slow = advance(byJson(payment), { subject: 'payment', status: 'paid', source: 'query' }, at);
  assert.equal(slow.payment.big, 9007199254740993n);
  assert.throws(() => Payment.parse('{"v":1,"status":"pending","x":1e400}'), {
    code: 'misuse',
    reason: 'out_of_range',
  });
  assert.equal(Payment.parse('{"v":1,"status":"pending","x":"#9007199254740993"}').x, '#9007199254740993');
});

test('what money is held is told', () => {
  const seen = (status) => parse(`{"orderId":"o","status":"${status}","confirmedReceived":"4.50","currency":"USDT"}`);
  const payment = account.open({ reference: 'R-1', amount: { value: '10', currency: 'USDT' } }, at);
  const short = advance(payment, seen('underpaid'), at);
  assert.deepEqual(
    [short.action, short.held, short.payment.held],
    ['wait', undefined, { value: '4.50', currency: 'USDT' }],
  );
  const lost = advance(short.payment, seen('expired'), at);
  assert.deepEqual([lost.action, lost.held], ['release', { value: '4.50', currency: 'USDT' }]);
  const paid = settle(lost.payment, { fulfilled: true });
  assert.equal(paid.held, undefined);
  assert.equal(paid.fulfilled, true);
});

test('progress and schedules are frozen and say why', () => {
  const payment = account.open({ reference: 'R-1', amount: { value: '99', currency: 'USDT' } }, at);
  const progress = advance(payment, account.parse({ id: 'o-1' }, answer(), at), at);
  assert.deepEqual([progress.action, progress.why], ['escalate', 'paid_otherwise']);
  assert.equal(progress.sentence, 'The money is here, but not the sum or the currency that was asked.');
  const plan = schedule(payment, { now: new Date('2025-01-20T10:45:50Z') });
  assert.deepEqual([plan.stage, plan.timeLeftMs, plan.exhausted], ['window', 10_000, false]);
  assert.equal(plan.pollAt.toISOString(), '2025-01-20T10:46:01.000Z');
  assert.equal(plan.windowEndsAt.toISOString(), '2025-01-20T10:46:00.000Z');
  for (const value of [progress, plan]) assert.ok(Object.isFrozen(value));
  assert.match(inspect(progress), /^Progress \{/);
  assert.match(inspect(plan), /^Schedule \{/);
  assert.throws(() => new Progress(), TypeError);
});

test('a countdown needs no record', () => {
  const window = { createdAt: now, windowSeconds: 600, graceSeconds: 300 };
  const later = countdown(window, { now: new Date(now.getTime() + 600_000) });
  assert.deepEqual([later.stage, later.timeLeftMs, later.pollAt], ['grace', 300_000, undefined]);
  assert.throws(() => countdown({ ...window, windowSeconds: -1 }, at), { code: 'misuse', field: 'windowSeconds' });
  assert.throws(() => countdown({ ...window, graceSeconds: -1 }, at), { code: 'misuse', field: 'graceSeconds' });
  assert.throws(() => countdown({ ...window, windowSeconds: 0.5 }, at), { code: 'misuse', field: 'windowSeconds' });
});

test('a timeline is rebuilt from what was seen', () => {
  const [pending, paid] = ['pending', 'completed'].map((status) =>
    account.parse({ id: 'o-1' }, answer({ status }), at),
  );
  const moment = (minute) => new Date(Date.UTC(2025, 0, 20, 10, minute));
  const { events } = rebuildTimeline([
    [moment(3), paid],
    [moment(2), pending],
    [moment(1), pending.toJSON()],
  ]);
  assert.deepEqual(
    events.map(({ at: when, status }) => [when, status]),
    [
      [moment(1), 'pending'],
      [moment(3), 'paid'],
    ],
  );
});
