//! PayIn: answers in its four dialects, and `order.completed` events.

use std::fmt::Write;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Body, Provider, Random, SECRET, filled, iso, now};

pub(super) const PROVIDER: Provider = Provider {
    name: "payin",
    options: &[("webhook_secret", SECRET)],
    answer,
    event: |random| event(&Order::new(random), random),
    message: |time, body| [time.as_bytes(), b".", body.as_bytes()].concat(),
};

fn answer(i: usize, random: &mut Random) -> Body {
    let shapes = [bare, wrapped, row, overlay];
    let (shape, order) = (i % shapes.len(), Order::new(random));
    Body { text: shapes[shape](&order, random), wrapped: shape != 0, id: order.id }
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
    filled(&head, tail, random)
}
