//! HTTP as data. Nothing here prints what a header or a body holds.

use crate::PaystateError;
use crate::scalars::Whole16;

/// A header's name and value.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Header {
    /// The name, in any letter case.
    pub name: String,
    /// The value. It does not print, for it can be a key.
    pub value: String,
}

/// A request that is ready to be sent, byte for byte. Send exactly these headers; add none that could change their meaning.
///
/// The values of its headers and its body do not print, for they can hold keys.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// Names and values.
    pub headers: Vec<Header>,
    /// The body; absent for none.
    pub body: Option<String>,
}

impl From<paystate::Request> for Request {
    fn from(request: paystate::Request) -> Self {
        Self {
            method: request.method().to_owned(),
            url: request.url().to_owned(),
            headers: request.headers().map(Header::from).collect(),
            body: request.body().map(str::to_owned),
        }
    }
}

impl From<(&str, &str)> for Header {
    fn from((name, value): (&str, &str)) -> Self {
        Self { name: name.to_owned(), value: value.to_owned() }
    }
}

/// The answer to a request, of whatever status: 404 and 503 say whether to ask again, too.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Response {
    /// The HTTP status.
    pub status: Whole16,
    /// The headers, in any order and any letter case.
    pub headers: Vec<Header>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

/// A webhook as it came, not yet verified.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Webhook {
    /// The headers, in any order and any letter case.
    pub headers: Vec<Header>,
    /// The raw body, byte for byte as it came: a body that was parsed and written again has another signature.
    pub body: Vec<u8>,
    /// The path and query string that it came to, for schemes that sign them; it goes before the account's setting.
    #[uniffi(default = None)]
    pub path: Option<String>,
}

fn pairs(headers: &[Header]) -> Vec<paystate::HeaderPair<'_>> {
    headers.iter().map(|header| (header.name.as_str(), header.value.as_bytes())).collect()
}

impl Response {
    /// Hands the response to `read` as the core has it.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&paystate::Response<'_>) -> Result<T, paystate::Error>,
    ) -> Result<T, PaystateError> {
        let headers = pairs(&self.headers);
        Ok(read(&paystate::Response::new(self.status.0, &headers, &self.body))?)
    }
}

impl Webhook {
    /// Hands the webhook to `read` as the core has it.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&paystate::Webhook<'_>) -> Result<T, paystate::Error>,
    ) -> Result<T, PaystateError> {
        let headers = pairs(&self.headers);
        let mut webhook = paystate::Webhook::new(&headers, &self.body);
        webhook.path = self.path.as_deref();
        Ok(read(&webhook)?)
    }
}
