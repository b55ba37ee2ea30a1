//! The record that the caller stores, what an observation does to it, and its time.

use std::time::Duration;

use paystate::{Action, Stage, Status, Step, Verdict, Why};

use crate::observation::{extra, extra_fields};
use crate::scalars::{Decimal, Instant};
use crate::{ExtraField, Money, Observation, PaystateError, Target};

/// What the merchant asked for, against which everything that comes is checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Eq, Hash)]
pub struct Asked {
    /// The sum, in major units.
    pub amount: Decimal,
    /// The currency, as the provider spells it.
    pub currency: String,
    /// The merchant's reference.
    #[uniffi(default = None)]
    pub reference: Option<String>,
}

/// What is known of a payment: a plain record that the caller stores, by compare-and-set, before acting on it.
///
/// Make one with `Account.openOrder`, or read a stored one with `Payment.fromJson`. Only `advance` and `settle` change it,
/// and both return a new one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Payment {
    /// The recorded status.
    pub status: Status,
    /// The provider.
    #[uniffi(default = None)]
    pub provider: Option<String>,
    /// The provider's id.
    #[uniffi(default = None)]
    pub id: Option<String>,
    /// The merchant's reference.
    #[uniffi(default = None)]
    pub reference: Option<String>,
    /// What was asked for; without it sums are not checked.
    #[uniffi(default = None)]
    pub asked: Option<Asked>,
    /// The provider's word behind it.
    #[uniffi(default = None)]
    pub native: Option<String>,
    /// Whether `fulfill` was given, or a person fulfilled. Never clears.
    #[uniffi(default = false)]
    pub fulfilled: bool,
    /// Whether `release` was given, or a person released. Never clears.
    #[uniffi(default = false)]
    pub released: bool,
    /// Whether `reverse` was given, or a person reversed. Never clears.
    #[uniffi(default = false)]
    pub reversed: bool,
    /// The largest sum that is known to have come and that nothing answers yet: neither goods nor a refund.
    #[uniffi(default = None)]
    pub held: Option<Money>,
    /// When it was created.
    #[uniffi(default = None)]
    pub created_at: Option<Instant>,
    /// When the payment window ends.
    #[uniffi(default = None)]
    pub window_ends_at: Option<Instant>,
    /// When the grace period ends.
    #[uniffi(default = None)]
    pub grace_ends_at: Option<Instant>,
    /// When `status` last changed.
    #[uniffi(default = None)]
    pub changed_at: Option<Instant>,
    /// What a newer release, or the caller, keeps in the same JSON object.
    #[uniffi(default = [])]
    pub other: Vec<ExtraField>,
}

#[uniffi::export]
impl Payment {
    /// Takes in what was seen: how it relates to the record, what came of the money, what to do, and when to ask again.
    /// Store the payment that comes back by compare-and-set before acting. Of a timeline, advance by the newest event only.
    ///
    /// Every trouble with the message is in the result. An error can only be `misuse`: a sum or an instant in the arguments
    /// that the library cannot hold.
    pub fn advance(&self, seen: Observation, now: Instant) -> Result<Progress, PaystateError> {
        Ok(self.core().advance(&seen.into(), now).into())
    }

    /// The countdown and the poll plan at `now`. A passed deadline never ends a payment.
    ///
    /// `not_before` holds the next poll back: the `retry_at` of a refusal, or the caller's own trouble. An error can only be
    /// `misuse`: an instant in the arguments that the library cannot hold.
    #[uniffi::method(default(not_before = None))]
    pub fn schedule(&self, now: Instant, not_before: Option<Instant>) -> Result<Schedule, PaystateError> {
        Ok(self.core().schedule(now, not_before).into())
    }

    /// The record with the latches that a person set by hand after an `escalate`; a latch never clears.
    #[uniffi::method(default(fulfilled = false, released = false, reversed = false))]
    pub fn settle(&self, fulfilled: bool, released: bool, reversed: bool) -> Result<Self, PaystateError> {
        Ok(self.core().settle(fulfilled, released, reversed).into())
    }

    /// What to ask about this payment with: its id, and its reference or the one that was asked with.
    pub fn target(&self) -> Result<Target, PaystateError> {
        Ok(paystate::Target::from(&self.core()).into())
    }

    /// The JSON form, the same in every language: store this.
    pub fn to_json(&self) -> Result<String, PaystateError> {
        Ok(self.core().to_json())
    }
}

impl Payment {
    fn core(&self) -> paystate::Payment {
        self.clone().into()
    }
}

impl From<paystate::Payment> for Payment {
    fn from(payment: paystate::Payment) -> Self {
        Self {
            other: extra_fields(payment.other().clone()),
            status: payment.status,
            provider: payment.provider,
            id: payment.id,
            reference: payment.reference,
            asked: payment.asked.map(Into::into),
            native: payment.native,
            fulfilled: payment.fulfilled,
            released: payment.released,
            reversed: payment.reversed,
            held: payment.held.map(Into::into),
            created_at: payment.created_at,
            window_ends_at: payment.window_ends_at,
            grace_ends_at: payment.grace_ends_at,
            changed_at: payment.changed_at,
        }
    }
}

impl From<Payment> for paystate::Payment {
    fn from(from: Payment) -> Self {
        let Payment {
            status,
            provider,
            id,
            reference,
            asked,
            native,
            fulfilled,
            released,
            reversed,
            held,
            created_at,
            window_ends_at,
            grace_ends_at,
            changed_at,
            other,
        } = from;
        let mut payment = Self::new(status).with_other(extra(other));
        payment.provider = provider;
        payment.id = id;
        payment.reference = reference;
        payment.asked = asked.map(Into::into);
        payment.native = native;
        payment.fulfilled = fulfilled;
        payment.released = released;
        payment.reversed = reversed;
        payment.held = held.map(Into::into);
        payment.created_at = created_at;
        payment.window_ends_at = window_ends_at;
        payment.grace_ends_at = grace_ends_at;
        payment.changed_at = changed_at;
        payment
    }
}

impl From<paystate::Asked> for Asked {
    fn from(asked: paystate::Asked) -> Self {
        Self { amount: asked.amount, currency: asked.currency, reference: asked.reference }
    }
}

impl From<Asked> for paystate::Asked {
    fn from(Asked { amount, currency, reference }: Asked) -> Self {
        let mut asked = Self::new(amount, currency);
        asked.reference = reference;
        asked
    }
}

/// What an observation did to a payment, and what to do now.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Progress {
    /// The record to store.
    pub payment: Payment,
    /// How the observation relates to the record.
    pub step: Step,
    /// What came, compared with what was asked.
    pub verdict: Verdict,
    /// What to do.
    pub action: Action,
    /// When to ask the provider again; absent where there is no need.
    pub poll_at: Option<Instant>,
    /// Why, as a closed word with a sentence.
    pub why: Why,
    /// Money of the payer that no goods answer: the payment is lost, or was released unfulfilled, and yet this sum came.
    pub held: Option<Money>,
}

impl From<paystate::Progress> for Progress {
    fn from(progress: paystate::Progress) -> Self {
        Self {
            payment: progress.payment.into(),
            step: progress.step,
            verdict: progress.verdict,
            action: progress.action,
            poll_at: progress.poll_at,
            why: progress.why,
            held: progress.held.map(Into::into),
        }
    }
}

/// A payment's time at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Schedule {
    /// Where `now` lies; absent where the payment has no window.
    pub stage: Option<Stage>,
    /// When the payment window ends.
    pub window_ends_at: Option<Instant>,
    /// When the grace period ends.
    pub grace_ends_at: Option<Instant>,
    /// Time to the end of the current stage, exact to the millisecond; zero when overdue or without a window.
    pub time_left: Duration,
    /// When to ask the provider again; absent where there is no need. Wake at this instant or after it, never before.
    pub poll_at: Option<Instant>,
    /// When asking ends without an answer; absent where nothing is being asked.
    pub give_up_at: Option<Instant>,
    /// Whether `give_up_at` has passed without a decision: tell a person.
    pub exhausted: bool,
}

impl From<paystate::Schedule> for Schedule {
    fn from(schedule: paystate::Schedule) -> Self {
        Self {
            stage: schedule.stage,
            window_ends_at: schedule.window_ends_at,
            grace_ends_at: schedule.grace_ends_at,
            time_left: schedule.time_left,
            poll_at: schedule.poll_at,
            give_up_at: schedule.give_up_at,
            exhausted: schedule.exhausted,
        }
    }
}
