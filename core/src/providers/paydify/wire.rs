//! Paydify's JSON: which field means what, in both generations at once, whatever the account's dialect.

use chrono::{DateTime, Utc};
use smallvec::SmallVec;

use super::ask::Call;
use super::status::{TABLE, TIMEOUT};
use super::{NAME, Paydify, RECEIVED, refusal};
use crate::ask::Target;
use crate::check::present;
use crate::error::{Error, Malformed, MalformedReason, Misuse, MisuseReason};
use crate::http::{Response, Webhook};
use crate::json::{Doc, Kind, NodeId, Nodes};
use crate::observation::{Note, Source};
use crate::profile::state_of;
use crate::reading::{EventId, EventKind, Piece, Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::sign::sha256_hex;
use crate::status::{State, Status, Subject};
use crate::time::TimeFormat;
use crate::wire::{Field, Fields, Rows, Style, Wire};

/// A payment's fields. Sums are in major units, and are all of one currency.
const PAYMENT_ROWS: &Rows = &[
    ("txnId", Field::Id),
    ("mchTxnId", Field::Reference),
    ("state", Field::Native),
    ("txnAmount", Field::Amount),
    ("paidAmount", Field::Received),
    ("mchFee", Field::Fee),
    ("currency", Field::Currency),
    ("txnHash", Field::Transaction),
    ("payMethod2", Field::Network),
    ("fromAddress", Field::Payer),
    ("httplink", Field::Link),
    ("createdTime", Field::CreatedAt),
    ("expiredTime", Field::ExpiresAt),
    ("paidTime", Field::CompletedAt),
    ("errorMsg", Field::Failure),
];

static PAYMENT: Wire = Wire::new(&[PAYMENT_ROWS]);
static REFUND: Wire = Wire::new(&[&[
    ("refundTxnId", Field::Id),
    ("mchTxnId", Field::Reference),
    ("state", Field::Native),
    ("txnAmount", Field::Amount),
    ("currency", Field::Currency),
    ("txnHash", Field::Transaction),
    ("payMethod2", Field::Network),
    ("createdTime", Field::CreatedAt),
    ("refundedTime", Field::CompletedAt),
    ("errorMsg", Field::Failure),
]]);
/// A webhook's body is the payment itself.
static EVENT: Wire = Wire::new(&[PAYMENT_ROWS, &[("notifyType", Field::EventType)]]);
/// Both envelopes: the current one has `code`, the legacy one `status`.
pub(super) static ENVELOPE: Wire = Wire::new(&[&[
    ("code", Field::Code),
    ("status", Field::Native),
    ("success", Field::Success),
    ("data", Field::Data),
]]);

const STYLE: Style = Style { times: TimeFormat::EpochMilliseconds, zero_is_unset: true, minor_digits: None };

/// The one event type that is documented, and that of an event which names none.
const PAYMENT_EVENT: &str = "payment";

impl Paydify {
    pub(super) fn read_answer(
        &self,
        asked: Asked,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error> {
        let (wire, call) = match (target.subject, asked) {
            (Subject::Payment, Asked::Create) => (&PAYMENT, Call::CreatePayment),
            (Subject::Payment, Asked::Read) => (&PAYMENT, Call::PaymentStatus),
            (Subject::Refund, Asked::Create) => (&REFUND, Call::CreateRefund),
            (Subject::Refund, Asked::Read) => (&REFUND, Call::RefundStatus),
            (Subject::Payout | Subject::Deposit | Subject::Settlement | Subject::Other, _) => {
                return Err(Misuse::new(MisuseReason::Unsupported, "subject").into());
            }
        };
        if !response.is_success() {
            return Err(refusal::refuse(asked, response, now));
        }
        let mut nodes = Nodes::new();
        let doc = Doc::read(response.body, &mut nodes)?;
        let mut envelope = Fields::new(doc, doc.object(Doc::ROOT)?);
        ENVELOPE.fill(&mut envelope)?;
        if !says_success(&envelope)? {
            return Err(refusal::refuse(asked, response, now));
        }
        for row in rows(&envelope)? {
            let mut fields = Fields::new(doc, doc.object(row)?);
            wire.fill(&mut fields)?;
            if asked == Asked::Create {
                fields.fall_back(Field::Link, "deeplink");
            }
            if target.subject == Subject::Refund {
                fields.fall_back(Field::Id, "txnId");
            }
            if is_target(&fields, target)? {
                let mut reading = Reading::new(NAME, wire, (target.subject, Source::Query));
                read_row(&mut reading, &fields)?;
                if self.has_wrong_signature(call, response) {
                    reading.note(Note::ResponseSignatureMismatch);
                }
                return Ok(reading);
            }
        }
        Err(refusal::refuse_missing(asked, response, now))
    }
}

/// Whether the answer is a success, in either envelope. One that contradicts itself is malformed, and so is neither.
fn says_success(envelope: &Fields<'_>) -> Result<bool, Malformed> {
    let contradiction = Malformed::new(MalformedReason::Contradiction);
    match (envelope.text(Field::Code)?, envelope.text(Field::Native)?) {
        (Some(code), None) => {
            let success = code.is("SYS_SUCCESS");
            let says_otherwise = envelope.flag(Field::Success)?.is_some_and(|said| said != success);
            if says_otherwise { Err(contradiction.in_field("success")) } else { Ok(success) }
        }
        (None, Some(status)) => Ok(status.is("0")),
        (Some(_), Some(_)) => Err(contradiction.in_field("code")),
        (None, None) => Err(Field::Code.missing()),
    }
}

/// The rows of an answer: the pages' tables have an array, their samples one object.
fn rows<'a>(envelope: &Fields<'a>) -> Result<impl Iterator<Item = NodeId> + use<'a>, Malformed> {
    let doc = envelope.doc;
    let data = envelope.node(Field::Data);
    let (one, many) = match data.map(|data| (data, doc.kind(data))) {
        None => (None, None),
        Some((data, Kind::Object)) => (Some(data), None),
        // Elements that are no arrays or objects are not in the table of the body.
        Some((data, Kind::Array)) if doc.children(data).count() == doc.count(data) as usize => {
            (None, Some(doc.children(data)))
        }
        Some(_) => return Err(envelope.wrong_type(Field::Data)),
    };
    Ok(one.into_iter().chain(many.into_iter().flatten()))
}

/// Whether the row is what was asked for: by id where that is known, else by reference.
fn is_target(row: &Fields<'_>, target: &Target) -> Result<bool, Malformed> {
    let (field, wanted) = match (present(target.id.as_ref()), present(target.reference.as_ref())) {
        (Some(id), _) => (Field::Id, id),
        (None, Some(reference)) => (Field::Reference, reference),
        (None, None) => return Ok(false),
    };
    Ok(match row.text(field)? {
        Some(given) => given.is(wanted),
        // The answer to the command `refund` names the new id, and leaves the reference out.
        None => target.subject == Subject::Refund && field == Field::Reference && row.has(Field::Id),
    })
}

fn read_row(reading: &mut Reading, fields: &Fields<'_>) -> Result<(), Malformed> {
    reading.fill(fields, &STYLE)?;
    // The page calls it the time at which the payment is expected to time out.
    if let Some(expires) = reading.time(Field::ExpiresAt) {
        reading.set_time(Field::WindowEndsAt, expires);
    }
    let Some(word) = fields.text(Field::Native)? else {
        reading.note(Note::Reconcile);
        return Ok(());
    };
    reading.state = state_of(TABLE, reading.subject, |row| word.is_in_any_case(row));
    match reading.state {
        None => reading.note(Note::UnknownStatus),
        Some(State::Payment(Status::Failed)) => {
            if fields.text(Field::Failure)?.is_some_and(|reason| reason.is_in_any_case(TIMEOUT)) {
                reading.state = Some(State::Payment(Status::Expired));
            }
        }
        // What is said of no failure is no reason of one.
        Some(_) => reading.clear(Field::Failure),
    }
    Ok(())
}

/// Reads the body of a webhook that is verified.
pub(super) fn read_event(webhook: &Webhook<'_>) -> Result<ReceiptReading, Error> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(webhook.body, &mut nodes)?;
    let mut event = Fields::new(doc, doc.object(Doc::ROOT)?);
    EVENT.fill(&mut event)?;
    let kind = event.word(Field::EventType)?;
    let known = kind.is_none_or(|kind| doc.text(kind).is(PAYMENT_EVENT));
    // An event about something else may have the same id and word, and is not looked at.
    let id_and_word = if known { event.scalar(Field::Id)?.zip(event.word(Field::Native)?) } else { None };
    let mut receipt = ReceiptReading {
        event_id: match id_and_word {
            Some((id, word)) => EventId::Joined(SmallVec::from_iter([
                Piece::of(doc, id),
                Piece::of(doc, word).in_lower_case(),
            ])),
            None => EventId::Derived(sha256_hex(webhook.body)),
        },
        kind: kind.map_or(EventKind::Fixed(PAYMENT_EVENT), |kind| EventKind::Given(Piece::of(doc, kind))),
        readings: SmallVec::new(),
        reply: RECEIVED,
    };
    // A word without a payment must not reach one.
    if known && (event.has(Field::Id) || event.has(Field::Reference)) {
        receipt.readings.push(Reading::new(NAME, &EVENT, (Subject::Payment, Source::Webhook)));
        for reading in &mut receipt.readings {
            read_row(reading, &event)?;
        }
    }
    Ok(receipt)
}
