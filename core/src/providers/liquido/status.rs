//! Liquido's words: what each means, and whose word it is. The words are matched exactly, letter case included.

use crate::profile::{Origin, Row};
use crate::status::{PayoutStatus, RefundStatus, State, Status};

const fn charge(word: &'static str, status: Status, origin: Origin) -> Row {
    Row { word, state: State::Payment(status), origin }
}

const fn refund(word: &'static str, status: RefundStatus, origin: Origin) -> Row {
    Row { word, state: State::Refund(status), origin }
}

const fn payout(word: &'static str, status: PayoutStatus) -> Row {
    Row { word, state: State::Payout(status), origin: Origin::Documented }
}

/// Charges and payment links have one vocabulary. A link's `INITIAL_STATUS` of a refund means that there is none, so that
/// word is in no row of refunds.
pub(super) static TABLE: &[Row] = &[
    charge("INITIAL_STATUS", Status::Pending, Origin::Documented),
    charge("IN_PROGRESS", Status::Pending, Origin::Documented),
    charge("AUTHORIZED", Status::Authorized, Origin::Documented),
    charge("SETTLED", Status::Paid, Origin::Documented),
    charge("FAILED", Status::Failed, Origin::Documented),
    charge("CANCELLED", Status::Cancelled, Origin::Documented),
    charge("EXPIRED", Status::Expired, Origin::Observed),
    charge("REFUNDING", Status::Refunding, Origin::Documented),
    charge("REFUNDED", Status::Refunded, Origin::Documented),
    charge("CHARGED_BACK", Status::ChargedBack, Origin::Documented),
    refund("IN_PROGRESS", RefundStatus::Pending, Origin::Documented),
    refund("SETTLED", RefundStatus::Succeeded, Origin::Documented),
    refund("FAILED", RefundStatus::Failed, Origin::Documented),
    refund("REFUNDED", RefundStatus::Succeeded, Origin::Ours),
    payout("IN_PROGRESS", PayoutStatus::Pending),
    payout("SETTLED", PayoutStatus::Paid),
    payout("REJECTED", PayoutStatus::Rejected),
    payout("FAILED", PayoutStatus::Failed),
];

/// The event types, and the state that each leads to expect. The subject is told by the type alone, for a refund and its
/// charge have the same fields.
pub(super) static EVENTS: &[(&str, State)] = &[
    ("CHARGE_SUCCEEDED", State::Payment(Status::Paid)),
    ("CHARGE_FAILED", State::Payment(Status::Failed)),
    ("CHARGE_CHARGED_BACK", State::Payment(Status::ChargedBack)),
    ("CHARGE_REFUND_SUCCEEDED", State::Refund(RefundStatus::Succeeded)),
    ("CHARGE_REFUND_FAILED", State::Refund(RefundStatus::Failed)),
];
