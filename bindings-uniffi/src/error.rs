//! What can go wrong, as sealed cases.
//!
//! Every call gives a `Result`, so that UniFFI's guard, which every call goes through, can hand on a panic as an exception:
//! where a call cannot fail, Swift would have no way to throw.

use std::fmt;
use std::time::Duration;

use paystate::{Category, Error, MalformedReason, MisuseReason, UnauthenticReason};

use crate::scalars::{Instant, Whole16, Whole64};

/// Every failure of a call, one case a remedy. It names fields, limits and words of the library, and never what a payer or
/// a merchant sent.
#[derive(Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum PaystateError {
    /// Bytes that are not what the provider documents: keep them, and tell a person.
    #[error("malformed: {reason}")]
    Malformed {
        /// What is wrong.
        reason: MalformedReason,
        /// The field at fault, where one can be named.
        field: Option<String>,
        /// Where in the body, as an offset in bytes from its beginning.
        offset: Option<Whole64>,
        /// The limit that was passed.
        limit: Option<Whole64>,
    },
    /// A webhook that is not proved to come from the provider: answer with `reply`, and do nothing else.
    #[error("unauthentic: {reason}")]
    Unauthentic {
        /// Which check failed.
        reason: UnauthenticReason,
        /// What to answer.
        reply: Reply,
    },
    /// An answer in which the provider declined. The payment is unchanged by it.
    #[error("refused: {category} (HTTP {})", http_status.0)]
    Refused {
        /// The HTTP status of the answer.
        http_status: Whole16,
        /// The provider's own code, as text.
        code: Option<String>,
        /// What kind of refusal it is.
        category: Category,
        /// Whether the same request may be sent again without harm.
        retryable: bool,
        /// How long to wait, in whole seconds, where the provider says so.
        retry_after: Option<Duration>,
        /// The instant until which to wait, counted from `now`, where the provider says so.
        retry_at: Option<Instant>,
        /// After a create: whether the order may exist all the same. Query by reference before creating again.
        outcome_unknown: bool,
    },
    /// A call that cannot be carried out as it stands: fix the call.
    #[error("misuse: `{field}`: {reason}")]
    Misuse {
        /// What is wrong.
        reason: MisuseReason,
        /// The argument, credential or setting at fault.
        field: String,
        /// The limit that was passed.
        limit: Option<Whole64>,
        /// What would be accepted, where that is a short list.
        expected: Vec<String>,
    },
}

impl PaystateError {
    pub(crate) fn misuse(reason: MisuseReason, field: &str) -> Self {
        Self::Misuse { reason, field: field.to_owned(), limit: None, expected: Vec::new() }
    }
}

/// As it displays: printing every field would be the largest part of this file in the library.
impl fmt::Debug for PaystateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Error> for PaystateError {
    fn from(error: Error) -> Self {
        match error {
            Error::Malformed(it) => Self::Malformed {
                reason: it.reason,
                field: it.field.map(str::to_owned),
                offset: it.offset.map(|at| Whole64(at as u64)),
                limit: it.limit.map(Whole64),
            },
            Error::Unauthentic(it) => Self::Unauthentic { reason: it.reason, reply: it.reply.into() },
            Error::Refused(it) => Self::Refused {
                http_status: Whole16(it.http_status),
                code: it.code,
                category: it.category,
                retryable: it.retryable,
                retry_after: it.retry_after_s.map(Duration::from_secs),
                retry_at: it.retry_at,
                outcome_unknown: it.outcome_unknown,
            },
            Error::Misuse(it) => Self::Misuse {
                reason: it.reason,
                field: it.field.into_owned(),
                limit: it.limit.map(Whole64),
                expected: it.expected.iter().map(|&word| word.to_owned()).collect(),
            },
        }
    }
}

/// What to answer to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Reply {
    /// The HTTP status.
    pub status: Whole16,
    /// The value of `Content-Type`.
    pub content_type: String,
    /// The body.
    pub body: String,
}

impl From<paystate::Reply> for Reply {
    fn from(reply: paystate::Reply) -> Self {
        let paystate::Reply { status, content_type, body, .. } = reply;
        Self { status: Whole16(status), content_type: content_type.to_owned(), body: body.to_owned() }
    }
}
