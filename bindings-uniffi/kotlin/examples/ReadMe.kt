// What README shows: a phone, which holds no keys.

package dev.paystate.example

// README begins here.
import dev.paystate.*
import java.time.Instant

/** [json] is the payment as the backend stores it, [now] the backend's time, carried on with the phone's monotonic clock. */
fun whatToShow(json: String, now: Instant): String {
    val payment = Payment.fromJson(json)
    val schedule = payment.schedule(now)
    return when (payment.status.phase) {
        Phase.OPEN -> if (schedule.stage == Stage.WINDOW) "Pay within ${schedule.timeLeft.seconds} s" else "Checking …"
        Phase.WON -> "Paid"
        Phase.LOST, Phase.REVERSED -> "Not paid"
    }
}

/** The payer came back by [url]: unsigned, whatever it says. It makes the app ask its backend, and never shows "paid". */
fun cameBack(payment: Payment, url: String, now: Instant): Progress =
    payment.advance(Account.payin().parseRedirect(url), now) // an account without keys reads redirects
// README ends here.
