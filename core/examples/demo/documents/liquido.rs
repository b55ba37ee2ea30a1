//! Liquido's messages: a charge, and callbacks in the shape of its webhook page.

use paystate::{Account, Error, Response, Target, Webhook};

use super::{Desk, Sheet, instant, ok};

const CHARGE: &[u8] = include_bytes!("liquido/charge.json");
const CHARGE_SUCCEEDED: &[u8] = include_bytes!("liquido/charge_succeeded.json");
const REFUND_SUCCEEDED: &[u8] = include_bytes!("liquido/refund_succeeded.json");

/// Made with Python's `hmac`, not with this library.
const SIGNATURES: [&[u8]; 2] = [
    b"algorithm=HmacSHA256,timestamp=1671098127,signature=9222f9c577b50d01f6900cadb5f1320d6fc80433b6efd5ff3bcce8e05f8c3b60",
    b"algorithm=HmacSHA256,timestamp=1671098127,signature=b9038f70ff4798e9a1d3e5cd9219124e8ffc17e142d1b84630bd7fe68b633d6d",
];

pub(super) fn read(sheet: &mut Sheet) -> Result<(), Error> {
    let account = Account::new("liquido", [("client_secret", "test_client_secret")])?;
    let now = instant("2022-12-15T09:55:27Z");
    let mut desk = Desk { sheet, name: "Liquido", account: &account, now };
    let target = Target::reference("1ec983fa-1c37-679b-809b-067861d8700019");

    desk.heading("GET /v1/payments/charges/1ec983fa-…, answered 200: two implied decimals");
    desk.describe(&account.parse(&target, &ok(CHARGE), now)?)?;

    desk.heading("The same, answered 503");
    desk.refusal(account.parse(&target, &Response::new(503, &[], b""), now));

    let [charge, refund] = SIGNATURES;
    desk.heading("Callback CHARGE_SUCCEEDED");
    desk.receive(&Webhook::new(&[("Liquido-Signature", charge)], CHARGE_SUCCEEDED))?;

    desk.heading("Callback CHARGE_REFUND_SUCCEEDED: its SETTLED pays no charge");
    desk.receive(&Webhook::new(&[("Liquido-Signature", refund)], REFUND_SUCCEEDED))?;

    desk.heading("The first callback with the signature of the second");
    desk.receive_forged(&Webhook::new(&[("Liquido-Signature", refund)], CHARGE_SUCCEEDED))
}
