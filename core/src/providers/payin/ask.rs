//! PayIn's requests: orders by id and by reference, new ones, lists, and the one configuration key.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{CHAINS, CURRENCIES, Dialect, PayIn};
use crate::ask::{Order, Target};
use crate::error::{Error, Misuse, MisuseReason};
use crate::http::{Request, Url, is_web_url, no_control, segment};
use crate::json::{Doc, Json, Kind, Nodes, Object};
use crate::money;
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
/// Observed in the published server: minutes from 1 to this.
const MAX_WINDOW_MINUTES: u64 = 60;
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
        if target.subject != Subject::Payment {
            return Err(Misuse::new(MisuseReason::Unsupported, "subject").into());
        }
        let url = match (present(target.id.as_ref()), present(target.reference.as_ref())) {
            (Some(id), _) => format!("{}/orders/{}", self.base_url, segment("id", no_blank("id", id)?)?),
            (None, reference) => {
                let reference = check_reference(reference.unwrap_or_default())?;
                let reference = segment("reference", reference)?;
                format!("{}/orders/by-reference/{reference}", self.base_url)
            }
        };
        self.request("GET", url)
    }

    pub(super) fn ask_create(&self, order: &Order) -> Result<Request, Error> {
        let reference = check_reference(&order.reference)?;
        let price = order.amount.as_ref();
        let price = price.ok_or_else(|| Misuse::new(MisuseReason::Missing, "amount"))?;
        let mut body = Object::new();
        body.text("orderReference", reference)
            .text("amount", check_amount(&price.value)?)
            .text("currency", one_of("currency", &price.currency, CURRENCIES)?)
            .text("chainId", one_of("network", order.network.as_deref().unwrap_or_default(), CHAINS)?);
        if let Some(metadata) = &order.metadata {
            body.raw("metadata", &write_metadata(metadata)?);
        }
        body.optional("successUrl", check_url("success_url", order.success_url.as_ref())?)
            .optional("cancelUrl", check_url("cancel_url", order.cancel_url.as_ref())?);
        if let Some(extra) = &order.extra {
            add_extra(&mut body, extra)?;
        }
        let request = self.request("POST", format!("{}/orders", self.base_url))?;
        Ok(request.with_json(body.finish()))
    }

    pub(super) fn ask_list(&self, listing: &Listing) -> Result<Request, Error> {
        let lacking = [
            ("cursor", listing.cursor.is_some()),
            ("created_from", listing.created_from.is_some() && self.dialect == Dialect::Reference),
            ("created_to", listing.created_to.is_some() && self.dialect == Dialect::Reference),
        ];
        if let Some((field, _)) = lacking.into_iter().find(|(_, given)| *given) {
            return Err(Misuse::new(MisuseReason::Unsupported, field).into());
        }
        let page = in_range("page", listing.page, u32::MAX)?;
        let limit = in_range("limit", listing.limit, MAX_LIMIT)?;
        let order = listing.sort_order.as_deref().filter(|order| !order.is_empty());
        if order.is_some_and(|order| !matches!(order, "asc" | "desc")) {
            let expected: &[&str] = &["asc", "desc"];
            return Err(Misuse::new(MisuseReason::Invalid, "sort_order").expecting(expected).into());
        }
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
        let value = get("value").filter(|&value| doc.kind(value) == Kind::Number);
        let value: Option<u64> = value.and_then(|value| doc.text(value).raw.parse().ok());
        let value = value
            .filter(|value| (1..=MAX_WINDOW_MINUTES).contains(value))
            .ok_or_else(|| Misuse::new(MisuseReason::OutOfRange, "value").limit(MAX_WINDOW_MINUTES))?;
        let request = self.request("PUT", format!("{}/config/{key}", self.base_url))?;
        Ok(request.with_json(format!("{{\"value\":{value}}}")))
    }
}

/// A given text; an empty one is absent.
fn present(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

fn no_blank<'a>(field: &'static str, text: &'a str) -> Result<&'a str, Error> {
    if text.trim().is_empty() {
        return Err(Misuse::new(MisuseReason::Missing, field).into());
    }
    Ok(text)
}

/// At most 255 characters, not bytes (documented; the unit is ours), and not blank.
fn check_reference(reference: &str) -> Result<&str, Error> {
    if reference.chars().count() > MAX_REFERENCE {
        return Err(Misuse::new(MisuseReason::TooLong, "reference").limit(MAX_REFERENCE as u64).into());
    }
    no_control("reference", no_blank("reference", reference)?)
}

/// Plain digits, at most 14 and 6 decimals, more than 0. The text itself is sent, trailing zeros included.
fn check_amount(text: &str) -> Result<&str, Error> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value = money::parse(text).filter(|_| plain);
    let value = value.ok_or_else(|| Misuse::new(MisuseReason::Invalid, "amount"))?;
    if value.is_zero() || whole.len() > MAX_WHOLE_DIGITS || fraction.len() > MAX_DECIMALS {
        return Err(Misuse::new(MisuseReason::OutOfRange, "amount").into());
    }
    Ok(text)
}

fn one_of<'a>(field: &'static str, word: &'a str, words: &'static [&'static str]) -> Result<&'a str, Error> {
    if words.contains(&word) {
        return Ok(word);
    }
    let reason = if word.is_empty() { MisuseReason::Missing } else { MisuseReason::Invalid };
    Err(Misuse::new(reason, field).expecting(words).into())
}

fn check_url<'a>(field: &'static str, url: Option<&'a String>) -> Result<Option<&'a str>, Error> {
    let url = present(url);
    if url.is_some_and(|url| !is_web_url(url)) {
        return Err(Misuse::new(MisuseReason::Invalid, field).into());
    }
    Ok(url)
}

/// An object of at most ten texts, in the order of its keys' bytes, so that every language sends the same.
fn write_metadata(metadata: &Json) -> Result<String, Error> {
    let invalid = || Misuse::new(MisuseReason::Invalid, "metadata");
    let mut nodes = Nodes::new();
    let doc = Doc::read(metadata.as_str().as_bytes(), &mut nodes)?;
    if doc.kind(Doc::ROOT) != Kind::Object {
        return Err(invalid().into());
    }
    if doc.count(Doc::ROOT) > MAX_METADATA {
        return Err(Misuse::new(MisuseReason::TooLong, "metadata").limit(MAX_METADATA.into()).into());
    }
    let mut entries: Vec<_> = doc.children(Doc::ROOT).map(|id| (doc.key(id).decode(), id)).collect();
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut object = Object::new();
    for (key, id) in entries {
        if !matches!(doc.kind(id), Kind::String | Kind::EscapedString) {
            return Err(invalid().into());
        }
        object.text(&key, &doc.text(id).decode());
    }
    Ok(object.finish())
}

/// What the order itself fills.
const FILLED: [&str; 7] =
    ["orderReference", "amount", "currency", "chainId", "metadata", "successUrl", "cancelUrl"];

/// The provider's own fields, behind the table's and in the order given. None of them may be one that the order fills.
fn add_extra(body: &mut Object, extra: &Json) -> Result<(), Error> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(extra.as_str().as_bytes(), &mut nodes)?;
    if doc.kind(Doc::ROOT) != Kind::Object {
        return Err(Misuse::new(MisuseReason::Invalid, "extra").into());
    }
    for id in doc.children(Doc::ROOT) {
        let name = doc.key(id).decode();
        if FILLED.contains(&&*name) {
            return Err(Misuse::new(MisuseReason::Invalid, name.into_owned()).into());
        }
        body.raw(&name, doc.raw(id));
    }
    Ok(())
}

fn in_range(field: &'static str, number: Option<u32>, max: u32) -> Result<Option<String>, Error> {
    match number {
        None => Ok(None),
        Some(number) if (1..=max).contains(&number) => Ok(Some(format!("{number}"))),
        Some(_) => Err(Misuse::new(MisuseReason::OutOfRange, field).limit(max.into()).into()),
    }
}

fn filter<'a>(field: &'static str, text: Option<&'a String>) -> Result<Option<&'a str>, Error> {
    present(text).map(|text| no_control(field, text)).transpose()
}
