// README's recipes, each run: a signed webhook is acted on, and one whose body was touched is refused.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';

import { Account } from 'paystate';

import { done, insert } from './readme/shop.mjs';

process.env.PAYIN_WEBHOOK_SECRET = 'whsec_recipes';
const account = new Account('payin', { webhook_secret: 'whsec_recipes' });

/** A webhook that pays the order `reference`; its blanks do not survive a parser. */
function webhook(reference) {
  const data = `"orderId": "o-1",\n "orderReference": "${reference}", "status": "completed",\t"amount": "10.00"`;
  const body = `{"id": "evt_${reference}", "type": "order.completed", "data": {${data}, "currency": "USDT"}}`;
  return { body, headers: account.signWebhook(Buffer.from(body), { now: new Date() }) };
}

/** Sends what `post` sends, and checks what came of it. */
async function check(name, post) {
  const reference = `R-${name}`;
  insert(account.open({ reference, amount: { value: '10', currency: 'USDT' } }, { now: new Date() }));
  const { body, headers } = webhook(reference);

  const forged = await post(body.replace('10.00', '99.00'), headers);
  assert.equal(forged.status, 401);
  assert.equal(await forged.text(), 'unauthorized');
  assert.deepEqual(
    done.filter(([of]) => of === reference),
    [],
  );

  const taken = await post(body, headers);
  assert.equal(taken.status, 200);
  assert.match(taken.headers.get('content-type'), /^application\/json/);
  assert.deepEqual(await taken.json(), { received: true });
  // The same again: the latch is set, so nothing is fulfilled twice.
  assert.equal((await post(body, headers)).status, 200);
  assert.deepEqual(
    done.filter(([of]) => of === reference),
    [
      [reference, 'fulfill'],
      [reference, 'rest'],
    ],
  );
}

const PATH = '/webhooks/payin';

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
  await check('fastify', (body, headers) => fetch(address + PATH, { method: 'POST', body, headers }));
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
