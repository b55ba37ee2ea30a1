//! Pelago's words: what each means, and whose word it is. The words are matched exactly, letter case included.

use crate::profile::{Origin, Row};
use crate::status::{RefundStatus, SettlementStatus, State, Status};

const fn payment(word: &'static str, status: Status) -> Row {
    Row { word, state: State::Payment(status), origin: Origin::Documented }
}

const fn refund(word: &'static str, status: RefundStatus) -> Row {
    Row { word, state: State::Refund(status), origin: Origin::Documented }
}

const fn settlement(word: &'static str, status: SettlementStatus) -> Row {
    Row { word, state: State::Settlement(status), origin: Origin::Documented }
}

/// The status page prints seven words of a payment, the payment flow page two more: `settled` in its table, `partial` in
/// its prose. There is a call that cancels, yet no word for what it leaves behind, so `cancelled` is in no row.
pub(super) static TABLE: &[Row] = &[
    payment("created", Status::Pending),
    payment("pending", Status::Pending),
    payment("processing", Status::Processing),
    payment("partial", Status::PartiallyPaid),
    payment("completed", Status::Paid),
    payment("settled", Status::Paid),
    payment("failed", Status::Failed),
    payment("expired", Status::Expired),
    payment("refunded", Status::Refunded),
    refund("pending", RefundStatus::Pending),
    refund("completed", RefundStatus::Succeeded),
    refund("failed", RefundStatus::Failed),
    settlement("pending", SettlementStatus::Pending),
    settlement("completed", SettlementStatus::Succeeded),
    settlement("failed", SettlementStatus::Failed),
];

/// The event types that tell a state, for where their data has no word.
pub(super) static EVENTS: &[(&str, State)] = &[
    ("payment.completed", State::Payment(Status::Paid)),
    ("payment.settled", State::Payment(Status::Paid)),
    ("payment.failed", State::Payment(Status::Failed)),
    ("payment.expired", State::Payment(Status::Expired)),
    ("payment.refunded", State::Payment(Status::Refunded)),
    ("refund.completed", State::Refund(RefundStatus::Succeeded)),
    ("settlement.completed", State::Settlement(SettlementStatus::Succeeded)),
    ("settlement.failed", State::Settlement(SettlementStatus::Failed)),
];

/// The beginning of every event type that is about a payment, those of no table too.
pub(super) const PAYMENT_EVENTS: &str = "payment.";
