//! What is measured on: distinct PayIn answers in all its dialects and signed webhooks of 1 KiB, made from a fixed seed.
//!
//! The shapes are the documented ones of `tests/vectors/payin`; no clock and no randomness of the machine has a part in them.

#![allow(dead_code)] // each bench takes what it needs

use std::collections::HashSet;
use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use paystate::Account;

/// How many bodies, and how many webhooks, there are.
pub(crate) const COUNT: usize = 1200;
/// The size of each webhook's body, in bytes.
pub(crate) const WEBHOOK_BYTES: usize = 1024;
/// The secret that webhooks are signed with.
pub(crate) const SECRET: &str = "whsec_8f14e45fceea167a5a36dedd4bea2543";

/// An answer to a query.
pub(crate) struct Body {
    /// The answer.
    pub(crate) text: String,
    /// Whether the order stands in `data`.
    pub(crate) wrapped: bool,
}

/// A webhook with its signature.
pub(crate) struct Signed {
    /// The body, of [`WEBHOOK_BYTES`].
    pub(crate) body: String,
    /// Names and values, the signature among them.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The time that was signed, as its header has it.
    pub(crate) time: String,
}

/// The moment at which everything is read.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_738_075_110, 0).expect("a valid instant")
}

/// Answers, no two of them the same.
pub(crate) fn bodies() -> Vec<Body> {
    let mut random = Random(0x5eed);
    let shapes = [bare, wrapped, row, overlay];
    let bodies: Vec<Body> = (0..COUNT)
        .map(|i| {
            let shape = i % shapes.len();
            Body { text: shapes[shape](&Order::new(&mut random), &mut random), wrapped: shape != 0 }
        })
        .collect();
    let distinct: HashSet<&str> = bodies.iter().map(|body| body.text.as_str()).collect();
    assert_eq!(distinct.len(), COUNT);
    bodies
}

/// Webhooks, no two of them the same.
pub(crate) fn webhooks() -> Vec<Signed> {
    let account = Account::new("payin", [("webhook_secret", SECRET)]).expect("an account");
    let mut random = Random(0x0b5e_55ed);
    let signed = |_| {
        let body = event(&Order::new(&mut random), &mut random);
        assert_eq!(body.len(), WEBHOOK_BYTES);
        let mut headers = account.sign_webhook(body.as_bytes(), now()).expect("a signature").headers;
        headers.push(("User-Agent", "PayIn-Webhook/1.0".to_owned()));
        Signed { body, headers, time: now().timestamp().to_string() }
    };
    (0..COUNT).map(signed).collect()
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn index(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.index(from.len())]
    }

    fn text(&mut self, alphabet: &[u8], len: usize) -> String {
        (0..len).map(|_| char::from(self.pick(alphabet))).collect()
    }

    fn hex(&mut self, len: usize) -> String {
        self.text(b"0123456789abcdef", len)
    }

    fn uuid(&mut self) -> String {
        let mut part = |len| self.hex(len);
        format!("{}-{}-4{}-a{}-{}", part(8), part(4), part(3), part(3), part(12))
    }
}

/// The facts of an order, which every dialect writes in its own way.
struct Order {
    id: String,
    reference: String,
    cents: u64,
    currency: &'static str,
    chain: &'static str,
    status: &'static str,
    address: String,
    hash: String,
    confirmations: u64,
    created: DateTime<Utc>,
    paid_after_ms: i64,
    metadata: String,
}

impl Order {
    fn new(random: &mut Random) -> Self {
        let chain = random.pick(&["ethereum-sepolia", "polygon-mainnet", "arbitrum-mainnet", "tron-mainnet"]);
        let (address, hash) = if chain == "tron-mainnet" {
            let base58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
            (format!("T{}", random.text(base58, 33)), random.hex(64))
        } else {
            (format!("0x{}", random.hex(40)), format!("0x{}", random.hex(64)))
        };
        let words = ["pending", "completed", "expired", "underpaid", "cancelled", "pending_confirmation"];
        let status = match random.below(10) {
            0..=3 => words[0],
            4..=7 => words[1],
            8 => words[2],
            _ => random.pick(&words),
        };
        let most = random.pick(&[10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]);
        let cents = 1 + random.below(most);
        Self {
            id: random.uuid(),
            reference: format!("ORDER-2025-{:06}", random.below(1_000_000)),
            cents,
            currency: random.pick(&["USDT", "USDC"]),
            chain,
            status,
            address,
            hash,
            confirmations: random.below(64),
            created: now() - TimeDelta::milliseconds(random.below(86_400_000).cast_signed()),
            paid_after_ms: random.below(600_000).cast_signed(),
            metadata: metadata(random),
        }
    }

    fn amount(&self, places: usize) -> String {
        format!("{}.{:0<places$}", self.cents / 100, format!("{:02}", self.cents % 100))
    }

    fn at(&self, minutes: i64) -> String {
        iso(self.created + TimeDelta::minutes(minutes))
    }

    fn paid_at(&self) -> Option<String> {
        let paid = self.status == "completed";
        paid.then(|| iso(self.created + TimeDelta::milliseconds(self.paid_after_ms)))
    }
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// One to five entries; in one of ten an escape, and in some a letter beyond ASCII.
fn metadata(random: &mut Random) -> String {
    let names = ["John Doe", "Zoë Müller", "Ana-María Núñez", "Li Wei", "Kwame Mensah", "Aino Virtanen"];
    let mut entries = vec![format!(r#""customerName":"{}""#, random.pick(&names))];
    for _ in 0..random.below(4) {
        let number = random.below(1_000_000);
        entries.push(match random.below(10) {
            0..=3 => format!(r#""customerEmail":"customer.{number}@example.com""#),
            4..=6 => format!(r#""productSku":"PROD-{number}""#),
            7 | 8 => format!(r#""cart":"{}""#, random.hex(16)),
            _ => format!(r#""note":"gift for \"{number}\"\nring twice""#),
        });
    }
    entries.sort();
    entries.dedup_by_key(|entry| entry.split(':').next().map(str::to_owned));
    format!("{{{}}}", entries.join(","))
}

/// The reference dialect: the order stands bare.
fn bare(order: &Order, random: &mut Random) -> String {
    let Order { reference, currency, chain, status, address, hash, metadata, .. } = order;
    let (id, amount, created, expires) =
        (format!("ord_{}", random.hex(12)), order.amount(2), order.at(0), order.at(10));
    let mut body = format!(
        r#"{{"orderId":"{id}","orderReference":"{reference}","amount":"{amount}","currency":"{currency}","chainId":"{chain}","protocol":"evm","address":"{address}","status":"{status}","metadata":{metadata},"successUrl":"https://shop.example/order/{id}/success","cancelUrl":"https://shop.example/order/{id}/cancel","createdAt":"{created}","expiresAt":"{expires}""#
    );
    if let Some(paid) = order.paid_at() {
        let (block, confirmations) = (random.below(20_000_000), order.confirmations);
        let _ = write!(
            body,
            r#","completedAt":"{paid}","txHash":"{hash}","blockNumber":{block},"confirmations":{confirmations}"#
        );
    }
    body + "}"
}

/// The guides' dialect: camel case in an envelope.
fn wrapped(order: &Order, _: &mut Random) -> String {
    let Order { id, reference, currency, chain, status, address, hash, metadata, .. } = order;
    let (amount, created, window, grace) = (order.amount(2), order.at(0), order.at(10), order.at(15));
    let received = if order.paid_at().is_some() { amount.as_str() } else { "0.00" };
    let mut body = format!(
        r#"{{"success":true,"data":{{"orderId":"{id}","orderReference":"{reference}","status":"{status}","amount":"{amount}","currency":"{currency}","chainId":"{chain}","paymentAddress":"{address}","confirmedReceived":"{received}","requiredConfirmations":3,"paymentWindowEndsAt":"{window}","gracePeriodEndsAt":"{grace}","createdAt":"{created}","metadata":{metadata}"#
    );
    if let Some(paid) = order.paid_at() {
        let _ = write!(body, r#","completedAt":"{paid}","transactionHash":"{hash}""#);
    }
    body + "}}"
}

/// The published server's dialect: a row of its table.
fn row(order: &Order, random: &mut Random) -> String {
    let Order { id, reference, currency, chain, status, address, metadata, .. } = order;
    let (amount, created, window, grace) = (order.amount(6), order.at(0), order.at(10), order.at(15));
    let organization = random.uuid();
    let (received, paid) = match order.paid_at() {
        Some(paid) => (amount.as_str(), format!(r#""{paid}""#)),
        None => ("0.000000", "null".to_owned()),
    };
    format!(
        r#"{{"success":true,"data":{{"id":"{id}","organization_id":"{organization}","order_reference":"{reference}","amount":"{amount}","token":"{currency}","chain":"{chain}","address":"{address}","required_confirmations":10,"status":"{status}","created_at":"{created}","payment_window_ends_at":"{window}","grace_period_ends_at":"{grace}","payment_window_minutes":10,"grace_period_minutes":5,"first_transfer_detected_at":null,"completed_at":{paid},"updated_at":"{created}","confirmed_received":"{received}","metadata":{metadata},"success_url":null,"cancel_url":null,"url":"https://app.payin.com/pay/order/{id}"}}}}"#
    )
}

/// The cloud overlay's dialect.
fn overlay(order: &Order, _: &mut Random) -> String {
    let Order { id, reference, currency, chain, status, address, hash, metadata, .. } = order;
    let (amount, created, updated) = (order.amount(2), order.at(0), order.at(6));
    let mut body = format!(
        r#"{{"data":{{"id":"{id}","orderReference":"{reference}","amount":"{amount}","currency":"{currency}","chainId":"{chain}","status":"{status}","paymentAddress":"{address}","metadata":{metadata},"createdAt":"{created}","updatedAt":"{updated}""#
    );
    if order.paid_at().is_some() {
        let _ = write!(body, r#","confirmedReceived":"{amount}","completionTxHash":"{hash}""#);
    }
    body + "}}"
}

/// An `order.completed` event with metadata, as long as [`WEBHOOK_BYTES`] says.
fn event(order: &Order, random: &mut Random) -> String {
    let Order { id, reference, currency, chain, address, hash, confirmations, metadata, .. } = order;
    let (amount, created, paid) = (order.amount(2), order.at(0), order.at(9));
    let (block, metadata) = (random.below(20_000_000), metadata.trim_end_matches('}'));
    let head = format!(
        r#"{{"id":"evt_order_completed_{id}","type":"order.completed","created_at":"{paid}","data":{{"orderId":"{id}","orderReference":"{reference}","status":"completed","amount":"{amount}","currency":"{currency}","chainId":"{chain}","address":"{address}","txHash":"{hash}","blockNumber":{block},"confirmations":{confirmations},"completedAt":"{paid}","createdAt":"{created}","metadata":{metadata},"description":""#
    );
    let tail = r#""}}}"#;
    let words =
        "Two tickets for the concert on Saturday, row 7, seats 12 and 13; doors open at half past six. ";
    let room = WEBHOOK_BYTES - head.len() - tail.len();
    let text: String = words.chars().cycle().skip(random.index(90)).take(room).collect();
    head + &text + tail
}
