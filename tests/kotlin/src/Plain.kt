// Public types to the plain JSON of the vectors, field by field, and back.

package dev.paystate.vectors

import dev.paystate.*
import dev.paystate.Target
import java.math.BigDecimal
import java.time.Instant
import java.time.OffsetDateTime
import java.util.Base64

fun instant(value: Value): Instant = checkNotNull(optionalInstant(value)) { "an instant" }

fun optionalInstant(value: Value): Instant? = value.text?.let { OffsetDateTime.parse(it).toInstant() }

/** The credentials and settings of an account as pairs; a list of secrets is one pair each. */
fun account(provider: String, given: Value): Account {
    val account = given["account"]
    val entries = listOf(account["credentials"], account["settings"]).flatMap { (it as? Obj)?.members?.entries.orEmpty() }
    val pairs = entries.flatMap { (name, value) ->
        (if (value is Arr) value.values else listOf(value)).mapNotNull { one -> one.text?.let { name to it } }
    }
    return Account(provider, *pairs.toTypedArray())
}

fun target(value: Value) =
    Target(value["subject"].text?.let(Subject::of) ?: Subject.PAYMENT, value["id"].text, value["reference"].text)

private fun Subject.Companion.word(value: Value) = value.text?.let { Subject.of(it) }

private fun json(value: Value): Json? = if (value == Null) null else value.toString()

fun order(value: Value): Order {
    val amount = value["amount"]
    return Order(
        reference = value["reference"].text.orEmpty(),
        amount = if (amount is Obj) Price(amount["value"].text.orEmpty(), amount["currency"].text.orEmpty()) else null,
        network = value["network"].text,
        metadata = json(value["metadata"]),
        successUrl = value["success_url"].text,
        cancelUrl = value["cancel_url"].text,
        extra = json(value["extra"]),
    )
}

fun listing(value: Value) = Listing(
    status = value["status"].text,
    limit = (value["limit"] as? Num)?.token?.toInt(),
    cursor = value["cursor"].text,
    page = (value["page"] as? Num)?.token?.toInt(),
    createdFrom = optionalInstant(value["created_from"]),
    createdTo = optionalInstant(value["created_to"]),
    currency = value["currency"].text,
    network = value["network"].text,
    reference = value["reference"].text,
    sortBy = value["sort_by"].text,
    sortOrder = value["sort_order"].text,
)

/** A record from the fields that the vectors of `core/advance` and `core/plan` give. */
fun payment(value: Value): Payment {
    val asked = value["asked"]
    return Payment(
        status = checkNotNull(Status.of(value["status"].text.orEmpty())) { "a status" },
        provider = value["provider"].text,
        id = value["id"].text,
        asked = if (asked is Obj) {
            Asked(BigDecimal(asked["amount"].text), asked["currency"].text.orEmpty(), asked["reference"].text)
        } else {
            null
        },
        fulfilled = value["fulfilled"] == Flag(true),
        released = value["released"] == Flag(true),
        reversed = value["reversed"] == Flag(true),
        createdAt = optionalInstant(value["created_at"]),
        windowEndsAt = optionalInstant(value["window_ends_at"]),
        graceEndsAt = optionalInstant(value["grace_ends_at"]),
        changedAt = optionalInstant(value["changed_at"]),
    )
}

private fun state(subject: Subject, word: String): ObservedState? = when (subject) {
    Subject.PAYMENT -> Status.of(word)?.let { ObservedState.Payment(it) }
    Subject.REFUND -> RefundStatus.of(word)?.let { ObservedState.Refund(it) }
    Subject.PAYOUT -> PayoutStatus.of(word)?.let { ObservedState.Payout(it) }
    Subject.SETTLEMENT -> SettlementStatus.of(word)?.let { ObservedState.Settlement(it) }
    Subject.DEPOSIT -> DepositStatus.of(word)?.let { ObservedState.Deposit(it) }
    Subject.OTHER -> null
}

fun seen(value: Value): Observation {
    val subject = Subject.word(value["subject"]) ?: Subject.PAYMENT
    fun sum(value: Value) = if (value is Obj) Money(BigDecimal(value["value"].text), value["currency"].text) else null
    return Observation(
        subject = subject,
        source = checkNotNull(Source.of(value["source"].text.orEmpty())) { "a source" },
        provider = value["provider"].text,
        id = value["id"].text,
        reference = value["reference"].text,
        native = value["native"].text,
        state = value["status"].text?.let { checkNotNull(state(subject, it)) { "a status" } },
        amount = sum(value["amount"]),
        received = sum(value["received"]),
    )
}

fun headers(message: Value) =
    message["headers"].items.map { Header(it.items[0].text.orEmpty(), it.items[1].text.orEmpty()) }

/** The bytes of `body` or `body_base64`. */
fun body(message: Value): ByteArray =
    message["body_base64"].text?.let(Base64.getDecoder()::decode) ?: message["body"].text.orEmpty().toByteArray()

fun response(given: Value): Response {
    val response = given["response"]
    return Response((response["status"] as Num).token.toInt(), headers(response), body(response))
}

private fun time(at: Instant?): String? = at?.toString()

fun money(money: Money?): Obj? = money?.let { obj("value" to it.value.toPlainString(), "currency" to it.currency) }

fun of(seen: Observation): Obj = obj(
    "provider" to seen.provider,
    "subject" to seen.subject.word,
    "id" to seen.id,
    "reference" to seen.reference,
    "native" to seen.native,
    "status" to seen.state?.word,
    "amount" to money(seen.amount),
    "received" to money(seen.received),
    "refunded" to money(seen.refunded),
    "fee" to money(seen.fee),
    "transaction" to seen.transaction,
    "confirmations" to seen.confirmations,
    "network" to seen.network,
    "address" to seen.address,
    "link" to seen.link,
    "payer" to seen.payer,
    "created_at" to time(seen.createdAt),
    "expires_at" to time(seen.expiresAt),
    "window_ends_at" to time(seen.windowEndsAt),
    "grace_ends_at" to time(seen.graceEndsAt),
    "completed_at" to time(seen.completedAt),
    "failure" to seen.failure,
    "extra" to Obj(seen.extra.associate { it.name to parse(it.json) }),
    "source" to seen.source.word,
    "notes" to seen.notes.map { it.word },
)

fun of(request: Request): Obj = obj(
    "request" to obj(
        "method" to request.method,
        "url" to request.url,
        "headers" to request.headers.map { listOf(it.name, it.value) },
        "body" to request.body,
    ),
)

fun of(event: TimelineEvent): Obj = obj(
    "at" to time(event.at),
    "native" to event.native,
    "status" to event.status?.word,
    "transaction" to event.transaction,
    "details" to event.details,
)

fun of(target: Target): Obj = obj(
    "subject" to target.subject.word,
    "id" to target.id,
    "reference" to target.reference,
)

fun of(step: StreamStep): Obj = obj(
    "send" to step.send,
    "observations" to step.observations.map(::of),
    "query" to step.query.map(::of),
    "wake_at" to time(step.wakeAt),
    "reconnect_at" to time(step.reconnectAt),
)

fun of(receipt: Receipt): Obj = obj(
    "event_id" to receipt.eventId,
    "kind" to receipt.kind,
    "observations" to receipt.observations.map(::of),
    "reply" to obj(
        "status" to receipt.reply.status,
        "content_type" to receipt.reply.contentType,
        "body" to receipt.reply.body,
    ),
)

fun of(page: Page): Obj =
    obj("observations" to page.observations.map(::of), "next" to page.next?.let(::of), "total" to page.total)

private fun of(listing: Listing): Obj = obj(
    "status" to listing.status,
    "limit" to listing.limit,
    "cursor" to listing.cursor,
    "page" to listing.page,
    "created_from" to time(listing.createdFrom),
    "created_to" to time(listing.createdTo),
    "currency" to listing.currency,
    "network" to listing.network,
    "reference" to listing.reference,
    "sort_by" to listing.sortBy,
    "sort_order" to listing.sortOrder,
)

fun of(token: Token): Obj = obj(
    "access_token" to token.accessToken,
    "expires_at" to time(token.expiresAt),
    "renew_at" to time(token.renewAt),
)

fun of(schedule: Schedule): Obj = obj(
    "stage" to schedule.stage?.word,
    "window_ends_at" to time(schedule.windowEndsAt),
    "grace_ends_at" to time(schedule.graceEndsAt),
    "time_left_s" to Num(BigDecimal.valueOf(schedule.timeLeft.toMillis(), 3).toPlainString()),
    "poll_at" to time(schedule.pollAt),
    "give_up_at" to time(schedule.giveUpAt),
    "exhausted" to schedule.exhausted,
)

fun of(error: PaystateException): Obj = obj(
    "error" to when (error) {
        is PaystateException.Malformed -> obj(
            "kind" to "malformed", "reason" to error.reason.word, "field" to error.field, "limit" to error.limit,
            "retryable" to false, "outcome_unknown" to false,
        )
        is PaystateException.Unauthentic -> obj(
            "kind" to "unauthentic", "reason" to error.reason.word, "retryable" to false, "outcome_unknown" to false,
        )
        is PaystateException.Refused -> obj(
            "kind" to "refused",
            "code" to error.code,
            "category" to error.category.word,
            "retryable" to error.retryable,
            "retry_after_s" to error.retryAfter?.seconds,
            "retry_at" to time(error.retryAt),
            "outcome_unknown" to error.outcomeUnknown,
        )
        is PaystateException.Misuse -> obj(
            "kind" to "misuse", "reason" to error.reason.word, "field" to error.field, "limit" to error.limit,
            "retryable" to false, "outcome_unknown" to false,
        )
    },
)
