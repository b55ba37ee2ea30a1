//! Instants: aware `datetime` in, `datetime` in UTC out. A naive one is refused, since it names no moment.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use paystate::MisuseReason;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDateAccess, PyDateTime, PyTimeAccess, PyTzInfo, PyTzInfoAccess};

use crate::error;

/// An aware `datetime`, of any zone.
#[derive(Clone, Copy)]
pub(crate) struct Instant(pub(crate) DateTime<Utc>);

impl<'a, 'py> FromPyObject<'a, 'py> for Instant {
    type Error = PyErr;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let Ok(at) = value.cast::<PyDateTime>() else {
            return Err(PyTypeError::new_err(
                "an aware datetime is needed, such as datetime.now(timezone.utc)",
            ));
        };
        let utc = PyTzInfo::utc(value.py())?;
        match at.get_tzinfo() {
            Some(zone) if zone.is(utc) => of_utc(&at).map(Self),
            Some(_) => of_utc(at.call_method1("astimezone", (utc,))?.cast::<PyDateTime>()?).map(Self),
            None => Err(PyTypeError::new_err(
                "a naive datetime names no moment; give it a time zone, as datetime.now(timezone.utc) has one",
            )),
        }
    }
}

/// The instant of a `datetime` in UTC.
fn of_utc(at: &Bound<'_, PyDateTime>) -> PyResult<DateTime<Utc>> {
    let day = NaiveDate::from_ymd_opt(at.get_year(), at.get_month().into(), at.get_day().into());
    let (hour, minute, second) = (at.get_hour().into(), at.get_minute().into(), at.get_second().into());
    let time = day.and_then(|day| day.and_hms_micro_opt(hour, minute, second, at.get_microsecond()));
    let time = time.ok_or_else(|| error::misuse(at.py(), MisuseReason::Invalid, "now"))?;
    Ok(time.and_utc())
}

/// The instants of an optional argument.
pub(crate) fn given(at: Option<Instant>) -> Option<DateTime<Utc>> {
    at.map(|Instant(at)| at)
}

/// An instant as a `datetime` in UTC.
pub(crate) fn python(py: Python<'_>, at: DateTime<Utc>) -> PyResult<Bound<'_, PyDateTime>> {
    // Fields of an instant in the years 1 to 9999 fit into bytes.
    let byte = |field: u32| u8::try_from(field).unwrap_or_default();
    PyDateTime::new(
        py,
        at.year(),
        byte(at.month()),
        byte(at.day()),
        byte(at.hour()),
        byte(at.minute()),
        byte(at.second()),
        at.timestamp_subsec_micros().min(999_999),
        Some(&PyTzInfo::utc(py)?.to_owned()),
    )
}

/// As [`python`], where there is an instant.
pub(crate) fn optional(py: Python<'_>, at: Option<DateTime<Utc>>) -> PyResult<Option<Bound<'_, PyDateTime>>> {
    at.map(|at| python(py, at)).transpose()
}
