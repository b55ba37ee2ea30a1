//! Liquido's JSON: which field means what in charges, refunds, payouts and payment links.
//!
//! The status word decides and nothing else: codes, event types and final times are set beside it, and contradict it.

use chrono::{DateTime, Utc};
use smallvec::SmallVec;

use super::status::{EVENTS, TABLE};
use super::{CURRENCIES, MINOR_DIGITS, NAME, PROFILE, RECEIVED, details, refusal};
use crate::ask::Target;
use crate::check;
use crate::error::{Error, Malformed};
use crate::http::{Response, Webhook};
use crate::json::{Doc, Kind, NodeId, Nodes};
use crate::observation::{Note, Source};
use crate::providers::translate;
use crate::reading::{EventId, EventKind, Piece, Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::sign::sha256_hex;
use crate::status::{PayoutStatus, RefundStatus, State, Status, Subject};
use crate::time::TimeFormat;
use crate::wire::{Field, Fields, Rows, Style, Wire};

/// What charges, refunds and payouts have in common.
const TRANSFER_ROWS: &Rows = &[
    ("idempotencyKey", Field::Id),
    ("referenceId", Field::Reference),
    ("transferStatus", Field::Native),
    ("transferErrorMsg", Field::Failure),
    ("currency", Field::Currency),
    ("createTime", Field::CreatedAt),
    ("finalStatusTime", Field::CompletedAt),
];

const LINK_ROWS: &Rows = &[
    ("linkId", Field::Id),
    ("orderId", Field::Reference),
    ("currency", Field::Currency),
    ("name", Field::Payer),
    ("createTime", Field::CreatedAt),
    ("expiredTime", Field::ExpiresAt),
];

static TRANSFER: Wire = Wire::new(&[TRANSFER_ROWS, &[("amount", Field::Amount)]]);
static PAYOUT: Wire = Wire::new(&[TRANSFER_ROWS, &[("amountInCents", Field::Amount)]]);
/// A link's final times are taken from the epochs: the texts beside them are hours off, and name no zone.
static LINK: Wire = Wire::new(&[
    LINK_ROWS,
    &[
        ("paymentStatus", Field::Native),
        ("amount", Field::Amount),
        ("finalStatusTimestamp", Field::CompletedAt),
    ],
]);
static LINK_REFUND: Wire = Wire::new(&[
    LINK_ROWS,
    &[
        ("refundStatus", Field::Native),
        ("refundAmount", Field::Amount),
        ("refundTimestamp", Field::CompletedAt),
    ],
]);
static EVENT: Wire = Wire::new(&[&[("eventType", Field::EventType), ("data", Field::Data)]]);

static IN_CENTS: Style =
    Style { times: TimeFormat::Auto, zero_is_unset: false, minor_digits: Some(minor_digits) };
static OF_LINK: Style = Style { zero_is_unset: true, ..IN_CENTS };

/// Two of every currency that is known here, whatever ISO 4217 says: 100 is one peso of Chile too.
fn minor_digits(currency: &str) -> Option<u32> {
    CURRENCIES.contains(&currency).then_some(MINOR_DIGITS)
}

/// The code of all that is well, of a transfer or of a call.
const OK: u64 = 200;

pub(super) fn read_transfer(
    asked: Asked,
    target: &Target,
    response: &Response<'_>,
    now: DateTime<Utc>,
) -> Result<Reading, Error> {
    check::subject(target.subject, PROFILE.queried)?;
    if !response.is_success() {
        return Err(refusal::refuse(asked, response, now));
    }
    let mut nodes = Nodes::new();
    let doc = Doc::read(response.body, &mut nodes)?;
    let mut transfer = Fields::new(doc, doc.object(Doc::ROOT)?);
    let (wire, style) = form_of(&transfer, target.subject);
    wire.fill(&mut transfer)?;
    if let Some(code) = failed_call(&mut transfer, target.subject)? {
        return Err(refusal::refuse_in_body(asked, response, code, now));
    }
    let mut reading = Reading::new(NAME, wire, (target.subject, Source::Query));
    fill_transfer(&mut reading, &mut transfer, style)?;
    Ok(reading)
}

/// Reads the body of a callback that is verified.
pub(super) fn read_event(webhook: &Webhook<'_>) -> Result<ReceiptReading, Error> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(webhook.body, &mut nodes)?;
    let event = EVENT.gather(doc, doc.object(Doc::ROOT)?)?;
    let kind = event.word(Field::EventType)?.ok_or_else(|| Field::EventType.missing())?;
    let mut readings = SmallVec::new();
    if let Some(&(_, state)) = EVENTS.iter().find(|(name, _)| doc.text(kind).is(name)) {
        readings.extend(read_data(&event, state)?);
    }
    let kind = Piece::of(doc, kind);
    let unique = |seen: &Reading| Some([kind, seen.piece(Field::Id)?, seen.piece(Field::Native)?]);
    let event_id = match readings.first().and_then(unique) {
        Some(pieces) => EventId::Joined(pieces.into()),
        None => EventId::Derived(sha256_hex(webhook.body)),
    };
    Ok(ReceiptReading { event_id, kind: EventKind::Given(kind), readings, reply: RECEIVED })
}

/// A payout's `amountInCents` goes before its deprecated `amount`, which is in major units.
fn form_of(transfer: &Fields<'_>, subject: Subject) -> (&'static Wire, &'static Style) {
    if subject != Subject::Payout {
        (&TRANSFER, &IN_CENTS)
    } else if transfer.doc.given(transfer.object, "amountInCents").is_some() {
        (&PAYOUT, &IN_CENTS)
    } else {
        (&TRANSFER, &Style::PLAIN)
    }
}

/// The number by which an answer of HTTP 200 says that the call failed, so that nothing is known of the transfer; else the
/// transfer's own code is in `Field::Code`.
fn failed_call(transfer: &mut Fields<'_>, subject: Subject) -> Result<Option<u64>, Malformed> {
    let (doc, object, has_word) = (transfer.doc, transfer.object, transfer.has(Field::Native));
    let mut failed = |code: Option<NodeId>| {
        transfer.set(Field::Code, code);
        Ok(transfer.whole(Field::Code)?.filter(|&code| code != OK))
    };
    if subject == Subject::Payout
        && let Some(code) = failed(doc.get(object, "statusCode"))?
    {
        return Ok(Some(code));
    }
    let code = doc.given(object, "transferStatusCode");
    let of_transfer = failed(code)?;
    if has_word {
        return Ok(None);
    }
    // Without a word nothing may fail a payment, so that its code then speaks of the call.
    if code.is_some() {
        return Ok(of_transfer);
    }
    let of_framework = doc.get(object, "status").filter(|&status| doc.kind(status) == Kind::Number);
    failed(of_framework)?.map(Some).ok_or_else(|| Field::Native.missing())
}

/// The data of an event whose type tells `state`. One of neither shape, or that names nobody, tells nothing.
fn read_data(event: &Fields<'_>, state: State) -> Result<Option<Reading>, Malformed> {
    let doc = event.doc;
    let Some(data) = event.node(Field::Data) else { return Ok(None) };
    let data = doc.object(data)?;
    let about = (state.subject(), Source::Webhook);
    let mut reading;
    if let Some(charge) = doc.given(data, "chargeDetails") {
        let mut fields = TRANSFER.gather(doc, doc.object(charge)?)?;
        fields.set(Field::Code, doc.get(charge, "transferStatusCode"));
        reading = Reading::new(NAME, &TRANSFER, about);
        fill_transfer(&mut reading, &mut fields, &IN_CENTS)?;
    } else if doc.given(data, "linkId").is_some() {
        let wire = if about.0 == Subject::Refund { &LINK_REFUND } else { &LINK };
        reading = Reading::new(NAME, wire, about);
        fill(&mut reading, &mut wire.gather(doc, data)?, &OF_LINK)?;
    } else {
        return Ok(None);
    }
    if reading.state.is_some_and(|said| said != state) {
        reading.note(Note::EventStatusMismatch);
    }
    Ok(Some(reading).filter(|reading| reading.has(Field::Id) || reading.has(Field::Reference)))
}

/// A charge, refund or payout, its code in `Field::Code`. Where no reference is named, the key is the merchant's own; but
/// a refund's own key is not its charge's.
fn fill_transfer(reading: &mut Reading, fields: &mut Fields<'_>, style: &Style) -> Result<(), Malformed> {
    if reading.subject != Subject::Refund && !fields.has(Field::Reference) {
        fields.set(Field::Reference, fields.node(Field::Id));
    }
    details::fill(fields)?;
    fill(reading, fields, style)
}

/// The state, what depends on it, and everything else.
fn fill(reading: &mut Reading, fields: &mut Fields<'_>, style: &Style) -> Result<(), Malformed> {
    match fields.word(Field::Native)? {
        Some(word) => translate(reading, TABLE, fields.doc.text(word)),
        None => reading.note(Note::Reconcile),
    }
    let code = fields.whole(Field::Code)?.filter(|&code| code != OK);
    if let Some((_, state)) = code.zip(reading.state) {
        if !goes_with_a_code(state) {
            reading.note(Note::CodeStatusMismatch);
        } else if has_failed(state) && !fields.has(Field::Failure) {
            fields.set(Field::Failure, fields.node(Field::Code));
        }
    }
    // The provider sets a final time on what is not final.
    if !reading.state.is_some_and(State::stops_polling) {
        fields.set(Field::CompletedAt, None);
    }
    reading.fill(fields, style)
}

/// Whether a code that is not 200 may stand beside the state.
const fn goes_with_a_code(state: State) -> bool {
    has_failed(state) || matches!(state, State::Payment(Status::Expired | Status::Cancelled))
}

const fn has_failed(state: State) -> bool {
    match state {
        State::Payment(status) => matches!(status, Status::Failed),
        State::Refund(status) => matches!(status, RefundStatus::Failed),
        State::Payout(status) => matches!(status, PayoutStatus::Rejected | PayoutStatus::Failed),
        State::Settlement(_) | State::Deposit(_) => false,
    }
}
