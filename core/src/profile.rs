//! What a provider can do, as data: README's tables, the bindings' stubs and the plan are all read from here.

use crate::schedule::Plan;
use crate::status::{State, Subject};
use crate::words::words;

words! {
    /// Whose fact it is.
    pub enum Origin as "origin" {
        /// The provider's pages say so.
        Documented = "documented",
        /// Seen in the provider's published code or samples; its pages do not say so.
        Observed = "observed",
        /// Our choice on a point that the provider leaves open.
        Ours = "ours",
    }
}

words! {
    /// What an option of an account is.
    pub enum Kind as "kind" {
        /// A key that requests carry.
        Credential = "credential",
        /// A secret that verifies webhooks; up to four may be given at a time, and the first one signs.
        VerifyingSecret = "verifying_secret",
        /// A word, a number or a URL that is no secret.
        Setting = "setting",
    }
}

words! {
    /// Something that can be asked of a provider, or read from it.
    pub enum Verb as "verb" {
        /// Ask for a payment by id or reference.
        Query = "query",
        /// Make an order.
        Create = "create",
        /// List payments, page by page.
        List = "list",
        /// Carry out a command of [`Profile::commands`].
        Command = "command",
        /// Receive a signed webhook.
        Receive = "receive",
        /// Read the URL that the payer came back to.
        Redirect = "redirect",
        /// Ask for a payment's history.
        Timeline = "timeline",
        /// Ask for an access token.
        Authorize = "authorize",
        /// Follow a live stream.
        Stream = "stream",
    }
}

/// An option of an account: its name is the keyword in every language.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AccountOption {
    /// The keyword.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// What holds where it is not given; empty for none.
    pub default: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
}

pub(crate) const fn option(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    meaning: &'static str,
) -> AccountOption {
    AccountOption { name, kind, default, meaning }
}

/// A status word of a provider and its meaning.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Row {
    /// The word as the provider spells it.
    pub word: &'static str,
    /// What it means.
    pub state: State,
    /// Whose word it is.
    pub origin: Origin,
}

/// A figure that the library works with, and whose it is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// The value and its unit.
    pub value: &'static str,
    /// Whose it is.
    pub origin: Origin,
    /// Where that stands, or why it was chosen.
    pub source: &'static str,
}

pub(crate) const fn figure(
    name: &'static str,
    value: &'static str,
    origin: Origin,
    source: &'static str,
) -> Figure {
    Figure { name, value, origin, source }
}

/// What a provider can do.
///
/// ```
/// let payin = paystate::providers().find(|profile| profile.name == "payin").unwrap();
/// assert!(payin.verbs.contains(&paystate::Verb::Receive));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Profile {
    /// The provider's name, as in [`Account::new`](crate::Account::new).
    pub name: &'static str,
    /// The environments and the base URL of each; the first is the default.
    pub environments: &'static [(&'static str, &'static str)],
    /// What an account is built from.
    pub options: &'static [AccountOption],
    /// What can be asked and read.
    pub verbs: &'static [Verb],
    /// The subjects that a query can be about.
    pub queried: &'static [Subject],
    /// The commands, by name.
    pub commands: &'static [&'static str],
    /// How requests prove whose they are.
    pub request_scheme: &'static str,
    /// How webhooks are signed.
    pub webhook_scheme: &'static str,
    /// The status words and their meaning: the only place where a wire spelling gets one.
    pub table: &'static [Row],
    /// Whether the words of `table` come in any case of ASCII letters, so that `Paid` is `PAID`.
    pub any_case: bool,
    /// The figures, and whose they are.
    pub figures: &'static [Figure],
    /// The figures of the poll plan.
    pub(crate) plan: Plan,
}

/// The state of the row of `subject` whose word `is_word` accepts.
pub(crate) fn state_of(table: &[Row], subject: Subject, is_word: impl Fn(&str) -> bool) -> Option<State> {
    table.iter().find(|row| row.state.subject() == subject && is_word(row.word)).map(|row| row.state)
}
