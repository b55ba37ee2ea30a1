//! What is signed is authentic, and with one byte changed it is not.
//!
//! The first three bytes choose the byte and the change; the rest is the body.
#![no_main]

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use paystate::{Account, ErrorKind, Kind, Profile, Webhook, providers};

fuzz_target!(|bytes: &[u8]| {
    let [high, low, change, body @ ..] = bytes else { return };
    let now = DateTime::from_timestamp(1_737_369_360, 0).expect("a moment of this age");
    for profile in providers() {
        let account = account(profile);
        let signed = match account.sign_webhook(body, now) {
            Ok(signed) => signed,
            // A scheme that signs text has no signature for what is none.
            Err(error) => {
                assert!(core::str::from_utf8(body).is_err(), "{error}");
                continue;
            }
        };
        let headers = signed.header_pairs();
        let kind =
            |body: &[u8]| account.receive(&Webhook::new(&headers, body), now).map_err(|error| error.kind());
        assert!(matches!(kind(body), Ok(_) | Err(ErrorKind::Malformed)));

        let mut forged = body.to_vec();
        let at = usize::from(u16::from_be_bytes([*high, *low]));
        if let Some(byte) = forged.get_mut(at).filter(|_| *change != 0) {
            *byte ^= change;
            assert_eq!(kind(&forged).err(), Some(ErrorKind::Unauthentic));
        }
        // Any bytes as a header's value: nothing is proved by them, and nothing panics.
        for (name, _) in &headers {
            let forged = [(*name, body)];
            assert!(account.receive(&Webhook::new(&forged, b"{}"), now).is_err());
        }
    }
});

/// An account with every key that its provider knows, and the setting without which one of them signs nothing.
fn account(profile: &Profile) -> Account {
    let given = |name, kind| match (name, kind) {
        ("webhook_path", _) => Some((name, "/hooks?shop=7")),
        (_, Kind::Setting) => None,
        (_, Kind::Credential | Kind::VerifyingSecret) => Some((name, "k3y")),
    };
    let options = profile.options.iter().filter_map(|option| given(option.name, option.kind));
    Account::new(profile.name, options).expect("an account")
}
