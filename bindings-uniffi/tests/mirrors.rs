//! The mirrors have what the core has: every field of every value, and every verb. A field of a `non_exhaustive` type that
//! is missing here would not break the build, so the sources are compared.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn source(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The lines between `head` and the end of its block.
fn block<'a>(text: &'a str, head: &str) -> Vec<&'a str> {
    let (before, body) = text.split_once(head).unwrap_or_else(|| panic!("no `{head}`"));
    let line = before.rsplit('\n').next().unwrap_or_default().to_owned() + head;
    let indent = &line[..line.len() - line.trim_start().len()];
    body.lines()
        .skip(1)
        .take_while(|line| *line != format!("{indent}}}") && *line != format!("{indent}}},"))
        .collect()
}

/// The names before a colon, each after `mark`.
fn fields(text: &str, head: &str, mark: &str) -> BTreeSet<String> {
    let names = block(text, head).into_iter().filter_map(|line| {
        let (name, _) = line.trim().strip_prefix(mark)?.split_once(':')?;
        name.chars()
            .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
            .then(|| name.to_owned())
    });
    names.collect()
}

#[test]
fn every_value_has_the_fields_of_the_core() {
    // The core's file, this crate's file, the type there and here.
    let values = [
        ("observation", "observation", "Observation", "Observation"),
        ("money", "observation", "Money", "Money"),
        ("record", "record", "Asked", "Asked"),
        ("record", "record", "Payment", "Payment"),
        ("lifecycle", "record", "Progress", "Progress"),
        ("schedule", "record", "Schedule", "Schedule"),
        ("ask", "ask", "Target", "Target"),
        ("ask", "ask", "Price", "Price"),
        ("ask", "ask", "Order", "Order"),
        ("page", "ask", "Listing", "Listing"),
        ("page", "account", "Page", "Page"),
        ("facade", "account", "Receipt", "Receipt"),
        ("facade", "profile", "Explanation", "Explanation"),
        ("error", "error", "Reply", "Reply"),
        ("stream", "stream", "Stream", "Stream"),
        ("stream", "stream", "StreamStep", "StreamStep"),
        ("timeline", "timeline", "Timeline", "Timeline"),
        ("timeline", "timeline", "TimelineEvent", "TimelineEvent"),
        ("profile", "profile", "Profile", "Profile"),
        ("profile", "profile", "AccountOption", "AccountOption"),
        ("profile", "profile", "Row", "StatusWord"),
        ("profile", "profile", "Figure", "Figure"),
    ];
    for (core, here, theirs, ours) in values {
        let wanted =
            fields(&source(&format!("../core/src/{core}.rs")), &format!("pub struct {theirs} {{"), "pub ");
        let mut found = fields(&source(&format!("src/{here}.rs")), &format!("pub struct {ours} {{"), "pub ");
        // What the core keeps in private: the members beside a record's fields.
        if ours == "Payment" {
            assert!(found.remove("other"));
        }
        assert!(!wanted.is_empty(), "{theirs}");
        assert_eq!(found, wanted, "{ours}");
    }
}

#[test]
fn every_error_has_the_fields_of_the_core() {
    for case in ["Malformed", "Unauthentic", "Refused", "Misuse"] {
        let wanted = fields(&source("../core/src/error.rs"), &format!("pub struct {case} {{"), "pub ");
        let found = fields(&source("src/error.rs"), &format!("    {case} {{"), "");
        // A duration here, seconds there.
        let wanted: BTreeSet<_> =
            wanted.into_iter().map(|name| name.replace("retry_after_s", "retry_after")).collect();
        assert_eq!(found, wanted, "{case}");
    }
}

#[test]
fn every_verb_of_an_account_is_here() {
    let verbs = |text: &str| -> BTreeSet<String> {
        let body = text.split_once("impl Account {").expect("verbs").1;
        let body = body.split_once("\n}\n").map_or(body, |(body, _)| body);
        let names = body.lines().filter_map(|line| {
            let name = line.strip_prefix("    pub fn ").or_else(|| line.strip_prefix("    pub const fn "))?;
            name.split(['(', '<']).next().map(str::to_owned)
        });
        names.collect()
    };
    let mut wanted = verbs(&source("../core/src/facade.rs"));
    // Lazy bindings read without decoding; a profile is found by `provider`.
    wanted.retain(|verb| verb != "read" && !verb.starts_with("read_") && verb != "profile");
    let mut found = verbs(&source("src/account.rs"));
    assert!(found.remove("parse_many") && found.remove("provider"));
    assert!(wanted.len() > 20);
    assert_eq!(found, wanted);
}
