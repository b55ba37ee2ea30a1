//! Every reading verb of every provider on any answer, and what a caller does with what was read: nothing panics.
//!
//! The first two bytes choose the HTTP status and the moment; the rest is the body.
#![no_main]

use chrono::{DateTime, Utc};
use libfuzzer_sys::fuzz_target;
use paystate::{Account, Listing, Observation, Payment, Response, Target, providers};

fuzz_target!(|bytes: &[u8]| {
    let [status, moment, body @ ..] = bytes else { return };
    let status = if status % 4 == 0 { u16::from(*status) * 4 } else { 200 };
    let now = DateTime::from_timestamp(i64::from(*moment) * 300_000_000, 0).expect("a moment of this age");
    let retry = [("Retry-After", body.get(..16).unwrap_or(body))];
    let response = Response::new(status, &retry, body);
    for profile in providers() {
        let account = Account::new(profile.name, []).expect("an account");
        for &subject in profile.queried {
            let target = Target { subject, ..Target::id("o") };
            let read =
                [account.parse(&target, &response, now), account.parse_created(&target, &response, now)];
            read.iter().flatten().for_each(|seen| follow(&account, seen, now));
        }
        let target = Target::id("o");
        if let Ok(page) = account.parse_page(&Listing::default(), &response, now) {
            page.observations.iter().for_each(|seen| follow(&account, seen, now));
        }
        let _ = (account.parse_timeline(&target, &response, now), account.parse_token(&response, now));
        if let Some(seen) = core::str::from_utf8(body).ok().and_then(|url| account.parse_redirect(url).ok()) {
            follow(&account, &seen, now);
        }
    }
});

/// Opens a record, advances and stores it.
fn follow(account: &Account, seen: &Observation, now: DateTime<Utc>) {
    serde_json::to_string(seen).expect("an observation is JSON");
    let Ok(payment) = account.open_seen(seen, now) else { return };
    let payment = payment.advance(seen, now).payment;
    let _ = payment.schedule(now, None);
    assert_eq!(Payment::from_json(&payment.to_json()).as_ref(), Ok(&payment));
}
