// Printed from the Rust crate by `make tables`. Do not edit.

/**
 * The state of a payment. The order is the rank, lowest first.
 *
 * - `pending`: Asked for; no money has moved.
 * - `processing`: Money moves, but has not arrived.
 * - `authorized`: Money is held on the payer's card.
 * - `partially_paid`: Some of the money is here.
 * - `expired`: The provider stopped waiting.
 * - `failed`: The attempt failed.
 * - `cancelled`: Somebody called it off.
 * - `paid`: The money is here.
 * - `refunding`: The money is going back.
 * - `refunded`: The money went back.
 * - `charged_back`: The payer's bank took the money back.
 */
export type Status =
  | 'pending'
  | 'processing'
  | 'authorized'
  | 'partially_paid'
  | 'expired'
  | 'failed'
  | 'cancelled'
  | 'paid'
  | 'refunding'
  | 'refunded'
  | 'charged_back';

/**
 * What an observation is about. Each subject has status words of its own.
 *
 * - `payment`: A payment: the only subject with a lifecycle.
 * - `refund`: Money on its way back to a payer.
 * - `payout`: Money sent out by the merchant.
 * - `deposit`: Money that came without an order.
 * - `settlement`: Money handed by the provider to the merchant.
 * - `other`: Something else.
 */
export type Subject =
  | 'payment'
  | 'refund'
  | 'payout'
  | 'deposit'
  | 'settlement'
  | 'other';

/**
 * The state of a refund.
 *
 * - `pending`: Asked for, not done.
 * - `succeeded`: The money went back.
 * - `failed`: The refund did not happen.
 */
export type RefundStatus =
  | 'pending'
  | 'succeeded'
  | 'failed';

/**
 * The state of a payout.
 *
 * - `pending`: Asked for, not done.
 * - `paid`: The money was sent; it may still be returned.
 * - `rejected`: Refused before it was tried.
 * - `failed`: Tried in vain.
 */
export type PayoutStatus =
  | 'pending'
  | 'paid'
  | 'rejected'
  | 'failed';

/**
 * The state of a settlement.
 *
 * - `pending`: On its way.
 * - `succeeded`: The merchant has the money.
 * - `failed`: It did not arrive.
 */
export type SettlementStatus =
  | 'pending'
  | 'succeeded'
  | 'failed';

/**
 * The state of a deposit.
 *
 * - `detected`: Seen, not yet certain.
 * - `credited`: Certain.
 */
export type DepositStatus =
  | 'detected'
  | 'credited';

/**
 * How an observed status relates to the recorded one.
 *
 * - `advance`: Forward, or a better word for a lost payment.
 * - `late`: Money after we gave up.
 * - `repeat`: The same status again.
 * - `stale`: An earlier state, delivered late.
 * - `revert`: An earlier state that only a query may bring back.
 * - `conflict`: Both cannot be true.
 * - `unknown`: A word without a canonical status.
 * - `aside`: The observation is not about a payment.
 */
export type Step =
  | 'advance'
  | 'late'
  | 'repeat'
  | 'stale'
  | 'revert'
  | 'conflict'
  | 'unknown'
  | 'aside';

/**
 * What to do now. `fulfill`, `release` and `reverse` are each given at most once.
 *
 * - `wait`: Nothing yet; ask again at `pollAt`.
 * - `fulfill`: Hand over what was bought.
 * - `release`: Give back what was reserved for the order; it is not going to be fulfilled.
 * - `reverse`: Take back what was handed over: the money went back.
 * - `escalate`: A person decides; see `Progress.why`, then `settle`.
 * - `rest`: Nothing, and nothing is expected.
 */
export type Action =
  | 'wait'
  | 'fulfill'
  | 'release'
  | 'reverse'
  | 'escalate'
  | 'rest';

/**
 * What came, compared with what was asked.
 *
 * - `match`: Exactly what was asked.
 * - `under`: Less than was asked.
 * - `over`: More than was asked.
 * - `other_currency`: Another currency than was asked.
 * - `other_payment`: Another payment: its reference, id or provider differs.
 * - `unchecked`: Nothing was asked, or the observation names no sum.
 */
export type Verdict =
  | 'match'
  | 'under'
  | 'over'
  | 'other_currency'
  | 'other_payment'
  | 'unchecked';

/**
 * Why an action was given, in a word.
 *
 * - `another_subject`: Not about a payment.
 * - `unsigned`: Unsigned.
 * - `another_payment`: Another payment.
 * - `contradiction`: Both cannot be true.
 * - `unknown_word`: A word that no table has.
 * - `query_decides`: Only a query may go back.
 * - `topped_up`: A short payment became whole.
 * - `nothing_new`: Nothing new.
 * - `outdated`: Older than the record.
 * - `still_open`: Not decided yet.
 * - `moves_again`: Lost, and yet money moves.
 * - `not_paid`: The money did not come.
 * - `better_word`: Lost already, with a better word.
 * - `lost_again`: Lost again after a release or a fulfillment.
 * - `paid`: The money came.
 * - `paid_otherwise`: The money came, but not as asked.
 * - `paid_after_release`: The money came after the order was released.
 * - `paid_again`: The money came, and the order was fulfilled before.
 * - `money_goes_back`: The money goes back from an order that was fulfilled.
 * - `never_fulfilled`: The money goes back, and goods were never handed over.
 * - `goes_back_again`: The money goes back a second time, or after the order was settled.
 * - `refund_goes_on`: A refund goes on as it should.
 */
export type Why =
  | 'another_subject'
  | 'unsigned'
  | 'another_payment'
  | 'contradiction'
  | 'unknown_word'
  | 'query_decides'
  | 'topped_up'
  | 'nothing_new'
  | 'outdated'
  | 'still_open'
  | 'moves_again'
  | 'not_paid'
  | 'better_word'
  | 'lost_again'
  | 'paid'
  | 'paid_otherwise'
  | 'paid_after_release'
  | 'paid_again'
  | 'money_goes_back'
  | 'never_fulfilled'
  | 'goes_back_again'
  | 'refund_goes_on';

/**
 * How an observation came to us.
 *
 * - `query`: The answer to a question of ours. Only it may bring an earlier state back.
 * - `webhook`: A verified webhook.
 * - `stream`: A frame of a live stream.
 * - `list`: A row of a list.
 * - `timeline`: An event of a timeline.
 * - `redirect`: The payer's browser. Unsigned: it records nothing and only makes us ask.
 */
export type Source =
  | 'query'
  | 'webhook'
  | 'stream'
  | 'list'
  | 'timeline'
  | 'redirect';

/**
 * Something that was noticed while reading. Newer releases may have more.
 *
 * - `unknown_status`: The status word stands in no table.
 * - `event_status_mismatch`: The event's type says another status than its data; the data won.
 * - `code_status_mismatch`: The numeric code says another status than the word; the word won.
 * - `header_body_mismatch`: An unsigned header says something else than the signed body; the body won.
 * - `status_from_event`: There was no status word; the status is the event type's.
 * - `local_time`: A time without a zone, or a day, was kept out of the instants.
 * - `bad_time`: A time could not be read.
 * - `unsigned`: Nothing vouches for this.
 * - `reconcile`: The status word that belongs here is missing: ask the provider before acting.
 * - `response_signature_mismatch`: The answer was signed, and not by our key.
 * - `unknown_currency`: The minor units of this currency are not known, so the amount was left out rather than guessed.
 */
export type Note =
  | 'unknown_status'
  | 'event_status_mismatch'
  | 'code_status_mismatch'
  | 'header_body_mismatch'
  | 'status_from_event'
  | 'local_time'
  | 'bad_time'
  | 'unsigned'
  | 'reconcile'
  | 'response_signature_mismatch'
  | 'unknown_currency';

/**
 * Where a moment lies in a payment's time.
 *
 * - `window`: Before the payment window ends; before the payment was created, too.
 * - `grace`: The window has ended, and the provider still waits for confirmations.
 * - `overdue`: The grace period has ended. The payment has not: only the provider ends it.
 */
export type Stage =
  | 'window'
  | 'grace'
  | 'overdue';

/**
 * Why bytes are malformed. Newer releases may have more.
 *
 * - `too_large`: The body is larger than the limit (bytes).
 * - `not_utf8`: The bytes are not UTF-8, or begin with a byte order mark.
 * - `syntax`: Not one JSON value (RFC 8259).
 * - `too_deep`: Arrays and objects nest deeper than the limit (levels).
 * - `too_many_keys`: An object has more keys than the limit.
 * - `duplicate_key`: An object has one key twice.
 * - `lone_surrogate`: Half of a surrogate pair, which is no character.
 * - `too_many_rows`: A page has more rows than the limit.
 * - `too_long`: A field that is read is longer than the limit (bytes).
 * - `missing`: A needed field is absent, null or empty.
 * - `wrong_type`: A field has another JSON type than it must.
 * - `bad_value`: A field's text cannot be read as what it must be.
 * - `contradiction`: Two names of one fact have different values.
 */
export type MalformedReason =
  | 'too_large'
  | 'not_utf8'
  | 'syntax'
  | 'too_deep'
  | 'too_many_keys'
  | 'duplicate_key'
  | 'lone_surrogate'
  | 'too_many_rows'
  | 'too_long'
  | 'missing'
  | 'wrong_type'
  | 'bad_value'
  | 'contradiction';

/**
 * Which check of a webhook failed. Newer releases may have more.
 *
 * - `missing_header`: A header that the scheme needs is not there.
 * - `bad_encoding`: A header is there, but cannot be read.
 * - `wrong_key`: The key id header is not ours.
 * - `wrong_signature`: The signature is not that of any of our secrets.
 * - `stale`: Signed too long ago.
 * - `future`: Signed too far in the future.
 * - `unsupported`: A scheme or algorithm that is not known.
 */
export type UnauthenticReason =
  | 'missing_header'
  | 'bad_encoding'
  | 'wrong_key'
  | 'wrong_signature'
  | 'stale'
  | 'future'
  | 'unsupported';

/**
 * Why a call cannot be carried out as it stands. Newer releases may have more.
 *
 * - `missing`: A needed value is absent or empty.
 * - `missing_secret`: The secret that would verify a webhook is absent, so nothing can be verified.
 * - `invalid`: The value is not of the form that is needed.
 * - `out_of_range`: The value is below or above a limit.
 * - `too_long`: The text has more characters or bytes, or the list more entries, than the limit.
 * - `control_character`: The text holds a control character, which could break a header or a path.
 * - `unknown_name`: No provider, option or command has this name.
 * - `repeated`: The name is given more than once where one value is needed.
 * - `unsupported`: This provider, or its dialect, has no such thing.
 * - `newer_version`: The record was written by a newer release, whose meaning is not known here.
 */
export type MisuseReason =
  | 'missing'
  | 'missing_secret'
  | 'invalid'
  | 'out_of_range'
  | 'too_long'
  | 'control_character'
  | 'unknown_name'
  | 'repeated'
  | 'unsupported'
  | 'newer_version';

/**
 * The kind of a refusal.
 *
 * - `authentication`: The credentials are not accepted.
 * - `permission`: The credentials do not allow this.
 * - `not_found`: There is no such thing.
 * - `duplicate`: It exists already.
 * - `invalid_request`: The request is wrong.
 * - `rate_limited`: Too many requests.
 * - `unavailable`: Not now; try later.
 * - `internal`: The provider's fault; what became of the request is unknown.
 * - `other`: Anything else.
 */
export type Category =
  | 'authentication'
  | 'permission'
  | 'not_found'
  | 'duplicate'
  | 'invalid_request'
  | 'rate_limited'
  | 'unavailable'
  | 'internal'
  | 'other';

/**
 * Whose fact it is.
 *
 * - `documented`: The provider's pages say so.
 * - `observed`: Seen in the provider's published code or samples; its pages do not say so.
 * - `ours`: Our choice on a point that the provider leaves open.
 */
export type Origin =
  | 'documented'
  | 'observed'
  | 'ours';

/**
 * What an option of an account is.
 *
 * - `credential`: A key that requests carry.
 * - `verifying_secret`: A secret that verifies webhooks; up to four may be given at a time, and the first one signs.
 * - `setting`: A word, a number or a URL that is no secret.
 */
export type OptionKind =
  | 'credential'
  | 'verifying_secret'
  | 'setting';

/**
 * Something that can be asked of a provider, or read from it.
 *
 * - `query`: Ask for a payment by id or reference.
 * - `create`: Make an order.
 * - `list`: List payments, page by page.
 * - `command`: Carry out a command of `Profile.commands`.
 * - `receive`: Receive a signed webhook.
 * - `redirect`: Read the URL that the payer came back to.
 * - `timeline`: Ask for a payment's history.
 * - `authorize`: Ask for an access token.
 * - `stream`: Follow a live stream.
 */
export type Verb =
  | 'query'
  | 'create'
  | 'list'
  | 'command'
  | 'receive'
  | 'redirect'
  | 'timeline'
  | 'authorize'
  | 'stream';

/** What an account at `pelago` is built from. Credentials are needed by the verbs that use them. */
export interface PelagoOptions {
  /** The public key, which requests and streams carry. */
  readonly api_key?: string | undefined;
  /** The secret key, which requests carry too. */
  readonly api_secret?: string | undefined;
  /** The signing secret of the webhook endpoint. */
  readonly webhook_secret?: string | readonly string[] | undefined;
  /** `production` or `sandbox`. Default: `production`. */
  readonly environment?: 'production' | 'sandbox' | undefined;
  /** Goes before `environment`; paths begin with `/v1/` behind it. */
  readonly base_url?: string | undefined;
  /** `true` signs every request with `api_secret`. Default: `false`. */
  readonly sign_requests?: boolean | string | undefined;
  /** What is signed: `timestamp_dot_body`, or `body` alone, which lets an old webhook in again. Default: `timestamp_dot_body`. */
  readonly webhook_scheme?: string | undefined;
  /** How old, or how early, a webhook's timestamp may be. Default: `300`. */
  readonly tolerance_s?: number | string | undefined;
  /** Where the live stream is: `wss://ws.pelago.tech/v1` in production; the sandbox's is not documented. */
  readonly stream_url?: string | undefined;
  /** Where a timeline is asked for: its path is not documented, and this is a guess. Default: `/v1/payments/{id}/timeline`. */
  readonly timeline_path?: string | undefined;
}

/** What an account at `payin` is built from. Credentials are needed by the verbs that use them. */
export interface PayinOptions {
  /** The key that requests carry. */
  readonly api_key?: string | undefined;
  /** The secret of the webhook endpoint. */
  readonly webhook_secret?: string | readonly string[] | undefined;
  /** `production` or `testnet`. Default: `production`. */
  readonly environment?: 'production' | 'testnet' | undefined;
  /** Goes before `environment`; ends in `/api/v1`. */
  readonly base_url?: string | undefined;
  /** `reference` sends `X-API-Key`, as the API pages say; `server` a bearer token, as the published server wants. Default: `reference`. */
  readonly dialect?: string | undefined;
  /** The payment window that is configured at the provider. Default: `10`. */
  readonly window_minutes?: number | string | undefined;
  /** The grace period that is configured at the provider. Default: `5`. */
  readonly grace_minutes?: number | string | undefined;
  /** How old, or how early, a webhook's signature may be. Default: `300`. */
  readonly tolerance_s?: number | string | undefined;
}

/** What an account at `paydify` is built from. Credentials are needed by the verbs that use them. */
export interface PaydifyOptions {
  /** The key that requests and webhooks name. */
  readonly api_key?: string | undefined;
  /** Signs requests; verifies webhooks and the signatures of answers. */
  readonly api_secret?: string | readonly string[] | undefined;
  /** The `appId` of legacy requests, where it is not `api_key`. */
  readonly app_id?: string | undefined;
  /** `legacy` asks under `/payment/payin/v1`, as the older pages say; `current` under `/payin/v1`, as the newer. Default: `legacy`. */
  readonly dialect?: string | undefined;
  /** Goes before the dialect's own; its path is not signed. */
  readonly base_url?: string | undefined;
  /** The path of the notification URL, with its query string if it has one: webhooks sign it. */
  readonly webhook_path?: string | undefined;
  /** How old, or how early, a webhook's signature may be. Default: `600`. */
  readonly tolerance_s?: number | string | undefined;
}

/** What an account at `liquido` is built from. Credentials are needed by the verbs that use them. */
export interface LiquidoOptions {
  /** The merchant's key, which requests carry. */
  readonly api_key?: string | undefined;
  /** The OAuth client that asks for access tokens. */
  readonly client_id?: string | undefined;
  /** The secret of that client: it asks for access tokens, and callbacks are signed with it. */
  readonly client_secret?: string | readonly string[] | undefined;
  /** The token that requests carry; `authorize` asks for one. */
  readonly access_token?: string | undefined;
  /** `production` or `sandbox`. Default: `production`. */
  readonly environment?: 'production' | 'sandbox' | undefined;
  /** Goes before `environment`, but for tokens. */
  readonly base_url?: string | undefined;
  /** Goes before `environment` for tokens, as it stands. */
  readonly auth_url?: string | undefined;
  /** How old, or how early, a callback's signature may be. Default: `300`. */
  readonly tolerance_s?: number | string | undefined;
}

/** What an account of each provider is built from. */
export interface ProviderOptions {
  /** What an account at `pelago` is built from. */
  readonly pelago: PelagoOptions;
  /** What an account at `payin` is built from. */
  readonly payin: PayinOptions;
  /** What an account at `paydify` is built from. */
  readonly paydify: PaydifyOptions;
  /** What an account at `liquido` is built from. */
  readonly liquido: LiquidoOptions;
}

/** The commands of each provider. */
export interface ProviderCommands {
  /** The commands of `pelago`. */
  readonly pelago: 'cancel' | 'refund';
  /** The commands of `payin`. */
  readonly payin: 'configure';
  /** The commands of `paydify`. */
  readonly paydify: 'refund';
  /** The commands of `liquido`. */
  readonly liquido: 'cancel' | 'refund';
}
