//! What every plain class has: equality, a hash, a repr that hides nothing but what is absent, and a way through pickle.

use pyo3::BoundObject;
use pyo3::PyClass;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyNotImplemented, PyTuple, PyType};

/// What `__reduce__` returns: a class and the arguments that make the same object.
pub(crate) type Call<'py> = (Bound<'py, PyType>, Bound<'py, PyTuple>);
/// What `__reduce__` returns where an object goes through its JSON form.
pub(crate) type FromJson<'py> = (Bound<'py, PyAny>, (String,));

/// `==` with an object of the same class; `NotImplemented` with any other.
pub(crate) fn eq<T: PyClass<Frozen = pyo3::pyclass::boolean_struct::True> + Sync>(
    other: &Bound<'_, PyAny>,
    is_equal: impl FnOnce(&T) -> PyResult<bool>,
) -> PyResult<Py<PyAny>> {
    let py = other.py();
    match other.cast::<T>() {
        Ok(other) => Ok(is_equal(other.get())?.into_pyobject(py)?.to_owned().into_any().unbind()),
        Err(_) => Ok(PyNotImplemented::get(py).to_owned().into_any().unbind()),
    }
}

/// `==` of the fields with an object of the same class; `NotImplemented` with any other.
pub(crate) fn eq_fields<T: PyClass>(
    of: &Bound<'_, T>,
    other: &Bound<'_, PyAny>,
    fields: &[&str],
) -> PyResult<Py<PyAny>> {
    let py = of.py();
    if !other.is_instance_of::<T>() {
        return Ok(PyNotImplemented::get(py).to_owned().into_any().unbind());
    }
    for field in fields {
        if !of.as_any().getattr(*field)?.eq(other.getattr(*field)?)? {
            return Ok(false.into_pyobject(py)?.to_owned().into_any().unbind());
        }
    }
    Ok(true.into_pyobject(py)?.to_owned().into_any().unbind())
}

/// The argument `name`, whose name a `TypeError` gives.
pub(crate) fn argument<'a, 'py, T: FromPyObject<'a, 'py>>(
    name: &str,
    value: &'a Bound<'py, PyAny>,
) -> PyResult<T> {
    value.extract().map_err(|error: T::Error| {
        let (error, py): (PyErr, _) = (error.into(), value.py());
        if !error.is_instance_of::<PyTypeError>(py) {
            return error;
        }
        PyTypeError::new_err(format!("argument '{name}': {}", error.value(py)))
    })
}

/// The hash of some values, taken as a tuple: of those that tell most objects of a class apart.
pub(crate) fn hash<'py>(py: Python<'py>, values: impl IntoPyObject<'py>) -> PyResult<isize> {
    values.into_pyobject(py).map_err(Into::into)?.into_any().into_bound().hash()
}

/// `Name(field=value, …)`, absent fields left out.
pub(crate) fn repr<T: PyClass>(of: &Bound<'_, T>, fields: &[&str]) -> PyResult<String> {
    let mut shown = Vec::new();
    for field in fields {
        let value = of.as_any().getattr(*field)?;
        if !value.is_none() {
            shown.push(format!("{field}={}", value.repr()?));
        }
    }
    Ok(format!("{}({})", of.as_any().get_type().name()?, shown.join(", ")))
}

/// The class, and its fields as arguments.
pub(crate) fn call<'py, T: PyClass>(of: &Bound<'py, T>, fields: &[&str]) -> PyResult<Call<'py>> {
    let values: Vec<_> = fields.iter().map(|field| of.as_any().getattr(*field)).collect::<PyResult<_>>()?;
    Ok((of.as_any().get_type(), PyTuple::new(of.py(), values)?))
}

/// Refuses pickle, and with it `copy`: keys stay in one place.
pub(crate) fn refuse_pickle<T: PyClass>(of: &Bound<'_, T>) -> PyResult<()> {
    let name = of.as_any().get_type().name()?;
    Err(PyTypeError::new_err(format!("{name} objects carry secrets, so they are neither pickled nor copied")))
}

/// The class's `from_json`, and the object's JSON form.
pub(crate) fn from_json<'py, T: PyClass>(of: &Bound<'py, T>, json: String) -> PyResult<FromJson<'py>> {
    Ok((of.as_any().get_type().getattr("from_json")?, (json,)))
}
