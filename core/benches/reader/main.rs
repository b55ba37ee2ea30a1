//! The strict reader's table, by our lexer and by `hifijson`, beside what `serde_json` takes for one pass over the same
//! bytes.
//!
//! The sources of the reader are compiled in here, since the crate keeps them to itself. Both tables are the same code
//! with the same checks; only the module `lexer` differs.

#![allow(dead_code, unreachable_pub, unused_imports)] // of the sources, only the reader is used
#![allow(clippy::duplicate_mod)] // `over_hifijson` is the same table over another lexer

extern crate alloc;

#[path = "../corpus/mod.rs"]
mod corpus;
#[path = "../../src/error.rs"]
mod error;
#[path = "../../src/json/mod.rs"]
mod json;
mod over_hifijson;
#[path = "../../src/words.rs"]
mod words;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn ours(body: &[u8]) -> Option<u32> {
    let mut nodes = json::Nodes::new();
    json::Doc::read(body, &mut nodes).ok().map(|doc| doc.count(json::Doc::ROOT))
}

fn hifijson(body: &[u8]) -> Option<u32> {
    let mut nodes = over_hifijson::Nodes::new();
    over_hifijson::Doc::read(body, &mut nodes).ok().map(|doc| doc.count(over_hifijson::Doc::ROOT))
}

/// Both lexers must make the same of every body, of each one cut short, and of what the checks are for.
fn check(bodies: &[corpus::Body]) {
    let hostile =
        [r#"{"a":1,"\u0061":2}"#, r#"["\ud800"]"#, r#"{"a":01}"#, "[1,]", "\"\t\"", "{} {}", "[nul]"];
    for body in hostile {
        assert_eq!((ours(body.as_bytes()), hifijson(body.as_bytes())), (None, None), "{body}");
    }
    let deep = |levels| "[".repeat(levels) + &"]".repeat(levels);
    for (levels, accepted) in [(128, true), (129, false)] {
        let body = deep(levels);
        assert_eq!(
            (ours(body.as_bytes()).is_some(), hifijson(body.as_bytes()).is_some()),
            (accepted, accepted)
        );
    }
    for body in bodies {
        let bytes = body.text.as_bytes();
        assert!(ours(bytes).is_some() && ours(bytes) == hifijson(bytes));
        let half = &bytes[..bytes.len() / 2];
        assert_eq!((ours(half), hifijson(half)), (None, None));
    }
}

fn reader(c: &mut Criterion) {
    let bodies = corpus::PROVIDERS.iter().flat_map(corpus::Provider::bodies).collect::<Vec<_>>();
    check(&bodies);

    let mut group = c.benchmark_group("reader");
    let bytes: usize = bodies.iter().map(|body| body.text.len()).sum();
    group.throughput(Throughput::Bytes((bytes / bodies.len()) as u64));
    let mut measure = |name: &str, read: &dyn Fn(&[u8]) -> bool| {
        group.bench_function(name, |b| {
            let mut bodies = bodies.iter().cycle();
            b.iter(|| read(black_box(bodies.next().expect("endless").text.as_bytes())));
        });
    };
    measure("ours", &|body| ours(body).is_some());
    measure("the same over hifijson", &|body| hifijson(body).is_some());
    measure("serde_json IgnoredAny", &|body| serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok());
    measure("serde_json Value", &|body| serde_json::from_slice::<serde_json::Value>(body).is_ok());
    group.finish();
}

fn config() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3))
}

criterion_group! { name = benches; config = config(); targets = reader }
criterion_main!(benches);
