//! `Observation`: lazy over the bytes that it was read from, or owned. Nobody can tell which, but by the clock.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use paystate::{MisuseReason, Note, Reading, Source, State, Subject, SumField, TextField, TimeField};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDateTime, PyDict, PyFrozenSet, PyMappingProxy, PyString};

use crate::error::{OrRaise, misuse};
use crate::guard::guard;
use crate::money::Money;
use crate::plain::{self, argument};
use crate::{json, time, words};

/// What was seen of a payment, refund, payout, deposit or settlement at one moment. What is absent was not in the message;
/// nothing is guessed.
///
/// Fields are decoded when they are read. Times are aware and in UTC, to the millisecond; sums are in major units. Two
/// observations are equal when all their values are.
///
/// An observation that is built by hand: the caller's word. Only `Account.receive` makes one that a provider vouches
/// for. `status` is a word of the subject's own vocabulary.
#[pyclass(frozen, module = "paystate", freelist = 32)]
pub(crate) struct Observation {
    /// The canonical status, in the vocabulary of `subject`; `None` where the word is unknown or missing.
    #[pyo3(get)]
    status: Py<PyAny>,
    seen: Seen,
    extra: PyOnceLock<Py<PyMappingProxy>>,
}

#[allow(clippy::large_enum_variant)] // the large one is the common one, and is not to cost an allocation more
enum Seen {
    Lazy(Py<PyBytes>, Reading),
    Owned(Box<paystate::Observation>),
}

/// What nearly every message has.
static NO_NOTES: PyOnceLock<Py<PyFrozenSet>> = PyOnceLock::new();

/// The fields, in the order of the JSON form.
const FIELDS: [&str; 25] = [
    "provider",
    "subject",
    "id",
    "reference",
    "native",
    "status",
    "amount",
    "received",
    "refunded",
    "fee",
    "transaction",
    "confirmations",
    "network",
    "address",
    "link",
    "payer",
    "created_at",
    "expires_at",
    "window_ends_at",
    "grace_ends_at",
    "completed_at",
    "failure",
    "extra",
    "source",
    "notes",
];

impl Observation {
    /// What was read from `body`, which must be the very bytes.
    #[inline]
    pub(crate) fn lazy(py: Python<'_>, body: Py<PyBytes>, reading: &Reading) -> Self {
        Self {
            status: words::state(py, reading.state()),
            seen: Seen::Lazy(body, *reading),
            extra: PyOnceLock::new(),
        }
    }

    pub(crate) fn owned(py: Python<'_>, seen: paystate::Observation) -> Self {
        Self {
            status: words::state(py, seen.state),
            seen: Seen::Owned(Box::new(seen)),
            extra: PyOnceLock::new(),
        }
    }

    /// All of it, decoded.
    pub(crate) fn whole(&self, py: Python<'_>) -> Cow<'_, paystate::Observation> {
        match &self.seen {
            Seen::Lazy(body, reading) => Cow::Owned(reading.to_observation(body.as_bytes(py))),
            Seen::Owned(seen) => Cow::Borrowed(seen),
        }
    }

    /// What judging looks at, decoded.
    pub(crate) fn judged(&self, py: Python<'_>) -> Cow<'_, paystate::Observation> {
        match &self.seen {
            Seen::Lazy(body, reading) => Cow::Owned(reading.to_judged(body.as_bytes(py))),
            Seen::Owned(seen) => Cow::Borrowed(seen),
        }
    }

    fn state(&self) -> Option<State> {
        match &self.seen {
            Seen::Lazy(_, reading) => reading.state(),
            Seen::Owned(seen) => seen.state,
        }
    }

    fn text<'py>(&self, py: Python<'py>, field: TextField) -> PyResult<Option<Bound<'py, PyString>>> {
        guard(|| match &self.seen {
            Seen::Lazy(body, reading) => {
                Ok(reading.text(field, body.as_bytes(py)).map(|text| PyString::new(py, &text)))
            }
            Seen::Owned(seen) => Ok(text_of(seen, field).map(|text| PyString::new(py, text))),
        })
    }

    fn sum(&self, py: Python<'_>, field: SumField) -> PyResult<Option<Money>> {
        guard(|| match &self.seen {
            Seen::Lazy(body, reading) => {
                let Some(value) = reading.sum(field) else { return Ok(None) };
                Money::of(py, value, reading.currency(body.as_bytes(py)).as_deref()).map(Some)
            }
            Seen::Owned(seen) => Money::optional(py, sum_of(seen, field)),
        })
    }

    fn instant<'py>(&self, py: Python<'py>, field: TimeField) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| match &self.seen {
            Seen::Lazy(_, reading) => time::optional(py, reading.instant(field)),
            Seen::Owned(seen) => time::optional(py, instant_of(seen, field)),
        })
    }
}

fn text_of(seen: &paystate::Observation, field: TextField) -> Option<&str> {
    let text = match field {
        TextField::Id => &seen.id,
        TextField::Reference => &seen.reference,
        TextField::Native => &seen.native,
        TextField::Transaction => &seen.transaction,
        TextField::Network => &seen.network,
        TextField::Address => &seen.address,
        TextField::Link => &seen.link,
        TextField::Payer => &seen.payer,
        TextField::Failure => &seen.failure,
    };
    text.as_deref()
}

fn sum_of(seen: &paystate::Observation, field: SumField) -> Option<&paystate::Money> {
    let sum = match field {
        SumField::Amount => &seen.amount,
        SumField::Received => &seen.received,
        SumField::Refunded => &seen.refunded,
        SumField::Fee => &seen.fee,
    };
    sum.as_ref()
}

const fn instant_of(seen: &paystate::Observation, field: TimeField) -> Option<DateTime<Utc>> {
    match field {
        TimeField::CreatedAt => seen.created_at,
        TimeField::ExpiresAt => seen.expires_at,
        TimeField::WindowEndsAt => seen.window_ends_at,
        TimeField::GraceEndsAt => seen.grace_ends_at,
        TimeField::CompletedAt => seen.completed_at,
    }
}

/// Sets a field by its name. `TypeError` for a name that there is not.
fn set(seen: &mut paystate::Observation, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = value.py();
    let sum = || -> PyResult<_> {
        let sum: Option<Bound<'_, Money>> = argument(name, value)?;
        sum.map(|sum| sum.get().core(py)).transpose()
    };
    let instant = || argument(name, value).map(time::given);
    match name {
        "provider" => seen.provider = argument(name, value)?,
        "id" => seen.id = argument(name, value)?,
        "reference" => seen.reference = argument(name, value)?,
        "native" => seen.native = argument(name, value)?,
        "status" => {
            let word: Option<String> = argument(name, value)?;
            let state = |word: String| {
                State::from_word(seen.subject, &word).ok_or_else(|| misuse(py, MisuseReason::Invalid, name))
            };
            seen.state = word.map(state).transpose()?;
        }
        "amount" => seen.amount = sum()?,
        "received" => seen.received = sum()?,
        "refunded" => seen.refunded = sum()?,
        "fee" => seen.fee = sum()?,
        "transaction" => seen.transaction = argument(name, value)?,
        "confirmations" => seen.confirmations = argument(name, value)?,
        "network" => seen.network = argument(name, value)?,
        "address" => seen.address = argument(name, value)?,
        "link" => seen.link = argument(name, value)?,
        "payer" => seen.payer = argument(name, value)?,
        "created_at" => seen.created_at = instant()?,
        "expires_at" => seen.expires_at = instant()?,
        "window_ends_at" => seen.window_ends_at = instant()?,
        "grace_ends_at" => seen.grace_ends_at = instant()?,
        "completed_at" => seen.completed_at = instant()?,
        "failure" => seen.failure = argument(name, value)?,
        "extra" => seen.extra = json::write_extra(value)?,
        "notes" => {
            let notes =
                value.try_iter()?.map(|note| words::read::<Note>(py, &argument::<String>(name, &note?)?));
            seen.notes = notes.collect::<PyResult<Vec<Note>>>()?.into_iter().collect();
        }
        _ => return Err(PyTypeError::new_err(format!("an Observation has no field `{name}`"))),
    }
    Ok(())
}

#[pymethods]
impl Observation {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("subject", "status")
    }

    #[new]
    #[pyo3(
        signature = (subject="payment", source="query", **fields),
        text_signature = "(subject='payment', source='query', *, provider=None, id=None, reference=None, native=None, \
            status=None, amount=None, received=None, refunded=None, fee=None, transaction=None, confirmations=None, \
            network=None, address=None, link=None, payer=None, created_at=None, expires_at=None, window_ends_at=None, \
            grace_ends_at=None, completed_at=None, failure=None, extra=None, notes=())"
    )]
    fn new(
        py: Python<'_>,
        subject: &str,
        source: &str,
        fields: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        guard(|| {
            let (subject, source) =
                (words::read::<Subject>(py, subject)?, words::read::<Source>(py, source)?);
            let mut seen = paystate::Observation::new(subject, source);
            for (name, value) in fields.into_iter().flatten() {
                set(&mut seen, name.cast::<PyString>()?.to_str()?, &value)?;
            }
            Ok(Self::owned(py, seen))
        })
    }

    /// The provider that it came from.
    #[getter]
    fn provider<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        guard(|| match &self.seen {
            Seen::Lazy(_, reading) => Ok(Some(words::provider(py, reading.provider()))),
            Seen::Owned(seen) => Ok(seen.provider.as_deref().map(|text| PyString::new(py, text))),
        })
    }

    /// What it is about.
    #[getter]
    fn subject(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        guard(|| match &self.seen {
            Seen::Lazy(_, reading) => Ok(words::text(py, reading.subject())),
            Seen::Owned(seen) => Ok(words::text(py, seen.subject)),
        })
    }

    /// The provider's id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Id)
    }

    /// The merchant's reference; of a refund, the charge that it belongs to, where the provider names it.
    #[getter]
    fn reference<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Reference)
    }

    /// The status word as received; `None` where the message has none.
    #[getter]
    fn native<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Native)
    }

    /// What was asked for.
    #[getter]
    fn amount(&self, py: Python<'_>) -> PyResult<Option<Money>> {
        self.sum(py, SumField::Amount)
    }

    /// What the payer paid.
    #[getter]
    fn received(&self, py: Python<'_>) -> PyResult<Option<Money>> {
        self.sum(py, SumField::Received)
    }

    /// What was given back.
    #[getter]
    fn refunded(&self, py: Python<'_>) -> PyResult<Option<Money>> {
        self.sum(py, SumField::Refunded)
    }

    /// The provider's fee.
    #[getter]
    fn fee(&self, py: Python<'_>) -> PyResult<Option<Money>> {
        self.sum(py, SumField::Fee)
    }

    /// The hash of the transaction on its chain.
    #[getter]
    fn transaction<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Transaction)
    }

    /// How many confirmations the transaction has. It completes nothing; the status does.
    #[getter]
    fn confirmations(&self) -> PyResult<Option<u64>> {
        guard(|| match &self.seen {
            Seen::Lazy(_, reading) => Ok(reading.confirmations()),
            Seen::Owned(seen) => Ok(seen.confirmations),
        })
    }

    /// The network or chain, in the provider's word.
    #[getter]
    fn network<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Network)
    }

    /// The address to pay to.
    #[getter]
    fn address<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Address)
    }

    /// The page on which to pay.
    #[getter]
    fn link<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Link)
    }

    /// The payer's address or name.
    #[getter]
    fn payer<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Payer)
    }

    /// When it was created.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        self.instant(py, TimeField::CreatedAt)
    }

    /// When it expires, as the provider put it; which end that is may be unclear.
    #[getter]
    fn expires_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        self.instant(py, TimeField::ExpiresAt)
    }

    /// When the payment window ends, where that is explicit or can be told.
    #[getter]
    fn window_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        self.instant(py, TimeField::WindowEndsAt)
    }

    /// When the grace period ends, where that is explicit or can be told.
    #[getter]
    fn grace_ends_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        self.instant(py, TimeField::GraceEndsAt)
    }

    /// When it was completed.
    #[getter]
    fn completed_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        self.instant(py, TimeField::CompletedAt)
    }

    /// The provider's reason for a failure.
    #[getter]
    fn failure<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.text(py, TextField::Failure)
    }

    /// The provider's other fields, under its own names and in its order: a read-only mapping, made when it is first read.
    /// Integers are `int`, other numbers `Decimal`.
    #[getter]
    fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyMappingProxy>> {
        guard(|| {
            let extra = self.extra.get_or_try_init(py, || match &self.seen {
                Seen::Lazy(body, reading) => {
                    json::read_extra(py, &reading.extra(body.as_bytes(py))).map(Bound::unbind)
                }
                Seen::Owned(seen) => json::read_extra(py, &seen.extra).map(Bound::unbind),
            })?;
            Ok(extra.bind(py).clone())
        })
    }

    /// How it came to us.
    #[getter]
    fn source(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        guard(|| match &self.seen {
            Seen::Lazy(_, reading) => Ok(words::text(py, reading.source())),
            Seen::Owned(seen) => Ok(words::text(py, seen.source)),
        })
    }

    /// What was noticed while reading, a set of words.
    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyFrozenSet>> {
        guard(|| {
            let notes = match &self.seen {
                Seen::Lazy(_, reading) => reading.notes(),
                Seen::Owned(seen) => seen.notes,
            };
            if notes.is_empty() {
                return NO_NOTES
                    .get_or_try_init(py, || PyFrozenSet::empty(py).map(Bound::unbind))
                    .map(|none| none.bind(py).clone());
            }
            PyFrozenSet::new(py, notes.iter().map(|note| words::text(py, note)))
        })
    }

    /// The same observation with everything decoded, so that it no longer holds the message that it came in.
    fn detached(&self, py: Python<'_>) -> PyResult<Self> {
        guard(|| Ok(Self::owned(py, self.whole(py).into_owned())))
    }

    /// The JSON form, absent fields left out.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(self.whole(py).to_json()))
    }

    /// Reads the JSON form, strictly: what comes of it is the caller's word. `Malformed` for what is no JSON object; `Misuse`
    /// that names the field otherwise.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| {
            let seen = paystate::Observation::from_json(&json::stored_text(text)?).or_raise(py)?;
            Ok(Self::owned(py, seen))
        })
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.whole(py) == other.whole(py))))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| {
            let state = self.state().map(State::as_str);
            let texts = [TextField::Id, TextField::Reference, TextField::Native, TextField::Transaction];
            let [id, reference, native, transaction] = texts.map(|field| self.text(py, field));
            plain::hash(py, (state, id?, reference?, native?, transaction?))
        })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &FIELDS))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::FromJson<'py>> {
        guard(|| plain::from_json(slf, slf.get().whole(slf.py()).to_json()))
    }
}
