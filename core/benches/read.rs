//! Bytes to a `Reading`, for every provider, against a `serde_json` struct with the same mapping by hand; for one of them
//! against a `serde_json` value, too.

mod corpus;
mod rivals;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use paystate::{Response, Target};

fn read(c: &mut Criterion) {
    for provider in corpus::PROVIDERS {
        read_provider(c, provider);
    }
}

fn read_provider(c: &mut Criterion, provider: corpus::Provider) {
    let (account, now, rival) = (provider.account(), corpus::now(), rivals::of(provider.name));
    let bodies = provider.bodies();
    let bodies: Vec<(Target, &[u8], bool)> =
        bodies.iter().map(|body| (Target::id(&*body.id), body.text.as_bytes(), body.wrapped)).collect();
    for (target, bytes, wrapped) in &bodies {
        let seen = account.parse(target, &Response::new(200, &[], bytes), now).expect("a payment");
        let by_hand = (rival.answer)(bytes, *wrapped).expect("a payment");
        assert!(by_hand.agrees(&seen), "{by_hand:?}\n{seen:?}");
    }

    let mut group = c.benchmark_group(format!("read {}", provider.name));
    let bytes: usize = bodies.iter().map(|(_, body, _)| body.len()).sum();
    group.throughput(Throughput::Bytes((bytes / bodies.len()) as u64));
    let mut measure = |name: &str, run: &dyn Fn(&Target, &[u8], bool) -> bool| {
        group.bench_function(name, |b| {
            let mut bodies = bodies.iter().cycle();
            b.iter(|| {
                let (target, body, wrapped) = black_box(bodies.next().expect("endless"));
                run(target, body, *wrapped)
            });
        });
    };
    measure("paystate Reading", &|target, body, _| {
        black_box(account.read(target, &Response::new(200, &[], body), now)).is_ok()
    });
    measure("serde_json struct, mapped", &|_, body, wrapped| {
        black_box((rival.answer)(body, wrapped)).is_some()
    });
    measure("paystate Observation", &|target, body, _| {
        black_box(account.parse(target, &Response::new(200, &[], body), now)).is_ok()
    });
    if provider.name == "payin" {
        measure("serde_json value, mapped", &|_, body, _| black_box(rivals::read_value(body)).is_some());
    }
    group.finish();
}

fn config() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3))
}

criterion_group! { name = benches; config = config(); targets = read }
criterion_main!(benches);
