package dev.paystate

import dev.paystate.example.cameBack
import dev.paystate.example.whatToShow
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import java.time.Instant

class ReadMeTest {
    private val now = Instant.parse("2025-01-20T10:30:00Z")

    @Test
    fun `what README shows is so`() {
        val payment = Payment(Status.PENDING, reference = "R-1", windowEndsAt = now.plusSeconds(90))
        assertEquals("Pay within 90 s", whatToShow(payment.toJson(), now))
        assertEquals("Checking …", whatToShow(payment.toJson(), now.plusSeconds(90)))
        assertEquals("Paid", whatToShow(payment.copy(status = Status.PAID).toJson(), now))
        assertEquals("Not paid", whatToShow(payment.copy(status = Status.FAILED).toJson(), now))
        val progress = cameBack(payment, "https://shop.example/done?orderReference=R-1&status=completed", now)
        assertEquals(listOf(Action.WAIT, now, payment), listOf(progress.action, progress.pollAt, progress.payment))
    }
}
