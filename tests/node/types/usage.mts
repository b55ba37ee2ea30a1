// What a user writes, under `strict` and without @types/node; what must not compile is marked.

import {
  Account,
  type Action,
  advance,
  countdown,
  type DepositStatus,
  explain,
  type FullPayment,
  type Listing,
  type Money,
  Observation,
  type ObservationData,
  type Order,
  Payment,
  type PayoutStatus,
  type Progress,
  type Provider,
  providers,
  type Receipt,
  type RefundStatus,
  rebuildTimeline,
  type SettlementStatus,
  type Status,
  type Stream,
  schedule,
  settle,
  type Target,
} from 'paystate';

declare const bytes: Uint8Array;
declare const headers: { [name: string]: string | string[] | undefined };
const now = new Date(0);
const at = { now };

// Accounts know the options and the commands of their provider.
const payin = new Account('payin', { api_key: 'k', webhook_secret: ['new', 'old'], window_minutes: 15 });
const liquido = new Account('liquido', { client_id: 'c', environment: 'sandbox' });
const name: 'payin' = payin.provider;
payin.command('configure', {}, { key: 'payment_window_minutes', value: 15 }, at);
liquido.command('refund', { id: 'c-1' }, '{"amount":1.10}', at);
// @ts-expect-error
new Account('payin', { api_kay: 'k' });
// @ts-expect-error
new Account('nobody');
// @ts-expect-error
new Account('payin', { environment: 'sandbox' });
// @ts-expect-error
payin.command('refund', {}, {}, at);
// @ts-expect-error
new Account('payin', { api_key: ['a', 'b'] });
const any: Account = payin;
const anyProvider: Provider = any.provider;

// Requests and answers.
const order: Order = { reference: 'R-1', amount: { value: '10.00', currency: 'USDT' }, metadata: { note: 'x' } };
const request = payin.create(order, at);
const sent: [string, string, Record<string, string>, string | null] = [
  request.method,
  request.url,
  request.headers,
  request.body,
];
const created = payin.parseCreated(order, { status: 201, headers, body: bytes }, at);
payin.parse({ id: 'o-1' }, { status: 200, body: new ArrayBuffer(0) }, at);
// @ts-expect-error
payin.parse({ id: 'o-1' }, { status: 200, body: '{}' }, at);
// @ts-expect-error
payin.query({ id: 'o-1' });
// @ts-expect-error
payin.query({ id: 'o-1' }, { now: 0 });
// @ts-expect-error
payin.query('o-1', at);
// @ts-expect-error
payin.create({ reference: 'R-1', amount: { value: 10 } }, at);
// @ts-expect-error
request.headers['x-api-key'] = 'other';

// Headers, as frameworks hand them over: text or bytes, one or several.
const answers = [
  { status: 200, headers: { 'Retry-After': 120, 'x-bytes': bytes, 'set-cookie': ['a', bytes] }, body: bytes },
  { status: 200, headers: new Map([['x-bytes', bytes]]), body: bytes },
  { status: 200, headers: [['x', 'text'] as const, ['x', [bytes, 'text']] as const], body: bytes },
  { status: 200, headers: ['Name', 'value', 'Name', 'other'], body: bytes },
];
for (const answer of answers) payin.parse(order, answer, at);
// @ts-expect-error
payin.parse(order, { status: 200, headers: { x: true }, body: bytes }, at);

// A token tells itself to who asks for it, and to nobody else.
const token = liquido.parseToken({ status: 200, body: bytes }, at);
const shown: [string, string] = [token.toString(), token.toJSON()];
liquido.withToken(token).withToken(token.accessToken);

// A record is a plain object, and what takes a target takes it.
const payment: FullPayment = payin.open(order, at);
const latches: [boolean, boolean, boolean] = [payment.fulfilled, payment.released, payment.reversed];
// Whoever writes one needs only its version and its status.
const p: Payment = { v: 1, status: 'pending' };
const own: Payment = { ...p, asked: { amount: '10.00', currency: 'USDT' }, fulfilled: undefined };
// @ts-expect-error
const never: boolean = p.fulfilled;
// @ts-expect-error
const noStatus: Payment = { v: 1 };
// @ts-expect-error
const noVersion: Payment = { status: 'pending' };
// @ts-expect-error
const newer: Payment = { v: 2, status: 'pending' };
const stored: Payment = JSON.parse(JSON.stringify(payment)) as Payment;
payin.query(stored, at);
const target: Target = { subject: 'refund', id: 'r-1' };
const createdAt: string | undefined = payment.created_at;
// @ts-expect-error
payment.status = 'paid';
const read: FullPayment = Payment.parse('{"v":1,"status":"pending"}');
const text: string = Payment.stringify(own) + Payment.stringify(read);

// What was seen is narrowed by its subject.
function word(seen: Observation): string | undefined {
  switch (seen.subject) {
    case 'payment': {
      const status: Status | undefined = seen.status;
      return status;
    }
    case 'refund': {
      const status: RefundStatus | undefined = seen.status;
      // @ts-expect-error
      const wrong: 'paid' | undefined = seen.status;
      return status ?? wrong;
    }
    case 'payout': {
      const status: PayoutStatus | undefined = seen.status;
      return status;
    }
    case 'settlement': {
      const status: SettlementStatus | undefined = seen.status;
      return status;
    }
    case 'deposit': {
      const status: DepositStatus | undefined = seen.status;
      return status;
    }
    case 'other': {
      const status: undefined = seen.status;
      return status;
    }
    default: {
      const never: never = seen;
      return never;
    }
  }
}

const sum: Money | undefined = created.amount;
const value: string | undefined = sum?.value;
const when: Date | undefined = created.completedAt;
const nested: unknown = created.extra['anything'];
const data: ObservationData = created.toJSON();
const again: Observation = Observation.parse(data);
const json: string = Observation.stringify(again);
// @ts-expect-error
created.id = 'o-2';
// @ts-expect-error
new Observation();
declare const unknown: unknown;
if (unknown instanceof Observation) word(unknown);

// Webhooks.
const receipt: Receipt = payin.receive({ headers, body: bytes, path: '/hook?x=1' }, at);
for (const seen of receipt.observations) word(seen);
const reply: number = receipt.reply.status;
// @ts-expect-error
payin.receive({ headers, body: 'raw' }, at);

// Judging, and an exhaustive switch over the action.
const progress: Progress = advance(payment, created, at);
function act(action: Action): string {
  switch (action) {
    case 'wait':
    case 'rest':
      return 'nothing';
    case 'fulfill':
    case 'release':
    case 'reverse':
      return action;
    case 'escalate':
      return progress.sentence;
    default: {
      const never: never = action;
      return never;
    }
  }
}

function rank(status: Status): number {
  switch (status) {
    case 'pending':
    case 'processing':
    case 'authorized':
    case 'partially_paid':
      return 0;
    case 'expired':
    case 'failed':
    case 'cancelled':
      return 1;
    case 'paid':
      return 2;
    case 'refunding':
    case 'refunded':
      return 3;
    // @ts-expect-error
    case 'returned':
      return 4;
    default: {
      // `charged_back` was forgotten.
      // @ts-expect-error
      const never: never = status;
      return never;
    }
  }
}

advance(payment, data, at);
const plan = schedule(payment, { now, notBefore: progress.pollAt });
const left: number = plan.timeLeftMs;
const next: FullPayment = settle(own, { fulfilled: true });
const judged: FullPayment = advance(p, created, at).payment;
// Plain forms have types too.
const told: [Action, Status, string | undefined] = [
  progress.toJSON().action,
  progress.toJSON().payment.status,
  progress.toJSON().pollAt,
];
const waits: [number, string | undefined, boolean] = [
  plan.toJSON().timeLeftMs,
  plan.toJSON().windowEndsAt,
  plan.toJSON().exhausted,
];
const stage = countdown({ createdAt: now, windowSeconds: 600, graceSeconds: 0 }, at).stage;
rebuildTimeline([[now, created]]).events[0]?.at?.getTime();
// @ts-expect-error
advance(payment, created);

// Lists and streams.
const listing: Listing = { status: 'pending', limit: 20, sort_order: 'desc' };
const page = payin.parsePage(listing, { status: 200, body: bytes }, at);
if (page.next) payin.list(page.next, at);
for (const seen of page) word(seen);
const stream: Stream = liquido.stream([payment]);
const step = liquido.streamStep(stream, { type: 'frame', data: '{}' }, at);
// @ts-expect-error
liquido.streamStep(stream, { type: 'frame' }, at);

// Tables.
const status: RefundStatus | undefined = explain('payin', 'refund', 'done').status;
const first: string | undefined = providers()[0]?.options[0]?.meaning;

export {
  act,
  anyProvider,
  createdAt,
  first,
  json,
  judged,
  latches,
  left,
  name,
  nested,
  never,
  newer,
  next,
  noStatus,
  noVersion,
  rank,
  reply,
  sent,
  shown,
  stage,
  status,
  step,
  target,
  text,
  told,
  value,
  waits,
  when,
};
