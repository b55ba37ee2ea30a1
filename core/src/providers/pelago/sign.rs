//! Pelago's signatures: of requests, which its pages print, and of webhooks, which they do not.
//!
//! That webhooks are signed as requests are, with the same header names and HMAC-SHA256 in hexadecimal, is inferred; every
//! doubt is settled on the strict side (`DECISIONS.md` 16).

use alloc::string::ToString;

use chrono::{DateTime, Utc};

use super::{Pelago, Scheme};
use crate::error::{Error, UnauthenticReason};
use crate::http::{Request, Webhook, needed_header};
use crate::providers::Signed;
use crate::sign::{check_fresh, parse_hex, to_hex};
use crate::time::{TimeFormat, parse_number};

const SIGNATURE: &str = "X-Pelago-Signature";
const TIMESTAMP: &str = "X-Pelago-Timestamp";

impl Pelago {
    /// Checks headers, signature and freshness, in this order. Nothing of the body is parsed.
    pub(super) fn verify(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<(), Error> {
        let keys = self.webhook_secret.need()?;
        let signature = needed_header(webhook.headers, &[SIGNATURE]);
        let time = match self.scheme {
            Scheme::TimestampDotBody => needed_header(webhook.headers, &[TIMESTAMP]).map(Some),
            Scheme::Body => Ok(None),
        };
        // That every header is there is seen before any is read.
        let missing = UnauthenticReason::MissingHeader;
        if signature == Err(missing) || time == Err(missing) {
            return Err(missing.into());
        }
        let (tag, time) = (parse_hex(signature?).ok_or(UnauthenticReason::BadEncoding)?, time?);
        let signed_at =
            time.map(|time| parse_time(time).ok_or(UnauthenticReason::BadEncoding)).transpose()?;
        if !keys.verify(&message(time, webhook.body), &[tag]) {
            return Err(UnauthenticReason::WrongSignature.into());
        }
        signed_at.map_or(Ok(()), |signed_at| Ok(check_fresh(signed_at, now, self.tolerance)?))
    }

    /// The headers of a webhook with this body, signed at `now`.
    pub(super) fn sign(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        let time = match self.scheme {
            Scheme::TimestampDotBody => Some(now.timestamp_millis().to_string()),
            Scheme::Body => None,
        };
        let tag = self.webhook_secret.sign(&message(time.as_deref(), body))?;
        let mut signed = Signed::from([("Content-Type", "application/json".to_string())]);
        signed.extend(time.map(|time| (TIMESTAMP, time)));
        signed.push((SIGNATURE, to_hex(&tag)));
        Ok(signed)
    }

    /// Signs a request to `path` at `now`, where the account wants that: timestamp, method, path without the query, and
    /// the body, or nothing where there is none.
    pub(super) fn sign_request(
        &self,
        request: Request,
        path: &str,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        let Some(keys) = &self.signing else { return Ok(request) };
        let time = now.timestamp_millis().to_string();
        let path = path.split('?').next().unwrap_or_default();
        let parts = [&time, ".", request.method(), ".", path, ".", request.body().unwrap_or_default()];
        let tag = keys.sign(&parts.map(str::as_bytes))?;
        Ok(request.with_header(TIMESTAMP, time).with_secret(SIGNATURE, to_hex(&tag)))
    }
}

/// What is signed of a webhook: its timestamp as received and a point, where the scheme has one, and its body.
fn message<'a>(time: Option<&'a str>, body: &'a [u8]) -> [&'a [u8]; 3] {
    match time {
        Some(time) => [time.as_bytes(), b".", body],
        None => [b"", b"", body],
    }
}

/// Digits only; seconds or milliseconds, by their number.
fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    parse_number(text, TimeFormat::Auto)
}
