//! Paydify's messages: answers to its query, and the webhooks of both generations of its API.

use paystate::{Account, Error, Target, Webhook};

use super::{Desk, Sheet, instant, ok};

const PENDING: &[u8] = include_bytes!("paydify/pending.json");
const ERROR: &[u8] = include_bytes!("paydify/error.json");
const PAID: &[u8] = include_bytes!("paydify/paid.json");
const TIMEOUT: &[u8] = include_bytes!("paydify/timeout.json");

/// Made with Python's `hmac`, not with this library.
const SIGNATURES: [&[u8]; 2] =
    [b"0fjxiinuETOKUUQ1gUHODMTVKKVWJcQL6yRWCoPJYDo=", b"wi1vsnQ9oMMcnCbc2diBOR44407X/KcWeBl5Oh+4fuU="];

pub(super) fn read(sheet: &mut Sheet) -> Result<(), Error> {
    let account = Account::new(
        "paydify",
        [
            ("api_key", "A14456006"),
            ("api_secret", "paydify_test_secret_0001"),
            ("webhook_path", "/webhooks/paydify"),
        ],
    )?;
    let now = instant("2025-09-08T10:42:47Z");
    let mut desk = Desk { sheet, name: "Paydify", account: &account, now };
    let target = Target::id("2209141130105863014");

    desk.heading("POST /payment/payin/v1/getPaymentStatus, answered 200");
    desk.describe(&account.parse(&target, &ok(PENDING), now)?)?;

    desk.heading("The same, answered 200 with a status of its own");
    desk.refusal(account.parse(&target, &ok(ERROR), now));

    desk.heading("Webhook of the current API: paid");
    let headers = |signature| {
        [
            ("x-api-key", b"A14456006".as_slice()),
            ("x-api-timestamp", b"1757328167000"),
            ("x-api-signature", signature),
        ]
    };
    let [paid, timeout] = SIGNATURES;
    desk.receive(&Webhook::new(&headers(paid), PAID))?;

    desk.heading("Webhook of the legacy API: failed, because nobody paid in time");
    desk.receive(&Webhook::new(&headers(timeout), TIMEOUT))?;

    desk.heading("The first webhook again, sent to another path");
    let headers = headers(paid);
    desk.receive_forged(&Webhook { path: Some("/webhooks/other"), ..Webhook::new(&headers, PAID) })
}
