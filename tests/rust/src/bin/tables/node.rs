//! What the Node package takes from the crate: the words behind the codes, the layout of what is shared, and the types
//! that name words and providers.

use std::fmt::Write;
use std::fs;

use paystate::{
    ABSENT_TIME, Action, CELLS, DepositStatus, ESCAPED, KNOWN, Kind, Note, PayoutStatus, Profile,
    READING_CELLS, RECEIPT_CELLS, RefundStatus, SettlementStatus, Source, Stage, Status, Step, Subject,
    SumField, TextField, TimeField, Verdict, WIDE, Why, providers,
};
use paystate_vectors::root;

use super::{excerpt, meanings};

const HEAD: &str = "// Printed from the Rust crate by `make tables`. Do not edit.\n";

/// The sources whose constants JavaScript shares.
const SHARED: &[&str] = &["bindings-node/src/desk.rs", "bindings-node/src/judge.rs"];

/// The page of the package.
pub(crate) fn readme() -> Result<String, String> {
    let names: Vec<&str> = providers().map(|profile| profile.name).collect();
    Ok(format!(
        "<!-- Printed by `make tables`. Do not edit. -->\n\n# paystate\n\nThe truth about a payment: what {} said, what \
         it means, what to do now, and when to ask again.\nIt performs no IO: you send, sleep and store. Node 20 and newer; \
         no dependencies, no install script.\n\nThis takes a webhook to a decision:\n\n{}\nAnd this is a shop's, \
         with two workers at once and what is not its own:\n\n{}\nThe rest of the loop, with polling:\n\n{}\nKeep the \
         raw body of a webhook: its signature covers the bytes.\n\n{}\nEverything has its documentation in the types. The tables behind it, and how it is kept true, are in the README of \
         the repository.\n",
        names.join(", "),
        decision()?,
        webhook()?,
        polling()?,
        raw_bodies()?
    ))
}

/// README's first lines: a webhook becomes a decision.
pub(crate) fn decision() -> Result<String, String> {
    excerpt("tests/node/readme/decision.mjs", "js")
}

/// How README takes in a webhook.
pub(crate) fn webhook() -> Result<String, String> {
    excerpt("tests/node/readme/webhook.mjs", "js")
}

/// The rest of README's loop: an order is made, and polled.
pub(crate) fn polling() -> Result<String, String> {
    excerpt("tests/node/readme/checkout.mjs", "js")
}

/// README's recipes for raw bodies.
pub(crate) fn raw_bodies() -> Result<String, String> {
    let frameworks = [
        ("Express", "express"),
        ("Fastify", "fastify"),
        ("Next.js route handlers", "next"),
        ("Hono", "hono"),
    ];
    let recipes = frameworks.map(|(name, file)| {
        let code = excerpt(&format!("tests/node/readme/{file}.mjs"), "js")?;
        Ok(format!("{name}:\n\n{code}"))
    });
    Ok(recipes.into_iter().collect::<Result<Vec<_>, String>>()?.join("\n"))
}

/// `lib/generated.js`.
pub(crate) fn constants() -> Result<String, String> {
    let mut out = format!("{HEAD}'use strict';\n\n");
    let vocabularies = [
        ("STATUSES", words(Status::ALL, Status::as_str)),
        ("REFUND_STATUSES", words(RefundStatus::ALL, RefundStatus::as_str)),
        ("PAYOUT_STATUSES", words(PayoutStatus::ALL, PayoutStatus::as_str)),
        ("SETTLEMENT_STATUSES", words(SettlementStatus::ALL, SettlementStatus::as_str)),
        ("DEPOSIT_STATUSES", words(DepositStatus::ALL, DepositStatus::as_str)),
        ("SUBJECTS", words(Subject::ALL, Subject::as_str)),
        ("SOURCES", words(Source::ALL, Source::as_str)),
        ("NOTES", words(Note::ALL, Note::as_str)),
        ("STEPS", words(Step::ALL, Step::as_str)),
        ("VERDICTS", words(Verdict::ALL, Verdict::as_str)),
        ("ACTIONS", words(Action::ALL, Action::as_str)),
        ("WHYS", words(Why::ALL, Why::as_str)),
        ("SENTENCES", words(Why::ALL, Why::sentence)),
        ("STAGES", words(Stage::ALL, Stage::as_str)),
        ("TEXTS", words(TextField::ALL, TextField::as_str)),
        ("SUMS", words(SumField::ALL, SumField::as_str)),
        ("TIMES", words(TimeField::ALL, TimeField::as_str)),
    ];
    let mut names = Vec::new();
    for (name, words) in vocabularies {
        push(&mut out, &mut names, name, &format!("[{}]", words.join(", ")));
    }
    out += "\n// A row of cells.\n";
    for (name, value) in [
        ("ESCAPED", ESCAPED),
        ("WIDE", WIDE),
        ("KNOWN", KNOWN),
        ("ABSENT_TIME", ABSENT_TIME),
        ("READING_CELLS", cells()?),
    ] {
        push(&mut out, &mut names, name, &value.to_string());
    }
    for (prefix, groups) in [("CELL", CELLS), ("RECEIPT", RECEIPT_CELLS)] {
        for group in groups {
            let name = format!("{prefix}_{}", group.name.to_uppercase());
            push(&mut out, &mut names, &name, &group.at.to_string());
        }
    }
    for path in SHARED {
        let _ = write!(out, "\n// {path}\n");
        for (name, value) in shared(path)? {
            push(&mut out, &mut names, &name, &value);
        }
    }
    out += "\n";
    push(&mut out, &mut names, "packRecordTexts", &pack_record_texts()?);
    let _ = write!(out, "\nmodule.exports = {{\n  {},\n}};\n", names.join(",\n  "));
    Ok(out)
}

/// Hands each text of a record to `pack`, with the word of its size.
fn pack_record_texts() -> Result<String, String> {
    let constants = SHARED.iter().map(|path| shared(path)).collect::<Result<Vec<_>, String>>()?.concat();
    let (_, texts) =
        constants.iter().find(|(name, _)| name == "RECORD_TEXTS").ok_or("no texts of a record")?;
    let calls = texts.trim_matches(['[', ']']).split(", ").enumerate().map(|(n, name)| {
        let name = name.trim_matches('\'');
        let field = if name.contains('.') { name.to_owned() } else { format!("record.{name}") };
        format!("  pack(at + {n}, {field})")
    });
    Ok(format!("(pack, at, record, asked, held) =>\n{}", calls.collect::<Vec<_>>().join(" &&\n")))
}

fn cells() -> Result<u32, String> {
    u32::try_from(READING_CELLS).map_err(|error| error.to_string())
}

fn push(out: &mut String, names: &mut Vec<String>, name: &str, value: &str) {
    let _ = writeln!(out, "const {name} = {value};");
    names.push(name.to_owned());
}

fn words<T: Copy>(all: &[T], text: fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|&word| quote(text(word))).collect()
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The constants of a source that are visible outside of it, as JavaScript.
fn shared(path: &str) -> Result<Vec<(String, String)>, String> {
    let source = fs::read_to_string(root().join(path)).map_err(|error| error.to_string())?;
    let constants = source.split("\npub(crate) const ").skip(1).filter(|code| !code.starts_with("fn "));
    constants
        .map(|code| {
            let (name, code) = code.split_once(": ").ok_or("a constant has a type")?;
            let (_, value) = code.split_once(" = ").ok_or("a constant has a value")?;
            let (value, _) = value.split_once(';').ok_or("a constant ends")?;
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "'");
            Ok((name.to_owned(), value.replace("[ ", "[").replace(", ]", "]")))
        })
        .collect()
}

/// The vocabularies that are types: the name, the source, and what it is.
const UNIONS: &[(&str, &str, &str)] = &[
    ("Status", "status.rs", "The state of a payment. The order is the rank, lowest first."),
    ("Subject", "status.rs", "What an observation is about. Each subject has status words of its own."),
    ("RefundStatus", "status.rs", "The state of a refund."),
    ("PayoutStatus", "status.rs", "The state of a payout."),
    ("SettlementStatus", "status.rs", "The state of a settlement."),
    ("DepositStatus", "status.rs", "The state of a deposit."),
    ("Step", "lifecycle.rs", "How an observed status relates to the recorded one."),
    (
        "Action",
        "lifecycle.rs",
        "What to do now. `fulfill`, `release` and `reverse` are each given at most once.",
    ),
    ("Verdict", "lifecycle.rs", "What came, compared with what was asked."),
    ("Why", "lifecycle.rs", "Why an action was given, in a word."),
    ("Source", "observation.rs", "How an observation came to us."),
    ("Note", "observation.rs", "Something that was noticed while reading. Newer releases may have more."),
    ("Stage", "schedule.rs", "Where a moment lies in a payment's time."),
    ("MalformedReason", "error.rs", "Why bytes are malformed. Newer releases may have more."),
    ("UnauthenticReason", "error.rs", "Which check of a webhook failed. Newer releases may have more."),
    (
        "MisuseReason",
        "error.rs",
        "Why a call cannot be carried out as it stands. Newer releases may have more.",
    ),
    ("Category", "error.rs", "The kind of a refusal."),
    ("Origin", "profile.rs", "Whose fact it is."),
    ("OptionKind", "profile.rs", "What an option of an account is."),
    ("Verb", "profile.rs", "Something that can be asked of a provider, or read from it."),
];

/// `types/generated.d.ts`.
pub(crate) fn types() -> Result<String, String> {
    let mut out = HEAD.to_owned();
    for (name, file, what) in UNIONS {
        let source = if *name == "OptionKind" { "Kind" } else { name };
        let meanings = meanings(file, source)?;
        let _ = write!(out, "\n/**\n * {what}\n *\n");
        for (word, meaning) in &meanings {
            let _ = writeln!(out, " * - `{word}`: {}", plain(meaning));
        }
        let words: Vec<String> = meanings.iter().map(|(word, _)| format!("  | '{word}'")).collect();
        let _ = write!(out, " */\nexport type {name} =\n{};\n", words.join("\n"));
    }
    for profile in providers() {
        let _ = write!(
            out,
            "\n/** What an account at `{}` is built from. Credentials are needed by the verbs that use them. */\nexport interface {} {{\n",
            profile.name,
            options_type(profile)
        );
        for option in profile.options {
            let default = if option.default.is_empty() {
                String::new()
            } else {
                format!(" Default: `{}`.", option.default)
            };
            let meaning = option.meaning;
            let value = value_type(profile, option);
            let _ = writeln!(
                out,
                "  /** {meaning}{default} */\n  readonly {}?: {value} | undefined;",
                option.name
            );
        }
        out += "}\n";
    }
    out += "\n/** What an account of each provider is built from. */\nexport interface ProviderOptions {\n";
    for profile in providers() {
        let (name, options) = (profile.name, options_type(profile));
        let _ = writeln!(
            out,
            "  /** What an account at `{name}` is built from. */\n  readonly {name}: {options};"
        );
    }
    out += "}\n\n/** The commands of each provider. */\nexport interface ProviderCommands {\n";
    for profile in providers() {
        let names: Vec<String> = profile.commands.iter().map(|name| quote(name)).collect();
        let names = if names.is_empty() { "never".to_owned() } else { names.join(" | ") };
        let name = profile.name;
        let _ = writeln!(out, "  /** The commands of `{name}`. */\n  readonly {name}: {names};");
    }
    Ok(out + "}\n")
}

/// What the crate's documentation says, with the names in it as JavaScript spells them; links mean nothing there.
fn plain(meaning: &str) -> String {
    let meaning = meaning.replace(['[', ']'], "");
    let spelled = |(n, text): (usize, &str)| if n % 2 == 1 { javascript(text) } else { text.to_owned() };
    meaning.split('`').enumerate().map(spelled).collect::<Vec<_>>().join("`")
}

/// A name of the crate in JavaScript. What a record does in Rust is a function that takes it.
fn javascript(name: &str) -> String {
    match name.split_once("::") {
        Some(("Payment", function)) => camel(function),
        Some((of, member)) => format!("{of}.{}", camel(member)),
        None => camel(name),
    }
}

fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let mut letters = part.chars();
        let head = letters.next().map(|letter| letter.to_ascii_uppercase());
        out + &head.into_iter().chain(letters).collect::<String>()
    })
}

fn options_type(profile: &Profile) -> String {
    let mut name = profile.name.chars();
    let first = name.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(name).chain("Options".chars()).collect()
}

fn value_type(profile: &Profile, option: &paystate::AccountOption) -> String {
    match option.kind {
        Kind::Credential => "string".to_owned(),
        Kind::VerifyingSecret => "string | readonly string[]".to_owned(),
        Kind::Setting if option.name == "environment" => {
            let names: Vec<String> = profile.environments.iter().map(|(name, _)| quote(name)).collect();
            names.join(" | ")
        }
        Kind::Setting if option.default.parse::<u32>().is_ok() => "number | string".to_owned(),
        Kind::Setting if option.default.parse::<bool>().is_ok() => "boolean | string".to_owned(),
        Kind::Setting => "string".to_owned(),
    }
}
