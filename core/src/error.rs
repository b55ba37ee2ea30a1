//! What can go wrong while asking and reading, sorted by remedy. Judging cannot fail, so nothing here is about it.
//!
//! An error names fields, limits and words of ours; it never carries what a payer or a merchant sent.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use chrono::{DateTime, Utc};

use crate::words::words;

/// Every failure of a call, one variant a remedy.
///
/// | kind | what to do |
/// |---|---|
/// | [`Malformed`](Error::Malformed) | keep the bytes, tell a person |
/// | [`Unauthentic`](Error::Unauthentic) | answer with [`Unauthentic::reply`], do nothing else |
/// | [`Refused`](Error::Refused) | the provider said no; the payment is unchanged |
/// | [`Misuse`](Error::Misuse) | fix the call |
///
/// ```
/// use paystate::{Account, ErrorKind};
///
/// let error = Account::new("payin", [("api_kay", "…")]).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Misuse);
/// assert_eq!(error.field(), Some("api_kay"));
/// assert!(error.to_string().contains("api_key"), "the message lists the known names");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Bytes that are not what the provider documents.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A webhook that is not proved to come from the provider.
    #[error(transparent)]
    Unauthentic(#[from] Unauthentic),
    /// An answer in which the provider declined.
    #[error(transparent)]
    Refused(#[from] Box<Refused>),
    /// A call that cannot be carried out as it stands.
    #[error(transparent)]
    Misuse(#[from] Misuse),
}

words! {
    /// The four kinds of [`Error`].
    ///
    /// ```
    /// use paystate::{ErrorKind, Json};
    ///
    /// let error = Json::parse("[1, 2").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Malformed, "keep the bytes, tell a person");
    /// // As it stands in a log, or in a counter's label.
    /// assert_eq!("malformed".parse(), Ok(ErrorKind::Malformed));
    /// ```
    pub enum ErrorKind as "kind" {
        /// Keep the bytes, tell a person.
        Malformed = "malformed",
        /// Answer with the reply of the error.
        Unauthentic = "unauthentic",
        /// The provider said no.
        Refused = "refused",
        /// Fix the call.
        Misuse = "misuse",
    }
}

impl Error {
    /// The kind, which decides the remedy.
    ///
    /// ```
    /// let error = paystate::Account::new("nobody", []).unwrap_err();
    /// assert_eq!(error.kind().as_str(), "misuse");
    /// ```
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Malformed(_) => ErrorKind::Malformed,
            Self::Unauthentic(_) => ErrorKind::Unauthentic,
            Self::Refused(_) => ErrorKind::Refused,
            Self::Misuse(_) => ErrorKind::Misuse,
        }
    }

    /// The reason as a stable word; absent for [`Error::Refused`], whose words are the provider's.
    ///
    /// ```
    /// let error = paystate::Account::new("nobody", []).unwrap_err();
    /// assert_eq!(error.reason(), Some("unknown_name"));
    /// ```
    #[must_use]
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Malformed(e) => Some(e.reason.as_str()),
            Self::Unauthentic(e) => Some(e.reason.as_str()),
            Self::Refused(_) => None,
            Self::Misuse(e) => Some(e.reason.as_str()),
        }
    }

    /// The field that is at fault, where one can be named.
    ///
    /// ```
    /// let error = paystate::Account::new("nobody", []).unwrap_err();
    /// assert_eq!(error.field(), Some("provider"));
    /// ```
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Malformed(e) => e.field,
            Self::Unauthentic(_) | Self::Refused(_) => None,
            Self::Misuse(e) => Some(&e.field),
        }
    }

    /// The limit that was passed, where there is one.
    ///
    /// ```
    /// use paystate::{Account, Listing};
    ///
    /// let account = Account::new("payin", [("api_key", "k")])?;
    /// let listing = Listing { limit: Some(101), ..Listing::default() };
    /// let error = account.list(&listing, "2025-01-20T10:36:00Z".parse().unwrap()).unwrap_err();
    /// assert_eq!((error.field(), error.limit()), (Some("limit"), Some(100)));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn limit(&self) -> Option<u64> {
        match self {
            Self::Malformed(e) => e.limit,
            Self::Unauthentic(_) | Self::Refused(_) => None,
            Self::Misuse(e) => e.limit,
        }
    }

    /// What the provider declined, for [`Error::Refused`].
    ///
    /// ```
    /// assert_eq!(paystate::Account::new("nobody", []).unwrap_err().refused(), None);
    /// ```
    #[must_use]
    pub fn refused(&self) -> Option<&Refused> {
        match self {
            Self::Refused(refused) => Some(refused),
            Self::Malformed(_) | Self::Unauthentic(_) | Self::Misuse(_) => None,
        }
    }

    /// Whether the same call may be made again: only a [`Refused`] can say so.
    ///
    /// ```
    /// assert!(!paystate::Account::new("nobody", []).unwrap_err().retryable());
    /// ```
    #[must_use]
    pub fn retryable(&self) -> bool {
        self.refused().is_some_and(|refused| refused.retryable)
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(Box::new(refused))
    }
}

/// Bytes that are not what the provider documents: keep them, and tell a person.
///
/// ```
/// use paystate::{Error, MalformedReason, Response, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let response = Response::new(200, &[], br#"{"orderId":"ord_1","status":"pending","amount":"ten"}"#);
/// let error = account.parse(&Target::id("ord_1"), &response, now).unwrap_err();
/// let Error::Malformed(malformed) = error else { unreachable!() };
/// assert_eq!((malformed.reason, malformed.field), (MalformedReason::BadValue, Some("amount")));
/// assert!(!malformed.to_string().contains("ten"), "what was sent is in no message");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Malformed {
    /// What is wrong.
    pub reason: MalformedReason,
    /// The field at fault, by its name in [`Observation`](crate::Observation) or in the provider's envelope.
    pub field: Option<&'static str>,
    /// Where in the body, as an offset in bytes from its beginning.
    pub offset: Option<usize>,
    /// The limit that was passed.
    pub limit: Option<u64>,
}

words! {
    /// Why bytes are [`Malformed`].
    ///
    /// ```
    /// use paystate::{Json, MalformedReason};
    ///
    /// let reason = |text: &str| Json::parse(text).unwrap_err().reason();
    /// assert_eq!(reason(r#"{"status":"paid","status":"expired"}"#), Some(MalformedReason::DuplicateKey.as_str()));
    /// assert_eq!(reason("{} {}"), Some(MalformedReason::Syntax.as_str()));
    /// ```
    #[non_exhaustive]
    pub enum MalformedReason as "reason" {
        /// The body is larger than the limit (bytes).
        TooLarge = "too_large",
        /// The bytes are not UTF-8, or begin with a byte order mark.
        NotUtf8 = "not_utf8",
        /// Not one JSON value (RFC 8259).
        Syntax = "syntax",
        /// Arrays and objects nest deeper than the limit (levels).
        TooDeep = "too_deep",
        /// An object has more keys than the limit.
        TooManyKeys = "too_many_keys",
        /// An object has one key twice.
        DuplicateKey = "duplicate_key",
        /// Half of a surrogate pair, which is no character.
        LoneSurrogate = "lone_surrogate",
        /// A page has more rows than the limit.
        TooManyRows = "too_many_rows",
        /// A field that is read is longer than the limit (bytes).
        TooLong = "too_long",
        /// A needed field is absent, null or empty.
        Missing = "missing",
        /// A field has another JSON type than it must.
        WrongType = "wrong_type",
        /// A field's text cannot be read as what it must be.
        BadValue = "bad_value",
        /// Two names of one fact have different values.
        Contradiction = "contradiction",
    }
}

impl Malformed {
    pub(crate) const fn new(reason: MalformedReason) -> Self {
        Self { reason, field: None, offset: None, limit: None }
    }

    pub(crate) const fn at(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    pub(crate) const fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    pub(crate) const fn in_field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed: {}", self.reason)?;
        if let Some(field) = self.field {
            write!(f, " in `{field}`")?;
        }
        if let Some(offset) = self.offset {
            write!(f, " at byte {offset}")?;
        }
        if let Some(limit) = self.limit {
            write!(f, " (limit {limit})")?;
        }
        Ok(())
    }
}

impl core::error::Error for Malformed {}

/// A webhook that is not proved to come from the provider. Answer with [`Unauthentic::reply`] and do nothing else.
///
/// ```
/// use paystate::{Error, Webhook};
/// # let account = paystate::Account::new("payin", [("webhook_secret", "whsec_1")])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let error = account.receive(&Webhook::new(&[], b"{}"), now).unwrap_err();
/// let Error::Unauthentic(unauthentic) = error else { unreachable!() };
/// assert_eq!((unauthentic.reply.status, unauthentic.reply.body), (401, "unauthorized"));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unauthentic: {reason}")]
#[non_exhaustive]
pub struct Unauthentic {
    /// Which check failed.
    pub reason: UnauthenticReason,
    /// What to answer.
    pub reply: Reply,
}

words! {
    /// Which check of a webhook failed; the checks are made in the order of the vectors' contract.
    ///
    /// ```
    /// use paystate::{UnauthenticReason, Webhook};
    /// # let account = paystate::Account::new("payin", [("webhook_secret", "whsec_1")])?;
    ///
    /// let body = br#"{"id":"evt_1","type":"test.event","data":{}}"#;
    /// let signed = account.sign_webhook(body, "2025-01-20T10:36:00Z".parse().unwrap())?;
    /// let an_hour_later = "2025-01-20T11:36:00Z".parse().unwrap();
    /// let error = account.receive(&Webhook::new(&signed.header_pairs(), body), an_hour_later).unwrap_err();
    /// assert_eq!(error.reason(), Some(UnauthenticReason::Stale.as_str()), "it may have been played back");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[non_exhaustive]
    pub enum UnauthenticReason as "reason" {
        /// A header that the scheme needs is not there.
        MissingHeader = "missing_header",
        /// A header is there, but cannot be read.
        BadEncoding = "bad_encoding",
        /// The key id header is not ours.
        WrongKey = "wrong_key",
        /// The signature is not that of any of our secrets.
        WrongSignature = "wrong_signature",
        /// Signed too long ago.
        Stale = "stale",
        /// Signed too far in the future.
        Future = "future",
        /// A scheme or algorithm that is not known.
        Unsupported = "unsupported",
    }
}

impl From<UnauthenticReason> for Unauthentic {
    fn from(reason: UnauthenticReason) -> Self {
        Self { reason, reply: Reply::UNAUTHORIZED }
    }
}

impl From<UnauthenticReason> for Error {
    fn from(reason: UnauthenticReason) -> Self {
        Self::Unauthentic(reason.into())
    }
}

/// What to answer to a webhook.
///
/// ```
/// use paystate::Reply;
/// assert_eq!(Reply::UNAUTHORIZED.status, 401);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: &'static str,
}

impl Reply {
    /// The answer to a webhook that failed a check.
    ///
    /// ```
    /// assert_eq!(paystate::Reply::UNAUTHORIZED.content_type, "text/plain");
    /// ```
    pub const UNAUTHORIZED: Self = Self::new(401, "text/plain", "unauthorized");

    pub(crate) const fn new(status: u16, content_type: &'static str, body: &'static str) -> Self {
        Self { status, content_type, body }
    }
}

/// An answer in which the provider declined. The payment is unchanged by it.
///
/// ```
/// use paystate::{Category, Payment, Response, Status, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let response = Response::new(429, &[("Retry-After", b"90")], b"");
/// let error = account.parse(&Target::id("ord_1"), &response, now).unwrap_err();
/// let refused = error.refused().unwrap();
/// assert_eq!((refused.category, refused.retryable), (Category::RateLimited, true));
/// // The next question waits until the provider takes it.
/// let schedule = Payment::new(Status::Pending).schedule(now, refused.retry_at);
/// assert_eq!(schedule.poll_at, Some("2025-01-20T10:37:30Z".parse().unwrap()));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// The HTTP status of the answer.
    pub http_status: u16,
    /// The provider's own code, as text.
    pub code: Option<String>,
    /// What kind of refusal it is.
    pub category: Category,
    /// Whether the same request may be sent again without harm.
    pub retryable: bool,
    /// How long to wait, in whole seconds, rounded up, where the provider says so.
    pub retry_after_s: Option<u64>,
    /// The instant until which to wait, counted from `now`, where the provider says so.
    pub retry_at: Option<DateTime<Utc>>,
    /// After a create: whether the order may exist all the same. Query by reference before creating again.
    pub outcome_unknown: bool,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused: {} (HTTP {})", self.category, self.http_status)?;
        if self.outcome_unknown {
            f.write_str("; the outcome is unknown, query by reference first")?;
        }
        Ok(())
    }
}

impl core::error::Error for Refused {}

words! {
    /// The kind of a refusal: the provider's own code decides first, then the HTTP status.
    ///
    /// ```
    /// use paystate::{Category, Response, Target};
    /// # let account = paystate::Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let response = Response::new(400, &[], br#"{"code":"DUPLICATE_ORDER_REFERENCE"}"#);
    /// let error = account.parse_created(&Target::reference("R-1"), &response, now).unwrap_err();
    /// assert_eq!(error.refused().unwrap().category, Category::Duplicate);
    /// assert_eq!(Category::of_http(400), Category::InvalidRequest, "the code said more than the status");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum Category as "category" {
        /// The credentials are not accepted.
        Authentication = "authentication",
        /// The credentials do not allow this.
        Permission = "permission",
        /// There is no such thing.
        NotFound = "not_found",
        /// It exists already.
        Duplicate = "duplicate",
        /// The request is wrong.
        InvalidRequest = "invalid_request",
        /// Too many requests.
        RateLimited = "rate_limited",
        /// Not now; try later.
        Unavailable = "unavailable",
        /// The provider's fault; what became of the request is unknown.
        Internal = "internal",
        /// Anything else.
        Other = "other",
    }
}

impl Category {
    /// The category of an HTTP status outside 200–299.
    ///
    /// ```
    /// use paystate::Category;
    /// assert_eq!(Category::of_http(429), Category::RateLimited);
    /// assert_eq!(Category::of_http(502), Category::Unavailable);
    /// ```
    #[must_use]
    pub const fn of_http(status: u16) -> Self {
        match status {
            400 | 422 => Self::InvalidRequest,
            401 => Self::Authentication,
            403 => Self::Permission,
            404 => Self::NotFound,
            409 => Self::Duplicate,
            429 => Self::RateLimited,
            500 => Self::Internal,
            501..=599 => Self::Unavailable,
            _ => Self::Other,
        }
    }
}

/// A call that cannot be carried out as it stands: fix the call.
///
/// ```
/// use paystate::{Account, Error, MisuseReason};
///
/// let error = Account::new("payin", [("dialect", "klingon")]).unwrap_err();
/// let Error::Misuse(misuse) = error else { unreachable!() };
/// assert_eq!((misuse.reason, misuse.field.as_ref()), (MisuseReason::Invalid, "dialect"));
/// assert_eq!(misuse.expected.as_ref(), ["reference", "server"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misuse {
    /// What is wrong.
    pub reason: MisuseReason,
    /// The argument, credential or setting at fault.
    pub field: Cow<'static, str>,
    /// The limit that was passed.
    pub limit: Option<u64>,
    /// What would be accepted, where that is a short list.
    pub expected: Cow<'static, [&'static str]>,
}

words! {
    /// Why a call is a [`Misuse`].
    ///
    /// ```
    /// use paystate::{Account, MisuseReason, Target};
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let account = Account::new("payin", [])?;
    /// let error = account.query(&Target::id("ord_1"), now).unwrap_err();
    /// assert_eq!(error.reason(), Some(MisuseReason::Missing.as_str()));
    /// assert_eq!(error.field(), Some("api_key"), "only the verbs that send it need it");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[non_exhaustive]
    pub enum MisuseReason as "reason" {
        /// A needed value is absent or empty.
        Missing = "missing",
        /// The secret that would verify a webhook is absent, so nothing can be verified.
        MissingSecret = "missing_secret",
        /// The value is not of the form that is needed.
        Invalid = "invalid",
        /// The value is below or above a limit.
        OutOfRange = "out_of_range",
        /// The text has more characters or bytes, or the list more entries, than the limit.
        TooLong = "too_long",
        /// The text holds a control character, which could break a header or a path.
        ControlCharacter = "control_character",
        /// No provider, option or command has this name.
        UnknownName = "unknown_name",
        /// The name is given more than once where one value is needed.
        Repeated = "repeated",
        /// This provider, or its dialect, has no such thing.
        Unsupported = "unsupported",
        /// The record was written by a newer release, whose meaning is not known here.
        NewerVersion = "newer_version",
    }
}

impl Misuse {
    pub(crate) fn new(reason: MisuseReason, field: impl Into<Cow<'static, str>>) -> Self {
        Self { reason, field: field.into(), limit: None, expected: Cow::Borrowed(&[]) }
    }

    pub(crate) fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    pub(crate) fn expecting(mut self, words: impl Into<Cow<'static, [&'static str]>>) -> Self {
        self.expected = words.into();
        self
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "misuse: `{}`: {}", self.field, self.reason)?;
        if let Some(limit) = self.limit {
            write!(f, " (limit {limit})")?;
        }
        if !self.expected.is_empty() {
            f.write_str("; expected one of ")?;
            for (i, word) in self.expected.iter().enumerate() {
                write!(f, "{}`{word}`", if i == 0 { "" } else { ", " })?;
            }
        }
        Ok(())
    }
}

impl core::error::Error for Misuse {}
