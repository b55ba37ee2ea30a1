// What README shows: a phone, which holds no keys.

// README begins here.
import Foundation
import Paystate

/// `json` is the payment as the backend stores it, `now` the backend's time, carried on with the phone's monotonic clock.
func whatToShow(json: String, now: Date) throws -> String {
    let payment = try Payment.fromJson(json)
    let schedule = try payment.schedule(now: now)
    return switch payment.status.phase {
    case .open: schedule.stage == .window ? "Pay within \(Int(schedule.timeLeft)) s" : "Checking …"
    case .won: "Paid"
    case .lost, .reversed: "Not paid"
    }
}

/// The payer came back by `url`: unsigned, whatever it says. It makes the app ask its backend, and never shows "paid".
func cameBack(_ payment: Payment, url: String, now: Date) throws -> PaymentProgress {
    // An account without keys reads redirects.
    try payment.advance(seen: Account.payin().parseRedirect(url: url), now: now)
}
// README ends here.
