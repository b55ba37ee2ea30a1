//! HTTP as data: the bodies and headers that frameworks hand over, and the requests and replies to send.

use paystate::HeaderPair;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyMemoryView, PyString, PyTuple};
use smallvec::SmallVec;

use crate::guard::guard;
use crate::plain;

/// From this size on, a body is read with the interpreter released: below it, letting go costs more than it gives.
pub(crate) const LARGE_BODY: usize = 16 << 10;

/// A raw body. `bytes` are held as they are, for nobody can change them; a `bytearray` or `memoryview` is copied.
pub(crate) struct Body<'py>(pub(crate) Bound<'py, PyBytes>);

impl<'a, 'py> FromPyObject<'a, 'py> for Body<'py> {
    type Error = PyErr;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = value.cast::<PyBytes>() {
            return Ok(Self(bytes.to_owned()));
        }
        if value.is_instance_of::<PyByteArray>() || value.is_instance_of::<PyMemoryView>() {
            let copy = value.py().get_type::<PyBytes>().call1((value,))?;
            return Ok(Self(copy.cast_into()?));
        }
        Err(PyTypeError::new_err(
            "the body must be the raw bytes as they came, not text or parsed JSON: a signature is over these bytes. \
             Django: request.body; Flask: request.get_data(); FastAPI: await request.body(); requests, httpx: \
             response.content",
        ))
    }
}

type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// Headers as a mapping or as pairs, names and values as `str` or `bytes`; a value that is a list is a repeated header.
pub(crate) struct Headers<'py>(SmallVec<[Pair<'py>; 8]>);

impl<'a, 'py> FromPyObject<'a, 'py> for Headers<'py> {
    type Error = PyErr;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let mut headers = Self(SmallVec::new());
        if let Ok(dict) = value.cast_exact::<PyDict>() {
            for (name, value) in dict.iter() {
                headers.add(&name, value)?;
            }
            return Ok(headers);
        }
        let is_pairs = value.is_exact_instance_of::<PyTuple>() || value.is_exact_instance_of::<PyList>();
        let items = if is_pairs { None } else { value.getattr_opt(intern!(value.py(), "items"))? };
        let pairs = items.map_or_else(|| Ok(value.to_owned()), |items| items.call0())?;
        if pairs.is_exact_instance_of::<PyTuple>() && pairs.len()? == 0 {
            return Ok(headers);
        }
        for pair in pairs.try_iter()? {
            let pair = pair?;
            let is_pair = pair.is_instance_of::<PyTuple>() || pair.is_instance_of::<PyList>();
            if !is_pair || pair.len()? != 2 {
                return Err(PyTypeError::new_err("headers are a mapping, or pairs of a name and a value"));
            }
            headers.add(&pair.get_item(0)?, pair.get_item(1)?)?;
        }
        Ok(headers)
    }
}

impl<'py> Headers<'py> {
    fn add(&mut self, name: &Bound<'py, PyAny>, value: Bound<'py, PyAny>) -> PyResult<()> {
        // What nearly every header is, before anything else is asked.
        if name.is_exact_instance_of::<PyString>() && value.is_exact_instance_of::<PyString>() {
            self.0.push((name.clone(), value));
            return Ok(());
        }
        if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            for value in value.try_iter()? {
                self.add(name, value?)?;
            }
            return Ok(());
        }
        for text in [name, &value] {
            if !text.is_instance_of::<PyString>() && !text.is_instance_of::<PyBytes>() {
                return Err(PyTypeError::new_err("header names and values are str or bytes"));
            }
        }
        self.0.push((name.clone(), value));
        Ok(())
    }

    /// The headers as the core takes them.
    pub(crate) fn pairs(&self) -> SmallVec<[HeaderPair<'_>; 16]> {
        self.0
            .iter()
            .map(|(name, value)| (std::str::from_utf8(bytes(name)).unwrap_or_default(), bytes(value)))
            .collect()
    }
}

/// The bytes of a `str` or `bytes`. Text without a UTF-8 form is handed on as bytes that are no text, so that it fails a
/// check and does not count as absent.
fn bytes<'a>(text: &'a Bound<'_, PyAny>) -> &'a [u8] {
    match (text.cast::<PyString>(), text.cast::<PyBytes>()) {
        (Ok(text), _) => text.to_str().map_or(b"\xff", str::as_bytes),
        (_, Ok(bytes)) => bytes.as_bytes(),
        (Err(_), Err(_)) => b"\xff",
    }
}

/// A request that is ready to be sent, byte for byte. Send exactly these headers; add none that could change their
/// meaning. Header values and the body do not print, since some carry a key.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Request(pub(crate) paystate::Request);

#[pymethods]
impl Request {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str, &'static str) {
        ("method", "url", "headers", "body")
    }

    /// The method, in capitals.
    #[getter]
    fn method<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        guard(|| Ok(PyString::new(py, self.0.method())))
    }

    /// The absolute URL.
    #[getter]
    fn url<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        guard(|| Ok(PyString::new(py, self.0.url())))
    }

    /// The headers, by name: a new `dict` each time.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let headers = PyDict::new(py);
            self.0.headers().try_for_each(|(name, value)| headers.set_item(name, value))?;
            Ok(headers)
        })
    }

    /// The body as bytes; `None` for none.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        guard(|| Ok(self.0.body().map(|body| PyBytes::new(py, body.as_bytes()))))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (self.0.method(), self.0.url(), self.0.body())))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| {
            let names = PyList::new(py, self.0.headers().map(|(name, _)| name))?;
            let body = self.0.body().map_or(String::new(), |body| format!(", body=<{} bytes>", body.len()));
            let (method, url) = (PyString::new(py, self.0.method()), PyString::new(py, self.0.url()));
            Ok(format!(
                "Request(method={}, url={}, headers={}{body})",
                method.repr()?,
                url.repr()?,
                names.repr()?
            ))
        })
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<()> {
        guard(|| plain::refuse_pickle(slf))
    }
}

/// What to answer to a webhook.
///
/// A reply of these parts: for tests, and for pickle.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Reply {
    /// The HTTP status.
    #[pyo3(get)]
    status: u16,
    /// The value of `Content-Type`.
    #[pyo3(get)]
    content_type: Py<PyString>,
    /// The body, as text.
    #[pyo3(get)]
    body: Py<PyString>,
}

const REPLY: [&str; 3] = ["status", "content_type", "body"];

impl Reply {
    pub(crate) fn of(py: Python<'_>, reply: paystate::Reply) -> PyResult<Py<Self>> {
        let text = |text| PyString::intern(py, text).unbind();
        Py::new(
            py,
            Self { status: reply.status, content_type: text(reply.content_type), body: text(reply.body) },
        )
    }
}

#[pymethods]
impl Reply {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("status", "content_type", "body")
    }

    #[new]
    fn new(status: u16, content_type: Py<PyString>, body: Py<PyString>) -> PyResult<Self> {
        guard(|| Ok(Self { status, content_type, body }))
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq_fields(slf, other, &REPLY))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (self.status, &self.content_type, &self.body)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &REPLY))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::Call<'py>> {
        guard(|| plain::call(slf, &REPLY))
    }
}
