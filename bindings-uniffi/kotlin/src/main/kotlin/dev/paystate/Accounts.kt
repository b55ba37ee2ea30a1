// Printed by `make tables` from the core; not written by hand.

@file:JvmName("Accounts")

package dev.paystate

/**
 * An account at `pelago`. A phone opens one without keys, to read redirects.
 *
 * @param apiKey The public key, which requests and streams carry.
 * @param apiSecret The secret key, which requests carry too.
 * @param webhookSecrets The signing secret of the webhook endpoint. Up to four: each verifies, the first signs.
 * @param environment `production` or `sandbox`. `production` where it is not given.
 * @param baseUrl Goes before `environment`; paths begin with `/v1/` behind it.
 * @param signRequests `true` signs every request with `api_secret`. `false` where it is not given.
 * @param webhookScheme What is signed: `timestamp_dot_body`, or `body` alone, which lets an old webhook in again. `timestamp_dot_body` where it is not given.
 * @param toleranceS How old, or how early, a webhook's timestamp may be. `300` where it is not given.
 * @param streamUrl Where the live stream is: `wss://ws.pelago.tech/v1` in production; the sandbox's is not documented.
 * @param timelinePath Where a timeline is asked for: its path is not documented, and this is a guess. `/v1/payments/{id}/timeline` where it is not given.
 * @throws PaystateException.Misuse for a setting outside its words or numbers
 */
fun Account.Companion.pelago(
    apiKey: String? = null,
    apiSecret: String? = null,
    webhookSecrets: List<String> = emptyList(),
    environment: String? = null,
    baseUrl: String? = null,
    signRequests: Boolean? = null,
    webhookScheme: String? = null,
    toleranceS: Long? = null,
    streamUrl: String? = null,
    timelinePath: String? = null,
): Account = Account(
    "pelago",
    settings(
        "api_key" to apiKey,
        "api_secret" to apiSecret,
        "webhook_secret" to webhookSecrets,
        "environment" to environment,
        "base_url" to baseUrl,
        "sign_requests" to signRequests?.toString(),
        "webhook_scheme" to webhookScheme,
        "tolerance_s" to toleranceS?.toString(),
        "stream_url" to streamUrl,
        "timeline_path" to timelinePath,
    ),
)

/**
 * An account at `payin`. A phone opens one without keys, to read redirects.
 *
 * @param apiKey The key that requests carry.
 * @param webhookSecrets The secret of the webhook endpoint. Up to four: each verifies, the first signs.
 * @param environment `production` or `testnet`. `production` where it is not given.
 * @param baseUrl Goes before `environment`; ends in `/api/v1`.
 * @param dialect `reference` sends `X-API-Key`, as the API pages say; `server` a bearer token, as the published server wants. `reference` where it is not given.
 * @param windowMinutes The payment window that is configured at the provider. `10` where it is not given.
 * @param graceMinutes The grace period that is configured at the provider. `5` where it is not given.
 * @param toleranceS How old, or how early, a webhook's signature may be. `300` where it is not given.
 * @throws PaystateException.Misuse for a setting outside its words or numbers
 */
fun Account.Companion.payin(
    apiKey: String? = null,
    webhookSecrets: List<String> = emptyList(),
    environment: String? = null,
    baseUrl: String? = null,
    dialect: String? = null,
    windowMinutes: Long? = null,
    graceMinutes: Long? = null,
    toleranceS: Long? = null,
): Account = Account(
    "payin",
    settings(
        "api_key" to apiKey,
        "webhook_secret" to webhookSecrets,
        "environment" to environment,
        "base_url" to baseUrl,
        "dialect" to dialect,
        "window_minutes" to windowMinutes?.toString(),
        "grace_minutes" to graceMinutes?.toString(),
        "tolerance_s" to toleranceS?.toString(),
    ),
)

/**
 * An account at `paydify`. A phone opens one without keys, to read redirects.
 *
 * @param apiKey The key that requests and webhooks name.
 * @param apiSecrets Signs requests; verifies webhooks and the signatures of answers. Up to four: each verifies, the first signs.
 * @param appId The `appId` of legacy requests, where it is not `api_key`.
 * @param dialect `legacy` asks under `/payment/payin/v1`, as the older pages say; `current` under `/payin/v1`, as the newer. `legacy` where it is not given.
 * @param baseUrl Goes before the dialect's own; its path is not signed.
 * @param webhookPath The path of the notification URL, with its query string if it has one: webhooks sign it.
 * @param toleranceS How old, or how early, a webhook's signature may be. `600` where it is not given.
 * @throws PaystateException.Misuse for a setting outside its words or numbers
 */
fun Account.Companion.paydify(
    apiKey: String? = null,
    apiSecrets: List<String> = emptyList(),
    appId: String? = null,
    dialect: String? = null,
    baseUrl: String? = null,
    webhookPath: String? = null,
    toleranceS: Long? = null,
): Account = Account(
    "paydify",
    settings(
        "api_key" to apiKey,
        "api_secret" to apiSecrets,
        "app_id" to appId,
        "dialect" to dialect,
        "base_url" to baseUrl,
        "webhook_path" to webhookPath,
        "tolerance_s" to toleranceS?.toString(),
    ),
)

/**
 * An account at `liquido`. A phone opens one without keys, to read redirects.
 *
 * @param apiKey The merchant's key, which requests carry.
 * @param clientId The OAuth client that asks for access tokens.
 * @param clientSecrets The secret of that client: it asks for access tokens, and callbacks are signed with it. Up to four: each verifies, the first signs.
 * @param accessToken The token that requests carry; `authorize` asks for one.
 * @param environment `production` or `sandbox`. `production` where it is not given.
 * @param baseUrl Goes before `environment`, but for tokens.
 * @param authUrl Goes before `environment` for tokens, as it stands.
 * @param toleranceS How old, or how early, a callback's signature may be. `300` where it is not given.
 * @throws PaystateException.Misuse for a setting outside its words or numbers
 */
fun Account.Companion.liquido(
    apiKey: String? = null,
    clientId: String? = null,
    clientSecrets: List<String> = emptyList(),
    accessToken: String? = null,
    environment: String? = null,
    baseUrl: String? = null,
    authUrl: String? = null,
    toleranceS: Long? = null,
): Account = Account(
    "liquido",
    settings(
        "api_key" to apiKey,
        "client_id" to clientId,
        "client_secret" to clientSecrets,
        "access_token" to accessToken,
        "environment" to environment,
        "base_url" to baseUrl,
        "auth_url" to authUrl,
        "tolerance_s" to toleranceS?.toString(),
    ),
)
