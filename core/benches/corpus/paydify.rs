//! Paydify: answers in both envelopes, and its webhooks, whose signature covers an object around the body.

use std::fmt::Write;

use chrono::TimeDelta;

use super::{Body, Provider, Random, SECRET, filled, now};

const KEY: &str = "A14456006";
const PATH: &str = "/webhooks/paydify";

pub(super) const PROVIDER: Provider = Provider {
    name: "paydify",
    options: &[("api_key", KEY), ("api_secret", SECRET), ("webhook_path", PATH)],
    answer,
    event,
    message,
};

/// The signed object, as `serde_json` writes it.
fn message(time: &str, body: &str) -> Vec<u8> {
    let body = serde_json::to_string(body).expect("a text");
    format!(r#"{{"apiPath":"{PATH}","body":{body},"x-api-key":"{KEY}","x-api-timestamp":"{time}"}}"#)
        .into_bytes()
}

/// The facts of a payment, as the members of its object without the braces.
fn members(random: &mut Random, id: &str, state: &str) -> String {
    let cents = 1 + random.below(10_000_000);
    let (whole, fraction, fee) = (cents / 100, cents % 100, random.below(100));
    let created = now() - TimeDelta::milliseconds(random.below(86_400_000).cast_signed());
    let created = created.timestamp_millis();
    let (paid_at, failed_at) = match state {
        "paid" | "PAID" => (created + 90_000, 0),
        "failed" | "FAILED" => (0, created + 1_800_000),
        _ => (0, 0),
    };
    let paid = if paid_at == 0 { "0.00".to_owned() } else { format!("{whole}.{fraction:02}") };
    let (reference, hash, payer) = (random.below(10_000_000_000_000), random.hex(64), random.hex(40));
    let (wallet, chain) =
        (random.pick(&["BGW", "OKX", "MetaMask"]), random.pick(&["bnb", "eth", "trx", "base"]));
    let reason = if failed_at == 0 { "" } else { "timeout" };
    let mut out = String::new();
    let _ = write!(
        out,
        r#""appId":"{KEY}","txnId":"{id}","mchTxnId":"DCS{reference}","txnHash":"0x{hash}","txnAmount":"{whole}.{fraction:02}","paidAmount":"{paid}","mchReceivedAmount":"{paid}","mchFee":"0.{fee:02}","mchFeeRate":"1","currency":"USDT","payMethod1":"{wallet}","payMethod2":"{chain}","state":"{state}","errorMsg":"{reason}","fromAddress":"0x{payer}","checkoutMode":1,"paidTime":{paid_at},"failedTime":{failed_at},"expiredTime":{},"createdTime":{created}"#,
        created + 1_800_000
    );
    out
}

fn id(random: &mut Random) -> String {
    format!("P{:019}", random.below(10_000_000_000_000_000_000))
}

fn answer(i: usize, random: &mut Random) -> Body {
    let id = id(random);
    let state = random.pick(&["init", "pending", "paid", "PAID", "paid", "failed", "refunded"]);
    let payment = members(random, &id, state);
    let text = match i % 3 {
        0 => format!(r#"{{"status":0,"msg":"success","data":{{{payment}}}}}"#),
        1 => format!(r#"{{"status":0,"msg":"success","data":[{{{payment}}}]}}"#),
        _ => format!(r#"{{"code":"SYS_SUCCESS","msg":"success","success":true,"data":{{{payment}}}}}"#),
    };
    Body { text, wrapped: true, id }
}

fn event(random: &mut Random) -> String {
    let id = id(random);
    let payment = members(random, &id, "paid");
    filled(&format!(r#"{{"notifyType":"payment",{payment},"mchExtInfo":""#), r#""}"#, random)
}
