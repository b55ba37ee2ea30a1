// The jobs: each gives a public verb what a vector gives, and reads its fields back.

import Foundation
import Paystate

/// Runs one case: what the verb gave back, an error as data too.
func runCase(_ job: String, _ provider: String, _ given: Value) throws -> Value {
    do {
        return try answer(job, provider, given)
    } catch let error as PaystateError {
        return plain(error)
    }
}

/// Every job that this runner knows; `core/time` and `core/money` are no public verbs.
private func answer(_ job: String, _ provider: String, _ given: Value) throws -> Value {
    func now() throws -> Date { try instant(given["now"]) }
    func account() throws -> Account { try PaystateVectors.account(provider, given) }
    let target = target(given["target"])
    switch job {
    case "query":
        return plain(try account().query(target: target, now: now()))
    case "parse":
        return obj(["observation": try plain(account().parse(target: target, response: response(given), now: now()))])
    case "create":
        return plain(try account().create(order: order(given["order"]), now: now()))
    case "parse_created":
        return obj(["observation": try plain(account().parseCreated(target: target, response: response(given), now: now()))])
    case "list":
        return plain(try account().list(listing: listing(given["listing"]), now: now()))
    case "page":
        return try plain(account().parsePage(listing: listing(given["listing"]), response: response(given), now: now()))
    case "timeline":
        let timeline = try account().parseTimeline(target: target, response: response(given), now: now())
        return obj(["events": timeline.events.map { plain($0) }])
    case "stream":
        return try stream(account(), given)
    case "token":
        if given["response"] == .null { return plain(try account().authorize(now: now())) }
        return plain(try account().parseToken(response: response(given), now: now()))
    case "webhook":
        let webhook = Webhook(headers: headers(given), body: body(given), path: given["path"].text)
        return try plain(account().receive(webhook: webhook, now: now()))
    case "config":
        let fields = obj(["key": given["key"], "value": given["value"]])
        let nothing = Target(subject: .payment)
        return plain(try account().command(name: "configure", target: nothing, fields: fields.description, now: now()))
    case "command":
        let fields = given["fields"] == .null ? obj([:]) : given["fields"]
        let name = given["name"].text ?? ""
        return plain(try account().command(name: name, target: target, fields: fields.description, now: now()))
    case "redirect":
        return obj(["observation": try plain(account().parseRedirect(url: given["url"].text ?? ""))])
    case "redirect_url":
        let observation = given["observation"]
        let seen = try seen(
            observation,
            network: observation["network"].text,
            transaction: observation["transaction"].text,
            completedAt: optionalInstant(observation["completed_at"])
        )
        return obj(["url": try account().buildRedirect(url: given["url"].text ?? "", seen: seen)])
    case "explain":
        guard let subject = given["subject"].text.flatMap(Subject.init(word:)) else { throw BadVector(what: "a subject") }
        let explained = try explain(provider: given["provider"].text ?? "", subject: subject, word: given["word"].text ?? "")
        return obj([
            "status": explained.status?.word,
            "known": explained.known,
            "stops_polling": explained.stopsPolling,
            "may_still_change": explained.mayStillChange,
        ])
    case "core/advance":
        var payment = try payment(given["payment"])
        let progress = try given["observations"].items.map { value in
            let progress = try payment.advance(seen: seen(value), now: now())
            payment = progress.payment
            return progress
        }
        return plain(progress, payment)
    case "core/schedule":
        let window = given["window"]
        func seconds(_ name: String) -> Int64 { Int64(window[name].whole ?? 0) }
        let (windowS, graceS) = (seconds("window_s"), seconds("grace_s"))
        return plain(try countdown(createdAt: instant(window["created_at"]), windowS: windowS, graceS: graceS, now: now()))
    case "core/plan":
        let notBefore = optionalInstant(given["not_before"])
        return plain(try payment(given["payment"]).schedule(now: now(), notBefore: notBefore))
    case "core/record":
        return try stored(Payment.fromJson(storedText(given)).toJson())
    case "core/observation":
        return try stored(Observation.fromJson(storedText(given)).toJson())
    default:
        throw BadVector(what: "\(job): no such job")
    }
}

private func stream(_ account: Account, _ given: Value) throws -> Value {
    var stream = try account.stream(targets: given["targets"].items.map { target($0) })
    let url = stream.url
    let steps = try given["script"].items.map { line in
        let event: StreamEvent =
            if line["open"] == .flag(true) {
                .open
            } else if line["tick"] == .flag(true) {
                .tick
            } else if line["close"] == .flag(true) {
                .close
            } else {
                .frame(text: line["frame"].text ?? "")
            }
        // As it is stored between two events.
        let stored = try PaymentStream.fromJson(stream.toJson())
        let step = try account.streamStep(stream: stored, event: event, now: instant(line["at"]))
        stream = step.stream
        return try plain(step)
    }
    return obj(["url": url, "steps": steps])
}

/// The stored form of a case: as JSON, or as text where a parser of JSON would change it.
private func storedText(_ given: Value) -> String { given["json"].text ?? given["json"].description }

private func stored(_ text: String) throws -> Value { obj(["json": try parse(text), "text": text]) }
