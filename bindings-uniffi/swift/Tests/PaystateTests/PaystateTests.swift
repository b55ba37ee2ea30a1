import Foundation
import XCTest

@testable import Paystate

final class PaystateTests: XCTestCase {
    private let now = Date(timeIntervalSince1970: 1_737_369_000)

    /// An account of each provider, with a text for every credential.
    private func accounts() throws -> [(Profile, Account)] {
        try providers().map { profile in
            let keys = profile.options.filter { $0.kind != .setting }
            return (profile, try Account(provider: profile.name, settings: keys.map { Setting(name: $0.name, value: "secret-of-\($0.name)") }))
        }
    }


    private func misuse(_ call: @autoclosure () throws -> Any, file: StaticString = #filePath, line: UInt = #line) {
        XCTAssertThrowsError(try call(), file: file, line: line) { error in
            guard case PaystateError.misuse = error else { return XCTFail("\(error)", file: file, line: line) }
        }
    }

    func testNothingPrintsASecret() throws {
        func printed(_ value: Any) -> String {
            var dumped = ""
            dump(value, to: &dumped)
            return "\(value) \(String(reflecting: value)) \(dumped)"
        }
        for (profile, account) in try accounts() {
            let order = Order(reference: "R-1", amount: Price(value: "100.00", currency: "USDT"), network: "n")
            let request = try? account.create(order: order, now: now)
            let all = printed(account) + printed(request as Any) + printed(request?.headers as Any)
            XCTAssertFalse(all.contains("secret-of"), "\(profile.name): \(all)")
        }
        let values: [Any] = [
            Setting(name: "a", value: "hidden"), Header(name: "a", value: "hidden"), Token(accessToken: "hidden"),
            Request(method: "GET", url: "u", headers: [], body: "hidden"),
        ]
        for value in values { XCTAssertFalse(printed(value).contains("hidden") || printed([value]).contains("hidden")) }
    }

    func testErrorsAreCasesWithFields() throws {
        XCTAssertThrowsError(try Account(provider: "nobody", settings: [])) { error in
            guard case PaystateError.misuse(let reason, let field, _, let expected) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(reason, .unknownName)
            XCTAssertEqual(field, "provider")
            XCTAssertEqual(expected, try? providers().map(\.name))
        }
        let account = try XCTUnwrap(accounts().first).1
        let busy = Response(status: 429, headers: [Header(name: "Retry-After", value: "120")], body: Data())
        XCTAssertThrowsError(try account.parse(target: .id("o-1"), response: busy, now: now)) { error in
            guard case PaystateError.refused(let status, _, let category, let retryable, let after, let at, let unknown) = error
            else { return XCTFail("\(error)") }
            XCTAssertEqual(status, 429)
            XCTAssertEqual(category, .rateLimited)
            XCTAssertTrue(retryable)
            XCTAssertEqual(after, 120)
            XCTAssertEqual(at, self.now + 120)
            XCTAssertFalse(unknown)
        }
        let cut = Response(status: 200, headers: [], body: Data("{".utf8))
        XCTAssertThrowsError(try account.parse(target: .id("o-1"), response: cut, now: now)) { error in
            guard case PaystateError.malformed(reason: .syntax, _, _, _) = error else { return XCTFail("\(error)") }
        }
        XCTAssertThrowsError(try account.receive(webhook: Webhook(headers: [], body: Data("{}".utf8)), now: now)) { error in
            guard case PaystateError.unauthentic(reason: .missingHeader, let reply) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(reply.status, 401)
        }
    }

    func testAValueThatTheLibraryCannotHoldIsMisuseAndNoCrash() throws {
        let payment = Payment(status: .pending)
        misuse(try payment.schedule(now: Date(timeIntervalSince1970: 1e30)))
        misuse(try payment.schedule(now: Date(timeIntervalSince1970: -1e30)))
        misuse(try payment.schedule(now: Date(timeIntervalSince1970: .nan)))
        misuse(try payment.schedule(now: now, notBefore: Date(timeIntervalSince1970: 253_402_300_800)))
        misuse(try Payment(status: .pending, asked: Asked(amount: .nan, currency: "USDT")).toJson())
        misuse(try Payment(status: .pending, asked: Asked(amount: Decimal(sign: .plus, exponent: 100, significand: 1), currency: "USDT")).toJson())
        misuse(try Observation(subject: .payment, source: .query, confirmations: -1).toJson())
        let smallest = Decimal(sign: .plus, exponent: -28, significand: 1)
        let fine = Payment(status: .pending, asked: Asked(amount: smallest, currency: "USDT"))
        XCTAssertEqual(try Payment.fromJson(fine.toJson()), fine)
        let odd = Order(reference: "R-1", amount: nil, metadata: "{")
        XCTAssertThrowsError(try odd.toJson()) { error in
            guard case PaystateError.malformed = error else { return XCTFail("\(error)") }
        }
    }

    func testSumsKeepTheirPlacesAndAreEqualByValue() throws {
        for sum in ["100.00", "0.00", "1.50", "0.0000000000000000000000000001", "79228162514264337593543950335", "-7", "12345678901234567890.12345"] {
            let json = #"{"v":1,"asked":{"amount":"\#(sum)","currency":"USDT"},"status":"pending","fulfilled":false,"released":false,"reversed":false}"#
            XCTAssertEqual(try Payment.fromJson(json).toJson(), json)
        }
        let sums = try ["1.50", "1.5"].map { Money(value: try XCTUnwrap(Decimal(exactly: $0)), currency: "USD") }
        XCTAssertEqual(sums[0], sums[1])
        XCTAssertEqual(Set(sums).count, 1)
        XCTAssertNotEqual(sums[0], Money(value: try XCTUnwrap(Decimal(exactly: "1.51")), currency: "USD"))
        for odd in ["", "--1", "1.", ".5", "1,5", "1e5", "-", "1.2.3", "one"] { XCTAssertNil(Decimal(exactly: odd), odd) }
    }

    func testInstantsAreCutToTheMillisecond() throws {
        for ms in [0, 1, -1, 999, 1_737_369_000_123, 253_402_300_799_999, -62_135_596_800_000] as [Int64] {
            XCTAssertEqual(Date(millis: ms).millis, ms)
        }
        XCTAssertEqual(Date(timeIntervalSince1970: 1_737_369_000.0019).millis, 1_737_369_000_001)
    }

    func testARecordKeepsWhatItDoesNotKnow() throws {
        let json = #"{"v":1,"status":"paid","fulfilled":true,"released":false,"reversed":false,"color":{"a":1.10}}"#
        let payment = try Payment.fromJson(json)
        XCTAssertEqual(payment.other["color"], #"{"a":1.10}"#)
        XCTAssertEqual(try payment.toJson(), json)
        let paid = Observation(subject: .payment, source: .query, state: .payment(status: .paid))
        let progress = try Payment(status: .pending).advance(seen: paid, now: now)
        XCTAssertEqual(progress.action, .fulfill)
        XCTAssertEqual(progress.payment.changedAt, now)
        XCTAssertTrue(progress.why.sentence.hasSuffix("."))
        XCTAssertTrue(try Payment(status: .paid).settle(fulfilled: true).fulfilled)
    }

    func testManyAnswersAreReadInOneCall() throws {
        let account = try XCTUnwrap(accounts().first).1
        let bad = Answer(target: .id("o-1"), response: Response(status: 200, headers: [], body: Data("{".utf8)))
        let busy = Answer(target: .id("o-2"), response: Response(status: 503, headers: [], body: Data()))
        let outcomes = try account.parseMany(answers: [bad, busy], now: now)
        guard case .failed(.malformed) = outcomes[0], case .failed(.refused) = outcomes[1] else { return XCTFail("\(outcomes)") }
    }

    func testWordsAreTheLibrarys() throws {
        for status in Status.allCases { XCTAssertEqual(Status(word: status.word), status) }
        XCTAssertNil(Status(word: "teleported"))
        for profile in try providers() {
            for row in profile.table {
                let subject = try XCTUnwrap(Subject.allCases.first { subject in
                    (try? explain(provider: profile.name, subject: subject, word: row.word).status) == .some(row.state)
                })
                XCTAssertTrue(try explain(provider: profile.name, subject: subject, word: row.word).known)
            }
        }
    }

    func testHistoryIsRebuiltFromWhatWasSeen() throws {
        let seen = Observation(subject: .payment, source: .query, native: "p", state: .payment(status: .pending))
        let timeline = try rebuildTimeline(sightings: [Sighting(at: now + 1, observation: seen), Sighting(at: now, observation: seen)])
        XCTAssertEqual(timeline.events.map(\.at), [now])
    }

    /// Values go to another task and come back, and an account is shared.
    func testValuesAndAccountsCrossTasks() async throws {
        let account = try XCTUnwrap(accounts().first).1
        let now = now
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for i in 0..<20 {
                group.addTask {
                    let order = Order(reference: "R-\(i)", amount: Price(value: "1", currency: "USDT"))
                    return try account.openOrder(order: order, now: now).reference ?? ""
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        XCTAssertEqual(names.count, 20)
    }
}
