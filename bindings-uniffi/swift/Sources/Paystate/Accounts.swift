// Printed by `make tables` from the core; not written by hand.

extension Account {
    /// An account at `pelago`. A phone opens one without keys, to read redirects.
    ///
    /// - Parameters:
    ///   - apiKey: The public key, which requests and streams carry.
    ///   - apiSecret: The secret key, which requests carry too.
    ///   - webhookSecrets: The signing secret of the webhook endpoint. Up to four: each verifies, the first signs.
    ///   - environment: `production` or `sandbox`. `production` where it is not given.
    ///   - baseUrl: Goes before `environment`; paths begin with `/v1/` behind it.
    ///   - signRequests: `true` signs every request with `api_secret`. `false` where it is not given.
    ///   - webhookScheme: What is signed: `timestamp_dot_body`, or `body` alone, which lets an old webhook in again. `timestamp_dot_body` where it is not given.
    ///   - toleranceS: How old, or how early, a webhook's timestamp may be. `300` where it is not given.
    ///   - streamUrl: Where the live stream is: `wss://ws.pelago.tech/v1` in production; the sandbox's is not documented.
    ///   - timelinePath: Where a timeline is asked for: its path is not documented, and this is a guess. `/v1/payments/{id}/timeline` where it is not given.
    /// - Throws: `PaystateError.misuse` for a setting outside its words or numbers.
    public static func pelago(
        apiKey: String? = nil,
        apiSecret: String? = nil,
        webhookSecrets: [String] = [],
        environment: String? = nil,
        baseUrl: String? = nil,
        signRequests: Bool? = nil,
        webhookScheme: String? = nil,
        toleranceS: Int? = nil,
        streamUrl: String? = nil,
        timelinePath: String? = nil
    ) throws -> Account {
        try Account(provider: "pelago", settings: Setting.list([
            ("api_key", [apiKey]),
            ("api_secret", [apiSecret]),
            ("webhook_secret", webhookSecrets),
            ("environment", [environment]),
            ("base_url", [baseUrl]),
            ("sign_requests", [signRequests.map(String.init)]),
            ("webhook_scheme", [webhookScheme]),
            ("tolerance_s", [toleranceS.map(String.init)]),
            ("stream_url", [streamUrl]),
            ("timeline_path", [timelinePath]),
        ]))
    }

    /// An account at `payin`. A phone opens one without keys, to read redirects.
    ///
    /// - Parameters:
    ///   - apiKey: The key that requests carry.
    ///   - webhookSecrets: The secret of the webhook endpoint. Up to four: each verifies, the first signs.
    ///   - environment: `production` or `testnet`. `production` where it is not given.
    ///   - baseUrl: Goes before `environment`; ends in `/api/v1`.
    ///   - dialect: `reference` sends `X-API-Key`, as the API pages say; `server` a bearer token, as the published server wants. `reference` where it is not given.
    ///   - windowMinutes: The payment window that is configured at the provider. `10` where it is not given.
    ///   - graceMinutes: The grace period that is configured at the provider. `5` where it is not given.
    ///   - toleranceS: How old, or how early, a webhook's signature may be. `300` where it is not given.
    /// - Throws: `PaystateError.misuse` for a setting outside its words or numbers.
    public static func payin(
        apiKey: String? = nil,
        webhookSecrets: [String] = [],
        environment: String? = nil,
        baseUrl: String? = nil,
        dialect: String? = nil,
        windowMinutes: Int? = nil,
        graceMinutes: Int? = nil,
        toleranceS: Int? = nil
    ) throws -> Account {
        try Account(provider: "payin", settings: Setting.list([
            ("api_key", [apiKey]),
            ("webhook_secret", webhookSecrets),
            ("environment", [environment]),
            ("base_url", [baseUrl]),
            ("dialect", [dialect]),
            ("window_minutes", [windowMinutes.map(String.init)]),
            ("grace_minutes", [graceMinutes.map(String.init)]),
            ("tolerance_s", [toleranceS.map(String.init)]),
        ]))
    }

    /// An account at `paydify`. A phone opens one without keys, to read redirects.
    ///
    /// - Parameters:
    ///   - apiKey: The key that requests and webhooks name.
    ///   - apiSecrets: Signs requests; verifies webhooks and the signatures of answers. Up to four: each verifies, the first signs.
    ///   - appId: The `appId` of legacy requests, where it is not `api_key`.
    ///   - dialect: `legacy` asks under `/payment/payin/v1`, as the older pages say; `current` under `/payin/v1`, as the newer. `legacy` where it is not given.
    ///   - baseUrl: Goes before the dialect's own; its path is not signed.
    ///   - webhookPath: The path of the notification URL, with its query string if it has one: webhooks sign it.
    ///   - toleranceS: How old, or how early, a webhook's signature may be. `600` where it is not given.
    /// - Throws: `PaystateError.misuse` for a setting outside its words or numbers.
    public static func paydify(
        apiKey: String? = nil,
        apiSecrets: [String] = [],
        appId: String? = nil,
        dialect: String? = nil,
        baseUrl: String? = nil,
        webhookPath: String? = nil,
        toleranceS: Int? = nil
    ) throws -> Account {
        try Account(provider: "paydify", settings: Setting.list([
            ("api_key", [apiKey]),
            ("api_secret", apiSecrets),
            ("app_id", [appId]),
            ("dialect", [dialect]),
            ("base_url", [baseUrl]),
            ("webhook_path", [webhookPath]),
            ("tolerance_s", [toleranceS.map(String.init)]),
        ]))
    }

    /// An account at `liquido`. A phone opens one without keys, to read redirects.
    ///
    /// - Parameters:
    ///   - apiKey: The merchant's key, which requests carry.
    ///   - clientId: The OAuth client that asks for access tokens.
    ///   - clientSecrets: The secret of that client: it asks for access tokens, and callbacks are signed with it. Up to four: each verifies, the first signs.
    ///   - accessToken: The token that requests carry; `authorize` asks for one.
    ///   - environment: `production` or `sandbox`. `production` where it is not given.
    ///   - baseUrl: Goes before `environment`, but for tokens.
    ///   - authUrl: Goes before `environment` for tokens, as it stands.
    ///   - toleranceS: How old, or how early, a callback's signature may be. `300` where it is not given.
    /// - Throws: `PaystateError.misuse` for a setting outside its words or numbers.
    public static func liquido(
        apiKey: String? = nil,
        clientId: String? = nil,
        clientSecrets: [String] = [],
        accessToken: String? = nil,
        environment: String? = nil,
        baseUrl: String? = nil,
        authUrl: String? = nil,
        toleranceS: Int? = nil
    ) throws -> Account {
        try Account(provider: "liquido", settings: Setting.list([
            ("api_key", [apiKey]),
            ("client_id", [clientId]),
            ("client_secret", clientSecrets),
            ("access_token", [accessToken]),
            ("environment", [environment]),
            ("base_url", [baseUrl]),
            ("auth_url", [authUrl]),
            ("tolerance_s", [toleranceS.map(String.init)]),
        ]))
    }
}
