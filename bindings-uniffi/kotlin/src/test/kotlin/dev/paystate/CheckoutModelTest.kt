package dev.paystate

import dev.paystate.example.CheckoutModel
import dev.paystate.example.Screen
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Duration
import java.time.Instant

class CheckoutModelTest {
    private val start = Instant.parse("2025-01-20T10:30:00Z")
    private val provider = providers().first { Verb.REDIRECT in it.verbs }
    private val account = Account(provider.name)
    private var elapsed = Duration.ofHours(5)
    private val model = CheckoutModel(account) { elapsed }

    private fun stored(status: Status) = Payment(
        status = status,
        reference = "R-1",
        asked = Asked("100.00".toBigDecimal(), "USDT", "R-1"),
        createdAt = start,
        windowEndsAt = start.plusSeconds(600),
        graceEndsAt = start.plusSeconds(900),
        changedAt = start,
    ).toJson()

    @Test
    fun `counts down the window, then the grace period, by the server's time`() {
        assertEquals(Screen.Checking, model.screen())
        assertTrue(model.shouldAsk)
        model.update(stored(Status.PENDING), start)
        assertEquals(Screen.Pay(Duration.ofMinutes(10)), model.screen())
        assertFalse(model.shouldAsk)
        elapsed += Duration.ofMillis(599_999)
        assertEquals(Screen.Pay(Duration.ofMillis(1)), model.screen())
        elapsed += Duration.ofMillis(1)
        assertEquals(Screen.Confirming(Duration.ofMinutes(5)), model.screen())
        elapsed += Duration.ofMinutes(5)
        assertEquals(Screen.Checking, model.screen(), "a passed deadline ends nothing")
        assertTrue(model.shouldAsk)
    }

    @Test
    fun `never shows paid for a redirect`() {
        model.update(stored(Status.PENDING), start)
        val paid = Observation(
            Subject.PAYMENT, Source.QUERY,
            reference = "R-1", state = ObservedState.Payment(Status.PAID), amount = Money("100.00".toBigDecimal(), "USDT"),
        )
        val url = account.buildRedirect("https://shop.example/done", paid)
        assertEquals(Status.PAID, account.parseRedirect(url).status, "the URL says that it is paid")
        model.redirect(url)
        assertEquals(Screen.Checking, model.screen())
        assertTrue(model.shouldAsk, "and makes us ask")
        model.update(stored(Status.PENDING), start.plusSeconds(60))
        assertEquals(Screen.Pay(Duration.ofMinutes(9)), model.screen())
        model.update(stored(Status.PAID), start.plusSeconds(61))
        assertEquals(Screen.Paid, model.screen())
    }

    @Test
    fun `a push makes it ask, and an answer that was overtaken says nothing`() {
        model.update(stored(Status.PENDING), start)
        assertFalse(model.shouldAsk)
        model.push()
        assertTrue(model.shouldAsk)
        model.update(stored(Status.PAID), start.plusSeconds(5))
        model.update(stored(Status.PENDING), start.plusSeconds(4))
        assertEquals(Screen.Paid, model.screen())
        assertFalse(model.shouldAsk && model.screen() == Screen.Checking)
    }

    @Test
    fun `shows what else can come of it`() {
        model.update(stored(Status.EXPIRED), start)
        assertEquals(Screen.NotPaid(Status.EXPIRED), model.screen())
        model.update(stored(Status.REFUNDED), start.plusSeconds(1))
        assertEquals(Screen.Returned, model.screen())
    }
}
