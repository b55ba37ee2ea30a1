//! `Reading`: what one pass over a body found, as spans and codes, without an allocation.
//!
//! A lazy binding keeps it beside its private copy of the bytes and decodes only what somebody reads;
//! [`Reading::to_observation`] decodes everything.

use alloc::string::String;
use core::fmt;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::error::{Malformed, Reply};
use crate::json::{Doc, JsonStr, Kind, NodeId, Nodes, Span};
use crate::money::Money;
use crate::observation::{Extra, Note, Notes, Observation, Source};
use crate::status::{State, Subject};
use crate::time;
use crate::wire::{Field, Fields, Style, Wire, unknown_members};

/// A text in the body: where it lies, and whether escapes must be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    span: Span,
    escaped: bool,
}

impl Piece {
    pub(crate) fn of(doc: Doc<'_>, node: NodeId) -> Self {
        Self { span: doc.span(node), escaped: doc.kind(node) == Kind::EscapedString }
    }

    /// The text itself; `body` must be the body that was read.
    pub(crate) fn decode(self, body: &str) -> String {
        JsonStr { raw: self.span.of(body), escaped: self.escaped }.decode().into_owned()
    }
}

/// The texts of a reading, in the order of its table.
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

/// The sums of a reading, in the order of its table.
static SUMS: [Field; 4] = [Field::Amount, Field::Received, Field::Refunded, Field::Fee];

/// The instants of a reading, in the order of its table.
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
        for (slot, &field) in self.sums.iter_mut().zip(&SUMS) {
            if fields.has(field) {
                *slot = fields.sum(field, style, &mut self.notes)?;
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

    fn piece(&self, field: Field) -> Option<Piece> {
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
    #[allow(dead_code)] // the next provider uses it
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
        let body = core::str::from_utf8(body).unwrap_or_default();
        let text = |field| self.piece(field).map(|piece| piece.decode(body));
        let at = |field| self.time(field).and_then(time::from_ms);
        let currency = self.currency.map(|piece| piece.decode(body));
        let [amount, received, refunded, fee] =
            self.sums.map(|value| value.map(|value| Money { value, currency: currency.clone() }));
        Observation {
            provider: Some(self.provider.into()),
            subject: self.subject,
            id: text(Field::Id),
            reference: text(Field::Reference),
            native: text(Field::Native),
            state: self.state,
            amount,
            received,
            refunded,
            fee,
            transaction: text(Field::Transaction),
            confirmations: self.confirmations,
            network: text(Field::Network),
            address: text(Field::Address),
            link: text(Field::Link),
            payer: text(Field::Payer),
            created_at: at(Field::CreatedAt),
            expires_at: at(Field::ExpiresAt),
            window_ends_at: at(Field::WindowEndsAt),
            grace_ends_at: at(Field::GraceEndsAt),
            completed_at: at(Field::CompletedAt),
            failure: text(Field::Failure),
            extra: self.extra(body),
            source: self.source,
            notes: self.notes,
        }
    }

    /// The provider's other fields: read again, since most callers never look at them.
    fn extra(&self, body: &str) -> Extra {
        let mut nodes = Nodes::new();
        match Doc::read(self.object.of(body).as_bytes(), &mut nodes) {
            Ok(doc) => unknown_members(self.wire, doc, Doc::ROOT).collect(),
            Err(_) => Extra::default(),
        }
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

/// What was read of a verified webhook; [`Account::receive`](crate::Account::receive) decodes it.
#[derive(Clone, Debug)]
pub struct ReceiptReading {
    pub(crate) event_id: EventId,
    pub(crate) kind: Piece,
    pub(crate) readings: SmallVec<[Reading; 1]>,
    pub(crate) reply: Reply,
}

/// Where the event's id comes from.
#[derive(Clone, Debug)]
pub(crate) enum EventId {
    /// The provider's own.
    Given(Piece),
    /// Made from what makes the event unique.
    Derived(String),
}

impl ReceiptReading {
    /// The observations, still in spans and codes.
    ///
    /// ```
    /// use paystate::{Account, Webhook};
    ///
    /// let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_1","type":"order.completed","data":{"orderId":"ord_1"}}"#;
    /// let signed = account.sign_webhook(body, now)?;
    /// let receipt = account.read_webhook(&Webhook::new(&signed.header_pairs(), body), now)?;
    /// assert_eq!(receipt.readings().len(), 1);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }
}
