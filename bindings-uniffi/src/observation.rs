//! What was seen, as a plain value with the core's fields.

use std::collections::HashSet;

use paystate::{
    DepositStatus, Json, Note, PayoutStatus, RefundStatus, SettlementStatus, Source, State, Status, Subject,
};

use crate::PaystateError;
use crate::scalars::{Decimal, Instant, Whole64};

/// A sum, in major units of its currency. A provider may leave the currency out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Eq, Hash)]
pub struct Money {
    /// The exact value.
    pub value: Decimal,
    /// The currency or coin, as the provider spells it.
    #[uniffi(default = None)]
    pub currency: Option<String>,
}

impl From<paystate::Money> for Money {
    fn from(paystate::Money { value, currency }: paystate::Money) -> Self {
        Self { value, currency }
    }
}

impl From<Money> for paystate::Money {
    fn from(Money { value, currency }: Money) -> Self {
        Self { value, currency }
    }
}

/// A canonical state together with the vocabulary that it belongs to, so that a settled refund can never pay a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum ObservedState {
    /// Of a payment.
    Payment {
        /// The word.
        status: Status,
    },
    /// Of a refund.
    Refund {
        /// The word.
        status: RefundStatus,
    },
    /// Of a payout.
    Payout {
        /// The word.
        status: PayoutStatus,
    },
    /// Of a settlement.
    Settlement {
        /// The word.
        status: SettlementStatus,
    },
    /// Of a deposit.
    Deposit {
        /// The word.
        status: DepositStatus,
    },
}

impl From<State> for ObservedState {
    fn from(state: State) -> Self {
        match state {
            State::Payment(status) => Self::Payment { status },
            State::Refund(status) => Self::Refund { status },
            State::Payout(status) => Self::Payout { status },
            State::Settlement(status) => Self::Settlement { status },
            State::Deposit(status) => Self::Deposit { status },
        }
    }
}

impl From<ObservedState> for State {
    fn from(state: ObservedState) -> Self {
        match state {
            ObservedState::Payment { status } => Self::Payment(status),
            ObservedState::Refund { status } => Self::Refund(status),
            ObservedState::Payout { status } => Self::Payout(status),
            ObservedState::Settlement { status } => Self::Settlement(status),
            ObservedState::Deposit { status } => Self::Deposit(status),
        }
    }
}

/// A field of the provider's own, under its own name, as exact JSON.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ExtraField {
    /// The name.
    pub name: String,
    /// The value, as JSON text to the last digit.
    pub json: Json,
}

pub(crate) fn extra_fields(extra: paystate::Extra) -> Vec<ExtraField> {
    extra.into_iter().map(|(name, json)| ExtraField { name, json }).collect()
}

pub(crate) fn extra(fields: Vec<ExtraField>) -> paystate::Extra {
    fields.into_iter().map(|ExtraField { name, json }| (name, json)).collect()
}

/// What was seen of a payment, refund, payout, deposit or settlement at one moment. What is absent was not in the message;
/// nothing is guessed.
///
/// Built by hand or read from JSON, it is the caller's word: only `Account.receive` makes one that a provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Observation {
    /// What it is about.
    pub subject: Subject,
    /// How it came to us.
    pub source: Source,
    /// The provider that it came from.
    #[uniffi(default = None)]
    pub provider: Option<String>,
    /// The provider's id.
    #[uniffi(default = None)]
    pub id: Option<String>,
    /// The merchant's reference; of a refund, the charge that it belongs to, where the provider names it.
    #[uniffi(default = None)]
    pub reference: Option<String>,
    /// The status word as received; absent where the message has none.
    #[uniffi(default = None)]
    pub native: Option<String>,
    /// The canonical state; absent where the word is unknown or missing.
    #[uniffi(default = None)]
    pub state: Option<ObservedState>,
    /// What was asked for.
    #[uniffi(default = None)]
    pub amount: Option<Money>,
    /// What the payer paid.
    #[uniffi(default = None)]
    pub received: Option<Money>,
    /// What was given back.
    #[uniffi(default = None)]
    pub refunded: Option<Money>,
    /// The provider's fee.
    #[uniffi(default = None)]
    pub fee: Option<Money>,
    /// The hash of the transaction on its chain.
    #[uniffi(default = None)]
    pub transaction: Option<String>,
    /// How many confirmations the transaction has. It completes nothing; the status does.
    #[uniffi(default = None)]
    pub confirmations: Option<Whole64>,
    /// The network or chain, in the provider's word.
    #[uniffi(default = None)]
    pub network: Option<String>,
    /// The address to pay to.
    #[uniffi(default = None)]
    pub address: Option<String>,
    /// The page on which to pay.
    #[uniffi(default = None)]
    pub link: Option<String>,
    /// The payer's address or name.
    #[uniffi(default = None)]
    pub payer: Option<String>,
    /// When it was created.
    #[uniffi(default = None)]
    pub created_at: Option<Instant>,
    /// When it expires, as the provider put it; which end that is may be unclear.
    #[uniffi(default = None)]
    pub expires_at: Option<Instant>,
    /// When the payment window ends, where that is explicit or can be told.
    #[uniffi(default = None)]
    pub window_ends_at: Option<Instant>,
    /// When the grace period ends, where that is explicit or can be told.
    #[uniffi(default = None)]
    pub grace_ends_at: Option<Instant>,
    /// When it was completed.
    #[uniffi(default = None)]
    pub completed_at: Option<Instant>,
    /// The provider's reason for a failure.
    #[uniffi(default = None)]
    pub failure: Option<String>,
    /// The provider's other fields, in its order.
    #[uniffi(default = [])]
    pub extra: Vec<ExtraField>,
    /// What was noticed while reading.
    #[uniffi(default)]
    pub notes: HashSet<Note>,
}

#[uniffi::export]
impl Observation {
    /// The JSON form, the same in every language.
    pub fn to_json(&self) -> Result<String, PaystateError> {
        Ok(paystate::Observation::from(self.clone()).to_json())
    }
}

impl From<paystate::Observation> for Observation {
    fn from(seen: paystate::Observation) -> Self {
        Self {
            subject: seen.subject,
            source: seen.source,
            provider: seen.provider,
            id: seen.id,
            reference: seen.reference,
            native: seen.native,
            state: seen.state.map(Into::into),
            amount: seen.amount.map(Into::into),
            received: seen.received.map(Into::into),
            refunded: seen.refunded.map(Into::into),
            fee: seen.fee.map(Into::into),
            transaction: seen.transaction,
            confirmations: seen.confirmations.map(Whole64),
            network: seen.network,
            address: seen.address,
            link: seen.link,
            payer: seen.payer,
            created_at: seen.created_at,
            expires_at: seen.expires_at,
            window_ends_at: seen.window_ends_at,
            grace_ends_at: seen.grace_ends_at,
            completed_at: seen.completed_at,
            failure: seen.failure,
            extra: extra_fields(seen.extra),
            notes: seen.notes.iter().collect(),
        }
    }
}

impl From<Observation> for paystate::Observation {
    fn from(from: Observation) -> Self {
        let Observation {
            subject,
            source,
            provider,
            id,
            reference,
            native,
            state,
            amount,
            received,
            refunded,
            fee,
            transaction,
            confirmations,
            network,
            address,
            link,
            payer,
            created_at,
            expires_at,
            window_ends_at,
            grace_ends_at,
            completed_at,
            failure,
            extra: fields,
            notes,
        } = from;
        let mut seen = Self::new(subject, source);
        seen.provider = provider;
        seen.id = id;
        seen.reference = reference;
        seen.native = native;
        seen.state = state.map(Into::into);
        seen.amount = amount.map(Into::into);
        seen.received = received.map(Into::into);
        seen.refunded = refunded.map(Into::into);
        seen.fee = fee.map(Into::into);
        seen.transaction = transaction;
        seen.confirmations = confirmations.map(|number| number.0);
        seen.network = network;
        seen.address = address;
        seen.link = link;
        seen.payer = payer;
        seen.created_at = created_at;
        seen.expires_at = expires_at;
        seen.window_ends_at = window_ends_at;
        seen.grace_ends_at = grace_ends_at;
        seen.completed_at = completed_at;
        seen.failure = failure;
        seen.extra = extra(fields);
        seen.notes = notes.into_iter().collect();
        seen
    }
}
