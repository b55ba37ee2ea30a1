//! Liquido's callback signature: `algorithm=HmacSHA256,timestamp=<seconds>,signature=<hex>`, HMAC-SHA256 over
//! `payload=`, the raw body, `,timestamp=` and the timestamp, under the client secret.
//!
//! Source: the signature page; its sample ends before the encoding of the digest, which is taken for hexadecimal.

use alloc::format;
use alloc::string::ToString;

use chrono::{DateTime, Utc};

use super::Liquido;
use crate::error::{Error, UnauthenticReason};
use crate::http::{Webhook, needed_header};
use crate::providers::Signed;
use crate::sign::{Tag, check_fresh, parse_hex, to_hex};

const HEADER: &str = "Liquido-Signature";
const ALGORITHM: &str = "HmacSHA256";

/// What the header says.
struct Signature<'a> {
    /// The timestamp, signed as it was received.
    time: &'a str,
    signed_at: DateTime<Utc>,
    tag: Tag,
}

impl Liquido {
    /// Checks header, signature and freshness, in this order. Nothing of the body is parsed.
    pub(super) fn verify(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<(), Error> {
        let keys = self.keys.need()?;
        let signature = parse(needed_header(webhook.headers, &[HEADER])?)?;
        if !keys.verify(&message(webhook.body, signature.time), &[signature.tag]) {
            return Err(UnauthenticReason::WrongSignature.into());
        }
        Ok(check_fresh(signature.signed_at, now, self.tolerance)?)
    }

    /// The headers of a callback with this body, signed at `now`.
    pub(super) fn sign(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        let time = now.timestamp().to_string();
        let tag = self.keys.sign(&message(body, &time))?;
        let value = format!("algorithm={ALGORITHM},timestamp={time},signature={}", to_hex(&tag));
        Ok([("Content-Type", "application/json".to_string()), (HEADER, value)].into())
    }
}

/// What is signed, in its parts.
const fn message<'a>(body: &'a [u8], time: &'a str) -> [&'a [u8]; 4] {
    [b"payload=", body, b",timestamp=", time.as_bytes()]
}

/// Each of the three parts exactly once and not empty, in any order; other parts are passed over.
fn parse(header: &str) -> Result<Signature<'_>, UnauthenticReason> {
    let (mut algorithm, mut time, mut tag) = (None, None, None);
    for part in header.split(',') {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let slot = match name {
            "algorithm" => &mut algorithm,
            "timestamp" => &mut time,
            "signature" => &mut tag,
            _ => continue,
        };
        if value.is_empty() || slot.replace(value).is_some() {
            return Err(UnauthenticReason::BadEncoding);
        }
    }
    let (Some(algorithm), Some(time), Some(tag)) = (algorithm, time, tag) else {
        return Err(UnauthenticReason::BadEncoding);
    };
    if !algorithm.eq_ignore_ascii_case(ALGORITHM) {
        return Err(UnauthenticReason::Unsupported);
    }
    let signed_at = parse_seconds(time).ok_or(UnauthenticReason::BadEncoding)?;
    let tag = parse_hex(tag).ok_or(UnauthenticReason::BadEncoding)?;
    Ok(Signature { time, signed_at, tag })
}

/// Digits only. More seconds than any calendar has are far ahead, and no less readable.
fn parse_seconds(text: &str) -> Option<DateTime<Utc>> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = text.parse().ok();
    Some(seconds.and_then(|s| DateTime::from_timestamp(s, 0)).unwrap_or(DateTime::<Utc>::MAX_UTC))
}
