//! A stored record: what is read of any text is written in one form, and that form is read as the same record.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paystate::Payment;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let Ok(payment) = Payment::from_json(text) else { return };
    let stored = payment.to_json();
    let again = Payment::from_json(&stored).expect("what is written can be read");
    assert_eq!(again, payment);
    assert_eq!(again.to_json(), stored);
    // Unknown keys are kept, so no key of the text is lost but those that are null.
    let keys = |text: &str| -> Vec<String> {
        let value: serde_json::Value = serde_json::from_str(text).expect("a record is JSON");
        let entries = value.as_object().expect("a record is an object");
        entries.iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| key.clone()).collect()
    };
    let written = keys(&stored);
    assert!(keys(text).iter().all(|key| written.contains(key)), "{stored}");
});
