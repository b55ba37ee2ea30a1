//! Money: `Decimal` in and out, exactly. Floats are refused and nothing is rounded.

use std::io::Write;

use paystate::{Json, MisuseReason};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyInt, PyString, PyType};
use rust_decimal::Decimal;

use crate::error;
use crate::guard::guard;
use crate::plain;

/// Exact decimals are made by this bound method: `Context(prec=64).create_decimal`.
static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
/// The class `decimal.Decimal`.
static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// More digits than a value has, so that the context rounds none.
const PRECISION: u32 = 64;

/// A value as a `Decimal`, with the places that it has.
pub(crate) fn python(py: Python<'_>, value: Decimal) -> PyResult<Bound<'_, PyAny>> {
    // It costs a little less than calling the class.
    let make = MAKE.get_or_try_init(py, || -> PyResult<_> {
        let settings = PyDict::new(py);
        settings.set_item("prec", PRECISION)?;
        let context = py.import("decimal")?.getattr("Context")?.call((), Some(&settings))?;
        Ok(context.getattr("create_decimal")?.unbind())
    })?;
    let mut room = [0; 40];
    let text = write(value, &mut room);
    make.bind(py).call1((PyString::new(py, text),))
}

/// Writes a value: at most a sign, 29 digits, a point and a zero before it.
fn write(value: Decimal, room: &mut [u8; 40]) -> &str {
    match u64::try_from(value.mantissa()) {
        Ok(mantissa) => write_short(mantissa, value.scale(), room),
        Err(_) => write_long(value, room),
    }
}

/// Writes `mantissa / 10^scale` from its end: what nearly every sum is, without the formatting machinery.
fn write_short(mut mantissa: u64, scale: u32, room: &mut [u8; 40]) -> &str {
    let (mut at, mut places) = (room.len(), 0);
    let mut put = |byte| {
        at -= 1;
        if let Some(slot) = room.get_mut(at) {
            *slot = byte;
        }
    };
    loop {
        put(b'0' + u8::try_from(mantissa % 10).unwrap_or_default());
        mantissa /= 10;
        places += 1;
        if places == scale {
            put(b'.');
        }
        if mantissa == 0 && places > scale {
            break;
        }
    }
    std::str::from_utf8(room.get(at..).unwrap_or_default()).unwrap_or_default()
}

fn write_long(value: Decimal, room: &mut [u8; 40]) -> &str {
    let len = room.len();
    let mut rest = room.as_mut_slice();
    let left = write!(rest, "{value}").map_or(len, |()| rest.len());
    std::str::from_utf8(room.get(..len - left).unwrap_or_default()).unwrap_or_default()
}

/// The class `decimal.Decimal`.
pub(crate) fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    CLASS.import(py, "decimal", "Decimal")
}

/// The exact value of a `Decimal` or `int`. `TypeError` for a float and anything else, `Misuse` that names `field` for
/// what 96 bits and 28 decimal places cannot hold.
pub(crate) fn exact(value: &Bound<'_, PyAny>, field: &str) -> PyResult<Decimal> {
    let py = value.py();
    if !is_exact(value)? {
        return Err(wrong_type(value, field, "a Decimal or an int"));
    }
    let text = Json::string(&value.str()?.to_string_lossy());
    text.to_decimal(None).map_err(|_| error::misuse(py, MisuseReason::Invalid, field))
}

/// A sum as the text that is sent: text as it is, a `Decimal` or `int` with all its digits and without an exponent.
pub(crate) fn exact_text(value: &Bound<'_, PyAny>, field: &str) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if !is_exact(value)? {
        return Err(wrong_type(value, field, "text, a Decimal or an int"));
    }
    value.call_method1("__format__", (if value.is_instance_of::<PyInt>() { "d" } else { "f" },))?.extract()
}

fn is_exact(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is_int = value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>();
    Ok(is_int || value.is_instance(class(value.py())?)?)
}

fn wrong_type(value: &Bound<'_, PyAny>, field: &str, needed: &str) -> PyErr {
    let given = value.get_type().name().map_or_else(|_| String::new(), |name| name.to_string());
    let why = if given == "float" { "; a float has no exact decimal value" } else { "" };
    PyTypeError::new_err(format!("`{field}` must be {needed}, not {given}{why}"))
}

/// A sum, in major units of its currency. Two sums are equal when their values are: 100 is 100.00.
///
/// A sum of a `Decimal` or `int`; a float is refused. `Misuse` for a value of more than 28 decimal places or 96 bits.
#[pyclass(frozen, module = "paystate", freelist = 32)]
pub(crate) struct Money {
    /// The exact value, a `Decimal`.
    #[pyo3(get)]
    value: Py<PyAny>,
    /// The currency or coin as the provider spells it; `None` where it names none.
    #[pyo3(get)]
    currency: Py<PyAny>,
}

impl Money {
    /// The sum as Python sees it.
    pub(crate) fn of(py: Python<'_>, value: Decimal, currency: Option<&str>) -> PyResult<Self> {
        let currency = currency.map_or_else(|| py.None(), |text| PyString::new(py, text).into_any().unbind());
        Ok(Self { value: python(py, value)?.unbind(), currency })
    }

    /// As [`of`](Self::of), where there is a sum.
    pub(crate) fn optional(py: Python<'_>, sum: Option<&paystate::Money>) -> PyResult<Option<Self>> {
        sum.map(|sum| Self::of(py, sum.value, sum.currency.as_deref())).transpose()
    }

    /// The sum as the core sees it.
    pub(crate) fn core(&self, py: Python<'_>) -> PyResult<paystate::Money> {
        let value = exact(self.value.bind(py), "value")?;
        Ok(paystate::Money { value, currency: self.currency.extract(py)? })
    }
}

#[pymethods]
impl Money {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("value", "currency")
    }

    #[new]
    #[pyo3(signature = (value, currency=None))]
    fn new(py: Python<'_>, value: &Bound<'_, PyAny>, currency: Option<&str>) -> PyResult<Self> {
        guard(|| Self::of(py, exact(value, "value")?, currency))
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq_fields(slf, other, &["value", "currency"]))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.value, &self.currency)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &["value", "currency"]))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::Call<'py>> {
        guard(|| plain::call(slf, &["value", "currency"]))
    }
}

/// What the merchant asked for, against which everything that comes is checked.
///
/// A sum of a `Decimal` or `int` in a currency, perhaps under a reference. `Misuse` for a value of more than 28 decimal
/// places or 96 bits.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Asked(pub(crate) paystate::Asked);

#[pymethods]
impl Asked {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("amount", "currency", "reference")
    }

    #[new]
    #[pyo3(signature = (amount, currency, reference=None))]
    fn new(amount: &Bound<'_, PyAny>, currency: &str, reference: Option<String>) -> PyResult<Self> {
        guard(|| {
            let mut asked = paystate::Asked::new(exact(amount, "amount")?, currency);
            asked.reference = reference;
            Ok(Self(asked))
        })
    }

    /// The sum in major units, a `Decimal`.
    #[getter]
    fn amount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| python(py, self.0.amount))
    }

    /// The currency, as the provider spells it.
    #[getter]
    fn currency(&self) -> PyResult<&str> {
        guard(|| Ok(&*self.0.currency))
    }

    /// The merchant's reference.
    #[getter]
    fn reference(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.reference.as_deref()))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (python(py, self.0.amount)?, &self.0.currency, &self.0.reference)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &["amount", "currency", "reference"]))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::Call<'py>> {
        guard(|| plain::call(slf, &["amount", "currency", "reference"]))
    }
}
