//! PayIn's words: what each means, and whose word it is. The words are matched exactly, letter case included.

use crate::profile::{Origin, Row};
use crate::status::{DepositStatus, State, Status};

const fn order(word: &'static str, status: Status, origin: Origin) -> Row {
    Row { word, state: State::Payment(status), origin }
}

const fn deposit(word: &'static str, status: DepositStatus, origin: Origin) -> Row {
    Row { word, state: State::Deposit(status), origin }
}

/// The orders page prints the first three; the newer pages name the others in prose only. `overpaid` is in no row: it is
/// unknown until the provider says `completed`.
pub(super) static TABLE: &[Row] = &[
    order("pending", Status::Pending, Origin::Documented),
    order("completed", Status::Paid, Origin::Documented),
    order("expired", Status::Expired, Origin::Documented),
    order("created", Status::Pending, Origin::Ours),
    order("pending_payment", Status::Pending, Origin::Ours),
    order("pending_confirmation", Status::Pending, Origin::Ours),
    order("underpaid", Status::PartiallyPaid, Origin::Ours),
    order("paid", Status::Paid, Origin::Ours),
    order("confirmed", Status::Paid, Origin::Ours),
    order("failed", Status::Failed, Origin::Observed),
    order("cancelled", Status::Cancelled, Origin::Observed),
    order("canceled", Status::Cancelled, Origin::Observed),
    deposit("pending", DepositStatus::Detected, Origin::Documented),
    deposit("confirmed", DepositStatus::Credited, Origin::Documented),
    deposit("completed", DepositStatus::Credited, Origin::Documented),
];

/// The event types that are about an order or a deposit, and the state that each tells where its data has no word.
pub(super) static EVENTS: &[(&str, State)] = &[
    ("order.created", State::Payment(Status::Pending)),
    ("order.completed", State::Payment(Status::Paid)),
    ("order.expired", State::Payment(Status::Expired)),
    ("order.failed", State::Payment(Status::Failed)),
    ("deposit.pending", State::Deposit(DepositStatus::Detected)),
    ("deposit.confirmed", State::Deposit(DepositStatus::Credited)),
    ("deposit.completed", State::Deposit(DepositStatus::Credited)),
];
