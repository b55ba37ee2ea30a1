//! The rooms of the core and who may name whom, as one table; the sources are read as tokens, so comments do not count.

mod source;

use std::collections::{BTreeMap, BTreeSet};

use source::{Source, Token, manifest, paths, section, sources};

/// Each room, and what it may name: rooms, or single items of one. `providers/*` is every provider by itself.
///
/// Nobody but the facade sees both the providers and the lifecycle; providers report and never judge.
#[rustfmt::skip]
const ROOMS: &[(&str, &[&str])] = &[
    // The words, and what can go wrong: everybody's. A text that is no word is `misuse`.
    ("words",       &["error"]),
    ("error",       &["words"]),
    // What everything is translated into. The one question for the lifecycle is whether anything may follow.
    ("status",      &["words", "lifecycle::moves_on"]),

    // Helpers: they know no provider and no policy.
    ("json",        &["error"]),
    ("time",        &["error", "json"]),
    ("money",       &["error", "json"]),
    ("http",        &["error", "json", "time"]),
    ("sign",        &["error", "json"]),
    ("check",       &["error", "http", "json", "money", "status"]),
    ("refusal",     &["error", "http"]),

    // Values that are asked with, read and stored.
    ("stored",      &["error", "json", "money", "time"]),
    ("ask",         &["error", "json", "record", "status", "stored"]),
    ("observation", &["error", "json", "money", "status", "stored", "time", "words"]),
    ("page",        &["error", "observation", "stored", "time"]),
    ("timeline",    &["observation", "status", "time"]),
    ("stream",      &["ask", "error", "observation", "stored", "time"]),
    ("token",       &["time"]),
    ("record",      &["error", "money", "observation", "status", "stored", "time"]),
    ("wire",        &["error", "json", "money", "observation", "time"]),
    ("reading",     &["error", "json", "money", "observation", "status", "time", "wire", "words"]),

    // Policy: it has never heard of a provider.
    ("schedule",    &["error", "status", "time", "words"]),
    ("lifecycle",   &["money", "observation", "record", "status", "words"]),
    ("replay",      &["lifecycle", "observation", "record", "status"]),

    // Providers: of the plan they know the figures alone.
    ("profile",     &["schedule::Plan", "status", "words"]),
    ("options",     &["error", "http", "json", "profile", "sign"]),
    ("providers",   &["ask", "error", "http", "json", "observation", "options", "page", "profile", "reading",
                      "refusal", "status", "stream", "timeline", "token", "wire", "providers/*"]),
    ("providers/*", &["ask", "check", "error", "http", "json", "money", "observation", "options", "page", "profile",
                      "providers", "reading", "refusal", "schedule::Plan", "sign", "status", "stream", "time",
                      "timeline", "token", "wire", "words"]),

    // The one room that sees both sides.
    ("facade",      &["ask", "error", "http", "json", "lifecycle", "money", "observation", "options", "page",
                      "profile", "providers", "reading", "record", "refusal", "schedule", "status", "stream", "time",
                      "timeline", "token"]),
];

/// Crates that belong to certain rooms: signatures are made in one place, and error messages in another.
const CRATES: &[(&str, &[&str])] = &[
    ("hmac", &["sign"]),
    ("sha2", &["sign"]),
    ("base16ct", &["sign"]),
    ("base64ct", &["sign"]),
    ("thiserror", &["error"]),
    ("zeroize", &["http", "options", "sign", "token"]),
];

/// The dependencies that `error` may name.
const CRATES_OF_ERROR: &[&str] = &["chrono", "serde", "thiserror"];

#[test]
fn rooms_name_only_what_they_may() {
    let sources = sources();
    let owners = root_items(&sources);
    let breaches: Vec<String> = sources.iter().flat_map(|source| breaches(source, &owners)).collect();
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn every_room_has_its_row() {
    let rooms: BTreeSet<String> = sources().iter().map(Source::room).filter(|room| room != "lib").collect();
    let is_provider = |room: &String| room.starts_with("providers/");
    let listed: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(listed.len(), ROOMS.len(), "a room has two rows");
    let no_row: Vec<_> = rooms.iter().filter(|room| !is_provider(room) && !listed.contains(*room)).collect();
    assert!(no_row.is_empty(), "no row: {no_row:?}");
    let no_room: Vec<_> = listed.iter().filter(|room| !is_provider(room) && !rooms.contains(*room)).collect();
    assert!(no_room.is_empty(), "no such room: {no_room:?}");
    assert!(rooms.iter().any(is_provider));
}

/// What the table must not be edited to allow.
#[test]
fn only_the_facade_sees_both_sides() {
    let row = |room: &str| ROOMS.iter().find(|(name, _)| *name == room).expect("a row").1;
    let names = |room: &str, other: &str| row(room).iter().any(|item| item.split("::").next() == Some(other));
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "facade") {
        let judges = names(room, "lifecycle") || names(room, "record");
        let sees_providers = names(room, "providers") || names(room, "providers/*");
        assert!(!(judges && sees_providers), "{room} sees both");
        assert!(!names(room, "facade"), "{room} names the facade");
    }
    assert!(names("facade", "lifecycle") && names("facade", "providers"));
    for policy in ["facade", "lifecycle", "record", "providers/*"] {
        assert!(!names("providers/*", policy), "a provider names {policy}");
    }
    assert!(!row("providers/*").contains(&"schedule"), "a provider plans");
    for helper in ["money", "sign", "http", "json", "page", "time", "wire", "check", "refusal", "reading"] {
        for known in ["providers", "providers/*", "profile", "lifecycle", "schedule", "record"] {
            assert!(!names(helper, known), "{helper} knows {known}");
        }
    }
}

/// The one call that `status` makes: the answer to `may_still_change`.
#[test]
fn status_asks_the_lifecycle_once() {
    let sources = sources();
    let status = sources.iter().find(|source| source.path == "status.rs").expect("status.rs");
    let calls = status.tokens().iter().filter(|token| **token == Token::Word("lifecycle")).count();
    assert_eq!(calls, 1);
}

#[test]
fn crates_stay_in_their_rooms() {
    let manifest = manifest("core/Cargo.toml");
    let dependencies: Vec<String> = section(&manifest, "[dependencies]")
        .iter()
        .filter_map(|line| Some(line.split_once('.')?.0.replace('-', "_")))
        .collect();
    assert!(dependencies.iter().any(|name| name == "hmac"), "{dependencies:?}");
    let mut breaches = Vec::new();
    for source in sources() {
        for (name, rooms) in CRATES {
            if names_crate(&source, name) && !rooms.contains(&source.room().as_str()) {
                breaches.push(format!("{} names {name}, which belongs to {rooms:?}", source.path));
            }
        }
        if source.room() == "error" {
            let used = dependencies.iter().filter(|name| names_crate(&source, name));
            let more = used.filter(|name| !CRATES_OF_ERROR.contains(&name.as_str()));
            breaches.extend(more.map(|name| format!("error names {name}")));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// Whether a path in `source` begins with the crate's name.
fn names_crate(source: &Source, name: &str) -> bool {
    let tokens = source.tokens();
    let wanted = [Token::Word(name), Token::Path];
    let later = tokens.windows(3).any(|three| three[0] != Token::Path && three[1..] == wanted);
    later || tokens.starts_with(&wanted)
}

/// What the crate's root names again, and the room that each item is of.
fn root_items(sources: &[Source]) -> BTreeMap<String, String> {
    let lib = sources.iter().find(|source| source.path == "lib.rs").expect("lib.rs");
    let tokens = lib.tokens();
    let mut owners = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        if let (Token::Word("use"), Some(Token::Word(room))) = (token, tokens.get(at + 1)) {
            let len = tokens[at..].iter().position(|token| *token == Token::Mark(';')).expect("an end");
            let items = tokens[at + 2..at + len].iter().filter_map(|token| match token {
                Token::Word(item) => Some((*item).to_owned()),
                _ => None,
            });
            owners.extend(items.map(|item| (item, (*room).to_owned())));
        }
    }
    assert!(owners.contains_key("Account"));
    owners
}

/// What `source` names and may not.
fn breaches(source: &Source, owners: &BTreeMap<String, String>) -> Vec<String> {
    let room = source.room();
    // The root declares and names everything again, and has no logic.
    if room == "lib" {
        return Vec::new();
    }
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == row_of(&room)) else {
        return vec![format!("{}: the room {room} has no row", source.path)];
    };
    let mut out = BTreeSet::new();
    for path in paths(&source.modules(), &source.tokens()) {
        let Some((named, item)) = room_of(&path, owners) else { continue };
        let row = row_of(&named);
        let may = |allowed: &&str| *allowed == row || *allowed == format!("{row}::{item}");
        // A provider may name its own room, and no other provider's.
        if named != room && !allowed.iter().any(may) {
            out.insert(format!("{}: {room} names {named}::{item}", source.path));
        }
    }
    out.into_iter().collect()
}

fn row_of(room: &str) -> &str {
    if room.starts_with("providers/") { "providers/*" } else { room }
}

/// The room that a path from the root leads to, and what it names there.
fn room_of(path: &[String], owners: &BTreeMap<String, String>) -> Option<(String, String)> {
    let first = path.first()?;
    let item = |at: usize| path.get(at).cloned().unwrap_or_default();
    let is_room = ROOMS.iter().any(|(room, _)| room == first);
    if let Some(room) = owners.get(first).filter(|_| !is_room) {
        return Some((room.clone(), first.clone()));
    }
    // A path of three parts through `providers` goes into a provider's folder; a shorter one names what is shared.
    if first == "providers" && path.len() > 2 && item(1).starts_with(|c: char| c.is_ascii_lowercase()) {
        return Some((format!("providers/{}", item(1)), item(2)));
    }
    Some((first.clone(), item(1)))
}

#[test]
fn a_breach_is_seen() {
    let owners = root_items(&sources());
    let made_up = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let seen = |path: &str, text: &str| breaches(&made_up(path, text), &owners).len();
    let provider = "providers/one/ask.rs";
    for breach in [
        "use crate::lifecycle;",
        "use crate::{json::Json, lifecycle::advance};",
        "use crate::Payment;",
        "use crate::schedule::{Plan, plan};",
        "use super::super::two::TABLE;",
        "fn f() { crate::record::Payment::new() }",
        "mod inner { use super::super::super::super::facade::Account; }",
        "use crate::providers::two::status::TABLE;",
        "macro_rules! m { () => { $crate::facade::explain } }",
    ] {
        assert_eq!(seen(provider, breach), 1, "{breach}");
    }
    for fine in [
        "use crate::json::{self, Json};",
        "// use crate::lifecycle;",
        "/* crate::lifecycle */ const TEXT: &str = \"crate::lifecycle\";",
        "const RAW: &str = r#\"\" crate::lifecycle \"#; const QUOTE: char = '\"'; type T<'a> = &'a str;",
        "use crate::schedule::Plan;",
        "use super::status::TABLE; use super::{One, NAME}; use super::super::Entry;",
        "#[cfg(test)] mod tests { use crate::lifecycle; }",
        "pub(crate) fn f(self) {}",
    ] {
        assert_eq!(seen(provider, fine), 0, "{fine}");
    }
    assert_eq!(seen("status.rs", "use crate::lifecycle::moves_on;"), 0);
    assert_eq!(seen("status.rs", "use crate::lifecycle::advance;"), 1);
    assert_eq!(seen("sign.rs", "use crate::providers::find; use crate::profile::Profile;"), 2);
    assert_eq!(seen("error.rs", "use crate::words::words; use crate::json::Json;"), 1);
    assert_eq!(seen("nowhere.rs", ""), 1);

    let names_hmac = |text: &str| names_crate(&made_up("x.rs", text), "hmac");
    assert!(names_hmac("hmac::Hmac") && names_hmac("use hmac::{Hmac, Mac};"));
    assert!(!names_hmac("crate::hmac::f(); // hmac::Hmac"));
}
