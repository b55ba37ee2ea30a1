//! A checkout: the loop that README prints, and a stand-in for the provider and the database to run it against.
//!
//! `cargo run --example checkout`

// README begins here.
use chrono::{DateTime, TimeDelta, Utc};
use paystate::{Account, Error, Observation, Order, Payment, Progress, Request, Response, Target, Webhook};

type Headers = Vec<(String, Vec<u8>)>;

/// What your shop brings: a line to the provider, a table of payments, and a timer.
trait Shop {
    /// Sends a request with any HTTP client: the answer's status, headers and raw body.
    fn send(&self, request: &Request) -> (u16, Headers, Vec<u8>);
    /// `INSERT`s a row: the payment's reference, and `payment.to_json()`.
    fn insert(&self, payment: &Payment);
    /// The row of that reference, read with `Payment::from_json`.
    fn load(&self, reference: &str) -> Option<Payment>;
    /// One transaction: `UPDATE` the row to `progress.payment` where it still is `old`, and, if it was, queue
    /// `progress.action` to be carried out. Whether it was.
    fn commit(&self, old: &Payment, progress: &Progress) -> bool;
    /// Has [`poll`] called for this payment at that time.
    fn wake_at(&self, at: DateTime<Utc>, payment: &Payment);
}

/// A customer buys. The record is stored before anything is sent.
fn buy(shop: &impl Shop, account: &Account, order: &Order, now: DateTime<Utc>) -> Result<Observation, Error> {
    let (payment, request) = (account.open_order(order, now)?, account.create(order, now)?);
    shop.insert(&payment);
    let (status, headers, body) = shop.send(&request);
    match account.parse_created(&Target::from(order), &Response::new(status, &pairs(&headers), &body), now) {
        Ok(seen) => {
            take_in(shop, payment, &seen, now);
            Ok(seen) // `address` or `link` is where the customer pays
        }
        Err(error) => {
            // Unless it was refused, the order may exist all the same: ask by reference, do not create it again.
            if error.refused().is_none_or(|refused| refused.outcome_unknown) {
                shop.wake_at(now + PAUSE, &payment);
            }
            Err(error)
        }
    }
}

/// The timer rang: ask the provider.
fn poll(shop: &impl Shop, account: &Account, payment: Payment, now: DateTime<Utc>) -> Result<(), Error> {
    let target = Target::from(&payment);
    let (status, headers, body) = shop.send(&account.query(&target, now)?);
    match account.parse(&target, &Response::new(status, &pairs(&headers), &body), now) {
        Ok(seen) => take_in(shop, payment, &seen, now),
        Err(error) => {
            // The payment is unchanged. A Retry-After holds the next question back.
            let not_before = error.refused().and_then(|refused| refused.retry_at);
            if let Some(at) = payment.schedule(now, not_before).poll_at {
                shop.wake_at(at.max(now + PAUSE), &payment);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// A webhook came, with its raw body. Returns the status and the body to answer with.
fn receive(
    shop: &impl Shop,
    account: &Account,
    webhook: &Webhook,
    now: DateTime<Utc>,
) -> (u16, &'static str) {
    match account.receive(webhook, now) {
        Ok(receipt) => {
            for seen in &receipt.observations {
                if let Some(payment) = seen.reference.as_deref().and_then(|reference| shop.load(reference)) {
                    take_in(shop, payment, seen, now);
                }
            }
            (receipt.reply.status, receipt.reply.body)
        }
        Err(Error::Unauthentic(error)) => (error.reply.status, error.reply.body),
        Err(_) => (500, "not read"), // keep the bytes, tell a person
    }
}

/// Whatever was seen, and however: advance, store by compare-and-set, and only then act.
fn take_in(shop: &impl Shop, mut old: Payment, seen: &Observation, now: DateTime<Utc>) {
    let progress = loop {
        let progress = old.clone().advance(seen, now);
        if shop.commit(&old, &progress) {
            break progress;
        }
        // Another worker was faster: take the newer row.
        let Some(newer) = old.reference.as_deref().and_then(|reference| shop.load(reference)) else { return };
        old = newer;
    };
    if let Some(at) = progress.poll_at {
        shop.wake_at(at.max(now + PAUSE), &progress.payment);
    }
}

/// At least this long between two questions about one payment: `poll_at` can be `now`.
const PAUSE: TimeDelta = TimeDelta::seconds(5);

fn pairs(headers: &Headers) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect()
}
// README ends here.

use std::cell::RefCell;
use std::collections::BTreeMap;

use paystate::{Action, Price};

/// A provider that answers what it is told to answer, and a database in memory.
#[derive(Default)]
struct StandIn {
    answers: RefCell<Vec<(u16, &'static str)>>,
    rows: RefCell<BTreeMap<String, String>>,
    jobs: RefCell<Vec<String>>,
    alarm: RefCell<Option<DateTime<Utc>>>,
    /// How many times another worker is faster.
    rivals: RefCell<u32>,
}

impl StandIn {
    fn note(&self, line: String) {
        self.jobs.borrow_mut().push(line);
    }
}

impl Shop for StandIn {
    fn send(&self, request: &Request) -> (u16, Headers, Vec<u8>) {
        self.note(format!("{} {}", request.method(), request.url()));
        let (status, body) = self.answers.borrow_mut().pop().unwrap_or((404, ""));
        let wait = (status == 429).then(|| ("Retry-After".to_owned(), b"120".to_vec()));
        (status, wait.into_iter().collect(), body.into())
    }

    fn insert(&self, payment: &Payment) {
        let reference = payment.reference.clone().unwrap_or_default();
        self.rows.borrow_mut().insert(reference, payment.to_json());
    }

    fn load(&self, reference: &str) -> Option<Payment> {
        Payment::from_json(self.rows.borrow().get(reference)?).ok()
    }

    fn commit(&self, old: &Payment, progress: &Progress) -> bool {
        let rivals = self.rivals.replace_with(|rivals| rivals.saturating_sub(1));
        let reference = old.reference.clone().unwrap_or_default();
        let same = self.rows.borrow().get(&reference).is_some_and(|row| *row == old.to_json());
        if !same || rivals > 0 {
            return false;
        }
        self.insert(&progress.payment);
        match progress.action {
            Action::Fulfill => self.note("job: hand over what was bought".to_owned()),
            Action::Release => self.note("job: give back what was reserved".to_owned()),
            Action::Reverse => self.note("job: take back what was handed over".to_owned()),
            Action::Escalate => self.note(format!("job: call a person. {}", progress.why.sentence())),
            Action::Wait | Action::Rest => self.note(progress.action.to_string()),
        }
        true
    }

    fn wake_at(&self, at: DateTime<Utc>, _: &Payment) {
        self.alarm.replace(Some(at));
        self.note(format!("ask again at {}", at.format("%H:%M:%S")));
    }
}

const PENDING: &str = r#"{"orderId":"ord_1","orderReference":"R-1","amount":"100.00","currency":"USDT","chainId":"tron-mainnet","address":"TXYZ","status":"pending","createdAt":"2025-01-20T10:30:00Z"}"#;
const COMPLETED: &[u8] = br#"{"id":"evt_1","type":"order.completed","data":{"orderId":"ord_1","orderReference":"R-1","amount":"100.00","currency":"USDT","status":"completed"}}"#;

/// One order from the purchase to the goods: what the shop did, line by line.
pub(crate) fn run() -> Result<Vec<String>, Error> {
    let account = Account::new("payin", [("api_key", "pk-1"), ("webhook_secret", "whsec_1")])?;
    let shop = StandIn { answers: vec![(429, ""), (201, PENDING)].into(), ..StandIn::default() };
    let mut now = DateTime::UNIX_EPOCH + TimeDelta::days(20_108);

    let order =
        Order { network: Some("tron-mainnet".to_owned()), ..Order::new("R-1", Price::new("100.00", "USDT")) };
    let seen = buy(&shop, &account, &order, now)?;
    shop.note(format!("pay to {}", seen.address.unwrap_or_default()));

    now = shop.alarm.take().unwrap_or(now);
    if let Some(payment) = shop.load("R-1") {
        let refused = poll(&shop, &account, payment, now);
        shop.note(refused.err().map_or("answered".to_owned(), |error| error.to_string()));
    }

    // The webhook comes twice, and once from somebody who does not know the secret. The first time a rival is faster.
    let signed = account.sign_webhook(COMPLETED, now)?;
    let headers = signed.header_pairs();
    shop.rivals.replace(1);
    for body in [COMPLETED, COMPLETED, b"{}"] {
        let (status, body) = receive(&shop, &account, &Webhook::new(&headers, body), now);
        shop.note(format!("replied {status} {body}"));
    }
    Ok(shop.jobs.take())
}

fn main() -> Result<(), Error> {
    for line in run()? {
        println!("{line}");
    }
    Ok(())
}
