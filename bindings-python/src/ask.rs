//! What is asked with: targets, orders and listings, as plain records.

use paystate::Subject;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyMappingProxy};

use crate::error::OrRaise;
use crate::guard::guard;
use crate::payment::Payment;
use crate::time::Instant;
use crate::{json, money, plain, time, words};

/// What a question is about, as verbs take it: a `Target`, or a `Payment` or `Order` in its stead.
pub(crate) enum Asked<'a, 'py> {
    Target(Borrowed<'a, 'py, Target>),
    Made(paystate::Target),
}

impl<'a, 'py> FromPyObject<'a, 'py> for Asked<'a, 'py> {
    type Error = PyErr;

    fn extract(value: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(target) = value.cast::<Target>() {
            return Ok(Self::Target(target));
        }
        if let Ok(payment) = value.cast::<Payment>() {
            return Ok(Self::Made((&payment.get().0).into()));
        }
        if let Ok(order) = value.cast::<Order>() {
            return Ok(Self::Made((&order.get().0).into()));
        }
        Err(PyTypeError::new_err("a Target, a Payment or an Order is needed"))
    }
}

impl Asked<'_, '_> {
    /// The target as the core takes it.
    pub(crate) fn core(&self) -> &paystate::Target {
        match self {
            Self::Target(target) => &target.get().0,
            Self::Made(target) => target,
        }
    }
}

/// What a question is about: the provider's `id`, the merchant's `reference`, or both. Ask with it, and read the answer
/// with the same one.
///
/// A target by its parts. `subject` is what the question is about; a payment unless said otherwise.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Target(pub(crate) paystate::Target);

const TARGET: [&str; 3] = ["subject", "id", "reference"];

#[pymethods]
impl Target {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        TARGET.into()
    }

    #[new]
    #[pyo3(signature = (*, id=None, reference=None, subject="payment"))]
    fn new(py: Python<'_>, id: Option<String>, reference: Option<String>, subject: &str) -> PyResult<Self> {
        guard(|| Ok(Self(paystate::Target { subject: words::read::<Subject>(py, subject)?, id, reference })))
    }

    /// What it is.
    #[getter]
    fn subject(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        guard(|| Ok(words::text(py, self.0.subject)))
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

    /// The JSON form, absent fields left out.
    fn to_json(&self) -> PyResult<String> {
        guard(|| Ok(self.0.to_json()))
    }

    /// Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| paystate::Target::from_json(&json::stored_text(text)?).or_raise(py).map(Self))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (self.0.subject.as_str(), &self.0.id, &self.0.reference)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &TARGET))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::FromJson<'py>> {
        guard(|| plain::from_json(slf, slf.get().0.to_json()))
    }
}

/// A sum as the caller writes it: it is sent as given, or as the number of the same value where the provider wants one.
///
/// A sum of a currency: text as it is to be sent, or a `Decimal` or `int`, which is written with all its digits. A float
/// is refused.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Price(pub(crate) paystate::Price);

#[pymethods]
impl Price {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("value", "currency")
    }

    #[new]
    fn new(value: &Bound<'_, PyAny>, currency: String) -> PyResult<Self> {
        guard(|| Ok(Self(paystate::Price::new(money::exact_text(value, "value")?, currency))))
    }

    /// Digits with at most one point, as text.
    #[getter]
    fn value(&self) -> PyResult<&str> {
        guard(|| Ok(&*self.0.value))
    }

    /// The currency, as the provider spells it.
    #[getter]
    fn currency(&self) -> PyResult<&str> {
        guard(|| Ok(&*self.0.currency))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.0.value, &self.0.currency)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &["value", "currency"]))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::Call<'py>> {
        guard(|| plain::call(slf, &["value", "currency"]))
    }
}

/// An order to be made. An empty text is absent.
///
/// An order of `amount` under the merchant's `reference`, which must be unique: it finds the order again after a create
/// whose outcome is unknown.
///
/// `network` is the network, chain or method in the provider's word; `metadata` the merchant's own data, and `extra` the
/// provider's own fields under their own names, each a mapping or JSON text. The URLs are where the payer goes after
/// paying, and after giving up.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Order(pub(crate) paystate::Order);

const ORDER: [&str; 7] = ["reference", "amount", "network", "metadata", "success_url", "cancel_url", "extra"];

#[pymethods]
impl Order {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("reference", "amount")
    }

    #[new]
    #[pyo3(signature = (
        reference, amount=None, *, network=None, metadata=None, success_url=None, cancel_url=None, extra=None
    ))]
    fn new(
        reference: String,
        amount: Option<&Bound<'_, Price>>,
        network: Option<String>,
        metadata: Option<&Bound<'_, PyAny>>,
        success_url: Option<String>,
        cancel_url: Option<String>,
        extra: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            Ok(Self(paystate::Order {
                reference,
                amount: amount.map(|price| price.get().0.clone()),
                network,
                metadata: metadata.map(|value| json::write(value, "metadata")).transpose()?,
                success_url,
                cancel_url,
                extra: extra.map(|value| json::write(value, "extra")).transpose()?,
            }))
        })
    }

    /// The merchant's reference.
    #[getter]
    fn reference(&self) -> PyResult<&str> {
        guard(|| Ok(&*self.0.reference))
    }

    /// What is asked for, a `Price`.
    #[getter]
    fn amount(&self) -> PyResult<Option<Price>> {
        guard(|| Ok(self.0.amount.clone().map(Price)))
    }

    /// The network, chain or method, in the provider's word.
    #[getter]
    fn network(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.network.as_deref()))
    }

    /// The merchant's own data, as a read-only mapping.
    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyMappingProxy>>> {
        guard(|| self.0.metadata.as_ref().map(|json| json::read_object(py, json)).transpose())
    }

    /// Where the payer goes after paying.
    #[getter]
    fn success_url(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.success_url.as_deref()))
    }

    /// Where the payer goes after giving up.
    #[getter]
    fn cancel_url(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.cancel_url.as_deref()))
    }

    /// The provider's own fields under their own names, as a read-only mapping.
    #[getter]
    fn extra<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyMappingProxy>>> {
        guard(|| self.0.extra.as_ref().map(|json| json::read_object(py, json)).transpose())
    }

    /// The JSON form, absent fields left out.
    fn to_json(&self) -> PyResult<String> {
        guard(|| Ok(self.0.to_json()))
    }

    /// Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| paystate::Order::from_json(&json::stored_text(text)?).or_raise(py).map(Self))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.0.reference, &self.0.network, &self.0.success_url)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &ORDER))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::FromJson<'py>> {
        guard(|| plain::from_json(slf, slf.get().0.to_json()))
    }
}

/// What to list. `status` and `sort_by` are the provider's own words; a filter that the provider lacks is `Misuse`, never
/// dropped in silence.
///
/// A listing of these filters. `limit` is the most rows of a page, `page` counts from 1, `created_from` and `created_to`
/// are aware datetimes and both included, `sort_order` is `asc` or `desc`.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Listing(pub(crate) paystate::Listing);

const LISTING: [&str; 11] = [
    "status",
    "limit",
    "cursor",
    "page",
    "created_from",
    "created_to",
    "currency",
    "network",
    "reference",
    "sort_by",
    "sort_order",
];

#[pymethods]
impl Listing {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("status",)
    }

    #[new]
    #[pyo3(signature = (
        *, status=None, limit=None, cursor=None, page=None, created_from=None, created_to=None, currency=None,
        network=None, reference=None, sort_by=None, sort_order=None
    ))]
    fn new(
        status: Option<String>,
        limit: Option<u32>,
        cursor: Option<String>,
        page: Option<u32>,
        created_from: Option<Instant>,
        created_to: Option<Instant>,
        currency: Option<String>,
        network: Option<String>,
        reference: Option<String>,
        sort_by: Option<String>,
        sort_order: Option<String>,
    ) -> PyResult<Self> {
        guard(|| {
            Ok(Self(paystate::Listing {
                status,
                limit,
                cursor,
                page,
                created_from: time::given(created_from),
                created_to: time::given(created_to),
                currency,
                network,
                reference,
                sort_by,
                sort_order,
            }))
        })
    }

    /// The provider's status word.
    #[getter]
    fn status(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.status.as_deref()))
    }

    /// How many rows a page has at the most.
    #[getter]
    fn limit(&self) -> PyResult<Option<u32>> {
        guard(|| Ok(self.0.limit))
    }

    /// Where the page begins, where the provider counts so.
    #[getter]
    fn cursor(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.cursor.as_deref()))
    }

    /// The page's number from 1, where the provider counts so.
    #[getter]
    fn page(&self) -> PyResult<Option<u32>> {
        guard(|| Ok(self.0.page))
    }

    /// Created at this instant or later.
    #[getter]
    fn created_from<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.created_from))
    }

    /// Created at this instant or earlier.
    #[getter]
    fn created_to<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        guard(|| time::optional(py, self.0.created_to))
    }

    /// The currency or coin.
    #[getter]
    fn currency(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.currency.as_deref()))
    }

    /// The network or chain.
    #[getter]
    fn network(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.network.as_deref()))
    }

    /// The merchant's reference. Providers may search for a part of it.
    #[getter]
    fn reference(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.reference.as_deref()))
    }

    /// The provider's name of the field to sort by.
    #[getter]
    fn sort_by(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.sort_by.as_deref()))
    }

    /// `asc` or `desc`.
    #[getter]
    fn sort_order(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.0.sort_order.as_deref()))
    }

    /// The JSON form, absent fields left out.
    fn to_json(&self) -> PyResult<String> {
        guard(|| Ok(self.0.to_json()))
    }

    /// Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| paystate::Listing::from_json(&json::stored_text(text)?).or_raise(py).map(Self))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        guard(|| plain::eq(other, |other: &Self| Ok(self.0 == other.0)))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        guard(|| plain::hash(py, (&self.0.status, &self.0.cursor, self.0.page, &self.0.reference)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        guard(|| plain::repr(slf, &LISTING))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<plain::FromJson<'py>> {
        guard(|| plain::from_json(slf, slf.get().0.to_json()))
    }
}
