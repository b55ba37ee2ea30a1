//! What PayIn's error codes mean. A code decides first, then the HTTP status.

use alloc::string::String;

use chrono::{DateTime, Utc};

use crate::error::{Category, Error};
use crate::http::{Response, seconds_up};
use crate::json::{Doc, Nodes};
use crate::refusal::{self, Asked, Said};
use crate::wire::{Field, Wire};

/// The codes of the pages and of the published server, by what they mean.
static CODES: &[(Category, &[&str])] = &[
    (
        Category::Authentication,
        &["INVALID_API_KEY", "ORGANIZATION_CONTEXT_REQUIRED", "CLOUD_ROUTE_UNAUTHORIZED"],
    ),
    (Category::Permission, &["INSUFFICIENT_PERMISSIONS", "ORDER_SERVICE_DISABLED", "CLOUD_ROUTE_FORBIDDEN"]),
    (
        Category::NotFound,
        &[
            "RESOURCE_NOT_FOUND",
            "ORDER_NOT_FOUND",
            "DEPOSIT_REFERENCE_NOT_FOUND",
            "DEPOSIT_ADDRESS_NOT_FOUND",
            "CLOUD_ROUTE_NOT_FOUND",
        ],
    ),
    (Category::Duplicate, &["DUPLICATE_ORDER_REFERENCE", "DUPLICATE_DEPOSIT_REFERENCE"]),
    (
        Category::InvalidRequest,
        &[
            "INVALID_AMOUNT",
            "INVALID_CHAIN",
            "INVALID_CURRENCY",
            "INVALID_CHAIN_TOKEN_COMBINATION",
            "ORDER_EXPIRED",
            "ORDER_ALREADY_PAID",
            "ORDER_VALIDATION_FAILED",
            "ORDER_AMOUNT_FORMAT_INVALID",
            "ORDER_ID_INVALID",
            "ORDER_FILTER_INVALID_DATE",
            "ORDER_FILTER_INVALID_PAGE",
            "ORDER_FILTER_INVALID_LIMIT",
            "ORDER_FILTER_INVALID_SORT",
            "ORDER_STATS_INVALID_DATE",
            "DEPOSIT_VALIDATION_FAILED",
            "DEPOSIT_PROTOCOL_UNSUPPORTED",
            "DEPOSIT_UNBIND_INVALID_PAYLOAD",
            "DEPOSIT_FILTER_INVALID_PAGE",
            "DEPOSIT_FILTER_INVALID_LIMIT",
            "DEPOSIT_STATS_INVALID_DATE",
            "CLOUD_ROUTE_BAD_REQUEST",
            "CLOUD_ORDER_VALIDATION_FAILED",
            "CLOUD_ORDER_STATE_INVALID",
        ],
    ),
    (Category::RateLimited, &["RATE_LIMIT_EXCEEDED"]),
    (Category::Unavailable, NOTHING_MADE),
    (
        Category::Internal,
        &[
            "ORDER_CREATION_FAILED",
            "ORDER_LIST_FAILED",
            "ORDER_GET_FAILED",
            "ORDER_STATS_FAILED",
            "DEPOSIT_BIND_FAILED",
            "DEPOSIT_UNBIND_FAILED",
            "DEPOSIT_REFERENCES_FAILED",
            "DEPOSIT_STATS_FAILED",
            "DEPOSIT_GET_FAILED",
            "DEPOSIT_LIST_FAILED",
        ],
    ),
];

/// An empty address pool: no order was made, so a create may be tried again too.
const NOTHING_MADE: &[&str] = &["NO_AVAILABLE_ADDRESSES", "ADDRESS_POOL_EXHAUSTED", "INSUFFICIENT_ADDRESSES"];

static REFUSAL: Wire =
    Wire::new(&[&[("code", Field::Code), ("error", Field::Error), ("retryAfter", Field::RetryAfter)]]);

/// The refusal that `response` is. Its body is read where it can be, and needs not be JSON.
pub(super) fn refuse(asked: Asked, response: &Response<'_>, now: DateTime<Utc>) -> Error {
    let (code, retry_after_s) = read_body(response.body).unwrap_or_default();
    let listed = |codes: &[&str]| code.as_deref().is_some_and(|code| codes.contains(&code));
    let category = CODES.iter().find(|(_, codes)| listed(codes)).map(|&(category, _)| category);
    let nothing_made = listed(NOTHING_MADE);
    let said = Said { code, category, nothing_made, retry_after_s, status: None };
    refusal::refuse(asked, response, said, now)
}

/// The code, at the top or in `error`, and the seconds to wait.
fn read_body(body: &[u8]) -> Option<(Option<String>, Option<u64>)> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(body, &mut nodes).ok()?;
    let refusal = REFUSAL.gather(doc, Doc::ROOT).ok()?;
    let nested = refusal.child(Field::Error).and_then(|error| REFUSAL.gather(doc, error).ok());
    let code = [Some(&refusal), nested.as_ref()]
        .into_iter()
        .flatten()
        .find_map(|fields| Some(fields.text(Field::Code).ok()??.decode().into_owned()));
    let seconds = refusal.decimal(Field::RetryAfter).ok().flatten().and_then(seconds_up);
    Some((code, seconds))
}
