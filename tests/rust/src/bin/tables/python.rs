//! What the Python package takes from the crate: its words as `Literal` types, and the accounts that can be made.

use std::fmt::Write;

use paystate::{AccountOption, Kind, Profile, providers};

use super::meanings;

/// The vocabularies: the name in Python, the source and the name there, and what it is.
const VOCABULARIES: &[(&str, &str, &str, &str)] = &[
    ("Status", "status.rs", "Status", "The status of a payment, lowest rank first."),
    ("RefundStatus", "status.rs", "RefundStatus", "The status of a refund."),
    ("PayoutStatus", "status.rs", "PayoutStatus", "The status of a payout."),
    ("SettlementStatus", "status.rs", "SettlementStatus", "The status of a settlement."),
    ("DepositStatus", "status.rs", "DepositStatus", "The status of a deposit."),
    ("Phase", "status.rs", "Phase", "What a payment's status means for the order behind it."),
    ("Subject", "status.rs", "Subject", "What an observation is about."),
    ("Source", "observation.rs", "Source", "How an observation came to us."),
    ("Note", "observation.rs", "Note", "What was noticed while reading."),
    ("Step", "lifecycle.rs", "Step", "How an observed status relates to the recorded one."),
    ("Action", "lifecycle.rs", "Action", "What the merchant does now."),
    ("Verdict", "lifecycle.rs", "Verdict", "What came, compared with what was asked."),
    ("Why", "lifecycle.rs", "Why", "Why an action was given."),
    ("Stage", "schedule.rs", "Stage", "Where a moment lies in a payment's time."),
    ("ErrorKind", "error.rs", "ErrorKind", "The kinds of errors, one a remedy."),
    ("MalformedReason", "error.rs", "MalformedReason", "Why bytes are malformed."),
    ("UnauthenticReason", "error.rs", "UnauthenticReason", "Which check of a webhook failed."),
    ("MisuseReason", "error.rs", "MisuseReason", "Why a call is a misuse."),
    ("Category", "error.rs", "Category", "What kind of refusal it is."),
    ("Verb", "profile.rs", "Verb", "What can be asked of a provider, or read from it."),
    ("OptionKind", "profile.rs", "Kind", "What an option of an account is."),
    ("Origin", "profile.rs", "Origin", "Whose fact it is."),
];

const HEAD: &str = r#""""The words that paystate gives and takes, as `Literal` types.

Printed from the Rust crate by `make tables`; do not edit.
"""

from typing import Literal, TypeAlias
"#;

/// `paystate/types.py`.
pub(crate) fn types(_: &str) -> Result<String, String> {
    let mut out = HEAD.to_owned();
    let names = providers().map(|profile| (profile.name.to_owned(), String::new())).collect();
    alias(&mut out, "Provider", names, "The providers.");
    for (name, file, vocabulary, what) in VOCABULARIES {
        alias(&mut out, name, meanings(file, vocabulary)?, what);
    }
    let statuses = VOCABULARIES.iter().map(|(name, ..)| *name).filter(|name| name.ends_with("Status"));
    let statuses = statuses.collect::<Vec<_>>().join(" | ");
    let _ = write!(
        out,
        "\nAnyStatus: TypeAlias = {statuses}\n\"\"\"The status of an observation, in the vocabulary of its \
         subject.\"\"\"\n"
    );
    Ok(out)
}

fn alias(out: &mut String, name: &str, words: Vec<(String, String)>, what: &str) {
    let _ = write!(out, "\n{name}: TypeAlias = Literal[\n");
    for (word, meaning) in words {
        let note = if meaning.is_empty() { String::new() } else { format!("  # {meaning}") };
        let _ = writeln!(out, "    \"{word}\",{note}");
    }
    let _ = write!(out, "]\n\"\"\"{what}\"\"\"\n");
}

const BEGIN: &str = "    # tables:accounts\n";
const END: &str = "    # /tables\n";

/// `paystate/_native.pyi`, from what it was: the constructors of `Account` between two comments are printed anew.
pub(crate) fn stub(text: &str) -> Result<String, String> {
    let (before, rest) = text.split_once(BEGIN).ok_or("no place for the accounts")?;
    let (_, after) = rest.split_once(END).ok_or("the accounts do not end")?;
    let constructors: String = providers().map(constructor).collect();
    Ok([before, BEGIN, &constructors, END, after].concat())
}

fn constructor(profile: &Profile) -> String {
    let options: String = profile
        .options
        .iter()
        .map(|option| format!("        {}: {} = None,\n", option.name, kind(profile, option)))
        .collect();
    format!(
        "    @overload\n    def __new__(\n        cls,\n        provider: Literal[\"{}\"],\n        /,\n        *,\n{options}    ) -> Self: ...\n",
        profile.name
    )
}

/// What a value of the option can be. Its default tells numbers and truth values from words.
fn kind(profile: &Profile, option: &AccountOption) -> String {
    match option.kind {
        Kind::Credential => "str | None".to_owned(),
        Kind::VerifyingSecret => "str | Sequence[str] | None".to_owned(),
        Kind::Setting if option.name == "environment" => {
            let names = profile.environments.iter().map(|(name, _)| format!("\"{name}\""));
            format!("Literal[{}] | None", names.collect::<Vec<_>>().join(", "))
        }
        Kind::Setting if matches!(option.default, "true" | "false") => "bool | str | None".to_owned(),
        Kind::Setting if option.default.parse::<u64>().is_ok() => "int | str | None".to_owned(),
        Kind::Setting => "str | None".to_owned(),
    }
}
