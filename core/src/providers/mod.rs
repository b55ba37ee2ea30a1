//! The providers: one folder and one line each. They report what a provider said and never judge it.

mod liquido;
mod paydify;
mod payin;
mod pelago;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use chrono::{DateTime, Utc};

use crate::ask::{Order, Target};
use crate::error::{Error, Malformed, MalformedReason, Misuse, MisuseReason};
use crate::http::{Request, Response, Webhook};
use crate::json::{Json, JsonStr, Kind, NodeId};
use crate::observation::{Note, Observation};
use crate::options::Options;
use crate::page::Listing;
use crate::profile::{Profile, Row, state_of};
use crate::reading::{Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::status::State;
use crate::stream::Streaming;
use crate::timeline::Timeline;
use crate::token::Token;
use crate::wire::{Field, Fields};

/// The most characters of a merchant's reference, unless a provider says less.
///
/// ```
/// use paystate::{Account, MAX_REFERENCE, Order, Price};
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let account = Account::new("payin", [("api_key", "k")])?;
/// let order = Order::new("R".repeat(MAX_REFERENCE + 1), Price::new("5", "USDT"));
/// let error = account.create(&order, now).unwrap_err();
/// assert_eq!((error.field(), error.limit()), (Some("reference"), Some(MAX_REFERENCE as u64)));
/// # Ok::<(), paystate::Error>(())
/// ```
pub const MAX_REFERENCE: usize = 255;

/// The most rows of a page.
///
/// ```
/// use paystate::{Listing, MAX_ROWS, Response};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let rows = vec![r#"{"orderId":"o","status":"pending"}"#; MAX_ROWS as usize + 1].join(",");
/// let body = format!(r#"{{"data":[{rows}]}}"#);
/// let response = Response::new(200, &[], body.as_bytes());
/// let error = account.parse_page(&Listing::default(), &response, now).unwrap_err();
/// assert_eq!((error.reason(), error.limit()), (Some("too_many_rows"), Some(MAX_ROWS.into())));
/// # Ok::<(), paystate::Error>(())
/// ```
pub const MAX_ROWS: u32 = 1000;

/// Every provider.
pub(crate) static ALL: &[Entry] = &[pelago::ENTRY, payin::ENTRY, paydify::ENTRY, liquido::ENTRY];

/// A provider: what it can do, and how an account of it is made.
pub(crate) struct Entry {
    pub(crate) profile: &'static Profile,
    pub(crate) open: fn(&Options<'_>) -> Result<Box<dyn Provider>, Error>,
}

/// The provider of that name; `misuse` that lists the known ones.
pub(crate) fn find(name: &str) -> Result<&'static Entry, Error> {
    ALL.iter().find(|entry| entry.profile.name == name).ok_or_else(|| {
        let known: Vec<&'static str> = ALL.iter().map(|entry| entry.profile.name).collect();
        Misuse::new(MisuseReason::UnknownName, "provider").expecting(known).into()
    })
}

/// One page of a list, its rows still in spans and codes; [`Account::parse_page`](crate::Account::parse_page) decodes
/// them.
///
/// ```
/// use paystate::{Listing, Response, State, Status};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = br#"{"data":[{"orderId":"o-1","status":"pending"},{"orderId":"o-2","status":"completed"}]}"#;
/// let page = account.read_page(&Listing::default(), &Response::new(200, &[], body), now)?;
/// let mut paid = page.readings.iter().filter(|row| row.state() == Some(State::Payment(Status::Paid)));
/// // Only the row that counts is decoded.
/// assert_eq!(paid.next().unwrap().to_observation(body).id.as_deref(), Some("o-2"));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PageReading {
    /// The rows.
    pub readings: Vec<Reading>,
    /// What to list next; `None` at the end.
    pub next: Option<Listing>,
    /// How many rows there are in all, where the provider says so.
    pub total: Option<u64>,
}

/// Names and values of the headers that a webhook is signed with.
pub(crate) type Signed = Vec<(&'static str, String)>;

/// The payment window and the grace after it that an account's orders have, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Windows {
    pub(crate) window_s: i64,
    pub(crate) grace_s: i64,
}

/// An account at a provider. A verb that the provider lacks is `misuse`.
pub(crate) trait Provider: fmt::Debug + Send + Sync {
    fn query(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error>;

    fn create(&self, _order: &Order, _now: DateTime<Utc>) -> Result<Request, Error> {
        Err(lacks("create"))
    }

    fn list(&self, _listing: &Listing, _now: DateTime<Utc>) -> Result<Request, Error> {
        Err(lacks("list"))
    }

    fn timeline(&self, _target: &Target, _now: DateTime<Utc>) -> Result<Request, Error> {
        Err(lacks("timeline"))
    }

    fn read_timeline(
        &self,
        _target: &Target,
        _response: &Response<'_>,
        _now: DateTime<Utc>,
    ) -> Result<Timeline, Error> {
        Err(lacks("timeline"))
    }

    fn command(
        &self,
        name: &str,
        target: &Target,
        fields: &Json,
        now: DateTime<Utc>,
    ) -> Result<Request, Error>;

    fn read(
        &self,
        asked: Asked,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error>;

    fn read_page(
        &self,
        _listing: &Listing,
        _response: &Response<'_>,
        _now: DateTime<Utc>,
    ) -> Result<PageReading, Error> {
        Err(lacks("list"))
    }

    fn receive(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<ReceiptReading, Error>;

    /// The headers that the provider would sign `body` with.
    fn sign_webhook(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error>;

    fn read_redirect(&self, _url: &str) -> Result<Observation, Error> {
        Err(lacks("redirect"))
    }

    fn build_redirect(&self, _url: &str, _seen: &Observation) -> Result<String, Error> {
        Err(lacks("redirect"))
    }

    fn authorize(&self, _now: DateTime<Utc>) -> Result<Request, Error> {
        Err(lacks("authorize"))
    }

    fn read_token(&self, _response: &Response<'_>, _now: DateTime<Utc>) -> Result<Token, Error> {
        Err(lacks("authorize"))
    }

    /// The same account with another access token.
    fn with_token(&self, _token: &Token) -> Result<Box<dyn Provider>, Error> {
        Err(lacks("authorize"))
    }

    fn streaming(&self) -> Result<&dyn Streaming, Error> {
        Err(lacks("stream"))
    }

    fn windows(&self) -> Option<Windows>;

    /// The windows of an order that is about to be made, where it can name its own.
    fn windows_of(&self, _order: &Order) -> Option<Windows> {
        self.windows()
    }
}

/// The provider has no such verb.
fn lacks(verb: &'static str) -> Error {
    Misuse::new(MisuseReason::Unsupported, verb).into()
}

/// No command has this name.
fn unknown_command(profile: &'static Profile) -> Error {
    Misuse::new(MisuseReason::UnknownName, "name").expecting(profile.commands).into()
}

/// Sets the state that `word` has in the vocabulary of the reading's subject, or notes that it has none.
fn translate(reading: &mut Reading, table: &[Row], word: JsonStr<'_>) {
    reading.state = state_of(table, reading.subject, |row| word.is(row));
    if reading.state.is_none() {
        reading.note(Note::UnknownStatus);
    }
}

/// Sets the state of an event whose type tells `told`; a status word in its data goes before it.
fn translate_event(reading: &mut Reading, table: &[Row], word: Option<JsonStr<'_>>, told: State) {
    let Some(word) = word else {
        reading.state = Some(told);
        reading.note(Note::StatusFromEvent);
        return;
    };
    translate(reading, table, word);
    if reading.state.is_some_and(|said| said != told) {
        reading.note(Note::EventStatusMismatch);
    }
}

/// What `read` makes of each element of the array `field`: at most [`MAX_ROWS`], and objects all.
fn read_rows<T>(
    fields: &Fields<'_>,
    field: Field,
    mut read: impl FnMut(NodeId) -> Result<T, Malformed>,
) -> Result<Vec<T>, Malformed> {
    let (doc, rows) = (fields.doc, fields.node(field).ok_or_else(|| field.missing())?);
    if doc.kind(rows) != Kind::Array {
        return Err(fields.wrong_type(field));
    }
    if doc.count(rows) > MAX_ROWS {
        return Err(Malformed::new(MalformedReason::TooManyRows).limit(MAX_ROWS.into()));
    }
    let read: Vec<T> = doc.children(rows).map(|row| read(doc.object(row)?)).collect::<Result<_, _>>()?;
    // Elements that are no objects are not in the table of the body.
    if read.len() == doc.count(rows) as usize { Ok(read) } else { Err(fields.wrong_type(field)) }
}
