// The jobs: each gives a public verb what a vector gives, and reads its fields back.

import * as paystate from 'paystate';

import { raw, read } from './exact.mjs';

const { Account, Observation, Payment, PaystateError, advance, countdown, explain, schedule } = paystate;

/** Runs one case: what the verb gave back, an error as data too. */
export function run(job, provider, given) {
  const body = JOBS[job];
  if (body === undefined) throw new Error(`${job}: no such job`);
  try {
    return body(given, provider);
  } catch (error) {
    if (error instanceof PaystateError) return { error: ofError(error) };
    throw error;
  }
}

const JOBS = {
  query: (given, provider) => ofRequest(account(provider, given).query(target(given.target), at(given))),
  parse: (given, provider) => ({
    observation: ofSeen(account(provider, given).parse(target(given.target), response(given), at(given))),
  }),
  create: (given, provider) => ofRequest(account(provider, given).create(order(given.order), at(given))),
  parse_created: (given, provider) => ({
    observation: ofSeen(account(provider, given).parseCreated(target(given.target), response(given), at(given))),
  }),
  list: (given, provider) => ofRequest(account(provider, given).list(given.listing, at(given))),
  page: (given, provider) => {
    const page = account(provider, given).parsePage(given.listing, response(given), at(given));
    return { observations: page.observations.map(ofSeen), next: page.next, total: page.total };
  },
  timeline: (given, provider) => {
    const { events } = account(provider, given).parseTimeline(target(given.target), response(given), at(given));
    return { events: events.map((event) => ({ ...event, at: text(event.at) })) };
  },
  stream: (given, provider) => {
    const from = account(provider, given);
    let stream = from.stream(given.targets.map(target));
    const { url } = stream;
    const steps = given.script.map((line) => {
      const step = from.streamStep(stream, event(line), { now: new Date(line.at) });
      // A stream is a plain record: it is stored between any two events.
      stream = structuredClone(JSON.parse(JSON.stringify(step.stream)));
      return {
        send: step.send,
        observations: step.observations.map(ofSeen),
        query: step.query,
        wake_at: text(step.wakeAt),
        reconnect_at: text(step.reconnectAt),
      };
    });
    return { url, steps };
  },
  token: (given, provider) => {
    const from = account(provider, given);
    if (given.response == null) return ofRequest(from.authorize(at(given)));
    const token = from.parseToken(response(given), at(given));
    return { access_token: token.accessToken, expires_at: text(token.expiresAt), renew_at: text(token.renewAt) };
  },
  webhook: (given, provider) => {
    const webhook = { headers: given.headers, body: bytes(given), path: given.path ?? undefined };
    const { eventId, kind, observations, reply } = account(provider, given).receive(webhook, at(given));
    const { status, contentType, body } = reply;
    return {
      event_id: eventId,
      kind,
      observations: observations.map(ofSeen),
      reply: { status, content_type: contentType, body },
    };
  },
  config: (given, provider) => {
    const fields = `{"key":${raw(given.key)},"value":${raw(given.value)}}`;
    return ofRequest(account(provider, given).command('configure', {}, fields, at(given)));
  },
  command: (given, provider) => {
    const fields = given.fields == null ? {} : raw(given.fields);
    return ofRequest(account(provider, given).command(given.name, target(given.target), fields, at(given)));
  },
  redirect: (given, provider) => ({ observation: ofSeen(account(provider, given).parseRedirect(given.url)) }),
  redirect_url: (given, provider) => ({
    url: account(provider, given).buildRedirect(given.url, seen(given.observation)),
  }),
  explain: ({ provider, subject, word }) => {
    const { status, known, stopsPolling, mayStillChange } = explain(provider, subject, word);
    return { status, known, stops_polling: stopsPolling, may_still_change: mayStillChange };
  },
  'core/advance': (given) => {
    const told = { steps: [], verdicts: [], actions: [], whys: [], held: [], poll_at: [] };
    let payment = { v: 1, ...given.payment };
    for (const observation of given.observations) {
      const progress = advance(payment, seen(observation), at(given));
      told.steps.push(progress.step);
      told.verdicts.push(progress.verdict);
      told.actions.push(progress.action);
      told.whys.push(progress.why);
      told.held.push(progress.held);
      told.poll_at.push(text(progress.pollAt));
      payment = progress.payment;
    }
    return { ...payment, ...told };
  },
  'core/schedule': ({ window, now }) => {
    const { created_at, window_s, grace_s } = window;
    const lengths = { windowSeconds: window_s, graceSeconds: grace_s };
    return ofSchedule(countdown({ createdAt: new Date(created_at), ...lengths }, { now: new Date(now) }));
  },
  'core/plan': (given) => {
    const notBefore = given.not_before == null ? undefined : new Date(given.not_before);
    return ofSchedule(schedule({ v: 1, ...given.payment }, { ...at(given), notBefore }));
  },
  'core/record': (given) => stored(Payment.stringify(Payment.parse(storedText(given)))),
  'core/observation': (given) => stored(Observation.stringify(Observation.parse(storedText(given)))),
};

/** What is absent in a vector is `null`, and in JavaScript not there. */
function present(object) {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([, value]) => value !== null));
}

function account(provider, given) {
  return new Account(provider, { ...given.account?.credentials, ...given.account?.settings });
}

function at(given) {
  return { now: new Date(given.now) };
}

function target(given) {
  return present(given);
}

function order(given) {
  const { metadata, extra, amount, ...rest } = given;
  return {
    reference: '',
    ...present(rest),
    amount: amount == null ? undefined : { value: '', currency: '', ...present(amount) },
    metadata: metadata == null ? undefined : raw(metadata),
    extra: extra == null ? undefined : raw(extra),
  };
}

function bytes({ body, body_base64 }) {
  return body_base64 == null ? Buffer.from(body ?? '') : Buffer.from(body_base64, 'base64');
}

function response(given) {
  return { status: given.response.status, headers: given.response.headers, body: bytes(given.response) };
}

function event({ open, tick, close, frame }) {
  if (open) return { type: 'open' };
  if (tick) return { type: 'tick' };
  return close ? { type: 'close' } : { type: 'frame', data: frame };
}

function seen(given) {
  return { subject: 'payment', source: 'query', ...present(given) };
}

function text(date) {
  return date?.toISOString();
}

/** The fields of an observation, each through its own getter. */
function ofSeen(one) {
  return {
    provider: one.provider,
    subject: one.subject,
    id: one.id,
    reference: one.reference,
    native: one.native,
    status: one.status,
    amount: one.amount,
    received: one.received,
    refunded: one.refunded,
    fee: one.fee,
    transaction: one.transaction,
    confirmations: one.confirmations,
    network: one.network,
    address: one.address,
    link: one.link,
    payer: one.payer,
    created_at: text(one.createdAt),
    expires_at: text(one.expiresAt),
    window_ends_at: text(one.windowEndsAt),
    grace_ends_at: text(one.graceEndsAt),
    completed_at: text(one.completedAt),
    failure: one.failure,
    extra: read(one.extraJson),
    source: one.source,
    notes: one.notes,
  };
}

function ofRequest({ method, url, headers, body }) {
  return { request: { method, url, headers: Object.entries(headers), body } };
}

function ofSchedule(one) {
  return {
    stage: one.stage,
    window_ends_at: text(one.windowEndsAt),
    grace_ends_at: text(one.graceEndsAt),
    time_left_s: one.timeLeftMs / 1000,
    poll_at: text(one.pollAt),
    give_up_at: text(one.giveUpAt),
    exhausted: one.exhausted,
  };
}

/** The stored form of a case: as JSON, or as text where a parser of JSON would change it. */
function storedText({ json }) {
  return typeof json === 'string' ? json : raw(json);
}

function stored(json) {
  return { json: read(json), text: json };
}

function ofError(error) {
  return {
    kind: error.code,
    reason: error.reason,
    field: error.field,
    limit: error.limit,
    code: error.providerCode,
    category: error.category,
    retryable: error.retryable ?? false,
    retry_after_s: error.retryAfterSeconds,
    retry_at: text(error.retryAt),
    outcome_unknown: error.outcomeUnknown ?? false,
  };
}
