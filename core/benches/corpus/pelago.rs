//! Pelago: payments as its status page prints them, and `payment.completed` events.

use chrono::TimeDelta;

use super::{Body, Provider, Random, SECRET, filled, iso, now};

pub(super) const PROVIDER: Provider = Provider {
    name: "pelago",
    options: &[("webhook_secret", SECRET)],
    answer,
    event,
    message: |time, body| [time.as_bytes(), b".", body.as_bytes()].concat(),
};

/// The facts of a payment.
struct Payment {
    id: String,
    amount: String,
    crypto: &'static str,
    network: &'static str,
    wallet: String,
    payer: String,
    hash: String,
    reference: String,
    created_minutes: i64,
}

impl Payment {
    fn new(random: &mut Random) -> Self {
        let base58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        let cents = 1 + random.below(10_000_000);
        Self {
            id: format!("pay_{}", random.text(base58, 11)),
            amount: format!("{}.{:02}", cents / 100, cents % 100),
            crypto: random.pick(&["USDC", "USDT", "EURC"]),
            network: random.pick(&["stellar", "ethereum", "polygon", "solana"]),
            wallet: format!("G{}", random.text(base58, 55).to_uppercase()),
            payer: format!("G{}", random.text(base58, 55).to_uppercase()),
            hash: random.hex(64),
            reference: format!("ORD-{:07}", random.below(10_000_000)),
            created_minutes: random.below(1440).cast_signed(),
        }
    }

    fn at(&self, minutes: i64) -> String {
        iso(now() - TimeDelta::minutes(self.created_minutes - minutes))
    }
}

fn answer(_: usize, random: &mut Random) -> Body {
    let payment = Payment::new(random);
    let Payment { id, amount, crypto, network, wallet, payer, hash, reference, .. } = &payment;
    let status = match random.below(10) {
        0..=2 => random.pick(&["created", "pending", "processing"]),
        3..=7 => "completed",
        _ => random.pick(&["failed", "expired", "refunded"]),
    };
    let (created, expires) = (payment.at(0), payment.at(30));
    let (hash, completed) = if matches!(status, "completed" | "refunded") {
        (format!(r#""{hash}""#), format!(r#""{}""#, payment.at(5)))
    } else {
        ("null".to_owned(), "null".to_owned())
    };
    let text = format!(
        r#"{{"id":"{id}","object":"payment","status":"{status}","amount":{amount},"currency":"USD","cryptoAmount":"{amount}0000","cryptocurrency":"{crypto}","network":"{network}","merchantWallet":"{wallet}","customerWallet":"{payer}","transactionHash":{hash},"url":"https://checkout.pelago.tech/{id}","createdAt":"{created}","expiresAt":"{expires}","completedAt":{completed},"settledAt":null,"settlementId":null,"metadata":{{"orderId":"{reference}","customer":"Zoë {}"}}}}"#,
        random.hex(8)
    );
    Body { text, wrapped: false, id: id.clone() }
}

fn event(random: &mut Random) -> String {
    let payment = Payment::new(random);
    let Payment { id, amount, crypto, network, wallet, payer, hash, reference, .. } = &payment;
    let (event, created, completed) = (random.hex(12), payment.at(6), payment.at(5));
    let head = format!(
        r#"{{"id":"evt_{event}","object":"event","type":"payment.completed","created":"{created}","data":{{"paymentId":"{id}","status":"completed","amount":{amount},"currency":"USD","cryptoAmount":"{amount}0000","cryptocurrency":"{crypto}","network":"{network}","merchantWallet":"{wallet}","customerWallet":"{payer}","transactionHash":"{hash}","completedAt":"{completed}","metadata":{{"orderId":"{reference}","note":""#
    );
    filled(&head, r#""}}}"#, random)
}
