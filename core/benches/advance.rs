//! One step of the lifecycle, and one look at the schedule.

mod corpus;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use paystate::{Account, Observation, Order, Payment, Price, Response, Target};

/// What was seen of each order, and a record of it as it is stored before.
fn cases() -> Vec<(Payment, Observation)> {
    let account = Account::new("payin", []).expect("an account");
    let now = corpus::now();
    let case = |body: &corpus::Body| {
        let response = Response::new(200, &[], body.text.as_bytes());
        let seen = account.parse(&Target::default(), &response, now).expect("an order");
        let amount = seen.amount.clone().expect("a sum");
        let price = Price::new(amount.value.to_string(), amount.currency.expect("a currency"));
        let order = Order::new(seen.reference.clone().expect("a reference"), price);
        let payment = account.open_order(&order, seen.created_at.expect("a time")).expect("a record");
        (payment, seen)
    };
    corpus::PROVIDERS[0].bodies().iter().map(case).collect()
}

fn advance(c: &mut Criterion) {
    let cases = cases();
    let now = corpus::now();
    let later: Vec<(Payment, Observation)> = cases
        .iter()
        .map(|(payment, seen)| (payment.clone().advance(seen, now).payment, seen.clone()))
        .collect();

    let mut group = c.benchmark_group("advance");
    for (name, cases) in [("the first time", &cases), ("the same again", &later)] {
        group.bench_function(name, |b| {
            let mut cases = cases.iter().cycle();
            b.iter_batched(
                || cases.next().map(|(payment, seen)| (payment.clone(), seen)).expect("endless"),
                |(payment, seen)| payment.advance(seen, now),
                BatchSize::SmallInput,
            );
        });
    }
    group.bench_function("schedule", |b| {
        let mut cases = cases.iter().cycle();
        b.iter(|| black_box(&cases.next().expect("endless").0).schedule(now, None));
    });
    group.finish();
}

fn config() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3))
}

criterion_group! { name = benches; config = config(); targets = advance }
criterion_main!(benches);
