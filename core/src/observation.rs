//! `Observation`: the one type that a poll, a webhook, a list row, a stream frame and a redirect all become.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use chrono::{DateTime, Utc};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Error;
use crate::json::Json;
use crate::money::Money;
use crate::status::{State, Subject};
use crate::stored::{self, Fields, Stored, need};
use crate::time::instant_text;
use crate::words::words;

words! {
    /// How an observation came to us.
    ///
    /// ```
    /// use paystate::{Observation, Payment, Source, State, Status, Subject};
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let after = |source| {
    ///     let mut seen = Observation::new(Subject::Payment, source);
    ///     seen.state = Some(State::Payment(Status::Paid));
    ///     Payment::new(Status::Refunding).advance(&seen, now).payment.status
    /// };
    /// assert_eq!(after(Source::Webhook), Status::Refunding, "it may be an old one");
    /// assert_eq!(after(Source::Query), Status::Paid);
    /// ```
    pub enum Source as "source" {
        /// The answer to a question of ours. Only it may bring an earlier state back.
        Query = "query",
        /// A verified webhook.
        Webhook = "webhook",
        /// A frame of a live stream.
        Stream = "stream",
        /// A row of a list.
        List = "list",
        /// An event of a timeline.
        Timeline = "timeline",
        /// The payer's browser. Unsigned: it records nothing and only makes us ask.
        Redirect = "redirect",
    }
}

words! {
    /// Something noticed while reading that the caller may want to know.
    ///
    /// ```
    /// use paystate::{Note, Response, Target};
    /// # let account = paystate::Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let response = Response::new(200, &[], br#"{"orderId":"ord_1","status":"overpaid"}"#);
    /// let seen = account.parse(&Target::id("ord_1"), &response, now)?;
    /// assert!(seen.notes.contains(Note::UnknownStatus));
    /// assert_eq!((seen.native.as_deref(), seen.state), (Some("overpaid"), None));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[non_exhaustive]
    pub enum Note as "note" {
        /// The status word stands in no table.
        UnknownStatus = "unknown_status",
        /// The event's type says another status than its data; the data won.
        EventStatusMismatch = "event_status_mismatch",
        /// The numeric code says another status than the word; the word won.
        CodeStatusMismatch = "code_status_mismatch",
        /// An unsigned header says something else than the signed body; the body won.
        HeaderBodyMismatch = "header_body_mismatch",
        /// There was no status word; the status is the event type's.
        StatusFromEvent = "status_from_event",
        /// A time without a zone, or a day, was kept out of the instants.
        LocalTime = "local_time",
        /// A time could not be read.
        BadTime = "bad_time",
        /// Nothing vouches for this.
        Unsigned = "unsigned",
        /// The status word that belongs here is missing: ask the provider before acting.
        Reconcile = "reconcile",
        /// The answer was signed, and not by our key.
        ResponseSignatureMismatch = "response_signature_mismatch",
        /// The minor units of this currency are not known, so the amount was left out rather than guessed.
        UnknownCurrency = "unknown_currency",
    }
}

/// A set of [`Note`]s.
///
/// ```
/// use paystate::{Note, Notes};
///
/// let notes: Notes = [Note::BadTime, Note::LocalTime].into_iter().collect();
/// assert!(notes.contains(Note::BadTime));
/// assert_eq!(notes.iter().count(), 2);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Notes(u16);

impl Notes {
    /// No notes.
    ///
    /// ```
    /// assert!(paystate::Notes::NONE.is_empty());
    /// ```
    pub const NONE: Self = Self(0);

    const fn bit(note: Note) -> u16 {
        1 << note as u16
    }

    pub(crate) const fn add(&mut self, note: Note) {
        self.0 |= Self::bit(note);
    }

    /// Whether the note is there.
    ///
    /// ```
    /// assert!(!paystate::Notes::NONE.contains(paystate::Note::Unsigned));
    /// ```
    #[must_use]
    pub const fn contains(self, note: Note) -> bool {
        self.0 & Self::bit(note) != 0
    }

    /// Whether there is no note.
    ///
    /// ```
    /// assert!(paystate::Notes::default().is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The notes, in the order of [`Note::ALL`].
    ///
    /// ```
    /// assert_eq!(paystate::Notes::NONE.iter().next(), None);
    /// ```
    pub fn iter(self) -> impl Iterator<Item = Note> {
        Note::ALL.iter().copied().filter(move |&note| self.contains(note))
    }
}

impl FromIterator<Note> for Notes {
    fn from_iter<I: IntoIterator<Item = Note>>(notes: I) -> Self {
        notes.into_iter().fold(Self::NONE, |mut set, note| {
            set.add(note);
            set
        })
    }
}

impl fmt::Debug for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Notes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Notes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Note>::deserialize(deserializer).map(|notes| notes.into_iter().collect())
    }
}

/// The provider's other fields, under the provider's own names and in its order, as exact JSON.
///
/// ```
/// use paystate::{Extra, Json};
///
/// let extra: Extra = [("fee".to_owned(), Json::parse("1.10").unwrap())].into_iter().collect();
/// assert_eq!(extra.get("fee").map(Json::as_str), Some("1.10"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(Vec<(String, Json)>);

impl Extra {
    /// The value of that name.
    ///
    /// ```
    /// assert_eq!(paystate::Extra::default().get("fee"), None);
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Names and values.
    ///
    /// ```
    /// assert_eq!(paystate::Extra::default().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether there are no other fields.
    ///
    /// ```
    /// assert!(paystate::Extra::default().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Json)> for Extra {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl IntoIterator for Extra {
    type Item = (String, Json);
    type IntoIter = alloc::vec::IntoIter<(String, Json)>;

    /// Names and values, to be moved out.
    ///
    /// ```
    /// assert_eq!(paystate::Extra::default().into_iter().next(), None);
    /// ```
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.iter() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// What was seen of a payment, refund, payout, deposit or settlement at one moment. What is absent was not in the
/// message; nothing is guessed.
///
/// Times are to the millisecond; sums are in major units.
///
/// ```
/// use paystate::{Json, Money, Response, State, Status, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = br#"{"orderId":"ord_1","status":"underpaid","amount":"10.00","currency":"USDT","protocol":"evm"}"#;
/// let seen = account.parse(&Target::id("ord_1"), &Response::new(200, &[], body), now)?;
/// assert_eq!(seen.native.as_deref(), Some("underpaid"));
/// assert_eq!(seen.state, Some(State::Payment(Status::PartiallyPaid)));
/// assert_eq!(seen.amount, Some(Money::new(10.into(), "USDT")));
/// assert_eq!(seen.received, None, "how much came is not said");
/// assert_eq!(seen.extra.get("protocol").map(Json::as_str), Some("\"evm\""));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Observation {
    /// The provider that it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// What it is about.
    pub subject: Subject,
    /// The provider's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The merchant's reference; of a refund, the charge that it belongs to, where the provider names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The status word as received; absent where the message has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub native: Option<String>,
    /// The canonical state; absent where the word is unknown or missing.
    #[serde(rename = "status", serialize_with = "state_word", skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// What was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What the payer paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Money>,
    /// What was given back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunded: Option<Money>,
    /// The provider's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// The hash of the transaction on its chain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// How many confirmations the transaction has. It completes nothing; the status does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmations: Option<u64>,
    /// The network or chain, in the provider's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// The address to pay to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The page on which to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The payer's address or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// When it was created.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime<Utc>>,
    /// When it expires, as the provider put it; which end that is may be unclear.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// When the payment window ends, where that is explicit or can be told.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub window_ends_at: Option<DateTime<Utc>>,
    /// When the grace period ends, where that is explicit or can be told.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub grace_ends_at: Option<DateTime<Utc>>,
    /// When it was completed.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<DateTime<Utc>>,
    /// The provider's reason for a failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// The provider's other fields.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
    /// How it came to us.
    pub source: Source,
    /// What was noticed while reading.
    pub notes: Notes,
}

#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // the signature that serde calls
fn state_word<S: Serializer>(state: &Option<State>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_some(&state.map(State::as_str))
}

impl Observation {
    /// An observation of which nothing but its subject and source is known. Built by hand, it is the caller's word:
    /// only [`receive`](crate::Account::receive) makes one that a provider vouches for.
    ///
    /// ```
    /// use paystate::{Observation, Source, State, Status, Subject};
    ///
    /// let mut seen = Observation::new(Subject::Payment, Source::Query);
    /// seen.state = Some(State::Payment(Status::Paid));
    /// assert_eq!(seen.native, None);
    /// ```
    #[must_use]
    pub fn new(subject: Subject, source: Source) -> Self {
        Self {
            provider: None,
            subject,
            id: None,
            reference: None,
            native: None,
            state: None,
            amount: None,
            received: None,
            refunded: None,
            fee: None,
            transaction: None,
            confirmations: None,
            network: None,
            address: None,
            link: None,
            payer: None,
            created_at: None,
            expires_at: None,
            window_ends_at: None,
            grace_ends_at: None,
            completed_at: None,
            failure: None,
            extra: Extra::default(),
            source,
            notes: Notes::NONE,
        }
    }

    /// The JSON form: the fields in the order of this type, absent ones left out.
    ///
    /// ```
    /// use paystate::{Observation, Source, Subject};
    /// assert_eq!(
    ///     Observation::new(Subject::Payment, Source::Query).to_json(),
    ///     r#"{"subject":"payment","source":"query","notes":[]}"#,
    /// );
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        stored::to_json(self)
    }

    /// Reads the JSON form under the limits of the strict reader. What comes of it is the caller's word.
    ///
    /// `malformed` where the text is no strict JSON object; `misuse` that names the field where a value is not what the
    /// form has there, or the form has no such field.
    ///
    /// ```
    /// use paystate::{Observation, State, Status};
    ///
    /// let seen = Observation::from_json(r#"{"subject":"payment","status":"paid","source":"list"}"#)?;
    /// assert_eq!(seen.state, Some(State::Payment(Status::Paid)));
    /// let error = Observation::from_json(r#"{"subject":"refund","status":"paid","source":"list"}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("status"), "no refund is `paid`");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        stored::from_json(text)
    }
}

impl Stored for Observation {
    const NAME: &'static str = "observation";
    const KEYS: Option<&'static [&'static str]> = Some(&[
        "provider",
        "subject",
        "id",
        "reference",
        "native",
        "status",
        "amount",
        "received",
        "refunded",
        "fee",
        "transaction",
        "confirmations",
        "network",
        "address",
        "link",
        "payer",
        "created_at",
        "expires_at",
        "window_ends_at",
        "grace_ends_at",
        "completed_at",
        "failure",
        "extra",
        "source",
        "notes",
    ]);

    fn read(fields: &Fields<'_>) -> Result<Self, Error> {
        let subject = need("subject", fields.word("subject", Subject::from_word)?)?;
        let source = need("source", fields.word("source", Source::from_word)?)?;
        let extra = fields.any_object("extra")?;
        Ok(Self {
            provider: fields.text("provider")?,
            id: fields.text("id")?,
            reference: fields.text("reference")?,
            native: fields.text("native")?,
            state: fields.word("status", |word| State::from_word(subject, word))?,
            amount: fields.money("amount", "amount.value")?,
            received: fields.money("received", "received.value")?,
            refunded: fields.money("refunded", "refunded.value")?,
            fee: fields.money("fee", "fee.value")?,
            transaction: fields.text("transaction")?,
            confirmations: fields.whole("confirmations")?,
            network: fields.text("network")?,
            address: fields.text("address")?,
            link: fields.text("link")?,
            payer: fields.text("payer")?,
            created_at: fields.instant("created_at")?,
            expires_at: fields.instant("expires_at")?,
            window_ends_at: fields.instant("window_ends_at")?,
            grace_ends_at: fields.instant("grace_ends_at")?,
            completed_at: fields.instant("completed_at")?,
            failure: fields.text("failure")?,
            extra: extra.map(|extra| extra.members(&[])).unwrap_or_default(),
            notes: fields.parsed("notes")?.unwrap_or_default(),
            subject,
            source,
        })
    }
}

impl<'de> Deserialize<'de> for Observation {
    /// Reads as [`Observation::from_json`] does, so it needs the deserializer of `serde_json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        stored::deserialize(deserializer)
    }
}
