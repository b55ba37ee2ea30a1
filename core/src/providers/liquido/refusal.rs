//! How Liquido says no: by HTTP status, or by a number in the body that plays it. No page lists what its own codes mean.

use alloc::string::{String, ToString};

use chrono::{DateTime, Utc};

use crate::error::{Category, Error};
use crate::http::Response;
use crate::json::{Doc, Kind, Nodes};
use crate::refusal::{self, Asked, Said};

/// The names of the provider's own code, first things first: of transfers, payouts, payment links, the framework.
const CODES: &[&str] = &["transferStatusCode", "statusCode", "code", "status"];
/// OAuth's word for credentials that are not accepted (RFC 6749 §5.2).
const INVALID_CLIENT: &str = "invalid_client";

/// The refusal that an answer of an HTTP status outside 200 to 299 is. Its body is read where it can be, and needs not
/// be JSON.
pub(super) fn refuse(asked: Asked, response: &Response<'_>, now: DateTime<Utc>) -> Error {
    let said = Said { code: read_code(response.body, CODES), ..Said::default() };
    refusal::refuse(asked, response, said, now)
}

/// The refusal that an answer of HTTP 200 is by its body alone: `code` plays the HTTP status.
pub(super) fn refuse_in_body(asked: Asked, response: &Response<'_>, code: u64, now: DateTime<Utc>) -> Error {
    // A code that no HTTP status can be means nothing that is known.
    let status = Some(u16::try_from(code).unwrap_or_default());
    refusal::refuse(asked, response, Said { code: Some(code.to_string()), status, ..Said::default() }, now)
}

/// The refusal of a token. Nothing is made by asking, so asking again does no harm.
pub(super) fn refuse_token(response: &Response<'_>, now: DateTime<Utc>) -> Error {
    let code = read_code(response.body, &["error"]);
    let is_known = code.as_deref() == Some(INVALID_CLIENT);
    let category = is_known.then_some(Category::Authentication);
    refusal::refuse(Asked::Read, response, Said { code, category, ..Said::default() }, now)
}

/// The first text or number under one of `names`.
fn read_code(body: &[u8], names: &[&str]) -> Option<String> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(body, &mut nodes).ok()?;
    let is_scalar = |kind| matches!(kind, Kind::String | Kind::EscapedString | Kind::Number);
    let found = names.iter().filter_map(|name| doc.given(Doc::ROOT, name));
    let code = found.into_iter().find(|&node| is_scalar(doc.kind(node)))?;
    Some(doc.text(code).decode().into_owned())
}
