//! The jobs: each gives a public verb what a vector gives, and reads its fields back.

use base64ct::{Base64, Encoding};
use paystate::{
    Account, Error, Json, Observation, Payment, Response, State, StreamEvent, Subject, Target, TimeFormat,
    Timestamp, Webhook, Window, explain,
};
use serde_json::{Value, json};

use crate::plain;

type Job = fn(&str, &Value) -> Result<Value, Error>;

/// Every job that this runner knows, by its name.
pub const JOBS: &[(&str, Job)] = &[
    ("query", query),
    ("parse", parse),
    ("create", create),
    ("parse_created", parse_created),
    ("list", list),
    ("page", page),
    ("timeline", timeline),
    ("stream", stream),
    ("token", token),
    ("webhook", webhook),
    ("config", config),
    ("command", command),
    ("redirect", redirect),
    ("redirect_url", redirect_url),
    ("explain", explain_word),
    ("core/advance", advance),
    ("core/schedule", schedule),
    ("core/plan", plan),
    ("core/record", record),
    ("core/observation", observation),
    ("core/time", time),
    ("core/money", money),
];

/// Runs one case: what the verb gave back, an error as data too. `None` for a job that nobody knows.
#[must_use]
pub fn run(job: &str, provider: &str, given: &Value) -> Option<Value> {
    let (_, job) = JOBS.iter().find(|(name, _)| *name == job)?;
    Some(job(provider, given).unwrap_or_else(|error| plain::of_error(&error)))
}

/// The account that a case gives.
pub fn account(provider: &str, given: &Value) -> Result<Account, Error> {
    Account::new(provider, plain::options(&given["account"]))
}

/// The bytes of `body` or `body_base64`.
#[must_use]
pub fn body(message: &Value) -> Vec<u8> {
    match (message["body"].as_str(), message["body_base64"].as_str()) {
        (_, Some(text)) => Base64::decode_vec(text).expect("base64"),
        (Some(text), None) => text.as_bytes().to_vec(),
        (None, None) => Vec::new(),
    }
}

/// The headers of a response or of a webhook.
#[must_use]
pub fn headers(message: &Value) -> Vec<(&str, &[u8])> {
    let pairs = message["headers"].as_array().into_iter().flatten();
    pairs
        .map(|pair| {
            let text = |i: usize| pair[i].as_str().expect("headers are text");
            (text(0), text(1).as_bytes())
        })
        .collect()
}

/// Hands the response of a case to `read`.
fn with_response<T>(given: &Value, read: impl FnOnce(&Response<'_>) -> T) -> T {
    let response = &given["response"];
    let status = response["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let (headers, body) = (headers(response), body(response));
    read(&Response::new(status.expect("an HTTP status"), &headers, &body))
}

fn query(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let request = account.query(&plain::target(&given["target"]), plain::instant(&given["now"]))?;
    Ok(plain::of_request(&request))
}

fn parse(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let (target, now) = (plain::target(&given["target"]), plain::instant(&given["now"]));
    let seen = with_response(given, |response| account.parse(&target, response, now))?;
    Ok(json!({"observation": plain::of_observation(&seen)}))
}

fn create(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let request = account.create(&plain::order(&given["order"])?, plain::instant(&given["now"]))?;
    Ok(plain::of_request(&request))
}

fn parse_created(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let (target, now) = (plain::target(&given["target"]), plain::instant(&given["now"]));
    let seen = with_response(given, |response| account.parse_created(&target, response, now))?;
    Ok(json!({"observation": plain::of_observation(&seen)}))
}

fn list(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let request = account.list(&plain::listing(&given["listing"]), plain::instant(&given["now"]))?;
    Ok(plain::of_request(&request))
}

fn page(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let (listing, now) = (plain::listing(&given["listing"]), plain::instant(&given["now"]));
    let page = with_response(given, |response| account.parse_page(&listing, response, now))?;
    Ok(plain::of_page(&page))
}

fn timeline(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let (target, now) = (plain::target(&given["target"]), plain::instant(&given["now"]));
    let timeline = with_response(given, |response| account.parse_timeline(&target, response, now))?;
    Ok(json!({"events": timeline.events.iter().map(plain::of_event).collect::<Vec<_>>()}))
}

fn stream(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let targets = given["targets"].as_array().expect("targets").iter().map(plain::target).collect();
    let mut stream = account.stream(targets)?;
    let url = stream.url.clone();
    let mut steps = Vec::new();
    for line in given["script"].as_array().expect("a script") {
        let event = match (&line["open"], &line["tick"], &line["close"]) {
            (Value::Bool(true), _, _) => StreamEvent::Open,
            (_, Value::Bool(true), _) => StreamEvent::Tick,
            (_, _, Value::Bool(true)) => StreamEvent::Close,
            _ => StreamEvent::Frame(line["frame"].as_str().expect("a frame")),
        };
        let step = account.stream_step(stream, event, plain::instant(&line["at"]))?;
        steps.push(plain::of_step(&step));
        stream = step.stream;
    }
    Ok(json!({"url": url, "steps": steps}))
}

/// The request, or where there is a response, what it says.
fn token(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let now = plain::instant(&given["now"]);
    if given["response"].is_null() {
        return Ok(plain::of_request(&account.authorize(now)?));
    }
    let token = with_response(given, |response| account.parse_token(response, now))?;
    Ok(
        json!({"access_token": token.access_token(), "expires_at": plain::time(token.expires_at), "renew_at": plain::time(token.renew_at)}),
    )
}

fn webhook(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let (headers, body) = (headers(given), body(given));
    let mut webhook = Webhook::new(&headers, &body);
    webhook.path = given["path"].as_str();
    Ok(plain::of_receipt(&account.receive(&webhook, plain::instant(&given["now"]))?))
}

fn config(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let fields: Json = json!({"key": given["key"], "value": given["value"]}).to_string().parse()?;
    let now = plain::instant(&given["now"]);
    Ok(plain::of_request(&account.command("configure", &Target::default(), &fields, now)?))
}

fn command(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let name = given["name"].as_str().expect("a command has a name");
    let fields = if given["fields"].is_null() { json!({}) } else { given["fields"].clone() };
    let fields: Json = fields.to_string().parse()?;
    let target = plain::target(&given["target"]);
    Ok(plain::of_request(&account.command(name, &target, &fields, plain::instant(&given["now"]))?))
}

fn redirect(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let seen = account.parse_redirect(given["url"].as_str().expect("a URL"))?;
    Ok(json!({"observation": plain::of_observation(&seen)}))
}

fn redirect_url(provider: &str, given: &Value) -> Result<Value, Error> {
    let account = account(provider, given)?;
    let mut seen = plain::seen(&given["observation"]);
    let observation = &given["observation"];
    seen.network = plain::text(&observation["network"]);
    seen.transaction = plain::text(&observation["transaction"]);
    seen.completed_at = plain::optional_instant(&observation["completed_at"]);
    let url = account.build_redirect(given["url"].as_str().expect("a URL"), &seen)?;
    Ok(json!({"url": url}))
}

fn explain_word(_: &str, given: &Value) -> Result<Value, Error> {
    let word = |name: &str| given[name].as_str().expect("words are text");
    let subject = Subject::from_word(word("subject")).expect("a subject");
    let explained = explain(word("provider"), subject, word("word"))?;
    Ok(json!({
        "status": explained.status.map(State::as_str),
        "known": explained.known,
        "stops_polling": explained.stops_polling,
        "may_still_change": explained.may_still_change,
    }))
}

fn advance(_: &str, given: &Value) -> Result<Value, Error> {
    let now = plain::instant(&given["now"]);
    let mut payment = plain::payment(&given["payment"]);
    let (mut steps, mut verdicts, mut actions) = (Vec::new(), Vec::new(), Vec::new());
    let (mut held, mut poll_at, mut whys) = (Vec::new(), Vec::new(), Vec::new());
    for seen in given["observations"].as_array().expect("observations") {
        let progress = payment.advance(&plain::seen(seen), now);
        steps.push(progress.step.as_str());
        verdicts.push(progress.verdict.as_str());
        actions.push(progress.action.as_str());
        whys.push(progress.why.as_str());
        held.push(progress.held.map(|sum| json!({"value": sum.value.to_string(), "currency": sum.currency})));
        poll_at.push(progress.poll_at.map(|at| at.to_rfc3339()));
        payment = progress.payment;
    }
    Ok(json!({
        "status": payment.status.as_str(),
        "steps": steps,
        "verdicts": verdicts,
        "actions": actions,
        "whys": whys,
        "held": held,
        "poll_at": poll_at,
        "fulfilled": payment.fulfilled,
        "released": payment.released,
        "reversed": payment.reversed,
    }))
}

fn schedule(_: &str, given: &Value) -> Result<Value, Error> {
    let window = &given["window"];
    let seconds = |name: &str| window[name].as_i64().expect("whole seconds");
    let window = Window::new(plain::instant(&window["created_at"]), seconds("window_s"), seconds("grace_s"))?;
    Ok(plain::of_schedule(&window.at(plain::instant(&given["now"]))))
}

fn plan(_: &str, given: &Value) -> Result<Value, Error> {
    let payment = plain::payment(&given["payment"]);
    let not_before = plain::optional_instant(&given["not_before"]);
    Ok(plain::of_schedule(&payment.schedule(plain::instant(&given["now"]), not_before)))
}

fn record(_: &str, given: &Value) -> Result<Value, Error> {
    Ok(stored(&Payment::from_json(&stored_text(given))?.to_json()))
}

fn observation(_: &str, given: &Value) -> Result<Value, Error> {
    Ok(stored(&Observation::from_json(&stored_text(given))?.to_json()))
}

/// The stored form of a case: as JSON, or as text where a parser of JSON would change it.
fn stored_text(given: &Value) -> String {
    let json = &given["json"];
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}

fn stored(text: &str) -> Value {
    json!({"json": serde_json::from_str::<Value>(text).expect("what is stored is JSON"), "text": text})
}

fn time(_: &str, given: &Value) -> Result<Value, Error> {
    let format = match given["format"].as_str() {
        Some("epoch_s") => TimeFormat::EpochSeconds,
        Some("epoch_ms") => TimeFormat::EpochMilliseconds,
        _ => TimeFormat::Auto,
    };
    let json = given["text"]
        .as_str()
        .map_or_else(|| given["number"].to_string().parse(), |text| Ok(Json::string(text)))?;
    Ok(match json.to_timestamp(format)? {
        Timestamp::Instant(at) => json!({"instant": at.to_rfc3339()}),
        Timestamp::Local(at) => json!({"local": at.format("%Y-%m-%dT%H:%M:%S").to_string()}),
        Timestamp::Date(day) => json!({"date": day.to_string()}),
    })
}

fn money(_: &str, given: &Value) -> Result<Value, Error> {
    let json: Json = given["json"].as_str().expect("JSON as text").parse()?;
    let digits = given["digits"].as_u64().map(|digits| u32::try_from(digits).expect("few digits"));
    Ok(json!({"value": json.to_decimal(digits)?.to_string()}))
}

#[cfg(test)]
mod tests {
    use paystate::{Payment, Status};

    use super::{account, plain, with_response};
    use crate::files;

    /// What judging looks at is all that it needs, for every answer of every provider and every recorded status.
    #[test]
    fn a_judged_reading_judges_as_the_whole_does() {
        let mut compared = 0;
        for file in files().iter().filter(|file| file.job() == "parse") {
            let provider = file.json["provider"].as_str().expect("a provider");
            for given in file.cases().iter().map(|case| &case["given"]) {
                let Ok(account) = account(provider, given) else { continue };
                let (target, now) = (plain::target(&given["target"]), plain::instant(&given["now"]));
                let read = with_response(given, |response| {
                    let reading = account.read(&target, response, now).ok()?;
                    Some((reading.to_observation(response.body), reading.to_judged(response.body)))
                });
                let Some((whole, judged)) = read else { continue };
                let opened = account.open_seen(&whole, now).ok();
                assert_eq!(opened, account.open_seen(&judged, now).ok());
                for payment in Status::ALL.iter().map(|&status| Payment::new(status)).chain(opened) {
                    assert_eq!(payment.clone().advance(&whole, now), payment.advance(&judged, now));
                    compared += 1;
                }
            }
        }
        assert!(compared > 1000, "{compared} comparisons are too few to tell");
    }
}
