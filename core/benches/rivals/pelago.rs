//! Pelago by hand.

use paystate::Status;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Seen, Text, at, present};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payment<'a> {
    #[serde(borrow, alias = "paymentId")]
    id: Text<'a>,
    #[serde(borrow)]
    status: Text<'a>,
    /// A number, of which no digit may be lost.
    #[serde(borrow)]
    amount: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<Text<'a>>,
    #[serde(borrow)]
    network: Option<Text<'a>>,
    #[serde(borrow)]
    customer_wallet: Option<Text<'a>>,
    #[serde(borrow)]
    transaction_hash: Option<Text<'a>>,
    #[serde(borrow)]
    url: Option<Text<'a>>,
    confirmations: Option<u64>,
    #[serde(borrow)]
    created_at: Option<Text<'a>>,
    #[serde(borrow)]
    expires_at: Option<Text<'a>>,
    #[serde(borrow)]
    completed_at: Option<Text<'a>>,
    #[serde(borrow)]
    failure_reason: Option<Text<'a>>,
    #[serde(borrow)]
    metadata: Option<Metadata<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata<'a> {
    #[serde(borrow)]
    order_id: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow)]
    data: Payment<'a>,
}

pub(super) fn read_struct(body: &[u8], _: bool) -> Option<Seen<'_>> {
    map(serde_json::from_slice(body).ok()?)
}

pub(super) fn read_event(body: &[u8]) -> Option<Seen<'_>> {
    let event: Event<'_> = serde_json::from_slice(body).ok()?;
    if event.id.is_empty() || event.kind.is_empty() {
        return None;
    }
    map(event.data)
}

fn map(payment: Payment<'_>) -> Option<Seen<'_>> {
    let native = present(Some(payment.status))?;
    let amount = payment.amount.map(|number| Decimal::from_str_exact(number.get()));
    let expires_at = at(payment.expires_at.as_deref());
    Some(Seen {
        id: present(Some(payment.id)),
        reference: present(payment.metadata.and_then(|metadata| metadata.order_id)),
        status: status(&native),
        native: Some(native),
        amount: amount.transpose().ok()?,
        currency: present(payment.currency),
        network: present(payment.network),
        payer: present(payment.customer_wallet),
        transaction: present(payment.transaction_hash),
        link: present(payment.url),
        confirmations: payment.confirmations,
        created_at: at(payment.created_at.as_deref()),
        expires_at,
        window_ends_at: expires_at,
        completed_at: at(payment.completed_at.as_deref()),
        failure: present(payment.failure_reason),
        ..Seen::default()
    })
}

fn status(word: &str) -> Option<Status> {
    Some(match word {
        "created" | "pending" => Status::Pending,
        "processing" => Status::Processing,
        "partial" => Status::PartiallyPaid,
        "completed" | "settled" => Status::Paid,
        "failed" => Status::Failed,
        "expired" => Status::Expired,
        "refunded" => Status::Refunded,
        _ => return None,
    })
}
