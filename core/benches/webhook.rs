//! A webhook of 1 KiB verified and read, against the bare HMAC of its bytes and against HMAC with a `serde_json` struct.

mod corpus;
mod rivals;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit, Mac};
use paystate::{Account, HeaderPair, Webhook};
use sha2::Sha256;

/// A webhook as a framework hands it over.
struct Came<'a> {
    headers: Vec<HeaderPair<'a>>,
    body: &'a [u8],
    time: &'a [u8],
    /// The signature, decoded beforehand: the bare HMAC is to be bare.
    tag: [u8; 32],
}

fn came(signed: &corpus::Signed) -> Came<'_> {
    let headers: Vec<HeaderPair<'_>> =
        signed.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let (_, tag) = parse_header(&headers).expect("a signature");
    Came { headers, body: signed.body.as_bytes(), time: signed.time.as_bytes(), tag }
}

/// The header as one would take it apart by hand.
fn parse_header<'a>(headers: &[HeaderPair<'a>]) -> Option<(&'a str, [u8; 32])> {
    let (_, value) = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("X-PayIn-Signature"))?;
    let (mut time, mut tag) = (None, [0; 32]);
    for part in std::str::from_utf8(value).ok()?.split(',') {
        match part.split_once('=')? {
            ("t", value) => time = Some(value),
            ("v1", value) => _ = base16ct::mixed::decode(value, &mut tag).ok()?,
            _ => {}
        }
    }
    Some((time?, tag))
}

fn verify(mut mac: Hmac<Sha256>, time: &[u8], body: &[u8], tag: &[u8]) -> bool {
    mac.update(time);
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(tag).is_ok()
}

fn by_hand(came: &Came<'_>) -> bool {
    let Some((time, tag)) = parse_header(&came.headers) else { return false };
    let age = time.parse().map_or(i64::MAX, |at: i64| corpus::now().timestamp() - at);
    let mac = Hmac::new_from_slice(corpus::SECRET.as_bytes()).expect("any length");
    age.abs() <= 300
        && verify(mac, time.as_bytes(), came.body, &tag)
        && rivals::read_event(came.body).is_some()
}

fn webhook(c: &mut Criterion) {
    let account = Account::new("payin", [("webhook_secret", corpus::SECRET)]).expect("an account");
    let now = corpus::now();
    let signed = corpus::webhooks();
    let all: Vec<Came<'_>> = signed.iter().map(came).collect();
    for came in &all {
        let receipt = account.receive(&Webhook::new(&came.headers, came.body), now).expect("a receipt");
        let (id, kind, seen) = rivals::read_event(came.body).expect("an event");
        assert!(id == receipt.event_id && kind == receipt.kind && seen.agrees(&receipt.observations[0]));
        assert!(by_hand(came));
    }

    let mut group = c.benchmark_group("webhook of 1 KiB");
    let mut measure = |name: &str, run: &dyn Fn(&Came<'_>) -> bool| {
        group.bench_function(name, |b| {
            let mut all = all.iter().cycle();
            b.iter(|| run(black_box(all.next().expect("endless"))));
        });
    };
    measure("bare HMAC", &|came| {
        let mac = Hmac::new_from_slice(black_box(corpus::SECRET.as_bytes())).expect("any length");
        verify(mac, came.time, came.body, &came.tag)
    });
    measure("paystate read_webhook", &|came| {
        account.read_webhook(&Webhook::new(&came.headers, came.body), now).is_ok()
    });
    let prepared = Hmac::new_from_slice(corpus::SECRET.as_bytes()).expect("any length");
    measure("bare HMAC, key prepared", &|came| verify(prepared.clone(), came.time, came.body, &came.tag));
    measure("HMAC and serde_json struct", &|came| by_hand(came));
    measure("paystate receive", &|came| {
        account.receive(&Webhook::new(&came.headers, came.body), now).is_ok()
    });
    group.finish();
}

fn config() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3))
}

criterion_group! { name = benches; config = config(); targets = webhook }
criterion_main!(benches);
