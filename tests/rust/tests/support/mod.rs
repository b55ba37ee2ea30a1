//! What several tests need: accounts of every provider, broken bytes, and how many cases a property is tried on.
#![allow(dead_code)] // each test takes what it needs

use chrono::{DateTime, Utc};
use paystate::{Account, Kind, Profile, providers};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// At least `cases`, and as many as `PROPTEST_CASES` asks for. A failure prints its smallest case; that case then
/// belongs into a test of its own, so none is kept in a file.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    ProptestConfig { cases: config.cases.max(cases), ..config }
}

/// An account with every key that its provider knows, and no setting but the defaults and what a signature needs.
pub(crate) fn account(profile: &Profile) -> Account {
    let given = |name, kind| match (name, kind) {
        ("webhook_path", _) => Some((name, "/hooks?shop=7")),
        (_, Kind::Setting) => None,
        (_, Kind::Credential | Kind::VerifyingSecret) => Some((name, "k3y")),
    };
    let options = profile.options.iter().filter_map(|option| given(option.name, option.kind));
    Account::new(profile.name, options).expect("an account")
}

/// One account a provider.
pub(crate) fn accounts() -> Vec<Account> {
    providers().map(account).collect()
}

/// A moment in the years that a payment lives in.
pub(crate) fn now() -> DateTime<Utc> {
    "2025-01-20T10:36:00Z".parse().expect("an instant")
}

/// Any moment that the calendar has, its ends among them.
pub(crate) fn any_moment() -> impl Strategy<Value = DateTime<Utc>> {
    let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    let between = (first.timestamp()..=last.timestamp())
        .prop_map(|second| DateTime::from_timestamp(second, 999_999_999).expect("in the calendar"));
    prop_oneof![2 => Just(now()), 2 => between, 1 => select(vec![first, last])]
}

/// A JSON value with objects of few and of many keys.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    let number = "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][+-]?[0-9]{1,5})?";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number.prop_map(|token| Value::Number(token.parse().expect("a number"))),
        any::<String>().prop_map(Value::String),
        "[ -~é\u{1F600}\u{0}-\u{1f}\"\\\\]{0,12}".prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 60, 50, |inner| {
        let key = prop_oneof!["[a-z]{0,3}", any::<String>()];
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::Array),
            vec((key, inner), 0..50).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// A change to some bytes.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// Puts another byte in the place of one.
    Set(Index, u8),
    /// Flips one bit.
    Flip(Index, u8),
    /// Puts a byte between two.
    Insert(Index, u8),
    /// Takes a byte out.
    Remove(Index),
    /// Ends the bytes early.
    Cut(Index),
    /// Writes a part of the bytes a second time.
    Repeat(Index, Index),
}

/// Edits that break a text now and then in a way that matters.
pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let byte = || prop_oneof![select(b"{}[],:\"\\/u0dD8eE.-+ \n\tx\xef\xbb\xbf\xc3".to_vec()), any::<u8>()];
    let index = any::<Index>;
    let edit = prop_oneof![
        (index(), byte()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        (index(), 0..8_u8).prop_map(|(at, bit)| Edit::Flip(at, bit)),
        (index(), byte()).prop_map(|(at, byte)| Edit::Insert(at, byte)),
        index().prop_map(Edit::Remove),
        index().prop_map(Edit::Cut),
        (index(), index()).prop_map(|(from, to)| Edit::Repeat(from, to)),
    ];
    vec(edit, 0..4)
}

/// The bytes after some edits.
pub(crate) fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let len = bytes.len();
        match edit {
            Edit::Insert(at, byte) => bytes.insert(at.index(len + 1), *byte),
            // The other edits need something to work on.
            _ if len == 0 => {}
            Edit::Set(at, byte) => bytes[at.index(len)] = *byte,
            Edit::Flip(at, bit) => bytes[at.index(len)] ^= 1 << bit,
            Edit::Remove(at) => drop(bytes.remove(at.index(len))),
            Edit::Cut(at) => bytes.truncate(at.index(len)),
            Edit::Repeat(from, to) => {
                let (from, to) = (from.index(len), to.index(len));
                let part = bytes[from.min(to)..=from.max(to)].to_vec();
                bytes.splice(from..from, part);
            }
        }
    }
    bytes
}
