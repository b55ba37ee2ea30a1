// What is read: lazy, frozen, exact, and the same in every form.

import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';

import { Observation } from 'paystate';

import { account, answer, at, observations, parse, webhook } from './support.mjs';

const DATES = ['createdAt', 'expiresAt', 'windowEndsAt', 'graceEndsAt', 'completedAt'];
const FIELDS = [
  'provider',
  'subject',
  'id',
  'reference',
  'native',
  'status',
  'amount',
  'received',
  'refunded',
  'fee',
].concat(
  ['transaction', 'confirmations', 'network', 'address', 'link', 'payer', ...DATES, 'failure', 'extra', 'extraJson'],
  ['source', 'notes'],
);

test('a lazy observation and its stored form say the same, for every reading of the vectors', () => {
  let count = 0;
  for (const [id, seen] of observations()) {
    const text = Observation.stringify(seen);
    const kept = Observation.parse(text);
    // The core read the text and wrote it again: nothing of it was ours to spell.
    assert.equal(Observation.stringify(kept), text, id);
    for (const field of FIELDS) assert.deepEqual(kept[field], seen[field], `${id}: ${field}`);
    assert.ok(kept.equals(seen) && seen.equals(kept), id);
    assert.deepEqual(JSON.parse(JSON.stringify(kept)), JSON.parse(JSON.stringify(seen)), id);
    count++;
  }
  assert.ok(count > 200, `only ${count}`);
});

test('it is frozen, and nothing can be put over what was verified', () => {
  const [seen] = account.receive(webhook(), at).observations;
  assert.ok(Object.isFrozen(seen));
  assert.throws(() => {
    seen.status = 'pending';
  }, TypeError);
  assert.throws(() => Object.defineProperty(seen, 'id', { value: 'o-2' }), TypeError);
  assert.throws(() => new Observation(), TypeError);
  const { extra, notes } = parse('{"orderId":"o","status":"odd","x":{"y":[1]}}');
  for (const part of [extra, extra.x, extra.x.y, notes]) assert.ok(Object.isFrozen(part));
});

test('sums are fresh objects of decimal strings', () => {
  const seen = account.parse({ id: 'o-1' }, answer(), at);
  assert.deepEqual(seen.amount, { value: '10.50', currency: 'USDT' });
  seen.amount.value = '0';
  assert.equal(seen.amount.value, '10.50');
  const value = (amount) => parse(`{"orderId":"o","status":"pending","amount":${amount}}`).amount.value;
  assert.equal(value('0.1'), '0.1');
  assert.equal(value('-0.05'), '-0.05');
  assert.equal(value('12345678901234567890.123456789'), '12345678901234567890.123456789');
  assert.equal(value('79228162514264337593543950335'), '79228162514264337593543950335');
  assert.equal(value('0.0000000000000000000000000001'), '0.0000000000000000000000000001');
  assert.equal(value('9007199254740993'), '9007199254740993');
});

test('extra has no prototype, and __proto__ is a key like any other', () => {
  const seen = parse('{"orderId":"o","status":"pending","__proto__":{"polluted":true},"x":{"constructor":1}}');
  assert.equal(Object.getPrototypeOf(seen.extra), null);
  assert.equal(Object.getPrototypeOf(seen.extra.x), null);
  assert.deepEqual(Object.keys(seen.extra), ['__proto__', 'x']);
  assert.equal({}.polluted, undefined);
  assert.equal(seen.extra.polluted, undefined);
  assert.equal(seen.toJSON().extra.polluted, undefined);
  const back = Observation.parse(seen.toJSON());
  assert.equal({}.polluted, undefined);
  assert.ok(back.equals(seen));
});

test('numbers that a double cannot hold are text in extra, and exact in extraJson', () => {
  const json =
    '{"a":9007199254740993,"b":1.10,"c":1e400,"d":0.1000000000000000055511,"e":9007199254740991,"f":-0,"g":[1e20]}';
  const seen = parse(`{"orderId":"o","status":"pending",${json.slice(1)}`);
  assert.equal(seen.extraJson, json);
  const { a, b, c, d, e, f, g } = seen.extra;
  assert.deepEqual(
    [a, b, c, d, e, g[0]],
    ['9007199254740993', 1.1, '1e400', '0.1000000000000000055511', 9007199254740991, '1e20'],
  );
  assert.ok(Object.is(f, -0));
  assert.ok(Observation.stringify(seen).includes(`"extra":${json}`));
  // A text that looks like a number stays a text.
  assert.equal(
    parse('{"orderId":"o","status":"pending","n":"12 \\"9007199254740993\\""}').extra.n,
    '12 "9007199254740993"',
  );
});

test('half a surrogate pair is refused, wherever it stands', () => {
  for (const json of [
    '{"orderId":"\\ud800","status":"pending"}',
    '{"orderId":"o","status":"pending","x":["\\udc00"]}',
  ]) {
    assert.throws(() => parse(json), { code: 'malformed', reason: 'lone_surrogate' });
  }
  const emoji = parse('{"orderId":"\\ud83d\\ude00é","orderReference":"Zoë 😀","status":"pending"}');
  assert.deepEqual([emoji.id, emoji.reference], ['😀é', 'Zoë 😀']);
});

test('confirmations are a number; more than JavaScript can count are the most it can', () => {
  const count = (digits) => parse(`{"orderId":"o","status":"pending","confirmations":${digits}}`);
  assert.equal(count('3').confirmations, 3);
  assert.equal(count('9007199254740991').confirmations, 9007199254740991);
  const many = count('18446744073709551615');
  assert.equal(many.confirmations, Number.MAX_SAFE_INTEGER);
  assert.ok(Observation.stringify(many).includes('"confirmations":18446744073709551615'));
  assert.equal(Observation.parse(Observation.stringify(many)).confirmations, Number.MAX_SAFE_INTEGER);
});

test('times are dates, before 1970 too', () => {
  const seen = parse(
    '{"orderId":"o","status":"completed","createdAt":"1969-12-31T23:59:59.999Z","completedAt":"0001-01-01T00:00:00Z"}',
  );
  assert.equal(seen.createdAt.getTime(), -1);
  assert.equal(seen.completedAt.toISOString(), '0001-01-01T00:00:00.000Z');
  assert.equal(seen.graceEndsAt, undefined);
  assert.notEqual(seen.createdAt, seen.createdAt, 'a date can be changed, so each is a new one');
});

test('it prints its plain form', () => {
  assert.match(inspect(account.parse({ id: 'o-1' }, answer(), at)), /^Observation \{[\s\S]*status: 'paid'/);
});

test('a piece of a large page is its own text', () => {
  const row = (n) => ({
    orderId: `order-number-${n}`,
    orderReference: `Zoë-${n}`,
    status: 'pending',
    amount: '1',
    currency: 'USDT',
  });
  const data = Array.from({ length: 1000 }, (_, n) => row(n));
  const page = account.parsePage(
    {},
    { status: 200, body: Buffer.from(JSON.stringify({ data, pagination: { page: 1, hasMore: true } })) },
    at,
  );
  assert.equal(page.observations.length, 1000);
  page.observations.forEach((seen, n) => {
    assert.deepEqual([seen.id, seen.reference], [`order-number-${n}`, `Zoë-${n}`]);
  });
  assert.deepEqual(page.next, { page: 2 });
  assert.equal([...page].length, 1000);
  assert.equal(page.observations, page.observations);
  assert.ok(Object.isFrozen(page) && Object.isFrozen(page.observations));
});

test('equals compares values', () => {
  const [a, b, c] = [answer(), answer(), answer({ amount: '10.51' })].map((one) =>
    account.parse({ id: 'o-1' }, one, at),
  );
  assert.ok(a.equals(b));
  assert.ok(!a.equals(c));
  assert.ok(!a.equals(a.toJSON()));
});
