//! `Reading`: what one pass over a body found, as spans and codes, without an allocation.
//!
//! A lazy binding keeps it beside its private copy of the bytes and decodes only what somebody reads;
//! [`Reading::to_observation`] decodes everything.

mod cells;
mod others;
mod receipt;

use alloc::borrow::Cow;
use core::fmt;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::error::Malformed;
use crate::json::{Doc, JsonStr, Kind, NodeId, Span};
use crate::money::Money;
use crate::observation::{Extra, Note, Notes, Observation, Source};
use crate::status::{State, Subject};
use crate::time;
use crate::wire::{Field, Fields, Style, Wire};
use crate::words::words;

pub use cells::{ABSENT_TIME, CELLS, CellGroup, ESCAPED, KNOWN, READING_CELLS, RECEIPT_CELLS, WIDE};
pub use others::Others;
pub use receipt::ReceiptReading;
pub(crate) use receipt::{EventId, EventKind};

/// A text in the body: where it lies, whether escapes must be resolved, and whether its letters are told in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    span: Span,
    escaped: bool,
    lower: bool,
}

impl Piece {
    pub(crate) fn of(doc: Doc<'_>, node: NodeId) -> Self {
        Self { span: doc.span(node), escaped: doc.kind(node) == Kind::EscapedString, lower: false }
    }

    /// The same text with its ASCII letters in lower case.
    pub(crate) const fn in_lower_case(mut self) -> Self {
        self.lower = true;
        self
    }

    /// The text itself; `body` must be the body that was read.
    pub(crate) fn text(self, body: &[u8]) -> Cow<'_, str> {
        let raw = core::str::from_utf8(self.span.of_bytes(body)).unwrap_or_default();
        let text = JsonStr { raw, escaped: self.escaped }.decode();
        if self.lower { Cow::Owned(text.to_ascii_lowercase()) } else { text }
    }
}

words! {
    /// The texts of a [`Reading`], by their names in an [`Observation`].
    ///
    /// ```
    /// use paystate::{Response, Target, TextField};
    /// # let account = paystate::Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let body = br#"{"orderId":"ord_1","status":"pending","chainId":"tron-mainnet"}"#;
    /// let reading = account.read(&Target::id("ord_1"), &Response::new(200, &[], body), now)?;
    /// let there = TextField::ALL.iter().filter(|&&field| reading.text(field, body).is_some());
    /// assert!(there.map(|field| field.as_str()).eq(["id", "native", "network"]));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum TextField as "field" {
        /// The provider's id.
        Id = "id",
        /// The merchant's reference.
        Reference = "reference",
        /// The status word as received.
        Native = "native",
        /// The hash of the transaction on its chain.
        Transaction = "transaction",
        /// The network or chain.
        Network = "network",
        /// The address to pay to.
        Address = "address",
        /// The page on which to pay.
        Link = "link",
        /// The payer's address or name.
        Payer = "payer",
        /// The reason for a failure.
        Failure = "failure",
    }
}

words! {
    /// The sums of a [`Reading`], by their names in an [`Observation`].
    ///
    /// ```
    /// use paystate::{Response, SumField, Target};
    /// # let account = paystate::Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let body = br#"{"orderId":"ord_1","status":"underpaid","amount":"10.00","confirmedReceived":"4.00"}"#;
    /// let reading = account.read(&Target::id("ord_1"), &Response::new(200, &[], body), now)?;
    /// let [asked, came] = [SumField::Amount, SumField::Received].map(|field| reading.sum(field).unwrap());
    /// assert_eq!(asked - came, 6.into());
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum SumField as "field" {
        /// What was asked for.
        Amount = "amount",
        /// What the payer paid.
        Received = "received",
        /// What was given back.
        Refunded = "refunded",
        /// The provider's fee.
        Fee = "fee",
    }
}

words! {
    /// The instants of a [`Reading`], by their names in an [`Observation`].
    ///
    /// ```
    /// use paystate::{Response, Target, TimeField};
    /// # let account = paystate::Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let body = br#"{"orderId":"ord_1","status":"completed","completedAt":"2025-01-20T10:32:00+02:00"}"#;
    /// let reading = account.read(&Target::id("ord_1"), &Response::new(200, &[], body), now)?;
    /// let completed_at = reading.instant(TimeField::CompletedAt).unwrap();
    /// assert_eq!(completed_at.to_rfc3339(), "2025-01-20T08:32:00+00:00");
    /// assert_eq!(reading.instant(TimeField::CreatedAt), None);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum TimeField as "field" {
        /// When it was created.
        CreatedAt = "created_at",
        /// When it expires, as the provider put it.
        ExpiresAt = "expires_at",
        /// When the payment window ends.
        WindowEndsAt = "window_ends_at",
        /// When the grace period ends.
        GraceEndsAt = "grace_ends_at",
        /// When it was completed.
        CompletedAt = "completed_at",
    }
}

/// The texts of a reading, in the order of [`TextField`].
static TEXTS: [Field; 9] = [
    Field::Id,
    Field::Reference,
    Field::Native,
    Field::Transaction,
    Field::Network,
    Field::Address,
    Field::Link,
    Field::Payer,
    Field::Failure,
];

/// The sums of a reading, in the order of [`SumField`].
static SUMS: [Field; 4] = [Field::Amount, Field::Received, Field::Refunded, Field::Fee];

/// The instants of a reading, in the order of [`TimeField`].
static TIMES: [Field; 5] =
    [Field::CreatedAt, Field::ExpiresAt, Field::WindowEndsAt, Field::GraceEndsAt, Field::CompletedAt];

/// What one pass over a body found of one observation. It is good only together with the very bytes it was read from.
///
/// ```
/// use paystate::{Account, Response, State, Status, Target};
///
/// let account = Account::new("payin", [])?;
/// let body = br#"{"orderId":"ord_1","status":"completed","amount":"10.00","currency":"USDT"}"#;
/// let now = "2025-01-20T10:36:00Z".parse().unwrap();
/// let reading = account.read(&Target::id("ord_1"), &Response::new(200, &[], body), now)?;
/// assert_eq!(reading.state(), Some(State::Payment(Status::Paid)));
/// let seen = reading.to_observation(body);
/// assert_eq!(seen.id.as_deref(), Some("ord_1"));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Reading {
    provider: &'static str,
    wire: &'static Wire,
    object: Span,
    pub(crate) subject: Subject,
    pub(crate) source: Source,
    pub(crate) state: Option<State>,
    pub(crate) notes: Notes,
    texts: [Option<Piece>; TEXTS.len()],
    sums: [Option<Decimal>; SUMS.len()],
    /// Where the texts of the sums stand that are written as we write decimals.
    sum_spans: [Span; SUMS.len()],
    currency: Option<Piece>,
    confirmations: Option<u64>,
    times: [Option<i64>; TIMES.len()],
}

impl Reading {
    /// A reading of nothing yet. It is filled where it stands: moving one costs as much as reading some fields.
    pub(crate) const fn new(provider: &'static str, wire: &'static Wire, about: (Subject, Source)) -> Self {
        Self {
            provider,
            wire,
            object: Span::NONE,
            subject: about.0,
            source: about.1,
            state: None,
            notes: Notes::NONE,
            texts: [None; TEXTS.len()],
            sums: [None; SUMS.len()],
            sum_spans: [Span::NONE; SUMS.len()],
            currency: None,
            confirmations: None,
            times: [None; TIMES.len()],
        }
    }

    /// Reads the fields that every provider's object is read for in the same way. The state is the provider's to set.
    pub(crate) fn fill(&mut self, fields: &Fields<'_>, style: &Style) -> Result<(), Malformed> {
        let piece = |node| Piece::of(fields.doc, node);
        self.object = fields.doc.span(fields.object);
        if fields.has(Field::Confirmations) {
            self.confirmations = fields.whole(Field::Confirmations)?;
        }
        for (slot, &field) in self.texts.iter_mut().zip(&TEXTS) {
            let may_be_number = matches!(field, Field::Id | Field::Reference | Field::Failure);
            let node = if may_be_number { fields.scalar(field)? } else { fields.word(field)? };
            *slot = node.map(piece);
        }
        for ((slot, span), &field) in self.sums.iter_mut().zip(&mut self.sum_spans).zip(&SUMS) {
            if fields.has(field) {
                *slot = fields.sum(field, style, &mut self.notes)?;
                *span = fields.plain_sum(field, style);
            }
        }
        self.currency = fields.word(Field::Currency)?.map(piece);
        for (slot, &field) in self.times.iter_mut().zip(&TIMES) {
            if fields.has(field) {
                *slot = fields.instant(field, style, &mut self.notes)?;
            }
        }
        Ok(())
    }

    pub(crate) fn piece(&self, field: Field) -> Option<Piece> {
        TEXTS.iter().zip(&self.texts).find(|(text, _)| **text == field).and_then(|(_, piece)| *piece)
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.piece(field).is_some()
    }

    pub(crate) fn time(&self, field: Field) -> Option<i64> {
        TIMES.iter().zip(&self.times).find(|(time, _)| **time == field).and_then(|(_, at)| *at)
    }

    pub(crate) fn set_time(&mut self, field: Field, at: i64) {
        for (slot, time) in self.times.iter_mut().zip(&TIMES) {
            if *time == field {
                *slot = Some(at);
            }
        }
    }

    /// Leaves out a text, a sum or a time that says something only in other states.
    pub(crate) fn clear(&mut self, field: Field) {
        for (slot, _) in self.texts.iter_mut().zip(&TEXTS).filter(|(_, text)| **text == field) {
            *slot = None;
        }
        for (slot, _) in self.sums.iter_mut().zip(&SUMS).filter(|(_, sum)| **sum == field) {
            *slot = None;
        }
        for (slot, _) in self.times.iter_mut().zip(&TIMES).filter(|(_, time)| **time == field) {
            *slot = None;
        }
    }

    pub(crate) fn note(&mut self, note: Note) {
        self.notes.add(note);
    }

    /// What the reading is about.
    ///
    /// ```
    /// # use paystate::{Account, Response, Subject, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending"}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let reading = account.read(&Target::id("o"), &response, now)?;
    /// assert_eq!(reading.subject(), Subject::Payment);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn subject(&self) -> Subject {
        self.subject
    }

    /// The canonical state; absent where the word is unknown or missing.
    ///
    /// ```
    /// # use paystate::{Account, Response, State, Status, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending"}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let reading = account.read(&Target::id("o"), &response, now)?;
    /// assert_eq!(reading.state(), Some(State::Payment(Status::Pending)));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn state(&self) -> Option<State> {
        self.state
    }

    /// The provider that it came from.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending"}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert_eq!(account.read(&Target::id("o"), &response, now)?.provider(), "payin");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn provider(&self) -> &'static str {
        self.provider
    }

    /// How it came to us.
    ///
    /// ```
    /// # use paystate::{Account, Response, Source, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending"}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert_eq!(account.read(&Target::id("o"), &response, now)?.source(), Source::Query);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }

    /// A text, decoded; `body` must be the bytes that were read.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target, TextField};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"o\u0021","status":"pending"}"#;
    /// let reading = account.read(&Target::id("o!"), &Response::new(200, &[], body), now)?;
    /// assert_eq!(reading.text(TextField::Id, body).as_deref(), Some("o!"));
    /// assert_eq!(reading.text(TextField::Payer, body), None);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn text<'b>(&self, field: TextField, body: &'b [u8]) -> Option<Cow<'b, str>> {
        self.texts.get(field as usize)?.map(|piece| piece.text(body))
    }

    /// A sum, in major units of [`currency`](Self::currency).
    ///
    /// ```
    /// # use paystate::{Account, Response, SumField, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending","amount":"1.50"}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let reading = account.read(&Target::id("o"), &response, now)?;
    /// assert_eq!(reading.sum(SumField::Amount).unwrap().to_string(), "1.50");
    /// assert_eq!(reading.sum(SumField::Received), None);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn sum(&self, field: SumField) -> Option<Decimal> {
        self.sums.get(field as usize).copied().flatten()
    }

    /// The currency of every sum, decoded; `body` must be the bytes that were read.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"o","status":"pending","amount":"1.50","currency":"USDT"}"#;
    /// let reading = account.read(&Target::id("o"), &Response::new(200, &[], body), now)?;
    /// assert_eq!(reading.currency(body).as_deref(), Some("USDT"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn currency<'b>(&self, body: &'b [u8]) -> Option<Cow<'b, str>> {
        self.currency.map(|piece| piece.text(body))
    }

    /// An instant, to the millisecond.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target, TimeField};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending","createdAt":"2025-01-20T10:30:00Z"}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let reading = account.read(&Target::id("o"), &response, now)?;
    /// assert_eq!(reading.instant(TimeField::CreatedAt), Some("2025-01-20T10:30:00Z".parse().unwrap()));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn instant(&self, field: TimeField) -> Option<DateTime<Utc>> {
        self.times.get(field as usize).copied().flatten().and_then(time::from_ms)
    }

    /// How many confirmations the transaction has.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending","confirmations":3}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert_eq!(account.read(&Target::id("o"), &response, now)?.confirmations(), Some(3));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn confirmations(&self) -> Option<u64> {
        self.confirmations
    }

    /// What was noticed while reading.
    ///
    /// ```
    /// # use paystate::{Account, Note, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let response = Response::new(200, &[], br#"{"orderId":"o","status":"odd"}"#);
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let reading = account.read(&Target::id("o"), &response, now)?;
    /// assert!(reading.notes().contains(Note::UnknownStatus));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn notes(&self) -> Notes {
        self.notes
    }

    /// Decodes everything. `body` must be the bytes that were read; from others, texts come out wrong or empty.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"o","status":"pending","protocol":"evm"}"#;
    /// let seen = account.read(&Target::id("o"), &Response::new(200, &[], body), now)?.to_observation(body);
    /// assert_eq!(seen.extra.get("protocol").map(|json| json.as_str()), Some("\"evm\""));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn to_observation(&self, body: &[u8]) -> Observation {
        let text = |field| self.text(field, body).map(Cow::into_owned);
        let [amount, received, refunded, fee] = self.sums.map(|value| {
            value.map(|value| Money { value, currency: self.currency(body).map(Cow::into_owned) })
        });
        Observation {
            provider: Some(self.provider.into()),
            subject: self.subject,
            id: text(TextField::Id),
            reference: text(TextField::Reference),
            native: text(TextField::Native),
            state: self.state,
            amount,
            received,
            refunded,
            fee,
            transaction: text(TextField::Transaction),
            confirmations: self.confirmations,
            network: text(TextField::Network),
            address: text(TextField::Address),
            link: text(TextField::Link),
            payer: text(TextField::Payer),
            created_at: self.instant(TimeField::CreatedAt),
            expires_at: self.instant(TimeField::ExpiresAt),
            window_ends_at: self.instant(TimeField::WindowEndsAt),
            grace_ends_at: self.instant(TimeField::GraceEndsAt),
            completed_at: self.instant(TimeField::CompletedAt),
            failure: text(TextField::Failure),
            extra: self.extra(body),
            source: self.source,
            notes: self.notes,
        }
    }

    /// Decodes what [`Payment::advance`](crate::Payment::advance) and [`open_seen`](crate::Account::open_seen) look at, and
    /// leaves out the rest: judging by it gives the same, for less. `body` must be the bytes that were read.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"o","status":"completed","amount":"5","currency":"USDT","address":"0x1"}"#;
    /// let reading = account.read(&Target::id("o"), &Response::new(200, &[], body), now)?;
    /// let (all, judged) = (reading.to_observation(body), reading.to_judged(body));
    /// assert_eq!(judged.address, None);
    /// let payment = account.open_seen(&judged, now)?;
    /// assert_eq!(payment, account.open_seen(&all, now)?);
    /// assert_eq!(payment.clone().advance(&judged, now), payment.advance(&all, now));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn to_judged(&self, body: &[u8]) -> Observation {
        let text = |field| self.text(field, body).map(Cow::into_owned);
        let sum = |field| {
            let value = self.sum(field)?;
            Some(Money { value, currency: self.currency(body).map(Cow::into_owned) })
        };
        Observation {
            provider: Some(self.provider.into()),
            id: text(TextField::Id),
            reference: text(TextField::Reference),
            native: text(TextField::Native),
            state: self.state,
            amount: sum(SumField::Amount),
            received: sum(SumField::Received),
            created_at: self.instant(TimeField::CreatedAt),
            window_ends_at: self.instant(TimeField::WindowEndsAt),
            grace_ends_at: self.instant(TimeField::GraceEndsAt),
            ..Observation::new(self.subject, self.source)
        }
    }

    /// The provider's other fields: read again, since most callers never look at them. `body` must be the bytes that were
    /// read.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"o","status":"pending","fee":1.10}"#;
    /// let reading = account.read(&Target::id("o"), &Response::new(200, &[], body), now)?;
    /// assert_eq!(reading.extra(body).get("fee").map(|json| json.as_str()), Some("1.10"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn extra(&self, body: &[u8]) -> Extra {
        self.others().of(self.object.of_bytes(body))
    }

    /// What [`extra`](Self::extra) goes by, for a binding that kept the cells of a reading and not the reading.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"o","status":"pending","fee":1.10}"#;
    /// let reading = account.read(&Target::id("o"), &Response::new(200, &[], body), now)?;
    /// assert_eq!(reading.others().of(body), reading.extra(body));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn others(&self) -> Others {
        Others(self.wire)
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("provider", &self.provider)
            .field("subject", &self.subject)
            .field("state", &self.state)
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}
