//! The same reading without this library: for every provider, a `serde_json` struct mapped by hand.
//!
//! Written to be fast, and told beforehand what the library must find out: where the payment stands. It checks less, too:
//! in fields that it does not know, it takes keys given twice, half surrogates and any depth.

#![allow(dead_code)] // each bench takes what it needs

mod liquido;
mod paydify;
mod payin;
mod pelago;

use std::borrow::Cow;
use std::ops::Deref;

use chrono::{DateTime, FixedOffset};
use paystate::{Observation, State, Status};
use rust_decimal::Decimal;
use serde::Deserialize;

#[allow(unused_imports)] // one bench takes it
pub(crate) use payin::read_value;

/// A provider's reading by hand.
#[derive(Clone, Copy)]
pub(crate) struct Rival {
    /// An answer, and whether the payment stands in `data`.
    pub(crate) answer: fn(&[u8], bool) -> Option<Seen<'_>>,
    /// A webhook's body.
    pub(crate) event: fn(&[u8]) -> Option<Seen<'_>>,
}

/// The rival of the provider of that name.
pub(crate) fn of(name: &str) -> Rival {
    match name {
        "payin" => Rival { answer: payin::read_struct, event: payin::read_event },
        "pelago" => Rival { answer: pelago::read_struct, event: pelago::read_event },
        "paydify" => Rival { answer: paydify::read_struct, event: paydify::read_event },
        "liquido" => Rival { answer: liquido::read_struct, event: liquido::read_event },
        other => panic!("no rival of {other}"),
    }
}

/// What is read, with the texts borrowed where they can be.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen<'a> {
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) reference: Option<Cow<'a, str>>,
    pub(crate) native: Option<Cow<'a, str>>,
    pub(crate) status: Option<Status>,
    pub(crate) amount: Option<Decimal>,
    pub(crate) received: Option<Decimal>,
    pub(crate) currency: Option<Cow<'a, str>>,
    pub(crate) network: Option<Cow<'a, str>>,
    pub(crate) address: Option<Cow<'a, str>>,
    pub(crate) transaction: Option<Cow<'a, str>>,
    pub(crate) link: Option<Cow<'a, str>>,
    pub(crate) payer: Option<Cow<'a, str>>,
    pub(crate) failure: Option<Cow<'a, str>>,
    pub(crate) fee: Option<Decimal>,
    pub(crate) confirmations: Option<u64>,
    pub(crate) created_at: Option<i64>,
    pub(crate) expires_at: Option<i64>,
    pub(crate) window_ends_at: Option<i64>,
    pub(crate) grace_ends_at: Option<i64>,
    pub(crate) completed_at: Option<i64>,
}

impl Seen<'_> {
    /// Whether the library saw the same. An end that it concludes from `expiresAt` is not compared.
    pub(crate) fn agrees(&self, seen: &Observation) -> bool {
        let at = |at: Option<DateTime<_>>| at.map(|at| at.timestamp_millis());
        let sum = |sum: &Option<paystate::Money>| sum.as_ref().map(|sum| sum.value);
        let told = seen.expires_at.is_some();
        self.id.as_deref() == seen.id.as_deref()
            && self.reference.as_deref() == seen.reference.as_deref()
            && self.native.as_deref() == seen.native.as_deref()
            && self.status == seen.state.and_then(State::payment)
            && self.amount == sum(&seen.amount)
            && self.received == sum(&seen.received)
            && self.currency.as_deref() == seen.amount.as_ref().and_then(|sum| sum.currency.as_deref())
            && self.network.as_deref() == seen.network.as_deref()
            && self.address.as_deref() == seen.address.as_deref()
            && self.transaction.as_deref() == seen.transaction.as_deref()
            && self.link.as_deref() == seen.link.as_deref()
            && self.payer.as_deref() == seen.payer.as_deref()
            && self.failure.as_deref() == seen.failure.as_deref()
            && self.fee == sum(&seen.fee)
            && self.confirmations == seen.confirmations
            && self.created_at == at(seen.created_at)
            && self.expires_at == at(seen.expires_at)
            && (told || self.window_ends_at == at(seen.window_ends_at))
            && (told || self.grace_ends_at == at(seen.grace_ends_at))
            && self.completed_at == at(seen.completed_at)
    }
}

/// A text that is borrowed where it has no escapes, in an `Option` too.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// An empty text is absent.
fn present(text: Option<Text<'_>>) -> Option<Cow<'_, str>> {
    text.map(|text| text.0).filter(|text| !text.is_empty())
}

/// An absent sum is fine; one that cannot be read is not.
#[allow(clippy::option_option)]
fn sum(text: Option<&str>) -> Option<Option<Decimal>> {
    text.map(Decimal::from_str_exact).transpose().ok()
}

/// RFC 3339.
fn at(text: Option<&str>) -> Option<i64> {
    Some(DateTime::parse_from_rfc3339(text?).ok()?.timestamp_millis())
}

/// `yyyy-MM-dd HH:mm:ss GMT±hh:mm`.
fn at_gmt(text: Option<&str>) -> Option<i64> {
    let at: DateTime<FixedOffset> = DateTime::parse_from_str(text?, "%Y-%m-%d %H:%M:%S GMT%:z").ok()?;
    Some(at.timestamp_millis())
}
