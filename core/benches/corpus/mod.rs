//! What is measured on: for every provider, distinct answers and signed webhooks of 1 KiB, made from a fixed seed.
//!
//! The shapes are the documented ones of `tests/vectors`; no clock and no randomness of the machine has a part in them.

#![allow(dead_code)] // each bench takes what it needs

mod liquido;
mod paydify;
mod payin;
mod pelago;

use std::collections::HashSet;

use chrono::{DateTime, SecondsFormat, Utc};
use paystate::Account;

/// How many answers, and how many webhooks, there are of each provider.
pub(crate) const COUNT: usize = 1200;
/// The size of each webhook's body, in bytes.
pub(crate) const WEBHOOK_BYTES: usize = 1024;
/// The secret that webhooks are signed with.
pub(crate) const SECRET: &str = "whsec_8f14e45fceea167a5a36dedd4bea2543";

/// A provider's part of the corpus.
#[derive(Clone, Copy)]
pub(crate) struct Provider {
    pub(crate) name: &'static str,
    /// What an account needs to verify webhooks.
    pub(crate) options: &'static [(&'static str, &'static str)],
    answer: fn(usize, &mut Random) -> Body,
    event: fn(&mut Random) -> String,
    /// What is signed of a webhook, from its body and the time in its headers.
    pub(crate) message: fn(&str, &str) -> Vec<u8>,
}

pub(crate) const PROVIDERS: [Provider; 4] =
    [payin::PROVIDER, pelago::PROVIDER, paydify::PROVIDER, liquido::PROVIDER];

/// An answer to a query.
pub(crate) struct Body {
    /// The answer.
    pub(crate) text: String,
    /// The id to ask with, where the answer is told by it.
    pub(crate) id: String,
    /// Whether the payment stands in `data`.
    pub(crate) wrapped: bool,
}

/// A webhook with its signature.
pub(crate) struct Signed {
    /// The body, of [`WEBHOOK_BYTES`].
    pub(crate) body: String,
    /// Names and values, the signature among them.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// What is signed.
    pub(crate) message: Vec<u8>,
}

/// The moment at which everything is read.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_738_075_110, 0).expect("a valid instant")
}

impl Provider {
    pub(crate) fn account(&self) -> Account {
        Account::new(self.name, self.options.iter().copied()).expect("an account")
    }

    /// Answers, no two of them the same.
    pub(crate) fn bodies(&self) -> Vec<Body> {
        let mut random = Random(0x5eed);
        let bodies: Vec<Body> = (0..COUNT).map(|i| (self.answer)(i, &mut random)).collect();
        let distinct: HashSet<&str> = bodies.iter().map(|body| body.text.as_str()).collect();
        assert_eq!(distinct.len(), COUNT);
        bodies
    }

    /// Webhooks, no two of them the same.
    pub(crate) fn webhooks(&self) -> Vec<Signed> {
        let account = self.account();
        let mut random = Random(0x0b5e_55ed);
        let mut signed = |_| {
            let body = (self.event)(&mut random);
            assert_eq!(body.len(), WEBHOOK_BYTES);
            let mut headers = account.sign_webhook(body.as_bytes(), now()).expect("a signature").headers;
            headers.push(("User-Agent", "Webhooks/1.0".to_owned()));
            let time = headers.iter().find_map(|(name, value)| time_of(name, value)).expect("a time");
            let message = (self.message)(&time, &body);
            Signed { body, headers, message }
        };
        (0..COUNT).map(&mut signed).collect()
    }
}

/// The digits of the time in a signature's headers.
fn time_of(name: &str, value: &str) -> Option<String> {
    if name.to_ascii_lowercase().ends_with("timestamp") {
        return Some(value.to_owned());
    }
    let parts = value.split(',').filter_map(|part| part.split_once('='));
    parts.into_iter().find(|(key, _)| matches!(*key, "t" | "timestamp")).map(|(_, time)| time.to_owned())
}

/// What fills an event up to [`WEBHOOK_BYTES`]: words, between `head` and `tail`.
fn filled(head: &str, tail: &str, random: &mut Random) -> String {
    let words =
        "Two tickets for the concert on Saturday, row 7, seats 12 and 13; doors open at half past six. ";
    let room = WEBHOOK_BYTES - head.len() - tail.len();
    let text: String = words.chars().cycle().skip(random.index(90)).take(room).collect();
    [head, &text, tail].concat()
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// `SplitMix64`.
pub(crate) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn index(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.index(from.len())]
    }

    fn text(&mut self, alphabet: &[u8], len: usize) -> String {
        (0..len).map(|_| char::from(self.pick(alphabet))).collect()
    }

    fn hex(&mut self, len: usize) -> String {
        self.text(b"0123456789abcdef", len)
    }

    fn uuid(&mut self) -> String {
        let mut part = |len| self.hex(len);
        format!("{}-{}-4{}-a{}-{}", part(8), part(4), part(3), part(3), part(12))
    }
}
