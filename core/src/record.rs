//! `Payment`: the record that the caller stores, and its one JSON form in every language.
//!
//! The form is versioned. Unknown keys are kept; a newer version or a status that is not known here is refused, never
//! taken for something older.

use alloc::string::String;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Malformed, MalformedReason, Misuse, MisuseReason};
use crate::json::{Doc, Json, Kind, NodeId, Nodes};
use crate::money::{self, Money, decimal_text};
use crate::observation::Extra;
use crate::status::Status;
use crate::time::{self, TimeFormat, Timestamp, instant_text};

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
/// let stored = r#"{"v":1,"status":"pending","colour":"red"}"#;
/// let payment = Payment::from_json(stored)?;
/// assert_eq!(payment.status, Status::Pending);
/// assert!(payment.to_json().contains(r#""colour":"red""#), "unknown keys are kept");
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
    #[serde(with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime<Utc>>,
    /// When the payment window ends.
    #[serde(with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub window_ends_at: Option<DateTime<Utc>>,
    /// When the grace period ends.
    #[serde(with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub grace_ends_at: Option<DateTime<Utc>>,
    /// When `status` last changed.
    #[serde(with = "instant_text", skip_serializing_if = "Option::is_none")]
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
        // Keys are text and values cannot fail, so neither can this.
        serde_json::to_string(self).unwrap_or_default()
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
        let mut nodes = Nodes::new();
        let doc = Doc::read(text.as_bytes(), &mut nodes)?;
        if doc.kind(Doc::ROOT) != Kind::Object {
            return Err(Malformed::new(MalformedReason::WrongType).in_field("payment").into());
        }
        let fields = Fields { doc, object: Doc::ROOT };
        match fields.integer("v")? {
            None => return Err(Misuse::new(MisuseReason::Missing, "v").into()),
            Some(VERSION) => {}
            Some(_) => return Err(Misuse::new(MisuseReason::NewerVersion, "v").limit(VERSION).into()),
        }
        let status = fields.text("status")?;
        let status = status.ok_or_else(|| Misuse::new(MisuseReason::Missing, "status"))?;
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
            held: fields.object("held", &["value", "currency"])?.map(|held| read_money(&held)).transpose()?,
            created_at: fields.instant("created_at")?,
            window_ends_at: fields.instant("window_ends_at")?,
            grace_ends_at: fields.instant("grace_ends_at")?,
            changed_at: fields.instant("changed_at")?,
            other: doc
                .children(Doc::ROOT)
                .map(|id| (doc.key(id).decode().into_owned(), id))
                .filter(|(key, _)| !KEYS.contains(&key.as_str()))
                .map(|(key, id)| (key, Json::of_checked(doc.raw(id))))
                .collect(),
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

/// The fields of one stored object, each read as what it must be. `null` is absent.
struct Fields<'a> {
    doc: Doc<'a>,
    object: NodeId,
}

fn invalid(field: &'static str) -> Error {
    Misuse::new(MisuseReason::Invalid, field).into()
}

impl<'a> Fields<'a> {
    fn get(&self, name: &str) -> Option<NodeId> {
        self.doc.get(self.object, name).filter(|&id| self.doc.kind(id) != Kind::Null)
    }

    fn text(&self, name: &'static str) -> Result<Option<String>, Error> {
        let Some(id) = self.get(name) else { return Ok(None) };
        match self.doc.kind(id) {
            Kind::String | Kind::EscapedString => Ok(Some(self.doc.text(id).decode().into_owned())),
            Kind::Null | Kind::True | Kind::False | Kind::Number | Kind::Array | Kind::Object => {
                Err(invalid(name))
            }
        }
    }

    fn integer(&self, name: &'static str) -> Result<Option<u64>, Error> {
        let Some(id) = self.get(name) else { return Ok(None) };
        let number = (self.doc.kind(id) == Kind::Number).then(|| self.doc.text(id).raw.parse().ok());
        number.flatten().map(Some).ok_or_else(|| invalid(name))
    }

    fn flag(&self, name: &'static str) -> Result<bool, Error> {
        let Some(id) = self.get(name) else { return Ok(false) };
        match self.doc.kind(id) {
            Kind::True => Ok(true),
            Kind::False => Ok(false),
            Kind::Null | Kind::Number | Kind::String | Kind::EscapedString | Kind::Array | Kind::Object => {
                Err(invalid(name))
            }
        }
    }

    /// An object that has no other keys than `keys`: it has no room to keep one, and losing it would be silent.
    fn object(&self, name: &'static str, keys: &[&str]) -> Result<Option<Fields<'a>>, Error> {
        let Some(object) = self.get(name) else { return Ok(None) };
        let known = |id| keys.iter().any(|key| self.doc.key(id).is(key));
        if self.doc.kind(object) != Kind::Object || !self.doc.children(object).all(known) {
            return Err(invalid(name));
        }
        Ok(Some(Fields { doc: self.doc, object }))
    }

    fn decimal(&self, name: &'static str, field: &'static str) -> Result<Decimal, Error> {
        let text = self.text(name).map_err(|_| invalid(field))?;
        let text = text.ok_or_else(|| Misuse::new(MisuseReason::Missing, field))?;
        money::parse(&text).ok_or_else(|| invalid(field))
    }

    fn instant(&self, name: &'static str) -> Result<Option<DateTime<Utc>>, Error> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        match time::parse_text(&text, TimeFormat::Auto) {
            Some(Timestamp::Instant(at)) if text.contains('-') => Ok(Some(at)),
            _ => Err(invalid(name)),
        }
    }
}

fn read_asked(fields: &Fields<'_>) -> Result<Asked, Error> {
    Ok(Asked {
        amount: fields.decimal("amount", "asked.amount")?,
        currency: fields
            .text("currency")?
            .ok_or_else(|| Misuse::new(MisuseReason::Missing, "asked.currency"))?,
        reference: fields.text("reference")?,
    })
}

fn read_money(fields: &Fields<'_>) -> Result<Money, Error> {
    Ok(Money { value: fields.decimal("value", "held.value")?, currency: fields.text("currency")? })
}

impl<'de> Deserialize<'de> for Payment {
    /// Reads as [`Payment::from_json`] does, so it needs the deserializer of `serde_json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        Self::from_json(json.as_str()).map_err(serde::de::Error::custom)
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
