//! What a provider can do, as data: README's tables, the bindings' stubs and the plan are all read from here.

use crate::schedule::Plan;
use crate::status::{State, Subject};
use crate::words::words;

words! {
    /// Whose fact it is.
    ///
    /// ```
    /// use paystate::{Origin, providers};
    ///
    /// let payin = providers().find(|profile| profile.name == "payin").unwrap();
    /// let ours: Vec<_> = payin.figures.iter().filter(|figure| figure.origin == Origin::Ours).collect();
    /// assert!(ours.iter().any(|figure| figure.name == "longest poll interval"), "the pages name none");
    /// ```
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
    ///
    /// ```
    /// use paystate::{Kind, providers};
    ///
    /// let payin = providers().find(|profile| profile.name == "payin").unwrap();
    /// let secret = payin.options.iter().filter(|option| option.kind != Kind::Setting);
    /// assert!(secret.map(|option| option.name).eq(["api_key", "webhook_secret"]), "what belongs into a vault");
    /// ```
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
    ///
    /// ```
    /// use paystate::{Verb, providers};
    ///
    /// let payin = providers().find(|profile| profile.name == "payin").unwrap();
    /// assert!(payin.verbs.contains(&Verb::Receive));
    /// assert!(!payin.verbs.contains(&Verb::Stream), "nothing to connect to: ask by the plan");
    /// ```
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
///
/// ```
/// use paystate::{Account, Kind, providers};
///
/// let payin = providers().find(|profile| profile.name == "payin").unwrap();
/// let window = payin.options.iter().find(|option| option.name == "window_minutes").unwrap();
/// assert_eq!((window.kind, window.default), (Kind::Setting, "10"));
/// assert!(Account::new(payin.name, [(window.name, "15")]).is_ok());
/// ```
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
///
/// ```
/// use paystate::{Origin, State, Status, providers};
///
/// let payin = providers().find(|profile| profile.name == "payin").unwrap();
/// let row = payin.table.iter().find(|row| row.word == "underpaid").unwrap();
/// assert_eq!(row.state, State::Payment(Status::PartiallyPaid));
/// assert_eq!(row.origin, Origin::Ours, "the pages name the word in prose only");
/// ```
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
///
/// ```
/// use paystate::{Origin, providers};
///
/// let payin = providers().find(|profile| profile.name == "payin").unwrap();
/// let window = payin.figures.iter().find(|figure| figure.name == "payment window").unwrap();
/// assert_eq!((window.value, window.origin), ("10 min", Origin::Documented));
/// assert_eq!(window.source, "orders page");
/// ```
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
