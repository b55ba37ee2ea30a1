// What the examples in the types take for granted.

import { Account } from 'paystate';

export * from 'paystate';

export const now = new Date('2025-01-20T10:36:00.000Z');
export const process = { env: { PAYIN_KEY: 'pk-1', PAYIN_SECRET: 'whsec_1' } };
export const account = new Account('payin', {
  api_key: process.env.PAYIN_KEY,
  webhook_secret: process.env.PAYIN_SECRET,
});
export const order = { reference: 'R-1', amount: { value: '100.00', currency: 'USDT' }, network: 'tron-mainnet' };
export const payment = account.open(order, { now });

const bytes = (/** @type {unknown} */ value) => new TextEncoder().encode(JSON.stringify(value));
const data = { orderId: 'o-1', orderReference: 'R-1', status: 'completed', amount: '100.00', currency: 'USDT' };
export const response = { status: 200, body: bytes(data) };
export const pageResponse = { status: 200, body: bytes({ data: [data], total: 1 }) };
const event = bytes({ id: 'evt_1', type: 'order.completed', data });
export const webhook = { headers: account.signWebhook(event, { now }), body: event };
export const seen = account.parse(payment, response, { now });
export const fetch = async (/** @type {string} */ _url, /** @type {RequestInit} */ _request) =>
  new Response(response.body);

/** Fails unless `got` is `told`. */
export function same(/** @type {unknown} */ got, /** @type {unknown} */ told) {
  const [is, should] = [JSON.stringify(got), JSON.stringify(told)];
  if (is !== should) throw new Error(`${is} is not ${should}`);
}
