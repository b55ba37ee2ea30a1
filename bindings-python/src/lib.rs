//! The Python bindings: mirrors of the core's flat types, and entries of a line each.
//!
//! No payment meaning stands here: no status word, no provider's name, no comparison of sums. What Python holds beside a
//! private copy of the bytes is the core's `Reading`, so that a field is decoded when somebody reads it, and not before.
#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
// Arguments are Python's: extracted by value, many of them keywords.
#![allow(clippy::needless_pass_by_value, clippy::too_many_arguments)]

mod account;
mod ask;
mod bulk;
mod error;
mod guard;
mod http;
mod json;
mod money;
mod observation;
mod payment;
mod plain;
mod profile;
mod read;
mod schedule;
mod stream;
mod time;
mod words;

use pyo3::prelude::*;

/// The native half of the package `paystate`. Import from `paystate`.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::account::Account;
    #[pymodule_export]
    use super::ask::{Listing, Order, Price, Target};
    #[pymodule_export]
    use super::bulk::{Replay, replay};
    #[cfg(feature = "force-panic")]
    #[pymodule_export]
    use super::guard::force_panic;
    #[pymodule_export]
    use super::http::{Reply, Request};
    #[pymodule_export]
    use super::money::{Asked, Money};
    #[pymodule_export]
    use super::observation::Observation;
    #[pymodule_export]
    use super::payment::{Payment, Progress};
    #[pymodule_export]
    use super::profile::{AccountOption, Explanation, Figure, Profile, Row, explain, phase, providers};
    #[pymodule_export]
    use super::read::{Page, Receipt, Timeline, TimelineEvent, Token};
    #[pymodule_export]
    use super::schedule::{Schedule, Window};
    #[pymodule_export]
    use super::stream::{Stream, StreamStep};
    use super::{Bound, PyModule, PyModuleMethods, PyResult, guard};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        guard::keep_panics_quiet();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
