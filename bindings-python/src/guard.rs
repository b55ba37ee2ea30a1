//! The one guard: a panic below it becomes `paystate.InternalError`, never an abort and never a silent answer.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[cfg(feature = "force-panic")]
use pyo3::pyfunction;
use pyo3::{PyErr, PyResult};

use crate::error;

thread_local! {
    /// Where the last panic of this thread was: a file of ours and a line.
    static PANICKED_AT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs an entry of the module.
///
/// Everything that it works on is immutable or its own, so a panic leaves nothing half done behind.
#[inline]
pub(crate) fn guard<T>(entry: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(entry)).unwrap_or_else(|_| Err(internal()))
}

#[cold]
fn internal() -> PyErr {
    error::internal(&PANICKED_AT.take())
}

/// Keeps the message of a panic to itself, since it could quote what a payer sent, and remembers where it was. The hook
/// is this library's alone: it is linked with a standard library of its own.
pub(crate) fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        PANICKED_AT.set(at);
    }));
}

/// Panics, so that a test can see what becomes of it.
#[cfg(feature = "force-panic")]
#[pyfunction]
#[allow(clippy::panic)]
pub(crate) fn force_panic(secret: &str) -> PyResult<()> {
    guard(|| panic!("what a payer sent: {secret}"))
}
