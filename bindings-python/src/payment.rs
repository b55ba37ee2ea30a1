//! `Payment`, the record that the caller stores, and `Progress`, what an observation did to it.

use chrono::{DateTime, Utc};
use paystate::Status;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDict, PyString};

use crate::error::OrRaise;
use crate::guard::guard;
use crate::money::{Asked, Money};
use crate::observation::Observation;
use crate::plain::{self, argument};
use crate::schedule::Schedule;
use crate::time::{self, Instant};
use crate::{json, words};

/// What is known of a payment: a plain record that the caller stores, by compare-and-set, before acting on it.
///
/// Make one with `Account.open`, or from its fields. Only `advance` and `settle` move it on, and both return a new one.
///
/// A record of these fields. `status` is the recorded status, `native` the provider's word behind it; `asked` is what was
/// asked for, without which sums are not checked; `fulfilled`, `released` and `reversed` say what was done.
#[pyclass(frozen, module = "paystate", freelist = 32)]
pub(crate) struct Payment(pub(crate) paystate::Payment);

/// The fields, in the order of the JSON form.
const FIELDS: [&str; 14] = [
    "provider",
    "id",
    "reference",
    "asked",
    "status",
    "native",
    "fulfilled",
    "released",
    "reversed",
    "held",
    "created_at",
    "window_ends_at",
    "grace_ends_at",
    "changed_at",
];

/// Sets a field by its name. `TypeError` for a name that there is not.
fn set(payment: &mut paystate::Payment, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = value.py();
    let instant = || argument(name, value).map(time::given);
    match name {
        "provider" => payment.provider = argument(name, value)?,
        "id" => payment.id = argument(name, value)?,
        "reference" => payment.reference = argument(name, value)?,
        "asked" => {
            let asked: Option<Bound<'_, Asked>> = argument(name, value)?;
            payment.asked = asked.map(|asked| asked.get().0.clone());
        }
        "status" => payment.status = words::read::<Status>(py, &argument::<String>(name, value)?)?,
        "native" => payment.native = argument(name, value)?,
        "fulfilled" => payment.fulfilled = argument(name, value)?,
        "released" => payment.released = argument(name, value)?,
        "reversed" => payment.reversed = argument(name, value)?,
        "held" => {
            let held: Option<Bound<'_, Money>> = argument(name, value)?;
            payment.held = held.map(|held| held.get().core(py)).transpose()?;
        }
        "created_at" => payment.created_at = instant()?,
        "window_ends_at" => payment.window_ends_at = instant()?,
        "grace_ends_at" => payment.grace_ends_at = instant()?,
        "changed_at" => payment.changed_at = instant()?,
        _ => return Err(PyTypeError::new_err(format!("a Payment has no field `{name}`"))),
    }
    Ok(())
}

fn set_all(payment: &mut paystate::Payment, fields: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
    fields
        .into_iter()
        .flatten()
        .try_for_each(|(name, value)| set(payment, name.cast::<PyString>()?.to_str()?, &value))
}

#[pymethods]
impl Payment {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("status",)
    }

    #[new]
    #[pyo3(
        signature = (status, **fields),
        text_signature = "(status, *, provider=None, id=None, reference=None, asked=None, native=None, fulfilled=False, \
            released=False, reversed=False, held=None, created_at=None, window_ends_at=None, grace_ends_at=None, \
            changed_at=None)"
    )]
    fn new(py: Python<'_>, status: &str, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        guard(|| {
            let mut payment = paystate::Payment::new(words::read::<Status>(py, status)?);
            set_all(&mut payment, fields)?;
            Ok(Self(payment))
        })
    }

    /// The provider.
    #[getter]
    fn provider(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.provider.as_deref()))
    }

    /// The provider's id.
    #[getter]
    fn id(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.id.as_deref()))
    }

    /// The merchant's reference.
    #[getter]
    fn reference(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.reference.as_deref()))
    }

    /// What was asked for; without it sums are not checked.
    #[getter]
    fn asked(&self) -> PyResult<Option<Asked>> {
        guard(|| Ok(self.0.asked.clone().map(Asked)))
    }

    /// The recorded status.
    #[getter]
    fn status(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        guard(|| Ok(words::text(py, self.0.status)))
    }

    /// The provider's word behind the status.
    #[getter]
    fn native(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.native.as_deref()))
    }

    /// Whether `fulfill` was given, or a person fulfilled. Never clears.
    #[getter]
    fn fulfilled(&self) -> PyResult<bool> {
        guard(|| Ok(self.0.fulfilled))
    }

    /// Whether `release` was given, or a person released. Never clears.
    #[getter]
    fn released(&self) -> PyResult<bool> {
        guard(|| Ok(self.0.released))
    }

    /// Whether `reverse` was given, or a person reversed. Never clears.
    #[getter]
    fn reversed(&self) -> PyResult<bool> {
        guard(|| Ok(self.0.reversed))
    }

    /// The largest sum that is known to have come and that nothing answers yet: neither goods nor a refund.
    #[getter]
    fn held(&self, py: Python<'_>) -> PyResult<Option<Money>> {
        guard(|| Money::optional(py, self.0.held.as_ref()))
    }

    /// When it was created.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.created_at))
    }

    /// When the payment window ends.
    #[getter]
    fn window_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.window_ends_at))
    }

    /// When the grace period ends.
    #[getter]
    fn grace_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.grace_ends_at))
    }

    /// When the status last changed.
    #[getter]
    fn changed_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.changed_at))
    }

    /// Takes in what was seen: how it relates to the record, what came of the money, what to do, and when to ask again. It
    /// cannot fail; every trouble is in the result. `now` is an aware datetime.
    ///
    /// Store `Progress.payment` by compare-and-set before acting. Of a timeline, advance by the newest event only.
    #[pyo3(signature = (seen, *, now))]
    fn advance(&self, py: Python<'_>, seen: &Bound<'_, Observation>, now: Instant) -> PyResult<Progress> {
        guard(|| Progress::of(py, self.0.clone().advance(&seen.get().judged(py), now.0)))
    }

    /// The countdown and the poll plan at `now`. `not_before` holds the next poll back: a refusal's `retry_at`, or the
    /// caller's own trouble. A passed deadline never ends a payment.
    #[pyo3(signature = (*, now, not_before=None))]
    fn schedule(&self, py: Python<'_>, now: Instant, not_before: Option<Instant>) -> PyResult<Schedule> {
        guard(|| Ok(Schedule::of(py, self.0.schedule(now.0, time::given(not_before)))))
    }

    /// The record with the latches set that a person set by hand after an `escalate`. A latch never clears.
    #[pyo3(signature = (*, fulfilled=false, released=false, reversed=false))]
    fn settle(&self, fulfilled: bool, released: bool, reversed: bool) -> PyResult<Self> {
        guard(|| Ok(Self(self.0.clone().settle(fulfilled, released, reversed))))
    }

    /// The same record with some fields changed, as `asked` where the caller knows better.
    #[pyo3(signature = (**changes))]
    fn replace(&self, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        guard(|| {
            let mut payment = self.0.clone();
            set_all(&mut payment, changes)?;
            Ok(Self(payment))
        })
    }

    /// The JSON form to store: `v`, then the fields, absent ones left out, then what was kept of a newer release's.
    fn to_json(&self) -> PyResult<String> {
        guard(|| Ok(self.0.to_json()))
    }

    /// Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise, as
    /// where `v` is newer than this release.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| paystate::Payment::from_json(&json::stored_text(text)?).or_raise(py).map(Self))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.0.provider, &self.0.id, &self.0.reference, self.0.status.as_str())))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &FIELDS))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::FromJson<'py>> {
        guard(|| plain::from_json(slf, slf.get().0.to_json()))
    }
}

/// What an observation did to a payment, and what to do now.
///
/// Store `payment` by compare-and-set against the version that was read, and only then act.
#[pyclass(frozen, module = "paystate", freelist = 32)]
pub(crate) struct Progress {
    /// The record to store.
    #[pyo3(get)]
    pub(crate) payment: Py<Payment>,
    /// How the observation relates to the record.
    #[pyo3(get)]
    step: Py<PyAny>,
    /// What came, compared with what was asked.
    #[pyo3(get)]
    verdict: Py<PyAny>,
    /// What to do.
    #[pyo3(get)]
    action: Py<PyAny>,
    /// Why, as a word.
    #[pyo3(get)]
    why: Py<PyAny>,
    poll_at: Option<DateTime<Utc>>,
    held: Option<paystate::Money>,
    sentence: &'static str,
}

const PROGRESS: [&str; 7] = ["payment", "step", "verdict", "action", "poll_at", "why", "held"];

impl Progress {
    pub(crate) fn of(py: Python<'_>, progress: paystate::Progress) -> PyResult<Self> {
        Ok(Self {
            step: words::text(py, progress.step),
            verdict: words::text(py, progress.verdict),
            action: words::text(py, progress.action),
            why: words::text(py, progress.why),
            poll_at: progress.poll_at,
            held: progress.held,
            sentence: progress.why.sentence(),
            payment: Py::new(py, Payment(progress.payment))?,
        })
    }

    fn words(&self) -> [&Py<PyAny>; 4] {
        [&self.step, &self.verdict, &self.action, &self.why]
    }
}

#[pymethods]
impl Progress {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("action", "payment")
    }

    /// When to ask the provider again; `None` where there is no need.
    #[getter]
    fn poll_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.poll_at))
    }

    /// Money of the payer that no goods answer: the payment is lost, or was released unfulfilled, and yet this sum came.
    #[getter]
    fn held(&self, py: Python<'_>) -> PyResult<Option<Money>> {
        guard(|| Money::optional(py, self.held.as_ref()))
    }

    /// `why` in a sentence that a support agent can read out.
    #[getter]
    fn sentence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        guard(|| Ok(PyString::intern(py, self.sentence)))
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| {
            plain::eq(other, |other: &Self| {
                for (a, b) in self.words().into_iter().zip(other.words()) {
                    if !a.bind(py).eq(b)? {
                        return Ok(false);
                    }
                }
                let (a, b) = (&self.payment.get().0, &other.payment.get().0);
                Ok((a, self.poll_at, &self.held) == (b, other.poll_at, &other.held))
            })
        })
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.step, &self.verdict, &self.action, &self.why, self.payment.bind(py))))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &PROGRESS))
    }
}
