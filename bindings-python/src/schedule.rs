//! Windows and schedules: the countdown, and when to ask again.

use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDelta};

use crate::error::OrRaise;
use crate::guard::guard;
use crate::time::{self, Instant};
use crate::{plain, words};

/// A payment's time at one moment.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Schedule {
    /// Where the moment lies: `window`, `grace` or `overdue`; `None` where the payment has no window.
    #[pyo3(get)]
    stage: Py<PyAny>,
    schedule: paystate::Schedule,
}

const FIELDS: [&str; 7] =
    ["stage", "window_ends_at", "grace_ends_at", "time_left", "poll_at", "give_up_at", "exhausted"];

impl Schedule {
    pub(crate) fn of(py: Python<'_>, schedule: paystate::Schedule) -> Self {
        Self { stage: words::optional(py, schedule.stage), schedule }
    }
}

#[pymethods]
impl Schedule {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("stage", "poll_at")
    }

    /// When the payment window ends.
    #[getter]
    fn window_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.schedule.window_ends_at))
    }

    /// When the grace period ends.
    #[getter]
    fn grace_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.schedule.grace_ends_at))
    }

    /// Time to the end of the current stage, a `timedelta` exact to the millisecond; zero when overdue or without a window.
    #[getter]
    fn time_left<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDelta>> {
        guard(|| {
            let (seconds, micros) =
                (self.schedule.time_left.as_secs(), self.schedule.time_left.subsec_micros());
            // Both lie within the years 1 to 9999, and a day has less than 2^31 seconds.
            let whole = |n: u64| i32::try_from(n).unwrap_or(i32::MAX);
            let micros = i32::try_from(micros).unwrap_or_default();
            PyDelta::new(py, whole(seconds / 86_400), whole(seconds % 86_400), micros, false)
        })
    }

    /// When to ask the provider again; `None` where there is no need. Wake at this instant or after it, never before.
    #[getter]
    fn poll_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.schedule.poll_at))
    }

    /// When asking ends without an answer; `None` where nothing is being asked.
    #[getter]
    fn give_up_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.schedule.give_up_at))
    }

    /// Whether `give_up_at` has passed without a decision: tell a person.
    #[getter]
    fn exhausted(&self) -> PyResult<bool> {
        guard(|| Ok(self.schedule.exhausted))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.schedule == other.schedule)))
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        guard(|| plain::call(slf, &FIELDS)?.1.hash())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &FIELDS))
    }
}

/// A payment window and the grace period after it: `[created, window end)`, `[window end, grace end)`, then overdue.
///
/// A window of `window_s` seconds from `created_at`, an aware datetime, and `grace_s` seconds of grace after it.
///
/// `Misuse` that names `window_s` or `grace_s` where it is negative, or leads out of the years 1 to 9999.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Window(paystate::Window);

#[pymethods]
impl Window {
    #[new]
    fn new(py: Python<'_>, created_at: Instant, window_s: i64, grace_s: i64) -> PyResult<Self> {
        guard(|| paystate::Window::new(created_at.0, window_s, grace_s).or_raise(py).map(Self))
    }

    /// When the window ends.
    #[getter]
    fn window_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDateTime>> {
        guard(|| time::python(py, self.0.window_ends_at()))
    }

    /// When the grace period ends.
    #[getter]
    fn grace_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDateTime>> {
        guard(|| time::python(py, self.0.grace_ends_at()))
    }

    /// The countdown at `now`, with no plan of polling: that needs a `Payment`.
    #[pyo3(signature = (*, now))]
    fn at(&self, py: Python<'_>, now: Instant) -> PyResult<Schedule> {
        guard(|| Ok(Schedule::of(py, self.0.at(now.0))))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        guard(|| plain::call(slf, &["window_ends_at", "grace_ends_at"])?.1.hash())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &["window_ends_at", "grace_ends_at"]))
    }
}
