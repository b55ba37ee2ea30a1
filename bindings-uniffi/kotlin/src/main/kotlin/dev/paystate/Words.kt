// Printed by `make tables` from the core; not written by hand.

package dev.paystate

/** Why bytes are `Malformed`. */
enum class MalformedReason(
    /** Its one spelling, the same in every language. */
    val word: String,
) {
    /** The body is larger than the limit (bytes). */
    TOO_LARGE("too_large"),

    /** The bytes are not UTF-8, or begin with a byte order mark. */
    NOT_UTF8("not_utf8"),

    /** Not one JSON value (RFC 8259). */
    SYNTAX("syntax"),

    /** Arrays and objects nest deeper than the limit (levels). */
    TOO_DEEP("too_deep"),

    /** An object has more keys than the limit. */
    TOO_MANY_KEYS("too_many_keys"),

    /** An object has one key twice. */
    DUPLICATE_KEY("duplicate_key"),

    /** Half of a surrogate pair, which is no character. */
    LONE_SURROGATE("lone_surrogate"),

    /** A page has more rows than the limit. */
    TOO_MANY_ROWS("too_many_rows"),

    /** A field that is read is longer than the limit (bytes). */
    TOO_LONG("too_long"),

    /** A needed field is absent, null or empty. */
    MISSING("missing"),

    /** A field has another JSON type than it must. */
    WRONG_TYPE("wrong_type"),

    /** A field's text cannot be read as what it must be. */
    BAD_VALUE("bad_value"),

    /** Two names of one fact have different values. */
    CONTRADICTION("contradiction"),

    ;

    companion object
}

/** The one of that spelling; null for any other text. */
fun MalformedReason.Companion.of(word: String): MalformedReason? = MalformedReason.entries.find { it.word == word }

/** Which check of a webhook failed; the checks are made in the order of the vectors' contract. */
enum class UnauthenticReason(
    /** Its one spelling, the same in every language. */
    val word: String,
) {
    /** A header that the scheme needs is not there. */
    MISSING_HEADER("missing_header"),

    /** A header is there, but cannot be read. */
    BAD_ENCODING("bad_encoding"),

    /** The key id header is not ours. */
    WRONG_KEY("wrong_key"),

    /** The signature is not that of any of our secrets. */
    WRONG_SIGNATURE("wrong_signature"),

    /** Signed too long ago. */
    STALE("stale"),

    /** Signed too far in the future. */
    FUTURE("future"),

    /** A scheme or algorithm that is not known. */
    UNSUPPORTED("unsupported"),

    ;

    companion object
}

/** The one of that spelling; null for any other text. */
fun UnauthenticReason.Companion.of(word: String): UnauthenticReason? = UnauthenticReason.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Category.word: String
    get() = when (this) {
        Category.AUTHENTICATION -> "authentication"
        Category.PERMISSION -> "permission"
        Category.NOT_FOUND -> "not_found"
        Category.DUPLICATE -> "duplicate"
        Category.INVALID_REQUEST -> "invalid_request"
        Category.RATE_LIMITED -> "rate_limited"
        Category.UNAVAILABLE -> "unavailable"
        Category.INTERNAL -> "internal"
        Category.OTHER -> "other"
    }

/** The one of that spelling; null for any other text. */
fun Category.Companion.of(word: String): Category? = Category.entries.find { it.word == word }

/** Why a call is a `Misuse`. */
enum class MisuseReason(
    /** Its one spelling, the same in every language. */
    val word: String,
) {
    /** A needed value is absent or empty. */
    MISSING("missing"),

    /** The secret that would verify a webhook is absent, so nothing can be verified. */
    MISSING_SECRET("missing_secret"),

    /** The value is not of the form that is needed. */
    INVALID("invalid"),

    /** The value is below or above a limit. */
    OUT_OF_RANGE("out_of_range"),

    /** The text has more characters or bytes, or the list more entries, than the limit. */
    TOO_LONG("too_long"),

    /** The text holds a control character, which could break a header or a path. */
    CONTROL_CHARACTER("control_character"),

    /** No provider, option or command has this name. */
    UNKNOWN_NAME("unknown_name"),

    /** The name is given more than once where one value is needed. */
    REPEATED("repeated"),

    /** This provider, or its dialect, has no such thing. */
    UNSUPPORTED("unsupported"),

    /** The record was written by a newer release, whose meaning is not known here. */
    NEWER_VERSION("newer_version"),

    ;

    companion object
}

/** The one of that spelling; null for any other text. */
fun MisuseReason.Companion.of(word: String): MisuseReason? = MisuseReason.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Step.word: String
    get() = when (this) {
        Step.ADVANCE -> "advance"
        Step.LATE -> "late"
        Step.REPEAT -> "repeat"
        Step.STALE -> "stale"
        Step.REVERT -> "revert"
        Step.CONFLICT -> "conflict"
        Step.UNKNOWN -> "unknown"
        Step.ASIDE -> "aside"
    }

/** The one of that spelling; null for any other text. */
fun Step.Companion.of(word: String): Step? = Step.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Action.word: String
    get() = when (this) {
        Action.WAIT -> "wait"
        Action.FULFILL -> "fulfill"
        Action.RELEASE -> "release"
        Action.REVERSE -> "reverse"
        Action.ESCALATE -> "escalate"
        Action.REST -> "rest"
    }

/** The one of that spelling; null for any other text. */
fun Action.Companion.of(word: String): Action? = Action.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Verdict.word: String
    get() = when (this) {
        Verdict.MATCH -> "match"
        Verdict.UNDER -> "under"
        Verdict.OVER -> "over"
        Verdict.OTHER_CURRENCY -> "other_currency"
        Verdict.OTHER_PAYMENT -> "other_payment"
        Verdict.UNCHECKED -> "unchecked"
    }

/** The one of that spelling; null for any other text. */
fun Verdict.Companion.of(word: String): Verdict? = Verdict.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Why.word: String
    get() = when (this) {
        Why.ANOTHER_SUBJECT -> "another_subject"
        Why.UNSIGNED -> "unsigned"
        Why.ANOTHER_PAYMENT -> "another_payment"
        Why.CONTRADICTION -> "contradiction"
        Why.UNKNOWN_WORD -> "unknown_word"
        Why.QUERY_DECIDES -> "query_decides"
        Why.TOPPED_UP -> "topped_up"
        Why.NOTHING_NEW -> "nothing_new"
        Why.OUTDATED -> "outdated"
        Why.STILL_OPEN -> "still_open"
        Why.MOVES_AGAIN -> "moves_again"
        Why.NOT_PAID -> "not_paid"
        Why.BETTER_WORD -> "better_word"
        Why.LOST_AGAIN -> "lost_again"
        Why.PAID -> "paid"
        Why.PAID_OTHERWISE -> "paid_otherwise"
        Why.PAID_AFTER_RELEASE -> "paid_after_release"
        Why.PAID_AGAIN -> "paid_again"
        Why.MONEY_GOES_BACK -> "money_goes_back"
        Why.NEVER_FULFILLED -> "never_fulfilled"
        Why.GOES_BACK_AGAIN -> "goes_back_again"
        Why.REFUND_GOES_ON -> "refund_goes_on"
    }

/** The one of that spelling; null for any other text. */
fun Why.Companion.of(word: String): Why? = Why.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Source.word: String
    get() = when (this) {
        Source.QUERY -> "query"
        Source.WEBHOOK -> "webhook"
        Source.STREAM -> "stream"
        Source.LIST -> "list"
        Source.TIMELINE -> "timeline"
        Source.REDIRECT -> "redirect"
    }

/** The one of that spelling; null for any other text. */
fun Source.Companion.of(word: String): Source? = Source.entries.find { it.word == word }

/** Something noticed while reading that the caller may want to know. */
enum class Note(
    /** Its one spelling, the same in every language. */
    val word: String,
) {
    /** The status word stands in no table. */
    UNKNOWN_STATUS("unknown_status"),

    /** The event's type says another status than its data; the data won. */
    EVENT_STATUS_MISMATCH("event_status_mismatch"),

    /** The numeric code says another status than the word; the word won. */
    CODE_STATUS_MISMATCH("code_status_mismatch"),

    /** An unsigned header says something else than the signed body; the body won. */
    HEADER_BODY_MISMATCH("header_body_mismatch"),

    /** There was no status word; the status is the event type's. */
    STATUS_FROM_EVENT("status_from_event"),

    /** A time without a zone, or a day, was kept out of the instants. */
    LOCAL_TIME("local_time"),

    /** A time could not be read. */
    BAD_TIME("bad_time"),

    /** Nothing vouches for this. */
    UNSIGNED("unsigned"),

    /** The status word that belongs here is missing: ask the provider before acting. */
    RECONCILE("reconcile"),

    /** The answer was signed, and not by our key. */
    RESPONSE_SIGNATURE_MISMATCH("response_signature_mismatch"),

    /** The minor units of this currency are not known, so the amount was left out rather than guessed. */
    UNKNOWN_CURRENCY("unknown_currency"),

    ;

    companion object
}

/** The one of that spelling; null for any other text. */
fun Note.Companion.of(word: String): Note? = Note.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Origin.word: String
    get() = when (this) {
        Origin.DOCUMENTED -> "documented"
        Origin.OBSERVED -> "observed"
        Origin.OURS -> "ours"
    }

/** The one of that spelling; null for any other text. */
fun Origin.Companion.of(word: String): Origin? = Origin.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Kind.word: String
    get() = when (this) {
        Kind.CREDENTIAL -> "credential"
        Kind.VERIFYING_SECRET -> "verifying_secret"
        Kind.SETTING -> "setting"
    }

/** The one of that spelling; null for any other text. */
fun Kind.Companion.of(word: String): Kind? = Kind.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Verb.word: String
    get() = when (this) {
        Verb.QUERY -> "query"
        Verb.CREATE -> "create"
        Verb.LIST -> "list"
        Verb.COMMAND -> "command"
        Verb.RECEIVE -> "receive"
        Verb.REDIRECT -> "redirect"
        Verb.TIMELINE -> "timeline"
        Verb.AUTHORIZE -> "authorize"
        Verb.STREAM -> "stream"
    }

/** The one of that spelling; null for any other text. */
fun Verb.Companion.of(word: String): Verb? = Verb.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Stage.word: String
    get() = when (this) {
        Stage.WINDOW -> "window"
        Stage.GRACE -> "grace"
        Stage.OVERDUE -> "overdue"
    }

/** The one of that spelling; null for any other text. */
fun Stage.Companion.of(word: String): Stage? = Stage.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Status.word: String
    get() = when (this) {
        Status.PENDING -> "pending"
        Status.PROCESSING -> "processing"
        Status.AUTHORIZED -> "authorized"
        Status.PARTIALLY_PAID -> "partially_paid"
        Status.EXPIRED -> "expired"
        Status.FAILED -> "failed"
        Status.CANCELLED -> "cancelled"
        Status.PAID -> "paid"
        Status.REFUNDING -> "refunding"
        Status.REFUNDED -> "refunded"
        Status.CHARGED_BACK -> "charged_back"
    }

/** The one of that spelling; null for any other text. */
fun Status.Companion.of(word: String): Status? = Status.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Phase.word: String
    get() = when (this) {
        Phase.OPEN -> "open"
        Phase.LOST -> "lost"
        Phase.WON -> "won"
        Phase.REVERSED -> "reversed"
    }

/** The one of that spelling; null for any other text. */
fun Phase.Companion.of(word: String): Phase? = Phase.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val Subject.word: String
    get() = when (this) {
        Subject.PAYMENT -> "payment"
        Subject.REFUND -> "refund"
        Subject.PAYOUT -> "payout"
        Subject.DEPOSIT -> "deposit"
        Subject.SETTLEMENT -> "settlement"
        Subject.OTHER -> "other"
    }

/** The one of that spelling; null for any other text. */
fun Subject.Companion.of(word: String): Subject? = Subject.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val RefundStatus.word: String
    get() = when (this) {
        RefundStatus.PENDING -> "pending"
        RefundStatus.SUCCEEDED -> "succeeded"
        RefundStatus.FAILED -> "failed"
    }

/** The one of that spelling; null for any other text. */
fun RefundStatus.Companion.of(word: String): RefundStatus? = RefundStatus.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val PayoutStatus.word: String
    get() = when (this) {
        PayoutStatus.PENDING -> "pending"
        PayoutStatus.PAID -> "paid"
        PayoutStatus.REJECTED -> "rejected"
        PayoutStatus.FAILED -> "failed"
    }

/** The one of that spelling; null for any other text. */
fun PayoutStatus.Companion.of(word: String): PayoutStatus? = PayoutStatus.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val SettlementStatus.word: String
    get() = when (this) {
        SettlementStatus.PENDING -> "pending"
        SettlementStatus.SUCCEEDED -> "succeeded"
        SettlementStatus.FAILED -> "failed"
    }

/** The one of that spelling; null for any other text. */
fun SettlementStatus.Companion.of(word: String): SettlementStatus? = SettlementStatus.entries.find { it.word == word }

/** Its one spelling, the same in JSON and in every language. */
val DepositStatus.word: String
    get() = when (this) {
        DepositStatus.DETECTED -> "detected"
        DepositStatus.CREDITED -> "credited"
    }

/** The one of that spelling; null for any other text. */
fun DepositStatus.Companion.of(word: String): DepositStatus? = DepositStatus.entries.find { it.word == word }

/** The phase that this status belongs to. */
val Status.phase: Phase
    get() = when (this) {
        Status.PENDING -> Phase.OPEN
        Status.PROCESSING -> Phase.OPEN
        Status.AUTHORIZED -> Phase.OPEN
        Status.PARTIALLY_PAID -> Phase.OPEN
        Status.EXPIRED -> Phase.LOST
        Status.FAILED -> Phase.LOST
        Status.CANCELLED -> Phase.LOST
        Status.PAID -> Phase.WON
        Status.REFUNDING -> Phase.REVERSED
        Status.REFUNDED -> Phase.REVERSED
        Status.CHARGED_BACK -> Phase.REVERSED
    }

/** Whether routine polling ends here: every phase but `OPEN`. */
val Status.stopsPolling: Boolean
    get() = when (this) {
        Status.PENDING -> false
        Status.PROCESSING -> false
        Status.AUTHORIZED -> false
        Status.PARTIALLY_PAID -> false
        Status.EXPIRED -> true
        Status.FAILED -> true
        Status.CANCELLED -> true
        Status.PAID -> true
        Status.REFUNDING -> true
        Status.REFUNDED -> true
        Status.CHARGED_BACK -> true
    }

/** Whether the lifecycle lets anything follow. What a given provider can still send is narrower; ask `explain` for that. */
val Status.mayStillChange: Boolean
    get() = when (this) {
        Status.PENDING -> true
        Status.PROCESSING -> true
        Status.AUTHORIZED -> true
        Status.PARTIALLY_PAID -> true
        Status.EXPIRED -> true
        Status.FAILED -> true
        Status.CANCELLED -> true
        Status.PAID -> true
        Status.REFUNDING -> true
        Status.REFUNDED -> true
        Status.CHARGED_BACK -> false
    }

/** The reason in a sentence that a support agent can read out. */
val Why.sentence: String
    get() = when (this) {
        Why.ANOTHER_SUBJECT -> "The message is about a refund, payout, deposit or settlement, not about the payment itself."
        Why.UNSIGNED -> "A redirect is unsigned and proves nothing, so the provider is asked."
        Why.ANOTHER_PAYMENT -> "The message belongs to another payment; nothing of it was recorded."
        Why.CONTRADICTION -> "The provider says the opposite of what it said before; both cannot be true."
        Why.UNKNOWN_WORD -> "The provider used a status word that is not known; it is asked again and nothing is decided."
        Why.QUERY_DECIDES -> "The message tells of an earlier state; only an answer to a query may bring that back."
        Why.TOPPED_UP -> "The payment was short and is now complete."
        Why.NOTHING_NEW -> "The provider repeats what is known."
        Why.OUTDATED -> "The message is older than what is known; it was delivered late."
        Why.STILL_OPEN -> "The payment is not decided yet."
        Why.MOVES_AGAIN -> "The payment was given up, and now money moves again."
        Why.NOT_PAID -> "The money did not come; what was reserved can be released."
        Why.BETTER_WORD -> "The payment was lost already; the provider now says more exactly how."
        Why.LOST_AGAIN -> "The payment is lost, but the order was already released or fulfilled."
        Why.PAID -> "The money is here."
        Why.PAID_OTHERWISE -> "The money is here, but not the sum or the currency that was asked."
        Why.PAID_AFTER_RELEASE -> "The money came after the order was released."
        Why.PAID_AGAIN -> "The money is here, and the order was already fulfilled before."
        Why.MONEY_GOES_BACK -> "The money goes back to the payer, and the order was fulfilled."
        Why.NEVER_FULFILLED -> "The money goes back to the payer, and the order was never fulfilled."
        Why.GOES_BACK_AGAIN -> "The money goes back to the payer, and the order was already settled before."
        Why.REFUND_GOES_ON -> "The refund that is under way goes on."
    }
