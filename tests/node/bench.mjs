// How fast the Node package reads, verifies and judges, beside what one would write by hand.
//
// All competitors run in one process, in turns, over the same distinct bodies in one shuffled order; what is told are medians
// of CPU time over the rounds, and their ratios.

import { execFileSync } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Account, advance, schedule } from 'paystate';
import * as z from 'zod';

import { packageRoot } from './support.mjs';

const COUNT = 1200;
const ROUNDS = Number(process.env.ROUNDS ?? 41);
const WARM = 10;
const SECRET = 'whsec_8f14e45fceea167a5a36dedd4bea2543';
const now = new Date('2025-01-28T14:38:30.000Z');
const at = { now };
const account = new Account('payin', { webhook_secret: SECRET });

// The corpus: documented shapes, from a fixed seed.

let state = 0x5eed;
function next() {
  state = (state + 0x9e3779b9) | 0;
  let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}
const pick = (from) => from[next() % from.length];
const hex = (size) => Array.from({ length: size }, () => (next() % 16).toString(16)).join('');
const iso = (ms) => new Date(ms).toISOString();

function order(n) {
  const created = now.getTime() - (next() % 86_400_000);
  const cents = 1 + (next() % pick([1_000, 100_000, 10_000_000]));
  const status = pick(['pending', 'pending', 'completed', 'completed', 'completed', 'expired', 'underpaid']);
  const paid = status === 'completed';
  const id = `ord_${hex(12)}`;
  return {
    orderId: id,
    orderReference: `ORDER-2025-${String(n).padStart(6, '0')}`,
    amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
    currency: pick(['USDT', 'USDC']),
    chainId: pick(['ethereum-sepolia', 'polygon-mainnet', 'tron-mainnet']),
    protocol: 'evm',
    address: `0x${hex(40)}`,
    status,
    metadata: { customerName: pick(['John Doe', 'Ana Silva', 'Li Wei', 'Aino Virtanen']), cart: hex(16) },
    successUrl: `https://shop.example/order/${id}/success`,
    cancelUrl: `https://shop.example/order/${id}/cancel`,
    createdAt: iso(created),
    expiresAt: iso(created + 600_000),
    ...(paid && {
      completedAt: iso(created + (next() % 600_000)),
      txHash: `0x${hex(64)}`,
      blockNumber: next() % 20_000_000,
      confirmations: next() % 64,
    }),
  };
}

const orders = Array.from({ length: COUNT }, (_, n) => order(n));
const answers = orders.map((one) => ({ status: 200, body: Buffer.from(JSON.stringify(one)) }));
const webhooks = orders.map((one) => {
  const event = {
    id: `evt_${hex(24)}`,
    type: 'order.completed',
    created_at: iso(now),
    data: { ...one, status: 'completed' },
  };
  const text = 'Two tickets for the concert on Saturday, row 7, seats 12 and 13. '.repeat(16);
  const missing = 1024 - JSON.stringify({ ...event, description: '' }).length;
  const body = Buffer.from(JSON.stringify({ ...event, description: text.slice(0, Math.max(0, missing)) }));
  const signed = account.signWebhook(body, at);
  const lower = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]));
  const headers = { host: 'shop.example', 'user-agent': 'PayIn-Webhook/1.0', 'content-length': '1024', ...lower };
  return { headers, body };
});

// The competitors.

const MEANING = { pending: 'pending', completed: 'paid', expired: 'expired', underpaid: 'partially_paid' };

function mapFour(one) {
  return { id: one.orderId, status: MEANING[one.status], amount: one.amount, currency: one.currency };
}

function mapAll(one) {
  const { orderId, orderReference, status, amount, currency, txHash, confirmations, chainId, address, ...rest } = one;
  const { createdAt, expiresAt, completedAt, ...extra } = rest;
  return {
    id: orderId,
    reference: orderReference,
    native: status,
    status: MEANING[status],
    amount: { value: amount, currency },
    transaction: txHash,
    confirmations,
    network: chainId,
    address,
    createdAt: new Date(createdAt),
    expiresAt: new Date(expiresAt),
    completedAt: completedAt === undefined ? undefined : new Date(completedAt),
    extra,
  };
}

const shape = z.object({
  orderId: z.string(),
  orderReference: z.string(),
  amount: z.string(),
  currency: z.string(),
  chainId: z.string(),
  address: z.string(),
  status: z.enum(['pending', 'completed', 'expired', 'underpaid']),
  createdAt: z.string(),
  expiresAt: z.string(),
  completedAt: z.string().optional(),
  txHash: z.string().optional(),
  confirmations: z.number().optional(),
});

function readFour(seen) {
  const { value, currency } = seen.amount;
  return { id: seen.id, status: seen.status, amount: value, currency };
}

/** Every field but `extra`, which one asks for by itself. */
function readAll(seen) {
  return {
    id: seen.id,
    reference: seen.reference,
    native: seen.native,
    status: seen.status,
    amount: seen.amount,
    transaction: seen.transaction,
    confirmations: seen.confirmations,
    network: seen.network,
    address: seen.address,
    createdAt: seen.createdAt,
    expiresAt: seen.expiresAt,
    completedAt: seen.completedAt,
    windowEndsAt: seen.windowEndsAt,
    graceEndsAt: seen.graceEndsAt,
    received: seen.received,
    refunded: seen.refunded,
    fee: seen.fee,
    link: seen.link,
    payer: seen.payer,
    failure: seen.failure,
    notes: seen.notes,
    source: seen.source,
    subject: seen.subject,
  };
}

function verifyByHand({ headers, body }) {
  const [time, signature] = headers['x-payin-signature'].split(',').map((part) => part.slice(part.indexOf('=') + 1));
  const tag = createHmac('sha256', SECRET).update(`${time}.`).update(body).digest();
  if (!timingSafeEqual(tag, Buffer.from(signature, 'hex'))) throw new Error('forged');
  if (Math.abs(now.getTime() / 1000 - Number(time)) > 300) throw new Error('stale');
  const event = JSON.parse(body.toString());
  return { eventId: event.id, seen: mapFour(event.data) };
}

const target = { id: 'o' };
const parsed = (n) => account.parse(target, answers[n], at);
const seen = answers.map((_, n) => parsed(n));
const payments = orders.map(({ orderReference: reference, amount: value, currency, createdAt }) =>
  account.open({ reference, amount: { value, currency } }, { now: new Date(createdAt) }),
);
const advanced = payments.map((payment, n) => advance(payment, seen[n], at).payment);

const GROUPS = {
  'id, status, amount and currency of an answer': {
    'JSON.parse and mapping': (n) => mapFour(JSON.parse(answers[n].body.toString())),
    'zod 4 and mapping': (n) => mapFour(shape.parse(JSON.parse(answers[n].body.toString()))),
    paystate: (n) => readFour(parsed(n)),
  },
  'all fields of an answer': {
    'JSON.parse and mapping': (n) => mapAll(JSON.parse(answers[n].body.toString())),
    paystate: (n) => readAll(parsed(n)),
  },
  'verify and read a webhook of 1 KiB': {
    'createHmac, timingSafeEqual, JSON.parse': (n) => verifyByHand(webhooks[n]),
    paystate: (n) => {
      const { eventId, observations } = account.receive(webhooks[n], at);
      return { eventId, seen: readFour(observations[0]) };
    },
  },
  'judge a record': {
    'advance, the first time': (n) => advance(payments[n], seen[n], at).action,
    'advance, the same again': (n) => advance(advanced[n], seen[n], at).action,
    schedule: (n) => schedule(payments[n], at).timeLeftMs,
  },
};

// What they say must be the same, or their speed means nothing.
for (const [a, b] of [
  [mapFour(JSON.parse(answers[3].body.toString())), readFour(parsed(3))],
  [verifyByHand(webhooks[5]), GROUPS['verify and read a webhook of 1 KiB'].paystate(5)],
]) {
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error(`${JSON.stringify(a)} is not ${JSON.stringify(b)}`);
}

function shuffled() {
  const all = Array.from({ length: COUNT }, (_, n) => n);
  for (let n = COUNT - 1; n > 0; n--) {
    const other = next() % (n + 1);
    [all[n], all[other]] = [all[other], all[n]];
  }
  return all;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
let sink;

function measure(group) {
  const indexes = shuffled();
  const names = Object.keys(group);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < WARM + ROUNDS; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const run = group[name];
      const before = process.cpuUsage();
      for (let again = 0; again < 4; again++) {
        for (const n of indexes) sink = run(n);
      }
      const { user, system } = process.cpuUsage(before);
      if (round >= WARM) times[name].push(((user + system) * 1000) / (4 * COUNT));
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

function loading() {
  const script = "const before = performance.now(); require('paystate'); console.log(performance.now() - before)";
  const run = () =>
    Number(execFileSync(process.execPath, ['-e', script], { cwd: import.meta.dirname, encoding: 'utf8' }));
  run();
  return median(Array.from({ length: 15 }, run));
}

console.log(
  `Node ${process.version}, zod ${z.core.version.major}.${z.core.version.minor}.${z.core.version.patch}, ${COUNT} distinct bodies`,
);
for (const [title, group] of Object.entries(GROUPS)) {
  const times = measure(group);
  console.log(`\n${title}`);
  for (const [name, time] of Object.entries(times)) {
    const ratio =
      name === 'paystate' || times.paystate === undefined
        ? ''
        : `  paystate is ${(time / times.paystate).toFixed(2)}x as fast`;
    console.log(`  ${name.padEnd(42)} ${(time / 1000).toFixed(2).padStart(7)} µs${ratio}`);
  }
}
const [module] = readdirSync(packageRoot).filter((name) => name.endsWith('.node'));
console.log(
  `\nrequire('paystate'): ${loading().toFixed(1)} ms; ${module}: ${(statSync(join(packageRoot, module)).size / 1e6).toFixed(2)} MB`,
);
if (sink === undefined) throw new Error('nothing ran');
