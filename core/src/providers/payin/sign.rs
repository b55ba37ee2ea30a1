//! PayIn's webhook signature: `t=<seconds>,v1=<hex>`, HMAC-SHA256 over `t`, a point and the raw body.
//!
//! Source: the webhook guide; every doubt is settled on the strict side (`DECISIONS.md` 18).

use alloc::format;
use alloc::string::ToString;

use chrono::{DateTime, Utc};
use smallvec::SmallVec;

use super::PayIn;
use crate::error::{Error, UnauthenticReason};
use crate::http::{Webhook, needed_header};
use crate::providers::Signed;
use crate::sign::{Tag, check_fresh, parse_hex, to_hex};
use crate::time::{TimeFormat, parse_number};

const HEADER: &str = "X-PayIn-Signature";
const OVERLAY_HEADER: &str = "payin-signature";

/// What the header says.
struct Signature<'a> {
    /// `t`, signed as it was received.
    time: &'a str,
    signed_at: DateTime<Utc>,
    tags: SmallVec<[Tag; 2]>,
}

impl PayIn {
    /// Checks header, signature and freshness, in this order. Nothing of the body is parsed.
    pub(super) fn verify(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<(), Error> {
        let keys = self.webhook_secret.need()?;
        let header = needed_header(webhook.headers, &[HEADER, OVERLAY_HEADER])?;
        let signature = parse(header).ok_or(UnauthenticReason::BadEncoding)?;
        if !keys.verify(&[signature.time.as_bytes(), b".", webhook.body], &signature.tags) {
            return Err(UnauthenticReason::WrongSignature.into());
        }
        Ok(check_fresh(signature.signed_at, now, self.tolerance)?)
    }

    /// The headers of a webhook with this body, signed at `now`.
    pub(super) fn sign(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        let time = now.timestamp().to_string();
        let tag = self.webhook_secret.sign(&[time.as_bytes(), b".", body])?;
        let value = format!("t={time},v1={}", to_hex(&tag));
        Ok([("Content-Type", "application/json".to_string()), (HEADER, value)].into())
    }
}

/// Exactly one `t` in plain digits, at least one `v1` of 64 hexadecimal digits; other keys are passed over.
fn parse(header: &str) -> Option<Signature<'_>> {
    let mut time = None;
    let mut tags = SmallVec::new();
    for part in header.split(',') {
        let (key, value) = part.trim_matches(' ').split_once('=')?;
        match key {
            "t" if time.is_some() => return None,
            "t" => time = Some(value),
            "v1" => tags.push(parse_hex(value)?),
            _ => {}
        }
    }
    let time = time.filter(|time| is_plain_number(time))?;
    let signed_at = parse_number(time, TimeFormat::EpochSeconds)?;
    (!tags.is_empty()).then_some(Signature { time, signed_at, tags })
}

/// Digits only, and no leading zero.
fn is_plain_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'))
}
