// A checkout screen's model, without a UI toolkit: what to show, and when to ask the backend again. It holds no key.

package dev.paystate.example

import dev.paystate.Account
import dev.paystate.Payment
import dev.paystate.Phase
import dev.paystate.Schedule
import dev.paystate.Stage
import dev.paystate.Status
import dev.paystate.phase
import java.time.Duration
import java.time.Instant

/** What the screen shows. */
sealed interface Screen {
    /** The payer can pay, for so long. */
    data class Pay(val timeLeft: Duration) : Screen

    /** Too late to begin; a payment that is under way is still waited for, for so long. */
    data class Confirming(val timeLeft: Duration) : Screen

    /** Time is up, or the payer came back; only the backend knows more. */
    data object Checking : Screen

    /** The money is here. */
    data object Paid : Screen

    /** The money did not come. */
    data class NotPaid(val status: Status) : Screen

    /** The money goes, or went, back. */
    data object Returned : Screen
}

/**
 * [account] is opened without keys, to read redirects. [elapsed] is the device's monotonic clock, as
 * `SystemClock.elapsedRealtime` on Android: the wall clock of a phone may be wrong, and the payer can set it.
 *
 * Call [update] with every answer of the backend, [push] when one of its pushes comes, [redirect] with the URL that the payer
 * came back to; draw [screen] as often as the countdown ticks, and ask the backend whenever [shouldAsk] says so.
 */
class CheckoutModel(private val account: Account, private val elapsed: () -> Duration) {
    private var payment: Payment? = null
    private var serverTime: Instant = Instant.EPOCH
    private var takenAt: Duration = Duration.ZERO
    private var askAt: Instant? = Instant.EPOCH
    private var cameBack = false

    /** The backend's time now: what it said, and what has passed since. */
    private val now: Instant get() = serverTime + (elapsed() - takenAt)

    /** The backend's answer: the payment's JSON form, and its time when it answered. One that was overtaken says nothing. */
    fun update(json: String, serverTime: Instant) {
        if (payment != null && serverTime < this.serverTime) return
        this.serverTime = serverTime
        takenAt = elapsed()
        payment = Payment.fromJson(json)
        cameBack = false
        askAt = schedule()?.pollAt
    }

    /** A push came. It is a hint like any other: whatever it says, the backend is asked. */
    fun push() {
        askAt = now
    }

    /** The payer came back by [url]. It is unsigned, so that it can only make us ask, whatever status it names. */
    fun redirect(url: String) {
        val payment = payment ?: return
        val progress = payment.advance(account.parseRedirect(url), now)
        cameBack = progress.payment.status.phase == Phase.OPEN
        askAt = progress.pollAt
    }

    /** Whether to ask the backend now. */
    val shouldAsk: Boolean get() = askAt?.let { it <= now } ?: false

    /** What to show now. */
    fun screen(): Screen {
        val payment = payment ?: return Screen.Checking
        return when (payment.status.phase) {
            Phase.OPEN -> open(payment.schedule(now))
            Phase.WON -> Screen.Paid
            Phase.LOST -> Screen.NotPaid(payment.status)
            Phase.REVERSED -> Screen.Returned
        }
    }

    private fun open(schedule: Schedule): Screen = when (schedule.stage.takeUnless { cameBack }) {
        Stage.WINDOW -> Screen.Pay(schedule.timeLeft)
        Stage.GRACE -> Screen.Confirming(schedule.timeLeft)
        // A passed deadline never ends a payment: only the backend's next answer does.
        Stage.OVERDUE, null -> Screen.Checking
    }

    private fun schedule(): Schedule? = payment?.schedule(now)
}
