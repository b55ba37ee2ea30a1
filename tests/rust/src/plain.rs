//! Public types to the plain JSON of the vectors, field by field, and back.

use chrono::{DateTime, SecondsFormat, Utc};
use paystate::{
    Asked, Error, Json, Listing, Money, Note, Observation, Order, Page, Payment, Price, Receipt, Request,
    Schedule, State, Status, StreamStep, Subject, Target, TimelineEvent,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

pub(crate) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// An instant that must be there.
#[must_use]
pub fn instant(value: &Value) -> DateTime<Utc> {
    optional_instant(value).expect("an instant")
}

pub(crate) fn optional_instant(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str().map(|text| text.parse().expect("RFC 3339"))
}

/// The credentials and settings of an account as pairs; a list of secrets is one pair each.
pub(crate) fn options(account: &Value) -> Vec<(&str, &str)> {
    let groups = [&account["credentials"], &account["settings"]];
    let entries = groups.into_iter().filter_map(Value::as_object).flatten();
    entries
        .flat_map(|(name, value)| {
            let one = std::slice::from_ref(value);
            let values = value.as_array().map_or(one, Vec::as_slice);
            values.iter().filter_map(|value| Some((name.as_str(), value.as_str()?)))
        })
        .collect()
}

/// What a question is about.
#[must_use]
pub fn target(value: &Value) -> Target {
    let subject = value["subject"].as_str().and_then(Subject::from_word);
    Target {
        subject: subject.unwrap_or(Subject::Payment),
        id: text(&value["id"]),
        reference: text(&value["reference"]),
    }
}

pub(crate) fn order(value: &Value) -> Result<Order, Error> {
    let json = |value: &Value| -> Result<Option<Json>, Error> {
        if value.is_null() { Ok(None) } else { value.to_string().parse().map(Some) }
    };
    let amount = &value["amount"];
    Ok(Order {
        reference: text(&value["reference"]).unwrap_or_default(),
        amount: amount.is_object().then(|| {
            Price::new(
                text(&amount["value"]).unwrap_or_default(),
                text(&amount["currency"]).unwrap_or_default(),
            )
        }),
        network: text(&value["network"]),
        metadata: json(&value["metadata"])?,
        success_url: text(&value["success_url"]),
        cancel_url: text(&value["cancel_url"]),
        extra: json(&value["extra"])?,
    })
}

pub(crate) fn listing(value: &Value) -> Listing {
    let number = |value: &Value| value.as_u64().map(|n| u32::try_from(n).expect("a small number"));
    Listing {
        status: text(&value["status"]),
        limit: number(&value["limit"]),
        cursor: text(&value["cursor"]),
        page: number(&value["page"]),
        created_from: optional_instant(&value["created_from"]),
        created_to: optional_instant(&value["created_to"]),
        currency: text(&value["currency"]),
        network: text(&value["network"]),
        reference: text(&value["reference"]),
        sort_by: text(&value["sort_by"]),
        sort_order: text(&value["sort_order"]),
    }
}

/// A record from the fields that the vectors of `core/advance` and `core/plan` give.
pub(crate) fn payment(value: &Value) -> Payment {
    let status = value["status"].as_str().and_then(Status::from_word).expect("a status");
    let mut payment = Payment::new(status);
    let asked = &value["asked"];
    if asked.is_object() {
        let mut wanted = Asked::new(decimal(&asked["amount"]), text(&asked["currency"]).expect("a currency"));
        wanted.reference = text(&asked["reference"]);
        payment.asked = Some(wanted);
    }
    payment.provider = text(&value["provider"]);
    payment.id = text(&value["id"]);
    payment.fulfilled = value["fulfilled"] == true;
    payment.released = value["released"] == true;
    payment.reversed = value["reversed"] == true;
    payment.created_at = optional_instant(&value["created_at"]);
    payment.window_ends_at = optional_instant(&value["window_ends_at"]);
    payment.grace_ends_at = optional_instant(&value["grace_ends_at"]);
    payment.changed_at = optional_instant(&value["changed_at"]);
    payment
}

fn decimal(value: &Value) -> Decimal {
    value.as_str().expect("decimals are text").parse().expect("a decimal")
}

pub(crate) fn seen(value: &Value) -> Observation {
    let subject = value["subject"].as_str().and_then(Subject::from_word).unwrap_or(Subject::Payment);
    let source = value["source"].as_str().and_then(paystate::Source::from_word).expect("a source");
    let mut seen = Observation::new(subject, source);
    let sum = |value: &Value| {
        value
            .is_object()
            .then(|| Money { value: decimal(&value["value"]), currency: text(&value["currency"]) })
    };
    seen.state = value["status"].as_str().map(|word| State::from_word(subject, word).expect("a status"));
    seen.provider = text(&value["provider"]);
    seen.id = text(&value["id"]);
    seen.native = text(&value["native"]);
    seen.reference = text(&value["reference"]);
    seen.amount = sum(&value["amount"]);
    seen.received = sum(&value["received"]);
    seen
}

pub(crate) fn time(at: Option<DateTime<Utc>>) -> Value {
    at.map_or(Value::Null, |at| at.to_rfc3339_opts(SecondsFormat::Millis, true).into())
}

fn money(money: Option<&Money>) -> Value {
    money.map_or(Value::Null, |money| json!({"value": money.value.to_string(), "currency": money.currency}))
}

pub(crate) fn of_observation(seen: &Observation) -> Value {
    let extra = seen
        .extra
        .iter()
        .map(|(name, json)| (name.to_owned(), serde_json::from_str(json.as_str()).expect("checked JSON")));
    json!({
        "provider": seen.provider,
        "subject": seen.subject.as_str(),
        "id": seen.id,
        "reference": seen.reference,
        "native": seen.native,
        "status": seen.state.map(State::as_str),
        "amount": money(seen.amount.as_ref()),
        "received": money(seen.received.as_ref()),
        "refunded": money(seen.refunded.as_ref()),
        "fee": money(seen.fee.as_ref()),
        "transaction": seen.transaction,
        "confirmations": seen.confirmations,
        "network": seen.network,
        "address": seen.address,
        "link": seen.link,
        "payer": seen.payer,
        "created_at": time(seen.created_at),
        "expires_at": time(seen.expires_at),
        "window_ends_at": time(seen.window_ends_at),
        "grace_ends_at": time(seen.grace_ends_at),
        "completed_at": time(seen.completed_at),
        "failure": seen.failure,
        "extra": extra.collect::<serde_json::Map<String, Value>>(),
        "source": seen.source.as_str(),
        "notes": seen.notes.iter().map(Note::as_str).collect::<Vec<_>>(),
    })
}

pub(crate) fn of_event(event: &TimelineEvent) -> Value {
    json!({
        "at": time(event.at),
        "native": event.native,
        "status": event.status.map(State::as_str),
        "transaction": event.transaction,
        "details": event.details,
    })
}

fn of_target(target: &Target) -> Value {
    json!({"subject": target.subject.as_str(), "id": target.id, "reference": target.reference})
}

pub(crate) fn of_step(step: &StreamStep) -> Value {
    json!({
        "send": step.send,
        "observations": step.observations.iter().map(of_observation).collect::<Vec<_>>(),
        "query": step.query.iter().map(of_target).collect::<Vec<_>>(),
        "wake_at": time(step.wake_at),
        "reconnect_at": time(step.reconnect_at),
    })
}

pub(crate) fn of_request(request: &Request) -> Value {
    json!({"request": {
        "method": request.method(),
        "url": request.url(),
        "headers": request.headers().map(|(name, value)| json!([name, value])).collect::<Vec<_>>(),
        "body": request.body(),
    }})
}

pub(crate) fn of_receipt(receipt: &Receipt) -> Value {
    json!({
        "event_id": receipt.event_id,
        "kind": receipt.kind,
        "observations": receipt.observations.iter().map(of_observation).collect::<Vec<_>>(),
        "reply": {
            "status": receipt.reply.status,
            "content_type": receipt.reply.content_type,
            "body": receipt.reply.body,
        },
    })
}

pub(crate) fn of_page(page: &Page) -> Value {
    json!({
        "observations": page.observations.iter().map(of_observation).collect::<Vec<_>>(),
        "next": page.next.as_ref().map(of_listing),
        "total": page.total,
    })
}

fn of_listing(listing: &Listing) -> Value {
    json!({
        "status": listing.status,
        "limit": listing.limit,
        "cursor": listing.cursor,
        "page": listing.page,
        "created_from": time(listing.created_from),
        "created_to": time(listing.created_to),
        "currency": listing.currency,
        "network": listing.network,
        "reference": listing.reference,
        "sort_by": listing.sort_by,
        "sort_order": listing.sort_order,
    })
}

pub(crate) fn of_schedule(schedule: &Schedule) -> Value {
    let milliseconds = Decimal::from_i128_with_scale(
        i128::try_from(schedule.time_left.as_millis()).expect("a time that is left"),
        3,
    );
    let seconds: serde_json::Number = milliseconds.to_string().parse().expect("a number");
    json!({
        "stage": schedule.stage.map(paystate::Stage::as_str),
        "window_ends_at": time(schedule.window_ends_at),
        "grace_ends_at": time(schedule.grace_ends_at),
        "time_left_s": seconds,
        "poll_at": time(schedule.poll_at),
        "give_up_at": time(schedule.give_up_at),
        "exhausted": schedule.exhausted,
    })
}

pub(crate) fn of_error(error: &Error) -> Value {
    let refused = error.refused();
    json!({"error": {
        "kind": error.kind().as_str(),
        "reason": error.reason(),
        "field": error.field(),
        "limit": error.limit(),
        "code": refused.and_then(|refused| refused.code.as_deref()),
        "category": refused.map(|refused| refused.category.as_str()),
        "retryable": error.retryable(),
        "retry_after_s": refused.and_then(|refused| refused.retry_after_s),
        "retry_at": time(refused.and_then(|refused| refused.retry_at)),
        "outcome_unknown": refused.is_some_and(|refused| refused.outcome_unknown),
    }})
}
