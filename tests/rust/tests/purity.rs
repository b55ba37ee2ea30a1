//! What the core must not have in it: a float, a clock, `std`, unsafe code, or a provider's name or word outside its folder.

mod source;

use paystate::{State, Subject, providers};
use source::{Source, Token, manifest, section, sources, tokens};

/// Money is exact, so no number here is a float.
#[test]
fn no_float_stands_in_the_core() {
    let found = found(is_float);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let seen = |code: &str| tokens(code).windows(2).any(|pair| is_float(pair) || is_float(&pair[1..]));
    for float in
        ["let x = 1.5;", "let x: f64 = y;", "y as f32;", "let x = 1e3;", "(2E-3)", "(1f64)", "(0.1_f32)"]
    {
        assert!(seen(float), "{float}");
    }
    for none in [
        "for i in 0..3 {}",
        "pair.0.1;",
        "let x = 0xfe3;",
        "let x = 1_000;",
        "\"1.5\";",
        "// 1.5",
        "(7.max(3))",
    ] {
        assert!(!seen(none), "{none}");
    }
}

fn is_float(tokens: &[Token<'_>]) -> bool {
    match tokens {
        [Token::Word("f32" | "f64"), ..] => true,
        [Token::Number(digits), ..] => {
            let point_or_exponent = digits.contains(['.', 'e', 'E']) && !digits.starts_with("0x");
            point_or_exponent || digits.ends_with("f32") || digits.ends_with("f64")
        }
        _ => false,
    }
}

/// Time is an argument.
#[test]
fn no_clock_is_read_in_the_core() {
    let found = found(is_clock);
    assert!(found.is_empty(), "{}", found.join("\n"));
    for clock in ["Utc::now()", "std::time::Instant::now()", "use std::time::SystemTime;", "Local::now"] {
        assert!(tokens(clock).windows(2).any(is_clock), "{clock}");
    }
    assert!(!tokens("Timestamp::Instant(now)").windows(2).any(is_clock));
}

fn is_clock(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [Token::Path, Token::Word("now")] | [_, Token::Word("SystemTime")])
}

/// Where `is_it` finds something in the code, comments left out.
fn found(is_it: fn(&[Token<'_>]) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    for source in sources() {
        for pair in source.tokens().windows(2).filter(|pair| is_it(pair)) {
            out.push(format!("{}: {pair:?}", source.path));
        }
    }
    out
}

/// A provider is one folder and one line.
#[test]
fn no_provider_is_named_outside_its_folder() {
    let sources = sources();
    let mut out = Vec::new();
    for profile in providers() {
        let home = format!("providers/{}", profile.name);
        assert!(sources.iter().any(|source| source.room() == home), "{home} is not there");
        for source in
            sources.iter().filter(|source| source.room() != home && source.path != "providers/mod.rs")
        {
            out.extend(names(source, profile.name).map(|name| format!("{}: {name}", source.path)));
        }
    }
    assert!(out.is_empty(), "{}", out.join("\n"));
    let code =
        "/// PayIn\nstruct PayInKey; const PAYIN: &str = \"payin\"; let paying = \"/v1/payin/orders\";";
    let made_up = Source { path: "x.rs".to_owned(), text: code.to_owned() };
    assert_eq!(names(&made_up, "payin").count(), 3);
}

/// Words and texts of the code that hold `name`, in any letter case.
fn names<'a>(source: &'a Source, name: &'a str) -> impl Iterator<Item = String> + 'a {
    source.tokens().into_iter().filter_map(move |token| match token {
        Token::Word(word) | Token::Text(word) => {
            let lower = word.to_ascii_lowercase();
            // One provider's paths may have a segment that is another's name.
            let is_name = |at: usize| {
                let next = word[at + name.len()..].chars().next();
                let is_segment = word[..at].ends_with('/') && next == Some('/');
                !is_segment && !next.is_some_and(|next| next.is_ascii_lowercase())
            };
            lower.match_indices(name).any(|(at, _)| is_name(at)).then(|| word.to_owned())
        }
        Token::Number(_) | Token::Path | Token::Mark(_) => None,
    })
}

/// A word that is spelled as one of ours is ours there.
#[test]
fn no_status_word_stands_outside_its_folder() {
    let ours = |word: &str| {
        let subjects = Subject::ALL.iter();
        subjects.filter_map(|&subject| State::from_word(subject, word)).next().is_some()
    };
    let words: Vec<_> = providers()
        .flat_map(|profile| profile.table)
        .map(|row| row.word)
        .filter(|word| !ours(word))
        .collect();
    assert!(words.len() > 30, "{words:?}");
    for source in sources().iter().filter(|source| !source.room().starts_with("providers/")) {
        for token in source.tokens() {
            assert!(
                !matches!(token, Token::Text(text) if words.contains(&text)),
                "{}: {token:?}",
                source.path
            );
        }
    }
}

#[test]
fn the_crate_forbids_unsafe_code_and_std() {
    let lib = sources().into_iter().find(|source| source.path == "lib.rs").expect("lib.rs");
    let tokens = lib.tokens();
    for attribute in ["#![no_std]", "#![forbid(unsafe_code)]"] {
        let wanted = source::tokens(attribute);
        assert!(tokens.windows(wanted.len()).any(|part| part == wanted), "lib.rs has no {attribute}");
    }
    let std = tokens.windows(2).any(|pair| matches!(pair, [Token::Word("crate"), Token::Word("std")]));
    assert!(!std, "lib.rs links std");
}

/// No dependency brings `std` or a clock: each is without its default features, and names none of these.
#[test]
fn no_dependency_has_std_or_a_clock() {
    let (core, workspace) = (manifest("core/Cargo.toml"), manifest("Cargo.toml"));
    let dependencies = section(&core, "[dependencies]");
    let versions = section(&workspace, "[workspace.dependencies]");
    assert!(!dependencies.is_empty());
    for line in dependencies {
        let name =
            line.strip_suffix(".workspace = true").unwrap_or_else(|| panic!("not of the workspace: {line}"));
        let version = versions.iter().find(|version| version.split(' ').next() == Some(name));
        let version = version.unwrap_or_else(|| panic!("{name} has no version"));
        assert!(version.contains("default-features = false"), "{version}");
        for feature in ["\"std\"", "\"now\"", "\"clock\"", "\"default\""] {
            assert!(!version.contains(feature), "{version}");
        }
    }
}
