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
        let signed = account.sign_webhook(body, now).expect("a signature");
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

/// An account with every key that its provider knows.
fn account(profile: &Profile) -> Account {
    let keys = profile.options.iter().filter(|option| option.kind != Kind::Setting);
    Account::new(profile.name, keys.map(|key| (key.name, "k3y"))).expect("an account")
}
