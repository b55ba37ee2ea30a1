//! What verbs read beside observations: receipts of webhooks, pages, timelines and access tokens.

use chrono::{DateTime, Utc};
use paystate::{PageReading, ReceiptReading};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDateTime, PyString, PyTuple};

use crate::ask::Listing;
use crate::guard::guard;
use crate::http::Reply;
use crate::observation::Observation;
use crate::time::Instant;
use crate::{plain, time, words};

/// A verified webhook.
///
/// A receipt of these parts: for tests, and for pickle.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Receipt {
    /// What makes the event unique: the provider's id, or one made from the body. De-duplicate by it.
    #[pyo3(get)]
    event_id: Py<PyString>,
    /// The event's type, known or not.
    #[pyo3(get)]
    kind: Py<PyString>,
    /// What it tells, a tuple of observations; empty for an event that is about nothing of the library's.
    #[pyo3(get)]
    observations: Py<PyTuple>,
    /// What to answer.
    #[pyo3(get)]
    reply: Py<Reply>,
}

const RECEIPT: [&str; 4] = ["event_id", "kind", "observations", "reply"];

impl Receipt {
    pub(crate) fn of(py: Python<'_>, body: &Bound<'_, PyBytes>, read: &ReceiptReading) -> PyResult<Self> {
        let bytes = body.as_bytes();
        let observation = |reading| Py::new(py, Observation::lazy(py, body.clone().unbind(), reading));
        let observations = read.readings().iter().map(observation);
        Ok(Self {
            event_id: PyString::new(py, &read.event_id(bytes)).unbind(),
            kind: PyString::new(py, &read.kind(bytes)).unbind(),
            observations: PyTuple::new(py, observations.collect::<PyResult<Vec<_>>>()?)?.unbind(),
            reply: Reply::of(py, read.reply())?,
        })
    }
}

#[pymethods]
impl Receipt {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("kind", "observations")
    }

    #[new]
    fn new(
        event_id: Py<PyString>,
        kind: Py<PyString>,
        observations: Py<PyTuple>,
        reply: Py<Reply>,
    ) -> PyResult<Self> {
        guard(|| Ok(Self { event_id, kind, observations, reply }))
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq_fields(slf, other, &RECEIPT))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.event_id, &self.kind)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &RECEIPT))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::Call<'py>> {
        guard(|| plain::call(slf, &RECEIPT))
    }
}

/// One page of a list.
///
/// A page of these parts: for tests, and for pickle.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Page {
    /// The rows, a tuple of observations.
    #[pyo3(get)]
    observations: Py<PyTuple>,
    /// What to list next, with every filter kept; `None` at the end.
    #[pyo3(get)]
    next: Option<Py<Listing>>,
    /// How many rows there are in all, where the provider says so.
    #[pyo3(get)]
    total: Option<u64>,
}

const PAGE: [&str; 3] = ["observations", "next", "total"];

impl Page {
    pub(crate) fn of(py: Python<'_>, body: &Bound<'_, PyBytes>, read: PageReading) -> PyResult<Self> {
        let observation = |reading| Py::new(py, Observation::lazy(py, body.clone().unbind(), reading));
        let observations = read.readings.iter().map(observation).collect::<PyResult<Vec<_>>>()?;
        Ok(Self {
            observations: PyTuple::new(py, observations)?.unbind(),
            next: read.next.map(|next| Py::new(py, Listing(next))).transpose()?,
            total: read.total,
        })
    }
}

#[pymethods]
impl Page {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("observations", "next")
    }

    #[new]
    #[pyo3(signature = (observations, next=None, total=None))]
    fn new(observations: Py<PyTuple>, next: Option<Py<Listing>>, total: Option<u64>) -> PyResult<Self> {
        guard(|| Ok(Self { observations, next, total }))
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq_fields(slf, other, &PAGE))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.observations, self.total)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &PAGE))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::Call<'py>> {
        guard(|| plain::call(slf, &PAGE))
    }
}

/// What happened to a payment, oldest first. It is history: judge by the newest event only, or by a query.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Timeline {
    /// The events, a tuple in order of time. Statuses may go back.
    #[pyo3(get)]
    events: Py<PyTuple>,
}

impl Timeline {
    pub(crate) fn of(py: Python<'_>, timeline: paystate::Timeline) -> PyResult<Self> {
        let event =
            |event| Py::new(py, TimelineEvent { status: words::state(py, event_status(&event)), event });
        let events = timeline.events.into_iter().map(event).collect::<PyResult<Vec<_>>>()?;
        Ok(Self { events: PyTuple::new(py, events)?.unbind() })
    }
}

const fn event_status(event: &paystate::TimelineEvent) -> Option<paystate::State> {
    event.status
}

#[pymethods]
impl Timeline {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("events",)
    }

    /// The history that observations tell, from pairs of an aware datetime, at which it was seen, and an observation. What
    /// says nothing new of the word or the transaction is no event of its own.
    #[staticmethod]
    #[pyo3(signature = (seen, /))]
    fn rebuild(py: Python<'_>, seen: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| {
            let pair = |pair: PyResult<Bound<'_, PyAny>>| -> PyResult<_> {
                let (at, seen): (Instant, Bound<'_, Observation>) = pair?.extract()?;
                Ok((at.0, seen.get().whole(py).into_owned()))
            };
            let seen = seen.try_iter()?.map(pair).collect::<PyResult<Vec<_>>>()?;
            Self::of(py, paystate::Timeline::rebuild(seen.iter().map(|(at, seen)| (*at, seen))))
        })
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq_fields(slf, other, &["events"]))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| self.events.bind(py).hash())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &["events"]))
    }
}

/// One event of a `Timeline`.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct TimelineEvent {
    /// The canonical status; `None` where the word is unknown or missing.
    #[pyo3(get)]
    status: Py<PyAny>,
    event: paystate::TimelineEvent,
}

const EVENT: [&str; 5] = ["at", "native", "status", "transaction", "details"];

#[pymethods]
impl TimelineEvent {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("at", "status")
    }

    /// When it happened; of a rebuilt timeline, when it was seen.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.event.at))
    }

    /// The status word as received.
    #[getter]
    fn native(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.event.native.as_deref()))
    }

    /// The hash of the transaction on its chain.
    #[getter]
    fn transaction(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.event.transaction.as_deref()))
    }

    /// The provider's words about it.
    #[getter]
    fn details(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.event.details.as_deref()))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.event == other.event)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.status, &self.event.native, &self.event.transaction)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &EVENT))
    }
}

/// An access token and how long it is good. It does not print and is not pickled.
///
/// A token, for instance one that was stored. `expires_at` is an aware datetime.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Token(pub(crate) paystate::Token);

#[pymethods]
impl Token {
    #[new]
    #[pyo3(signature = (access_token, *, expires_at=None))]
    fn new(access_token: &str, expires_at: Option<Instant>) -> PyResult<Self> {
        guard(|| Ok(Self(paystate::Token::new(access_token, time::given(expires_at)))))
    }

    /// The token itself, a secret.
    #[getter]
    fn access_token(&self) -> PyResult<&str> {
        guard(|| Ok(self.0.access_token()))
    }

    /// When it expires, where the provider says so.
    #[getter]
    fn expires_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.expires_at))
    }

    /// When to ask for the next one: some time before it expires.
    #[getter]
    fn renew_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.renew_at))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        let seconds = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp());
        guard(|| plain::hash(py, (seconds(self.0.expires_at), seconds(self.0.renew_at))))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &["expires_at", "renew_at"]))
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<()> {
        guard(|| plain::refuse_pickle(slf))
    }
}
