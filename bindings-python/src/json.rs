//! JSON between the core, which keeps it as exact text, and Python, where numbers become `int` and `Decimal`.

use std::fmt::Write;

use paystate::{Extra, Json, MAX_DEPTH, MisuseReason};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyInt, PyList, PyMapping, PyMappingProxy, PyString, PyTuple,
};

use crate::error::{OrRaise, misuse, not_utf8};
use crate::money;

/// `JSONDecoder(parse_float=Decimal).decode`.
static DECODE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
/// The same for numbers that `int` and `Decimal` refuse by default.
static DECODE_VAST: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// The JSON form of a stored object: `str` or `bytes`, as a database hands it over.
pub(crate) fn stored_text(text: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = text.py();
    if let Ok(text) = text.cast::<PyString>() {
        return text.to_str().map(str::to_owned).map_err(|_| not_utf8(py));
    }
    let bytes = match (text.cast::<PyBytes>(), text.cast::<PyByteArray>()) {
        (Ok(bytes), _) => bytes.as_bytes().to_vec(),
        (_, Ok(bytes)) => bytes.to_vec(),
        (Err(_), Err(_)) => return Err(PyTypeError::new_err("a JSON form is text or bytes")),
    };
    String::from_utf8(bytes).map_err(|_| not_utf8(py))
}

/// A JSON object as a read-only mapping: integers as `int`, other numbers as `Decimal`.
pub(crate) fn read_object<'py>(py: Python<'py>, json: &Json) -> PyResult<Bound<'py, PyMappingProxy>> {
    let value = read(py, json.as_str())?;
    Ok(PyMappingProxy::new(py, value.cast::<PyMapping>()?))
}

/// A provider's other fields, as [`read_object`] gives them.
pub(crate) fn read_extra<'py>(py: Python<'py>, extra: &Extra) -> PyResult<Bound<'py, PyMappingProxy>> {
    let members: Vec<String> =
        extra.iter().map(|(name, value)| format!("{}:{value}", Json::string(name))).collect();
    let value = read(py, &format!("{{{}}}", members.join(",")))?;
    Ok(PyMappingProxy::new(py, value.cast::<PyMapping>()?))
}

/// Decodes text that the strict reader has accepted, so that the decoder of the standard library has nothing to refuse
/// but numbers that are too vast for it.
fn read<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let decoder = |settings: &[(&str, &Bound<'py, PyAny>)]| -> PyResult<Py<PyAny>> {
        let keywords = PyDict::new(py);
        for (name, value) in settings {
            keywords.set_item(name, value)?;
        }
        Ok(py.import("json")?.getattr("JSONDecoder")?.call((), Some(&keywords))?.getattr("decode")?.unbind())
    };
    let decode = DECODE.get_or_try_init(py, || decoder(&[("parse_float", money::class(py)?)]))?;
    decode.bind(py).call1((text,)).or_else(|_| {
        let decode = DECODE_VAST.get_or_try_init(py, || {
            let number = wrap_pyfunction!(vast_number, py)?.into_any();
            decoder(&[("parse_float", &number), ("parse_int", &number)])
        })?;
        decode.bind(py).call1((text,))
    })
}

/// A number as `int` or `Decimal`; one that neither can hold stays text.
#[pyfunction]
fn vast_number<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    let py = text.py();
    let classes = [py.get_type::<PyInt>().into_any(), money::class(py)?.as_any().clone()];
    let number = classes.iter().find_map(|class| class.call1((text,)).ok());
    Ok(number.unwrap_or_else(|| text.as_any().clone()))
}

/// A value of the caller's as JSON: text is JSON already; a mapping keeps its order. `TypeError` for what JSON has no exact
/// form of, a float among them.
pub(crate) fn write(value: &Bound<'_, PyAny>, field: &str) -> PyResult<Json> {
    let py = value.py();
    if let Ok(text) = value.cast::<PyString>() {
        return Json::parse(text.to_str()?).or_raise(py);
    }
    let mut text = String::new();
    write_value(&mut text, value, field, 0)?;
    Json::parse(&text).or_raise(py)
}

/// A mapping of the caller's as the other fields of an observation.
pub(crate) fn write_extra(value: &Bound<'_, PyAny>) -> PyResult<Extra> {
    let mut members = Vec::new();
    if !value.is_none() {
        for entry in value.cast::<PyMapping>()?.items()?.iter() {
            let (key, value): (String, Bound<'_, PyAny>) = entry.extract()?;
            let mut text = String::new();
            write_value(&mut text, &value, "extra", 1)?;
            members.push((key, Json::parse(&text).or_raise(value.py())?));
        }
    }
    Ok(members.into_iter().collect())
}

fn write_value(out: &mut String, value: &Bound<'_, PyAny>, field: &str, depth: usize) -> PyResult<()> {
    let py = value.py();
    if depth > MAX_DEPTH {
        return Err(misuse(py, MisuseReason::OutOfRange, field));
    }
    if value.is_none() {
        out.push_str("null");
    } else if let Ok(flag) = value.cast::<PyBool>() {
        out.push_str(if flag.is_true() { "true" } else { "false" });
    } else if let Ok(text) = value.cast::<PyString>() {
        out.push_str(Json::string(text.to_str()?).as_str());
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        out.push('{');
        for (i, entry) in mapping.items()?.iter().enumerate() {
            let (key, value): (Bound<'_, PyString>, Bound<'_, PyAny>) = entry.extract()?;
            // Writing to a string cannot fail.
            let _ = write!(out, "{}{}:", if i == 0 { "" } else { "," }, Json::string(key.to_str()?));
            write_value(out, &value, field, depth + 1)?;
        }
        out.push('}');
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        out.push('[');
        for (i, value) in value.try_iter()?.enumerate() {
            out.push_str(if i == 0 { "" } else { "," });
            write_value(out, &value?, field, depth + 1)?;
        }
        out.push(']');
    } else {
        out.push_str(&money::exact_text(value, field)?);
    }
    Ok(())
}
