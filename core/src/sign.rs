//! Signatures: HMAC-SHA256 (RFC 2104), hexadecimal and base64, comparison in constant time, freshness. It knows no
//! provider.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64ct::{Base64, Encoding};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::error::{Error, Misuse, MisuseReason, UnauthenticReason};
use crate::json::{has_control, write_string};

/// The most secrets that an account may verify with at a time.
///
/// ```
/// use paystate::{Account, MAX_SECRETS};
///
/// let with = |count| Account::new("payin", vec![("webhook_secret", "whsec_1"); count]);
/// assert!(with(MAX_SECRETS).is_ok());
/// assert_eq!(with(MAX_SECRETS + 1).unwrap_err().limit(), Some(MAX_SECRETS as u64));
/// ```
pub const MAX_SECRETS: usize = 4;

/// The secrets that verify a webhook, each as an HMAC state made once and wiped when dropped. The first one signs.
#[derive(Clone)]
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
        self.verify_written(|out| message.iter().for_each(|part| out.add(part)), tags)
    }

    /// As [`verify`](Self::verify), of a message that `write` writes, once for each secret.
    pub(crate) fn verify_written(&self, write: impl Fn(&mut Signing), tags: &[Tag]) -> bool {
        // Every pair is looked at, so that the time tells nothing of which one fits.
        self.states.iter().fold(false, |found, state| {
            let expected = Signing::of(state, &write).finalize();
            tags.iter().fold(found, |found, tag| found | (expected == CtOutput::new((*tag).into())))
        })
    }

    /// The signature of `message` under the first secret.
    pub(crate) fn sign(&self, message: &[&[u8]]) -> Result<Tag, Error> {
        self.sign_written(|out| message.iter().for_each(|part| out.add(part)))
    }

    /// As [`sign`](Self::sign), of a message that `write` writes.
    pub(crate) fn sign_written(&self, write: impl Fn(&mut Signing)) -> Result<Tag, Error> {
        let first = self.need()?.states.first();
        let first = first.ok_or_else(|| Misuse::new(MisuseReason::MissingSecret, self.name))?;
        Ok(Signing::of(first, &write).finalize().into_bytes().into())
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({}: {})", self.name, self.states.len())
    }
}

/// A message on its way into a signature, piece by piece, so that nobody has to copy it together.
pub(crate) struct Signing(Hmac<Sha256>);

impl Signing {
    fn of(state: &Hmac<Sha256>, write: &impl Fn(&mut Self)) -> Hmac<Sha256> {
        let mut signing = Self(state.clone());
        write(&mut signing);
        signing.0
    }

    pub(crate) fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Adds `text` as a JSON string, with the escapes that it must have and those of the characters that `more` picks.
    pub(crate) fn add_json(&mut self, text: &str, more: impl Fn(char) -> bool) {
        // Nothing here can fail.
        let _ = write_string(self, text, more);
    }
}

impl fmt::Write for Signing {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.add(piece.as_bytes());
        Ok(())
    }
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

/// Reads 32 bytes in base64 of the standard alphabet, padded (RFC 4648 §4), in the one spelling that they have.
pub(crate) fn parse_base64(text: &str) -> Option<Tag> {
    let mut tag = Tag::default();
    let read = Base64::decode(text, &mut tag).ok()?.len();
    (read == tag.len()).then_some(tag)
}

/// Base64 of the standard alphabet, padded.
pub(crate) fn to_base64(tag: &Tag) -> String {
    Base64::encode_string(tag)
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
