import Foundation
import Paystate
import XCTest

@testable import CheckoutExample

final class ReadMeTests: XCTestCase {
    private let now = Date(timeIntervalSince1970: 1_737_369_000)

    func testWhatReadMeShowsIsSo() throws {
        func stored(_ status: Status) -> Payment { Payment(status: status, reference: "R-1", windowEndsAt: now + 90) }
        XCTAssertEqual(try whatToShow(json: stored(.pending).toJson(), now: now), "Pay within 90 s")
        XCTAssertEqual(try whatToShow(json: stored(.pending).toJson(), now: now + 90), "Checking …")
        XCTAssertEqual(try whatToShow(json: stored(.paid).toJson(), now: now), "Paid")
        XCTAssertEqual(try whatToShow(json: stored(.failed).toJson(), now: now), "Not paid")
        let url = "https://shop.example/done?orderReference=R-1&status=completed"
        let progress = try cameBack(stored(.pending), url: url, now: now)
        XCTAssertEqual(progress.action, .wait)
        XCTAssertEqual(progress.pollAt, now)
        XCTAssertEqual(progress.payment, stored(.pending))
    }
}
