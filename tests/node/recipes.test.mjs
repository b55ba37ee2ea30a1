// README's recipes and its loop, each run: a signed webhook is acted on, one whose body was touched is refused, of two at
// once none is lost, and polls find out what no webhook told.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import test from 'node:test';

import { Account, RefusedError } from 'paystate';

import { alarms, done, insert, load, race } from './readme/shop.mjs';

process.env.PAYIN_API_KEY = 'pk-recipes';
process.env.PAYIN_WEBHOOK_SECRET = 'whsec_recipes';
const account = new Account('payin', { webhook_secret: 'whsec_recipes' });
const PATH = '/webhooks/payin';

/** A webhook about the order `reference`; its blanks do not survive a parser. */
function webhook(reference, word = 'completed') {
  const named = reference === undefined ? '' : `"orderReference": "${reference}",`;
  const data = `"orderId": "o-1",\n ${named} "status": "${word}",\t"amount": "10.00"`;
  const body = `{"id": "evt_${reference}", "type": "order.${word}", "data": {${data}, "currency": "USDT"}}`;
  return { body, headers: account.signWebhook(Buffer.from(body), { now: new Date() }) };
}

function order(reference) {
  return { reference, amount: { value: '10', currency: 'USDT' }, network: 'tron-mainnet' };
}

/** What was to be done for an order, in turn. */
function actions(reference) {
  return done.filter(([of]) => of === reference).map(([, action]) => action);
}

/** Sends what `post` sends, and checks what came of it. */
async function check(name, post) {
  const reference = `R-${name}`;
  await insert(account.open(order(reference), { now: new Date() }));
  const { body, headers } = webhook(reference);

  const forged = await post(body.replace('10.00', '99.00'), headers);
  assert.equal(forged.status, 401);
  assert.equal(await forged.text(), 'unauthorized');
  assert.deepEqual(actions(reference), []);

  const taken = await post(body, headers);
  assert.equal(taken.status, 200);
  assert.match(taken.headers.get('content-type'), /^application\/json/);
  assert.deepEqual(await taken.json(), { received: true });
  // The same again: the latch is set, so nothing is fulfilled twice.
  assert.equal((await post(body, headers)).status, 200);
  assert.deepEqual(actions(reference), ['fulfill', 'rest']);
}

test('the first lines', async () => {
  const { action, next } = await import('./readme/decision.mjs');
  assert.deepEqual([action, next.status, next.fulfilled], ['fulfill', 'paid', true]);
});

test('express', async (t) => {
  const { app } = await import('./readme/express.mjs');
  const server = app.listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}${PATH}`;
  await check('express', (body, headers) => fetch(url, { method: 'POST', body, headers }));
});

test('fastify', async (t) => {
  const { app } = await import('./readme/fastify.mjs');
  t.after(() => app.close());
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const post = (body, headers) => fetch(address + PATH, { method: 'POST', body, headers });
  await check('fastify', post);

  await t.test('of two webhooks at once none is lost', async () => {
    for (const words of [
      ['expired', 'completed'],
      ['completed', 'expired'],
    ]) {
      const reference = `R-${words.join('-')}`;
      await insert(account.open(order(reference), { now: new Date() }));
      race(2);
      const answers = await Promise.all(
        words.map((word) => webhook(reference, word)).map(({ body, headers }) => post(body, headers)),
      );
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      );
      // Whichever was faster: both were judged, the money is known, and a person hears of the contradiction.
      assert.equal((await load(reference)).status, 'paid');
      assert.match(actions(reference).join(), /^(fulfill|release),escalate$/);
    }
  });

  await t.test('what is not about an order of ours is answered, and nothing else', async () => {
    const before = done.length;
    for (const reference of ['R-of-another-shop', undefined]) {
      const { body, headers } = webhook(reference);
      assert.equal((await post(body, headers)).status, 200);
    }
    assert.equal(done.length, before);
  });
});

test('a route handler of Next.js', async () => {
  const { POST, runtime } = await import('./readme/next.mjs');
  assert.equal(runtime, 'nodejs');
  const url = `https://shop.example${PATH}`;
  await check('next', (body, headers) => POST(new Request(url, { method: 'POST', body, headers })));
});

test('hono', async () => {
  const { app } = await import('./readme/hono.mjs');
  await check('hono', (body, headers) => app.request(PATH, { method: 'POST', body, headers }));
});

/** A provider that answers what it is told to answer; `fetch` goes to it. What it was asked. */
async function provider(t, answers) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [status, headers, body] = answers.shift();
    response.writeHead(status, headers).end(body);
  });
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { fetch } = globalThis;
  const here = `http://127.0.0.1:${server.address().port}`;
  t.mock.method(globalThis, 'fetch', (url, request) => fetch(url.replace('https://app.payin.com', here), request));
  return asked;
}

const now = new Date('2025-01-20T10:36:00.000Z');
const later = (date, seconds) => new Date(date.getTime() + seconds * 1000);

function told(reference, status) {
  const data = { orderId: 'o-1', orderReference: reference, amount: '10.00', currency: 'USDT', address: 'TX', status };
  return JSON.stringify(data);
}

test('the loop polls an order to the goods', async (t) => {
  const { buy, poll } = await import('./readme/checkout.mjs');
  const reference = 'R-loop';
  const asked = await provider(t, [
    [201, {}, told(reference, 'pending')],
    [429, { 'retry-after': '120' }, ''],
    [200, {}, told(reference, 'completed')],
  ]);

  assert.equal((await buy(order(reference), now)).address, 'TX');
  const first = alarms.get(reference);
  assert.ok(first >= later(now, 5), String(first));

  const row = await load(reference);
  await assert.rejects(poll(row, first), RefusedError);
  assert.deepEqual(await load(reference), row, 'a refusal changes nothing');
  const second = alarms.get(reference);
  assert.ok(second >= later(first, 120), 'a Retry-After holds it back');

  alarms.delete(reference);
  await poll(row, second);
  assert.deepEqual(actions(reference), ['wait', 'fulfill']);
  assert.equal(alarms.get(reference), undefined, 'nothing is left to ask');
  assert.deepEqual(asked, ['POST /api/v1/orders', 'GET /api/v1/orders/o-1', 'GET /api/v1/orders/o-1']);
});

test('the loop asks where a create is in doubt, and only there', async (t) => {
  const { buy } = await import('./readme/checkout.mjs');
  await provider(t, [
    [504, {}, ''],
    [401, {}, '{}'],
  ]);
  await assert.rejects(buy(order('R-doubt'), now), { code: 'refused', outcomeUnknown: true });
  assert.deepEqual(alarms.get('R-doubt'), later(now, 5));
  await assert.rejects(buy(order('R-refused'), now), { code: 'refused', outcomeUnknown: false });
  assert.equal(alarms.get('R-refused'), undefined);

  t.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('fetch failed')));
  await assert.rejects(buy(order('R-broken'), now), TypeError);
  assert.deepEqual(alarms.get('R-broken'), later(now, 5));
});
