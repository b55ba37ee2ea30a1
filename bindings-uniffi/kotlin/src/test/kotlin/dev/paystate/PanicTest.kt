package dev.paystate

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The library that ships unwinds: a panic in it comes out as an exception, and the process goes on. */
class PanicTest {
    @Test
    fun `a panic becomes an exception`() {
        // A buffer that no caller of the public surface can make: it claims room at the address null, at which Rust panics.
        val broken = RustBuffer.create(capacity = 16UL, len = 0UL, data = null)
        val status = UniffiRustCallStatus()
        UniffiLib.uniffi_paystate_uniffi_fn_func_payment_from_json(broken, status)
        assertEquals(UNIFFI_CALL_UNEXPECTED_ERROR, status.code)
        assertTrue("RustBuffer" in FfiConverterString.lift(status.error_buf))
        // Not dead, and not poisoned.
        assertThrows(PaystateException.Malformed::class.java) { Payment.fromJson("{") }
        assertEquals(Status.PAID, Payment.fromJson("""{"v":1,"status":"paid"}""").status)
    }
}
