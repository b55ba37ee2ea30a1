import CheckoutExample
import Foundation
import Paystate
import XCTest

final class CheckoutModelTests: XCTestCase {
    private final class Clock { var elapsed: TimeInterval = 18_000 }

    private let start = Date(timeIntervalSince1970: 1_737_369_000)
    private let clock = Clock()

    private func redirecting() throws -> Account {
        let profile = try XCTUnwrap(try providers().first { $0.verbs.contains(.redirect) })
        return try Account(provider: profile.name, settings: [])
    }

    private func model() throws -> CheckoutModel {
        let clock = clock
        return CheckoutModel(account: try redirecting(), elapsed: { clock.elapsed })
    }

    private func stored(_ status: Status) throws -> String {
        try Payment(
            status: status,
            reference: "R-1",
            asked: Asked(amount: 100, currency: "USDT", reference: "R-1"),
            createdAt: start,
            windowEndsAt: start + 600,
            graceEndsAt: start + 900,
            changedAt: start
        ).toJson()
    }

    func testCountsDownByTheServersTime() throws {
        var model = try model()
        XCTAssertEqual(try model.screen(), .checking)
        XCTAssertTrue(model.shouldAsk)
        try model.update(json: stored(.pending), serverTime: start)
        XCTAssertEqual(try model.screen(), .pay(timeLeft: 600))
        XCTAssertFalse(model.shouldAsk)
        clock.elapsed += 599.5
        XCTAssertEqual(try model.screen(), .pay(timeLeft: 0.5))
        clock.elapsed += 0.5
        XCTAssertEqual(try model.screen(), .confirming(timeLeft: 300))
        clock.elapsed += 300
        XCTAssertEqual(try model.screen(), .checking, "a passed deadline ends nothing")
        XCTAssertTrue(model.shouldAsk)
    }

    func testNeverShowsPaidForARedirect() throws {
        var model = try model()
        try model.update(json: stored(.pending), serverTime: start)
        let paid = Observation(
            subject: .payment, source: .query, reference: "R-1", state: .payment(status: .paid),
            amount: Money(value: 100, currency: "USDT")
        )
        let url = try redirecting().buildRedirect(url: "https://shop.example/done", seen: paid)
        XCTAssertEqual(try redirecting().parseRedirect(url: url).status, .paid, "the URL says that it is paid")
        try model.redirect(url: url)
        XCTAssertEqual(try model.screen(), .checking)
        XCTAssertTrue(model.shouldAsk, "and makes us ask")
        try model.update(json: stored(.pending), serverTime: start + 60)
        XCTAssertEqual(try model.screen(), .pay(timeLeft: 540))
        try model.update(json: stored(.paid), serverTime: start + 61)
        XCTAssertEqual(try model.screen(), .paid)
    }

    func testAPushMakesItAskAndAnOvertakenAnswerSaysNothing() throws {
        var model = try model()
        try model.update(json: stored(.pending), serverTime: start)
        XCTAssertFalse(model.shouldAsk)
        model.push()
        XCTAssertTrue(model.shouldAsk)
        try model.update(json: stored(.paid), serverTime: start + 5)
        try model.update(json: stored(.pending), serverTime: start + 4)
        XCTAssertEqual(try model.screen(), .paid)
    }

    func testShowsWhatElseCanComeOfIt() throws {
        var model = try model()
        try model.update(json: stored(.expired), serverTime: start)
        XCTAssertEqual(try model.screen(), .notPaid(.expired))
        try model.update(json: stored(.refunded), serverTime: start + 1)
        XCTAssertEqual(try model.screen(), .returned)
    }
}
