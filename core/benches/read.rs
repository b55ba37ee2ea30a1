//! Bytes to a `Reading`, against a `serde_json` struct and a `serde_json` value with the same mapping by hand.

mod corpus;
mod rivals;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use paystate::{Account, Response, Target};

fn read(c: &mut Criterion) {
    let bodies = corpus::bodies();
    let account = Account::new("payin", []).expect("an account");
    let (target, now) = (Target::default(), corpus::now());
    for body in &bodies {
        let bytes = body.text.as_bytes();
        let seen = account.parse(&target, &Response::new(200, &[], bytes), now).expect("an order");
        assert!(rivals::read_struct(bytes, body.wrapped).is_some_and(|rival| rival.agrees(&seen)));
        assert!(rivals::read_value(bytes).is_some_and(|rival| rival.agrees(&seen)));
    }

    let mut group = c.benchmark_group("read");
    let bytes: usize = bodies.iter().map(|body| body.text.len()).sum();
    group.throughput(Throughput::Bytes((bytes / bodies.len()) as u64));
    group.bench_function("paystate Reading", |b| {
        let mut bodies = bodies.iter().cycle();
        b.iter(|| {
            let body = black_box(bodies.next().map_or(&[][..], |body| body.text.as_bytes()));
            account.read(&target, &Response::new(200, &[], body), now)
        });
    });
    group.bench_function("serde_json struct, mapped", |b| {
        let mut bodies = bodies.iter().cycle();
        b.iter(|| {
            let body = black_box(bodies.next().expect("endless"));
            rivals::read_struct(body.text.as_bytes(), body.wrapped)
        });
    });
    group.bench_function("paystate Observation", |b| {
        let mut bodies = bodies.iter().cycle();
        b.iter(|| {
            let body = black_box(bodies.next().map_or(&[][..], |body| body.text.as_bytes()));
            account.parse(&target, &Response::new(200, &[], body), now)
        });
    });
    group.bench_function("serde_json value, mapped", |b| {
        let mut bodies = bodies.iter().cycle();
        b.iter(|| rivals::read_value(black_box(bodies.next().expect("endless")).text.as_bytes()));
    });
    group.finish();
}

fn config() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3))
}

criterion_group! { name = benches; config = config(); targets = read }
criterion_main!(benches);
