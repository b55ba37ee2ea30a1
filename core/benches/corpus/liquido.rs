//! Liquido: charges as its retrieve page prints them, and `CHARGE_SUCCEEDED` callbacks.

use chrono::{FixedOffset, TimeDelta};

use super::{Body, Provider, Random, SECRET, filled, now};

pub(super) const PROVIDER: Provider = Provider {
    name: "liquido",
    options: &[("client_secret", SECRET)],
    answer,
    event,
    message: |time, body| format!("payload={body},timestamp={time}").into_bytes(),
};

/// A charge's object without its closing brace.
fn charge(random: &mut Random, id: &str, status: &str) -> String {
    let (amount, code) = (1 + random.below(10_000_000), if status == "FAILED" { 2005 } else { 200 });
    let (currency, country) = random.pick(&[("CLP", "CL"), ("BRL", "BR"), ("MXN", "MX"), ("COP", "CO")]);
    let (name, document) =
        (random.pick(&["Juan Garcia", "Ana Núñez", "João Álamos"]), random.below(1_000_000_000));
    let zone = FixedOffset::west_opt(7 * 3600).expect("a zone");
    let created = now() - TimeDelta::seconds(random.below(86_400).cast_signed());
    let at = |seconds| {
        (created + TimeDelta::seconds(seconds))
            .with_timezone(&zone)
            .format("%Y-%m-%d %H:%M:%S GMT-07:00")
            .to_string()
    };
    let (create, last, page) = (at(0), at(18), random.uuid());
    format!(
        r#"{{"transferStatusCode":{code},"idempotencyKey":"{id}","referenceId":"{id}","paymentFlow":"DIRECT","paymentMethod":"WEB_PAY","amount":{amount},"currency":"{currency}","finalAmount":{amount},"finalCurrency":"{currency}","country":"{country}","createTime":"{create}","scheduledTime":"{create}","finalStatusTime":"{last}","payer":{{"name":"{name}","document":{{"documentId":"{document}","type":"RUT"}},"email":"payer.{document}@example.com"}},"transferStatus":"{status}","callbackUrl":"https://api.example/notifications","transferDetails":{{"webPay":{{"paymentUrl":"https://liquido.example/payments/M-{page}","redirectUrl":"https://shop.example"}}}}"#
    )
}

fn answer(_: usize, random: &mut Random) -> Body {
    let id = random.uuid();
    let status = random.pick(&["IN_PROGRESS", "IN_PROGRESS", "SETTLED", "SETTLED", "FAILED", "REFUNDED"]);
    Body { text: charge(random, &id, status) + "}", wrapped: false, id }
}

fn event(random: &mut Random) -> String {
    let id = random.uuid();
    let charge = charge(random, &id, "SETTLED");
    let head =
        format!(r#"{{"eventType":"CHARGE_SUCCEEDED","data":{{"chargeDetails":{charge},"description":""#);
    filled(&head, r#""}}}"#, random)
}
