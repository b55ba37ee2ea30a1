//! The same reading without this library: a `serde_json` struct and a `serde_json` value, mapped by hand.
//!
//! Written to be fast, and told beforehand what the library must find out: whether the order stands in `data`. It
//! checks less, too: in fields that it does not know, it takes keys given twice, half surrogates and any depth.

#![allow(dead_code)] // each bench takes what it needs

use std::borrow::Cow;
use std::ops::Deref;

use chrono::DateTime;
use paystate::{Observation, State, Status};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

/// What is read, with the texts borrowed where they can be.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen<'a> {
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) reference: Option<Cow<'a, str>>,
    pub(crate) native: Option<Cow<'a, str>>,
    pub(crate) status: Option<Status>,
    pub(crate) amount: Option<Decimal>,
    pub(crate) received: Option<Decimal>,
    pub(crate) currency: Option<Cow<'a, str>>,
    pub(crate) network: Option<Cow<'a, str>>,
    pub(crate) address: Option<Cow<'a, str>>,
    pub(crate) transaction: Option<Cow<'a, str>>,
    pub(crate) link: Option<Cow<'a, str>>,
    pub(crate) confirmations: Option<u64>,
    pub(crate) created_at: Option<i64>,
    pub(crate) expires_at: Option<i64>,
    pub(crate) window_ends_at: Option<i64>,
    pub(crate) grace_ends_at: Option<i64>,
    pub(crate) completed_at: Option<i64>,
}

impl Seen<'_> {
    /// Whether the library saw the same. An end that it concludes from `expiresAt` is not compared.
    pub(crate) fn agrees(&self, seen: &Observation) -> bool {
        let at = |at: Option<DateTime<_>>| at.map(|at| at.timestamp_millis());
        let sum = |sum: &Option<paystate::Money>| sum.as_ref().map(|sum| sum.value);
        let told = seen.expires_at.is_some();
        self.id.as_deref() == seen.id.as_deref()
            && self.reference.as_deref() == seen.reference.as_deref()
            && self.native.as_deref() == seen.native.as_deref()
            && self.status == seen.state.and_then(State::payment)
            && self.amount == sum(&seen.amount)
            && self.received == sum(&seen.received)
            && self.currency.as_deref() == seen.amount.as_ref().and_then(|sum| sum.currency.as_deref())
            && self.network.as_deref() == seen.network.as_deref()
            && self.address.as_deref() == seen.address.as_deref()
            && self.transaction.as_deref() == seen.transaction.as_deref()
            && self.link.as_deref() == seen.link.as_deref()
            && self.confirmations == seen.confirmations
            && self.created_at == at(seen.created_at)
            && self.expires_at == at(seen.expires_at)
            && (told || self.window_ends_at == at(seen.window_ends_at))
            && (told || self.grace_ends_at == at(seen.grace_ends_at))
            && self.completed_at == at(seen.completed_at)
    }
}

/// A text that is borrowed where it has no escapes, in an `Option` too.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

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
pub(crate) fn read_struct(body: &[u8], wrapped: bool) -> Option<Seen<'_>> {
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
pub(crate) fn read_event(body: &[u8]) -> Option<(Cow<'_, str>, Cow<'_, str>, Seen<'_>)> {
    let event: Event<'_> = serde_json::from_slice(body).ok()?;
    Some((event.id.0, event.kind.0, map(event.data)?))
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
    })
}

fn present(text: Option<Text<'_>>) -> Option<Cow<'_, str>> {
    text.map(|text| text.0).filter(|text| !text.is_empty())
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

/// An absent sum is fine; one that cannot be read is not.
#[allow(clippy::option_option)]
fn sum(text: Option<&str>) -> Option<Option<Decimal>> {
    text.map(Decimal::from_str_exact).transpose().ok()
}

fn at(text: Option<&str>) -> Option<i64> {
    Some(DateTime::parse_from_rfc3339(text?).ok()?.timestamp_millis())
}
