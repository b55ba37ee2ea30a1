//! What is asked with. Plain values that can be stored.

use paystate::{Json, Subject};

use crate::PaystateError;
use crate::scalars::{Instant, Whole32};

/// What a question is about: the provider's `id`, the merchant's `reference`, or both. Ask with it, and read the answer
/// with the same one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Target {
    /// What it is.
    pub subject: Subject,
    /// The provider's id.
    #[uniffi(default = None)]
    pub id: Option<String>,
    /// The merchant's reference.
    #[uniffi(default = None)]
    pub reference: Option<String>,
}

#[uniffi::export]
impl Target {
    /// The JSON form, the same in every language.
    pub fn to_json(&self) -> Result<String, PaystateError> {
        Ok(paystate::Target::from(self.clone()).to_json())
    }
}

impl From<paystate::Target> for Target {
    fn from(paystate::Target { subject, id, reference }: paystate::Target) -> Self {
        Self { subject, id, reference }
    }
}

impl From<Target> for paystate::Target {
    fn from(Target { subject, id, reference }: Target) -> Self {
        Self { subject, id, reference }
    }
}

/// A sum as the caller writes it: it is sent as given, or as the number of the same value where the provider wants one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Price {
    /// Digits with at most one point: no sign, no exponent, more than 0.
    pub value: String,
    /// The currency, as the provider spells it.
    pub currency: String,
}

/// An order to be made. An empty text is absent.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Order {
    /// The merchant's reference: unique, for it finds the order again after a create whose outcome is unknown.
    pub reference: String,
    /// What is asked for.
    pub amount: Option<Price>,
    /// The network, chain or method, in the provider's word.
    #[uniffi(default = None)]
    pub network: Option<String>,
    /// The merchant's own data: a JSON object as text.
    #[uniffi(default = None)]
    pub metadata: Option<Json>,
    /// Where the payer goes after paying.
    #[uniffi(default = None)]
    pub success_url: Option<String>,
    /// Where the payer goes after giving up.
    #[uniffi(default = None)]
    pub cancel_url: Option<String>,
    /// The provider's own fields under their own names: a JSON object as text.
    #[uniffi(default = None)]
    pub extra: Option<Json>,
}

#[uniffi::export]
impl Order {
    /// What to ask about the payment that this order makes with.
    pub fn target(&self) -> Result<Target, PaystateError> {
        Ok(paystate::Target::from(&self.core()).into())
    }

    /// The JSON form, the same in every language.
    pub fn to_json(&self) -> Result<String, PaystateError> {
        Ok(self.core().to_json())
    }
}

impl Order {
    fn core(&self) -> paystate::Order {
        self.clone().into()
    }
}

impl From<paystate::Order> for Order {
    fn from(order: paystate::Order) -> Self {
        let paystate::Order { reference, amount, network, metadata, success_url, cancel_url, extra } = order;
        let amount = amount.map(|paystate::Price { value, currency }| Price { value, currency });
        Self { reference, amount, network, metadata, success_url, cancel_url, extra }
    }
}

impl From<Order> for paystate::Order {
    fn from(order: Order) -> Self {
        let Order { reference, amount, network, metadata, success_url, cancel_url, extra } = order;
        let amount = amount.map(|Price { value, currency }| paystate::Price { value, currency });
        Self { reference, amount, network, metadata, success_url, cancel_url, extra }
    }
}

/// What to list. `status` and `sort_by` are the provider's own words; a filter that the provider lacks is `misuse`, never
/// dropped in silence.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Listing {
    /// The provider's status word.
    #[uniffi(default = None)]
    pub status: Option<String>,
    /// How many rows a page has at the most.
    #[uniffi(default = None)]
    pub limit: Option<Whole32>,
    /// Where the page begins, where the provider counts so.
    #[uniffi(default = None)]
    pub cursor: Option<String>,
    /// The page's number from 1, where the provider counts so.
    #[uniffi(default = None)]
    pub page: Option<Whole32>,
    /// Created at this instant or later.
    #[uniffi(default = None)]
    pub created_from: Option<Instant>,
    /// Created at this instant or earlier.
    #[uniffi(default = None)]
    pub created_to: Option<Instant>,
    /// The currency or coin.
    #[uniffi(default = None)]
    pub currency: Option<String>,
    /// The network or chain.
    #[uniffi(default = None)]
    pub network: Option<String>,
    /// The merchant's reference. Providers may search for a part of it.
    #[uniffi(default = None)]
    pub reference: Option<String>,
    /// The provider's name of the field to sort by.
    #[uniffi(default = None)]
    pub sort_by: Option<String>,
    /// `asc` or `desc`.
    #[uniffi(default = None)]
    pub sort_order: Option<String>,
}

#[uniffi::export]
impl Listing {
    /// The JSON form, the same in every language.
    pub fn to_json(&self) -> Result<String, PaystateError> {
        Ok(paystate::Listing::from(self.clone()).to_json())
    }
}

impl From<paystate::Listing> for Listing {
    fn from(listing: paystate::Listing) -> Self {
        let paystate::Listing {
            status,
            limit,
            cursor,
            page,
            created_from,
            created_to,
            currency,
            network,
            reference,
            sort_by,
            sort_order,
        } = listing;
        let (limit, page) = (limit.map(Whole32), page.map(Whole32));
        Self {
            status,
            limit,
            cursor,
            page,
            created_from,
            created_to,
            currency,
            network,
            reference,
            sort_by,
            sort_order,
        }
    }
}

impl From<Listing> for paystate::Listing {
    fn from(listing: Listing) -> Self {
        let Listing {
            status,
            limit,
            cursor,
            page,
            created_from,
            created_to,
            currency,
            network,
            reference,
            sort_by,
            sort_order,
        } = listing;
        let (limit, page) = (limit.map(|number| number.0), page.map(|number| number.0));
        Self {
            status,
            limit,
            cursor,
            page,
            created_from,
            created_to,
            currency,
            network,
            reference,
            sort_by,
            sort_order,
        }
    }
}
