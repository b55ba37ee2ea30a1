//! PayIn's requests: orders by id and by reference, new ones, lists, and the one configuration key.

use alloc::format;
use alloc::string::String;

use super::{CHAINS, CURRENCIES, Dialect, PayIn};
use crate::ask::{Order, Target};
use crate::check::{self, filter, in_range, no_blank, one_of, present, web_url};
use crate::error::{Error, Misuse, MisuseReason};
use crate::http::{Request, Url, segment};
use crate::json::{Doc, Json, Kind, Nodes, Object};
use crate::page::Listing;
use crate::providers::MAX_REFERENCE;
use crate::status::Subject;
use crate::time;

/// Documented on the orders page.
const MAX_METADATA: u32 = 10;
/// Documented on the tokens page for USDT and USDC; the server stores every token so.
const MAX_DECIMALS: usize = 6;
/// Observed: the server's column has 20 digits, 6 of them decimals.
const MAX_WHOLE_DIGITS: usize = 14;
/// Documented on the orders page.
const MAX_LIMIT: u32 = 100;
/// What the order itself fills.
const FILLED: &[&str] =
    &["orderReference", "amount", "currency", "chainId", "metadata", "successUrl", "cancelUrl"];
/// Observed in the published server: minutes from 1 to this.
const MAX_WINDOW_MINUTES: u32 = 60;
/// The documented spelling and the server's own.
const WINDOW_KEYS: &[&str] = &["payment_window_minutes", "orders.payment_window_minutes"];

impl PayIn {
    fn request(&self, method: &'static str, url: String) -> Result<Request, Error> {
        let key = self.api_key.need()?;
        let request = Request::new(method, url);
        Ok(match self.dialect {
            Dialect::Reference => request.with_secret("X-API-Key", key.into()),
            Dialect::Server => request.with_secret("Authorization", format!("Bearer {key}")),
        })
    }

    pub(super) fn ask_order(&self, target: &Target) -> Result<Request, Error> {
        check::subject(target.subject, &[Subject::Payment])?;
        let url = match (present(target.id.as_ref()), present(target.reference.as_ref())) {
            (Some(id), _) => format!("{}/orders/{}", self.base_url, segment("id", no_blank("id", id)?)?),
            (None, reference) => {
                let reference = check::reference(reference.unwrap_or_default(), MAX_REFERENCE)?;
                let reference = segment("reference", reference)?;
                format!("{}/orders/by-reference/{reference}", self.base_url)
            }
        };
        self.request("GET", url)
    }

    pub(super) fn ask_create(&self, order: &Order) -> Result<Request, Error> {
        let reference = check::reference(&order.reference, MAX_REFERENCE)?;
        let price = order.amount.as_ref();
        let price = price.ok_or_else(|| Misuse::new(MisuseReason::Missing, "amount"))?;
        let mut body = Object::new();
        body.text("orderReference", reference)
            .text("amount", check_amount(&price.value)?)
            .text("currency", one_of("currency", &price.currency, CURRENCIES)?)
            .text("chainId", one_of("network", order.network.as_deref().unwrap_or_default(), CHAINS)?);
        if let Some(metadata) = &order.metadata {
            body.raw("metadata", &check::texts("metadata", metadata, Some(MAX_METADATA))?);
        }
        body.optional("successUrl", web_url("success_url", order.success_url.as_ref())?)
            .optional("cancelUrl", web_url("cancel_url", order.cancel_url.as_ref())?);
        let mut nodes = Nodes::new();
        let extra = check::object("extra", order.extra.as_ref(), &mut nodes)?;
        check::add_members(&mut body, extra, FILLED, &[])?;
        let request = self.request("POST", format!("{}/orders", self.base_url))?;
        Ok(request.with_json(body.finish()))
    }

    pub(super) fn ask_list(&self, listing: &Listing) -> Result<Request, Error> {
        let lacks_dates = self.dialect == Dialect::Reference;
        check::lacking([
            ("cursor", listing.cursor.is_some()),
            ("created_from", listing.created_from.is_some() && lacks_dates),
            ("created_to", listing.created_to.is_some() && lacks_dates),
        ])?;
        let page = in_range("page", listing.page, u32::MAX)?;
        let limit = in_range("limit", listing.limit, MAX_LIMIT)?;
        let order = present(listing.sort_order.as_ref());
        let order = order.map(|order| one_of("sort_order", order, &["asc", "desc"])).transpose()?;
        let (currency, network) = match self.dialect {
            Dialect::Reference => ("currency", "chainId"),
            Dialect::Server => ("token", "chain"),
        };
        let mut url = Url::new(format!("{}/orders", self.base_url));
        url.add("page", page.as_deref())
            .add("limit", limit.as_deref())
            .add("status", filter("status", listing.status.as_ref())?)
            .add(currency, filter("currency", listing.currency.as_ref())?)
            .add(network, filter("network", listing.network.as_ref())?)
            .add("orderReference", filter("reference", listing.reference.as_ref())?)
            .add("createdAfter", listing.created_from.map(time::to_text).as_deref())
            .add("createdBefore", listing.created_to.map(time::to_text).as_deref())
            .add("sortBy", filter("sort_by", listing.sort_by.as_ref())?)
            .add("sortOrder", order);
        self.request("GET", url.finish())
    }

    /// The command `configure`: `fields` is `{"key": …, "value": minutes}`.
    pub(super) fn ask_configure(&self, fields: &Json) -> Result<Request, Error> {
        let mut nodes = Nodes::new();
        let doc = Doc::read(fields.as_str().as_bytes(), &mut nodes)?;
        let get = |name| doc.get(Doc::ROOT, name);
        let key = get("key").filter(|&key| doc.kind(key) == Kind::String).map(|key| doc.text(key).raw);
        let key = one_of("key", key.unwrap_or_default(), WINDOW_KEYS)?;
        let value = get("value").ok_or_else(|| Misuse::new(MisuseReason::Missing, "value"))?;
        let digits = Some(doc.text(value).raw).filter(|_| doc.kind(value) == Kind::Number);
        let minutes = digits.and_then(|digits| digits.parse().ok());
        let minutes = minutes.ok_or_else(|| Misuse::new(MisuseReason::Invalid, "value"))?;
        let minutes = in_range("value", Some(minutes), MAX_WINDOW_MINUTES)?.unwrap_or_default();
        let mut names = doc.children(Doc::ROOT).map(|field| doc.key(field).decode());
        if let Some(name) = names.find(|name| name != "key" && name != "value") {
            return Err(Misuse::new(MisuseReason::Unsupported, name.into_owned()).into());
        }
        let request = self.request("PUT", format!("{}/config/{key}", self.base_url))?;
        Ok(request.with_json(format!("{{\"value\":{minutes}}}")))
    }
}

/// At most 14 whole digits and 6 decimals. The text itself is sent, trailing zeros included.
fn check_amount(text: &str) -> Result<&str, Error> {
    let (whole, fraction) = check::amount(text)?.split_once('.').unwrap_or((text, ""));
    for (digits, most) in [(whole, MAX_WHOLE_DIGITS), (fraction, MAX_DECIMALS)] {
        check::at_most("amount", digits, most)?;
    }
    Ok(text)
}
