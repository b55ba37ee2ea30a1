//! PayIn by hand, in all of its dialects.

use std::borrow::Cow;

use paystate::Status;
use serde::Deserialize;
use serde_json::Value;

use super::{Seen, Text, at, present, sum};

#[derive(Deserialize)]
struct Envelope<'a> {
    success: Option<bool>,
    #[serde(borrow)]
    data: Order<'a>,
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow)]
    data: Order<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names)] // the provider's names
struct Order<'a> {
    #[serde(borrow, alias = "order_id", alias = "id")]
    order_id: Option<Text<'a>>,
    #[serde(borrow, alias = "order_reference")]
    order_reference: Option<Text<'a>>,
    #[serde(borrow)]
    status: Option<Text<'a>>,
    #[serde(borrow)]
    amount: Option<Text<'a>>,
    #[serde(borrow, alias = "confirmed_received")]
    confirmed_received: Option<Text<'a>>,
    #[serde(borrow, alias = "token")]
    currency: Option<Text<'a>>,
    #[serde(borrow, alias = "chain_id", alias = "chain")]
    chain_id: Option<Text<'a>>,
    #[serde(borrow, alias = "paymentAddress", alias = "payment_address")]
    address: Option<Text<'a>>,
    #[serde(borrow, alias = "transactionHash", alias = "tx_hash", alias = "completionTxHash")]
    tx_hash: Option<Text<'a>>,
    confirmations: Option<u64>,
    #[serde(borrow, alias = "paymentUrl")]
    url: Option<Text<'a>>,
    #[serde(borrow, alias = "created_at")]
    created_at: Option<Text<'a>>,
    #[serde(borrow, alias = "expires_at")]
    expires_at: Option<Text<'a>>,
    #[serde(borrow, alias = "payment_window_ends_at")]
    payment_window_ends_at: Option<Text<'a>>,
    #[serde(borrow, alias = "grace_period_ends_at")]
    grace_period_ends_at: Option<Text<'a>>,
    #[serde(borrow, alias = "completed_at")]
    completed_at: Option<Text<'a>>,
}

/// By a struct: an answer to a query.
pub(super) fn read_struct(body: &[u8], wrapped: bool) -> Option<Seen<'_>> {
    if !wrapped {
        return map(serde_json::from_slice(body).ok()?);
    }
    let envelope: Envelope<'_> = serde_json::from_slice(body).ok()?;
    if envelope.success == Some(false) {
        return None;
    }
    map(envelope.data)
}

/// By a struct: a webhook's body. The event's id and type come first.
pub(super) fn read_event(body: &[u8]) -> Option<Seen<'_>> {
    let event: Event<'_> = serde_json::from_slice(body).ok()?;
    if event.id.is_empty() || event.kind.is_empty() {
        return None;
    }
    map(event.data)
}

fn map(order: Order<'_>) -> Option<Seen<'_>> {
    let native = present(order.status)?;
    Some(Seen {
        id: present(order.order_id),
        reference: present(order.order_reference),
        status: status(&native),
        native: Some(native),
        amount: sum(order.amount.as_deref())?,
        received: sum(order.confirmed_received.as_deref())?,
        currency: present(order.currency),
        network: present(order.chain_id),
        address: present(order.address),
        transaction: present(order.tx_hash),
        link: present(order.url),
        confirmations: order.confirmations,
        created_at: at(order.created_at.as_deref()),
        expires_at: at(order.expires_at.as_deref()),
        window_ends_at: at(order.payment_window_ends_at.as_deref()),
        grace_ends_at: at(order.grace_period_ends_at.as_deref()),
        completed_at: at(order.completed_at.as_deref()),
        ..Seen::default()
    })
}

/// By a value: an answer to a query, copied into a tree and looked up there.
pub(crate) fn read_value(body: &[u8]) -> Option<Seen<'static>> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    if answer.get("success") == Some(&Value::Bool(false)) {
        return None;
    }
    let order = answer.get("data").unwrap_or(&answer);
    let text = |names: &[&str]| {
        let value = names.iter().find_map(|name| order.get(*name).filter(|value| !value.is_null()));
        value.and_then(Value::as_str).filter(|text| !text.is_empty())
    };
    let owned = |names: &[&str]| text(names).map(|text| Cow::Owned(text.to_owned()));
    let native = text(&["status"])?;
    Some(Seen {
        id: owned(&["orderId", "order_id", "id"]),
        reference: owned(&["orderReference", "order_reference"]),
        native: Some(Cow::Owned(native.to_owned())),
        status: status(native),
        amount: sum(text(&["amount"]))?,
        received: sum(text(&["confirmedReceived", "confirmed_received"]))?,
        currency: owned(&["currency", "token"]),
        network: owned(&["chainId", "chain_id", "chain"]),
        address: owned(&["address", "paymentAddress", "payment_address"]),
        transaction: owned(&["txHash", "transactionHash", "tx_hash", "completionTxHash"]),
        link: owned(&["url", "paymentUrl"]),
        confirmations: order.get("confirmations").and_then(Value::as_u64),
        created_at: at(text(&["createdAt", "created_at"])),
        expires_at: at(text(&["expiresAt", "expires_at"])),
        window_ends_at: at(text(&["paymentWindowEndsAt", "payment_window_ends_at"])),
        grace_ends_at: at(text(&["gracePeriodEndsAt", "grace_period_ends_at"])),
        completed_at: at(text(&["completedAt", "completed_at"])),
        ..Seen::default()
    })
}

fn status(word: &str) -> Option<Status> {
    Some(match word {
        "pending" | "created" | "pending_payment" | "pending_confirmation" => Status::Pending,
        "completed" | "paid" | "confirmed" => Status::Paid,
        "expired" => Status::Expired,
        "underpaid" => Status::PartiallyPaid,
        "failed" => Status::Failed,
        "cancelled" | "canceled" => Status::Cancelled,
        _ => return None,
    })
}
