//! The canonical words: what a provider's vocabulary is translated into, and nothing about any provider.
//!
//! A word is here because it changes what a merchant does. What may follow what is in
//! [`lifecycle`](crate::Step); which wire spelling means which word is in each provider's `TABLE`.

use crate::words::words;

words! {
    /// The state of a payment. The order of declaration is the rank, lowest first: any source but a
    /// query can only raise it.
    ///
    /// ```
    /// use paystate::{Phase, Status};
    ///
    /// assert!(Status::Pending < Status::Paid);
    /// assert_eq!(Status::PartiallyPaid.phase(), Phase::Open);
    /// // "Final" is two questions: an expired payment is not polled any more, yet late money may come.
    /// assert!(Status::Expired.stops_polling());
    /// assert!(Status::Expired.may_still_change());
    /// ```
    pub enum Status as "status" {
        /// Asked for; no money has moved.
        Pending = "pending",
        /// Money moves, but has not arrived.
        Processing = "processing",
        /// Money is held on the payer's card.
        Authorized = "authorized",
        /// Some of the money is here.
        PartiallyPaid = "partially_paid",
        /// The provider stopped waiting.
        Expired = "expired",
        /// The attempt failed.
        Failed = "failed",
        /// Somebody called it off.
        Cancelled = "cancelled",
        /// The money is here.
        Paid = "paid",
        /// The money is going back.
        Refunding = "refunding",
        /// The money went back.
        Refunded = "refunded",
        /// The payer's bank took the money back.
        ChargedBack = "charged_back",
    }
}

impl Status {
    /// The phase that this status belongs to.
    ///
    /// ```
    /// assert_eq!(paystate::Status::Refunding.phase(), paystate::Phase::Reversed);
    /// ```
    #[must_use]
    pub const fn phase(self) -> Phase {
        match self {
            Self::Pending | Self::Processing | Self::Authorized | Self::PartiallyPaid => Phase::Open,
            Self::Expired | Self::Failed | Self::Cancelled => Phase::Lost,
            Self::Paid => Phase::Won,
            Self::Refunding | Self::Refunded | Self::ChargedBack => Phase::Reversed,
        }
    }

    /// Whether routine polling ends here: every phase but [`Phase::Open`].
    ///
    /// ```
    /// assert!(!paystate::Status::Processing.stops_polling());
    /// ```
    #[must_use]
    pub const fn stops_polling(self) -> bool {
        !matches!(self.phase(), Phase::Open)
    }

    /// Whether the lifecycle lets anything follow: all but [`Status::ChargedBack`]. What a given
    /// provider can still send is narrower; ask [`explain`](crate::explain) for that.
    ///
    /// ```
    /// assert!(paystate::Status::Paid.may_still_change());
    /// assert!(!paystate::Status::ChargedBack.may_still_change());
    /// ```
    #[must_use]
    pub fn may_still_change(self) -> bool {
        Self::ALL.iter().any(|&next| crate::lifecycle::moves_on(self, next))
    }
}

words! {
    /// What a [`Status`] means for the order behind the payment.
    ///
    /// ```
    /// use paystate::{Phase, Status};
    ///
    /// let lost = Status::ALL.iter().filter(|status| status.phase() == Phase::Lost);
    /// assert!(lost.eq(&[Status::Expired, Status::Failed, Status::Cancelled]));
    /// ```
    pub enum Phase as "phase" {
        /// Undecided: keep asking.
        Open = "open",
        /// The money did not come.
        Lost = "lost",
        /// The money is here.
        Won = "won",
        /// The money went, or is going, back.
        Reversed = "reversed",
    }
}

words! {
    /// What an observation is about. Each subject has a vocabulary of its own, so that a settled
    /// refund can never pay a charge.
    ///
    /// ```
    /// use paystate::{Observation, Payment, Status, Step, Subject};
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let seen = Observation::from_json(r#"{"subject":"refund","status":"succeeded","source":"webhook"}"#)?;
    /// let progress = Payment::new(Status::Pending).advance(&seen, now);
    /// assert_eq!((seen.subject, progress.step), (Subject::Refund, Step::Aside));
    /// assert_eq!(progress.payment.status, Status::Pending);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum Subject as "subject" {
        /// A payment: the only subject with a lifecycle.
        Payment = "payment",
        /// Money on its way back to a payer.
        Refund = "refund",
        /// Money sent out by the merchant.
        Payout = "payout",
        /// Money that came without an order.
        Deposit = "deposit",
        /// Money handed by the provider to the merchant.
        Settlement = "settlement",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// The state of a refund.
    ///
    /// ```
    /// use paystate::{RefundStatus, State, Subject, explain};
    ///
    /// let word = explain("pelago", Subject::Refund, "completed")?;
    /// assert_eq!(word.status, Some(State::Refund(RefundStatus::Succeeded)));
    /// assert!(word.stops_polling && !word.may_still_change);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum RefundStatus as "status" {
        /// Asked for, not done.
        Pending = "pending",
        /// The money went back.
        Succeeded = "succeeded",
        /// The refund did not happen.
        Failed = "failed",
    }
}

words! {
    /// The state of a payout.
    ///
    /// ```
    /// use paystate::{PayoutStatus, State, Subject, explain};
    ///
    /// let word = explain("liquido", Subject::Payout, "SETTLED")?;
    /// assert_eq!(word.status, Some(State::Payout(PayoutStatus::Paid)));
    /// assert!(word.stops_polling && word.may_still_change, "the money may be returned");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum PayoutStatus as "status" {
        /// Asked for, not done.
        Pending = "pending",
        /// The money was sent; it may still be returned.
        Paid = "paid",
        /// Refused before it was tried.
        Rejected = "rejected",
        /// Tried in vain.
        Failed = "failed",
    }
}

words! {
    /// The state of a settlement.
    ///
    /// ```
    /// use paystate::{SettlementStatus, State, Subject, explain};
    ///
    /// let word = explain("pelago", Subject::Settlement, "pending")?;
    /// assert_eq!(word.status, Some(State::Settlement(SettlementStatus::Pending)));
    /// assert!(!word.stops_polling);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum SettlementStatus as "status" {
        /// On its way.
        Pending = "pending",
        /// The merchant has the money.
        Succeeded = "succeeded",
        /// It did not arrive.
        Failed = "failed",
    }
}

words! {
    /// The state of a deposit.
    ///
    /// ```
    /// use paystate::{DepositStatus, State, Subject, explain};
    ///
    /// let word = explain("payin", Subject::Deposit, "pending")?;
    /// assert_eq!(word.status, Some(State::Deposit(DepositStatus::Detected)));
    /// assert_eq!(explain("payin", Subject::Deposit, "expired")?.status, None, "an order's word alone");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum DepositStatus as "status" {
        /// Seen, not yet certain.
        Detected = "detected",
        /// Certain.
        Credited = "credited",
    }
}

/// A canonical state together with the vocabulary that it belongs to.
///
/// ```
/// use paystate::{RefundStatus, State, Status, Subject};
///
/// let state = State::Refund(RefundStatus::Succeeded);
/// assert_eq!((state.subject(), state.as_str()), (Subject::Refund, "succeeded"));
/// assert_eq!(state.payment(), None);
/// assert_eq!(State::from_word(Subject::Payment, "paid"), Some(State::Payment(Status::Paid)));
/// assert_eq!(State::from_word(Subject::Refund, "paid"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Of a payment.
    Payment(Status),
    /// Of a refund.
    Refund(RefundStatus),
    /// Of a payout.
    Payout(PayoutStatus),
    /// Of a settlement.
    Settlement(SettlementStatus),
    /// Of a deposit.
    Deposit(DepositStatus),
}

impl State {
    /// The vocabulary that the word belongs to.
    ///
    /// ```
    /// use paystate::{State, Status, Subject};
    /// assert_eq!(State::Payment(Status::Paid).subject(), Subject::Payment);
    /// ```
    #[must_use]
    pub const fn subject(self) -> Subject {
        match self {
            Self::Payment(_) => Subject::Payment,
            Self::Refund(_) => Subject::Refund,
            Self::Payout(_) => Subject::Payout,
            Self::Settlement(_) => Subject::Settlement,
            Self::Deposit(_) => Subject::Deposit,
        }
    }

    /// The word itself.
    ///
    /// ```
    /// use paystate::{DepositStatus, State};
    /// assert_eq!(State::Deposit(DepositStatus::Credited).as_str(), "credited");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Payment(word) => word.as_str(),
            Self::Refund(word) => word.as_str(),
            Self::Payout(word) => word.as_str(),
            Self::Settlement(word) => word.as_str(),
            Self::Deposit(word) => word.as_str(),
        }
    }

    /// The state that `word` names in the vocabulary of `subject`, if any.
    ///
    /// ```
    /// use paystate::{State, Subject};
    /// assert_eq!(State::from_word(Subject::Other, "paid"), None);
    /// ```
    #[must_use]
    pub fn from_word(subject: Subject, word: &str) -> Option<Self> {
        match subject {
            Subject::Payment => Status::from_word(word).map(Self::Payment),
            Subject::Refund => RefundStatus::from_word(word).map(Self::Refund),
            Subject::Payout => PayoutStatus::from_word(word).map(Self::Payout),
            Subject::Settlement => SettlementStatus::from_word(word).map(Self::Settlement),
            Subject::Deposit => DepositStatus::from_word(word).map(Self::Deposit),
            Subject::Other => None,
        }
    }

    /// The payment status; `None` for every other subject.
    ///
    /// ```
    /// use paystate::{State, Status};
    /// assert_eq!(State::Payment(Status::Paid).payment(), Some(Status::Paid));
    /// ```
    #[must_use]
    pub const fn payment(self) -> Option<Status> {
        match self {
            Self::Payment(status) => Some(status),
            Self::Refund(_) | Self::Payout(_) | Self::Settlement(_) | Self::Deposit(_) => None,
        }
    }

    /// Whether routine polling of this subject ends here.
    ///
    /// ```
    /// use paystate::{RefundStatus, State};
    /// assert!(!State::Refund(RefundStatus::Pending).stops_polling());
    /// ```
    #[must_use]
    pub const fn stops_polling(self) -> bool {
        match self {
            Self::Payment(status) => status.stops_polling(),
            Self::Refund(word) => !matches!(word, RefundStatus::Pending),
            Self::Payout(word) => !matches!(word, PayoutStatus::Pending),
            Self::Settlement(word) => !matches!(word, SettlementStatus::Pending),
            Self::Deposit(word) => !matches!(word, DepositStatus::Detected),
        }
    }
}
