// Public types to the plain JSON of the vectors, field by field, and back.

import Foundation
import Paystate

struct BadVector: Error { let what: String }

/// An RFC 3339 text to the millisecond; further digits are cut off. Foundation's own reader takes the years before 1582 for
/// Julian ones.
func instant(_ text: String) -> Date? {
    let pattern = /(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))/
    guard let match = text.wholeMatch(of: pattern)?.output else { return nil }
    func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
    let offset = (number(match.9) * 60 + number(match.10)) * (match.8 == "-" ? -1 : 1)
    let minutes = days(number(match.1), number(match.2), number(match.3)) * 1440 + number(match.4) * 60 + number(match.5) - offset
    let milliseconds = number((match.7 ?? "").prefix(3).padding(toLength: 3, withPad: "0", startingAt: 0)[...])
    return Date(timeIntervalSince1970: Double((minutes * 60 + number(match.6)) * 1000 + milliseconds) / 1000)
}

/// Days from 1970 to a day of the Gregorian calendar, also before there was one.
private func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return 365 * y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + (153 * m + 2) / 5 + day - 1 - 719_468
}

private func floorDiv(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }

func instant(_ value: Value) throws -> Date {
    guard let at = optionalInstant(value) else { throw BadVector(what: "an instant") }
    return at
}

func optionalInstant(_ value: Value) -> Date? { value.text.flatMap(instant) }

/// Milliseconds since 1970, whole.
private func milliseconds(_ at: Date) -> Int { Int((at.timeIntervalSince1970 * 1000).rounded()) }

private func time(_ at: Date?) -> String? {
    guard let at else { return nil }
    let all = milliseconds(at)
    let day = floorDiv(all, 86_400_000)
    let rest = all - day * 86_400_000
    // The year whose first day is the last one not after it, and its month likewise.
    var year = 1970 + floorDiv(day, day < 0 ? 365 : 366)
    while days(year + 1, 1, 1) <= day { year += 1 }
    let month = (1...12).last { days(year, $0, 1) <= day } ?? 1
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { String(format: "%02d", $0) }
    let date = String(format: "%04d-%02d-%02d", year, month, day - days(year, month, 1) + 1)
    return "\(date)T\(clock.joined(separator: ":"))" + String(format: ".%03dZ", rest % 1000)
}

/// The credentials and settings of an account; a list of secrets is one setting each.
func account(_ provider: String, _ given: Value) throws -> Account {
    let entries = given["account"]["credentials"].members + given["account"]["settings"].members
    let settings = entries.flatMap { name, value in
        (value.items.isEmpty ? [value] : value.items).compactMap(\.text).map { Setting(name: name, value: $0) }
    }
    return try Account(provider: provider, settings: settings)
}

func target(_ value: Value) -> Target {
    let subject = value["subject"].text.flatMap(Subject.init(word:))
    return Target(subject: subject ?? .payment, id: value["id"].text, reference: value["reference"].text)
}

private func json(_ value: Value) -> Json? { value == .null ? nil : value.description }

func order(_ value: Value) -> Order {
    let amount = value["amount"]
    return Order(
        reference: value["reference"].text ?? "",
        amount: amount.isObject ? Price(value: amount["value"].text ?? "", currency: amount["currency"].text ?? "") : nil,
        network: value["network"].text,
        metadata: json(value["metadata"]),
        successUrl: value["success_url"].text,
        cancelUrl: value["cancel_url"].text,
        extra: json(value["extra"])
    )
}

func listing(_ value: Value) -> Listing {
    Listing(
        status: value["status"].text,
        limit: value["limit"].whole,
        cursor: value["cursor"].text,
        page: value["page"].whole,
        createdFrom: optionalInstant(value["created_from"]),
        createdTo: optionalInstant(value["created_to"]),
        currency: value["currency"].text,
        network: value["network"].text,
        reference: value["reference"].text,
        sortBy: value["sort_by"].text,
        sortOrder: value["sort_order"].text
    )
}

private func decimal(_ value: Value) throws -> Decimal {
    guard let decimal = value.text.flatMap({ Decimal(exactly: $0) }) else { throw BadVector(what: "a decimal") }
    return decimal
}

/// A record from the fields that the vectors of `core/advance` and `core/plan` give.
func payment(_ value: Value) throws -> Payment {
    guard let status = value["status"].text.flatMap(Status.init(word:)) else { throw BadVector(what: "a status") }
    let asked = value["asked"]
    return Payment(
        status: status,
        provider: value["provider"].text,
        id: value["id"].text,
        asked: asked.isObject
            ? Asked(amount: try decimal(asked["amount"]), currency: asked["currency"].text ?? "", reference: asked["reference"].text)
            : nil,
        fulfilled: value["fulfilled"] == .flag(true),
        released: value["released"] == .flag(true),
        reversed: value["reversed"] == .flag(true),
        createdAt: optionalInstant(value["created_at"]),
        windowEndsAt: optionalInstant(value["window_ends_at"]),
        graceEndsAt: optionalInstant(value["grace_ends_at"]),
        changedAt: optionalInstant(value["changed_at"])
    )
}

private func state(_ subject: Subject, _ word: String) -> ObservedState? {
    switch subject {
    case .payment: Status(word: word).map { .payment(status: $0) }
    case .refund: RefundStatus(word: word).map { .refund(status: $0) }
    case .payout: PayoutStatus(word: word).map { .payout(status: $0) }
    case .settlement: SettlementStatus(word: word).map { .settlement(status: $0) }
    case .deposit: DepositStatus(word: word).map { .deposit(status: $0) }
    case .other: nil
    }
}

func seen(_ value: Value, network: String? = nil, transaction: String? = nil, completedAt: Date? = nil) throws -> Observation {
    func sum(_ value: Value) throws -> Money? {
        value.isObject ? Money(value: try decimal(value["value"]), currency: value["currency"].text) : nil
    }
    guard let source = value["source"].text.flatMap(Source.init(word:)) else { throw BadVector(what: "a source") }
    let subject = value["subject"].text.flatMap(Subject.init(word:)) ?? .payment
    return Observation(
        subject: subject,
        source: source,
        provider: value["provider"].text,
        id: value["id"].text,
        reference: value["reference"].text,
        native: value["native"].text,
        state: value["status"].text.flatMap { state(subject, $0) },
        amount: try sum(value["amount"]),
        received: try sum(value["received"]),
        transaction: transaction,
        network: network,
        completedAt: completedAt
    )
}

func headers(_ message: Value) -> [Header] {
    message["headers"].items.map { Header(name: $0.items[0].text ?? "", value: $0.items[1].text ?? "") }
}

/// The bytes of `body` or `body_base64`.
func body(_ message: Value) -> Data {
    message["body_base64"].text.flatMap { Data(base64Encoded: $0) } ?? Data((message["body"].text ?? "").utf8)
}

func response(_ given: Value) -> Response {
    let response = given["response"]
    return Response(status: response["status"].whole ?? 0, headers: headers(response), body: body(response))
}

func plain(_ money: Money?) -> Value? {
    money.map { obj(["value": "\($0.value)", "currency": $0.currency]) }
}

func plain(_ seen: Observation) throws -> Value {
    obj([
        "provider": seen.provider,
        "subject": seen.subject.word,
        "id": seen.id,
        "reference": seen.reference,
        "native": seen.native,
        "status": seen.state?.word,
        "amount": plain(seen.amount),
        "received": plain(seen.received),
        "refunded": plain(seen.refunded),
        "fee": plain(seen.fee),
        "transaction": seen.transaction,
        "confirmations": seen.confirmations,
        "network": seen.network,
        "address": seen.address,
        "link": seen.link,
        "payer": seen.payer,
        "created_at": time(seen.createdAt),
        "expires_at": time(seen.expiresAt),
        "window_ends_at": time(seen.windowEndsAt),
        "grace_ends_at": time(seen.graceEndsAt),
        "completed_at": time(seen.completedAt),
        "failure": seen.failure,
        "extra": Value.object(try seen.extra.map { ($0.name, try parse($0.json)) }),
        "source": seen.source.word,
        "notes": seen.notes.map(\.word),
    ])
}

func plain(_ request: Request) -> Value {
    obj([
        "request": obj([
            "method": request.method,
            "url": request.url,
            "headers": request.headers.map { [$0.name, $0.value] },
            "body": request.body,
        ])
    ])
}

func plain(_ event: TimelineEvent) -> Value {
    obj([
        "at": time(event.at),
        "native": event.native,
        "status": event.status?.word,
        "transaction": event.transaction,
        "details": event.details,
    ])
}

func plain(_ target: Target) -> Value {
    obj(["subject": target.subject.word, "id": target.id, "reference": target.reference])
}

func plain(_ step: StreamStep) throws -> Value {
    obj([
        "send": step.send,
        "observations": try step.observations.map { try plain($0) },
        "query": step.query.map(plain),
        "wake_at": time(step.wakeAt),
        "reconnect_at": time(step.reconnectAt),
    ])
}

func plain(_ receipt: Receipt) throws -> Value {
    obj([
        "event_id": receipt.eventId,
        "kind": receipt.kind,
        "observations": try receipt.observations.map { try plain($0) },
        "reply": obj([
            "status": receipt.reply.status,
            "content_type": receipt.reply.contentType,
            "body": receipt.reply.body,
        ]),
    ])
}

func plain(_ page: Page) throws -> Value {
    obj([
        "observations": try page.observations.map { try plain($0) },
        "next": page.next.map { plain($0) },
        "total": page.total,
    ])
}

private func plain(_ listing: Listing) -> Value {
    obj([
        "status": listing.status,
        "limit": listing.limit,
        "cursor": listing.cursor,
        "page": listing.page,
        "created_from": time(listing.createdFrom),
        "created_to": time(listing.createdTo),
        "currency": listing.currency,
        "network": listing.network,
        "reference": listing.reference,
        "sort_by": listing.sortBy,
        "sort_order": listing.sortOrder,
    ])
}

func plain(_ token: Token) -> Value {
    obj([
        "access_token": token.accessToken,
        "expires_at": time(token.expiresAt),
        "renew_at": time(token.renewAt),
    ])
}

func plain(_ schedule: Schedule) -> Value {
    let left = Int((schedule.timeLeft * 1000).rounded())
    return obj([
        "stage": schedule.stage?.word,
        "window_ends_at": time(schedule.windowEndsAt),
        "grace_ends_at": time(schedule.graceEndsAt),
        "time_left_s": Value.number(String(format: "%d.%03d", left / 1000, left % 1000)),
        "poll_at": time(schedule.pollAt),
        "give_up_at": time(schedule.giveUpAt),
        "exhausted": schedule.exhausted,
    ])
}

func plain(_ progress: [PaymentProgress], _ payment: Payment) -> Value {
    obj([
        "status": payment.status.word,
        "steps": progress.map(\.step.word),
        "verdicts": progress.map(\.verdict.word),
        "actions": progress.map(\.action.word),
        "whys": progress.map(\.why.word),
        "held": progress.map { plain($0.held) },
        "poll_at": progress.map { time($0.pollAt) },
        "fulfilled": payment.fulfilled,
        "released": payment.released,
        "reversed": payment.reversed,
    ])
}

func plain(_ error: PaystateError) -> Value {
    let fields =
        switch error {
        case .malformed(let reason, let field, _, let limit):
            obj(["kind": "malformed", "reason": reason.word, "field": field, "limit": limit, "retryable": false, "outcome_unknown": false])
        case .unauthentic(let reason, _):
            obj(["kind": "unauthentic", "reason": reason.word, "retryable": false, "outcome_unknown": false])
        case .refused(_, let code, let category, let retryable, let retryAfter, let retryAt, let outcomeUnknown):
            obj([
                "kind": "refused",
                "code": code,
                "category": category.word,
                "retryable": retryable,
                "retry_after_s": retryAfter.map { Int($0) },
                "retry_at": time(retryAt),
                "outcome_unknown": outcomeUnknown,
            ])
        case .misuse(let reason, let field, let limit, _):
            obj(["kind": "misuse", "reason": reason.word, "field": field, "limit": limit, "retryable": false, "outcome_unknown": false])
        }
    return obj(["error": fields])
}
