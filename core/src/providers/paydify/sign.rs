//! Paydify's signatures: HMAC-SHA256, in base64, over a flat JSON object of texts: the path, each parameter, the raw body,
//! the key and the time in milliseconds, sorted by name. Requests, answers and webhooks are signed alike.
//!
//! No page says which of the vendor's languages writes that object, and they escape differently. Requests are spelled so
//! that it does not matter; what comes in may have been signed in any of the four forms (`DECISIONS.md` 25).

use alloc::borrow::Cow;
use alloc::string::{String, ToString};

use chrono::{DateTime, Utc};
use smallvec::SmallVec;

use super::Paydify;
use super::ask::Call;
use crate::error::{Error, Misuse, MisuseReason, UnauthenticReason};
use crate::http::{HeaderPair, Response, Webhook, form_parameters, needed_headers};
use crate::json::has_control;
use crate::providers::Signed;
use crate::sign::{Signing, Tag, check_fresh, parse_base64, to_base64};
use crate::time::{TimeFormat, parse_number};

const KEY: &str = "x-api-key";
const TIME: &str = "x-api-timestamp";
const SIGNATURE: &str = "x-api-signature";
/// The names of the signed object that are always there.
const FIXED: [&str; 4] = ["apiPath", "body", KEY, TIME];

/// A name and a value of a query string.
type Parameter<'a> = (Cow<'a, str>, Cow<'a, str>);

/// A path that is signed, and its parameters.
type Place<'a> = (&'a str, &'a [Parameter<'a>]);

/// A header's name and value.
type Header = (&'static str, String);

/// Which language wrote the signed object.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// Node and most others: nothing is escaped but what must be.
    Plain,
    /// Go's `encoding/json`.
    Go,
    /// Java's Gson.
    Gson,
    /// Python's `json`.
    Ascii,
}

impl Form {
    /// The likeliest first.
    const ALL: [Self; 4] = [Self::Plain, Self::Go, Self::Gson, Self::Ascii];

    /// Whether it escapes a character that may stand in JSON as it is.
    const fn escapes(self, c: char) -> bool {
        match self {
            Self::Plain => false,
            Self::Go => matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}'),
            Self::Gson => matches!(c, '=' | '\'') || Self::Go.escapes(c),
            Self::Ascii => c >= '\u{7f}',
        }
    }
}

/// Whether one of the forms writes `c` in another way than the others.
pub(super) fn is_told_apart(c: char) -> bool {
    Form::ALL.iter().any(|form| form.escapes(c))
}

/// The signed object: its members, sorted.
struct Message<'a>(SmallVec<[(&'a str, &'a str); 12]>);

impl<'a> Message<'a> {
    fn new((path, parameters): Place<'a>, body: &'a str, key: &'a str, time: &'a str) -> Self {
        let mut members: SmallVec<_> = FIXED.into_iter().zip([path, body, key, time]).collect();
        members.extend(parameters.iter().map(|(name, value)| (&**name, &**value)));
        members.sort_unstable();
        Self(members)
    }

    /// Whether the form writes it otherwise than the plain one does.
    fn is_special(&self, form: Form) -> bool {
        self.0.iter().any(|(name, value)| [name, value].iter().any(|text| text.contains(|c| form.escapes(c))))
    }

    fn write(&self, form: Form, out: &mut Signing) {
        let mut before = b"{";
        for (name, value) in &self.0 {
            out.add(before);
            out.add_json(name, |c| form.escapes(c));
            out.add(b":");
            out.add_json(value, |c| form.escapes(c));
            before = b",";
        }
        out.add(b"}");
    }
}

/// What the headers of a message say.
struct Signature<'a> {
    key: &'a str,
    /// Signed as it was received.
    time: &'a str,
    signed_at: DateTime<Utc>,
    tag: Tag,
}

impl<'a> Signature<'a> {
    fn read(headers: &[HeaderPair<'a>]) -> Result<Self, UnauthenticReason> {
        let [key, time, tag] = needed_headers(headers, [KEY, TIME, SIGNATURE])?;
        let digits = time.bytes().all(|b| b.is_ascii_digit());
        let signed_at = parse_number(time, TimeFormat::EpochMilliseconds).filter(|_| digits);
        let (signed_at, tag) = signed_at.zip(parse_base64(tag)).ok_or(UnauthenticReason::BadEncoding)?;
        Ok(Self { key, time, signed_at, tag })
    }
}

/// Where webhooks come to: the path of the notification URL, and its parameters.
#[derive(Debug)]
pub(super) struct Hook<'a> {
    path: Cow<'a, str>,
    parameters: SmallVec<[Parameter<'a>; 4]>,
}

impl<'a> Hook<'a> {
    /// `None` where it is no path, or a name would stand twice in the signed object.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let path =
            text.split(['?', '#']).next().filter(|path| path.starts_with('/') && !has_control(text))?;
        let mut parameters: SmallVec<[Parameter<'_>; 4]> = form_parameters(text)?;
        parameters.sort_unstable();
        let fixed = parameters.iter().any(|(name, _)| FIXED.contains(&&**name));
        let repeated = parameters.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
        (!fixed && !repeated).then(|| Self { path: path.into(), parameters })
    }

    pub(super) fn into_owned(self) -> Hook<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let parameters = self.parameters.into_iter().map(|(name, value)| (own(name), own(value)));
        Hook { path: own(self.path), parameters: parameters.collect() }
    }

    fn place(&self) -> Place<'_> {
        (&self.path, &self.parameters)
    }
}

impl Paydify {
    /// Checks headers, key, signature and freshness, in this order. Nothing of the body is parsed.
    pub(super) fn verify(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<(), Error> {
        self.api_secret.need()?;
        let key = self.api_key.need()?;
        let came_to = webhook.path.filter(|path| !path.is_empty()).map(Hook::read);
        let place = match &came_to {
            None => Some(self.need_hook()?.place()),
            // What cannot stand in the signed object was not signed.
            Some(came_to) => came_to.as_ref().map(Hook::place),
        };
        let signature = Signature::read(webhook.headers)?;
        // The key tells whose message it is and is no secret; the signature is what nobody else can make.
        if signature.key != key {
            return Err(UnauthenticReason::WrongKey.into());
        }
        if !place.is_some_and(|place| self.has_signed(&signature, place, webhook.body)) {
            return Err(UnauthenticReason::WrongSignature.into());
        }
        Ok(check_fresh(signature.signed_at, now, self.tolerance)?)
    }

    fn need_hook(&self) -> Result<&Hook<'static>, Error> {
        self.hook.as_ref().ok_or_else(|| Misuse::new(MisuseReason::Missing, "webhook_path").into())
    }

    /// Whether `response` is signed, and not by our secret or not for what was asked. Its age is not judged.
    pub(super) fn has_wrong_signature(&self, call: Call, response: &Response<'_>) -> bool {
        let signed = response.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(SIGNATURE));
        let place: Place<'_> = (call.path(self.dialect), &[]);
        signed
            && self.api_secret.need().is_ok()
            && !Signature::read(response.headers)
                .is_ok_and(|signature| self.has_signed(&signature, place, response.body))
    }

    /// Whether a holder of the secret signed this in one of the four forms. Where they write the same, as they nearly
    /// always do, there is one signature to make.
    fn has_signed(&self, signature: &Signature<'_>, place: Place<'_>, body: &[u8]) -> bool {
        let Ok(body) = core::str::from_utf8(body) else { return false };
        let message = Message::new(place, body, signature.key, signature.time);
        let fits = |form| self.api_secret.verify_written(|out| message.write(form, out), &[signature.tag]);
        // Which form fits is no secret: the signer knows it. Each comparison takes the same time.
        fits(Form::Plain) || Form::ALL.into_iter().any(|form| message.is_special(form) && fits(form))
    }

    /// The headers of a webhook with this body, signed at `now` in the plain form.
    pub(super) fn sign(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        let body = core::str::from_utf8(body).map_err(|_| Misuse::new(MisuseReason::Invalid, "body"))?;
        let headers = self.headers(self.need_hook()?.place(), body, now)?;
        Ok([("Content-Type", "application/json".to_string())].into_iter().chain(headers).collect())
    }

    /// The headers of a message that is sent at `now`.
    pub(super) fn headers(
        &self,
        place: Place<'_>,
        body: &str,
        now: DateTime<Utc>,
    ) -> Result<[Header; 3], Error> {
        let (key, time) = (self.api_key.need()?, now.timestamp_millis().to_string());
        let write = |out: &mut Signing| Message::new(place, body, key, &time).write(Form::Plain, out);
        let tag = self.api_secret.sign_written(write)?;
        Ok([(KEY, key.to_string()), (TIME, time), (SIGNATURE, to_base64(&tag))])
    }
}
