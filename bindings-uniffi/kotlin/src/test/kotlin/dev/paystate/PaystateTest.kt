package dev.paystate

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Duration
import java.time.Instant

class PaystateTest {
    private val now = Instant.parse("2025-01-20T10:30:00Z")

    /** An account of each provider, with a text for every credential. */
    private fun accounts() = providers().map { profile ->
        val keys = profile.options.filter { it.kind != Kind.SETTING }.map { Setting(it.name, "secret-of-${it.name}") }
        profile to Account(profile.name, keys)
    }

    @Test
    fun `nothing prints a secret`() {
        for ((profile, account) in accounts()) {
            val order = Order("R-1", Price("100.00", "USDT"), network = "n")
            val request = runCatching { account.create(order, now) }.getOrNull()
            val printed = "$account ${account.provider()} $request ${request?.headers}"
            assertFalse("secret-of" in printed, "${profile.name}: $printed")
        }
        for (value in listOf(Setting("a", "hidden"), Header("a", "hidden"), Token("hidden"), Request("GET", "u", emptyList(), "hidden"))) {
            assertFalse("hidden" in value.toString() || "hidden" in listOf(value).toString(), value.toString())
        }
    }

    @Test
    fun `errors are sealed cases with fields`() {
        val unknown = assertThrows(PaystateException.Misuse::class.java) { Account("nobody") }
        assertEquals(MisuseReason.UNKNOWN_NAME, unknown.reason)
        assertEquals("provider", unknown.field)
        assertEquals(providers().map { it.name }, unknown.expected)

        val (_, account) = accounts().first()
        val target = Target.id("o-1")
        val busy = Response(429, listOf(Header("Retry-After", "120")), ByteArray(0))
        val refused = assertThrows(PaystateException.Refused::class.java) { account.parse(target, busy, now) }
        assertTrue(refused.retryable)
        assertEquals(429, refused.httpStatus)
        assertEquals(Category.RATE_LIMITED, refused.category)
        assertEquals(Duration.ofMinutes(2), refused.retryAfter)
        assertEquals(now.plusSeconds(120), refused.retryAt)

        val cut = Response(200, emptyList(), "{".toByteArray())
        val malformed = assertThrows(PaystateException.Malformed::class.java) { account.parse(target, cut, now) }
        assertEquals(MalformedReason.SYNTAX, malformed.reason)
        val forged = assertThrows(PaystateException.Unauthentic::class.java) {
            account.receive(Webhook(emptyList(), "{}".toByteArray()), now)
        }
        assertEquals(UnauthenticReason.MISSING_HEADER, forged.reason)
        assertEquals(401, forged.reply.status)
    }

    @Test
    fun `a value that the library cannot hold is misuse, and no crash`() {
        val payment = Payment(Status.PENDING)
        assertThrows(PaystateException.Misuse::class.java) { payment.schedule(Instant.MAX) }
        assertThrows(PaystateException.Misuse::class.java) { payment.schedule(Instant.MIN) }
        assertThrows(PaystateException.Misuse::class.java) { payment.schedule(now, Instant.parse("+10000-01-01T00:00:00Z")) }
        val vast = payment.copy(asked = Asked("1e1000000000".toBigDecimal(), "USDT"))
        assertThrows(PaystateException.Misuse::class.java) { vast.toJson() }
        val fine = payment.copy(asked = Asked("0.0000000000000000000000000001".toBigDecimal(), "USDT"))
        assertEquals(fine, Payment.fromJson(fine.toJson()))
        val negative = Observation(Subject.PAYMENT, Source.QUERY, confirmations = -1)
        assertThrows(PaystateException.Misuse::class.java) { negative.toJson() }
        val odd = Order("R-1", Price("1", "USDT"), metadata = "{")
        assertThrows(PaystateException.Malformed::class.java) { odd.toJson() }
    }

    @Test
    fun `sums keep their places and are equal by value`() {
        val json = """{"v":1,"asked":{"amount":"100.00","currency":"USDT"},"status":"pending","fulfilled":false,"released":false,"reversed":false}"""
        val payment = Payment.fromJson(json)
        assertEquals(json, payment.toJson())
        assertEquals(Money("1.50".toBigDecimal(), "USD"), Money("1.5".toBigDecimal(), "USD"))
        assertEquals(Money("1.50".toBigDecimal()).hashCode(), Money("1.5".toBigDecimal()).hashCode())
        assertFalse(Money("1.50".toBigDecimal(), "USD") == Money("1.51".toBigDecimal(), "USD"))
    }

    @Test
    fun `a record keeps what it does not know, and instants are cut to the millisecond`() {
        val json = """{"v":1,"status":"paid","fulfilled":true,"released":false,"reversed":false,"color":{"a":1.10}}"""
        val payment = Payment.fromJson(json)
        assertEquals("""{"a":1.10}""", payment.other["color"])
        assertEquals(json, payment.toJson())
        val progress = Payment(Status.PENDING).advance(
            Observation(Subject.PAYMENT, Source.QUERY, state = ObservedState.Payment(Status.PAID)), now.plusNanos(1_999_999),
        )
        assertEquals(now.plusMillis(1), progress.payment.changedAt)
        assertEquals(Action.FULFILL, progress.action)
        assertTrue(progress.why.sentence.endsWith("."))
        assertTrue(Payment(Status.PAID).settle(fulfilled = true).fulfilled)
    }

    @Test
    fun `many answers are read in one call, and one that is bad keeps no other`() {
        val (_, account) = accounts().first()
        val bad = Answer(Target.id("o-1"), Response(200, emptyList(), "{".toByteArray()))
        val busy = Answer(Target.id("o-2"), Response(503, emptyList(), ByteArray(0)))
        val outcomes = account.parseMany(listOf(bad, busy), now)
        assertTrue((outcomes[0] as Outcome.Failed).error is PaystateException.Malformed)
        assertTrue((outcomes[1] as Outcome.Failed).error is PaystateException.Refused)
    }

    @Test
    fun `statuses know their phase as the library does`() {
        for (status in Status.entries) {
            assertEquals(status, Status.of(status.word))
            val seen = Observation(Subject.PAYMENT, Source.QUERY, state = ObservedState.Payment(status))
            // A poll is planned for every open payment, and for none that was reversed.
            val planned = Payment(status, fulfilled = true, createdAt = now).schedule(now).pollAt != null
            assertEquals(status.phase == Phase.OPEN || status.phase == Phase.LOST, planned, status.word)
            assertEquals(status, seen.status)
        }
        assertEquals(null, Status.of("teleported"))
    }

    @Test
    fun `what the listing of a provider says can be read`() {
        for (profile in providers()) {
            assertTrue(profile.environments.isNotEmpty() && profile.table.isNotEmpty())
            for (row in profile.table) {
                val subject = when (row.state) {
                    is ObservedState.Payment -> Subject.PAYMENT
                    is ObservedState.Refund -> Subject.REFUND
                    is ObservedState.Payout -> Subject.PAYOUT
                    is ObservedState.Settlement -> Subject.SETTLEMENT
                    is ObservedState.Deposit -> Subject.DEPOSIT
                }
                val explained = explain(profile.name, subject, row.word)
                assertEquals(row.state.word, explained.status?.word)
                assertTrue(explained.known)
            }
        }
    }

    @Test
    fun `a closed account is refused by Kotlin, and no crash`() {
        val account = Account(providers().first().name)
        account.close()
        assertThrows(IllegalStateException::class.java) { account.provider() }
    }

    @Test
    fun `history is rebuilt from what was seen`() {
        val seen = Observation(Subject.PAYMENT, Source.QUERY, native = "p", state = ObservedState.Payment(Status.PENDING))
        val timeline = rebuildTimeline(listOf(Sighting(now.plusSeconds(1), seen), Sighting(now, seen)))
        assertEquals(listOf(now), timeline.events.map { it.at })
    }
}
