// Wrong arguments: each is misuse that names what is wrong, and none is taken for something else in silence.

import assert from 'node:assert/strict';
import test from 'node:test';

import {
  Account,
  advance,
  countdown,
  explain,
  MisuseError,
  Observation,
  Payment,
  rebuildTimeline,
  schedule,
  settle,
} from 'paystate';

import { account, answer, at, now, webhook } from './support.mjs';

const payment = Payment.parse('{"v":1,"status":"pending"}');
const seen = account.parse({ id: 'o-1' }, answer(), at);
const pelago = new Account('pelago', { api_key: 'k', stream_url: 'wss://stream.example/v1' });
const order = { reference: 'R-1', amount: { value: '1', currency: 'USDT' }, network: 'tron-mainnet' };

function misuse(field, call, reason) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof MisuseError, `${field}: ${error?.stack}`);
    assert.equal(error.field, field, error.message);
    if (reason !== undefined) assert.equal(error.reason, reason, error.message);
    return true;
  });
}

/** An object that holds itself, and one that is deeper than anybody would read. */
function endless() {
  const circular = { reference: 'R-1' };
  circular.again = { circular };
  let deep = {};
  for (let level = 0; level < 100_000; level++) deep = { deep };
  return [circular, deep];
}

test('what is absent is missing, and what is of another type is invalid', () => {
  const { headers, body } = webhook();
  const calls = {
    target: [
      (wrong) => account.query(wrong, at),
      (wrong) => account.parse(wrong, answer(), at),
      (wrong) => account.parseCreated(wrong, answer(), at),
      (wrong) => account.timeline(wrong, at),
      (wrong) => account.parseTimeline(wrong, answer(), at),
      (wrong) => account.command('cancel', wrong, {}, at),
      (wrong) => pelago.stream([wrong]),
    ],
    order: [(wrong) => account.create(wrong, at), (wrong) => account.open(wrong, at)],
    response: [
      (wrong) => account.parse({ id: 'o' }, wrong, at),
      (wrong) => account.parseCreated({ id: 'o' }, wrong, at),
      (wrong) => account.parsePage({}, wrong, at),
      (wrong) => account.parseTimeline({ id: 'o' }, wrong, at),
      (wrong) => account.parseToken(wrong, at),
    ],
    listing: [(wrong) => account.list(wrong, at), (wrong) => account.parsePage(wrong, answer(), at)],
    webhook: [(wrong) => account.receive(wrong, at)],
    targets: [(wrong) => pelago.stream(wrong)],
    stream: [(wrong) => pelago.streamStep(wrong, { type: 'open' }, at)],
    payment: [
      (wrong) => advance(wrong, seen, at),
      (wrong) => schedule(wrong, at),
      (wrong) => settle(wrong, {}),
      (wrong) => Payment.stringify(wrong),
    ],
    seen: [
      (wrong) => advance(payment, wrong, at),
      (wrong) => account.buildRedirect('https://shop.example', wrong),
      (wrong) => rebuildTimeline(wrong),
      (wrong) => rebuildTimeline([[now, wrong]]),
    ],
    done: [(wrong) => settle(payment, wrong)],
    observation: [(wrong) => Observation.stringify(wrong)],
  };
  for (const [field, verbs] of Object.entries(calls)) {
    for (const verb of verbs) {
      misuse(field, () => verb(undefined), 'missing');
      misuse(field, () => verb(null), 'missing');
      for (const wrong of [5, true, 'o-1', () => ({})]) {
        if (field !== 'observation' || typeof wrong !== 'string') misuse(field, () => verb(wrong), 'invalid');
      }
      // A list is no record; an empty one of targets or of what was seen is one.
      if (field !== 'targets' && field !== 'response' && field !== 'webhook') {
        if (!String(verb).includes('rebuildTimeline(wrong)')) misuse(field, () => verb([]), 'invalid');
      }
    }
  }
  misuse('body', () => account.parse({ id: 'o' }, { status: 200 }, at), 'missing');
  misuse('body', () => account.receive({ headers }, at), 'missing');
  for (const options of [null, 5, 'api_key', true, [], [['api_key', 'k']], new Map([['api_key', 'k']])]) {
    misuse('options', () => new Account('payin', options));
  }
  assert.equal(new Account('payin', undefined).provider, 'payin');
  misuse('provider', () => new Account());
  misuse('provider', () => new Account(5));
  misuse('targets', () => pelago.stream({ id: 'x' }), 'invalid');
  assert.equal(pelago.stream(new Set([{ id: 'pay_1' }])).targets.length, 1);
  for (const wrong of [5, {}, 'ab']) misuse('seen', () => rebuildTimeline([wrong]));
  misuse('at', () => rebuildTimeline([[undefined, seen]]), 'missing');
  for (const json of [undefined, null]) {
    misuse('payment', () => Payment.parse(json), 'missing');
    misuse('observation', () => Observation.parse(json), 'missing');
    misuse('url', () => account.parseRedirect(json), 'missing');
  }
  misuse('payment', () => Payment.parse({}), 'invalid');
  misuse('observation', () => Observation.parse(5), 'invalid');
  for (const url of [5, {}, { href: 5 }]) misuse('url', () => account.parseRedirect(url));
  misuse('path', () => account.receive({ headers, body, path: 5 }, at));
  assert.equal(account.receive({ headers, body, path: null }, at).eventId, 'evt_1');
  for (const token of [undefined, null]) misuse('token', () => new Account('liquido').withToken(token), 'missing');
  misuse('now', () => account.query({ id: 'o' }, { now: { getTime: () => '5' } }));
});

test('what sets a latch is true, under the name of a latch', () => {
  for (const wrong of ['false', 'true', 0, 1, {}, Number.NaN]) {
    misuse('fulfilled', () => settle(payment, { fulfilled: wrong }), 'invalid');
    misuse('reversed', () => settle(payment, { reversed: wrong }), 'invalid');
  }
  misuse('fullfilled', () => settle(payment, { fullfilled: true }), 'unknown_name');
  assert.throws(() => settle(payment, { x: true }), { expected: ['fulfilled', 'released', 'reversed'] });
  assert.deepEqual(settle(payment, { fulfilled: undefined, released: false }), payment);
  assert.equal(settle(payment, { fulfilled: true }).fulfilled, true);
});

test('a value that JSON would drop or change is not dropped in silence', () => {
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, () => true, Symbol('x')]) {
    for (const field of ['fulfilled', 'id', 'changed_at']) {
      const record = { ...payment, [field]: wrong };
      for (const judge of [() => advance(record, seen, at), () => schedule(record, at), () => settle(record, {})]) {
        misuse(field, judge, 'invalid');
      }
    }
    misuse('id', () => account.query({ id: wrong }, at), 'invalid');
    misuse('limit', () => account.list({ limit: wrong }, at), 'invalid');
    misuse('confirmations', () => advance(payment, { ...seen.toJSON(), confirmations: wrong }, at), 'invalid');
  }
  // What is under a key of the caller's own is the caller's.
  const own = { ...payment, reference: 'Zoë', rate: Number.NaN };
  assert.equal(advance(own, seen, at).payment.status, 'paid');
  const { expected } = { expected: 'none', ...thrown(() => account.query({}, at)) };
  assert.equal(expected, 'none', 'where nothing is listed there is no list');
});

function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail('it did not throw');
}

test('half a surrogate pair is misuse that names where it stands', () => {
  const { headers, body } = webhook();
  const [high, low] = ['x\ud83d', '\ude00y'];
  for (const half of [high, low]) {
    misuse('id', () => account.parse({ id: half }, answer(), at), 'invalid');
    misuse('reference', () => account.parse({ id: 'o', reference: half }, answer(), at));
    misuse('reference', () => account.parse({ asked: { reference: half } }, answer(), at));
    misuse('id', () => account.query({ id: half }, at), 'invalid');
    misuse('reference', () => account.timeline({ reference: half }, at));
    misuse('reference', () => account.create({ ...order, reference: half }, at));
    misuse('amount.currency', () => account.create({ ...order, amount: { value: '1', currency: half } }, at));
    for (const metadata of [{ note: [half] }, { [half]: 1 }, `{"note":"${half}"}`]) {
      misuse('metadata', () => account.create({ ...order, metadata }, at));
    }
    misuse('path', () => account.receive({ headers, body, path: half }, at));
    misuse('headers', () => account.receive({ headers: { ...headers, 'X-Any': half }, body }, at));
    const long = { ...headers, 'X-Any': half + 'ü'.repeat(40_000) };
    misuse('headers', () => account.receive({ headers: long, body }, at));
    misuse('name', () => account.command(half, { id: 'o' }, {}, at));
    misuse('url', () => account.parseRedirect(`https://shop.example/?x=${half}`));
    misuse('api_key', () => new Account('payin', { api_key: half }));
    misuse('token', () => new Account('liquido', {}).withToken(half));
    misuse('word', () => explain('payin', 'payment', half));
    misuse('data', () => pelago.streamStep(pelago.stream([]), { type: 'frame', data: half }, at));
    misuse('id', () => pelago.stream([{ id: half }]));
    for (const judge of [(one) => advance(one, seen, at), (one) => schedule(one, at), Payment.stringify]) {
      misuse('native', () => judge({ ...payment, native: half }));
      misuse('asked.reference', () => judge({ ...payment, asked: { amount: '1', currency: 'X', reference: half } }));
    }
    misuse('link', () => advance(payment, { ...seen.toJSON(), link: half }, at));
    misuse('link', () => Observation.parse({ ...seen.toJSON(), link: half }));
    misuse('payment', () => Payment.parse(`{"v":1,"status":"pending","id":"${half}"}`));
  }
  // Two halves are no pair because one stands behind the other.
  misuse('id', () => account.parse({ id: high, reference: low }, answer(), at));
  misuse('native', () => advance({ ...payment, native: high, created_at: low }, seen, at));
  misuse('path', () => account.receive({ headers: { '\ude00': 'x' }, body, path: '/\ud83d' }, at));
  // An escape that is a text stays one.
  assert.equal(account.open({ ...order, reference: '\\ud800' }, at).reference, '\\ud800');
  assert.equal(account.parse({ id: '😀', reference: 'Zoë' }, answer(), at).id, 'o-1');
  const json = '{"v":1,"status":"pending","id":"\\ud800"}';
  assert.throws(() => Payment.parse(json), { code: 'malformed', reason: 'lone_surrogate' });
});

test('what holds itself, or is too deep, too long or has too many keys, is misuse of the argument', () => {
  for (const wrong of endless()) {
    const record = { ...payment, reference: 'Zoë', shop: wrong };
    for (const call of [() => advance(record, seen, at), () => schedule(record, at), () => settle(record, {})]) {
      misuse('payment', call, 'invalid');
    }
    misuse('payment', () => Payment.stringify(record));
    misuse('seen', () => advance(payment, { ...seen.toJSON(), extra: wrong }, at));
    misuse('observation', () => Observation.parse({ ...seen.toJSON(), extra: wrong }));
    misuse('order', () => account.create({ ...order, amount: wrong }, at));
    misuse('metadata', () => account.create({ ...order, metadata: wrong }, at));
    misuse('extra', () => account.open({ ...order, extra: wrong }, at));
    misuse('fields', () => account.command('cancel', { id: 'o' }, wrong, at));
    misuse('listing', () => account.list({ status: wrong }, at));
    misuse('target', () => account.query({ id: wrong }, at));
    misuse('stream', () => pelago.streamStep({ ...pelago.stream([]), targets: [wrong] }, { type: 'open' }, at));
  }
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`k${n}`, n]));
  misuse('payment', () => settle({ ...payment, ...many }, {}), 'too_long');
  misuse('seen', () => advance(payment, { ...seen.toJSON(), extra: many }, at), 'too_long');
  misuse('payment', () => settle({ ...payment, note: 'x'.repeat(2_000_000) }, {}), 'too_long');
  misuse('fields', () => account.command('cancel', { id: 'o' }, '{', at));
  // Of what tells its JSON by itself, only that counts.
  const model = { toJSON: () => ({ note: 'kept', big: 2n ** 60n }) };
  [model.inside] = endless();
  assert.ok(
    Payment.stringify({ ...payment, shop: model }).endsWith('"shop":{"note":"kept","big":1152921504606846976}}'),
  );
});

test('a moment that is out of range is named', () => {
  const far = new Date(8.64e15);
  const window = { createdAt: now, windowSeconds: 600, graceSeconds: 300 };
  misuse('notBefore', () => schedule(payment, { now, notBefore: far }), 'out_of_range');
  misuse('notBefore', () => schedule({ ...payment, native: 'Zoë' }, { now, notBefore: far }), 'out_of_range');
  misuse('createdAt', () => countdown({ ...window, createdAt: far }, at), 'out_of_range');
  misuse('now', () => countdown(window, { now: far }), 'out_of_range');
  misuse('at', () => rebuildTimeline([[far, seen]]), 'out_of_range');
  misuse('now', () => advance(payment, seen, { now: far }), 'out_of_range');
  misuse('now', () => account.parse({ id: 'o' }, answer(), { now: far }), 'out_of_range');
});
