//! JSONTestSuite against the strict reader: `y_` is read, `n_` is refused, `i_` never panics.
//!
//! The suite is outside data: `json-test-suite/test_parsing` in the folder that `PAYSTATE_DATA` names, else in
//! `../shared/data` beside the checkout. Where it is absent the test says so on the error output.

use std::io::{self, Write};
use std::path::PathBuf;
use std::{env, fs};

use chrono::DateTime;
use paystate::{Account, Error, Json, Response, Target};
use paystate_vectors::root;

/// What RFC 8259 allows or leaves open and the house refuses: the file's name, or how several begin, and the reason.
/// Every other `y_` and `i_` is read; `i_number_…` too, however vast: a number stays text until somebody reads it.
const REFUSED_BY_RULE: &[(&str, &str)] = &[
    ("y_object_duplicated_key.json", "duplicate_key"),
    ("y_object_duplicated_key_and_value.json", "duplicate_key"),
    ("i_object_key_lone_2nd_surrogate.json", "lone_surrogate"),
    ("i_string_1st_surrogate_but_2nd_missing.json", "lone_surrogate"),
    ("i_string_1st_valid_surrogate_2nd_invalid.json", "lone_surrogate"),
    ("i_string_incomplete_surrogate", "lone_surrogate"),
    ("i_string_invalid_lonely_surrogate.json", "lone_surrogate"),
    ("i_string_invalid_surrogate.json", "lone_surrogate"),
    ("i_string_inverted_surrogates_U+1D11E.json", "lone_surrogate"),
    ("i_string_lone_second_surrogate.json", "lone_surrogate"),
    ("i_string_UTF-16LE_with_BOM.json", "not_utf8"),
    ("i_string_UTF-8_invalid_sequence.json", "not_utf8"),
    ("i_string_UTF8_surrogate_U+D800.json", "not_utf8"),
    ("i_string_invalid_utf-8.json", "not_utf8"),
    ("i_string_iso_latin_1.json", "not_utf8"),
    ("i_string_lone_utf8_continuation_byte.json", "not_utf8"),
    ("i_string_not_in_unicode_range.json", "not_utf8"),
    ("i_string_overlong_sequence_", "not_utf8"),
    ("i_string_truncated-utf-8.json", "not_utf8"),
    ("i_structure_UTF-8_BOM_empty_object.json", "not_utf8"),
    ("i_string_utf16BE_no_BOM.json", "not_utf8"),
    ("i_string_utf16LE_no_BOM.json", "not_utf8"),
    ("i_structure_500_nested_arrays.json", "too_deep"),
];

/// Why a text that is no JSON may be refused.
const REASONS: &[&str] = &["syntax", "not_utf8", "too_deep", "lone_surrogate"];

#[test]
fn the_reader_agrees_with_json_test_suite() {
    let Some(folder) = suite() else { return };
    let (mut counts, mut wrong) = ([0_u32; 3], Vec::new());
    let mut rules = REFUSED_BY_RULE.to_vec();
    for (name, bytes) in files(&folder) {
        let expected = REFUSED_BY_RULE.iter().find(|(rule, _)| name.starts_with(rule));
        rules.retain(|(rule, _)| !name.starts_with(rule));
        let class = ["y_", "n_", "i_"].into_iter().position(|class| name.starts_with(class));
        let class = class.unwrap_or_else(|| panic!("{name}: a file of no class"));
        if let Some(count) = counts.get_mut(class) {
            *count += 1;
        }
        for (how, reason) in outcomes(&bytes) {
            let holds = match (expected, reason) {
                (Some(&(_, rule)), Some(reason)) => reason == rule,
                (None, Some(reason)) => name.starts_with("n_") && REASONS.contains(&reason),
                (Some(_), None) => false,
                (None, None) => !name.starts_with("n_"),
            };
            if !holds {
                wrong.push(format!("{name}, {how}: {}", reason.unwrap_or("read")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong.join("\n"));
    assert!(counts.iter().all(|&count| count > 0), "a class has no files: {counts:?} of y, n and i");
    assert!(rules.is_empty(), "rules without a file: {rules:?}");
}

/// What becomes of a text: as a value by itself, and as an unread field of an answer. The first needs UTF-8.
fn outcomes(bytes: &[u8]) -> Vec<(&'static str, Option<&'static str>)> {
    let alone = std::str::from_utf8(bytes).ok().map(|text| ("by itself", reason(Json::parse(text))));
    // A byte order mark inside a body is a stray character, so a text that begins with one is only read by itself.
    let inside = (!bytes.starts_with(b"\xef\xbb\xbf")).then(|| ("in a field", reason(answer(bytes))));
    alone.into_iter().chain(inside).collect()
}

/// Reads an answer in which `value` stands in a field that nobody reads.
fn answer(value: &[u8]) -> Result<(), Error> {
    let body = [br#"{"status":"pending","x":"#, value, b"}"].concat();
    let account = Account::new("payin", [])?;
    account.parse(&Target::id("o"), &Response::new(200, &[], &body), DateTime::UNIX_EPOCH).map(drop)
}

/// The reason of a refusal; `None` where the text was read.
fn reason<T>(read: Result<T, Error>) -> Option<&'static str> {
    read.err().map(|error| error.reason().expect("the reader names its reason"))
}

fn files(folder: &PathBuf) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("the suite can be listed");
    entries
        .map(|entry| {
            let path = entry.expect("the suite can be listed").path();
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("a file of the suite can be read"))
        })
        .collect()
}

/// The folder of the suite. Absent is no failure, except where `PAYSTATE_DATA` promises it; but it is said.
fn suite() -> Option<PathBuf> {
    let named = env::var_os("PAYSTATE_DATA").map(|folder| root().join(folder));
    let promised = named.is_some();
    let folder = named.unwrap_or_else(|| root().join("../shared/data")).join("json-test-suite/test_parsing");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(!promised, "PAYSTATE_DATA has no {}", folder.display());
    // Past the capture of the test runner, so that it is seen in a run that passes.
    writeln!(io::stderr(), "ABSENT: JSONTestSuite; nothing was compared with it").expect("an error output");
    None
}
