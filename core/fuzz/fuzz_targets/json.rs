//! The strict reader against `serde_json`: what it takes is JSON and means the same, and what it refuses although it is
//! JSON breaks a rule of the house.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paystate::{Error, Json};
use serde::Deserialize;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let read = Json::parse(text);
    // Where we read it, it is not deep; else the stack sets a limit to what the other reader can be asked.
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    let theirs = value(text, read.is_ok() || brackets < 500);
    match (read, theirs) {
        (Ok(json), theirs) => {
            let theirs = theirs.expect("read, though it is no JSON");
            assert_eq!(value(json.as_str(), true).expect("the exact text is JSON"), theirs);
            let again = Json::parse(json.as_str()).expect("the exact text is read");
            assert_eq!(again, json);
            // The scalars never panic, whatever the value is.
            let _ = (
                json.to_decimal(None),
                json.to_decimal(Some(2)),
                json.to_timestamp(paystate::TimeFormat::Auto),
            );
        }
        (Err(error), Ok(_)) => {
            let Error::Malformed(malformed) = error else { panic!("the reader says {error}") };
            let rules = ["duplicate_key", "too_deep", "too_many_keys", "too_large"];
            assert!(rules.contains(&malformed.reason.as_str()), "{malformed}");
        }
        (Err(_), Err(_)) => {}
    }
});

/// What `serde_json` reads: values of any depth, or of at most 127 levels.
fn value(text: &str, any_depth: bool) -> serde_json::Result<Value> {
    let mut reader = serde_json::Deserializer::from_str(text);
    if any_depth {
        reader.disable_recursion_limit();
    }
    let value = Value::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}
