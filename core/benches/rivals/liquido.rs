//! Liquido by hand.

use paystate::Status;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Seen, Text, at_gmt, present};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Charge<'a> {
    transfer_status_code: Option<u32>,
    #[serde(borrow)]
    idempotency_key: Option<Text<'a>>,
    #[serde(borrow)]
    reference_id: Option<Text<'a>>,
    amount: Option<i64>,
    #[serde(borrow)]
    currency: Option<Text<'a>>,
    #[serde(borrow)]
    create_time: Option<Text<'a>>,
    #[serde(borrow)]
    final_status_time: Option<Text<'a>>,
    #[serde(borrow)]
    payer: Option<Payer<'a>>,
    #[serde(borrow)]
    transfer_status: Option<Text<'a>>,
    #[serde(borrow)]
    transfer_error_msg: Option<Text<'a>>,
    #[serde(borrow)]
    transfer_details: Option<Details<'a>>,
}

#[derive(Deserialize)]
struct Payer<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details<'a> {
    #[serde(borrow)]
    web_pay: Option<WebPay<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WebPay<'a> {
    #[serde(borrow)]
    payment_url: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    #[serde(borrow)]
    event_type: Text<'a>,
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(borrow)]
    charge_details: Charge<'a>,
}

pub(super) fn read_struct(body: &[u8], _: bool) -> Option<Seen<'_>> {
    map(serde_json::from_slice(body).ok()?)
}

pub(super) fn read_event(body: &[u8]) -> Option<Seen<'_>> {
    let event: Event<'_> = serde_json::from_slice(body).ok()?;
    if event.event_type.is_empty() {
        return None;
    }
    map(event.data.charge_details)
}

fn map(charge: Charge<'_>) -> Option<Seen<'_>> {
    let native = present(charge.transfer_status)?;
    let status = status(&native);
    let code = charge.transfer_status_code.filter(|&code| code != 200 && status == Some(Status::Failed));
    let last = at_gmt(charge.final_status_time.as_deref());
    Some(Seen {
        id: present(charge.idempotency_key),
        reference: present(charge.reference_id),
        amount: charge.amount.map(|hundredths| Decimal::new(hundredths, 2)),
        currency: present(charge.currency),
        payer: present(charge.payer.and_then(|payer| payer.name)),
        link: present(charge.transfer_details.and_then(|details| details.web_pay?.payment_url)),
        failure: present(charge.transfer_error_msg).or(code.map(|code| code.to_string().into())),
        created_at: at_gmt(charge.create_time.as_deref()),
        completed_at: last.filter(|_| status.is_some_and(Status::stops_polling)),
        status,
        native: Some(native),
        ..Seen::default()
    })
}

fn status(word: &str) -> Option<Status> {
    Some(match word {
        "INITIAL_STATUS" | "IN_PROGRESS" => Status::Pending,
        "AUTHORIZED" => Status::Authorized,
        "SETTLED" => Status::Paid,
        "FAILED" => Status::Failed,
        "CANCELLED" => Status::Cancelled,
        "EXPIRED" => Status::Expired,
        "REFUNDING" => Status::Refunding,
        "REFUNDED" => Status::Refunded,
        "CHARGED_BACK" => Status::ChargedBack,
        _ => return None,
    })
}
