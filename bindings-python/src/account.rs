//! `Account` and its verbs.

use paystate::{Json, Response, Webhook};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PyString, PyTuple};

use crate::ask::{Asked, Listing, Order};
use crate::error::OrRaise;
use crate::guard::guard;
use crate::http::{Body, Headers, LARGE_BODY, Request};
use crate::observation::Observation;
use crate::payment::Payment;
use crate::profile::{self, Profile};
use crate::read::{Page, Receipt, Timeline, Token};
use crate::stream::{self, Stream, StreamStep};
use crate::time::Instant;
use crate::{bulk, json, plain};

/// An account at a provider: credentials and settings, by keyword. It asks and reads; it keeps nothing, and performs no IO.
///
/// It cannot be copied or pickled, so that its keys stay in one place, and they do not print. It may be shared by threads.
///
/// What comes from the provider is handed over as it is: `http_status`, `headers` (a mapping or pairs, names and values `str`
/// or `bytes`, repeated ones as lists) and the raw `body` as `bytes`. `now` is an aware datetime: `datetime.now(timezone.utc)`.
///
/// An account of `provider` from keywords; `providers()` lists them. A credential is only needed by the verbs that send or
/// verify with it. A verifying secret may be a list of up to four, for rotation: each one verifies, the first one signs.
///
/// `Misuse` for a provider or keyword that is not known, which lists those that are, and for a setting outside its words
/// or numbers.
#[pyclass(frozen, module = "paystate")]
pub(crate) struct Account(pub(crate) paystate::Account);

/// Reads a body, with the interpreter released where it is large.
fn reading<T: Send>(py: Python<'_>, body: &[u8], read: impl FnOnce() -> T + Send) -> T {
    if body.len() < LARGE_BODY { read() } else { py.detach(read) }
}

/// An option's values as text: one, or those of a list; none for `None`.
fn values<'py>(name: &Bound<'py, PyAny>, value: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyString>>> {
    if value.is_none() {
        return Ok(Vec::new());
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(vec![text.clone()]);
    }
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(vec![PyString::intern(value.py(), if flag.is_true() { "true" } else { "false" })]);
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(vec![value.str()?]);
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let all = value.try_iter()?.map(|one| values(name, &one?)).collect::<PyResult<Vec<_>>>()?;
        return Ok(all.into_iter().flatten().collect());
    }
    // The value may be a key, so only its name is said.
    Err(PyTypeError::new_err(format!(
        "option '{name}' must be text, a number, a truth value, or a list of text"
    )))
}

#[pymethods]
impl Account {
    #[new]
    #[pyo3(signature = (provider, /, **options))]
    fn new(py: Python<'_>, provider: &str, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        guard(|| {
            let mut pairs = Vec::new();
            for (name, value) in options.into_iter().flatten() {
                let values = values(&name, &value)?;
                let name = name.cast_into::<PyString>()?;
                pairs.extend(values.into_iter().map(|value| (name.clone(), value)));
            }
            let texts = pairs.iter().map(|(name, value)| Ok((name.to_str()?, value.to_str()?)));
            let options = texts.collect::<PyResult<Vec<_>>>()?;
            paystate::Account::new(provider, options).or_raise(py).map(Self)
        })
    }

    /// What the account's provider can do.
    #[getter]
    fn profile(&self, py: Python<'_>) -> PyResult<Profile> {
        guard(|| profile::profile(py, self.0.profile()))
    }

    /// The provider's name.
    #[getter]
    fn provider<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        guard(|| Ok(PyString::intern(py, self.0.profile().name)))
    }

    /// The request that asks for `target`, a `Target`, `Payment` or `Order`. `Misuse` where the target or a credential is
    /// missing or cannot be sent.
    #[pyo3(signature = (target, *, now))]
    fn query(&self, py: Python<'_>, target: Asked<'_, '_>, now: Instant) -> PyResult<Request> {
        guard(|| self.0.query(target.core(), now.0).or_raise(py).map(Request))
    }

    /// Reads the answer to a query, or to a command, with the target that it was asked with.
    ///
    /// `Refused` for every HTTP status outside 200-299 and for what the provider declined, `Malformed` for an answer that is
    /// not what it documents.
    #[pyo3(signature = (target, http_status, headers, body, *, now))]
    fn parse<'py>(
        &self,
        py: Python<'py>,
        target: Asked<'_, 'py>,
        http_status: u16,
        headers: Headers<'py>,
        body: Body<'py>,
        now: Instant,
    ) -> PyResult<Observation> {
        guard(|| {
            let (target, headers, bytes) = (target.core(), headers.pairs(), body.0.as_bytes());
            let response = Response::new(http_status, &headers, bytes);
            let read = reading(py, bytes, || self.0.read(target, &response, now.0)).or_raise(py)?;
            Ok(Observation::lazy(py, body.0.unbind(), &read))
        })
    }

    /// Reads many answers at once, without a loop in Python: a list with an `Observation`, or the `Error` that `parse` would
    /// raise, in the place of each.
    ///
    /// An answer is the body alone, for one with status 200 that is asked of no payment in particular, or a tuple of what
    /// `parse` takes: `target`, or `None`, `http_status`, `headers`, `body`.
    #[pyo3(signature = (answers, *, now))]
    fn parse_many<'py>(
        &self,
        py: Python<'py>,
        answers: &Bound<'py, PyAny>,
        now: Instant,
    ) -> PyResult<Bound<'py, PyList>> {
        guard(|| bulk::parse_many(py, &self.0, answers, now.0))
    }

    /// The request that makes `order`. `Misuse` where the order or a credential cannot be sent.
    #[pyo3(signature = (order, *, now))]
    fn create(&self, py: Python<'_>, order: &Bound<'_, Order>, now: Instant) -> PyResult<Request> {
        guard(|| self.0.create(&order.get().0, now.0).or_raise(py).map(Request))
    }

    /// Reads the answer to a create. A `Refused` whose `outcome_unknown` is set may have made the order all the same: query by
    /// reference before creating again.
    #[pyo3(signature = (target, http_status, headers, body, *, now))]
    fn parse_created<'py>(
        &self,
        py: Python<'py>,
        target: Asked<'_, 'py>,
        http_status: u16,
        headers: Headers<'py>,
        body: Body<'py>,
        now: Instant,
    ) -> PyResult<Observation> {
        guard(|| {
            let (target, headers, bytes) = (target.core(), headers.pairs(), body.0.as_bytes());
            let response = Response::new(http_status, &headers, bytes);
            let read = reading(py, bytes, || self.0.read_created(target, &response, now.0)).or_raise(py)?;
            Ok(Observation::lazy(py, body.0.unbind(), &read))
        })
    }

    /// The request for one page of a list. `Misuse` for a filter that the provider lacks.
    #[pyo3(signature = (listing, *, now))]
    fn list(&self, py: Python<'_>, listing: &Bound<'_, Listing>, now: Instant) -> PyResult<Request> {
        guard(|| self.0.list(&listing.get().0, now.0).or_raise(py).map(Request))
    }

    /// Reads one page of a list, with the listing that it was asked with. Its `next` is a complete listing.
    #[pyo3(signature = (listing, http_status, headers, body, *, now))]
    fn parse_page<'py>(
        &self,
        py: Python<'py>,
        listing: &Bound<'py, Listing>,
        http_status: u16,
        headers: Headers<'py>,
        body: Body<'py>,
        now: Instant,
    ) -> PyResult<Page> {
        guard(|| {
            let (listing, headers, bytes) = (&listing.get().0, headers.pairs(), body.0.as_bytes());
            let response = Response::new(http_status, &headers, bytes);
            let read = reading(py, bytes, || self.0.read_page(listing, &response, now.0)).or_raise(py)?;
            Page::of(py, &body.0, read)
        })
    }

    /// The request that carries out a command of `profile.commands` on `target`; `fields` is a mapping or JSON text. Its
    /// answer is read with `parse` and the same target.
    ///
    /// A refund is a subject of its own, so the target of one that is to be names the payment in its `reference`.
    #[pyo3(signature = (name, target=None, fields=None, *, now))]
    fn command(
        &self,
        py: Python<'_>,
        name: &str,
        target: Option<Asked<'_, '_>>,
        fields: Option<&Bound<'_, PyAny>>,
        now: Instant,
    ) -> PyResult<Request> {
        guard(|| {
            let none = paystate::Target::default();
            let fields =
                fields.map_or_else(|| Ok(Json::object([])), |fields| json::write(fields, "fields"))?;
            let target = target.as_ref().map_or(&none, Asked::core);
            self.0.command(name, target, &fields, now.0).or_raise(py).map(Request)
        })
    }

    /// The request for the history of `target`. `Misuse` where the provider keeps none.
    #[pyo3(signature = (target, *, now))]
    fn timeline(&self, py: Python<'_>, target: Asked<'_, '_>, now: Instant) -> PyResult<Request> {
        guard(|| self.0.timeline(target.core(), now.0).or_raise(py).map(Request))
    }

    /// Reads the history of `target`. Judge by its newest event only.
    #[pyo3(signature = (target, http_status, headers, body, *, now))]
    fn parse_timeline<'py>(
        &self,
        py: Python<'py>,
        target: Asked<'_, 'py>,
        http_status: u16,
        headers: Headers<'py>,
        body: Body<'py>,
        now: Instant,
    ) -> PyResult<Timeline> {
        guard(|| {
            let (target, headers, bytes) = (target.core(), headers.pairs(), body.0.as_bytes());
            let response = Response::new(http_status, &headers, bytes);
            let read = reading(py, bytes, || self.0.parse_timeline(target, &response, now.0)).or_raise(py)?;
            Timeline::of(py, read)
        })
    }

    /// The request for an access token. `Misuse` where the provider lends none.
    #[pyo3(signature = (*, now))]
    fn authorize(&self, py: Python<'_>, now: Instant) -> PyResult<Request> {
        guard(|| self.0.authorize(now.0).or_raise(py).map(Request))
    }

    /// Reads the answer to `authorize`.
    #[pyo3(signature = (http_status, headers, body, *, now))]
    fn parse_token(
        &self,
        py: Python<'_>,
        http_status: u16,
        headers: Headers<'_>,
        body: Body<'_>,
        now: Instant,
    ) -> PyResult<Token> {
        guard(|| {
            let headers = headers.pairs();
            let response = Response::new(http_status, &headers, body.0.as_bytes());
            self.0.parse_token(&response, now.0).or_raise(py).map(Token)
        })
    }

    /// The same account with another access token. `Misuse` where the provider knows none.
    fn with_token(&self, py: Python<'_>, token: &Bound<'_, Token>) -> PyResult<Self> {
        guard(|| self.0.with_token(&token.get().0).or_raise(py).map(Self))
    }

    /// A live stream of `targets`, not open yet: connect to its `url`, and hand what happens to `stream_step`.
    fn stream(&self, py: Python<'_>, targets: &Bound<'_, PyAny>) -> PyResult<Stream> {
        guard(|| {
            let targets =
                targets.try_iter()?.map(|target| Ok(target?.extract::<Asked<'_, '_>>()?.core().clone()));
            self.0.stream(targets.collect::<PyResult<Vec<_>>>()?).or_raise(py).map(Stream)
        })
    }

    /// Takes one event of a live stream: what to send, what was seen, what to query, when to wake or to connect again.
    ///
    /// `event` is `open`, `tick` (`wake_at` has come), `close` (or it could not be opened), or `frame` with the frame's text.
    #[pyo3(signature = (stream, event, frame=None, *, now))]
    fn stream_step(
        &self,
        py: Python<'_>,
        stream: &Bound<'_, Stream>,
        event: &str,
        frame: Option<&str>,
        now: Instant,
    ) -> PyResult<StreamStep> {
        guard(|| {
            let event = stream::event(event, frame)?;
            StreamStep::of(py, self.0.stream_step(stream.get().0.clone(), event, now.0).or_raise(py)?)
        })
    }

    /// Verifies a webhook and reads every event in it. Nothing of the body is looked at before the signature fits.
    ///
    /// `path` is the path and query string that it came to, for schemes that sign them; it goes before the account's setting.
    /// `Unauthentic` where the signature does not fit, with the reply to give; `Misuse` where the account has no secret.
    #[pyo3(signature = (headers, body, *, now, path=None))]
    fn receive(
        &self,
        py: Python<'_>,
        headers: Headers<'_>,
        body: Body<'_>,
        now: Instant,
        path: Option<&str>,
    ) -> PyResult<Receipt> {
        guard(|| {
            let (headers, bytes) = (headers.pairs(), body.0.as_bytes());
            let webhook = Webhook { path, ..Webhook::new(&headers, bytes) };
            let read = reading(py, bytes, || self.0.read_webhook(&webhook, now.0)).or_raise(py)?;
            Receipt::of(py, &body.0, &read)
        })
    }

    /// Signs `body` at `now` as the provider would, for the caller's own tests: the headers of such a webhook.
    #[pyo3(signature = (body, *, now))]
    fn sign_webhook<'py>(
        &self,
        py: Python<'py>,
        body: Body<'py>,
        now: Instant,
    ) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let (signed, headers) =
                (self.0.sign_webhook(body.0.as_bytes(), now.0).or_raise(py)?, PyDict::new(py));
            signed.headers.iter().try_for_each(|(name, value)| headers.set_item(name, value))?;
            Ok(headers)
        })
    }

    /// Reads the URL that the payer came back to. It is unsigned: a hint to ask the provider, and never a proof.
    fn parse_redirect(&self, py: Python<'_>, url: &str) -> PyResult<Observation> {
        guard(|| Ok(Observation::owned(py, self.0.parse_redirect(url).or_raise(py)?)))
    }

    /// The URL that the provider would send the payer back to from `url`: for the caller's own tests.
    fn build_redirect(&self, py: Python<'_>, url: &str, seen: &Bound<'_, Observation>) -> PyResult<String> {
        guard(|| self.0.build_redirect(url, &seen.get().whole(py)).or_raise(py))
    }

    /// The record to store: for an `Order`, created at `now`, before it is sent; or for a payment that was made elsewhere, from
    /// the first `Observation` of it.
    ///
    /// From an observation, what was asked is taken from its own amount, so set `asked` with `Payment.replace` where you know
    /// better. The record is `pending` until `advance` is given the same observation, so that the action is not lost.
    #[pyo3(signature = (order_or_seen, *, now))]
    fn open(&self, py: Python<'_>, order_or_seen: &Bound<'_, PyAny>, now: Instant) -> PyResult<Payment> {
        guard(|| match (order_or_seen.cast::<Order>(), order_or_seen.cast::<Observation>()) {
            (Ok(order), _) => self.0.open_order(&order.get().0, now.0).or_raise(py).map(Payment),
            (_, Ok(seen)) => self.0.open_seen(&seen.get().judged(py), now.0).or_raise(py).map(Payment),
            (Err(_), Err(_)) => Err(PyTypeError::new_err("an Order or an Observation is needed")),
        })
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(format!("Account({})", PyString::new(py, self.0.profile().name).repr()?)))
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<()> {
        guard(|| plain::refuse_pickle(slf))
    }
}
