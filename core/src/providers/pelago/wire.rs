//! Pelago's JSON: which field means what, of payments, refunds and settlements.

use alloc::vec::Vec;

use chrono::{DateTime, Utc};
use smallvec::SmallVec;

use super::status::{EVENTS, PAYMENT_EVENTS, TABLE};
use super::{NAME, RECEIVED, refusal};
use crate::ask::Target;
use crate::check::present;
use crate::error::{Error, Malformed, Misuse, MisuseReason};
use crate::http::{Response, Webhook};
use crate::json::{Doc, JsonStr, Kind, NodeId, Nodes};
use crate::observation::Source;
use crate::page::Listing;
use crate::providers::{self, PageReading, translate, translate_event};
use crate::reading::{EventId, EventKind, Piece, Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::sign::sha256_hex;
use crate::status::Subject;
use crate::wire::{Field, Fields, Rows, Style, Wire};

/// What every resource may have.
const COMMON_ROWS: &Rows = &[
    ("status", Field::Native),
    ("amount", Field::Amount),
    ("currency", Field::Currency),
    ("network", Field::Network),
    ("transactionHash", Field::Transaction),
    ("createdAt", Field::CreatedAt),
    ("completedAt", Field::CompletedAt),
    ("failureReason", Field::Failure),
];

const PAYMENT_ROWS: &Rows = &[
    ("paymentId", Field::Id),
    ("url", Field::Link),
    ("customerWallet", Field::Payer),
    ("confirmations", Field::Confirmations),
    ("expiresAt", Field::ExpiresAt),
];

const REFUND_ROWS: &Rows = &[("id", Field::Id), ("refundId", Field::Id), ("paymentId", Field::Reference)];

/// A settlement's sum has one name in a list and another in an answer.
const SETTLEMENT_ROWS: &Rows = &[
    ("id", Field::Id),
    ("settlementId", Field::Id),
    ("totalAmount", Field::Amount),
    ("totalFees", Field::Fee),
    ("settledAt", Field::CompletedAt),
];

/// A payment that is asked for is named by `id`. Where another `paymentId` stands beside it, it is something else.
static PAYMENT: Wire = Wire::new(&[&[("id", Field::Id)], PAYMENT_ROWS, COMMON_ROWS]);
/// A payment in an event or a frame is named by `paymentId`.
pub(super) static PAYMENT_NEWS: Wire = Wire::new(&[PAYMENT_ROWS, COMMON_ROWS]);
static REFUND: Wire = Wire::new(&[REFUND_ROWS, COMMON_ROWS]);
static SETTLEMENT: Wire = Wire::new(&[SETTLEMENT_ROWS, COMMON_ROWS]);
/// The envelope of a webhook, and that of a frame.
pub(super) static EVENT: Wire =
    Wire::new(&[&[("id", Field::EventId), ("type", Field::EventType), ("data", Field::Data)]]);
static LIST: Wire =
    Wire::new(&[&[("data", Field::Data), ("hasMore", Field::More), ("totalCount", Field::Total)]]);

/// What can be asked for by id.
pub(super) struct Resource {
    subject: Subject,
    /// What it calls itself, in `object`.
    name: &'static str,
    /// Where it is asked for, behind `/v1/`.
    pub(super) path: &'static str,
    wire: &'static Wire,
}

static RESOURCES: [Resource; 3] = [
    Resource { subject: Subject::Payment, name: "payment", path: "payments", wire: &PAYMENT },
    Resource { subject: Subject::Refund, name: "refund", path: "refunds", wire: &REFUND },
    Resource { subject: Subject::Settlement, name: "settlement", path: "settlements", wire: &SETTLEMENT },
];

/// The resource of that subject; `misuse` where there is none.
pub(super) fn resource_of(subject: Subject) -> Result<&'static Resource, Error> {
    let resource = RESOURCES.iter().find(|resource| resource.subject == subject);
    resource.ok_or_else(|| Misuse::new(MisuseReason::Unsupported, "subject").into())
}

pub(super) fn read_resource(
    asked: Asked,
    target: &Target,
    response: &Response<'_>,
    now: DateTime<Utc>,
) -> Result<Reading, Error> {
    let resource = resource_of(target.subject)?;
    if !response.is_success() {
        // Every question names an id. This answers a request that makes something, which may be there all the same.
        let asked = if present(target.id.as_ref()).is_none() { Asked::Create } else { asked };
        return Err(refusal::refuse(asked, response, now));
    }
    let mut nodes = Nodes::new();
    let doc = Doc::read(response.body, &mut nodes)?;
    // What it calls itself goes before what was asked for: a refund that completed must not pay a charge.
    let name = doc.get(doc.object(Doc::ROOT)?, "object").map(|name| doc.text(name));
    let named = RESOURCES.iter().find(|resource| name.is_some_and(|name| name.is(resource.name)));
    let resource = named.unwrap_or(resource);
    let mut fields = Fields::new(doc, Doc::ROOT);
    resource.wire.fill(&mut fields)?;
    let mut reading = Reading::new(NAME, resource.wire, (resource.subject, Source::Query));
    read_one(&mut reading, &mut fields)?;
    Ok(reading)
}

/// A resource with its id and its status word.
fn read_one(reading: &mut Reading, fields: &mut Fields<'_>) -> Result<(), Malformed> {
    fields.node(Field::Id).ok_or_else(|| Field::Id.missing())?;
    fill(reading, fields)?;
    let word = fields.word(Field::Native)?.ok_or_else(|| Field::Native.missing())?;
    translate(reading, TABLE, fields.doc.text(word));
    Ok(())
}

/// The fields of a resource, of an event's data or of a frame's; no state yet.
pub(super) fn fill(reading: &mut Reading, fields: &mut Fields<'_>) -> Result<(), Malformed> {
    if reading.subject() == Subject::Payment {
        fields.set(Field::Reference, order_id(fields.doc, fields.object));
    }
    if !fields.has(Field::Failure) {
        fields.set(Field::Failure, fields.doc.get(fields.object, "failureMessage"));
    }
    reading.fill(fields, &Style::PLAIN)?;
    if let Some(at) = reading.time(Field::ExpiresAt) {
        reading.set_time(Field::WindowEndsAt, at);
    }
    Ok(())
}

/// The merchant's reference stands in the merchant's own data, where anything may stand.
fn order_id(doc: Doc<'_>, payment: NodeId) -> Option<NodeId> {
    let id = doc.get(doc.get(payment, "metadata")?, "orderId")?;
    matches!(doc.kind(id), Kind::String | Kind::EscapedString | Kind::Number).then_some(id)
}

pub(super) fn read_rows(
    listing: &Listing,
    response: &Response<'_>,
    now: DateTime<Utc>,
) -> Result<PageReading, Error> {
    if !response.is_success() {
        return Err(refusal::refuse(Asked::Read, response, now));
    }
    let mut nodes = Nodes::new();
    let doc = Doc::read(response.body, &mut nodes)?;
    let envelope = LIST.gather(doc, doc.object(Doc::ROOT)?)?;
    let mut ids = Vec::new();
    let readings = providers::read_rows(&envelope, Field::Data, |row| {
        let mut fields = PAYMENT.gather(doc, row)?;
        let mut reading = Reading::new(NAME, &PAYMENT, (Subject::Payment, Source::List));
        read_one(&mut reading, &mut fields)?;
        ids.extend(fields.text(Field::Id)?);
        Ok(reading)
    })?;
    Ok(PageReading { readings, next: next(listing, &envelope, ids)?, total: envelope.whole(Field::Total)? })
}

/// The listing of the page after these rows, every filter kept. Where it would lead nowhere or around, the page is
/// refused: a caller that follows it would never end.
fn next(
    listing: &Listing,
    envelope: &Fields<'_>,
    mut ids: Vec<JsonStr<'_>>,
) -> Result<Option<Listing>, Malformed> {
    if envelope.flag(Field::More)? != Some(true) {
        return Ok(None);
    }
    let cursor = ids.last().map(|id| id.decode().into_owned());
    ids.sort_unstable_by(|a, b| a.compare(*b));
    let twice = ids.windows(2).any(|pair| matches!(pair, [a, b] if a.compare(*b).is_eq()));
    if twice || cursor.is_none() || cursor == listing.cursor {
        return Err(envelope.bad_value(Field::More));
    }
    Ok(Some(Listing { cursor, ..listing.clone() }))
}

/// Reads the body of a webhook that is verified.
pub(super) fn read_event(webhook: &Webhook<'_>) -> Result<ReceiptReading, Error> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(webhook.body, &mut nodes)?;
    let mut event = Fields::new(doc, doc.object(Doc::ROOT)?);
    EVENT.fill(&mut event)?;
    let kind = event.word(Field::EventType)?.ok_or_else(|| Field::EventType.missing())?;
    let data = event.node(Field::Data).ok_or_else(|| Field::Data.missing())?;
    let mut fields = Fields::new(doc, doc.object(data)?);
    let mut receipt = ReceiptReading {
        event_id: match event.scalar(Field::EventId)? {
            Some(id) => EventId::Given(Piece::of(doc, id)),
            None => EventId::Derived(sha256_hex(webhook.body)),
        },
        kind: EventKind::Given(Piece::of(doc, kind)),
        readings: SmallVec::new(),
        reply: RECEIVED,
    };
    let kind = doc.text(kind);
    let told = EVENTS.iter().find(|(name, _)| kind.is(name)).map(|&(_, state)| state);
    let subject = match told {
        Some(state) => state.subject(),
        None if kind.decode().starts_with(PAYMENT_EVENTS) => Subject::Payment,
        None => return Ok(receipt),
    };
    let wire = if subject == Subject::Payment { &PAYMENT_NEWS } else { resource_of(subject)?.wire };
    wire.fill(&mut fields)?;
    if told.is_none() && !(fields.has(Field::Id) && fields.has(Field::Native)) {
        return Ok(receipt);
    }
    if !fields.has(Field::Id) {
        fields.set(Field::Id, doc.get(data, "id"));
    }
    fields.node(Field::Id).ok_or_else(|| Field::Id.missing())?;
    receipt.readings.push(Reading::new(NAME, wire, (subject, Source::Webhook)));
    for reading in &mut receipt.readings {
        fill(reading, &mut fields)?;
        let word = fields.word(Field::Native)?.map(|word| doc.text(word));
        if let Some(state) = told {
            translate_event(reading, TABLE, word, state);
        } else if let Some(word) = word {
            translate(reading, TABLE, word);
        }
    }
    Ok(receipt)
}
