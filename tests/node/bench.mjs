// How fast the Node package reads, verifies and judges, beside what one would write by hand.
//
// All competitors run in one process, in turns, over the same distinct bodies in one shuffled order; what is told are medians
// of CPU time over the rounds, and of the ratios of each round.

import { execFileSync } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Account, advance, schedule } from 'paystate';
import * as z from 'zod';

import { packageRoot } from './support.mjs';

const COUNT = 1200;
const ROUNDS = Number(process.env.ROUNDS ?? 41);
const WARM = 20;
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

/** The facts of an order, which every dialect writes in its own way, as in `core/benches/corpus`. */
function order(n) {
  const created = now.getTime() - (next() % 86_400_000);
  const cents = 1 + (next() % pick([1_000, 100_000, 10_000_000]));
  const status = pick(['pending', 'pending', 'completed', 'completed', 'completed', 'expired', 'underpaid']);
  return {
    id: `ord_${hex(12)}`,
    reference: `ORDER-2025-${String(n).padStart(6, '0')}`,
    amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
    currency: pick(['USDT', 'USDC']),
    chain: pick(['ethereum-sepolia', 'polygon-mainnet', 'tron-mainnet']),
    address: `0x${hex(40)}`,
    hash: `0x${hex(64)}`,
    status,
    metadata: { customerName: pick(['John Doe', 'Zoë Müller', 'Li Wei', 'Aino Virtanen']), cart: hex(16) },
    at: (minutes) => iso(created + minutes * 60_000),
    paid: status === 'completed' ? iso(created + (next() % 600_000)) : undefined,
  };
}

/** The reference dialect: the order stands bare. */
function bare({ id, reference, amount, currency, chain, address, hash, status, metadata, at: moment, paid }) {
  const urls = {
    successUrl: `https://shop.example/order/${id}/success`,
    cancelUrl: `https://shop.example/order/${id}/cancel`,
  };
  const done = { completedAt: paid, txHash: hash, blockNumber: next() % 20_000_000, confirmations: next() % 64 };
  const head = { orderId: id, orderReference: reference, amount, currency, chainId: chain, protocol: 'evm', address };
  return { ...head, status, metadata, ...urls, createdAt: moment(0), expiresAt: moment(10), ...(paid && done) };
}

/** The guides' dialect: camel case in an envelope. */
function wrapped({ id, reference, amount, currency, chain, address, hash, status, metadata, at: moment, paid }) {
  const ends = { paymentWindowEndsAt: moment(10), gracePeriodEndsAt: moment(15), createdAt: moment(0), metadata };
  const sums = { amount, currency, chainId: chain, paymentAddress: address, confirmedReceived: paid ? amount : '0.00' };
  const head = { orderId: id, orderReference: reference, status, ...sums, requiredConfirmations: 3, ...ends };
  return { success: true, data: { ...head, ...(paid && { completedAt: paid, transactionHash: hash }) } };
}

/** The published server's dialect: a row of its table. */
function row({ id, reference, amount, currency, chain, address, status, metadata, at: moment, paid }) {
  const head = {
    id,
    organization_id: hex(32),
    order_reference: reference,
    amount: `${amount}0000`,
    token: currency,
    chain,
  };
  const times = { created_at: moment(0), payment_window_ends_at: moment(10), grace_period_ends_at: moment(15) };
  const lengths = { payment_window_minutes: 10, grace_period_minutes: 5, first_transfer_detected_at: null };
  const done = {
    completed_at: paid ?? null,
    updated_at: moment(0),
    confirmed_received: paid ? `${amount}0000` : '0.000000',
  };
  const urls = { metadata, success_url: null, cancel_url: null, url: `https://app.payin.com/pay/order/${id}` };
  return {
    success: true,
    data: { ...head, address, required_confirmations: 10, status, ...times, ...lengths, ...done, ...urls },
  };
}

/** The cloud overlay's dialect. */
function overlay({ id, reference, amount, currency, chain, address, hash, status, metadata, at: moment, paid }) {
  const head = {
    id,
    orderReference: reference,
    amount,
    currency,
    chainId: chain,
    status,
    paymentAddress: address,
    metadata,
  };
  const done = { confirmedReceived: amount, completionTxHash: hash };
  return { data: { ...head, createdAt: moment(0), updatedAt: moment(6), ...(paid && done) } };
}

const orders = Array.from({ length: COUNT }, (_, n) => order(n));
const shapes = [bare, wrapped, row, overlay];
const answers = orders.map((one, n) => ({ status: 200, body: Buffer.from(JSON.stringify(shapes[n % 4](one))) }));
const webhooks = orders.map((one) => {
  const data = { ...bare(one), status: 'completed' };
  const event = { id: `evt_${hex(24)}`, type: 'order.completed', created_at: iso(now), data };
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

// By hand, one reads the dialects of an answer as they are known from its pages.

function mapFour(body) {
  const one = body.data ?? body;
  return {
    id: one.orderId ?? one.id,
    status: MEANING[one.status],
    amount: one.amount,
    currency: one.currency ?? one.token,
  };
}

const date = (text) => (text == null ? undefined : new Date(text));

function mapAll(body) {
  const one = body.data ?? body;
  const currency = one.currency ?? one.token;
  const received = one.confirmedReceived ?? one.confirmed_received;
  return {
    id: one.orderId ?? one.id,
    reference: one.orderReference ?? one.order_reference,
    native: one.status,
    status: MEANING[one.status],
    amount: { value: one.amount, currency },
    received: received === undefined ? undefined : { value: received, currency },
    transaction: one.txHash ?? one.transactionHash ?? one.completionTxHash,
    confirmations: one.confirmations,
    network: one.chainId ?? one.chain,
    address: one.address ?? one.paymentAddress,
    link: one.url,
    createdAt: date(one.createdAt ?? one.created_at),
    expiresAt: date(one.expiresAt),
    windowEndsAt: date(one.paymentWindowEndsAt ?? one.payment_window_ends_at),
    graceEndsAt: date(one.gracePeriodEndsAt ?? one.grace_period_ends_at),
    completedAt: date(one.completedAt ?? one.completed_at),
  };
}

// What paystate checks in the same call: a sum is a decimal, a time a time.
const word = z.string();
const sum = z.string().regex(/^(0|[1-9]\d*)(\.\d+)?$/);
const moment = z.iso.datetime();
const resource = z.object({
  orderId: word.optional(),
  id: word.optional(),
  orderReference: word.optional(),
  order_reference: word.optional(),
  status: z.enum(['pending', 'completed', 'expired', 'underpaid']),
  amount: sum,
  currency: word.optional(),
  token: word.optional(),
  createdAt: moment.optional(),
  created_at: moment.optional(),
});
const envelope = z.object({ data: resource });
/** The envelope is told from the bare order before zod looks, or it would try both. */
const checked = (body) => (body.data === undefined ? resource : envelope).parse(body);

function readFour(seen) {
  const { value, currency } = seen.amount;
  return { id: seen.id, status: seen.status, amount: value, currency };
}

/** Every field; the provider's others are asked for by themselves. */
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
/** As it comes from a database. */
const stored = (payment) => JSON.parse(JSON.stringify(payment));
const payments = orders.map(({ reference, amount: value, currency, at: moment }) =>
  stored(account.open({ reference, amount: { value, currency } }, { now: new Date(moment(0)) })),
);
const advanced = payments.map((payment, n) => stored(advance(payment, seen[n], at).payment));

const GROUPS = {
  'id, status, amount and currency of an answer': {
    'JSON.parse and mapping': (n) => mapFour(JSON.parse(answers[n].body.toString())),
    paystate: (n) => readFour(parsed(n)),
  },
  'all fields of an answer': {
    'JSON.parse and mapping': (n) => mapAll(JSON.parse(answers[n].body.toString())),
    paystate: (n) => readAll(parsed(n)),
    'paystate, with the other fields too': (n) => {
      const one = parsed(n);
      return [readAll(one), one.extra];
    },
  },
  'verify and read a webhook of 1 KiB': {
    'createHmac, timingSafeEqual, JSON.parse': (n) => verifyByHand(webhooks[n]),
    paystate: (n) => {
      const { eventId, observations } = account.receive(webhooks[n], at);
      return { eventId, seen: readFour(observations[0]) };
    },
  },
  // By itself: what zod leaves to the garbage collector would be paid by the others too.
  'the same four fields, checked': {
    'zod 4 and mapping': (n) => mapFour(checked(JSON.parse(answers[n].body.toString()))),
    paystate: (n) => readFour(parsed(n)),
  },
  'judge a record': {
    'advance, the first time': (n) => advance(payments[n], seen[n], at).action,
    'advance, the same again': (n) => advance(advanced[n], seen[n], at).action,
    schedule: (n) => schedule(payments[n], at).timeLeftMs,
  },
};

// What they say must be the same, or their speed means nothing.
for (const [a, b] of [
  ...answers.slice(0, 8).map(({ body }, n) => [mapFour(JSON.parse(body.toString())), readFour(parsed(n))]),
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
  return times;
}

/** Milliseconds until a package is there, in a process of its own that begins in `cwd`. */
function loading(name, cwd) {
  const script = `const before = performance.now(); require('${name}'); console.log(performance.now() - before)`;
  const run = () => Number(execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' }));
  run();
  return median(Array.from({ length: 31 }, run));
}

/** What any package costs that is looked up by its name and its `exports`: one with nothing in it. */
function loadingNothing() {
  const cwd = mkdtempSync(join(tmpdir(), 'paystate-'));
  const empty = join(cwd, 'node_modules', 'empty');
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, 'package.json'), '{"name":"empty","exports":{".":{"require":"./index.js"}}}');
  writeFileSync(join(empty, 'index.js'), '');
  const time = loading('empty', cwd);
  rmSync(cwd, { recursive: true });
  return time;
}

console.log(
  `Node ${process.version}, zod ${z.core.version.major}.${z.core.version.minor}.${z.core.version.patch}, ${COUNT} distinct bodies`,
);
for (const [title, group] of Object.entries(GROUPS)) {
  const times = measure(group);
  console.log(`\n${title}`);
  for (const [name, rounds] of Object.entries(times)) {
    // Of each round the ratio, for what else runs on the machine changes from one to the next.
    const ratios = rounds.map((time, round) => time / times.paystate?.[round]);
    const ratio =
      name.startsWith('paystate') || !times.paystate ? '' : `  paystate is ${median(ratios).toFixed(2)}x as fast`;
    console.log(`  ${name.padEnd(42)} ${(median(rounds) / 1000).toFixed(2).padStart(7)} µs${ratio}`);
  }
}
const [module] = readdirSync(packageRoot).filter((name) => name.endsWith('.node'));
const [ours, nothing] = [loading('paystate', import.meta.dirname), loadingNothing()];
console.log(`\nrequire('paystate'): ${ours.toFixed(1)} ms; an empty package: ${nothing.toFixed(1)} ms`);
console.log(`${module}: ${(statSync(join(packageRoot, module)).size / 1e6).toFixed(2)} MB`);
if (sink === undefined) throw new Error('nothing ran');
