//! A live stream as a record and a step. The socket is the caller's.

use paystate::StreamEvent;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyTuple};

use crate::ask::Target;
use crate::error::OrRaise;
use crate::guard::guard;
use crate::observation::Observation;
use crate::{json, plain, time};

/// A live stream: where it is, what it is about, and how far it is. It holds no key, and can be stored.
///
/// Connect to `url`, hand every event to `Account.stream_step`, and store the stream that comes back.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Stream(pub(crate) paystate::Stream);

const STREAM: [&str; 4] = ["url", "targets", "ping_at", "failures"];

#[pymethods]
impl Stream {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("url", "targets")
    }

    /// The address of the socket.
    #[getter]
    fn url(&self) -> PyResult<&str> {
        guard(|| Ok(&*self.0.url))
    }

    /// What it is about, a tuple of targets.
    #[getter]
    fn targets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| targets(py, self.0.targets.clone()))
    }

    /// When the next ping is due; `None` while the socket is closed.
    #[getter]
    fn ping_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.ping_at))
    }

    /// How often it was closed since a frame last came.
    #[getter]
    fn failures(&self) -> PyResult<u32> {
        guard(|| Ok(self.0.failures))
    }

    /// The JSON form, absent fields left out.
    fn to_json(&self) -> PyResult<String> {
        guard(|| Ok(self.0.to_json()))
    }

    /// Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| paystate::Stream::from_json(&json::stored_text(text)?).or_raise(py).map(Self))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.0.url, self.0.failures)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &STREAM))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::FromJson<'py>> {
        guard(|| plain::from_json(slf, slf.get().0.to_json()))
    }
}

/// The event of that word. `TypeError` for another word, and for a frame without its text.
pub(crate) fn event<'a>(word: &str, frame: Option<&'a str>) -> PyResult<StreamEvent<'a>> {
    match (word, frame) {
        ("open", None) => Ok(StreamEvent::Open),
        ("frame", Some(text)) => Ok(StreamEvent::Frame(text)),
        ("tick", None) => Ok(StreamEvent::Tick),
        ("close", None) => Ok(StreamEvent::Close),
        _ => {
            Err(PyTypeError::new_err("an event is 'open', 'tick', 'close', or 'frame' with the frame's text"))
        }
    }
}

fn targets(py: Python<'_>, targets: Vec<paystate::Target>) -> PyResult<Bound<'_, PyTuple>> {
    let targets = targets.into_iter().map(|target| Py::new(py, Target(target)));
    PyTuple::new(py, targets.collect::<PyResult<Vec<_>>>()?)
}

/// What to do after an event of a stream. The frames to send do not print, since the first one carries a key.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct StreamStep {
    /// The stream to store, and to hand in with the next event.
    #[pyo3(get)]
    stream: Py<Stream>,
    /// The text frames to send, a tuple in order. They can carry a key: do not log them.
    #[pyo3(get)]
    send: Py<PyTuple>,
    /// What was seen, a tuple of observations.
    #[pyo3(get)]
    observations: Py<PyTuple>,
    /// What to query now, a tuple of targets: news may have been missed while the socket was closed.
    #[pyo3(get)]
    query: Py<PyTuple>,
    /// When to send a tick, while open.
    #[pyo3(get)]
    wake_at: Option<Py<PyDateTime>>,
    /// When to connect again, while closed. Jitter is the caller's.
    #[pyo3(get)]
    reconnect_at: Option<Py<PyDateTime>>,
}

impl StreamStep {
    pub(crate) fn of(py: Python<'_>, step: paystate::StreamStep) -> PyResult<Self> {
        let seen = step.observations.into_iter().map(|seen| Py::new(py, Observation::owned(py, seen)));
        Ok(Self {
            stream: Py::new(py, Stream(step.stream))?,
            send: PyTuple::new(py, step.send)?.unbind(),
            observations: PyTuple::new(py, seen.collect::<PyResult<Vec<_>>>()?)?.unbind(),
            query: targets(py, step.query)?.unbind(),
            wake_at: time::optional(py, step.wake_at)?.map(Bound::unbind),
            reconnect_at: time::optional(py, step.reconnect_at)?.map(Bound::unbind),
        })
    }
}

#[pymethods]
impl StreamStep {
    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let fields = ["stream", "send", "observations", "query", "wake_at", "reconnect_at"];
        guard(|| plain::eq_fields(slf, other, &fields))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.stream, &self.observations, &self.query)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &["stream", "observations", "query", "wake_at", "reconnect_at"]))
    }
}
