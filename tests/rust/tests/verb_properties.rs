//! Whatever comes, and at whatever moment: no verb of any provider panics, what is signed is received, and what was
//! changed by one bit is not.

mod support;

use chrono::{DateTime, Datelike, Utc};
use paystate::{
    Account, ErrorKind, HeaderPair, Json, Listing, Observation, Order, Payment, Price, Response,
    SignedWebhook, Source, StreamEvent, Subject, Target, Verb, Webhook,
};
use paystate_vectors::files;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use support::{accounts, any_moment, config, edited, edits, now, value};

/// Headers of `sign_webhook` that nothing is proved by.
const UNSIGNED: &[&str] = &["Content-Type"];
/// An algorithm's name as it stands in a header.
const ALGORITHM: &str = "HmacSHA256";

/// What the vectors of `jobs` give under `pointer`.
fn given(jobs: &[&str], pointer: &str) -> Vec<String> {
    let files = files();
    let cases = files.iter().filter(|file| jobs.contains(&file.job())).flat_map(|file| file.cases());
    let found: Vec<String> =
        cases.filter_map(|case| Some(case.pointer(pointer)?.as_str()?.to_owned())).collect();
    assert!(!found.is_empty(), "no vector of {jobs:?} has {pointer}");
    found
}

/// Bodies: those of the vectors with something broken in them, values of any shape, and nonsense.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let mut seeds = given(&["parse", "parse_created", "page", "timeline", "token"], "/given/response/body");
    seeds.extend(given(&["webhook"], "/given/body"));
    prop_oneof![
        4 => (select(seeds), edits()).prop_map(|(seed, edits)| edited(seed.into_bytes(), &edits)),
        2 => (value(), value()).prop_map(|(a, b)| {
            json!({"status": "pending", "type": "order.expired", "id": a, "data": b}).to_string().into_bytes()
        }),
        1 => value().prop_map(|value: Value| value.to_string().into_bytes()),
        1 => vec(any::<u8>(), 0..80),
    ]
}

fn url() -> impl Strategy<Value = String> {
    let seeds = given(&["redirect"], "/given/url");
    let broken = (select(seeds), edits())
        .prop_map(|(seed, edits)| String::from_utf8_lossy(&edited(seed.into_bytes(), &edits)).into_owned());
    prop_oneof![3 => broken, 1 => any::<String>()]
}

/// Frames: those of the vectors with something broken in them, and nonsense.
fn frame() -> impl Strategy<Value = String> {
    let files = files();
    let streams = files.iter().filter(|file| file.job() == "stream").flat_map(|file| file.cases());
    let lines = streams.filter_map(|case| case.pointer("/given/script")?.as_array()).flatten();
    let seeds: Vec<String> = lines.filter_map(|line| Some(line["frame"].as_str()?.to_owned())).collect();
    let broken = (select(seeds), edits())
        .prop_map(|(seed, edits)| String::from_utf8_lossy(&edited(seed.into_bytes(), &edits)).into_owned());
    prop_oneof![3 => broken, 1 => any::<String>()]
}

/// A target of each subject that can be asked about, by the same id.
fn targets(account: &Account) -> Vec<Target> {
    let of = |&subject: &Subject| Target { subject, ..Target::id("o") };
    account.profile().queried.iter().map(of).collect()
}

/// A header of a response or of a webhook: its name is one that somebody looks for, its value is anything.
fn header() -> impl Strategy<Value = (String, Vec<u8>)> {
    let files = files();
    let webhooks = files.iter().filter(|file| file.job() == "webhook").flat_map(|file| file.cases());
    let pairs = webhooks.filter_map(|case| case.pointer("/given/headers")?.as_array()).flatten();
    let mut seeds: Vec<(String, String)> = pairs
        .map(|pair| {
            (pair[0].as_str().expect("a name").to_owned(), pair[1].as_str().expect("text").to_owned())
        })
        .collect();
    seeds.push(("Retry-After".to_owned(), "120".to_owned()));
    seeds.push(("Retry-After".to_owned(), "Sat, 08 Feb 2025 22:31:30 GMT".to_owned()));
    (select(seeds), edits(), option::weighted(0.2, vec(any::<u8>(), 0..20))).prop_map(
        |((name, value), edits, other)| (name, other.unwrap_or_else(|| edited(value.into_bytes(), &edits))),
    )
}

fn pairs(headers: &[(String, Vec<u8>)]) -> Vec<HeaderPair<'_>> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect()
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn no_answer_makes_a_verb_panic(
        body in body(), other in body(), status in prop_oneof![3 => Just(200), 1 => any::<u16>()],
        headers in vec(header(), 0..3), now in any_moment(), later in any_moment(),
    ) {
        let headers = pairs(&headers);
        let response = Response::new(status, &headers, &body);
        for account in accounts() {
            for target in targets(&account) {
                let read = account.read(&target, &response, now);
                let parsed = account.parse(&target, &response, now);
                prop_assert_eq!(read.as_ref().err(), parsed.as_ref().err());
                if let Ok(reading) = read {
                    // Bytes that are not those that were read give wrong texts, and no worse.
                    let _ = reading.to_observation(&other);
                }
                for seen in [parsed, account.parse_created(&target, &response, now)].into_iter().flatten() {
                    follow(&account, &seen, now, later);
                }
                let _ = account.parse_timeline(&target, &response, now);
            }
            for row in account.parse_page(&Listing::default(), &response, now).into_iter().flat_map(|p| p.observations) {
                follow(&account, &row, now, later);
            }
            let token = account.parse_token(&response, now);
            prop_assert!(token.is_err() || account.profile().verbs.contains(&Verb::Authorize));
        }
    }

    #[test]
    fn no_webhook_makes_a_verb_panic(body in body(), headers in vec(header(), 0..4), now in any_moment()) {
        let headers = pairs(&headers);
        for account in accounts() {
            let read = account.receive(&Webhook::new(&headers, &body), now);
            // Nobody signed it, so the body was never looked at.
            prop_assert_eq!(read.err().map(|error| error.kind()), Some(ErrorKind::Unauthentic));
        }
    }

    #[test]
    fn no_frame_makes_a_stream_panic(
        frames in vec(frame(), 0..4), now in any_moment(), later in any_moment(), id in "\\PC{1,20}",
    ) {
        for account in accounts().into_iter().filter(|account| account.profile().verbs.contains(&Verb::Stream)) {
            let Ok(mut stream) = account.stream(vec![Target::id("o"), Target::id(id.as_str())]) else { continue };
            let frames = frames.iter().map(|frame| StreamEvent::Frame(frame));
            for event in [StreamEvent::Open].into_iter().chain(frames).chain([StreamEvent::Tick, StreamEvent::Close]) {
                let step = account.stream_step(stream, event, now).expect("the targets were accepted");
                prop_assert!(step.send.iter().all(|frame| Json::parse(frame).is_ok()));
                for seen in &step.observations {
                    follow(&account, seen, now, later);
                }
                stream = step.stream;
            }
        }
    }

    /// From 1974 on: before, a number of milliseconds is taken for one of seconds.
    #[test]
    fn what_is_signed_is_authentic(body in body(), second in 126_230_400..253_402_300_799_i64, later in any_moment()) {
        let now = DateTime::from_timestamp(second, 0).expect("in the calendar");
        for account in accounts() {
            let Some(signed) = signed(&account, &body, now) else { continue };
            let headers = signed.header_pairs();
            match account.receive(&Webhook::new(&headers, &body), now) {
                Ok(receipt) => {
                    prop_assert!(!receipt.event_id.is_empty());
                    for seen in &receipt.observations {
                        follow(&account, seen, now, later);
                    }
                }
                Err(error) => prop_assert_eq!(error.kind(), ErrorKind::Malformed),
            }
        }
    }

    #[test]
    fn one_bit_of_any_body_breaks_the_signature(body in body(), at in any::<Index>(), bit in 0..8_u8) {
        prop_assume!(!body.is_empty());
        let mut forged = body.clone();
        forged[at.index(body.len())] ^= 1 << bit;
        for account in accounts() {
            let Some(signed) = signed(&account, &body, now()) else { continue };
            let error = account.receive(&Webhook::new(&signed.header_pairs(), &forged), now()).unwrap_err();
            prop_assert_eq!(error.kind(), ErrorKind::Unauthentic);
        }
    }

    #[test]
    fn no_redirect_makes_a_verb_panic(url in url(), now in any_moment(), later in any_moment()) {
        for account in accounts() {
            if let Ok(seen) = account.parse_redirect(&url) {
                follow(&account, &seen, now, later);
            }
            let _ = account.build_redirect(&url, &Observation::new(Subject::Payment, Source::Query));
        }
    }

    /// Nothing that a caller hands on can end a line, leave its path segment, or make a body that is no strict JSON.
    #[test]
    fn what_is_asked_can_be_sent(
        text in any::<String>(), reference in "\\PC{1,20}", digits in "[0-9]{1,6}(\\.[0-9]{1,4})?",
        number in any::<u32>(), now in any_moment(), fields in value(),
    ) {
        let fields = Json::parse(&fields.to_string()).expect("JSON");
        let listing = Listing {
            status: Some(text.clone()), reference: Some(reference.clone()), limit: Some(number % 100),
            page: Some(number), currency: Some(text.clone()), sort_by: Some(text.clone()), ..Listing::default()
        };
        let by_cursor = Listing { cursor: Some(text.clone()), created_from: Some(now), ..Listing::default() };
        let target = Target { id: Some(text.clone()), reference: Some(reference.clone()), ..Target::default() };
        let refund = Target { subject: Subject::Refund, id: None, ..target.clone() };
        let extra = Json::object(["cryptocurrency", "merchantWallet"].map(|name| (name, text.as_str())));
        for account in accounts() {
            let orders = ["USDT", "USD", &text].map(|currency| Order {
                network: Some("tron-nile".to_owned()),
                metadata: Some(Json::object([(text.as_str(), reference.as_str())])),
                extra: Some(extra.clone()),
                ..Order::new(reference.clone(), Price::new(digits.clone(), currency))
            });
            let by_pix = Order {
                network: Some("pix".to_owned()),
                extra: Some(fields.clone()),
                ..Order::new(reference.clone(), Price::new(digits.clone(), "BRL"))
            };
            let created = orders.iter().chain([&by_pix]).map(|order| account.create(order, now));
            let commands = account.profile().commands.iter()
                .flat_map(|name| [&target, &refund].map(|target| account.command(name, target, &fields, now)));
            let asked = [
                account.query(&target, now), account.query(&Target::reference(text.as_str()), now),
                account.list(&listing, now), account.list(&by_cursor, now), account.timeline(&target, now),
            ];
            for request in asked.into_iter().chain(created).chain(commands).flatten() {
                prop_assert!(request.url().bytes().all(|byte| byte.is_ascii_graphic()), "{}", request.url());
                prop_assert!(!request.url().contains("/../") && !request.url().ends_with("/.."));
                prop_assert!(request.headers().all(|(_, value)| value.bytes().all(|byte| (b' '..=b'~').contains(&byte))));
                prop_assert!(request.body().is_none_or(|body| Json::parse(body).is_ok()));
            }
        }
    }
}

/// A signature over any bytes; a scheme that signs text has none for what is no UTF-8.
fn signed(account: &Account, body: &[u8], now: DateTime<Utc>) -> Option<SignedWebhook> {
    let signed = account.sign_webhook(body, now);
    assert!(signed.is_ok() || std::str::from_utf8(body).is_err(), "{signed:?}");
    signed.ok()
}

/// What a caller does with an observation. None of it may panic, at any moment.
fn follow(account: &Account, seen: &Observation, now: DateTime<Utc>, later: DateTime<Utc>) {
    let written = serde_json::to_string(seen).expect("an observation is JSON");
    assert!(serde_json::from_str::<Value>(&written).is_ok(), "{written}");
    let Ok(payment) = account.open_seen(seen, now) else { return };
    let progress = payment.advance(seen, later);
    let schedule = progress.payment.schedule(now, Some(later));
    assert!(schedule.poll_at.is_none_or(|at| at.timestamp_millis() >= later.timestamp_millis()));
    let stored = progress.payment.to_json();
    // A record holds the years 1 to 9999, as every language can.
    if [now, later].iter().all(|at| (1..=9999).contains(&at.year())) {
        assert_eq!(Payment::from_json(&stored).as_ref(), Ok(&progress.payment), "{stored}");
    }
}

/// Every bit of the body and of every header that is signed or signs, one at a time.
#[test]
fn one_bit_breaks_the_signature() {
    let body = br#"{"id":"evt_1","type":"order.expired","data":{"orderId":"ord_1","status":"expired"}}"#;
    for account in accounts() {
        let signed = account.sign_webhook(body, now()).expect("a signature");
        let headers = signed.header_pairs();
        let receive =
            |headers: &[HeaderPair<'_>], body: &[u8]| account.receive(&Webhook::new(headers, body), now());
        let refused = |headers: &[HeaderPair<'_>], body: &[u8]| {
            receive(headers, body).is_err_and(|error| error.kind() == ErrorKind::Unauthentic)
        };
        assert!(!refused(&headers, body));
        for (at, bit) in bits(body) {
            assert!(refused(&headers, &flipped(body, at, bit)), "bit {bit} of byte {at} of the body");
        }
        for (index, (name, value)) in
            headers.iter().enumerate().filter(|(_, (name, _))| !UNSIGNED.contains(name))
        {
            for (at, bit) in bits(value) {
                let forged = flipped(value, at, bit);
                let mut headers = headers.clone();
                headers[index].1 = &forged;
                // A digit of a hexadecimal signature is the same one in either case, and so is the name of an
                // algorithm; nothing else is.
                let digits = value.len().saturating_sub(64);
                let is_digit =
                    value[digits..].iter().all(u8::is_ascii_hexdigit) && (digits..digits + 64).contains(&at);
                let is_algorithm = String::from_utf8_lossy(value)
                    .find(ALGORITHM)
                    .is_some_and(|start| (start..start + ALGORITHM.len()).contains(&at));
                let same = (is_digit || is_algorithm) && forged[at].eq_ignore_ascii_case(&value[at]);
                assert_eq!(refused(&headers, body), !same, "{name}: {}", String::from_utf8_lossy(&forged));
            }
        }
    }
}

fn bits(bytes: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    (0..bytes.len()).flat_map(|at| (0..8).map(move |bit| (at, bit)))
}

fn flipped(bytes: &[u8], at: usize, bit: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1 << bit;
    bytes
}
