//! Paydify by hand, in both envelopes.

use std::borrow::Cow;

use paystate::Status;
use serde::Deserialize;

use super::{Seen, Text, present, sum};

#[derive(Deserialize)]
struct Envelope<'a> {
    status: Option<i64>,
    #[serde(borrow)]
    code: Option<Text<'a>>,
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant)] // it is read, mapped and gone
enum Data<'a> {
    #[serde(borrow)]
    One(Payment<'a>),
    Many(Vec<Payment<'a>>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payment<'a> {
    #[serde(borrow)]
    txn_id: Option<Text<'a>>,
    #[serde(borrow)]
    mch_txn_id: Option<Text<'a>>,
    #[serde(borrow)]
    state: Option<Text<'a>>,
    #[serde(borrow)]
    txn_amount: Option<Text<'a>>,
    #[serde(borrow)]
    paid_amount: Option<Text<'a>>,
    #[serde(borrow)]
    mch_fee: Option<Text<'a>>,
    #[serde(borrow)]
    currency: Option<Text<'a>>,
    #[serde(borrow)]
    txn_hash: Option<Text<'a>>,
    #[serde(borrow)]
    pay_method2: Option<Text<'a>>,
    #[serde(borrow)]
    from_address: Option<Text<'a>>,
    #[serde(borrow)]
    error_msg: Option<Text<'a>>,
    created_time: Option<i64>,
    expired_time: Option<i64>,
    paid_time: Option<i64>,
}

pub(super) fn read_struct(body: &[u8], _: bool) -> Option<Seen<'_>> {
    let envelope: Envelope<'_> = serde_json::from_slice(body).ok()?;
    let success = match (&envelope.code, envelope.status) {
        (Some(code), None) => &**code == "SYS_SUCCESS",
        (None, Some(status)) => status == 0,
        _ => false,
    };
    match envelope.data {
        Data::One(payment) if success => map(payment),
        Data::Many(payments) if success => map(payments.into_iter().next()?),
        Data::One(_) | Data::Many(_) => None,
    }
}

pub(super) fn read_event(body: &[u8]) -> Option<Seen<'_>> {
    map(serde_json::from_slice(body).ok()?)
}

fn map(payment: Payment<'_>) -> Option<Seen<'_>> {
    let set = |at: Option<i64>| at.filter(|&at| at != 0);
    let native = present(payment.state)?;
    let reason = present(payment.error_msg);
    let status = status(&native, reason.as_deref());
    let failed = matches!(status, Some(Status::Failed | Status::Expired));
    Some(Seen {
        id: present(payment.txn_id),
        reference: present(payment.mch_txn_id),
        status,
        native: Some(native),
        amount: sum(payment.txn_amount.as_deref())?,
        received: sum(payment.paid_amount.as_deref())?,
        fee: sum(payment.mch_fee.as_deref())?,
        currency: present(payment.currency),
        network: present(payment.pay_method2),
        payer: present(payment.from_address),
        transaction: present(payment.txn_hash),
        failure: reason.filter(|_| failed).map(Cow::into_owned).map(Cow::Owned),
        created_at: set(payment.created_time),
        expires_at: set(payment.expired_time),
        window_ends_at: set(payment.expired_time),
        completed_at: set(payment.paid_time),
        ..Seen::default()
    })
}

fn status(word: &str, reason: Option<&str>) -> Option<Status> {
    const WORDS: [(&str, Status); 5] = [
        ("INIT", Status::Pending),
        ("PENDING", Status::Processing),
        ("PAID", Status::Paid),
        ("FAILED", Status::Failed),
        ("REFUNDED", Status::Refunded),
    ];
    let (_, status) = WORDS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
    let timeout = status == Status::Failed && reason.is_some_and(|text| text.eq_ignore_ascii_case("timeout"));
    Some(if timeout { Status::Expired } else { status })
}
