//! What a provider can do, as data.

use paystate::{Kind, Origin, Subject, Verb};

use crate::{ObservedState, PaystateError};

/// What a provider can do.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Profile {
    /// The provider's name.
    pub name: String,
    /// The environments; the first is the default.
    pub environments: Vec<Environment>,
    /// What an account is built from.
    pub options: Vec<AccountOption>,
    /// What can be asked and read.
    pub verbs: Vec<Verb>,
    /// The subjects that a query can be about.
    pub queried: Vec<Subject>,
    /// The commands, by name.
    pub commands: Vec<String>,
    /// How requests prove whose they are.
    pub request_scheme: String,
    /// How webhooks are signed.
    pub webhook_scheme: String,
    /// The status words and their meaning.
    pub table: Vec<StatusWord>,
    /// Whether the words of `table` come in any case of ASCII letters, so that `Paid` is `PAID`.
    pub any_case: bool,
    /// The figures that the library works with, and whose they are.
    pub figures: Vec<Figure>,
}

/// An environment of a provider.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// The base of its URLs.
    pub base_url: String,
}

/// What an account can be given.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AccountOption {
    /// The keyword.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What holds where it is not given; empty for none.
    pub default: String,
    /// What it means, in a sentence.
    pub meaning: String,
}

/// A status word of a provider and its meaning.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StatusWord {
    /// The word as the provider spells it.
    pub word: String,
    /// What it means.
    pub state: ObservedState,
    /// Whose word it is.
    pub origin: Origin,
}

/// A figure that the library works with, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// The value and its unit.
    pub value: String,
    /// Whose it is.
    pub origin: Origin,
    /// Where that stands, or why it was chosen.
    pub source: String,
}

/// What each provider can do.
#[uniffi::export]
pub fn providers() -> Result<Vec<Profile>, PaystateError> {
    Ok(paystate::providers().map(Profile::from).collect())
}

impl From<&paystate::Profile> for Profile {
    fn from(profile: &paystate::Profile) -> Self {
        let environment =
            |&(name, base): &(&str, &str)| Environment { name: name.to_owned(), base_url: base.to_owned() };
        let option = |option: &paystate::AccountOption| AccountOption {
            name: option.name.to_owned(),
            kind: option.kind,
            default: option.default.to_owned(),
            meaning: option.meaning.to_owned(),
        };
        let word = |row: &paystate::Row| StatusWord {
            word: row.word.to_owned(),
            state: row.state.into(),
            origin: row.origin,
        };
        let figure = |figure: &paystate::Figure| Figure {
            name: figure.name.to_owned(),
            value: figure.value.to_owned(),
            origin: figure.origin,
            source: figure.source.to_owned(),
        };
        Self {
            name: profile.name.to_owned(),
            environments: profile.environments.iter().map(environment).collect(),
            options: profile.options.iter().map(option).collect(),
            verbs: profile.verbs.to_vec(),
            queried: profile.queried.to_vec(),
            commands: profile.commands.iter().map(|&name| name.to_owned()).collect(),
            request_scheme: profile.request_scheme.to_owned(),
            webhook_scheme: profile.webhook_scheme.to_owned(),
            table: profile.table.iter().map(word).collect(),
            any_case: profile.any_case,
            figures: profile.figures.iter().map(figure).collect(),
        }
    }
}

/// What a provider's status word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Explanation {
    /// The canonical state; absent where the word stands in no table.
    pub status: Option<ObservedState>,
    /// Whether the word stands in a table.
    pub known: bool,
    /// Whether routine polling ends with it.
    pub stops_polling: bool,
    /// Whether this provider can still say something that would be recorded as news.
    pub may_still_change: bool,
}

/// Explains a status word of `provider` in the vocabulary of `subject`. An unknown word is a value: never final, never paid.
/// `misuse` for a provider that is not known.
#[uniffi::export]
pub fn explain(provider: String, subject: Subject, word: String) -> Result<Explanation, PaystateError> {
    let explained = paystate::explain(&provider, subject, &word)?;
    Ok(Explanation {
        status: explained.status.map(Into::into),
        known: explained.known,
        stops_polling: explained.stops_polling,
        may_still_change: explained.may_still_change,
    })
}
