//! How often each call allocates, over all bodies. It measures no time.

mod corpus;
mod rivals;

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use paystate::{HeaderPair, Json, Payment, Response, Target, Webhook};

/// The system's allocator, counted.
struct Counted;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counted = Counted;

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        BYTES.fetch_add(layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        BYTES.fetch_add(size, Relaxed);
        unsafe { System.realloc(block, layout, size) }
    }
}

/// Prints a row: how often and how much `run` allocates for each of `inputs`.
fn count<T, R>(name: &str, inputs: &[T], run: impl Fn(&T) -> R) {
    let (mut calls, mut most, mut bytes) = (0, 0, 0);
    for input in inputs {
        let before = (CALLS.load(Relaxed), BYTES.load(Relaxed));
        black_box(run(black_box(input)));
        let more = CALLS.load(Relaxed) - before.0;
        calls += more;
        most = most.max(more);
        bytes += BYTES.load(Relaxed) - before.1;
    }
    #[allow(clippy::cast_precision_loss)] // of counts that are small
    let mean = |sum: usize| sum as f64 / inputs.len() as f64;
    println!("| {name:<34} | {:>8.2} | {most:>8} | {:>8.0} |", mean(calls), mean(bytes));
}

fn main() {
    for provider in corpus::PROVIDERS {
        report(provider);
    }
}

fn report(provider: corpus::Provider) {
    let (account, now, rival) = (provider.account(), corpus::now(), rivals::of(provider.name));
    let bodies = provider.bodies();
    let answers: Vec<(Target, &[u8], bool)> =
        bodies.iter().map(|body| (Target::id(&*body.id), body.text.as_bytes(), body.wrapped)).collect();
    let signed = provider.webhooks();
    let webhooks: Vec<(Vec<HeaderPair<'_>>, &[u8])> = signed
        .iter()
        .map(|one| {
            (one.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect(), one.body.as_bytes())
        })
        .collect();
    let parse = |(target, body, _): &(Target, &[u8], bool)| {
        account.parse(target, &Response::new(200, &[], body), now)
    };
    let seen: Vec<_> = answers.iter().map(|answer| parse(answer).expect("a payment")).collect();
    let payments: Vec<_> = seen.iter().map(|seen| account.open_seen(seen, now).expect("a record")).collect();

    println!(
        "\n| {:<34} | {:>8} | {:>8} | {:>8} |",
        format!("{}, a call", provider.name),
        "mean",
        "most",
        "bytes"
    );
    println!("|{:-<36}|{:->9}:|{:->9}:|{:->9}:|", "", "", "", "");
    count("Account::read", &answers, |(target, body, _)| {
        account.read(target, &Response::new(200, &[], body), now)
    });
    count("Account::read_webhook", &webhooks, |(headers, body)| {
        account.read_webhook(&Webhook::new(headers, body), now)
    });
    count("Payment::schedule", &payments, |payment| payment.schedule(now, None));
    count("Account::parse", &answers, parse);
    count("Account::receive", &webhooks, |(headers, body)| {
        account.receive(&Webhook::new(headers, body), now)
    });
    let cases: Vec<_> = payments.iter().zip(&seen).collect();
    count("Payment::clone", &cases, |(payment, _)| Payment::clone(payment));
    count("Payment::clone and advance", &cases, |(payment, seen)| Payment::clone(payment).advance(seen, now));
    count("Json::parse", &bodies, |body| Json::parse(&body.text));
    count("serde_json struct, mapped", &answers, |(_, body, wrapped)| {
        (rival.answer)(body, *wrapped).is_some()
    });
}
