// Accounts: what they ask, how they refuse, and that their keys stay out of sight.

import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';

import * as paystate from 'paystate';

import { account, answer, at, now, webhook } from './support.mjs';

const { Account, Page, Receipt, Token, explain, providers } = paystate;
const SECRET = 'sk-do-not-print';

test('errors are classes with a code, a reason and a remedy', () => {
  const { headers } = webhook();
  const caught = (call) => {
    try {
      call();
    } catch (error) {
      return error;
    }
    return assert.fail('it did not throw');
  };
  const forged = caught(() => account.receive({ headers, body: Buffer.from('{}') }, at));
  assert.ok(
    forged instanceof paystate.UnauthenticError && forged instanceof paystate.PaystateError && forged instanceof Error,
  );
  assert.deepEqual([forged.name, forged.code, forged.reason], ['UnauthenticError', 'unauthentic', 'wrong_signature']);
  assert.deepEqual(forged.reply, { status: 401, contentType: 'text/plain', body: 'unauthorized' });

  const busy = { status: 429, headers: { 'Retry-After': '7' }, body: Buffer.from('slow down') };
  const refused = caught(() => account.parse({ id: 'o-1' }, busy, at));
  assert.ok(refused instanceof paystate.RefusedError);
  assert.deepEqual(
    [refused.category, refused.httpStatus, refused.retryable, refused.retryAfterSeconds],
    ['rate_limited', 429, true, 7],
  );
  assert.equal(refused.retryAt.getTime(), now.getTime() + 7000);

  const cut = caught(() => account.parse({ id: 'o-1' }, { status: 200, body: Buffer.from('{"orderId":') }, at));
  assert.ok(cut instanceof paystate.MalformedError);
  assert.deepEqual([cut.reason, cut.offset], ['syntax', 11]);

  const typo = caught(() => new Account('payin', { api_kay: SECRET }));
  assert.ok(typo instanceof paystate.MisuseError);
  assert.deepEqual([typo.field, typo.reason], ['api_kay', 'unknown_name']);
  assert.ok(typo.expected.includes('api_key'));
  for (const error of [forged, refused, cut, typo]) {
    assert.ok(!inspect(error, { showHidden: true, depth: 9 }).includes(SECRET));
    assert.ok(!JSON.stringify(error).includes(SECRET));
  }
});

test('a stack begins where the call stands', () => {
  const calls = [
    () => account.receive({ headers: {}, body: Buffer.from('{}') }, at),
    () => account.parse({ id: 'o' }, { status: 500, body: Buffer.alloc(0) }, at),
    () => account.query({}, at),
    () => new Account('nobody'),
  ];
  for (const call of calls) {
    try {
      call();
      assert.fail('it did not throw');
    } catch (error) {
      const [, first] = error.stack.split('\n');
      assert.match(first, /account\.test\.mjs/);
    }
  }
});

test('keys do not print, and an account is neither stored nor cloned', () => {
  const secrets = { api_key: `${SECRET}-1`, webhook_secret: [`${SECRET}-2`, `${SECRET}-3`] };
  const own = new Account('payin', secrets);
  const request = own.query({ id: 'o-1' }, at);
  assert.equal(request.headers['X-API-Key'], `${SECRET}-1`);
  const token = new Account('liquido', { access_token: SECRET });
  for (const value of [own, request, token, { own, request, token }, [own]]) {
    const shown = [inspect(value, { showHidden: true, depth: 9 }), JSON.stringify(value), String(value), `${value}`];
    shown.push(inspect(value, { customInspect: false, showHidden: true, depth: 9 }));
    shown.push(
      JSON.stringify(structuredClone(JSON.parse(JSON.stringify(value)))),
      Object.values(value).map(String).join(),
    );
    for (const text of shown) assert.ok(!text.includes(SECRET), text);
  }
  assert.equal(String(own), "Account { provider: 'payin' }");
  assert.deepEqual(structuredClone(own), {}, 'nothing of it crosses');
  assert.throws(() => Account.prototype.query.call(structuredClone(own), { id: 'o' }, at), TypeError);
  assert.ok(Object.isFrozen(own) && Object.isFrozen(request) && Object.isFrozen(request.headers));
});

test('a request prints as JavaScript does, without what carries a key', () => {
  const request = new Account('payin', { api_key: SECRET }).query({ id: 'o-1' }, at);
  const url = 'https://app.payin.com/api/v1/orders/o-1';
  const shown = `HttpRequest { method: 'GET', url: '${url}', headers: { 'X-API-Key': '[redacted]' }, body: null }`;
  assert.equal(String(request), shown);
  assert.equal(JSON.stringify({ request }), JSON.stringify({ request: shown }));
  assert.equal(inspect(request, { breakLength: Infinity }), shown);
  const order = { reference: "O'Hara", amount: { value: '1', currency: 'USDT' }, network: 'tron-mainnet' };
  const create = String(account.create(order, at));
  assert.ok(create.includes(`'Content-Type': 'application/json'`) && create.includes("O'Hara"), create);
  const secrets = { api_key: 'k', client_id: 'c', client_secret: SECRET };
  assert.match(String(new Account('liquido', secrets).authorize(at)), /body: '\[redacted\]' \}$/);
});

test('a request can stand as the second argument of fetch', async () => {
  const order = { reference: 'R-1', amount: { value: '1', currency: 'USDT' }, network: 'tron-mainnet' };
  const request = account.create(order, at);
  const sent = new Request(request.url, request);
  assert.deepEqual([sent.method, sent.url], ['POST', request.url]);
  assert.equal(sent.headers.get('x-api-key'), 'pk-1');
  assert.equal(await sent.text(), request.body);
  assert.equal(account.query({ id: 'o-1' }, at).body, null);
});

test('a record, an order and an observation can stand for a target', () => {
  const order = { reference: 'R-1', amount: { value: '10.50', currency: 'USDT' } };
  const payment = account.open(order, at);
  const seen = account.parse(order, answer(), at);
  const urls = [order, payment, { v: 1, status: 'pending', asked: { ...payment.asked } }].map(
    (one) => account.query(one, at).url,
  );
  assert.deepEqual(new Set(urls).size, 1);
  assert.match(account.query(seen, at).url, /o-1$/);
  for (const wrong of [null, undefined, 'o-1', 5]) {
    assert.throws(() => account.query(wrong, at), { code: 'misuse', field: 'target' });
  }
  assert.throws(() => account.query({ id: 5 }, at), { code: 'misuse', field: 'id' });
  assert.throws(() => account.parse({ id: 5 }, answer(), at), { code: 'misuse', field: 'id' });
  assert.throws(() => account.parse({ subject: 'planet' }, answer(), at), { code: 'misuse', field: 'subject' });
  assert.throws(() => account.parse({}, { status: '200', body: Buffer.alloc(0) }, at), {
    code: 'misuse',
    field: 'status',
  });
});

test('metadata and extra may be text, which keeps its digits', () => {
  const order = { reference: 'R-1', amount: { value: '1', currency: 'USDT' }, network: 'tron-mainnet' };
  const body = (metadata) => account.create({ ...order, metadata }, at).body;
  assert.equal(body('{"b":"x","a":"y"}'), body({ b: 'x', a: 'y' }));
  const paydify = new Account('paydify', { api_key: 'k', api_secret: 's' });
  const exact = '"a":[9007199254740993],"z":1.10';
  const priced = { reference: 'R-1', amount: { value: '1.00', currency: 'USD' }, network: 'x' };
  assert.ok(paydify.create({ ...priced, extra: `{${exact}}` }, at).body.includes(exact));
  // A text that closes its object early adds nothing to the order.
  assert.throws(() => account.create({ ...order, metadata: '{},"amount":{"value":"0.01"}' }, at), {
    code: 'misuse',
    field: 'metadata',
  });
  assert.throws(() => account.create({ ...order, refrence: 'R' }, at), { code: 'misuse', field: 'refrence' });
  assert.throws(() => account.create({ ...order, amount: { value: 5 } }, at), { code: 'misuse', field: 'value' });
  assert.throws(() => account.create({ ...order, metadata: 5 }, at), { code: 'misuse', field: 'metadata' });
});

test('settings may be numbers', () => {
  const order = { reference: 'R-1', amount: { value: '1', currency: 'USDT' } };
  const payment = new Account('payin', { window_minutes: 15 }).open(order, at);
  assert.equal(payment.window_ends_at, '2025-01-20T10:51:00.000Z');
  assert.throws(() => new Account('payin', { window_minutes: {} }), { code: 'misuse', field: 'window_minutes' });
  assert.throws(() => new Account('payin', { dialect: 'klingon' }), { code: 'misuse', field: 'dialect' });
});

test('tokens are lent to another account', () => {
  const own = new Account('liquido', { api_key: 'k', client_id: 'c', client_secret: 's' });
  const body = Buffer.from('{"access_token":"eyJ-secret","expires_in":3600,"token_type":"Bearer"}');
  const token = own.parseToken({ status: 200, body }, at);
  assert.ok(token instanceof Token);
  assert.equal(token.accessToken, 'eyJ-secret');
  assert.equal(token.expiresAt.getTime(), now.getTime() + 3_600_000);
  for (const shown of [inspect(token, { showHidden: true }), JSON.stringify(token), String(token)]) {
    assert.ok(!shown.includes('eyJ-secret'));
  }
  const renewed = own.withToken(token);
  assert.notEqual(renewed, own);
  assert.ok(Object.values(renewed.query({ id: 'x' }, at).headers).some((value) => value.includes('eyJ-secret')));
  assert.throws(
    () => own.query({ id: 'x' }, at),
    { code: 'misuse', field: 'access_token' },
    'the first one is as it was',
  );
  assert.throws(() => account.withToken('t'), { code: 'misuse', reason: 'unsupported' });
});

test('a stream is a record and a step', () => {
  const own = new Account('pelago', { api_key: `${SECRET}`, stream_url: 'wss://stream.example/v1' });
  const stream = own.stream([{ id: 'pay_1' }]);
  const step = own.streamStep(stream, { type: 'open' }, at);
  assert.ok(step.send.length > 0 && step.wakeAt instanceof Date);
  assert.deepEqual(step.query, [{ subject: 'payment', id: 'pay_1' }]);
  for (const shown of [inspect(step, { depth: 9 }), JSON.stringify(step)]) assert.ok(!shown.includes(SECRET), shown);
  const closed = own.streamStep(structuredClone(step.stream), { type: 'close' }, at);
  assert.ok(closed.reconnectAt > now);
  for (const wrong of [undefined, {}, { type: 'frame' }, { type: 'melt' }]) {
    assert.throws(() => own.streamStep(stream, wrong, at), { code: 'misuse' });
  }
});

test('classes are for instanceof alone', () => {
  assert.ok(account.receive(webhook(), at) instanceof Receipt);
  for (const Class of [Receipt, Page, Token, paystate.HttpRequest, paystate.Schedule])
    assert.throws(() => new Class(), TypeError);
});

test('the tables can be read', () => {
  const [first] = providers();
  assert.ok(Object.isFrozen(providers()) && Object.isFrozen(first.options[0]));
  for (const { name, words } of providers()) {
    assert.equal(new Account(name).provider, name);
    for (const { word, subject, status } of words) {
      assert.deepEqual([explain(name, subject, word).status, explain(name, subject, word).known], [status, true]);
    }
  }
  assert.deepEqual(explain('payin', 'payment', 'teleported'), {
    known: false,
    mayStillChange: true,
    status: undefined,
    stopsPolling: false,
  });
  assert.throws(() => explain('payin', 'planet', 'x'), { code: 'misuse', field: 'subject' });
});

test('worker threads have desks and accounts of their own', async () => {
  const script = `
    import { parentPort, workerData } from 'node:worker_threads';
    import { Account, advance } from 'paystate';
    const at = { now: new Date(workerData.now) };
    const account = new Account('payin', { webhook_secret: 'w' + workerData.n });
    const done = [];
    for (let i = 0; i < 2000; i++) {
      const id = 'o-' + workerData.n + '-' + i;
      const body = Buffer.from(JSON.stringify({ id, type: 'order.completed', data: { orderId: id, amount: '1', currency: 'USDT' } }));
      const receipt = account.receive({ headers: account.signWebhook(body, at), body }, at);
      const payment = advance({ v: 1, status: 'pending' }, receipt.observations[0], at).payment;
      if (receipt.eventId !== id || payment.id !== id) throw new Error(id);
      done.push(payment);
    }
    parentPort.postMessage(done.at(-1));
  `;
  const run = (n) =>
    new Promise((resolve, reject) => {
      const url = new URL(
        `data:text/javascript,${encodeURIComponent(script.replace("'paystate'", `'${import.meta.resolve('paystate')}'`))}`,
      );
      const worker = new Worker(url, { workerData: { n, now: now.getTime() } });
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  const last = await Promise.all([0, 1, 2, 3].map(run));
  assert.deepEqual(
    last.map(({ id, status }) => [id, status]),
    [0, 1, 2, 3].map((n) => [`o-${n}-1999`, 'paid']),
  );
  assert.equal(account.receive(webhook(), at).eventId, 'evt_1');
});

test('accounts that nobody holds make room', async () => {
  for (let n = 0; n < 5000; n++) new Account('payin', { api_key: `k-${n}` });
  await new Promise(setImmediate);
  assert.equal(new Account('payin', { api_key: 'last' }).query({ id: 'o' }, at).headers['X-API-Key'], 'last');
});
