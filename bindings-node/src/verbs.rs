//! What is called now and then: accounts, requests, and all that comes as one JSON form and leaves as another.

use chrono::{DateTime, Utc};
use napi_derive::napi;
use paystate::{
    Account, Extra, Json, Listing, MisuseReason, Observation, Order, Payment, Request, State, Stream,
    StreamEvent, Subject, Target, Token, explain as explain_word, providers as profiles,
};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::desk::{Handle, Room, account, instant, number, with_room};
use crate::guard::{Trouble, argument, guard};

/// Makes an account from names and values, one behind the other, and gives it a number.
#[napi]
pub fn open(provider: String, options: Vec<String>) -> napi::Result<u32> {
    with_room(|room| {
        let options: Vec<Zeroizing<String>> = options.into_iter().map(Zeroizing::new).collect();
        let pairs = options.chunks_exact(2).filter_map(|pair| match pair {
            [name, value] => Some((name.to_string(), value.clone())),
            _ => None,
        });
        let options: Vec<(String, Zeroizing<String>)> = pairs.collect();
        let account = Account::new(&provider, named(&options))?;
        Ok(room.keep(Handle { account, provider, options }))
    })
}

fn named(options: &[(String, Zeroizing<String>)]) -> impl Iterator<Item = (&str, &str)> {
    options.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Drops an account, which wipes its keys.
#[napi]
pub fn close(number: u32) -> napi::Result<()> {
    with_room(|room| {
        if let Some(slot) = room.accounts.get_mut(number as usize) {
            *slot = None;
        }
        Ok(())
    })
}

impl Room {
    /// Puts an account into the first free place.
    fn keep(&mut self, handle: Handle) -> u32 {
        let free = self.accounts.iter().position(Option::is_none);
        let place = free.unwrap_or_else(|| {
            self.accounts.push(None);
            self.accounts.len() - 1
        });
        if let Some(slot) = self.accounts.get_mut(place) {
            *slot = Some(handle);
        }
        number(place)
    }
}

/// Makes the same account with another access token.
#[napi]
pub fn with_token(number: u32, access_token: String, expires_at: Option<f64>) -> napi::Result<u32> {
    with_room(|room| {
        let Handle { provider, options, .. } = account(&room.accounts, number)?;
        let token = Token::new(access_token, expires_at.map(|ms| instant("expiresAt", ms)).transpose()?);
        let account = Account::new(provider, named(options))?.with_token(&token)?;
        let handle = Handle { account, provider: provider.clone(), options: options.clone() };
        Ok(room.keep(handle))
    })
}

/// Runs `body` with an account.
fn with_account<T>(number: u32, body: impl FnOnce(&Account) -> Result<T, Trouble>) -> napi::Result<T> {
    with_room(|room| body(&account(&room.accounts, number)?.account))
}

/// A request as JSON, and what of it must not print, which is the core's to say.
fn of_request(request: &Request) -> String {
    let headers: Vec<(&str, &str)> = request.headers().collect();
    let printed = format!("{request:?}");
    let is_hidden = |text: &str| !printed.contains(text);
    let hidden = headers.iter().filter(|pair| is_hidden(&format!("{pair:?}")));
    json!({
        "method": request.method(),
        "url": request.url(),
        "headers": headers,
        "body": request.body(),
        "hiddenHeaders": hidden.map(|(name, _)| name).collect::<Vec<_>>(),
        "hidesBody": request.body().is_some_and(|body| is_hidden(&format!("{body:?}"))),
    })
    .to_string()
}

/// The request that asks for a target.
#[napi]
pub fn query(number: u32, target: String, now: f64) -> napi::Result<String> {
    with_account(number, |account| {
        Ok(of_request(
            &account.query(&argument("target", Target::from_json(&target))?, instant("now", now)?)?,
        ))
    })
}

/// The request that makes an order; its objects come as their exact text.
#[napi]
pub fn create(
    number: u32,
    order: String,
    metadata: Option<String>,
    extra: Option<String>,
    now: f64,
) -> napi::Result<String> {
    with_account(number, |account| {
        let order = read_order(&order, metadata, extra)?;
        Ok(of_request(&account.create(&order, instant("now", now)?)?))
    })
}

fn read_order(order: &str, metadata: Option<String>, extra: Option<String>) -> Result<Order, Trouble> {
    let object = |field, text: Option<String>| {
        let invalid = |_| Trouble::Given(field, MisuseReason::Invalid);
        text.map(|text| Json::parse(&text).map_err(invalid)).transpose()
    };
    let mut order = argument("order", Order::from_json(order))?;
    order.metadata = object("metadata", metadata)?;
    order.extra = object("extra", extra)?;
    Ok(order)
}

/// The request for a page.
#[napi]
pub fn list(number: u32, listing: String, now: f64) -> napi::Result<String> {
    with_account(number, |account| {
        Ok(of_request(
            &account.list(&argument("listing", Listing::from_json(&listing))?, instant("now", now)?)?,
        ))
    })
}

/// The request for a history.
#[napi]
pub fn timeline(number: u32, target: String, now: f64) -> napi::Result<String> {
    with_account(number, |account| {
        Ok(of_request(
            &account.timeline(&argument("target", Target::from_json(&target))?, instant("now", now)?)?,
        ))
    })
}

/// The request that carries out a command.
#[napi]
pub fn command(number: u32, name: String, target: String, fields: String, now: f64) -> napi::Result<String> {
    with_account(number, |account| {
        let target = argument("target", Target::from_json(&target))?;
        let fields = argument("fields", Json::parse(&fields))?;
        Ok(of_request(&account.command(&name, &target, &fields, instant("now", now)?)?))
    })
}

/// The request for an access token.
#[napi]
pub fn authorize(number: u32, now: f64) -> napi::Result<String> {
    with_account(number, |account| Ok(of_request(&account.authorize(instant("now", now)?)?)))
}

/// Reads the URL that the payer came back to.
#[napi]
pub fn parse_redirect(number: u32, url: String) -> napi::Result<String> {
    with_account(number, |account| Ok(of_observation(account.parse_redirect(&url)?)))
}

/// The URL that the provider would send the payer back to.
#[napi]
pub fn build_redirect(number: u32, url: String, seen: String) -> napi::Result<String> {
    with_account(number, |account| {
        Ok(account.build_redirect(&url, &argument("seen", Observation::from_json(&seen))?)?)
    })
}

/// The names and values of the headers that the provider would sign a body with.
#[napi]
pub fn sign_webhook(number: u32, body: &[u8], now: f64) -> napi::Result<String> {
    with_account(number, |account| {
        Ok(json!(account.sign_webhook(body, instant("now", now)?)?.headers).to_string())
    })
}

/// The record of an order.
#[napi]
pub fn open_order(
    number: u32,
    order: String,
    metadata: Option<String>,
    extra: Option<String>,
    now: f64,
) -> napi::Result<String> {
    with_account(number, |account| {
        let order = read_order(&order, metadata, extra)?;
        Ok(account.open_order(&order, instant("now", now)?)?.to_json())
    })
}

/// The record of what was seen.
#[napi]
pub fn open_seen(number: u32, seen: String, now: f64) -> napi::Result<String> {
    with_account(number, |account| {
        Ok(account
            .open_seen(&argument("seen", Observation::from_json(&seen))?, instant("now", now)?)?
            .to_json())
    })
}

/// A live stream of targets.
#[napi]
pub fn stream(number: u32, targets: Vec<String>) -> napi::Result<String> {
    with_account(number, |account| {
        let read = |json: &String| argument("target", Target::from_json(json));
        let targets = targets.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(account.stream(targets)?.to_json())
    })
}

/// Takes one event of a live stream; a frame comes with its text.
#[napi]
pub fn stream_step(
    number: u32,
    stream: String,
    event: String,
    frame: Option<String>,
    now: f64,
) -> napi::Result<String> {
    with_account(number, |account| {
        let event = match (event.as_str(), &frame) {
            ("open", None) => StreamEvent::Open,
            ("frame", Some(frame)) => StreamEvent::Frame(frame),
            ("tick", None) => StreamEvent::Tick,
            ("close", None) => StreamEvent::Close,
            _ => return Err(Trouble::Broken),
        };
        let step = account.stream_step(
            argument("stream", Stream::from_json(&stream))?,
            event,
            instant("now", now)?,
        )?;
        let ms = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_millis());
        let told = json!({
            "send": step.send,
            "query": step.query,
            "observations": step.observations.into_iter().map(of_observation).collect::<Vec<_>>(),
            "wakeAt": ms(step.wake_at),
            "reconnectAt": ms(step.reconnect_at),
        });
        Ok(format!(r#"{{"stream":{},"told":{told}}}"#, step.stream.to_json()))
    })
}

/// What a status word means.
#[napi]
pub fn explain(provider: String, subject: String, word: String) -> napi::Result<String> {
    guard(|| {
        let subject: Subject = subject.parse()?;
        let explained = explain_word(&provider, subject, &word)?;
        let told = json!({
            "status": explained.status.map(State::as_str),
            "known": explained.known,
            "stopsPolling": explained.stops_polling,
            "mayStillChange": explained.may_still_change,
        });
        Ok(told.to_string())
    })
}

/// What each provider can do.
#[napi]
pub fn providers() -> napi::Result<String> {
    guard(|| {
        let profiles: Vec<Value> = profiles()
            .map(|profile| {
                json!({
                    "name": profile.name,
                    "environments": profile.environments.iter().map(|&(name, url)| json!({"name": name, "url": url})).collect::<Vec<_>>(),
                    "options": profile.options.iter().map(|option| json!({
                        "name": option.name,
                        "kind": option.kind,
                        "default": Some(option.default).filter(|default| !default.is_empty()),
                        "meaning": option.meaning,
                    })).collect::<Vec<_>>(),
                    "verbs": profile.verbs,
                    "queried": profile.queried,
                    "commands": profile.commands,
                    "webhookScheme": profile.webhook_scheme,
                    "anyCase": profile.any_case,
                    "words": profile.table.iter().map(|row| json!({
                        "word": row.word,
                        "subject": row.state.subject(),
                        "status": row.state.as_str(),
                        "origin": row.origin,
                    })).collect::<Vec<_>>(),
                    "figures": profile.figures.iter().map(|figure| json!({
                        "name": figure.name,
                        "value": figure.value,
                        "origin": figure.origin,
                        "source": figure.source,
                    })).collect::<Vec<_>>(),
                })
            })
            .collect();
        Ok(Value::Array(profiles).to_string())
    })
}

/// What was seen, with the provider's other fields as their exact text.
fn of_observation(mut seen: Observation) -> String {
    let extra = serde_json::to_string(&seen.extra).unwrap_or_default();
    seen.extra = Extra::default();
    format!(r#"{{"told":{},"extra":{}}}"#, seen.to_json(), Value::String(extra))
}

/// Reads one of our JSON forms, and writes it as the core does. A text is a caller's own, and can be malformed; what is
/// wrong with a form that was written of an argument is misuse of it.
#[napi]
pub fn normalize(form: String, text: String, is_argument: bool) -> napi::Result<String> {
    guard(|| match (form.as_str(), is_argument) {
        ("payment", false) => Ok(Payment::from_json(&text)?.to_json()),
        ("payment", true) => Ok(argument("payment", Payment::from_json(&text))?.to_json()),
        ("observation", false) => Ok(of_observation(Observation::from_json(&text)?)),
        ("observation", true) => Ok(of_observation(argument("observation", Observation::from_json(&text))?)),
        _ => Err(Trouble::Broken),
    })
}
