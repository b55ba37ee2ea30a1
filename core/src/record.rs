//! `Payment`: the record that the caller stores, and its one JSON form in every language.
//!
//! The form is versioned. Unknown keys are kept; a newer version or a status that is not known here is refused, never
//! taken for something older.

use alloc::string::String;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Misuse, MisuseReason};
use crate::money::{Money, decimal_text};
use crate::observation::Extra;
use crate::status::Status;
use crate::stored::{self, Fields, Stored, need};
use crate::time::instant_text;

/// The version of the JSON form that this release writes, and the newest that it reads.
const VERSION: u64 = 1;

/// What the merchant asked for, against which everything that comes is checked.
///
/// ```
/// let asked = paystate::Asked::new("100.00".parse().unwrap(), "USDT");
/// assert_eq!(asked.reference, None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Asked {
    /// The sum, in major units.
    #[serde(with = "decimal_text")]
    pub amount: Decimal,
    /// The currency, as the provider spells it.
    pub currency: String,
    /// The merchant's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Asked {
    /// A sum of a currency.
    ///
    /// ```
    /// assert_eq!(paystate::Asked::new(5.into(), "USD").currency, "USD");
    /// ```
    #[must_use]
    pub fn new(amount: Decimal, currency: impl Into<String>) -> Self {
        Self { amount, currency: currency.into(), reference: None }
    }
}

/// What is known of a payment: a plain record that the caller stores, by compare-and-set, before acting on it.
///
/// Make one with [`Account::open_order`](crate::Account::open_order), or with [`Payment::new`] and its public fields. Only
/// [`advance`](Payment::advance) and [`settle`](Payment::settle) change it, and both return a new one.
///
/// ```
/// use paystate::{Payment, Status};
///
/// let stored = r#"{"v":1,"status":"pending","color":"red"}"#;
/// let payment = Payment::from_json(stored)?;
/// assert_eq!(payment.status, Status::Pending);
/// assert!(payment.to_json().contains(r#""color":"red""#), "unknown keys are kept");
/// assert!(Payment::from_json(r#"{"v":2,"status":"pending"}"#).is_err(), "never a silent downgrade");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Payment {
    #[serde(rename = "v")]
    version: Version,
    /// The provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The merchant's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What was asked for; without it sums are not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// The recorded status.
    pub status: Status,
    /// The provider's word behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub native: Option<String>,
    /// Whether `fulfill` was given, or a person fulfilled. Never clears.
    pub fulfilled: bool,
    /// Whether `release` was given, or a person released. Never clears.
    pub released: bool,
    /// Whether `reverse` was given, or a person reversed. Never clears.
    pub reversed: bool,
    /// The largest sum that is known to have come and that nothing answers yet: neither goods nor a refund.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// When it was created.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime<Utc>>,
    /// When the payment window ends.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub window_ends_at: Option<DateTime<Utc>>,
    /// When the grace period ends.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub grace_ends_at: Option<DateTime<Utc>>,
    /// When `status` last changed.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<DateTime<Utc>>,
    /// What a newer release, or the caller, keeps in the same JSON object.
    #[serde(flatten)]
    other: Extra,
}

impl Payment {
    /// A record of which nothing but the status is known.
    ///
    /// ```
    /// use paystate::{Asked, Payment, Status};
    ///
    /// let mut payment = Payment::new(Status::Pending);
    /// payment.asked = Some(Asked::new(100.into(), "USDT"));
    /// assert!(!payment.fulfilled);
    /// ```
    #[must_use]
    pub fn new(status: Status) -> Self {
        Self {
            version: Version,
            provider: None,
            id: None,
            reference: None,
            asked: None,
            status,
            native: None,
            fulfilled: false,
            released: false,
            reversed: false,
            held: None,
            created_at: None,
            window_ends_at: None,
            grace_ends_at: None,
            changed_at: None,
            other: Extra::default(),
        }
    }

    /// What the JSON object holds beside the fields of this type: a newer release's, or the caller's own.
    ///
    /// ```
    /// use paystate::Payment;
    ///
    /// let payment = Payment::from_json(r#"{"v":1,"status":"paid","color":"red"}"#)?;
    /// assert_eq!(payment.other().get("color").map(|json| json.as_str()), Some("\"red\""));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn other(&self) -> &Extra {
        &self.other
    }

    /// The record with other members beside its fields, for a binding that holds records as plain values. A member that has
    /// a field's name is left out.
    ///
    /// ```
    /// use paystate::{Json, Payment, Status};
    ///
    /// let members = [("color".to_owned(), Json::string("red")), ("status".to_owned(), Json::string("paid"))];
    /// let payment = Payment::new(Status::Pending).with_other(members.into_iter().collect());
    /// assert_eq!(payment.other().iter().count(), 1);
    /// assert!(payment.to_json().ends_with(r#","color":"red"}"#));
    /// ```
    #[must_use]
    pub fn with_other(mut self, other: Extra) -> Self {
        self.other = other.into_iter().filter(|(key, _)| !KEYS.contains(&key.as_str())).collect();
        self
    }

    /// The JSON form: `v`, then the fields in the order of this type, absent ones left out, then what was kept.
    ///
    /// ```
    /// use paystate::{Payment, Status};
    /// assert_eq!(
    ///     Payment::new(Status::Paid).to_json(),
    ///     r#"{"v":1,"status":"paid","fulfilled":false,"released":false,"reversed":false}"#,
    /// );
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        stored::to_json(self)
    }

    /// Reads the JSON form under the limits of the strict reader.
    ///
    /// `malformed` where the text is no strict JSON object; `misuse` that names the field where a value is not what the form
    /// has there, where `v` is newer than this release, or the status is not known here.
    ///
    /// ```
    /// use paystate::Payment;
    ///
    /// let error = Payment::from_json(r#"{"v":1,"status":"teleported"}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("status"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        stored::from_json(text)
    }
}

impl Stored for Payment {
    const NAME: &'static str = "payment";
    const KEYS: Option<&'static [&'static str]> = None;

    fn read(fields: &Fields<'_>) -> Result<Self, Error> {
        match fields.whole("v")? {
            None => return Err(Misuse::new(MisuseReason::Missing, "v").into()),
            Some(VERSION) => {}
            Some(0) => return Err(Misuse::new(MisuseReason::Invalid, "v").into()),
            Some(_) => return Err(Misuse::new(MisuseReason::NewerVersion, "v").limit(VERSION).into()),
        }
        let status: String = need("status", fields.text("status")?)?;
        Ok(Self {
            version: Version,
            provider: fields.text("provider")?,
            id: fields.text("id")?,
            reference: fields.text("reference")?,
            asked: fields
                .object("asked", &["amount", "currency", "reference"])?
                .map(|asked| read_asked(&asked))
                .transpose()?,
            status: status.parse()?,
            native: fields.text("native")?,
            fulfilled: fields.flag("fulfilled")?,
            released: fields.flag("released")?,
            reversed: fields.flag("reversed")?,
            held: fields.money("held", "held.value")?,
            created_at: fields.instant("created_at")?,
            window_ends_at: fields.instant("window_ends_at")?,
            grace_ends_at: fields.instant("grace_ends_at")?,
            changed_at: fields.instant("changed_at")?,
            other: fields.members(&KEYS),
        })
    }
}

/// The keys of the form, in its order.
const KEYS: [&str; 15] = [
    "v",
    "provider",
    "id",
    "reference",
    "asked",
    "status",
    "native",
    "fulfilled",
    "released",
    "reversed",
    "held",
    "created_at",
    "window_ends_at",
    "grace_ends_at",
    "changed_at",
];

fn read_asked(fields: &Fields<'_>) -> Result<Asked, Error> {
    Ok(Asked {
        amount: fields.decimal("amount", "asked.amount")?,
        currency: need("asked.currency", fields.text("currency")?)?,
        reference: fields.text("reference")?,
    })
}

impl<'de> Deserialize<'de> for Payment {
    /// Reads as [`Payment::from_json`] does, so it needs the deserializer of `serde_json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        stored::deserialize(deserializer)
    }
}

/// The version of the form, which every record of this release has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(VERSION)
    }
}
