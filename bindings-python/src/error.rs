//! The core's errors as Python's exceptions, which the package declares: one class a remedy.

use paystate::{Error, MalformedReason, MisuseReason};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::http::Reply;
use crate::time;

/// Makes a core error one that Python can raise.
pub(crate) trait OrRaise<T> {
    /// The value, or the exception.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for Result<T, Error> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| exception(py, &error))
    }
}

/// The exception of a core error.
#[cold]
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    instance(py, error).map_or_else(|failed| failed, PyErr::from_value)
}

/// The exception as a value, which is not raised.
pub(crate) fn instance<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let facts = PyDict::new(py);
    facts.set_item("reason", error.reason())?;
    facts.set_item("field", error.field())?;
    facts.set_item("limit", error.limit())?;
    let class = match error {
        Error::Malformed(malformed) => {
            facts.set_item("offset", malformed.offset)?;
            "Malformed"
        }
        Error::Unauthentic(unauthentic) => {
            facts.set_item("reply", Reply::of(py, unauthentic.reply)?)?;
            "Unauthentic"
        }
        Error::Refused(refused) => {
            facts.set_item("http_status", refused.http_status)?;
            facts.set_item("code", refused.code.as_deref())?;
            facts.set_item("category", refused.category.as_str())?;
            facts.set_item("retryable", refused.retryable)?;
            facts.set_item("retry_after_s", refused.retry_after_s)?;
            facts.set_item("retry_at", time::optional(py, refused.retry_at)?)?;
            facts.set_item("outcome_unknown", refused.outcome_unknown)?;
            "Refused"
        }
        Error::Misuse(misuse) => {
            facts.set_item("expected", PyList::new(py, misuse.expected.iter())?.to_tuple())?;
            "Misuse"
        }
    };
    make(py, class, &error.to_string(), &facts)
}

/// A misuse that the binding itself sees.
#[cold]
pub(crate) fn misuse(py: Python<'_>, reason: MisuseReason, field: &str) -> PyErr {
    let facts = PyDict::new(py);
    let made = facts
        .set_item("reason", reason.as_str())
        .and_then(|()| facts.set_item("field", field))
        .and_then(|()| make(py, "Misuse", &format!("misuse: `{field}`: {reason}"), &facts));
    made.map_or_else(|failed| failed, PyErr::from_value)
}

/// What is said of text that has no UTF-8 form.
#[cold]
pub(crate) fn not_utf8(py: Python<'_>) -> PyErr {
    let (reason, facts) = (MalformedReason::NotUtf8, PyDict::new(py));
    let made = facts
        .set_item("reason", reason.as_str())
        .and_then(|()| make(py, "Malformed", &format!("malformed: {reason}"), &facts));
    made.map_or_else(|failed| failed, PyErr::from_value)
}

/// The exception for a panic, which was at `place`.
pub(crate) fn internal(place: &str) -> PyErr {
    let message = format!("paystate: internal error at {place}; please report it");
    Python::attach(|py| {
        let made = make(py, "InternalError", &message, &PyDict::new(py));
        made.map_or_else(|_| PyRuntimeError::new_err(message), PyErr::from_value)
    })
}

fn make<'py>(
    py: Python<'py>,
    class: &str,
    message: &str,
    facts: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("paystate._errors")?.getattr(class)?.call((message,), Some(facts))
}
