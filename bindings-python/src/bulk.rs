//! Many at once, without a loop in Python.

use chrono::{DateTime, Utc};
use paystate::{Error, Reading, Response};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::ask::Asked;
use crate::error;
use crate::guard::guard;
use crate::http::{Body, Headers};
use crate::observation::Observation;
use crate::payment::{Payment, Progress};
use crate::time::Instant;

/// An answer as `parse` takes it.
struct Answer<'a, 'py> {
    target: Option<Asked<'a, 'py>>,
    http_status: u16,
    headers: Option<Headers<'py>>,
    body: Body<'py>,
}

impl<'a, 'py> FromPyObject<'a, 'py> for Answer<'a, 'py> {
    type Error = PyErr;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<PyTuple>() {
            let (target, http_status, headers, body) = value.extract()?;
            return Ok(Self { target, http_status, headers: Some(headers), body });
        }
        Ok(Self { target: None, http_status: 200, headers: None, body: value.extract()? })
    }
}

/// How many answers are read at a time with the interpreter released: their readings stay in the processor's cache.
const CHUNK: usize = 64;

/// Reads many answers; an error stands in the place of its answer.
pub(crate) fn parse_many<'py>(
    py: Python<'py>,
    account: &paystate::Account,
    answers: &Bound<'py, PyAny>,
    now: DateTime<Utc>,
) -> PyResult<Bound<'py, PyList>> {
    let answers: Vec<Bound<'py, PyAny>> = answers.try_iter()?.collect::<PyResult<_>>()?;
    let none = paystate::Target::default();
    let mut read: Vec<Result<Reading, Error>> = Vec::with_capacity(CHUNK);
    let mut out: Vec<Bound<'py, PyAny>> = Vec::with_capacity(answers.len());
    for chunk in answers.chunks(CHUNK) {
        let chunk = chunk.iter().map(PyAnyMethods::extract).collect::<PyResult<Vec<Answer<'_, 'py>>>>()?;
        let headers: Vec<_> =
            chunk.iter().map(|one| one.headers.as_ref().map(Headers::pairs).unwrap_or_default()).collect();
        let parts: Vec<(&paystate::Target, Response<'_>)> = chunk
            .iter()
            .zip(&headers)
            .map(|(one, headers)| {
                let target = one.target.as_ref().map_or(&none, Asked::core);
                (target, Response::new(one.http_status, headers, one.body.0.as_bytes()))
            })
            .collect();
        py.detach(|| read.extend(parts.iter().map(|(target, response)| account.read(target, response, now))));
        for (one, read) in chunk.iter().zip(read.drain(..)) {
            out.push(match read {
                Ok(reading) => {
                    Bound::new(py, Observation::lazy(py, one.body.0.clone().unbind(), &reading))?.into_any()
                }
                Err(error) => error::instance(py, &error)?,
            });
        }
    }
    PyList::new(py, out)
}

/// What `replay` gives back.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Replay {
    /// The records as they are now, a list of `Payment` in the order they were given.
    #[pyo3(get)]
    records: Py<PyList>,
    /// What each observation did, a list of `Progress` in their order; `None` for one that is about none of the records, or
    /// cannot be told to be about one of them.
    #[pyo3(get)]
    progress: Py<PyList>,
}

#[pymethods]
impl Replay {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (records, progress) = (self.records.bind(py).len(), self.progress.bind(py).len());
        guard(|| Ok(format!("<Replay of {progress} observations over {records} records>")))
    }
}

/// Advances each record by the observations that are about it, in their order: of the same provider with the same id, else
/// with the same reference.
///
/// An observation may stand in a pair behind an aware datetime at which it was seen, which then counts as its `now`.
#[pyfunction]
#[pyo3(signature = (records, observations, *, now))]
pub(crate) fn replay<'py>(
    py: Python<'py>,
    records: &Bound<'py, PyAny>,
    observations: &Bound<'py, PyAny>,
    now: Instant,
) -> PyResult<Replay> {
    guard(|| {
        let records = records.try_iter()?.map(|record| Ok(record?.cast::<Payment>()?.get().0.clone()));
        let mut replay = paystate::Replay::new(records.collect::<PyResult<Vec<_>>>()?);
        let progress = PyList::empty(py);
        for seen in observations.try_iter()? {
            let seen = seen?;
            let (at, seen) = match seen.cast::<Observation>() {
                Ok(seen) => (now, seen.clone()),
                Err(_) => seen.extract::<(Instant, Bound<'_, Observation>)>()?,
            };
            let done = replay.take(&seen.get().judged(py), at.0);
            progress.append(done.map(|done| Progress::of(py, done)).transpose()?)?;
        }
        let records = replay.into_records().into_iter().map(|record| Py::new(py, Payment(record)));
        let records = PyList::new(py, records.collect::<PyResult<Vec<_>>>()?)?;
        Ok(Replay { records: records.unbind(), progress: progress.unbind() })
    })
}
