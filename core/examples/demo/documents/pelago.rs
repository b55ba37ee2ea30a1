//! Pelago's messages: a payment, a page of them, a timeline, a webhook, and a frame of its live stream.

use paystate::{Account, Error, Listing, StreamEvent, Target, Webhook};

use super::{Desk, Sheet, clock, instant, ok};

const PAYMENT: &[u8] = include_bytes!("pelago/payment.json");
const PAGE: &[u8] = include_bytes!("pelago/page.json");
const TIMELINE: &[u8] = include_bytes!("pelago/timeline.json");
const PAYMENT_COMPLETED: &[u8] = include_bytes!("pelago/payment_completed.json");
const STATUS_CHANGED: &str = r#"{"type":"payment.status_changed","data":{"paymentId":"pay_7xKp9mNq2vT","status":"processing","transactionHash":"abc123..."}}"#;

/// Made with Python's `hmac`, not with this library: HMAC-SHA256 of `1739053800000.<body>`.
const SIGNATURE: &[u8] = b"061cb0f91ea411f2587094d00f11b658df4bf16db18a7d4b1e70bc227f7f4064";
const SECRET: &str = "whsec_test_vector_secret";

pub(super) fn read(sheet: &mut Sheet) -> Result<(), Error> {
    let account = Account::new(
        "pelago",
        [("api_key", "pk_live_xxxxx"), ("api_secret", "sk_live_xxxxx"), ("webhook_secret", SECRET)],
    )?;
    let now = instant("2025-02-08T22:30:02Z");
    let mut desk = Desk { sheet, name: "Pelago", account: &account, now };
    let target = Target::id("pay_7xKp9mNq2vT");

    desk.heading("GET /v1/payments/pay_7xKp9mNq2vT, answered 200");
    desk.describe(&account.parse(&target, &ok(PAYMENT), now)?)?;

    desk.heading("GET /v1/payments, answered 200: a page of payments");
    let page = account.parse_page(&Listing::default(), &ok(PAGE), now)?;
    for seen in &page.observations {
        desk.describe(seen)?;
    }
    let next = page.next.and_then(|next| next.cursor).unwrap_or_default();
    let total = page.total.unwrap_or_default();
    desk.sheet.field("page", &format!("{} of {total} payments; next: from {next}", page.observations.len()));

    desk.heading("The timeline, oldest first");
    for event in &account.parse_timeline(&target, &ok(TIMELINE), now)?.events {
        let at = event.at.map(clock).unwrap_or_default();
        let (word, means) =
            (event.native.as_deref().unwrap_or("-"), event.status.map_or("-", |state| state.as_str()));
        desk.sheet.field("event", &format!("{at}  {word}, which means {means}"));
    }

    desk.heading("A frame of the live stream");
    let opened = account.stream_step(account.stream(vec![target])?, StreamEvent::Open, now)?;
    desk.sheet.field("sent", &format!("{} frames: who we are, and what to follow", opened.send.len()));
    let step = account.stream_step(opened.stream, StreamEvent::Frame(STATUS_CHANGED), now)?;
    for seen in &step.observations {
        desk.describe(seen)?;
    }

    desk.heading("Webhook payment.completed, as the webhook page prints it");
    let headers = [("X-Pelago-Timestamp", b"1739053800000".as_slice()), ("X-Pelago-Signature", SIGNATURE)];
    desk.receive(&Webhook::new(&headers, PAYMENT_COMPLETED))
}
