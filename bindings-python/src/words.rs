//! Closed vocabularies as Python's `Literal` strings: one interned string a word, made once.

use paystate::{
    Action, Category, DepositStatus, Error, Kind, Note, Origin, PayoutStatus, Phase, RefundStatus,
    SettlementStatus, Source, Stage, State, Status, Step, Subject, Verb, Verdict, Why, providers,
};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

use crate::error::OrRaise;

/// The strings of a vocabulary, in the order of its words.
pub(crate) type Interned = PyOnceLock<Vec<Py<PyAny>>>;

/// A word of a closed vocabulary.
pub(crate) trait Word: Copy + 'static {
    /// Every word, in order.
    const WORDS: &'static [Self];

    /// The strings, made once.
    fn interned() -> &'static Interned;

    /// Where the word stands among them.
    fn index(self) -> usize;

    /// The word's one spelling.
    fn spelling(self) -> &'static str;

    /// The word of that spelling; `Misuse` that lists the words for any other.
    fn read(text: &str) -> Result<Self, Error>;
}

macro_rules! vocabularies {
    ($($name:ident)+) => {$(
        impl Word for $name {
            const WORDS: &'static [Self] = Self::ALL;

            fn interned() -> &'static Interned {
                static INTERNED: Interned = PyOnceLock::new();
                &INTERNED
            }

            #[inline]
            fn index(self) -> usize {
                self as usize
            }

            fn spelling(self) -> &'static str {
                self.as_str()
            }

            fn read(text: &str) -> Result<Self, Error> {
                text.parse()
            }
        }
    )+};
}

vocabularies! {
    Action Category DepositStatus Kind Note Origin PayoutStatus Phase RefundStatus SettlementStatus Source Stage Status
    Step Subject Verb Verdict Why
}

/// The string of a word.
#[inline]
pub(crate) fn text<W: Word>(py: Python<'_>, word: W) -> Py<PyAny> {
    let intern = |word: &W| PyString::intern(py, word.spelling()).into_any().unbind();
    let all = W::interned().get_or_init(py, || W::WORDS.iter().map(intern).collect());
    all.get(word.index()).map_or_else(|| intern(&word), |text| text.clone_ref(py))
}

/// The string of a word, or `None`.
#[inline]
pub(crate) fn optional<W: Word>(py: Python<'_>, word: Option<W>) -> Py<PyAny> {
    word.map_or_else(|| py.None(), |word| text(py, word))
}

/// The word of a string.
pub(crate) fn read<W: Word>(py: Python<'_>, text: &str) -> PyResult<W> {
    W::read(text).or_raise(py)
}

/// The string of a state, in the vocabulary of its subject, or `None`.
#[inline]
pub(crate) fn state(py: Python<'_>, state: Option<State>) -> Py<PyAny> {
    match state {
        None => py.None(),
        Some(State::Payment(word)) => text(py, word),
        Some(State::Refund(word)) => text(py, word),
        Some(State::Payout(word)) => text(py, word),
        Some(State::Settlement(word)) => text(py, word),
        Some(State::Deposit(word)) => text(py, word),
    }
}

/// The string of a provider's name, made once.
pub(crate) fn provider<'py>(py: Python<'py>, name: &str) -> Bound<'py, PyString> {
    static NAMES: PyOnceLock<Vec<Py<PyString>>> = PyOnceLock::new();
    let intern = |name: &str| PyString::intern(py, name);
    let all = NAMES.get_or_init(py, || providers().map(|profile| intern(profile.name).unbind()).collect());
    let known = providers().zip(all).find(|(profile, _)| profile.name == name);
    known.map_or_else(|| intern(name), |(_, text)| text.bind(py).clone())
}
