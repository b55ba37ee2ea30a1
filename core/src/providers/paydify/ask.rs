//! Paydify's requests: the state of a payment or a refund, new payments, and refunds. All are signed POSTs.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use chrono::{DateTime, Utc};

use super::sign::is_told_apart;
use super::{Dialect, Paydify};
use crate::ask::{Order, Target};
use crate::check::{self, lacking, need_text, no_blank, one_of, present};
use crate::error::{Error, Misuse, MisuseReason};
use crate::http::{Request, no_control};
use crate::json::{Doc, Json, Kind, Nodes, Object, escape_more};
use crate::status::Subject;

/// Documented on the createPayment page, in characters; some texts of it say 64.
const MAX_REFERENCE: usize = 60;
/// Documented on the createPayment page.
const MAX_AMOUNT: usize = 20;
/// Documented on the createRefund page.
const MAX_REFUND_AMOUNT: usize = 32;

/// What is asked, and so the path that is signed: that of the answer, too.
#[derive(Clone, Copy, Debug)]
pub(super) enum Call {
    CreatePayment,
    PaymentStatus,
    CreateRefund,
    RefundStatus,
}

impl Call {
    pub(super) const fn path(self, dialect: Dialect) -> &'static str {
        match (dialect, self) {
            (Dialect::Legacy, Self::CreatePayment) => "/payment/payin/v1/createPayment",
            (Dialect::Legacy, Self::PaymentStatus) => "/payment/payin/v1/getPaymentStatus",
            (Dialect::Legacy, Self::CreateRefund) => "/payment/payin/v1/createRefund",
            (Dialect::Legacy, Self::RefundStatus) => "/payment/payin/v1/getRefundStatus",
            (Dialect::Current, Self::CreatePayment) => "/payin/v1/createPayment",
            (Dialect::Current, Self::PaymentStatus) => "/payin/v1/getPaymentStatus",
            (Dialect::Current, Self::CreateRefund) => "/payin/v1/createRefund",
            (Dialect::Current, Self::RefundStatus) => "/payin/v1/getRefundStatus",
        }
    }
}

/// The fields of a new payment, in the order of the page.
const ORDER: &[&str] = &[
    "appId",
    "mchTxnId",
    "txnAmount",
    "currency",
    "paymentCurrency",
    "checkoutMode",
    "payMethod1",
    "payMethod2",
    "notificationUrl",
    "successReturnUrl",
    "failReturnUrl",
    "pendingReturnUrl",
    "source",
    "txnTitle",
    "txnDesc",
    "accountInfo",
    "payerInfo",
    "mchExtInfo",
    "lifetime",
];

/// The fields of a new refund, in the order of the page.
const REFUND: &[&str] =
    &["appId", "paymentTxnId", "mchTxnId", "type", "refundAmount", "txnHash", "mchExtInfo"];

/// Whether the merchant pays back on the chain, or the provider does.
const REFUND_TYPES: &[&str] = &["MERCHANT", "PLATFORM"];

impl Paydify {
    /// Signs the body in the one spelling that all four forms of the signed object leave alone.
    fn request(&self, call: Call, body: &str, now: DateTime<Utc>) -> Result<Request, Error> {
        let path = call.path(self.dialect);
        let body = escape_more(body, is_told_apart);
        let [key, time, signature] = self.headers((path, &[]), &body, now)?;
        let request = Request::new("POST", format!("{}{path}", self.base_url))
            .with_secret(key.0, key.1)
            .with_header(time.0, time.1)
            .with_secret(signature.0, signature.1);
        Ok(match self.dialect {
            // The app's id is the key, unless the account says otherwise.
            Dialect::Legacy => request.with_secret_json(body),
            Dialect::Current => request.with_json(body),
        })
    }

    /// The app, which only legacy bodies name.
    fn app(&self) -> Result<Option<&str>, Error> {
        match self.dialect {
            Dialect::Legacy => self.app_id.need().map(Some),
            Dialect::Current => Ok(None),
        }
    }

    pub(super) fn ask_status(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        let (call, id_name) = match target.subject {
            Subject::Payment => (Call::PaymentStatus, "txnId"),
            Subject::Refund => (Call::RefundStatus, "refundTxnId"),
            Subject::Payout | Subject::Deposit | Subject::Settlement | Subject::Other => {
                return Err(Misuse::new(MisuseReason::Unsupported, "subject").into());
            }
        };
        let reference = present(target.reference.as_ref());
        let reference = reference.map(|text| check::reference(text, MAX_REFERENCE)).transpose()?;
        let id = present(target.id.as_ref()).map(|id| no_control("id", no_blank("id", id)?)).transpose()?;
        if reference.or(id).is_none() {
            return Err(Misuse::new(MisuseReason::Missing, "reference").into());
        }
        let mut body = Object::new();
        body.optional("appId", self.app()?).optional("mchTxnId", reference).optional(id_name, id);
        self.request(call, &body.finish(), now)
    }

    pub(super) fn ask_create(&self, order: &Order, now: DateTime<Utc>) -> Result<Request, Error> {
        let reference = check::reference(&order.reference, MAX_REFERENCE)?;
        let price = order.amount.as_ref();
        let price = price.ok_or_else(|| Misuse::new(MisuseReason::Missing, "amount"))?;
        let amount = check::at_most("amount", check::amount(&price.value)?, MAX_AMOUNT)?;
        let mut nodes = Nodes::new();
        let own = check::object("extra", order.extra.as_ref(), &mut nodes)?;
        lifetime(own)?;
        let checkout_mode = match self.dialect {
            Dialect::Legacy => Json::of_checked("1"),
            Dialect::Current => {
                need_text(own, "notificationUrl")?;
                Json::string("MERCHANT")
            }
        };
        let metadata = order.metadata.as_ref();
        let metadata = metadata.map(|metadata| check::texts("metadata", metadata, None)).transpose()?;
        let filled = [
            ("appId", self.app()?.map(Json::string)),
            ("mchTxnId", Some(Json::string(reference))),
            ("txnAmount", Some(Json::string(amount))),
            ("currency", Some(Json::string(no_blank("currency", &price.currency)?))),
            ("checkoutMode", Some(checkout_mode)),
            ("payMethod2", present(order.network.as_ref()).map(Json::string)),
            ("successReturnUrl", present(order.success_url.as_ref()).map(Json::string)),
            ("failReturnUrl", present(order.cancel_url.as_ref()).map(Json::string)),
            ("mchExtInfo", metadata.as_deref().map(Json::string)),
        ];
        self.request(Call::CreatePayment, &write_body(ORDER, &filled, own)?, now)
    }

    /// The command `refund`: the target names the refund by the merchant's new reference, `fields` the payment and how
    /// much goes back. Read its answer as that of a create: after trouble the money may have gone back all the same.
    pub(super) fn ask_refund(
        &self,
        target: &Target,
        fields: &Json,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        check::subject(target.subject, &[Subject::Refund])?;
        lacking([("id", present(target.id.as_ref()).is_some())])?;
        let reference = check::reference(target.reference.as_deref().unwrap_or_default(), MAX_REFERENCE)?;
        let mut nodes = Nodes::new();
        let own = check::object("fields", Some(fields), &mut nodes)?;
        no_control("paymentTxnId", &need_text(own, "paymentTxnId")?)?;
        let by_merchant = match self.dialect {
            Dialect::Legacy => true,
            Dialect::Current => one_of("type", &need_text(own, "type")?, REFUND_TYPES)? == "MERCHANT",
        };
        if by_merchant {
            need_text(own, "txnHash")?;
        }
        if !by_merchant || own.get(Doc::ROOT, "refundAmount").is_some() {
            let amount = need_text(own, "refundAmount")?;
            check::at_most("refundAmount", check::sum("refundAmount", &amount)?, MAX_REFUND_AMOUNT)?;
        }
        let filled = [("appId", self.app()?.map(Json::string)), ("mchTxnId", Some(Json::string(reference)))];
        self.request(Call::CreateRefund, &write_body(REFUND, &filled, own)?, now)
    }
}

/// How long the order may be paid, in seconds, where it says so.
pub(super) fn lifetime_s(order: &Order) -> Option<i64> {
    let mut nodes = Nodes::new();
    let own = check::object("extra", order.extra.as_ref(), &mut nodes).ok()?;
    i64::try_from(lifetime(own).ok()?? / 1000).ok()
}

/// The order's `lifetime`, in milliseconds.
fn lifetime(own: Doc<'_>) -> Result<Option<u64>, Error> {
    let Some(node) = own.get(Doc::ROOT, "lifetime") else { return Ok(None) };
    let number = Some(own.text(node).raw).filter(|_| own.kind(node) == Kind::Number);
    let milliseconds = number.and_then(|digits| digits.parse().ok());
    milliseconds.map(Some).ok_or_else(|| Misuse::new(MisuseReason::Invalid, "lifetime").into())
}

/// A body of `filled` and the caller's own fields, in the order of `table`. Names that it does not have follow, sorted.
fn write_body(table: &[&str], filled: &[(&str, Option<Json>)], own: Doc<'_>) -> Result<String, Error> {
    let filled =
        filled.iter().filter_map(|(name, json)| Some((Cow::Borrowed(*name), json.as_ref()?.as_str())));
    let mut fields: Vec<(Cow<'_, str>, &str)> = filled.collect();
    for node in own.children(Doc::ROOT) {
        let name = own.key(node).decode();
        // The app is the account's to name, in the dialect that has none too.
        if name == "appId" || fields.iter().any(|(filled, _)| *filled == name) {
            return Err(Misuse::new(MisuseReason::Invalid, name.into_owned()).into());
        }
        fields.push((name, own.raw(node)));
    }
    let place = |name: &str| table.iter().position(|known| *known == name).unwrap_or(table.len());
    fields.sort_unstable_by(|(a, _), (b, _)| (place(a), a).cmp(&(place(b), b)));
    let mut body = Object::new();
    for (name, json) in &fields {
        body.raw(name, json);
    }
    Ok(body.finish())
}
