//! What a refusal means, the same for every provider: its own code decides first, then the HTTP status.

use alloc::string::String;

use chrono::{DateTime, Utc};

use crate::error::{Category, Error, Refused};
use crate::http::{Response, instant_after, retry_after};

/// Which question a response answers: a create that failed may have happened all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Read,
    Create,
}

/// What a provider's answer says of its refusal.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// The provider's own code, as text.
    pub(crate) code: Option<String>,
    /// What that code means, where the provider's pages list it.
    pub(crate) category: Option<Category>,
    /// Whether the code says that nothing was made, so that a create may be tried again too.
    pub(crate) nothing_made: bool,
    /// Seconds to wait, from the body; else the `Retry-After` header counts.
    pub(crate) retry_after_s: Option<u64>,
    /// A status that stands in for the HTTP status, which said that all was well.
    pub(crate) status: Option<u16>,
}

/// The refusal that `response` is.
pub(crate) fn refuse(asked: Asked, response: &Response<'_>, said: Said, now: DateTime<Utc>) -> Error {
    let http_status = said.status.unwrap_or(response.status);
    let category = said.category.unwrap_or(Category::of_http(http_status));
    let (retryable, unclear) = match category {
        Category::RateLimited => (true, false),
        Category::Internal | Category::Unavailable => {
            (asked == Asked::Read || said.nothing_made, !said.nothing_made)
        }
        Category::Authentication
        | Category::Permission
        | Category::NotFound
        | Category::Duplicate
        | Category::InvalidRequest
        | Category::Other => (false, false),
    };
    let retry_after_s = said.retry_after_s.or_else(|| retry_after(response.headers, now));
    Refused {
        http_status: response.status,
        code: said.code,
        category,
        retryable,
        retry_after_s,
        retry_at: retry_after_s.and_then(|seconds| instant_after(now, seconds)),
        outcome_unknown: asked == Asked::Create && unclear,
    }
    .into()
}
