//! Which field of a provider's JSON means what: a table that a provider writes, and the fields that one object has.

use rust_decimal::Decimal;

use crate::error::{Malformed, MalformedReason};
use crate::json::{Doc, JsonStr, Kind, MAX_FIELD_BYTES, NodeId, Span, key_hash};
use crate::observation::{Note, Notes};
use crate::time::{self, Moment, TimeFormat};
use crate::{Json, money};

/// How a provider writes times and sums.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) times: TimeFormat,
    /// Whether a time of 0 means that it is not set.
    pub(crate) zero_is_unset: bool,
    /// Where sums are integers of minor units: how many digits those of a currency are. `None` for a currency that is
    /// not known, whose sums are left out rather than guessed.
    pub(crate) minor_digits: Option<fn(&str) -> Option<u32>>,
}

impl Style {
    /// Times of any form, sums in major units.
    pub(crate) const PLAIN: Self = Self { times: TimeFormat::Auto, zero_is_unset: false, minor_digits: None };
}

/// What a key of a provider's object means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Id,
    Reference,
    Native,
    Amount,
    Received,
    Refunded,
    Fee,
    Currency,
    Transaction,
    Confirmations,
    Network,
    Address,
    Link,
    Payer,
    CreatedAt,
    ExpiresAt,
    WindowEndsAt,
    GraceEndsAt,
    CompletedAt,
    Failure,
    // What belongs to an envelope or to a timeline, not to an observation.
    At,
    Details,
    Success,
    Data,
    Code,
    Error,
    RetryAfter,
    EventId,
    EventType,
    Page,
    Limit,
    Total,
    Pages,
    More,
    AccessToken,
    ExpiresIn,
}

const FIELDS: usize = Field::ExpiresIn as usize + 1;

impl Field {
    /// The name in an error.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Reference => "reference",
            Self::Native => "status",
            Self::Amount => "amount",
            Self::Received => "received",
            Self::Refunded => "refunded",
            Self::Fee => "fee",
            Self::Currency => "currency",
            Self::Transaction => "transaction",
            Self::Confirmations => "confirmations",
            Self::Network => "network",
            Self::Address => "address",
            Self::Link => "link",
            Self::Payer => "payer",
            Self::CreatedAt => "created_at",
            Self::ExpiresAt => "expires_at",
            Self::WindowEndsAt => "window_ends_at",
            Self::GraceEndsAt => "grace_ends_at",
            Self::CompletedAt => "completed_at",
            Self::Failure => "failure",
            Self::At => "at",
            Self::Details => "details",
            Self::Success => "success",
            Self::Data => "data",
            Self::Code => "code",
            Self::Error => "error",
            Self::RetryAfter => "retry_after",
            Self::EventId => "event_id",
            Self::EventType => "event_type",
            Self::Page => "page",
            Self::Limit => "limit",
            Self::Total => "total",
            Self::Pages => "total_pages",
            Self::More => "has_more",
            Self::AccessToken => "access_token",
            Self::ExpiresIn => "expires_in",
        }
    }

    /// The error of a needed field that is not there.
    pub(crate) const fn missing(self) -> Malformed {
        Malformed::new(MalformedReason::Missing).in_field(self.name())
    }
}

const SLOTS: usize = 128;
const MAX_ROWS: usize = SLOTS / 2;
const EMPTY: u8 = u8::MAX;

/// Names of a provider's fields and what each means.
pub(crate) type Rows = [(&'static str, Field)];

/// A provider's table of keys, with an index made at compile time.
#[derive(Debug)]
pub(crate) struct Wire {
    rows: [(&'static str, Field); MAX_ROWS],
    /// Open addressing by key hash; at most half full.
    index: [u8; SLOTS],
}

impl Wire {
    /// A table of all `parts`.
    #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // at compile time
    pub(crate) const fn new(parts: &[&Rows]) -> Self {
        let mut wire = Self { rows: [("", Field::Id); MAX_ROWS], index: [EMPTY; SLOTS] };
        let (mut part, mut len) = (0, 0);
        while part < parts.len() {
            let mut row = 0;
            while row < parts[part].len() {
                wire.rows[len] = parts[part][row];
                let mut slot = key_hash(wire.rows[len].0.as_bytes()) as usize % SLOTS;
                while wire.index[slot] != EMPTY {
                    slot = (slot + 1) % SLOTS;
                }
                wire.index[slot] = len as u8;
                len += 1;
                row += 1;
            }
            part += 1;
        }
        wire
    }

    /// Every key that means something.
    pub(crate) fn names(&'static self) -> impl Iterator<Item = &'static str> {
        self.rows.iter().map(|(name, _)| *name).filter(|name| !name.is_empty())
    }

    /// What the key of `member` means to the provider, if anything.
    fn field(&self, doc: Doc<'_>, member: NodeId) -> Option<Field> {
        let mut slot = doc.key_hash(member) as usize % SLOTS;
        loop {
            let &(name, field) = self.rows.get(usize::from(*self.index.get(slot)?))?;
            if doc.key_is(member, name) {
                return Some(field);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// The fields of `object`. Null and empty text are absent; two names of one field with different values are
    /// malformed.
    pub(crate) fn gather<'a>(&self, doc: Doc<'a>, object: NodeId) -> Result<Fields<'a>, Malformed> {
        let mut fields = Fields::new(doc, object);
        self.fill(&mut fields)?;
        Ok(fields)
    }

    /// As [`gather`](Self::gather), into fields that are new.
    pub(crate) fn fill(&self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        let doc = fields.doc;
        for child in doc.children(fields.object) {
            let Some(field) = self.field(doc, child) else { continue };
            if doc.is_absent(child) {
                continue;
            }
            let Some(slot) = fields.slots.get_mut(field as usize) else { continue };
            if *slot == ABSENT {
                *slot = child;
            } else {
                refuse_contradiction(doc, field, *slot, child)?;
            }
        }
        Ok(())
    }
}

/// Refuses two values of one field that differ.
#[cold]
fn refuse_contradiction(doc: Doc<'_>, field: Field, a: NodeId, b: NodeId) -> Result<(), Malformed> {
    if doc.text(a).compare(doc.text(b)).is_eq() {
        return Ok(());
    }
    Err(Malformed::new(MalformedReason::Contradiction).in_field(field.name()))
}

/// No field is the root.
const ABSENT: NodeId = Doc::ROOT;

/// The fields that one object has, each still as it stands in the body.
pub(crate) struct Fields<'a> {
    pub(crate) doc: Doc<'a>,
    pub(crate) object: NodeId,
    slots: [NodeId; FIELDS],
}

impl<'a> Fields<'a> {
    /// No field of `object` yet.
    pub(crate) const fn new(doc: Doc<'a>, object: NodeId) -> Self {
        Self { doc, object, slots: [ABSENT; FIELDS] }
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.node(field).is_some()
    }

    pub(crate) fn node(&self, field: Field) -> Option<NodeId> {
        self.slots.get(field as usize).copied().filter(|&node| node != ABSENT)
    }

    pub(crate) fn kind(&self, field: Field) -> Option<Kind> {
        self.node(field).map(|node| self.doc.kind(node))
    }

    /// An object in this one.
    pub(crate) fn child(&self, field: Field) -> Option<NodeId> {
        self.node(field).filter(|&node| self.doc.kind(node) == Kind::Object)
    }

    #[cold]
    fn error(&self, field: Field, reason: MalformedReason) -> Malformed {
        let error = Malformed::new(reason).in_field(field.name());
        self.node(field).map_or(error, |node| error.at(self.doc.span(node).start as usize))
    }

    /// Takes `node`, of any object of the same body, as this field. Null and empty text are absent here too.
    pub(crate) fn set(&mut self, field: Field, node: Option<NodeId>) {
        if let Some(slot) = self.slots.get_mut(field as usize) {
            *slot = node.filter(|&node| !self.doc.is_absent(node)).unwrap_or(ABSENT);
        }
    }

    /// Takes the member `name` as this field where none of the table's names gave it.
    pub(crate) fn fall_back(&mut self, field: Field, name: &str) {
        if !self.has(field) {
            self.set(field, self.doc.get(self.object, name));
        }
    }

    /// A text; a number is none.
    pub(crate) fn word(&self, field: Field) -> Result<Option<NodeId>, Malformed> {
        self.checked(field, false)
    }

    /// A text, or a number whose digits are taken as text.
    pub(crate) fn scalar(&self, field: Field) -> Result<Option<NodeId>, Malformed> {
        self.checked(field, true)
    }

    fn checked(&self, field: Field, may_be_number: bool) -> Result<Option<NodeId>, Malformed> {
        let Some(node) = self.node(field) else { return Ok(None) };
        let is_text = match self.doc.kind(node) {
            Kind::String | Kind::EscapedString => true,
            Kind::Number => may_be_number,
            Kind::Null | Kind::True | Kind::False | Kind::Array | Kind::Object => false,
        };
        if !is_text {
            return Err(self.error(field, MalformedReason::WrongType));
        }
        if self.doc.span(node).len() > MAX_FIELD_BYTES {
            return Err(self.error(field, MalformedReason::TooLong).limit(MAX_FIELD_BYTES as u64));
        }
        Ok(Some(node))
    }

    /// The decoded text of a scalar.
    pub(crate) fn text(&self, field: Field) -> Result<Option<JsonStr<'a>>, Malformed> {
        Ok(self.scalar(field)?.map(|node| self.doc.text(node)))
    }

    /// An exact decimal, number or text.
    pub(crate) fn decimal(&self, field: Field) -> Result<Option<Decimal>, Malformed> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let value = money::parse(&text.decode());
        value.map(Some).ok_or_else(|| self.error(field, MalformedReason::BadValue))
    }

    /// A whole number of 0 or more, number or digits.
    pub(crate) fn whole(&self, field: Field) -> Result<Option<u64>, Malformed> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let value = text.decode().bytes().try_fold(0_u64, |value, byte| {
            let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
            value.checked_mul(10)?.checked_add(digit)
        });
        value.map(Some).ok_or_else(|| self.error(field, MalformedReason::BadValue))
    }

    /// A truth value.
    pub(crate) fn flag(&self, field: Field) -> Result<Option<bool>, Malformed> {
        match self.kind(field) {
            None => Ok(None),
            Some(Kind::True) => Ok(Some(true)),
            Some(Kind::False) => Ok(Some(false)),
            Some(_) => Err(self.error(field, MalformedReason::WrongType)),
        }
    }

    /// A sum in major units. One in minor units of a currency that is not known is absent and noted.
    pub(crate) fn sum(
        &self,
        field: Field,
        style: &Style,
        notes: &mut Notes,
    ) -> Result<Option<Decimal>, Malformed> {
        let Some(minor_digits) = style.minor_digits else { return self.decimal(field) };
        let Some(text) = self.text(field)? else { return Ok(None) };
        let currency = self.text(Field::Currency)?;
        let digits = currency.and_then(|currency| minor_digits(&currency.decode()));
        let value = money::parse_minor(&text.decode(), digits.unwrap_or(0));
        let value = value.ok_or_else(|| self.error(field, MalformedReason::BadValue))?;
        if digits.is_none() {
            notes.add(Note::UnknownCurrency);
        }
        Ok(digits.map(|_| value))
    }

    /// Where the text of a sum in major units stands, if it is the text that its decimal has.
    pub(crate) fn plain_sum(&self, field: Field, style: &Style) -> Span {
        let plain = self.node(field).filter(|&node| style.minor_digits.is_none() && self.is_plain(node));
        plain.map_or(Span::NONE, |node| self.doc.span(node))
    }

    fn is_plain(&self, node: NodeId) -> bool {
        match self.doc.kind(node) {
            Kind::Number | Kind::String => money::is_plain(self.doc.text(node).raw),
            Kind::Null | Kind::True | Kind::False | Kind::EscapedString | Kind::Array | Kind::Object => false,
        }
    }

    /// An instant in milliseconds. One without a zone, or that cannot be read, is absent and noted.
    pub(crate) fn instant(
        &self,
        field: Field,
        style: &Style,
        notes: &mut Notes,
    ) -> Result<Option<i64>, Malformed> {
        let Some(node) = self.scalar(field)? else { return Ok(None) };
        let text = self.doc.text(node);
        if style.zero_is_unset && text.is("0") {
            return Ok(None);
        }
        let read = if self.doc.kind(node) == Kind::Number {
            time::read_number(text.raw, style.times).map(Moment::Instant)
        } else {
            time::read_text(&text.decode(), style.times)
        };
        Ok(match read {
            Some(Moment::Instant(ms)) => Some(ms),
            Some(Moment::Local(_) | Moment::Date(_)) => {
                notes.add(Note::LocalTime);
                None
            }
            None => {
                notes.add(Note::BadTime);
                None
            }
        })
    }

    pub(crate) fn wrong_type(&self, field: Field) -> Malformed {
        self.error(field, MalformedReason::WrongType)
    }

    pub(crate) fn bad_value(&self, field: Field) -> Malformed {
        self.error(field, MalformedReason::BadValue)
    }
}

/// Members of `object` that `wire` does not know, each as exact JSON.
pub(crate) fn unknown_members<'d>(
    wire: &'static Wire,
    doc: Doc<'d>,
    object: NodeId,
) -> impl Iterator<Item = (alloc::string::String, Json)> + 'd {
    doc.children(object)
        .filter(move |&child| wire.field(doc, child).is_none())
        .map(move |child| (doc.key(child).decode().into_owned(), Json::of_checked(doc.raw(child))))
}
