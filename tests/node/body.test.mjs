// Bodies: raw bytes, copied on entry, whatever holds them.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Account } from 'paystate';

import { account, answer, at, webhook } from './support.mjs';

test('a changed buffer cannot change a verified record', () => {
  const { headers, body } = webhook();
  const receipt = account.receive({ headers, body }, at);
  body.fill(0x20);
  Buffer.from(body.buffer).fill(0x20);
  const [seen] = receipt.observations;
  assert.deepEqual(
    [receipt.eventId, receipt.kind, seen.id, seen.reference],
    ['evt_1', 'order.completed', 'o-1', 'R-1'],
  );
  assert.equal(seen.amount.value, '10.50');
  assert.equal(seen.extraJson, '{}');
  assert.equal(seen.toJSON().id, 'o-1');
});

test('one message does not leak into another', () => {
  const first = account.receive(webhook({ orderId: 'a-long-order-id-that-was-first' }), at);
  const second = account.receive(webhook({ orderId: 'second' }), at);
  for (let n = 0; n < 200; n++) account.receive(webhook({ orderId: `n-${n}` }), at);
  assert.equal(first.observations[0].id, 'a-long-order-id-that-was-first');
  assert.equal(second.observations[0].id, 'second');
});

test('a string is refused, and told why', () => {
  const { headers, body } = webhook();
  const attempt = () => account.receive({ headers, body: body.toString() }, at);
  assert.throws(attempt, { code: 'misuse', reason: 'invalid', field: 'body', message: /raw bytes/ });
  for (const wrong of [undefined, null]) {
    assert.throws(() => account.receive({ headers, body: wrong }, at), {
      code: 'misuse',
      reason: 'missing',
      field: 'body',
    });
  }
  for (const wrong of [{}, [], 5, new Uint16Array(2), new DataView(new ArrayBuffer(2))]) {
    assert.throws(() => account.receive({ headers, body: wrong }, at), { code: 'misuse', field: 'body' });
  }
});

test('whatever holds bytes is read', () => {
  const { headers, body } = webhook();
  class Own extends Buffer {
    get length() {
      return 1;
    }
  }
  const own = Object.setPrototypeOf(Uint8Array.from(body), Own.prototype);
  const shared = new SharedArrayBuffer(body.length);
  new Uint8Array(shared).set(body);
  const array = Uint8Array.from(body).buffer;
  const middle = new Uint8Array(new ArrayBuffer(body.length + 20), 7, body.length);
  middle.set(body);
  const fixed = Object.preventExtensions(Buffer.from(body));
  // No array with elements can be frozen: JavaScript itself refuses.
  assert.throws(() => Object.freeze(Buffer.from(body)), TypeError);
  for (const bytes of [Uint8Array.from(body), own, shared, new Uint8Array(shared), array, middle, Object.seal(fixed)]) {
    assert.equal(account.receive({ headers, body: bytes }, at).observations[0].id, 'o-1');
  }
  const frozen = Object.freeze(Buffer.alloc(0));
  assert.throws(() => account.receive({ headers, body: frozen }, at), {
    code: 'unauthentic',
    reason: 'wrong_signature',
  });
});

test('a body is as long as the engine says, whatever it says itself', () => {
  class Own extends Buffer {
    get length() {
      return 2 ** 40;
    }
  }
  const padded = webhook({ note: 'x'.repeat(70_000) });
  for (const { headers, body } of [webhook(), padded]) {
    const subclassed = Object.setPrototypeOf(Uint8Array.from(body), Own.prototype);
    assert.equal(account.receive({ headers, body: subclassed }, at).eventId, 'evt_1');
    assert.deepEqual(account.signWebhook(subclassed, at), account.signWebhook(body, at));
    // One that says that it is longer must not show what lay on the desk before.
    const lying = Object.defineProperty(Buffer.from(body.subarray(0, 10)), 'length', { value: body.length });
    account.receive({ headers, body }, at);
    assert.throws(() => account.receive({ headers, body: lying }, at), {
      code: 'unauthentic',
      reason: 'wrong_signature',
    });
  }
});

test('what only looks like bytes is refused', () => {
  const { headers } = webhook();
  const wrong = [
    Object.create(Buffer.prototype),
    Object.create(Uint8Array.prototype),
    Object.setPrototypeOf(new Float64Array(4), Buffer.prototype),
    { [Symbol.toStringTag]: 'ArrayBuffer' },
    { [Symbol.toStringTag]: 'Uint8Array', length: 2, 0: 123, 1: 125 },
    Object.setPrototypeOf({ byteLength: 4 }, ArrayBuffer.prototype),
  ];
  for (const body of wrong) {
    assert.throws(() => account.receive({ headers, body }, at), { code: 'misuse', reason: 'invalid', field: 'body' });
    assert.throws(() => account.signWebhook(body, at), { code: 'misuse', reason: 'invalid', field: 'body' });
  }
  const named = Object.defineProperty(webhook().body, Symbol.toStringTag, { value: 'Float64Array' });
  assert.equal(account.receive({ headers, body: named }, at).eventId, 'evt_1');
});

test('memory that was handed over is said to be', () => {
  const { headers, body } = webhook();
  const bytes = Uint8Array.from(body);
  const { buffer } = bytes;
  structuredClone(buffer, { transfer: [buffer] });
  const wrong = { code: 'misuse', field: 'body', message: /detached/ };
  assert.throws(() => account.receive({ headers, body: bytes }, at), wrong);
  assert.throws(() => account.receive({ headers, body: buffer }, at), wrong);
  // Nothing is broken for the next one.
  assert.equal(account.receive({ headers, body }, at).eventId, 'evt_1');
});

test('a body beyond the desk is read all the same', () => {
  for (const size of [65_500, 65_536, 65_537, 200_000, 1_000_000]) {
    const letters = Math.ceil(size / 2);
    const { headers, body } = webhook({ note: 'é'.repeat(letters) });
    const receipt = account.receive({ headers, body }, at);
    body.fill(0);
    assert.equal(receipt.observations[0].id, 'o-1');
    assert.equal(receipt.observations[0].extra.note.length, letters);
  }
  const large = { status: 200, body: Buffer.alloc(1_048_577, 0x20) };
  assert.throws(() => account.parse({ id: 'o' }, large, at), {
    code: 'malformed',
    reason: 'too_large',
    limit: 1_048_576,
  });
});

test('texts beyond the desk are read all the same', () => {
  const { headers, body } = webhook();
  const padded = { ...headers, 'X-Padding': 'ü'.repeat(40_000) };
  assert.equal(account.receive({ headers: padded, body }, at).eventId, 'evt_1');
  const wide = { id: 'ä'.repeat(30_000), reference: '😀'.repeat(9_000) };
  assert.equal(account.parse(wide, answer(), at).id, 'o-1');
});

test('an event whose id is longer than the desk is received', () => {
  const own = new Account('liquido', { client_secret: 's' });
  const event = (key) => {
    const chargeDetails = { idempotencyKey: key, transferStatus: 'SETTLED' };
    const body = Buffer.from(JSON.stringify({ eventType: 'CHARGE_SUCCEEDED', data: { chargeDetails } }));
    return { headers: own.signWebhook(body, at), body };
  };
  for (const key of ['k-1', 'k'.repeat(24_540), 'k'.repeat(40_000), 'é'.repeat(20_000)]) {
    const receipt = own.receive(event(key), at);
    const short = own.receive(event('k-2'), at);
    assert.equal(receipt.eventId, `CHARGE_SUCCEEDED:${key}:SETTLED`);
    assert.equal(receipt.kind, 'CHARGE_SUCCEEDED');
    assert.equal(receipt.observations[0].id, key);
    assert.equal(short.eventId, 'CHARGE_SUCCEEDED:k-2:SETTLED');
  }
});

test('headers come as frameworks hand them over', () => {
  const { headers, body } = webhook();
  const name = 'X-PayIn-Signature';
  const signature = headers[name];
  const lower = name.toLowerCase();
  const shapes = [
    headers,
    { [lower]: signature, host: 'shop.example', 'content-length': 5, 'set-cookie': ['a', 'b'], none: undefined },
    { [lower]: [signature] },
    new Headers(headers),
    new Map([[name, signature]]),
    [[name, signature]],
    ['Host', 'shop.example', name, signature],
    Object.assign(Object.create(null), { [lower]: signature }),
    // As ASGI and undici have them.
    { [lower]: Buffer.from(signature) },
    { [lower]: [new TextEncoder().encode(signature)], host: Buffer.from([0xe9]) },
    new Map([[name, Buffer.from(signature)]]),
    [[Buffer.from(name), Buffer.from(signature)]],
    ['Host', 'shop.example', name, signature].map((text) => Buffer.from(text)),
  ];
  for (const shape of shapes) assert.equal(account.receive({ headers: shape, body }, at).eventId, 'evt_1');
  const refused = (shape) => () => account.receive({ headers: shape, body }, at);
  assert.throws(
    refused([
      [name, signature],
      [lower, signature],
    ]),
    { code: 'unauthentic', reason: 'bad_encoding' },
  );
  assert.throws(refused({ [name]: [signature, signature] }), { code: 'unauthentic', reason: 'bad_encoding' });
  for (const none of [undefined, null, {}, [], new Headers()]) {
    assert.throws(refused(none), { code: 'unauthentic', reason: 'missing_header' });
  }
  assert.throws(refused('X-PayIn-Signature: 1'), { code: 'misuse', field: 'headers' });
  const circular = [];
  circular.push(circular);
  const gone = Buffer.from(Uint8Array.from(Buffer.from(signature)).buffer);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  class Own extends Buffer {
    get length() {
      return 2 ** 40;
    }
  }
  const long = Object.setPrototypeOf(Uint8Array.from(Buffer.from(signature)), Own.prototype);
  assert.equal(account.receive({ headers: { [name]: long }, body }, at).eventId, 'evt_1');
  for (const wrong of [{}, circular, new Float64Array(2), new ArrayBuffer(2), true, () => signature]) {
    assert.throws(refused({ [name]: wrong }), { code: 'misuse', field: 'headers' });
  }
  assert.doesNotThrow(() => account.receive({ headers: { ...headers, empty: Buffer.alloc(0) }, body }, at));
  assert.throws(refused({ ...headers, other: gone }), { code: 'misuse', field: 'headers', message: /detached/ });
});

test('a getter that calls us again verifies nothing with another secret', () => {
  const other = new Account('payin', { webhook_secret: 'another' });
  const mine = webhook();
  const theirs = webhook({ orderId: 'theirs' }, other);
  const meddle = (message) => ({
    get headers() {
      other.receive(theirs, at);
      return message.headers;
    },
    get body() {
      other.receive(theirs, at);
      return message.body;
    },
  });
  assert.equal(account.receive(meddle(mine), at).observations[0].id, 'o-1');
  assert.throws(() => account.receive(meddle(theirs), at), { code: 'unauthentic', reason: 'wrong_signature' });
});

test('a zero byte in a header does not make two of it', () => {
  const { headers, body } = webhook();
  const name = 'X-PayIn-Signature';
  const smuggled = { 'X-Any': `x\0${name}\0${headers[name]}` };
  assert.throws(() => account.receive({ headers: smuggled, body }, at), {
    code: 'misuse',
    reason: 'control_character',
    field: 'headers',
  });
});

test('a signature in letters beyond ASCII is refused', () => {
  const { body } = webhook();
  assert.throws(() => account.receive({ headers: { 'X-PayIn-Signature': 'ünsigned' }, body }, at), {
    code: 'unauthentic',
  });
});

test('an account without a secret verifies nothing', () => {
  const { headers, body } = webhook();
  assert.throws(() => new Account('payin').receive({ headers, body }, at), {
    code: 'misuse',
    reason: 'missing_secret',
  });
});
