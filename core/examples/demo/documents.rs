//! PayIn's own messages, read: the order, the page, the redirect and the refusals as its orders page prints them, the
//! webhooks in the shape of its guide and its published server. The bytes are in `payin/`.

use chrono::{DateTime, SecondsFormat, Utc};
use paystate::{
    Account, Error, Listing, Money, Observation, Phase, Response, State, Subject, Target, Webhook,
};

use super::paint::{Sheet, Tone};

const CREATED: &[u8] = include_bytes!("payin/created.json");
const ORDER: &[u8] = include_bytes!("payin/order.json");
const PAGE: &[u8] = include_bytes!("payin/page.json");
const REDIRECT: &str = include_str!("payin/redirect.txt");
const DUPLICATE: &[u8] = include_bytes!("payin/duplicate.json");
const NO_ADDRESSES: &[u8] = include_bytes!("payin/no_addresses.json");
const ORDER_COMPLETED: &[u8] = include_bytes!("payin/order_completed.json");
const ORDER_EXPIRED: &[u8] = include_bytes!("payin/order_expired.json");
const DEPOSIT_COMPLETED: &[u8] = include_bytes!("payin/deposit_completed.json");

/// Made with openssl, not with this library: HMAC-SHA256 of `1738075105.<body>` under [`SECRET`].
const SIGNATURE: &[u8] = b"t=1738075105,v1=98b47b731446c3829c13ac2d4d6a9be646ccdbde416b2ecf7a32366c9667546c";
const SECRET: &str = "whsec_abc123xyz789";

pub(crate) fn read(sheet: &mut Sheet) -> Result<(), Error> {
    let account = Account::new(
        "payin",
        [("api_key", "your-api-key"), ("environment", "testnet"), ("webhook_secret", SECRET)],
    )?;
    answers(sheet, &account, instant("2025-01-20T10:36:00Z"))?;
    webhooks(sheet, &account, instant("2025-01-28T14:38:26Z"))
}

/// What came back from a question of ours, or with the payer.
fn answers(sheet: &mut Sheet, account: &Account, now: DateTime<Utc>) -> Result<(), Error> {
    let (by_reference, by_id) = (Target::reference("ORDER-2025-001"), Target::id("ord_abc123def456"));

    heading(sheet, "POST /orders, answered 201");
    let seen = account.parse_created(&by_reference, &Response::new(201, &[], CREATED), now)?;
    describe(sheet, account, &seen, now)?;

    heading(sheet, "GET /orders/ord_abc123def456, answered 200");
    let seen = account.parse(&by_id, &Response::new(200, &[], ORDER), now)?;
    describe(sheet, account, &seen, now)?;

    heading(sheet, "GET /orders, answered 200: a page of orders");
    let page = account.parse_page(&Listing::default(), &Response::new(200, &[], PAGE), now)?;
    for seen in &page.observations {
        describe(sheet, account, seen, now)?;
    }
    let next = page.next.and_then(|next| next.page).map_or("the end".to_owned(), |n| format!("page {n}"));
    let total = page.total.map_or("an unknown number".to_owned(), |n| n.to_string());
    sheet.field("page", &format!("{} of {total} orders; next: {next}", page.observations.len()));

    heading(sheet, "The URL that the payer came back to");
    describe(sheet, account, &account.parse_redirect(REDIRECT)?, now)?;

    heading(sheet, "POST /orders, answered 409");
    refusal(sheet, account.parse_created(&by_reference, &Response::new(409, &[], DUPLICATE), now));
    heading(sheet, "POST /orders, answered 503");
    refusal(sheet, account.parse_created(&by_reference, &Response::new(503, &[], NO_ADDRESSES), now));
    Ok(())
}

/// What PayIn sent by itself: each is verified before a byte of its body is read.
fn webhooks(sheet: &mut Sheet, account: &Account, now: DateTime<Utc>) -> Result<(), Error> {
    heading(sheet, "Webhook order.completed, in the shape of the published server");
    let headers = [("X-PayIn-Signature", SIGNATURE)];
    receive(sheet, account, &Webhook::new(&headers, ORDER_COMPLETED), now)?;

    heading(sheet, "Webhook order.expired, in the shape of the guide");
    let signed = account.sign_webhook(ORDER_EXPIRED, now)?;
    receive(sheet, account, &Webhook::new(&signed.header_pairs(), ORDER_EXPIRED), now)?;

    heading(sheet, "Webhook deposit.completed, in the shape of the guide");
    let signed = account.sign_webhook(DEPOSIT_COMPLETED, now)?;
    receive(sheet, account, &Webhook::new(&signed.header_pairs(), DEPOSIT_COMPLETED), now)?;

    heading(sheet, "The first webhook again, with one byte changed");
    let forged = String::from_utf8_lossy(ORDER_COMPLETED).replace("10.000000", "90.000000");
    match account.receive(&Webhook::new(&headers, forged.as_bytes()), now) {
        Err(Error::Unauthentic(error)) => {
            sheet.field("means", &format!("{error}; nothing of the body was read"));
            sheet.field("reply", &format!("{} {}", error.reply.status, error.reply.body));
        }
        Ok(_) => sheet.field("means", "accepted, which must never happen"),
        Err(error) => return Err(error),
    }
    Ok(())
}

fn receive(
    sheet: &mut Sheet,
    account: &Account,
    webhook: &Webhook<'_>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let receipt = account.receive(webhook, now)?;
    for seen in &receipt.observations {
        describe(sheet, account, seen, now)?;
    }
    sheet.field("event", &receipt.event_id);
    sheet.field("reply", &format!("{} {}", receipt.reply.status, receipt.reply.body));
    Ok(())
}

fn refusal(sheet: &mut Sheet, answer: Result<Observation, Error>) {
    let Err(error) = answer else { return };
    let Some(refused) = error.refused() else { return sheet.field("means", &error.to_string()) };
    sheet.field("said", refused.code.as_deref().unwrap_or("no code"));
    sheet.field("means", &error.to_string());
    let advice = match (refused.retryable, refused.outcome_unknown) {
        (true, _) => "nothing was made; the same request may be sent again later",
        (false, true) => "query by reference before creating again",
        (false, false) => "sending it again would change nothing; query the order that exists",
    };
    sheet.field("so", advice);
}

fn heading(sheet: &mut Sheet, text: &str) {
    sheet.blank();
    sheet.text(Tone::Title, 0, text);
}

/// An observation in a few lines: what was said, what it means, and what a shop does now.
fn describe(
    sheet: &mut Sheet,
    account: &Account,
    seen: &Observation,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    sheet.field("said", seen.native.as_deref().unwrap_or("no status word; the event's type tells"));
    sheet.field("means", &seen.state.map_or("a word that no table has".to_owned(), meaning));
    let names = [seen.reference.as_deref(), seen.id.as_deref()];
    sheet.field("order", &names.into_iter().flatten().collect::<Vec<_>>().join(", at PayIn "));
    let sums = [("asked", &seen.amount), ("received", &seen.received)];
    let sums = sums.into_iter().filter_map(|(what, sum)| Some(format!("{what} {}", money(sum.as_ref()?))));
    let network = seen.network.as_ref().map(|network| format!("on {network}"));
    sheet.field("money", &sums.chain(network).collect::<Vec<_>>().join(" "));
    if let Some(address) = seen.address.as_deref().filter(|_| seen.transaction.is_none()) {
        sheet.field("address", address);
    }
    let times = [
        ("created", seen.created_at),
        ("window ends", seen.window_ends_at),
        ("grace ends", seen.grace_ends_at),
        ("completed", seen.completed_at),
    ];
    let times = times.into_iter().filter_map(|(what, at)| Some(format!("{what} {}", clock(at?))));
    let times = times.collect::<Vec<_>>().join(", ");
    if !times.is_empty() {
        sheet.field("times", &times);
    }
    if !seen.notes.is_empty() {
        let notes: Vec<&str> = seen.notes.iter().map(paystate::Note::as_str).collect();
        sheet.field("notes", &notes.join(", "));
    }
    if seen.subject == Subject::Payment {
        let progress = account.open_seen(seen, now)?.advance(seen, now);
        sheet.field("so", &format!("{}: {}", progress.action, progress.why.sentence()));
    } else {
        sheet.field("so", "no order changes by it; a deposit has no lifecycle here");
    }
    Ok(())
}

fn meaning(state: State) -> String {
    let Some(status) = state.payment() else { return format!("{} ({})", state.as_str(), state.subject()) };
    let phase = match status.phase() {
        Phase::Open => "undecided, keep asking",
        Phase::Lost => "the money did not come",
        Phase::Won => "the money is here",
        Phase::Reversed => "the money went back",
    };
    format!("{status} ({}): {phase}", status.phase())
}

pub(crate) fn money(sum: &Money) -> String {
    format!("{} {}", sum.value, sum.currency.as_deref().unwrap_or("(no currency)"))
}

fn clock(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true).replace('T', " ").replace('Z', "")
}

/// An instant that is written in this file.
fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_default()
}
