// Printed by `make tables` from the core; not written by hand.

/// Why bytes are `Malformed`.
public enum MalformedReason: String, CaseIterable, Sendable {
    /// The body is larger than the limit (bytes).
    case tooLarge = "too_large"
    /// The bytes are not UTF-8, or begin with a byte order mark.
    case notUtf8 = "not_utf8"
    /// Not one JSON value (RFC 8259).
    case syntax = "syntax"
    /// Arrays and objects nest deeper than the limit (levels).
    case tooDeep = "too_deep"
    /// An object has more keys than the limit.
    case tooManyKeys = "too_many_keys"
    /// An object has one key twice.
    case duplicateKey = "duplicate_key"
    /// Half of a surrogate pair, which is no character.
    case loneSurrogate = "lone_surrogate"
    /// A page has more rows than the limit.
    case tooManyRows = "too_many_rows"
    /// A field that is read is longer than the limit (bytes).
    case tooLong = "too_long"
    /// A needed field is absent, null or empty.
    case missing = "missing"
    /// A field has another JSON type than it must.
    case wrongType = "wrong_type"
    /// A field's text cannot be read as what it must be.
    case badValue = "bad_value"
    /// Two names of one fact have different values.
    case contradiction = "contradiction"

    /// Its one spelling, the same in every language.
    public var word: String { rawValue }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) { self.init(rawValue: word) }
}

/// Which check of a webhook failed; the checks are made in the order of the vectors' contract.
public enum UnauthenticReason: String, CaseIterable, Sendable {
    /// A header that the scheme needs is not there.
    case missingHeader = "missing_header"
    /// A header is there, but cannot be read.
    case badEncoding = "bad_encoding"
    /// The key id header is not ours.
    case wrongKey = "wrong_key"
    /// The signature is not that of any of our secrets.
    case wrongSignature = "wrong_signature"
    /// Signed too long ago.
    case stale = "stale"
    /// Signed too far in the future.
    case future = "future"
    /// A scheme or algorithm that is not known.
    case unsupported = "unsupported"

    /// Its one spelling, the same in every language.
    public var word: String { rawValue }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) { self.init(rawValue: word) }
}

extension Category {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .authentication: "authentication"
        case .permission: "permission"
        case .notFound: "not_found"
        case .duplicate: "duplicate"
        case .invalidRequest: "invalid_request"
        case .rateLimited: "rate_limited"
        case .unavailable: "unavailable"
        case .internal: "internal"
        case .other: "other"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

/// Why a call is a `Misuse`.
public enum MisuseReason: String, CaseIterable, Sendable {
    /// A needed value is absent or empty.
    case missing = "missing"
    /// The secret that would verify a webhook is absent, so nothing can be verified.
    case missingSecret = "missing_secret"
    /// The value is not of the form that is needed.
    case invalid = "invalid"
    /// The value is below or above a limit.
    case outOfRange = "out_of_range"
    /// The text has more characters or bytes, or the list more entries, than the limit.
    case tooLong = "too_long"
    /// The text holds a control character, which could break a header or a path.
    case controlCharacter = "control_character"
    /// No provider, option or command has this name.
    case unknownName = "unknown_name"
    /// The name is given more than once where one value is needed.
    case repeated = "repeated"
    /// This provider, or its dialect, has no such thing.
    case unsupported = "unsupported"
    /// The record was written by a newer release, whose meaning is not known here.
    case newerVersion = "newer_version"

    /// Its one spelling, the same in every language.
    public var word: String { rawValue }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) { self.init(rawValue: word) }
}

extension Step {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .advance: "advance"
        case .late: "late"
        case .repeat: "repeat"
        case .stale: "stale"
        case .revert: "revert"
        case .conflict: "conflict"
        case .unknown: "unknown"
        case .aside: "aside"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Action {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .wait: "wait"
        case .fulfill: "fulfill"
        case .release: "release"
        case .reverse: "reverse"
        case .escalate: "escalate"
        case .rest: "rest"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Verdict {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .match: "match"
        case .under: "under"
        case .over: "over"
        case .otherCurrency: "other_currency"
        case .otherPayment: "other_payment"
        case .unchecked: "unchecked"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Why {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .anotherSubject: "another_subject"
        case .unsigned: "unsigned"
        case .anotherPayment: "another_payment"
        case .contradiction: "contradiction"
        case .unknownWord: "unknown_word"
        case .queryDecides: "query_decides"
        case .toppedUp: "topped_up"
        case .nothingNew: "nothing_new"
        case .outdated: "outdated"
        case .stillOpen: "still_open"
        case .movesAgain: "moves_again"
        case .notPaid: "not_paid"
        case .betterWord: "better_word"
        case .lostAgain: "lost_again"
        case .paid: "paid"
        case .paidOtherwise: "paid_otherwise"
        case .paidAfterRelease: "paid_after_release"
        case .paidAgain: "paid_again"
        case .moneyGoesBack: "money_goes_back"
        case .neverFulfilled: "never_fulfilled"
        case .goesBackAgain: "goes_back_again"
        case .refundGoesOn: "refund_goes_on"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// The reason in a sentence that a support agent can read out.
    public var sentence: String {
        switch self {
        case .anotherSubject: "The message is about a refund, payout, deposit or settlement, not about the payment itself."
        case .unsigned: "A redirect is unsigned and proves nothing, so the provider is asked."
        case .anotherPayment: "The message belongs to another payment; nothing of it was recorded."
        case .contradiction: "The provider says the opposite of what it said before; both cannot be true."
        case .unknownWord: "The provider used a status word that is not known; it is asked again and nothing is decided."
        case .queryDecides: "The message tells of an earlier state; only an answer to a query may bring that back."
        case .toppedUp: "The payment was short and is now complete."
        case .nothingNew: "The provider repeats what is known."
        case .outdated: "The message is older than what is known; it was delivered late."
        case .stillOpen: "The payment is not decided yet."
        case .movesAgain: "The payment was given up, and now money moves again."
        case .notPaid: "The money did not come; what was reserved can be released."
        case .betterWord: "The payment was lost already; the provider now says more exactly how."
        case .lostAgain: "The payment is lost, but the order was already released or fulfilled."
        case .paid: "The money is here."
        case .paidOtherwise: "The money is here, but not the sum or the currency that was asked."
        case .paidAfterRelease: "The money came after the order was released."
        case .paidAgain: "The money is here, and the order was already fulfilled before."
        case .moneyGoesBack: "The money goes back to the payer, and the order was fulfilled."
        case .neverFulfilled: "The money goes back to the payer, and the order was never fulfilled."
        case .goesBackAgain: "The money goes back to the payer, and the order was already settled before."
        case .refundGoesOn: "The refund that is under way goes on."
        }
    }
}

extension Source {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .query: "query"
        case .webhook: "webhook"
        case .stream: "stream"
        case .list: "list"
        case .timeline: "timeline"
        case .redirect: "redirect"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

/// Something noticed while reading that the caller may want to know.
public enum Note: String, CaseIterable, Sendable {
    /// The status word stands in no table.
    case unknownStatus = "unknown_status"
    /// The event's type says another status than its data; the data won.
    case eventStatusMismatch = "event_status_mismatch"
    /// The numeric code says another status than the word; the word won.
    case codeStatusMismatch = "code_status_mismatch"
    /// An unsigned header says something else than the signed body; the body won.
    case headerBodyMismatch = "header_body_mismatch"
    /// There was no status word; the status is the event type's.
    case statusFromEvent = "status_from_event"
    /// A time without a zone, or a day, was kept out of the instants.
    case localTime = "local_time"
    /// A time could not be read.
    case badTime = "bad_time"
    /// Nothing vouches for this.
    case unsigned = "unsigned"
    /// The status word that belongs here is missing: ask the provider before acting.
    case reconcile = "reconcile"
    /// The answer was signed, and not by our key.
    case responseSignatureMismatch = "response_signature_mismatch"
    /// The minor units of this currency are not known, so the amount was left out rather than guessed.
    case unknownCurrency = "unknown_currency"

    /// Its one spelling, the same in every language.
    public var word: String { rawValue }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) { self.init(rawValue: word) }
}

extension Origin {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .documented: "documented"
        case .observed: "observed"
        case .ours: "ours"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Kind {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .credential: "credential"
        case .verifyingSecret: "verifying_secret"
        case .setting: "setting"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Verb {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .query: "query"
        case .create: "create"
        case .list: "list"
        case .command: "command"
        case .receive: "receive"
        case .redirect: "redirect"
        case .timeline: "timeline"
        case .authorize: "authorize"
        case .stream: "stream"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Stage {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .window: "window"
        case .grace: "grace"
        case .overdue: "overdue"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Status {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .pending: "pending"
        case .processing: "processing"
        case .authorized: "authorized"
        case .partiallyPaid: "partially_paid"
        case .expired: "expired"
        case .failed: "failed"
        case .cancelled: "cancelled"
        case .paid: "paid"
        case .refunding: "refunding"
        case .refunded: "refunded"
        case .chargedBack: "charged_back"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }

    /// The phase that this status belongs to.
    public var phase: Phase {
        switch self {
        case .pending: .open
        case .processing: .open
        case .authorized: .open
        case .partiallyPaid: .open
        case .expired: .lost
        case .failed: .lost
        case .cancelled: .lost
        case .paid: .won
        case .refunding: .reversed
        case .refunded: .reversed
        case .chargedBack: .reversed
        }
    }

    /// Whether routine polling ends here: every phase but `open`.
    public var stopsPolling: Bool {
        switch self {
        case .pending: false
        case .processing: false
        case .authorized: false
        case .partiallyPaid: false
        case .expired: true
        case .failed: true
        case .cancelled: true
        case .paid: true
        case .refunding: true
        case .refunded: true
        case .chargedBack: true
        }
    }

    /// Whether the lifecycle lets anything follow. What a given provider can still send is narrower;
    /// ask `explain` for that.
    public var mayStillChange: Bool {
        switch self {
        case .pending: true
        case .processing: true
        case .authorized: true
        case .partiallyPaid: true
        case .expired: true
        case .failed: true
        case .cancelled: true
        case .paid: true
        case .refunding: true
        case .refunded: true
        case .chargedBack: false
        }
    }
}

extension Phase {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .open: "open"
        case .lost: "lost"
        case .won: "won"
        case .reversed: "reversed"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension Subject {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .payment: "payment"
        case .refund: "refund"
        case .payout: "payout"
        case .deposit: "deposit"
        case .settlement: "settlement"
        case .other: "other"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension RefundStatus {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .pending: "pending"
        case .succeeded: "succeeded"
        case .failed: "failed"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension PayoutStatus {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .pending: "pending"
        case .paid: "paid"
        case .rejected: "rejected"
        case .failed: "failed"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension SettlementStatus {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .pending: "pending"
        case .succeeded: "succeeded"
        case .failed: "failed"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}

extension DepositStatus {
    /// Its one spelling, the same in JSON and in every language.
    public var word: String {
        switch self {
        case .detected: "detected"
        case .credited: "credited"
        }
    }

    /// The one of that spelling; nil for any other text.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}
