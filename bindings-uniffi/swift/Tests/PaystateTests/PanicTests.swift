import Paystate
import PaystateFFI
import XCTest

/// The library that ships unwinds: a panic in it comes out as an error, and the process goes on.
final class PanicTests: XCTestCase {
    func testAPanicBecomesAnError() throws {
        // A buffer that no caller of the public surface can make: it claims room at the address null, at which Rust panics.
        var status = RustCallStatus()
        _ = uniffi_paystate_uniffi_fn_func_payment_from_json(RustBuffer(capacity: 16, len: 0, data: nil), &status)
        XCTAssertEqual(status.code, 2, "the code of a panic")
        XCTAssertGreaterThan(status.errorBuf.len, 0)
        // Not dead, and not poisoned.
        XCTAssertThrowsError(try Payment.fromJson("{"))
        XCTAssertEqual(try Payment.fromJson(#"{"v":1,"status":"paid"}"#).status, .paid)
    }
}
