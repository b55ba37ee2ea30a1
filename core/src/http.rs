//! HTTP as data: requests to send, responses and webhooks that came, and how their parts are written and looked up.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use zeroize::Zeroizing;

use crate::error::{Error, Misuse, MisuseReason, UnauthenticReason};
use crate::json::has_control;
use crate::time::parse_http_date;

/// A request that is ready to be sent, byte for byte. Send exactly these headers; add none that could change their meaning.
///
/// Headers and bodies that carry a key do not print, and are wiped when the request is dropped.
///
/// ```
/// use paystate::{Account, Target};
///
/// let account = Account::new("payin", [("api_key", "pk-1")])?;
/// let request = account.query(&Target::reference("ORDER-1"), "2025-01-20T10:36:00Z".parse().unwrap())?;
/// assert_eq!(request.method(), "GET");
/// assert_eq!(request.url(), "https://app.payin.com/api/v1/orders/by-reference/ORDER-1");
/// assert_eq!(request.headers().collect::<Vec<_>>(), [("X-API-Key", "pk-1")]);
/// assert_eq!(request.body(), None);
/// assert!(!format!("{request:?}").contains("pk-1"));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    method: &'static str,
    url: String,
    headers: Vec<Header>,
    body: Option<Text>,
}

#[derive(Clone, PartialEq, Eq)]
struct Header {
    name: &'static str,
    value: Text,
}

/// A text that is sent; a secret one does not print.
#[derive(Clone, PartialEq, Eq)]
struct Text {
    text: Zeroizing<String>,
    secret: bool,
}

impl Text {
    fn plain(text: String) -> Self {
        Self { text: Zeroizing::new(text), secret: false }
    }

    fn secret(text: String) -> Self {
        Self { text: Zeroizing::new(text), secret: true }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.secret { "[redacted]" } else { self.text.as_str() };
        fmt::Debug::fmt(shown, f)
    }
}

impl Request {
    pub(crate) const fn new(method: &'static str, url: String) -> Self {
        Self { method, url, headers: Vec::new(), body: None }
    }

    /// Adds a header that carries no key.
    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push(Header { name, value: Text::plain(value) });
        self
    }

    /// Adds a header that carries a key, a token or a signature.
    pub(crate) fn with_secret(mut self, name: &'static str, value: String) -> Self {
        self.headers.push(Header { name, value: Text::secret(value) });
        self
    }

    /// Adds a JSON body and its `Content-Type`.
    pub(crate) fn with_json(mut self, body: String) -> Self {
        self.body = Some(Text::plain(body));
        self.with_header("Content-Type", "application/json".to_string())
    }

    /// Adds a JSON body that carries a key, and its `Content-Type`.
    pub(crate) fn with_secret_json(mut self, body: String) -> Self {
        self.body = Some(Text::secret(body));
        self.with_header("Content-Type", "application/json".to_string())
    }

    /// Adds a form that carries a key, and its `Content-Type`.
    pub(crate) fn with_secret_form(mut self, body: String) -> Self {
        self.body = Some(Text::secret(body));
        self.with_header("Content-Type", "application/x-www-form-urlencoded".to_string())
    }

    /// The method, in capitals.
    ///
    /// ```
    /// # let account = paystate::Account::new("payin", [("api_key", "k")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert_eq!(account.list(&Default::default(), now)?.method(), "GET");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn method(&self) -> &str {
        self.method
    }

    /// The absolute URL.
    ///
    /// ```
    /// # let account = paystate::Account::new("payin", [("api_key", "k")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert!(account.list(&Default::default(), now)?.url().ends_with("/api/v1/orders"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Names and values.
    ///
    /// ```
    /// # let account = paystate::Account::new("payin", [("api_key", "k")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert_eq!(account.list(&Default::default(), now)?.headers().next(), Some(("X-API-Key", "k")));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|header| (header.name, header.value.text.as_str()))
    }

    /// The body; `None` for none.
    ///
    /// ```
    /// # let account = paystate::Account::new("payin", [("api_key", "k")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert_eq!(account.list(&Default::default(), now)?.body(), None);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_ref().map(|body| body.text.as_str())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|header| (header.name, &header.value)).collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &headers)
            .field("body", &self.body)
            .finish()
    }
}

/// A header's name and value, as frameworks hand them over.
///
/// ```
/// use paystate::{HeaderPair, Webhook};
///
/// let given = [("X-PayIn-Signature".to_owned(), "t=1,v1=0".to_owned())];
/// let pairs: Vec<HeaderPair<'_>> =
///     given.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
/// assert_eq!(Webhook::new(&pairs, b"{}").headers[0].1, b"t=1,v1=0");
/// ```
pub type HeaderPair<'a> = (&'a str, &'a [u8]);

/// The answer to a [`Request`].
///
/// ```
/// use paystate::Response;
///
/// let response = Response::new(200, &[("content-type", b"application/json")], b"{}");
/// assert_eq!(response.status, 200);
/// ```
#[derive(Clone, Copy)]
pub struct Response<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The headers, in any order and any letter case.
    pub headers: &'a [HeaderPair<'a>],
    /// The body, byte for byte.
    pub body: &'a [u8],
}

impl<'a> Response<'a> {
    /// A response of these parts.
    ///
    /// ```
    /// assert!(paystate::Response::new(204, &[], b"").body.is_empty());
    /// ```
    #[must_use]
    pub const fn new(status: u16, headers: &'a [HeaderPair<'a>], body: &'a [u8]) -> Self {
        Self { status, headers, body }
    }

    pub(crate) const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

impl fmt::Debug for Response<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response {{ status: {}, body: {} bytes }}", self.status, self.body.len())
    }
}

/// A webhook as it came, not yet verified.
///
/// ```
/// use paystate::Webhook;
///
/// let webhook = Webhook::new(&[("X-PayIn-Signature", b"t=1,v1=0")], b"{}");
/// assert_eq!(webhook.path, None);
/// ```
#[derive(Clone, Copy)]
pub struct Webhook<'a> {
    /// The headers, in any order and any letter case.
    pub headers: &'a [HeaderPair<'a>],
    /// The raw body, byte for byte as it came: a body that was parsed and written again has another signature.
    pub body: &'a [u8],
    /// The path and query string that it came to, for schemes that sign them; it goes before the account's setting.
    pub path: Option<&'a str>,
}

impl<'a> Webhook<'a> {
    /// A webhook of these parts.
    ///
    /// ```
    /// assert!(paystate::Webhook::new(&[], b"").headers.is_empty());
    /// ```
    #[must_use]
    pub const fn new(headers: &'a [HeaderPair<'a>], body: &'a [u8]) -> Self {
        Self { headers, body, path: None }
    }
}

impl fmt::Debug for Webhook<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Webhook {{ headers: {}, body: {} bytes }}", self.headers.len(), self.body.len())
    }
}

/// The first value of a header, blanks and tabs around it taken off; `None` where it is absent or no text.
pub(crate) fn header<'a>(headers: &[HeaderPair<'a>], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))?;
    trimmed(value)
}

fn trimmed(value: &[u8]) -> Option<&str> {
    Some(core::str::from_utf8(value).ok()?.trim_matches([' ', '\t']))
}

/// The one value of the first of `names` that is there at all. `bad_encoding` where it is there twice, is empty, or no
/// text; `missing_header` where none of the names is there.
pub(crate) fn needed_header<'a>(
    headers: &[HeaderPair<'a>],
    names: &[&str],
) -> Result<&'a str, UnauthenticReason> {
    for name in names {
        let mut found = headers.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name));
        if let Some((_, value)) = found.next() {
            let value = trimmed(value).filter(|value| !value.is_empty() && found.next().is_none());
            return value.ok_or(UnauthenticReason::BadEncoding);
        }
    }
    Err(UnauthenticReason::MissingHeader)
}

/// The one value of each of `names`. Whether all of them are there is asked first, as the contract has it.
pub(crate) fn needed_headers<'a, const N: usize>(
    headers: &[HeaderPair<'a>],
    names: [&str; N],
) -> Result<[&'a str; N], UnauthenticReason> {
    let found = names.map(|name| needed_header(headers, &[name]));
    if found.contains(&Err(UnauthenticReason::MissingHeader)) {
        return Err(UnauthenticReason::MissingHeader);
    }
    let mut values = [""; N];
    for (value, found) in values.iter_mut().zip(found) {
        *value = found?;
    }
    Ok(values)
}

/// How long to wait, in whole seconds: `Retry-After` as seconds or as an HTTP date, which counts from `now`.
pub(crate) fn retry_after(headers: &[HeaderPair<'_>], now: DateTime<Utc>) -> Option<u64> {
    let value = header(headers, "retry-after")?;
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return value.parse().ok();
    }
    let wait = parse_http_date(value)? - now;
    let rounded_up = wait.num_seconds() + i64::from(wait.subsec_nanos() > 0);
    Some(u64::try_from(rounded_up).unwrap_or(0))
}

/// Whole seconds, rounded up; `None` for a negative number.
pub(crate) fn seconds_up(seconds: Decimal) -> Option<u64> {
    seconds.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity).to_u64()
}

/// The instant `seconds` after `now`, where the calendar has one.
pub(crate) fn instant_after(now: DateTime<Utc>, seconds: u64) -> Option<DateTime<Utc>> {
    now.checked_add_signed(TimeDelta::try_seconds(i64::try_from(seconds).ok()?)?)
}

/// Everything but `A-Z a-z 0-9 - . _ ~` (RFC 3986 §2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(crate) fn percent_encode(text: &str) -> impl fmt::Display {
    utf8_percent_encode(text, RESERVED)
}

/// `value` as one path segment. `misuse` that names `field` where it is empty, `.` or `..`, which no encoding can
/// save, or holds a control character.
pub(crate) fn segment<'a>(field: &'static str, value: &'a str) -> Result<impl fmt::Display + use<'a>, Error> {
    if value.is_empty() {
        return Err(Misuse::new(MisuseReason::Missing, field).into());
    }
    if matches!(value, "." | "..") {
        return Err(Misuse::new(MisuseReason::Invalid, field).into());
    }
    Ok(percent_encode(no_control(field, value)?))
}

/// `value`, unless it holds a control character: `misuse` that names `field`.
pub(crate) fn no_control<'a>(field: &'static str, value: &'a str) -> Result<&'a str, Error> {
    if has_control(value) {
        return Err(Misuse::new(MisuseReason::ControlCharacter, field).into());
    }
    Ok(value)
}

/// A URL that is written parameter by parameter.
pub(crate) struct Url(String, char);

impl Url {
    /// Begins at a URL that has no query string.
    pub(crate) const fn new(base: String) -> Self {
        Self(base, '?')
    }

    /// Adds a parameter, where there is a value.
    pub(crate) fn add(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.0.push(core::mem::replace(&mut self.1, '&'));
            self.0.push_str(name);
            self.0.push('=');
            self.0.extend(utf8_percent_encode(value, RESERVED));
        }
        self
    }

    pub(crate) fn finish(&mut self) -> String {
        core::mem::take(&mut self.0)
    }
}

/// The parameters of a URL's query string, form-decoded (WHATWG URL §5.1); `None` where one is not UTF-8.
pub(crate) fn form_parameters<'a, C>(url: &'a str) -> Option<C>
where
    C: FromIterator<(Cow<'a, str>, Cow<'a, str>)>,
{
    let without_fragment = url.split('#').next().unwrap_or_default();
    let (_, query) = without_fragment.split_once('?').unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((form_decode(name)?, form_decode(value)?))
        })
        .collect()
}

fn form_decode(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let blanks = text.replace('+', " ");
        return Some(Cow::Owned(percent_decode_str(&blanks).decode_utf8().ok()?.into_owned()));
    }
    percent_decode_str(text).decode_utf8().ok()
}

/// Whether `url` is absolute, of `http` or `https`, and names a host.
pub(crate) fn is_web_url(url: &str) -> bool {
    is_url(url, &["https", "http"])
}

/// Whether `url` is absolute, of one of `schemes`, and names a host.
pub(crate) fn is_url(url: &str, schemes: &[&str]) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && !host.is_empty()
        && !url.contains(|c: char| c.is_control() || c == ' ')
}
