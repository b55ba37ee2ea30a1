//! What is asked with: the target of a question, and the order that a create makes. Plain values that can be stored.

use alloc::string::String;

use serde::{Deserialize, Deserializer, Serialize};

use crate::error::Error;
use crate::json::Json;
use crate::record::Payment;
use crate::status::Subject;
use crate::stored::{self, Fields, Stored, need};

/// What a question is about: the provider's `id`, the merchant's `reference`, or both. Ask with it, and read the
/// answer with the same one.
///
/// ```
/// use paystate::{Subject, Target};
///
/// assert_eq!(Target::reference("ORDER-1").subject, Subject::Payment);
/// assert_eq!(Target::id("ord_1").id.as_deref(), Some("ord_1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Target {
    /// What it is; a payment unless said otherwise.
    pub subject: Subject,
    /// The provider's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The merchant's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Default for Target {
    fn default() -> Self {
        Self { subject: Subject::Payment, id: None, reference: None }
    }
}

impl Target {
    /// A payment, by the provider's id.
    ///
    /// ```
    /// assert_eq!(paystate::Target::id("ord_1").reference, None);
    /// ```
    #[must_use]
    pub fn id(id: impl Into<String>) -> Self {
        Self { id: Some(id.into()), ..Self::default() }
    }

    /// A payment, by the merchant's reference.
    ///
    /// ```
    /// assert_eq!(paystate::Target::reference("ORDER-1").id, None);
    /// ```
    #[must_use]
    pub fn reference(reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..Self::default() }
    }

    /// The JSON form: the fields in the order of this type, absent ones left out.
    ///
    /// ```
    /// assert_eq!(paystate::Target::id("o-1").to_json(), r#"{"subject":"payment","id":"o-1"}"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        stored::to_json(self)
    }

    /// Reads the JSON form under the limits of the strict reader. `malformed` where the text is no strict JSON object;
    /// `misuse` that names the field where a value is not what the form has there, or the form has no such field.
    ///
    /// ```
    /// use paystate::Target;
    /// assert_eq!(Target::from_json(r#"{"id":"o-1"}"#)?, Target::id("o-1"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        stored::from_json(text)
    }
}

impl Stored for Target {
    const NAME: &'static str = "target";
    const KEYS: Option<&'static [&'static str]> = Some(&["subject", "id", "reference"]);

    fn read(fields: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self {
            subject: fields.word("subject", Subject::from_word)?.unwrap_or(Subject::Payment),
            id: fields.text("id")?,
            reference: fields.text("reference")?,
        })
    }
}

impl<'de> Deserialize<'de> for Target {
    /// Reads as [`Target::from_json`] does, so it needs the deserializer of `serde_json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        stored::deserialize(deserializer)
    }
}

/// The payment of a record: its id, and its reference or the one that was asked with.
impl From<&Payment> for Target {
    fn from(payment: &Payment) -> Self {
        let asked = payment.asked.as_ref().and_then(|asked| asked.reference.as_ref());
        Self {
            subject: Subject::Payment,
            id: payment.id.clone(),
            reference: payment.reference.as_ref().or(asked).cloned(),
        }
    }
}

/// The payment that an order makes.
impl From<&Order> for Target {
    fn from(order: &Order) -> Self {
        Self::reference(order.reference.clone())
    }
}

/// A sum as the caller writes it: it is sent as given, or as the number of the same value where the provider wants one.
///
/// ```
/// let price = paystate::Price::new("100.00", "USDT");
/// assert_eq!(price.value, "100.00");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Price {
    /// Digits with at most one point: no sign, no exponent, more than 0.
    pub value: String,
    /// The currency, as the provider spells it.
    #[serde(default)]
    pub currency: String,
}

impl Price {
    /// A sum of a currency.
    ///
    /// ```
    /// assert_eq!(paystate::Price::new("5", "USD").currency, "USD");
    /// ```
    #[must_use]
    pub fn new(value: impl Into<String>, currency: impl Into<String>) -> Self {
        Self { value: value.into(), currency: currency.into() }
    }
}

/// An order to be made. An empty text is absent.
///
/// ```
/// use paystate::{Account, Json, Order, Price};
///
/// let account = Account::new("payin", [("api_key", "k"), ("environment", "testnet")])?;
/// let order = Order {
///     network: Some("tron-nile".to_owned()),
///     metadata: Some(Json::object([("userId", "u-1")])),
///     ..Order::new("ORDER-1", Price::new("100.00", "USDT"))
/// };
/// let request = account.create(&order, "2025-01-20T10:30:00Z".parse().unwrap())?;
/// assert_eq!(
///     request.body().unwrap(),
///     r#"{"orderReference":"ORDER-1","amount":"100.00","currency":"USDT","chainId":"tron-nile","metadata":{"userId":"u-1"}}"#,
/// );
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Order {
    /// The merchant's reference: unique, for it finds the order again after a create whose outcome is unknown.
    pub reference: String,
    /// What is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Price>,
    /// The network, chain or method, in the provider's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// The merchant's own data: a JSON object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Json>,
    /// Where the payer goes after paying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success_url: Option<String>,
    /// Where the payer goes after giving up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// The provider's own fields under their own names: a JSON object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<Json>,
}

impl Order {
    /// An order of a sum under a reference.
    ///
    /// ```
    /// let order = paystate::Order::new("ORDER-1", paystate::Price::new("5", "USDT"));
    /// assert_eq!(order.network, None);
    /// ```
    #[must_use]
    pub fn new(reference: impl Into<String>, amount: Price) -> Self {
        Self { reference: reference.into(), amount: Some(amount), ..Self::default() }
    }

    /// The JSON form: the fields in the order of this type, absent ones left out.
    ///
    /// ```
    /// use paystate::{Order, Price};
    /// assert_eq!(
    ///     Order::new("ORDER-1", Price::new("5", "USDT")).to_json(),
    ///     r#"{"reference":"ORDER-1","amount":{"value":"5","currency":"USDT"}}"#,
    /// );
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        stored::to_json(self)
    }

    /// Reads the JSON form under the limits of the strict reader. `malformed` where the text is no strict JSON object;
    /// `misuse` that names the field where a value is not what the form has there, or the form has no such field.
    ///
    /// ```
    /// use paystate::Order;
    ///
    /// let order = Order::from_json(r#"{"reference":"ORDER-1","extra":{"fee":1.10}}"#)?;
    /// assert_eq!(order.extra.unwrap().as_str(), r#"{"fee":1.10}"#);
    /// assert_eq!(Order::from_json(r#"{"refrence":"R-1"}"#).unwrap_err().field(), Some("refrence"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        stored::from_json(text)
    }
}

impl Stored for Order {
    const NAME: &'static str = "order";
    const KEYS: Option<&'static [&'static str]> =
        Some(&["reference", "amount", "network", "metadata", "success_url", "cancel_url", "extra"]);

    fn read(fields: &Fields<'_>) -> Result<Self, Error> {
        let price = fields.object("amount", &["value", "currency"])?;
        Ok(Self {
            reference: fields.text("reference")?.unwrap_or_default(),
            amount: price.map(|price| read_price(&price)).transpose()?,
            network: fields.text("network")?,
            metadata: fields.json("metadata"),
            success_url: fields.text("success_url")?,
            cancel_url: fields.text("cancel_url")?,
            extra: fields.json("extra"),
        })
    }
}

fn read_price(fields: &Fields<'_>) -> Result<Price, Error> {
    let currency = fields.text("currency")?.unwrap_or_default();
    Ok(Price { value: need("amount.value", fields.text("value")?)?, currency })
}

impl<'de> Deserialize<'de> for Order {
    /// Reads as [`Order::from_json`] does, so it needs the deserializer of `serde_json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        stored::deserialize(deserializer)
    }
}
