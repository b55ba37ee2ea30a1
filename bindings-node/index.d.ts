/**
 * The truth about a payment: what a provider said, what it means, what to do now, and when to ask again.
 *
 * paystate performs no IO and reads no clock. An {@link Account} asks and reads; {@link advance} and {@link schedule}
 * judge a {@link Payment}, which is a plain record that you store; an {@link Observation} is what was seen.
 *
 * What is stored has one JSON form in every language and is spelled as there, `created_at`, with times as ISO 8601
 * text. What is computed is spelled as JavaScript is, `createdAt`, with times as `Date`. Sums are decimal strings.
 *
 * @packageDocumentation
 */

import type {
  Action,
  Category,
  DepositStatus,
  MalformedReason,
  MisuseReason,
  Note,
  OptionKind,
  Origin,
  PayoutStatus,
  ProviderCommands,
  ProviderOptions,
  RefundStatus,
  SettlementStatus,
  Source,
  Stage,
  Status,
  Step,
  Subject,
  UnauthenticReason,
  Verb,
  Verdict,
  Why,
} from './types/generated.js';

export type * from './types/generated.js';

/** The name of a provider. */
export type Provider = keyof ProviderOptions;

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object, or its text where the order of keys or every digit of a number counts. */
export type JsonObject = { readonly [key: string]: Json } | string;

/** The moment of a call. Nothing here reads a clock. */
export interface At {
  /** Now: `new Date()` in production, a fixed one in tests. It is used to the millisecond. */
  readonly now: Date;
}

/** A sum, in major units. */
export interface Money {
  /** A decimal, digit for digit: `"100.00"`. */
  readonly value: string;
  /** The currency or coin, as the provider spells it. */
  readonly currency?: string | undefined;
}

// ---------------------------------------------------------------------------------------------------------------------
// What is stored: plain objects, which survive JSON, `structuredClone` and a database.

/** What a question is about: the provider's `id`, the merchant's `reference`, or both. */
export interface Target {
  /** What it is. Default: `payment`. */
  readonly subject?: Subject | undefined;
  /** The provider's id. */
  readonly id?: string | undefined;
  /** The merchant's reference. */
  readonly reference?: string | undefined;
}

/** A target, or what can stand for one: a record, an order, or what was seen. */
export type TargetLike = Target | Payment | Order | Observation;

/** An order to be made. An empty text is absent. */
export interface Order {
  /** The merchant's reference: unique, for it finds the order again after a create whose outcome is unknown. */
  readonly reference: string;
  /** What is asked for: plain digits with at most one point, more than 0. */
  readonly amount: Money;
  /** The network, chain or method, in the provider's word. */
  readonly network?: string | undefined;
  /** The merchant's own data. */
  readonly metadata?: JsonObject | undefined;
  /** Where the payer goes after paying. */
  readonly success_url?: string | undefined;
  /** Where the payer goes after giving up. */
  readonly cancel_url?: string | undefined;
  /** The provider's own fields under their own names. */
  readonly extra?: JsonObject | undefined;
}

/** What to list. A filter that the provider lacks is refused, never dropped in silence. */
export interface Listing {
  /** The provider's status word. */
  readonly status?: string | undefined;
  /** How many rows a page has at the most. */
  readonly limit?: number | undefined;
  /** Where the page begins, where the provider counts so. */
  readonly cursor?: string | undefined;
  /** The page's number from 1, where the provider counts so. */
  readonly page?: number | undefined;
  /** Created at this instant or later: ISO 8601 with an offset. */
  readonly created_from?: string | undefined;
  /** Created at this instant or earlier: ISO 8601 with an offset. */
  readonly created_to?: string | undefined;
  /** The currency or coin. */
  readonly currency?: string | undefined;
  /** The network or chain. */
  readonly network?: string | undefined;
  /** The merchant's reference. Providers may search for a part of it. */
  readonly reference?: string | undefined;
  /** The provider's name of the field to sort by. */
  readonly sort_by?: string | undefined;
  /** Which way to sort. */
  readonly sort_order?: 'asc' | 'desc' | undefined;
}

/**
 * What is known of a payment: a plain record. Store it by compare-and-set, before you act on it.
 *
 * Of one that you write yourself only `v` and `status` must be there; what is returned is a {@link FullPayment}. Keys that
 * this release does not know are kept. A newer `v`, and a status that is not known here, are refused.
 *
 * @example
 * ```ts
 * const { pollAt } = schedule({ v: 1, provider: 'payin', reference: 'R-1', status: 'pending' }, { now });
 * ```
 */
export interface Payment {
  /** The version of the form. */
  readonly v: 1;
  /** The provider. */
  readonly provider?: string | undefined;
  /** The provider's id. */
  readonly id?: string | undefined;
  /** The merchant's reference. */
  readonly reference?: string | undefined;
  /** What was asked for; without it sums are not checked. */
  readonly asked?: Asked | undefined;
  /** The recorded status. */
  readonly status: Status;
  /** The provider's word behind it. */
  readonly native?: string | undefined;
  /** Whether `fulfill` was given, or a person fulfilled. Never clears. Absent is `false`. */
  readonly fulfilled?: boolean | undefined;
  /** Whether `release` was given, or a person released. Never clears. Absent is `false`. */
  readonly released?: boolean | undefined;
  /** Whether `reverse` was given, or a person reversed. Never clears. Absent is `false`. */
  readonly reversed?: boolean | undefined;
  /** The largest sum that is known to have come and that nothing answers yet: neither goods nor a refund. */
  readonly held?: Money | undefined;
  /** When it was created: ISO 8601 with an offset, as all times of a record. */
  readonly created_at?: string | undefined;
  /** When the payment window ends. */
  readonly window_ends_at?: string | undefined;
  /** When the grace period ends. */
  readonly grace_ends_at?: string | undefined;
  /** When `status` last changed. */
  readonly changed_at?: string | undefined;
}

/** A record as the library gives it: its three latches are there. */
export interface FullPayment extends Payment {
  /** Whether `fulfill` was given, or a person fulfilled. Never clears. */
  readonly fulfilled: boolean;
  /** Whether `release` was given, or a person released. Never clears. */
  readonly released: boolean;
  /** Whether `reverse` was given, or a person reversed. Never clears. */
  readonly reversed: boolean;
}

/** What was asked for a payment. */
export interface Asked {
  /** The sum, in major units: a decimal, digit for digit. */
  readonly amount: string;
  /** The currency or coin, as the provider spells it. */
  readonly currency: string;
  /** The merchant's reference; absent where the record's own is the one. */
  readonly reference?: string | undefined;
}

/** The text form of a record, where every digit of keys that this release does not know must stay. */
export declare const Payment: {
  /**
   * Reads the JSON form strictly. Whole numbers beyond 2^53 in unknown keys come as `bigint`.
   *
   * @throws {@link MalformedError} where the text is no strict JSON object, {@link MisuseError} naming the field where a
   * value is not what the form has there, `v` is newer than this release, or the status is not known here.
   *
   * @example
   * ```ts
   * const payment = Payment.parse('{"v":1,"status":"pending","shard":12345678901234567890}');
   * const same = Payment.stringify(payment); // every digit of `shard` is there
   * ```
   */
  parse(json: string): FullPayment;
  /**
   * Writes the JSON form: `v` first, absent fields left out, times in UTC with three decimals.
   *
   * @throws {@link MisuseError} naming the field that is not what the form has there.
   */
  stringify(payment: Payment): string;
};

/** A live stream: where it is, what it is about, and how far it is. It holds no key. */
export interface Stream {
  /** The address of the socket. */
  readonly url: string;
  /** What it is about. */
  readonly targets: readonly Target[];
  /** When the next ping is due; absent while the socket is closed. */
  readonly ping_at?: string | undefined;
  /** How often it was closed since a frame last came. */
  readonly failures: number;
}

/** The plain form of an {@link Observation}, as `toJSON` gives it. */
export type ObservationData = { readonly [S in Subject]: ObservationDataOf<S> }[Subject];

/** The plain form of what was seen of one subject. */
export interface ObservationDataOf<S extends Subject> {
  /** The provider that it came from. */
  readonly provider?: string | undefined;
  /** What it is about. */
  readonly subject: S;
  /** The provider's id. */
  readonly id?: string | undefined;
  /** The merchant's reference; of a refund, the charge that it belongs to, where the provider names it. */
  readonly reference?: string | undefined;
  /** The status word as received; absent where the message has none. */
  readonly native?: string | undefined;
  /** The canonical status; absent where the word is unknown or missing. */
  readonly status?: StatusOf<S> | undefined;
  /** What was asked for. */
  readonly amount?: Money | undefined;
  /** What the payer paid. */
  readonly received?: Money | undefined;
  /** What was given back. */
  readonly refunded?: Money | undefined;
  /** The provider's fee. */
  readonly fee?: Money | undefined;
  /** The hash of the transaction on its chain. */
  readonly transaction?: string | undefined;
  /** How many confirmations the transaction has; more than 2^53 - 1 are told as that. */
  readonly confirmations?: number | undefined;
  /** The network or chain, in the provider's word. */
  readonly network?: string | undefined;
  /** The address to pay to. */
  readonly address?: string | undefined;
  /** The page on which to pay. */
  readonly link?: string | undefined;
  /** The payer's address or name. */
  readonly payer?: string | undefined;
  /** When it was created: ISO 8601 in UTC, as all times of the form. */
  readonly created_at?: string | undefined;
  /** When it expires, as the provider put it; which end that is may be unclear. */
  readonly expires_at?: string | undefined;
  /** When the payment window ends, where that is explicit or can be told. */
  readonly window_ends_at?: string | undefined;
  /** When the grace period ends, where that is explicit or can be told. */
  readonly grace_ends_at?: string | undefined;
  /** When it was completed. */
  readonly completed_at?: string | undefined;
  /** The provider's reason for a failure. */
  readonly failure?: string | undefined;
  /** The provider's other fields under their own names; absent where there are none. */
  readonly extra?: { readonly [key: string]: Json } | undefined;
  /** How it came to us. */
  readonly source: Source;
  /** What was noticed while reading; absent is none. */
  readonly notes?: readonly Note[] | undefined;
}

// ---------------------------------------------------------------------------------------------------------------------
// What is read: frozen, and decoded when you ask.

/** The status words of a subject. */
export type StatusOf<S extends Subject> = S extends 'payment'
  ? Status
  : S extends 'refund'
    ? RefundStatus
    : S extends 'payout'
      ? PayoutStatus
      : S extends 'settlement'
        ? SettlementStatus
        : S extends 'deposit'
          ? DepositStatus
          : undefined;

/**
 * What was seen of a payment, refund, payout, deposit or settlement at one moment. What is absent was not in the
 * message; nothing is guessed. Narrow it by `subject`: each subject has status words of its own.
 *
 * It holds a private copy of the bytes and decodes a field when it is asked for. Two of them are compared with `equals`;
 * a deep comparison of objects sees no fields.
 */
export type Observation = { readonly [S in Subject]: ObservationOf<S> }[Subject];

/** What was seen of one subject. */
export interface ObservationOf<S extends Subject> {
  /** The provider that it came from. */
  readonly provider: string | undefined;
  /** What it is about. */
  readonly subject: S;
  /** The provider's id. */
  readonly id: string | undefined;
  /** The merchant's reference; of a refund, the charge that it belongs to, where the provider names it. */
  readonly reference: string | undefined;
  /** The status word as received; absent where the message has none. */
  readonly native: string | undefined;
  /** The canonical status; absent where the word is unknown or missing. */
  readonly status: StatusOf<S> | undefined;
  /** What was asked for. */
  readonly amount: Money | undefined;
  /** What the payer paid. */
  readonly received: Money | undefined;
  /** What was given back. */
  readonly refunded: Money | undefined;
  /** The provider's fee. */
  readonly fee: Money | undefined;
  /** The hash of the transaction on its chain. */
  readonly transaction: string | undefined;
  /** How many confirmations the transaction has; more than 2^53 - 1 are told as that. The status decides, not they. */
  readonly confirmations: number | undefined;
  /** The network or chain, in the provider's word. */
  readonly network: string | undefined;
  /** The address to pay to. */
  readonly address: string | undefined;
  /** The page on which to pay. */
  readonly link: string | undefined;
  /** The payer's address or name. */
  readonly payer: string | undefined;
  /** When it was created. */
  readonly createdAt: Date | undefined;
  /** When it expires, as the provider put it; which end that is may be unclear. */
  readonly expiresAt: Date | undefined;
  /** When the payment window ends, where that is explicit or can be told. */
  readonly windowEndsAt: Date | undefined;
  /** When the grace period ends, where that is explicit or can be told. */
  readonly graceEndsAt: Date | undefined;
  /** When it was completed. */
  readonly completedAt: Date | undefined;
  /** The provider's reason for a failure. */
  readonly failure: string | undefined;
  /**
   * The provider's other fields under their own names: objects without a prototype, and numbers that a double cannot
   * hold as their text.
   */
  readonly extra: { readonly [key: string]: Json };
  /** The same as JSON text, digit for digit and in the provider's order. */
  readonly extraJson: string;
  /** How it came to us. */
  readonly source: Source;
  /** What was noticed while reading. */
  readonly notes: readonly Note[];
  /** Whether the decoded values are the same. */
  equals(other: Observation): boolean;
  /** The plain form, which every verb takes too. */
  toJSON(): ObservationDataOf<S>;
}

/** Makes and writes observations, and is what `instanceof` asks for. */
export declare const Observation: (abstract new (
  key: never,
) => Observation) & {
  /**
   * Reads the plain form, or its text. What comes of it is your word: only {@link Account.receive} vouches for one.
   *
   * @throws {@link MalformedError} where the text is no strict JSON object, {@link MisuseError} naming the field that is
   * not what the form has there.
   *
   * @example
   * ```ts
   * const kept = JSON.stringify(seen); // in a queue, say
   * const again = Observation.parse(kept);
   * again.equals(seen); // true
   * ```
   */
  parse(json: string | ObservationData): Observation;
  /** Writes the JSON form, every digit of `extra` as it came. */
  stringify(seen: Observation | ObservationData): string;
};

/** What to answer to a webhook. */
export interface Reply {
  /** The HTTP status. */
  readonly status: number;
  /** The value of `Content-Type`. */
  readonly contentType: string;
  /** The body. */
  readonly body: string;
}

/** A verified webhook, as {@link Account.receive} gives it. */
export declare class Receipt {
  private constructor();
  /** What makes the event unique. De-duplicate by it. */
  readonly eventId: string;
  /** The event's type, known or not. */
  readonly kind: string;
  /** What it tells; empty for an event that is about nothing of the library's. */
  readonly observations: readonly Observation[];
  /** What to answer. */
  readonly reply: Reply;
  /** Everything, decoded and plain. */
  toJSON(): ReceiptData;
}

/** The plain form of a {@link Receipt}. */
export interface ReceiptData {
  /** What makes the event unique. */
  readonly eventId: string;
  /** The event's type, known or not. */
  readonly kind: string;
  /** What it tells. */
  readonly observations: ObservationData[];
  /** What to answer. */
  readonly reply: Reply;
}

/** One page of a list. It can be iterated. */
export declare class Page implements Iterable<Observation> {
  private constructor();
  /** The rows. */
  readonly observations: readonly Observation[];
  /** What to list next, with every filter kept; absent at the end. */
  readonly next: Listing | undefined;
  /** How many rows there are in all, where the provider says so. */
  readonly total: number | undefined;
  /** Goes through the rows. */
  [Symbol.iterator](): Iterator<Observation>;
  /** Everything, decoded and plain. */
  toJSON(): PageData;
}

/** The plain form of a {@link Page}. */
export interface PageData {
  /** The rows. */
  readonly observations: ObservationData[];
  /** What to list next; absent at the end. */
  readonly next: Listing | undefined;
  /** How many rows there are in all, where the provider says so. */
  readonly total: number | undefined;
}

/** What happened to a payment, oldest first. It is history: judge by the newest event only, or by a query. */
export interface Timeline {
  /** The events, by time, then by rank of status. Statuses may go back. */
  readonly events: readonly TimelineEvent[];
}

/** One event of a {@link Timeline}. */
export interface TimelineEvent {
  /** When it happened; of a rebuilt timeline, when it was seen. */
  readonly at?: Date | undefined;
  /** The status word as received. */
  readonly native?: string | undefined;
  /** The canonical status; absent where the word is unknown or missing. */
  readonly status?: StatusOf<Exclude<Subject, 'other'>> | undefined;
  /** The hash of the transaction on its chain. */
  readonly transaction?: string | undefined;
  /** The provider's words about it. */
  readonly details?: string | undefined;
}

/** An access token and how long it is good. It does not print. */
export declare class Token {
  private constructor();
  /** The token itself. */
  readonly accessToken: string;
  /** When it expires, where the provider says so. */
  readonly expiresAt: Date | undefined;
  /** When to ask for the next one: some time before it expires; absent where `expiresAt` is. */
  readonly renewAt: Date | undefined;
  /** How it prints: without the token. */
  toString(): string;
  /** How it prints: without the token. */
  toJSON(): string;
}

/**
 * A request that is ready to be sent, byte for byte. It can stand as the second argument of `fetch`:
 * `fetch(request.url, request)`. Headers that carry a key do not print.
 */
export declare class HttpRequest {
  private constructor();
  /** The method, in capitals. */
  readonly method: string;
  /** The absolute URL. */
  readonly url: string;
  /** Exactly the headers to send. */
  readonly headers: { readonly [name: string]: string };
  /** The body; `null` for none. */
  readonly body: string | null;
  /** How it prints: without keys. */
  toString(): string;
  /** How it prints: without keys. */
  toJSON(): string;
}

/** What one header has: text, or the bytes as they came. */
export type HeaderValue = string | Uint8Array;

/**
 * Headers as frameworks hand them over: an object, a `Headers` or `Map`, pairs, or Node's `rawHeaders`. One that came more
 * than once has a list of values, or stands there as often.
 */
export type HeadersLike =
  | { readonly [name: string]: HeaderValue | number | readonly HeaderValue[] | null | undefined }
  | Iterable<readonly [name: string, value: HeaderValue | readonly HeaderValue[]]>
  | readonly string[];

/** Raw bytes, as they came. They are copied before anything looks at them. A string is refused. */
export type Body = Uint8Array | ArrayBuffer | SharedArrayBuffer;

/** An answer as it came, of whatever status: 404 and 503 say whether to ask again, and when. */
export interface HttpResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The headers, in any letter case. */
  readonly headers?: HeadersLike | undefined;
  /** The raw body. */
  readonly body: Body;
}

/** A webhook as it came, not yet verified. */
export interface Webhook {
  /** The headers, in any letter case. */
  readonly headers: HeadersLike;
  /** The raw body, byte for byte: one that was parsed and written again has another signature. */
  readonly body: Body;
  /** The path and query string that it came to, for schemes that sign them; it goes before the account's setting. */
  readonly path?: string | undefined;
}

/** A URL as text, or a `URL`. */
export type UrlLike =
  | string
  | {
      /** The whole of it, as text. */
      readonly href: string;
    };

/**
 * What happened to the socket of a stream: it is open, a text frame came, the moment of `wakeAt` came, or it was closed.
 */
export type StreamEvent =
  | {
      /** What happened. */
      readonly type: 'open' | 'tick' | 'close';
    }
  | {
      /** What happened. */
      readonly type: 'frame';
      /** The text of the frame. */
      readonly data: string;
    };

/** What to do after an event of a stream. */
export interface StreamStep {
  /** The stream to store, and to hand in with the next event. */
  readonly stream: Stream;
  /** The text frames to send, in order. They can carry a key, so they do not print. */
  readonly send: readonly string[];
  /** What was seen. */
  readonly observations: readonly Observation[];
  /** What to query now: news may have been missed while the socket was closed. */
  readonly query: readonly Target[];
  /** When to send a tick, while open. */
  readonly wakeAt: Date | undefined;
  /** When to connect again, while closed. Jitter is yours. */
  readonly reconnectAt: Date | undefined;
}

/**
 * An account at a provider: credentials and settings. It asks and reads; it keeps nothing and performs no IO. Its keys
 * live outside of JavaScript's memory, do not print, and are wiped when it is collected.
 *
 * A method that the provider lacks throws a {@link MisuseError} whose reason is `unsupported`.
 *
 * @example
 * ```ts
 * const account = new Account('payin', { api_key: process.env.PAYIN_KEY, webhook_secret: process.env.PAYIN_SECRET });
 * const request = account.query({ reference: 'R-1' }, { now: new Date() });
 * request.url; // 'https://app.payin.com/api/v1/orders/by-reference/R-1'
 * ```
 */
export declare class Account<P extends Provider = Provider> {
  /**
   * @param provider - The provider's name; {@link providers} lists them.
   * @param options - Credentials and settings by name. A verifying secret may be a list of up to four, for rotation: each
   * verifies, the first signs.
   * @throws {@link MisuseError} for a provider or option that is not known, and for a setting outside its words.
   */
  constructor(provider: P, options?: ProviderOptions[P]);
  /** The provider's name. */
  readonly provider: P;

  /** The request that asks for `target`. @throws {@link MisuseError} where something needed is missing or cannot be sent. */
  query(target: TargetLike, at: At): HttpRequest;
  /**
   * Reads the answer to a query.
   *
   * @throws {@link RefusedError} for a status outside 200-299 and for what the provider declined,
   * {@link MalformedError} for an answer that is not what it documents.
   *
   * @example
   * ```ts
   * const request = account.query(payment, { now });
   * const answer = await fetch(request.url, request);
   * const { status, headers } = answer;
   * const seen = account.parse(payment, { status, headers, body: await answer.arrayBuffer() }, { now });
   * ```
   */
  parse(target: TargetLike, response: HttpResponse, at: At): Observation;

  /** The request that makes `order`. @throws {@link MisuseError} where something needed is missing or cannot be sent. */
  create(order: Order, at: At): HttpRequest;
  /**
   * Reads the answer to a create.
   *
   * @throws {@link RefusedError}; where its `outcomeUnknown` is set the order may exist all the same: query by reference
   * before creating again. {@link MalformedError} for an answer that is not what the provider documents.
   *
   * @example
   * ```ts
   * const seen = account.parseCreated(order, response, { now });
   * const whereToPay = seen.link ?? seen.address;
   * ```
   */
  parseCreated(order: TargetLike, response: HttpResponse, at: At): Observation;

  /** The request for one page of a list. @throws {@link MisuseError} for a filter that the provider lacks. */
  list(listing: Listing, at: At): HttpRequest;
  /**
   * Reads one page of a list.
   *
   * @throws {@link RefusedError}, {@link MalformedError}
   *
   * @example
   * ```ts
   * const page = account.parsePage({ status: 'pending' }, pageResponse, { now });
   * for (const seen of page) console.log(seen.id, seen.status);
   * const request = page.next && account.list(page.next, { now });
   * ```
   */
  parsePage(listing: Listing, response: HttpResponse, at: At): Page;

  /** The request for the history of `target`. @throws {@link MisuseError} */
  timeline(target: TargetLike, at: At): HttpRequest;
  /** Reads the history of `target`. @throws {@link RefusedError}, {@link MalformedError} */
  parseTimeline(target: TargetLike, response: HttpResponse, at: At): Timeline;

  /**
   * The request that carries out a command of the provider on `target`; its answer is read with {@link Account.parse}.
   *
   * @throws {@link MisuseError} naming the field that is missing or not accepted.
   */
  command(name: ProviderCommands[P], target: TargetLike, fields: JsonObject, at: At): HttpRequest;

  /** The request for an access token. @throws {@link MisuseError} */
  authorize(at: At): HttpRequest;
  /** Reads the answer to {@link Account.authorize}. @throws {@link RefusedError}, {@link MalformedError} */
  parseToken(response: HttpResponse, at: At): Token;
  /** The same account with another access token. @throws {@link MisuseError} where the provider knows none. */
  withToken(token: Token | string): Account<P>;

  /**
   * Verifies a webhook and reads every event in it. Nothing of the body is looked at before the signature fits.
   *
   * @throws {@link UnauthenticError} where it does not, with the reply to give; {@link MisuseError} where the account has no
   * secret, or the body is a string; {@link MalformedError} for a verified body that cannot be read.
   *
   * @example
   * ```ts
   * const { headers, body } = webhook; // the raw body: `express.raw()`, `await request.arrayBuffer()`
   * const receipt = account.receive({ headers, body }, { now });
   * for (const seen of receipt.observations) console.log(seen.reference, seen.status);
   * receipt.reply.status; // 200
   * ```
   */
  receive(webhook: Webhook, at: At): Receipt;
  /**
   * The headers that the provider would sign `body` with: a webhook for your own tests.
   *
   * @throws {@link MisuseError} where the account has no secret.
   *
   * @example
   * ```ts
   * const headers = account.signWebhook(webhook.body, { now });
   * account.receive({ headers, body: webhook.body }, { now });
   * ```
   */
  signWebhook(body: Body, at: At): Record<string, string>;

  /** Reads the URL that the payer came back to: unsigned, a hint to ask, never a proof. @throws {@link MalformedError} */
  parseRedirect(url: UrlLike): Observation;
  /** The URL that the provider would send the payer back to from `url`, for your own tests. @throws {@link MisuseError} */
  buildRedirect(url: UrlLike, seen: Observation | ObservationData): string;

  /** A live stream of targets, not open yet: connect to its `url`. @throws {@link MisuseError} */
  stream(targets: readonly TargetLike[]): Stream;
  /** Takes one event of a live stream. @throws {@link MisuseError} */
  streamStep(stream: Stream, event: StreamEvent, at: At): StreamStep;

  /**
   * The record to store: for an order before it is sent, or for a payment that was made elsewhere from what was seen of
   * it. Its status is `pending` until {@link advance} is given the same observation, so that the action is not lost.
   *
   * @throws {@link MisuseError} where the amount cannot be read, or the window leads out of the calendar.
   *
   * @example
   * ```ts
   * const payment = account.open({ reference: 'R-1', amount: { value: '100.00', currency: 'USDT' } }, { now });
   * payment.status; // 'pending'
   * ```
   */
  open(order: Order | Observation | ObservationData, at: At): FullPayment;

  /** How it prints: without keys. */
  toString(): string;
  /** How it prints: without keys. */
  toJSON(): string;
}

// ---------------------------------------------------------------------------------------------------------------------
// What judges.

/** What an observation did to a payment, and what to do now. Store `payment` first, then act. */
export declare class Progress {
  private constructor();
  /** The record to store, by compare-and-set against the version that was read. */
  readonly payment: FullPayment;
  /** How the observation relates to the record. */
  readonly step: Step;
  /** What came, compared with what was asked. */
  readonly verdict: Verdict;
  /** What to do. */
  readonly action: Action;
  /** Why, in a word. */
  readonly why: Why;
  /** Why, in a sentence that a support agent can read out. */
  readonly sentence: string;
  /** When to ask the provider again; absent where there is no need. */
  readonly pollAt: Date | undefined;
  /** Money of the payer that no goods answer: the payment is lost, or was released unfulfilled, and yet this sum came. */
  readonly held: Money | undefined;
  /** Everything, plain, with times as ISO 8601 text. */
  toJSON(): ProgressData;
}

/** The plain form of a {@link Progress}. */
export interface ProgressData {
  /** The record to store. */
  readonly payment: FullPayment;
  /** How the observation relates to the record. */
  readonly step: Step;
  /** What came, compared with what was asked. */
  readonly verdict: Verdict;
  /** What to do. */
  readonly action: Action;
  /** Why, in a word. */
  readonly why: Why;
  /** Why, in a sentence. */
  readonly sentence: string;
  /** When to ask the provider again; absent where there is no need. */
  readonly pollAt: string | undefined;
  /** Money of the payer that no goods answer; absent where there is none. */
  readonly held: Money | undefined;
}

/** A payment's time at one moment. */
export declare class Schedule {
  private constructor();
  /** Where `now` lies; absent where the payment has no window. */
  readonly stage: Stage | undefined;
  /** Milliseconds to the end of the current stage; 0 when overdue or without a window. */
  readonly timeLeftMs: number;
  /** When the payment window ends. */
  readonly windowEndsAt: Date | undefined;
  /** When the grace period ends. */
  readonly graceEndsAt: Date | undefined;
  /** When to ask the provider again; absent where there is no need. Wake at this instant or after it, never before. */
  readonly pollAt: Date | undefined;
  /** When asking ends without an answer; absent where nothing is being asked. */
  readonly giveUpAt: Date | undefined;
  /** Whether `giveUpAt` has passed without a decision: tell a person. */
  readonly exhausted: boolean;
  /** Everything, plain, with times as ISO 8601 text. */
  toJSON(): ScheduleData;
}

/** The plain form of a {@link Schedule}. */
export interface ScheduleData {
  /** Where `now` lies; absent where the payment has no window. */
  readonly stage: Stage | undefined;
  /** Milliseconds to the end of the current stage; 0 when overdue or without a window. */
  readonly timeLeftMs: number;
  /** When the payment window ends. */
  readonly windowEndsAt: string | undefined;
  /** When the grace period ends. */
  readonly graceEndsAt: string | undefined;
  /** When to ask the provider again; absent where there is no need. */
  readonly pollAt: string | undefined;
  /** When asking ends without an answer; absent where nothing is being asked. */
  readonly giveUpAt: string | undefined;
  /** Whether `giveUpAt` has passed without a decision. */
  readonly exhausted: boolean;
}

/**
 * Takes in what was seen: how it relates to the record, what came of the money, what to do, and when to ask again. Every
 * trouble with the payment is in the result. Of a timeline, advance by the newest event only.
 *
 * @param payment - The record as it was stored; it is not changed.
 * @param seen - What was seen, or its plain form.
 * @throws {@link MisuseError} only where `payment` or `seen` is not of its form.
 *
 * @example
 * ```ts
 * const progress = advance(payment, seen, { now });
 * progress.action; // 'fulfill': store `progress.payment` first, then hand over the goods
 * progress.sentence; // 'The money is here.'
 * ```
 */
export declare function advance(payment: Payment, seen: Observation | ObservationData, at: At): Progress;

/**
 * The countdown and the poll plan. A passed deadline never ends a payment.
 *
 * @param at - The moment, and perhaps `notBefore`, which holds the next poll back: an error's `retryAt`, or your own trouble.
 * @throws {@link MisuseError} only where `payment` is not of its form.
 *
 * @example
 * ```ts
 * const { pollAt, timeLeftMs, exhausted } = schedule(payment, { now });
 * if (pollAt) console.log(`ask again at ${pollAt.toISOString()}`);
 * ```
 */
export declare function schedule(payment: Payment, at: ScheduleAt): Schedule;

/** The moment of a {@link schedule}. */
export interface ScheduleAt extends At {
  /** Before this moment the provider is not asked; absent where nothing holds the next poll back. */
  readonly notBefore?: Date | undefined;
}

/**
 * Sets the latches that a person set by hand after an `escalate`. A latch never clears.
 *
 * @throws {@link MisuseError} where `payment` is not of its form, or `done` has something else than these latches.
 *
 * @example
 * ```ts
 * const settled = settle(payment, { fulfilled: true }); // a person handed over the goods
 * ```
 */
export declare function settle(payment: Payment, done: Settled): FullPayment;

/** What a person did about a payment. */
export interface Settled {
  /** What was bought was handed over. Absent leaves the latch as it is. */
  readonly fulfilled?: boolean | undefined;
  /** What was reserved was given back. Absent leaves the latch as it is. */
  readonly released?: boolean | undefined;
  /** What was handed over was taken back. Absent leaves the latch as it is. */
  readonly reversed?: boolean | undefined;
}

/**
 * The countdown of a payment window and the grace period after it, without a record and so without a poll plan.
 *
 * @throws {@link MisuseError} for a negative length, or one that leads out of the years 1 to 9999.
 *
 * @example
 * ```ts
 * const { stage, timeLeftMs } = countdown({ createdAt: now, windowSeconds: 600, graceSeconds: 300 }, { now });
 * stage; // 'window'
 * timeLeftMs; // 600000
 * ```
 */
export declare function countdown(window: PaymentWindow, at: At): Schedule;

/** A payment window and the grace period after it. */
export interface PaymentWindow {
  /** When the payment was created, and the window began. */
  readonly createdAt: Date;
  /** How long the window is, in whole seconds. */
  readonly windowSeconds: number;
  /** How long the grace period is, in whole seconds; 0 for none. */
  readonly graceSeconds: number;
}

/**
 * The history that observations tell, each with the moment at which it was seen. What says nothing new is no event.
 *
 * @throws {@link MisuseError} where an observation is not of its form.
 *
 * @example
 * ```ts
 * const { events } = rebuildTimeline([[now, seen]]);
 * events[0]?.status; // 'paid'
 * ```
 */
export declare function rebuildTimeline(
  seen: readonly (readonly [at: Date, seen: Observation | ObservationData])[],
): Timeline;

// ---------------------------------------------------------------------------------------------------------------------
// The tables themselves.

/** What a provider can do. */
export interface Profile {
  /** The provider's name. */
  readonly name: Provider;
  /** The environments and their base URLs; the first is the default. */
  readonly environments: readonly Environment[];
  /** What an account is built from. */
  readonly options: readonly AccountOption[];
  /** What can be asked and read. */
  readonly verbs: readonly Verb[];
  /** The subjects that a query can be about. */
  readonly queried: readonly Subject[];
  /** The commands, by name. */
  readonly commands: readonly string[];
  /** How webhooks are signed. */
  readonly webhookScheme: string;
  /** Whether the letter case of its status words does not count. */
  readonly anyCase: boolean;
  /** The status words and their meaning. */
  readonly words: readonly Word[];
  /** The figures that the library works with, and whose they are. */
  readonly figures: readonly Figure[];
}

/** An environment of a provider. */
export interface Environment {
  /** Its name, for the option `environment`. */
  readonly name: string;
  /** The base URL. */
  readonly url: string;
}

/** An option of an account. */
export interface AccountOption {
  /** Its name. */
  readonly name: string;
  /** What it is. */
  readonly kind: OptionKind;
  /** What holds where it is not given; `null` where nothing does. */
  readonly default: string | null;
  /** What it means. */
  readonly meaning: string;
}

/** A status word of a provider. */
export interface Word {
  /** The word, as the provider spells it. */
  readonly word: string;
  /** What it speaks of. */
  readonly subject: Subject;
  /** The canonical status, of that subject. */
  readonly status: string;
  /** Whose word it is. */
  readonly origin: Origin;
}

/** A figure that the library works with. */
export interface Figure {
  /** What it is. */
  readonly name: string;
  /** The figure, with its unit. */
  readonly value: string;
  /** Whose it is. */
  readonly origin: Origin;
  /** Where it stands, or why it was chosen. */
  readonly source: string;
}

/**
 * What each provider can do.
 *
 * @example
 * ```ts
 * const payin = providers().find(({ name }) => name === 'payin');
 * payin?.environments[0]?.name; // 'production'
 * ```
 */
export declare function providers(): readonly Profile[];

/** What a provider's status word means. */
export interface Explanation<S extends Subject = Subject> {
  /** The canonical status; absent where the word stands in no table. */
  readonly status: StatusOf<S> | undefined;
  /** Whether the word stands in a table. */
  readonly known: boolean;
  /** Whether routine polling ends with it. */
  readonly stopsPolling: boolean;
  /** Whether this provider can still say something that would be recorded as news. */
  readonly mayStillChange: boolean;
}

/**
 * Explains a status word of a provider. An unknown word is a value: never final, never paid.
 *
 * @throws {@link MisuseError} for a provider or subject that is not known.
 *
 * @example
 * ```ts
 * explain('payin', 'payment', 'completed').status; // 'paid'
 * explain('payin', 'payment', 'sparkling').known; // false
 * ```
 */
export declare function explain<S extends Subject>(provider: Provider, subject: S, word: string): Explanation<S>;

// ---------------------------------------------------------------------------------------------------------------------
// What can go wrong: four kinds, one a remedy. No error carries what a payer sent.

/**
 * Every error of the library. Switch on `code`.
 *
 * @example
 * ```ts
 * try {
 *   account.parse(payment, response, { now });
 * } catch (error) {
 *   if (!(error instanceof PaystateError)) throw error;
 *   switch (error.code) {
 *     case 'refused': // the payment is unchanged; `error.retryAt` says when to ask again
 *     case 'malformed': // keep the bytes, tell a person
 *     case 'unauthentic': // answer with `error.reply`
 *     case 'misuse': // fix the call: `error.field`
 *     case 'internal': // report it
 *   }
 * }
 * ```
 */
export type PaystateError = MalformedError | UnauthenticError | RefusedError | MisuseError | InternalError;

/** What `instanceof` asks for. */
export declare const PaystateError: abstract new (fields: never) => PaystateError;

/**
 * Bytes that are not what the provider documents: keep them, and tell a person.
 *
 * @example
 * ```ts
 * try {
 *   account.parse(payment, { status: 200, body: new Uint8Array([123]) }, { now });
 * } catch (error) {
 *   if (!(error instanceof MalformedError)) throw error;
 *   error.reason; // 'syntax'
 * }
 * ```
 */
export declare class MalformedError extends Error {
  private constructor();
  /** Which of the errors it is, for a `switch`. */
  readonly code: 'malformed';
  /** What is wrong. */
  readonly reason: MalformedReason;
  /** The field at fault; absent where it is the whole of the bytes. */
  readonly field?: string;
  /** Where in the body, in bytes from its beginning, where that can be told. */
  readonly offset?: number;
  /** The limit that was passed; absent where it is none. */
  readonly limit?: number;
}

/**
 * A webhook that is not proved to come from the provider: answer with `reply`, and do nothing else.
 *
 * @example
 * ```ts
 * try {
 *   account.receive({ headers: {}, body: webhook.body }, { now });
 * } catch (error) {
 *   if (!(error instanceof UnauthenticError)) throw error;
 *   error.reason; // 'missing_header'
 *   error.reply.status; // 401
 * }
 * ```
 */
export declare class UnauthenticError extends Error {
  private constructor();
  /** Which of the errors it is, for a `switch`. */
  readonly code: 'unauthentic';
  /** Which check failed. */
  readonly reason: UnauthenticReason;
  /** What to answer. */
  readonly reply: Reply;
}

/**
 * An answer in which the provider declined. The payment is unchanged by it.
 *
 * @example
 * ```ts
 * try {
 *   account.parse(payment, { status: 429, headers: { 'retry-after': '120' }, body: new Uint8Array() }, { now });
 * } catch (error) {
 *   if (!(error instanceof RefusedError)) throw error;
 *   const { pollAt } = schedule(payment, { now, notBefore: error.retryAt });
 * }
 * ```
 */
export declare class RefusedError extends Error {
  private constructor();
  /** Which of the errors it is, for a `switch`. */
  readonly code: 'refused';
  /** Never there: the provider's words are in `providerCode`. */
  readonly reason?: undefined;
  /** The HTTP status of the answer. */
  readonly httpStatus: number;
  /** The provider's own code; absent where the answer has none. */
  readonly providerCode?: string;
  /** What kind of refusal it is. */
  readonly category: Category;
  /** Whether the same request may be sent again without harm. */
  readonly retryable: boolean;
  /** How long to wait, in whole seconds, rounded up, where the provider says so. */
  readonly retryAfterSeconds?: number;
  /** Until when to wait, counted from `now`, where the provider says so. */
  readonly retryAt?: Date;
  /** After a create: whether the order may exist all the same. Query by reference before creating again. */
  readonly outcomeUnknown: boolean;
}

/**
 * A call that cannot be carried out as it stands: fix the call.
 *
 * @example
 * ```ts
 * try {
 *   account.query({}, { now });
 * } catch (error) {
 *   if (!(error instanceof MisuseError)) throw error;
 *   error.reason; // 'missing'
 * }
 * ```
 */
export declare class MisuseError extends Error {
  private constructor();
  /** Which of the errors it is, for a `switch`. */
  readonly code: 'misuse';
  /** What is wrong. */
  readonly reason: MisuseReason;
  /** The argument, credential or setting at fault, as the call spells it. */
  readonly field: string;
  /** The limit that was passed; absent where it is none. */
  readonly limit?: number;
  /** What would be accepted; absent where that is no short list. */
  readonly expected?: readonly string[];
}

/** The library itself failed. Nothing was recorded; please report it. */
export declare class InternalError extends Error {
  private constructor();
  /** Which of the errors it is, for a `switch`. */
  readonly code: 'internal';
  /** Never there: what went wrong is in `message`. */
  readonly reason?: undefined;
}
