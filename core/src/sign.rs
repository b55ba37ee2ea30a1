//! Signatures: HMAC-SHA256 (RFC 2104), hexadecimal, comparison in constant time, freshness. It knows no provider.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::error::{Error, Misuse, MisuseReason, UnauthenticReason};
use crate::json::has_control;

/// The most secrets that an account may verify with at a time.
pub const MAX_SECRETS: usize = 4;

/// The secrets that verify a webhook, each as an HMAC state made once and wiped when dropped. The first one signs.
pub(crate) struct Keys {
    name: &'static str,
    states: Vec<Hmac<Sha256>>,
    unusable: bool,
}

/// One signature.
pub(crate) type Tag = [u8; 32];

impl Keys {
    /// Prepares `secrets`, the values of the credential `name`; empty ones are absent.
    pub(crate) fn new<'a>(name: &'static str, secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut keys = Self { name, states: Vec::new(), unusable: false };
        for secret in secrets.into_iter().filter(|secret| !secret.is_empty()) {
            keys.unusable |= has_control(secret);
            // HMAC takes keys of every length, so this always succeeds.
            keys.states.extend(Hmac::new_from_slice(secret.as_bytes()));
        }
        keys
    }

    /// The keys, if there are any that can be used; else `misuse` that names the credential.
    pub(crate) fn need(&self) -> Result<&Self, Error> {
        if self.states.is_empty() {
            return Err(Misuse::new(MisuseReason::MissingSecret, self.name).into());
        }
        if self.unusable {
            return Err(Misuse::new(MisuseReason::ControlCharacter, self.name).into());
        }
        Ok(self)
    }

    /// Whether one of `tags` is that of `message`, its parts in a row, under one of the secrets.
    pub(crate) fn verify(&self, message: &[&[u8]], tags: &[Tag]) -> bool {
        // Every pair is looked at, so that the time tells nothing of which one fits.
        self.states.iter().fold(false, |found, state| {
            let expected = mac(state, message).finalize();
            tags.iter().fold(found, |found, tag| found | (expected == CtOutput::new((*tag).into())))
        })
    }

    /// The signature of `message` under the first secret.
    pub(crate) fn sign(&self, message: &[&[u8]]) -> Result<Tag, Error> {
        let first = self.need()?.states.first();
        let first = first.ok_or_else(|| Misuse::new(MisuseReason::MissingSecret, self.name))?;
        Ok(mac(first, message).finalize().into_bytes().into())
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({}: {})", self.name, self.states.len())
    }
}

fn mac(state: &Hmac<Sha256>, message: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = state.clone();
    for part in message {
        mac.update(part);
    }
    mac
}

/// Reads 64 hexadecimal digits of either case.
pub(crate) fn parse_hex(text: &str) -> Option<Tag> {
    let mut tag = Tag::default();
    let read = base16ct::mixed::decode(text.as_bytes(), &mut tag).ok()?.len();
    (read == tag.len()).then_some(tag)
}

/// Lower-case hexadecimal.
pub(crate) fn to_hex(tag: &Tag) -> String {
    let mut hex = [0; 64];
    base16ct::lower::encode_str(tag, &mut hex).unwrap_or_default().into()
}

/// The lower-case hexadecimal SHA-256 of `bytes`.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes).into())
}

/// Refuses what was signed more than `tolerance` before or after `now`; exactly `tolerance` passes.
pub(crate) fn check_fresh(
    signed_at: DateTime<Utc>,
    now: DateTime<Utc>,
    tolerance: TimeDelta,
) -> Result<(), UnauthenticReason> {
    let age = TimeDelta::milliseconds(now.timestamp_millis() - signed_at.timestamp_millis());
    if age > tolerance {
        return Err(UnauthenticReason::Stale);
    }
    if -age > tolerance {
        return Err(UnauthenticReason::Future);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
