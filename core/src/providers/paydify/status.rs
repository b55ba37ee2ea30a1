//! Paydify's words: what each means, and whose word it is. Newer merchants get capitals, early ones small letters, so the
//! case of letters is left aside.

use crate::profile::{Origin, Row};
use crate::status::{RefundStatus, State, Status};

const fn payment(word: &'static str, status: Status) -> Row {
    Row { word, state: State::Payment(status), origin: Origin::Documented }
}

/// The page of the refund statuses was never seen, so every word but the samples' one is unknown.
pub(super) static TABLE: &[Row] = &[
    payment("INIT", Status::Pending),
    payment("PENDING", Status::Processing),
    payment("PAID", Status::Paid),
    payment("FAILED", Status::Failed),
    payment("REFUNDED", Status::Refunded),
    Row { word: "pending", state: State::Refund(RefundStatus::Pending), origin: Origin::Documented },
];

/// The reason of a payment that failed because its time was over: there is no status word for that.
pub(super) const TIMEOUT: &str = "timeout";
