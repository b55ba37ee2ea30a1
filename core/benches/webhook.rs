//! A webhook of 1 KiB verified and read, for every provider, against the bare HMAC of what is signed and against HMAC with
//! a `serde_json` struct.

mod corpus;
mod rivals;

use std::hint::black_box;
use std::time::Duration;

use base64ct::{Base64, Encoding};
use criterion::{Criterion, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit, Mac};
use paystate::{HeaderPair, Webhook};
use sha2::Sha256;

/// A webhook as a framework hands it over.
struct Came<'a> {
    headers: Vec<HeaderPair<'a>>,
    body: &'a [u8],
    /// What is signed and the signature, decoded beforehand: the bare HMAC is to be bare.
    message: &'a [u8],
    tag: [u8; 32],
}

fn came(signed: &corpus::Signed) -> Came<'_> {
    let headers: Vec<HeaderPair<'_>> =
        signed.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    let (_, tag) = parse_headers(&headers).expect("a signature");
    Came { headers, body: signed.body.as_bytes(), message: &signed.message, tag }
}

/// The time and the signature, as one would take the headers apart by hand.
fn parse_headers<'a>(headers: &[HeaderPair<'a>]) -> Option<(&'a str, [u8; 32])> {
    let (mut time, mut tag) = (None, None);
    for (name, value) in headers {
        let value = std::str::from_utf8(value).ok()?;
        if ends_with(name, "timestamp") {
            time = Some(value);
        } else if ends_with(name, "signature") {
            match value.split_once('=') {
                Some((_, rest)) if rest.contains('=') => {
                    for part in value.split(',') {
                        match part.split_once('=')? {
                            ("t" | "timestamp", value) => time = Some(value),
                            ("v1" | "signature", value) => tag = decode(value),
                            _ => {}
                        }
                    }
                }
                _ => tag = decode(value),
            }
        }
    }
    Some((time?, tag?))
}

fn ends_with(name: &str, end: &str) -> bool {
    name.len() >= end.len() && name.as_bytes()[name.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
}

fn decode(text: &str) -> Option<[u8; 32]> {
    let mut tag = [0; 32];
    let read = if text.len() == 64 {
        base16ct::mixed::decode(text, &mut tag).ok()?.len()
    } else {
        Base64::decode(text, &mut tag).ok()?.len()
    };
    (read == tag.len()).then_some(tag)
}

fn verify(mut mac: Hmac<Sha256>, message: &[u8], tag: &[u8]) -> bool {
    mac.update(message);
    mac.verify_slice(tag).is_ok()
}

/// As one would do it by hand: headers, message, HMAC, age, JSON.
fn by_hand(provider: &corpus::Provider, rival: rivals::Rival, came: &Came<'_>) -> bool {
    let Some((time, tag)) = parse_headers(&came.headers) else { return false };
    let Ok(body) = std::str::from_utf8(came.body) else { return false };
    let mac = Hmac::new_from_slice(corpus::SECRET.as_bytes()).expect("any length");
    let signed_at = time.parse().map_or(0, |at: i64| if time.len() > 11 { at / 1000 } else { at });
    (corpus::now().timestamp() - signed_at).abs() <= 300
        && verify(mac, &(provider.message)(time, body), &tag)
        && black_box((rival.event)(came.body)).is_some()
}

fn webhook(c: &mut Criterion) {
    for provider in corpus::PROVIDERS {
        receive(c, provider);
    }
}

fn receive(c: &mut Criterion, provider: corpus::Provider) {
    let (account, now, rival) = (provider.account(), corpus::now(), rivals::of(provider.name));
    let signed = provider.webhooks();
    let all: Vec<Came<'_>> = signed.iter().map(came).collect();
    for came in &all {
        let receipt = account.receive(&Webhook::new(&came.headers, came.body), now).expect("a receipt");
        let seen = (rival.event)(came.body).expect("an event");
        assert!(seen.agrees(&receipt.observations[0]), "{seen:?}\n{:?}", receipt.observations);
        assert!(by_hand(&provider, rival, came));
    }

    let mut group = c.benchmark_group(format!("webhook of 1 KiB, {}", provider.name));
    let mut measure = |name: &str, run: &dyn Fn(&Came<'_>) -> bool| {
        group.bench_function(name, |b| {
            let mut all = all.iter().cycle();
            b.iter(|| run(black_box(all.next().expect("endless"))));
        });
    };
    measure("bare HMAC", &|came| {
        let mac = Hmac::new_from_slice(black_box(corpus::SECRET.as_bytes())).expect("any length");
        verify(mac, came.message, &came.tag)
    });
    measure("paystate read_webhook", &|came| {
        black_box(account.read_webhook(&Webhook::new(&came.headers, came.body), now)).is_ok()
    });
    measure("HMAC and serde_json struct", &|came| by_hand(&provider, rival, came));
    measure("paystate receive", &|came| {
        black_box(account.receive(&Webhook::new(&came.headers, came.body), now)).is_ok()
    });
    group.finish();
}

fn config() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3))
}

criterion_group! { name = benches; config = config(); targets = webhook }
criterion_main!(benches);
