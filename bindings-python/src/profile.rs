//! What each provider can do and what its words mean: the library's own tables.

use paystate::{Status, Subject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use pyo3::{PyClass, PyClassInitializer};

use crate::error::OrRaise;
use crate::guard::guard;
use crate::words::{self, Word};

/// What a provider can do.
#[pyclass(frozen, get_all, module = "paystate")]
pub(crate) struct Profile {
    /// The provider's name, as in `Account`.
    name: Py<PyString>,
    /// The environments and the base URL of each, a `dict`; the first is the default.
    environments: Py<PyDict>,
    /// What an account is built from, a tuple of `AccountOption`.
    options: Py<PyTuple>,
    /// What can be asked and read, a tuple of words.
    verbs: Py<PyTuple>,
    /// The subjects that a query can be about, a tuple of words.
    queried: Py<PyTuple>,
    /// The commands, a tuple of names.
    commands: Py<PyTuple>,
    /// How webhooks are signed.
    webhook_scheme: Py<PyString>,
    /// The status words and their meaning, a tuple of `Row`.
    table: Py<PyTuple>,
    /// The figures that the library works with, and whose they are: a tuple of `Figure`.
    figures: Py<PyTuple>,
}

#[pymethods]
impl Profile {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(format!("Profile({})", self.name.bind(py).repr()?)))
    }
}

/// An option of an account: its name is the keyword.
#[pyclass(frozen, get_all, module = "paystate")]
pub(crate) struct AccountOption {
    /// The keyword.
    name: Py<PyString>,
    /// What it is: a `credential`, a `verifying_secret` or a `setting`.
    kind: Py<PyAny>,
    /// What holds where it is not given; empty for none.
    default: Py<PyString>,
    /// What it means, in a sentence.
    meaning: Py<PyString>,
}

#[pymethods]
impl AccountOption {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(format!("AccountOption({})", self.name.bind(py).repr()?)))
    }
}

/// A status word of a provider and its meaning.
#[pyclass(frozen, get_all, module = "paystate")]
pub(crate) struct Row {
    /// The word as the provider spells it.
    word: Py<PyString>,
    /// The vocabulary that its meaning belongs to.
    subject: Py<PyAny>,
    /// What it means.
    status: Py<PyAny>,
    /// Whose word it is: `documented`, `observed` or `ours`.
    origin: Py<PyAny>,
}

#[pymethods]
impl Row {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(format!("Row({}, {})", self.word.bind(py).repr()?, self.status.bind(py).repr()?)))
    }
}

/// A figure that the library works with, and whose it is.
#[pyclass(frozen, get_all, module = "paystate")]
pub(crate) struct Figure {
    /// What it is.
    name: Py<PyString>,
    /// The value and its unit.
    value: Py<PyString>,
    /// Whose it is: `documented`, `observed` or `ours`.
    origin: Py<PyAny>,
    /// Where that stands, or why it was chosen.
    source: Py<PyString>,
}

#[pymethods]
impl Figure {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(format!("Figure({}, {})", self.name.bind(py).repr()?, self.value.bind(py).repr()?)))
    }
}

fn text(py: Python<'_>, text: &str) -> Py<PyString> {
    PyString::new(py, text).unbind()
}

fn tuple_of<W: Word>(py: Python<'_>, all: &[W]) -> PyResult<Py<PyTuple>> {
    Ok(PyTuple::new(py, all.iter().map(|&word| words::text(py, word)))?.unbind())
}

fn objects<T, P>(py: Python<'_>, all: &[T], make: impl Fn(&T) -> P) -> PyResult<Py<PyTuple>>
where
    P: PyClass<BaseType = PyAny> + Into<PyClassInitializer<P>>,
{
    let all = all.iter().map(|one| Py::new(py, make(one))).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, all)?.unbind())
}

pub(crate) fn profile(py: Python<'_>, of: &paystate::Profile) -> PyResult<Profile> {
    let environments = PyDict::new(py);
    of.environments.iter().try_for_each(|(name, url)| environments.set_item(name, url))?;
    Ok(Profile {
        name: text(py, of.name),
        environments: environments.unbind(),
        options: objects(py, of.options, |option| AccountOption {
            name: text(py, option.name),
            kind: words::text(py, option.kind),
            default: text(py, option.default),
            meaning: text(py, option.meaning),
        })?,
        verbs: tuple_of(py, of.verbs)?,
        queried: tuple_of(py, of.queried)?,
        commands: PyTuple::new(py, of.commands)?.unbind(),
        webhook_scheme: text(py, of.webhook_scheme),
        table: objects(py, of.table, |row| Row {
            word: text(py, row.word),
            subject: words::text(py, row.state.subject()),
            status: words::state(py, Some(row.state)),
            origin: words::text(py, row.origin),
        })?,
        figures: objects(py, of.figures, |figure| Figure {
            name: text(py, figure.name),
            value: text(py, figure.value),
            origin: words::text(py, figure.origin),
            source: text(py, figure.source),
        })?,
    })
}

/// What each provider can do, a list of `Profile`.
#[pyfunction]
pub(crate) fn providers(py: Python<'_>) -> PyResult<Vec<Profile>> {
    guard(|| paystate::providers().map(|of| profile(py, of)).collect())
}

/// What a provider's status word means.
#[pyclass(frozen, get_all, module = "paystate")]
pub(crate) struct Explanation {
    /// The canonical status; `None` where the word stands in no table.
    status: Py<PyAny>,
    /// Whether the word stands in a table.
    known: bool,
    /// Whether routine polling ends with it.
    stops_polling: bool,
    /// Whether this provider can still say something that would be recorded as news.
    may_still_change: bool,
}

#[pymethods]
impl Explanation {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let fields = ["status", "known", "stops_polling", "may_still_change"];
        guard(|| crate::plain::repr(slf, &fields))
    }
}

/// Explains a status word of `provider` in the vocabulary of `subject`. An unknown word is a value: never final, never paid.
///
/// `Misuse` for a provider or a subject that is not known.
#[pyfunction]
pub(crate) fn explain(py: Python<'_>, provider: &str, subject: &str, word: &str) -> PyResult<Explanation> {
    guard(|| {
        let explained =
            paystate::explain(provider, words::read::<Subject>(py, subject)?, word).or_raise(py)?;
        Ok(Explanation {
            status: words::state(py, explained.status),
            known: explained.known,
            stops_polling: explained.stops_polling,
            may_still_change: explained.may_still_change,
        })
    })
}

/// The phase of a payment's status: `open` (keep asking), `lost` (the money did not come), `won` (it is here) or `reversed`
/// (it went, or is going, back). `Misuse` for a word that is no status of a payment.
#[pyfunction]
pub(crate) fn phase(py: Python<'_>, status: &str) -> PyResult<Py<PyAny>> {
    guard(|| Ok(words::text(py, words::read::<Status>(py, status)?.phase())))
}
