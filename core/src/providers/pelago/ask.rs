//! Pelago's requests: payments, refunds and settlements by id, new payments, lists, timelines, and the two commands.

use alloc::format;
use alloc::string::{String, ToString};

use chrono::{DateTime, SecondsFormat, Utc};

use super::wire::resource_of;
use super::{DEFAULT_EXPIRY_S, Pelago};
use crate::ask::{Order, Target};
use crate::check::{self, filter, in_range, need_text, no_blank, present};
use crate::error::{Error, Misuse, MisuseReason};
use crate::http::{Request, Url, no_control, segment};
use crate::json::{Doc, Json, Kind, Nodes, Object};
use crate::page::Listing;
use crate::providers::MAX_REFERENCE;
use crate::status::Subject;

/// Documented on the status page.
const MAX_LIMIT: u32 = 100;
/// What an order fills of the body itself.
const FILLED: &[&str] = &["amount", "currency", "network", "redirectUrl", "metadata"];
/// What the pages know of an order's `extra`: each has its place in the body.
const PLACED: &[&str] = &["cryptocurrency", "merchantWallet", "webhookUrl", "expiresIn", "settlementMode"];

impl Pelago {
    /// A request with both keys. `path` begins with `/v1/` and may end in a query string.
    fn request(
        &self,
        method: &'static str,
        path: &str,
        body: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        let (key, secret) = (self.api_key.need()?, self.api_secret.need()?);
        let mut request = Request::new(method, format!("{}{path}", self.base_url))
            .with_secret("Authorization", format!("Bearer {key}"))
            .with_secret("X-Api-Secret", secret.into());
        if let Some(body) = body {
            request = request.with_json(body);
        }
        self.sign_request(request, path, now)
    }

    pub(super) fn ask_resource(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        let path = format!("/v1/{}/{}", resource_of(target.subject)?.path, need_id(target)?);
        self.request("GET", &path, None, now)
    }

    pub(super) fn ask_create(&self, order: &Order, now: DateTime<Utc>) -> Result<Request, Error> {
        check::lacking([("cancel_url", present(order.cancel_url.as_ref()).is_some())])?;
        let price = order.amount.as_ref();
        let price = price.ok_or_else(|| Misuse::new(MisuseReason::Missing, "amount"))?;
        let mut nodes = Nodes::new();
        let extra = check::object("extra", order.extra.as_ref(), &mut nodes)?;
        let mut body = Object::new();
        body.raw("amount", plain_number(check::amount(&price.value)?))
            .text("currency", no_blank("currency", &price.currency)?)
            .text("cryptocurrency", &need_text(extra, "cryptocurrency")?)
            .text("network", no_blank("network", order.network.as_deref().unwrap_or_default())?)
            .text("merchantWallet", &need_text(extra, "merchantWallet")?)
            .optional("redirectUrl", present(order.success_url.as_ref()));
        place(&mut body, extra, "webhookUrl");
        if extra.get(Doc::ROOT, "expiresIn").is_some_and(|expiry| extra.kind(expiry) != Kind::Number) {
            return Err(Misuse::new(MisuseReason::Invalid, "expiresIn").into());
        }
        place(&mut body, extra, "expiresIn");
        if let Some(metadata) = write_metadata(order)? {
            body.raw("metadata", &metadata);
        }
        place(&mut body, extra, "settlementMode");
        check::add_members(&mut body, extra, FILLED, PLACED)?;
        self.request("POST", "/v1/payments", Some(body.finish()), now)
    }

    pub(super) fn ask_list(&self, listing: &Listing, now: DateTime<Utc>) -> Result<Request, Error> {
        let given = |text: &Option<String>| present(text.as_ref()).is_some();
        check::lacking([
            ("page", listing.page.is_some()),
            ("currency", given(&listing.currency)),
            ("network", given(&listing.network)),
            ("reference", given(&listing.reference)),
            ("sort_by", given(&listing.sort_by)),
            ("sort_order", given(&listing.sort_order)),
        ])?;
        let instant = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
        let mut path = Url::new("/v1/payments".to_string());
        path.add("limit", in_range("limit", listing.limit, MAX_LIMIT)?.as_deref())
            .add("starting_after", filter("cursor", listing.cursor.as_ref())?)
            .add("status", filter("status", listing.status.as_ref())?)
            .add("created_gte", instant(listing.created_from).as_deref())
            .add("created_lte", instant(listing.created_to).as_deref());
        self.request("GET", &path.finish(), None, now)
    }

    pub(super) fn ask_timeline(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        check::subject(target.subject, &[Subject::Payment])?;
        let path = self.timeline_path.replace("{id}", &need_id(target)?);
        self.request("GET", &path, None, now)
    }

    /// The command `cancel`, of a payment. No body is documented, so there is one only where the caller has fields.
    pub(super) fn ask_cancel(
        &self,
        target: &Target,
        fields: &Json,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        check::subject(target.subject, &[Subject::Payment])?;
        let path = format!("/v1/payments/{}/cancel", need_id(target)?);
        let mut nodes = Nodes::new();
        let fields = check::object("fields", Some(fields), &mut nodes)?;
        let mut body = Object::new();
        check::add_members(&mut body, fields, &[], &[])?;
        let body = (fields.count(Doc::ROOT) > 0).then(|| body.finish());
        self.request("POST", &path, body, now)
    }

    /// The command `refund`. The target is the refund that is to be: its `reference` is the payment's id, it has no id yet,
    /// and its answer is read with it. `fields` may have an `amount`, else all is given back, and a `reason`.
    pub(super) fn ask_refund(
        &self,
        target: &Target,
        fields: &Json,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        check::subject(target.subject, &[Subject::Refund])?;
        check::lacking([("id", present(target.id.as_ref()).is_some())])?;
        let payment = present(target.reference.as_ref());
        let payment = payment.ok_or_else(|| Misuse::new(MisuseReason::Missing, "reference"))?;
        let mut nodes = Nodes::new();
        let fields = check::object("fields", Some(fields), &mut nodes)?;
        let mut body = Object::new();
        body.text("paymentId", no_control("reference", payment)?);
        if let Some(amount) = fields.get(Doc::ROOT, "amount") {
            body.raw("amount", plain_number(check::amount(&fields.text(amount).decode())?));
        }
        check::add_members(&mut body, fields, &["paymentId"], &["amount"])?;
        self.request("POST", "/v1/refunds", Some(body.finish()), now)
    }
}

/// The provider's id as a path segment. There is no look-up by the merchant's reference.
pub(super) fn need_id(target: &Target) -> Result<String, Error> {
    Ok(segment("id", present(target.id.as_ref()).unwrap_or_default())?.to_string())
}

/// Writes the member of that name as it is, where there is one.
fn place(body: &mut Object, extra: Doc<'_>, name: &'static str) {
    if let Some(node) = extra.get(Doc::ROOT, name) {
        body.raw(name, extra.raw(node));
    }
}

/// The reference as `orderId`, then the merchant's own data in its order; nothing where there is neither.
fn write_metadata(order: &Order) -> Result<Option<String>, Error> {
    let mut nodes = Nodes::new();
    let own = check::object("metadata", order.metadata.as_ref(), &mut nodes)?;
    let mut metadata = Object::new();
    if order.reference.is_empty() {
        check::add_members(&mut metadata, own, &[], &[])?;
        return Ok(order.metadata.is_some().then(|| metadata.finish()));
    }
    metadata.text("orderId", check::reference(&order.reference, MAX_REFERENCE)?);
    check::add_members(&mut metadata, own, &["orderId"], &[])?;
    Ok(Some(metadata.finish()))
}

/// The number of the same value, as JavaScript writes it: a server that writes a signed body anew gets the same text.
fn plain_number(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// How long the order stays open, in seconds; `None` where it says so in a way that is not understood.
pub(super) fn expires_in(order: &Order) -> Option<i64> {
    let mut nodes = Nodes::new();
    let extra = check::object("extra", order.extra.as_ref(), &mut nodes).ok()?;
    match extra.get(Doc::ROOT, "expiresIn") {
        None => Some(DEFAULT_EXPIRY_S),
        Some(expiry) => extra.text(expiry).raw.parse().ok().filter(|&seconds| seconds > 0),
    }
}
