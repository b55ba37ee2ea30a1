// What several tests need: accounts, answers and every reading of the vectors.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Account } from 'paystate';

import { read } from './vectors/exact.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const packageRoot = join(root, 'bindings-node');
export const now = new Date('2025-01-20T10:36:00.000Z');
export const at = { now };

export const account = new Account('payin', { api_key: 'pk-1', webhook_secret: 'whsec_1' });

/** An answer to a query, with the fields of `order` besides. */
export function answer(order = {}) {
  const body = {
    orderId: 'o-1',
    orderReference: 'R-1',
    status: 'completed',
    amount: '10.50',
    currency: 'USDT',
    ...order,
  };
  return { status: 200, body: Buffer.from(JSON.stringify(body)) };
}

export function parse(json) {
  return account.parse({ id: 'o-1' }, { status: 200, body: Buffer.from(json) }, at);
}

/** A signed webhook. */
export function webhook(data = {}, from = account, type = 'order.completed') {
  const order = { orderId: 'o-1', orderReference: 'R-1', amount: '10.50', currency: 'USDT', ...data };
  const body = Buffer.from(JSON.stringify({ id: 'evt_1', type, data: order }));
  return { headers: from.signWebhook(body, at), body };
}

/** Every observation that the vectors read from bytes, with its id. */
export function* observations() {
  const folder = join(root, 'tests/vectors');
  for (const provider of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(folder, provider.name)).filter((name) => name.endsWith('.json'))) {
      const { job, cases } = read(readFileSync(join(folder, provider.name, file), 'utf8'));
      if (!['parse', 'parse_created', 'webhook', 'page'].includes(job)) continue;
      for (const { id, given } of cases) {
        let seen;
        try {
          seen = readCase(
            job,
            new Account(provider.name, { ...given.account.credentials, ...given.account.settings }),
            given,
          );
        } catch {
          continue; // the vectors say what is refused
        }
        for (const one of seen) yield [id, one];
      }
    }
  }
}

function readCase(job, from, given) {
  const moment = { now: new Date(given.now) };
  const bytes = (message) =>
    Buffer.from(message.body_base64 ?? message.body ?? '', message.body_base64 ? 'base64' : 'utf8');
  if (job === 'webhook') {
    return from.receive({ headers: given.headers, body: bytes(given), path: given.path ?? undefined }, moment)
      .observations;
  }
  const response = { status: given.response.status, headers: given.response.headers, body: bytes(given.response) };
  if (job === 'page') return from.parsePage(given.listing, response, moment).observations;
  return [
    job === 'parse' ? from.parse(given.target, response, moment) : from.parseCreated(given.target, response, moment),
  ];
}
