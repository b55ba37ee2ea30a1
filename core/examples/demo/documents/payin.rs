//! PayIn's messages: orders, a page of them, the redirect, refusals, and webhooks of its guide and its published server.

use paystate::{Account, Error, Listing, Response, Target, Webhook};

use super::{Desk, Sheet, instant, ok};

const CREATED: &[u8] = include_bytes!("payin/created.json");
const ORDER: &[u8] = include_bytes!("payin/order.json");
const PAGE: &[u8] = include_bytes!("payin/page.json");
const REDIRECT: &str = include_str!("payin/redirect.txt");
const DUPLICATE: &[u8] = include_bytes!("payin/duplicate.json");
const NO_ADDRESSES: &[u8] = include_bytes!("payin/no_addresses.json");
const INVALID_AMOUNT: &[u8] = include_bytes!("payin/invalid_amount.json");
const INVALID_CHAIN: &[u8] = include_bytes!("payin/invalid_chain.json");
const ORDER_COMPLETED: &[u8] = include_bytes!("payin/order_completed.json");
const ORDER_EXPIRED: &[u8] = include_bytes!("payin/order_expired.json");
const DEPOSIT_COMPLETED: &[u8] = include_bytes!("payin/deposit_completed.json");

/// Made with openssl, not with this library: HMAC-SHA256 of `1738075105.<body>` under [`SECRET`].
const SIGNATURE: &[u8] = b"t=1738075105,v1=98b47b731446c3829c13ac2d4d6a9be646ccdbde416b2ecf7a32366c9667546c";
const SECRET: &str = "whsec_abc123xyz789";

pub(super) fn read(sheet: &mut Sheet) -> Result<(), Error> {
    let account = Account::new(
        "payin",
        [("api_key", "your-api-key"), ("environment", "testnet"), ("webhook_secret", SECRET)],
    )?;
    let mut desk = Desk { sheet, name: "PayIn", account: &account, now: instant("2025-01-20T10:36:00Z") };
    answers(&mut desk)?;
    desk.now = instant("2025-01-28T14:38:26Z");
    webhooks(&mut desk)
}

/// What came back from a question of ours, or with the payer.
fn answers(desk: &mut Desk<'_>) -> Result<(), Error> {
    let (account, now) = (desk.account, desk.now);
    let (by_reference, by_id) = (Target::reference("ORDER-2025-001"), Target::id("ord_abc123def456"));

    desk.heading("POST /orders, answered 201");
    desk.describe(&account.parse_created(&by_reference, &Response::new(201, &[], CREATED), now)?)?;

    desk.heading("GET /orders/ord_abc123def456, answered 200");
    desk.describe(&account.parse(&by_id, &ok(ORDER), now)?)?;

    desk.heading("GET /orders, answered 200: a page of orders");
    let page = account.parse_page(&Listing::default(), &ok(PAGE), now)?;
    for seen in &page.observations {
        desk.describe(seen)?;
    }
    let next = page.next.and_then(|next| next.page).map_or("the end".to_owned(), |n| format!("page {n}"));
    let total = page.total.map_or("an unknown number".to_owned(), |n| n.to_string());
    desk.sheet.field("page", &format!("{} of {total} orders; next: {next}", page.observations.len()));

    desk.heading("The URL that the payer came back to");
    desk.describe(&account.parse_redirect(REDIRECT)?)?;

    desk.heading("POST /orders, answered 409");
    desk.refusal(account.parse_created(&by_reference, &Response::new(409, &[], DUPLICATE), now));
    desk.heading("POST /orders, answered 503");
    desk.refusal(account.parse_created(&by_reference, &Response::new(503, &[], NO_ADDRESSES), now));
    desk.heading("POST /orders, answered 400 for its amount");
    desk.refusal(account.parse_created(&by_reference, &Response::new(400, &[], INVALID_AMOUNT), now));
    desk.heading("POST /orders, answered 400 for its chain");
    desk.refusal(account.parse_created(&by_reference, &Response::new(400, &[], INVALID_CHAIN), now));
    Ok(())
}

/// What PayIn sent by itself: each is verified before a byte of its body is read.
fn webhooks(desk: &mut Desk<'_>) -> Result<(), Error> {
    desk.heading("Webhook order.completed, in the shape of the published server");
    let headers = [("X-PayIn-Signature", SIGNATURE)];
    desk.receive(&Webhook::new(&headers, ORDER_COMPLETED))?;

    desk.heading("Webhook order.expired, in the shape of the guide");
    let signed = desk.account.sign_webhook(ORDER_EXPIRED, desk.now)?;
    desk.receive(&Webhook::new(&signed.header_pairs(), ORDER_EXPIRED))?;

    desk.heading("Webhook deposit.completed, in the shape of the guide");
    let signed = desk.account.sign_webhook(DEPOSIT_COMPLETED, desk.now)?;
    desk.receive(&Webhook::new(&signed.header_pairs(), DEPOSIT_COMPLETED))?;

    desk.heading("The first webhook again, with one byte changed");
    let forged = String::from_utf8_lossy(ORDER_COMPLETED).replace("10.000000", "90.000000");
    desk.receive_forged(&Webhook::new(&headers, forged.as_bytes()))
}
