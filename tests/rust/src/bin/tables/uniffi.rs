//! Prints what Kotlin and Swift need of the core's words and providers: the mirrors of `bindings-uniffi`, spellings and
//! phases beside the generated enums, and a typed way to open an account at each provider.
//!
//! The words and their meaning are read from the `words!` blocks of the core's source, what a provider takes from
//! [`providers`]. A growing vocabulary crosses as text, so that a new word of it breaks nobody's `switch` in Rust.

use std::fmt::Write;
use std::fs;

use paystate::{AccountOption, Kind, Status, Why, providers};
use paystate_vectors::root;

/// Words that only lazy bindings and the kinds of errors need; here the languages have types of their own for them.
const LEFT_OUT: &[&str] = &["ErrorKind", "TextField", "SumField", "TimeField"];

/// A `words!` block of the core.
struct Vocabulary {
    name: String,
    docs: Vec<String>,
    grows: bool,
    words: Vec<Word>,
}

struct Word {
    variant: String,
    spelling: String,
    docs: Vec<String>,
}

/// Every vocabulary of the core, by file, then as it stands there.
fn vocabularies() -> Result<Vec<Vocabulary>, String> {
    let folder = root().join("core/src");
    let entries = fs::read_dir(&folder).map_err(|e| format!("core/src: {e}"))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let source = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        out.extend(source.split("\nwords! {\n").skip(1).map(vocabulary).collect::<Result<Vec<_>, _>>()?);
    }
    out.retain(|one| !LEFT_OUT.contains(&one.name.as_str()));
    if out.is_empty() { Err("core/src: no words".to_owned()) } else { Ok(out) }
}

fn vocabulary(block: &str) -> Result<Vocabulary, String> {
    let mut out = Vocabulary { name: String::new(), docs: Vec::new(), grows: false, words: Vec::new() };
    let (mut docs, mut in_code) = (Vec::new(), false);
    for line in block.lines().map(str::trim).take_while(|line| *line != "}") {
        if let Some(text) = line.strip_prefix("///") {
            // Examples in Rust are for Rust.
            in_code ^= text.trim().starts_with("```");
            if !in_code && !text.trim().starts_with("```") {
                docs.push(text.trim().replace("[`", "`").replace("`]", "`"));
            }
        } else if let Some(head) = line.strip_prefix("pub enum ") {
            out.name = head.split(' ').next().unwrap_or_default().to_owned();
            out.docs = take(&mut docs);
        } else if line == "#[non_exhaustive]" {
            out.grows = true;
        } else if let Some((variant, word)) = line.split_once(" = \"") {
            let spelling = word.trim_end_matches("\",").to_owned();
            out.words.push(Word { variant: variant.to_owned(), spelling, docs: take(&mut docs) });
        }
    }
    let whole = !out.words.is_empty() && out.words.iter().all(|word| !word.docs.is_empty());
    if whole { Ok(out) } else { Err(format!("words of `{}`: not all have a meaning", out.name)) }
}

/// The lines so far, without blank ones and links at their end.
fn take(docs: &mut Vec<String>) -> Vec<String> {
    let mut docs = std::mem::take(docs);
    docs.retain(|line| !line.is_empty());
    docs.iter_mut().for_each(|line| *line = unlinked(line));
    docs
}

/// `text` without the targets of its links: `[a](B)` is `a`.
fn unlinked(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some((before, rest)) = out.split_once("`](") {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        out = format!("{before}`{after}");
    }
    out.replace("[`", "`").replace("[", "").replace(']', "")
}

const PRINTED: &str = "Printed by `make tables` from the core; not written by hand.";

/// Rust: closed vocabularies as UniFFI mirrors, which do not build while a word is missing.
pub(crate) fn mirrors() -> Result<String, String> {
    let vocabularies = vocabularies()?;
    let mut out = format!("//! The words of the core as UniFFI mirrors. {PRINTED}\n\nuse paystate::{{\n");
    let mut names: Vec<&str> = vocabularies.iter().map(|one| one.name.as_str()).collect();
    names.sort_unstable();
    let _ = writeln!(out, "    {},\n}};", names.join(", "));
    for Vocabulary { name, docs, grows, words } in &vocabularies {
        out.push('\n');
        if *grows {
            let _ = write!(
                out,
                "uniffi::custom_type!({name}, String, {{\n    remote,\n    lower: |word| word.as_str().to_owned(),\n    \
                 try_lift: |word| Ok(word.parse()?),\n}});\n"
            );
            continue;
        }
        docs.iter().for_each(|line| _ = writeln!(out, "/// {line}"));
        let _ = writeln!(out, "#[uniffi::remote(Enum)]\npub enum {name} {{");
        for word in words {
            word.docs.iter().for_each(|line| _ = writeln!(out, "    /// {line}"));
            let _ = writeln!(out, "    {},", word.variant);
        }
        out.push_str("}\n");
    }
    Ok(out)
}

pub(crate) fn kotlin_words() -> Result<String, String> {
    let mut out = format!("// {PRINTED}\n\npackage dev.paystate\n");
    for Vocabulary { name, docs, grows, words } in &vocabularies()? {
        let constant = |word: &Word| shouting(&word.variant);
        if *grows {
            let _ = write!(
                out,
                "\n/** {} */\nenum class {name}(\n    /** Its one spelling, the same in every language. */\n    val word: String,\n) {{\n",
                docs.join(" ")
            );
            for word in words {
                let _ = writeln!(
                    out,
                    "    /** {} */\n    {}(\"{}\"),\n",
                    word.docs.join(" "),
                    constant(word),
                    word.spelling
                );
            }
            let _ = writeln!(out, "    ;\n\n    companion object\n}}");
        } else {
            let _ = writeln!(out, "\n/** Its one spelling, the same in JSON and in every language. */");
            out += &kotlin_when(
                name,
                "word",
                "String",
                words.iter().map(|w| (constant(w), format!("\"{}\"", w.spelling))),
            );
        }
        let _ = write!(
            out,
            "\n/** The one of that spelling; null for any other text. */\nfun {name}.Companion.of(word: String): {name}? = {name}.entries.find {{ it.word == word }}\n"
        );
    }
    let statuses = |answer: fn(Status) -> String| {
        Status::ALL.iter().map(move |&s| (s.as_str().to_uppercase(), answer(s)))
    };
    out.push_str("\n/** The phase that this status belongs to. */\n");
    out += &kotlin_when(
        "Status",
        "phase",
        "Phase",
        statuses(|s| format!("Phase.{}", s.phase().as_str().to_uppercase())),
    );
    out.push_str("\n/** Whether routine polling ends here: every phase but `OPEN`. */\n");
    out += &kotlin_when("Status", "stopsPolling", "Boolean", statuses(|s| s.stops_polling().to_string()));
    out.push_str("\n/** Whether the lifecycle lets anything follow. What a given provider can still send is narrower; ask `explain` for that. */\n");
    out +=
        &kotlin_when("Status", "mayStillChange", "Boolean", statuses(|s| s.may_still_change().to_string()));
    out.push_str("\n/** The reason in a sentence that a support agent can read out. */\n");
    let sentences =
        Why::ALL.iter().map(|why| (why.as_str().to_uppercase(), format!("\"{}\"", why.sentence())));
    out += &kotlin_when("Why", "sentence", "String", sentences);
    Ok(out)
}

fn kotlin_when(name: &str, property: &str, of: &str, arms: impl Iterator<Item = (String, String)>) -> String {
    let arms: String = arms.map(|(case, value)| format!("        {name}.{case} -> {value}\n")).collect();
    format!("val {name}.{property}: {of}\n    get() = when (this) {{\n{arms}    }}\n")
}

pub(crate) fn swift_words() -> Result<String, String> {
    let mut out = format!("// {PRINTED}\n");
    for Vocabulary { name, docs, grows, words } in &vocabularies()? {
        let case = |word: &Word| camel(&word.spelling);
        if *grows {
            let _ = writeln!(
                out,
                "\n/// {}\npublic enum {name}: String, CaseIterable, Sendable {{",
                docs.join(" ")
            );
            for word in words {
                let _ = writeln!(
                    out,
                    "    /// {}\n    case {} = \"{}\"",
                    word.docs.join(" "),
                    case(word),
                    word.spelling
                );
            }
            let _ = write!(
                out,
                "\n    /// Its one spelling, the same in every language.\n    public var word: String {{ rawValue }}\n\n    /// The one of that spelling; nil for any other text.\n    public init?(word: String) {{ self.init(rawValue: word) }}\n}}\n"
            );
            continue;
        }
        let _ = writeln!(
            out,
            "\nextension {name} {{\n    /// Its one spelling, the same in JSON and in every language."
        );
        out +=
            &swift_switch("word", "String", words.iter().map(|w| (case(w), format!("\"{}\"", w.spelling))));
        let _ = write!(
            out,
            "\n    /// The one of that spelling; nil for any other text.\n    public init?(word: String) {{\n        guard let found = Self.allCases.first(where: {{ $0.word == word }}) else {{ return nil }}\n        self = found\n    }}\n"
        );
        if name == "Status" {
            out += &swift_status();
        }
        if name == "Why" {
            out.push_str("\n    /// The reason in a sentence that a support agent can read out.\n");
            let sentences =
                Why::ALL.iter().map(|why| (camel(why.as_str()), format!("\"{}\"", why.sentence())));
            out += &swift_switch("sentence", "String", sentences);
        }
        out.push_str("}\n");
    }
    Ok(out)
}

fn swift_status() -> String {
    let statuses =
        |answer: fn(Status) -> String| Status::ALL.iter().map(move |&s| (camel(s.as_str()), answer(s)));
    let mut out = "\n    /// The phase that this status belongs to.\n".to_owned();
    out += &swift_switch("phase", "Phase", statuses(|s| format!(".{}", camel(s.phase().as_str()))));
    out.push_str("\n    /// Whether routine polling ends here: every phase but `open`.\n");
    out += &swift_switch("stopsPolling", "Bool", statuses(|s| s.stops_polling().to_string()));
    out.push_str("\n    /// Whether the lifecycle lets anything follow. What a given provider can still send is narrower;\n    /// ask `explain` for that.\n");
    out + &swift_switch("mayStillChange", "Bool", statuses(|s| s.may_still_change().to_string()))
}

fn swift_switch(property: &str, of: &str, arms: impl Iterator<Item = (String, String)>) -> String {
    let arms: String = arms.map(|(case, value)| format!("        case .{case}: {value}\n")).collect();
    format!("    public var {property}: {of} {{\n        switch self {{\n{arms}        }}\n    }}\n")
}

/// What an option is in the languages: its parameter's name, type and default.
struct Parameter {
    name: String,
    kotlin: &'static str,
    swift: &'static str,
    /// What to write after the name where only texts are taken.
    kotlin_text: &'static str,
    swift_text: &'static str,
}

fn parameter(option: &AccountOption) -> Parameter {
    let of = |name, kotlin, swift, kotlin_text, swift_text| Parameter {
        name,
        kotlin,
        swift,
        kotlin_text,
        swift_text,
    };
    let name = camel(option.name);
    match option.kind {
        Kind::VerifyingSecret => of(name + "s", "List<String> = emptyList()", "[String] = []", "", ""),
        Kind::Credential | Kind::Setting => match option.default {
            "true" | "false" => {
                of(name, "Boolean? = null", "Bool? = nil", "?.toString()", ".map(String.init)")
            }
            number if number.parse::<i64>().is_ok() => {
                of(name, "Long? = null", "Int? = nil", "?.toString()", ".map(String.init)")
            }
            _ => of(name, "String? = null", "String? = nil", "", ""),
        },
    }
}

fn meaning(option: &AccountOption) -> String {
    let more = if option.kind == Kind::VerifyingSecret {
        " Up to four: each verifies, the first signs."
    } else {
        ""
    };
    let default = option.default;
    let default =
        if default.is_empty() { String::new() } else { format!(" `{default}` where it is not given.") };
    format!("{}{more}{default}", option.meaning)
}

pub(crate) fn kotlin_accounts() -> Result<String, String> {
    let mut out = format!("// {PRINTED}\n\n@file:JvmName(\"Accounts\")\n\npackage dev.paystate\n");
    for profile in providers() {
        let name = profile.name;
        let _ = write!(
            out,
            "\n/**\n * An account at `{name}`. A phone opens one without keys, to read redirects.\n *\n"
        );
        for option in profile.options {
            let _ = writeln!(out, " * @param {} {}", parameter(option).name, meaning(option));
        }
        let _ = writeln!(
            out,
            " * @throws PaystateException.Misuse for a setting outside its words or numbers\n */"
        );
        let _ = writeln!(out, "fun Account.Companion.{name}(");
        for option in profile.options {
            let Parameter { name, kotlin, .. } = parameter(option);
            let _ = writeln!(out, "    {name}: {kotlin},");
        }
        let _ = writeln!(out, "): Account = Account(\n    \"{name}\",\n    settings(");
        for option in profile.options {
            let Parameter { name, kotlin_text, .. } = parameter(option);
            let _ = writeln!(out, "        \"{}\" to {name}{kotlin_text},", option.name);
        }
        let _ = writeln!(out, "    ),\n)");
    }
    Ok(out)
}

pub(crate) fn swift_accounts() -> Result<String, String> {
    let mut out = format!("// {PRINTED}\n\nextension Account {{\n");
    for (i, profile) in providers().enumerate() {
        let name = profile.name;
        let gap = if i == 0 { "" } else { "\n" };
        let _ = writeln!(
            out,
            "{gap}    /// An account at `{name}`. A phone opens one without keys, to read redirects.\n    ///\n    /// - Parameters:"
        );
        for option in profile.options {
            let _ = writeln!(out, "    ///   - {}: {}", parameter(option).name, meaning(option));
        }
        let _ = writeln!(
            out,
            "    /// - Throws: `PaystateError.misuse` for a setting outside its words or numbers."
        );
        let parameters: Vec<String> = profile
            .options
            .iter()
            .map(|option| {
                let Parameter { name, swift, .. } = parameter(option);
                format!("        {name}: {swift}")
            })
            .collect();
        let _ = writeln!(
            out,
            "    public static func {name}(\n{}\n    ) throws -> Account {{",
            parameters.join(",\n")
        );
        let _ = writeln!(out, "        try Account(provider: \"{name}\", settings: Setting.list([");
        for option in profile.options {
            let Parameter { name, swift_text, .. } = parameter(option);
            let list =
                if option.kind == Kind::VerifyingSecret { name } else { format!("[{name}{swift_text}]") };
            let _ = writeln!(out, "            (\"{}\", {list}),", option.name);
        }
        let _ = writeln!(out, "        ]))\n    }}");
    }
    out.push_str("}\n");
    Ok(out)
}

/// `partially_paid` as `partiallyPaid`.
fn camel(word: &str) -> String {
    let mut parts = word.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let (head, tail) = part.split_at(part.len().min(1));
        out + &head.to_uppercase() + tail
    })
}

/// `PartiallyPaid` as `PARTIALLY_PAID`.
fn shouting(variant: &str) -> String {
    let mut out = String::new();
    for c in variant.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}
