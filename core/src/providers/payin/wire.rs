//! PayIn's JSON: which field means what, in all three dialects at once, whatever the account's dialect.

use chrono::{DateTime, Utc};
use smallvec::SmallVec;

use super::status::{EVENTS, TABLE};
use super::{NAME, PayIn, RECEIVED, refusal};
use crate::error::{Error, Malformed};
use crate::http::{Response, Webhook, header};
use crate::json::{Doc, JsonStr, Kind, Nodes};
use crate::observation::{Note, Source};
use crate::page::Listing;
use crate::providers::{PageReading, read_rows, translate, translate_event};
use crate::reading::{EventId, EventKind, Piece, Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::sign::sha256_hex;
use crate::status::{State, Subject};
use crate::wire::{Field, Fields, Rows, Style, Wire};

/// An order's fields: the reference dialect's name first, then the guides', the server's and the overlay's.
const ORDER_ROWS: &Rows = &[
    ("orderId", Field::Id),
    ("order_id", Field::Id),
    ("id", Field::Id),
    ("orderReference", Field::Reference),
    ("order_reference", Field::Reference),
    ("status", Field::Native),
    ("amount", Field::Amount),
    ("confirmedReceived", Field::Received),
    ("confirmed_received", Field::Received),
    ("currency", Field::Currency),
    ("token", Field::Currency),
    ("chainId", Field::Network),
    ("chain_id", Field::Network),
    ("chain", Field::Network),
    ("address", Field::Address),
    ("paymentAddress", Field::Address),
    ("payment_address", Field::Address),
    ("txHash", Field::Transaction),
    ("transactionHash", Field::Transaction),
    ("tx_hash", Field::Transaction),
    ("completionTxHash", Field::Transaction),
    ("confirmations", Field::Confirmations),
    ("url", Field::Link),
    ("paymentUrl", Field::Link),
    ("createdAt", Field::CreatedAt),
    ("created_at", Field::CreatedAt),
    ("expiresAt", Field::ExpiresAt),
    ("expires_at", Field::ExpiresAt),
    ("paymentWindowEndsAt", Field::WindowEndsAt),
    ("payment_window_ends_at", Field::WindowEndsAt),
    ("gracePeriodEndsAt", Field::GraceEndsAt),
    ("grace_period_ends_at", Field::GraceEndsAt),
    ("completedAt", Field::CompletedAt),
    ("completed_at", Field::CompletedAt),
];

/// A deposit's sum is what came; nothing was asked.
const DEPOSIT_ROWS: &Rows = &[
    ("depositId", Field::Id),
    ("deposit_id", Field::Id),
    ("depositReference", Field::Reference),
    ("deposit_reference", Field::Reference),
    ("status", Field::Native),
    ("amount", Field::Received),
    ("currency", Field::Currency),
    ("token", Field::Currency),
    ("chainId", Field::Network),
    ("chain_id", Field::Network),
    ("chain", Field::Network),
    ("depositAddress", Field::Address),
    ("deposit_address", Field::Address),
    ("address", Field::Address),
    ("txHash", Field::Transaction),
    ("transactionHash", Field::Transaction),
    ("tx_hash", Field::Transaction),
    ("confirmations", Field::Confirmations),
    ("completedAt", Field::CompletedAt),
    ("completed_at", Field::CompletedAt),
];

const ENVELOPE_ROWS: &Rows = &[("success", Field::Success), ("data", Field::Data)];

static ORDER: Wire = Wire::new(&[ORDER_ROWS]);
static DEPOSIT: Wire = Wire::new(&[DEPOSIT_ROWS]);
/// An order that stands bare, or the envelope around one.
static ANSWER: Wire = Wire::new(&[ORDER_ROWS, ENVELOPE_ROWS]);
static EVENT: Wire =
    Wire::new(&[&[("id", Field::EventId), ("type", Field::EventType), ("data", Field::Data)]]);
/// The numbers of a page stand under `pagination`, in `data`, or at the top.
static LIST: Wire = Wire::new(&[
    ENVELOPE_ROWS,
    &[
        ("page", Field::Page),
        ("limit", Field::Limit),
        ("total", Field::Total),
        ("totalPages", Field::Pages),
        ("hasMore", Field::More),
    ],
]);

/// Two names of one instant may differ by as much, in milliseconds, when an `expiresAt` is told apart: our figure.
const SAME_INSTANT_MS: i64 = 2000;

impl PayIn {
    pub(super) fn read_order(
        &self,
        asked: Asked,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error> {
        if !response.is_success() {
            return Err(refusal::refuse(asked, response, now));
        }
        let mut nodes = Nodes::new();
        let doc = Doc::read(response.body, &mut nodes)?;
        let mut answer = Fields::new(doc, doc.object(Doc::ROOT)?);
        ANSWER.fill(&mut answer)?;
        if answer.flag(Field::Success)? == Some(false) {
            return Err(refusal::refuse(asked, response, now));
        }
        let about = (Subject::Payment, Source::Query);
        match answer.node(Field::Data) {
            None => {
                let mut reading = Reading::new(NAME, &ANSWER, about);
                self.order(&mut reading, &answer)?;
                Ok(reading)
            }
            Some(data) => {
                let mut order = Fields::new(doc, doc.object(data)?);
                ORDER.fill(&mut order)?;
                let mut reading = Reading::new(NAME, &ORDER, about);
                self.order(&mut reading, &order)?;
                Ok(reading)
            }
        }
    }

    /// An order with its status word.
    fn order(&self, reading: &mut Reading, fields: &Fields<'_>) -> Result<(), Malformed> {
        self.resource(reading, fields)?;
        let word = fields.text(Field::Native)?.ok_or_else(|| Field::Native.missing())?;
        translate(reading, TABLE, word);
        Ok(())
    }

    /// What an order and a deposit have in common; no state yet.
    fn resource(&self, reading: &mut Reading, fields: &Fields<'_>) -> Result<(), Malformed> {
        reading.fill(fields, &Style::PLAIN)?;
        self.classify_expiry(reading);
        Ok(())
    }

    /// `expiresAt` is the end of the window in one place and the end of grace in another. Where no end is explicit it is
    /// told by the account's own figures, or left alone.
    fn classify_expiry(&self, reading: &mut Reading) {
        if reading.time(Field::WindowEndsAt).or(reading.time(Field::GraceEndsAt)).is_some() {
            return;
        }
        let Some((created, expires)) = reading.time(Field::CreatedAt).zip(reading.time(Field::ExpiresAt))
        else {
            return;
        };
        let window_end = created + self.windows.window_s * 1000;
        let grace_end = window_end + self.windows.grace_s * 1000;
        if (expires - window_end).abs() <= SAME_INSTANT_MS {
            reading.set_time(Field::WindowEndsAt, expires);
        } else if (expires - grace_end).abs() <= SAME_INSTANT_MS {
            reading.set_time(Field::GraceEndsAt, expires);
        }
    }

    pub(super) fn read_rows(
        &self,
        listing: &Listing,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<PageReading, Error> {
        if !response.is_success() {
            return Err(refusal::refuse(Asked::Read, response, now));
        }
        let mut nodes = Nodes::new();
        let doc = Doc::read(response.body, &mut nodes)?;
        let mut envelope = LIST.gather(doc, doc.object(Doc::ROOT)?)?;
        if envelope.flag(Field::Success)? == Some(false) {
            return Err(refusal::refuse(Asked::Read, response, now));
        }
        // Rows are `data`, or `data.orders`; the numbers stand beside them or in `pagination` there.
        let data = envelope.node(Field::Data).ok_or_else(|| Field::Data.missing())?;
        let beside = if doc.kind(data) == Kind::Object {
            envelope.set(Field::Data, doc.get(data, "orders"));
            data
        } else {
            Doc::ROOT
        };
        let readings = read_rows(&envelope, Field::Data, |row| {
            let fields = ORDER.gather(doc, row)?;
            let mut reading = Reading::new(NAME, &ORDER, (Subject::Payment, Source::List));
            self.order(&mut reading, &fields)?;
            Ok(reading)
        })?;
        let numbers = doc.get(beside, "pagination").unwrap_or(beside);
        let numbers = LIST.gather(doc, doc.object(numbers)?)?;
        let next = goes_on(listing, &numbers)?
            .then(|| Listing { page: Some(listing.page.unwrap_or(1).saturating_add(1)), ..listing.clone() });
        Ok(PageReading { readings, next, total: numbers.whole(Field::Total)? })
    }

    /// Reads the body of a webhook that is verified.
    pub(super) fn read_event(&self, webhook: &Webhook<'_>) -> Result<ReceiptReading, Error> {
        let mut nodes = Nodes::new();
        let doc = Doc::read(webhook.body, &mut nodes)?;
        let mut event = Fields::new(doc, doc.object(Doc::ROOT)?);
        EVENT.fill(&mut event)?;
        let kind = event.word(Field::EventType)?.ok_or_else(|| Field::EventType.missing())?;
        let id = event.scalar(Field::EventId)?;
        let mut receipt = ReceiptReading {
            event_id: match id {
                Some(id) => EventId::Given(Piece::of(doc, id)),
                None => EventId::Derived(sha256_hex(webhook.body)),
            },
            kind: EventKind::Given(Piece::of(doc, kind)),
            readings: SmallVec::new(),
            reply: RECEIVED,
        };
        let kind = doc.text(kind);
        let Some(&(_, state)) = EVENTS.iter().find(|(name, _)| kind.is(name)) else { return Ok(receipt) };
        let data = event.child(Field::Data).ok_or_else(|| event.wrong_type(Field::Data))?;
        let subject = state.subject();
        let wire = if subject == Subject::Deposit { &DEPOSIT } else { &ORDER };
        let mut fields = Fields::new(doc, data);
        wire.fill(&mut fields)?;
        receipt.readings.push(Reading::new(NAME, wire, (subject, Source::Webhook)));
        for reading in &mut receipt.readings {
            self.event(reading, &fields, state)?;
            if contradicts(webhook, id.map(|id| doc.text(id)), kind) {
                reading.note(Note::HeaderBodyMismatch);
            }
        }
        // A word without a payment must not reach one.
        receipt.readings.retain(|reading| reading.has(Field::Id) || reading.has(Field::Reference));
        Ok(receipt)
    }

    /// The data of an event whose type tells `state`; a status word in the data goes before it.
    fn event(&self, reading: &mut Reading, fields: &Fields<'_>, state: State) -> Result<(), Malformed> {
        self.resource(reading, fields)?;
        translate_event(reading, TABLE, fields.text(Field::Native)?, state);
        Ok(())
    }
}

/// Whether an unsigned header tells of another event than the signed body.
fn contradicts(webhook: &Webhook<'_>, id: Option<JsonStr<'_>>, kind: JsonStr<'_>) -> bool {
    let given = |names: [&str; 2]| names.into_iter().find_map(|name| header(webhook.headers, name));
    let other_kind = given(["X-PayIn-Event-Type", "payin-event-type"]).is_some_and(|given| !kind.is(given));
    let other_id =
        given(["X-PayIn-Event-Id", "payin-event-id"]).zip(id).is_some_and(|(given, id)| !id.is(given));
    other_kind || other_id
}

/// Whether another page follows: `hasMore`, else by the number of pages, else by the number of rows.
fn goes_on(listing: &Listing, numbers: &Fields<'_>) -> Result<bool, Malformed> {
    let limit = numbers.whole(Field::Limit)?;
    if limit == Some(0) {
        return Err(numbers.bad_value(Field::Limit));
    }
    if let Some(more) = numbers.flag(Field::More)? {
        return Ok(more);
    }
    let page = numbers.whole(Field::Page)?.unwrap_or_else(|| listing.page.unwrap_or(1).into());
    if let Some(pages) = numbers.whole(Field::Pages)? {
        return Ok(page < pages);
    }
    let limit = limit.or(listing.limit.map(u64::from)).unwrap_or(DEFAULT_LIMIT);
    Ok(numbers.whole(Field::Total)?.is_some_and(|total| page < total.div_ceil(limit.max(1))))
}

/// Rows a page where nobody says otherwise: documented on the orders page.
const DEFAULT_LIMIT: u64 = 20;
