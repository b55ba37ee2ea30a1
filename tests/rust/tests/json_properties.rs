//! The strict reader against `serde_json`: written values, values spelled in the oddest way, and broken bytes.
//!
//! They differ in nothing but the rules of the house, and those are checked by a second look with `serde`.

mod support;

use std::collections::HashSet;
use std::fmt;

use paystate::{Json, Payment, Response, Target};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use support::{account, config, edited, edits, now, value};

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn written_values_are_read_as_they_are(value in value()) {
        let compact = serde_json::to_vec(&value).expect("a value can be written");
        prop_assert_eq!(agreed(&compact), Ok(value.clone()));
        let pretty = serde_json::to_vec_pretty(&value).expect("a value can be written");
        prop_assert_eq!(agreed(&pretty), Ok(value.clone()));
        prop_assert_eq!(agreed(oddly_spelled(&value).as_bytes()), Ok(value));
    }

    #[test]
    fn broken_bytes_are_refused_alike(value in value(), odd in any::<bool>(), edits in edits()) {
        let text = if odd { oddly_spelled(&value) } else { value.to_string() };
        let _ = agreed(&edited(text.into_bytes(), &edits));
    }

    #[test]
    fn nonsense_is_refused_alike(bytes in vec(any::<u8>(), 0..40), text in "[\\[\\]{}\",:0-9eE.+\\-\\\\u ntf]{0,24}") {
        let _ = agreed(&bytes);
        let _ = agreed(text.as_bytes());
    }

    /// Few keys are compared pair by pair and many are sorted: both ways see through every spelling.
    #[test]
    fn a_key_twice_is_found_in_every_spelling(keys in vec(key(), 0..90)) {
        let entries: Vec<String> = keys.iter().map(|(_, spelled)| format!("\"{spelled}\":0")).collect();
        let text = format!("{{{}}}", entries.join(","));
        let distinct: HashSet<&String> = keys.iter().map(|(key, _)| key).collect();
        let reason = Json::parse(&text).err().and_then(|error| error.reason());
        prop_assert_eq!(reason, (distinct.len() < keys.len()).then_some("duplicate_key"));
        let _ = agreed(text.as_bytes());
    }

    #[test]
    fn text_is_decoded_whatever_its_spelling(id in spelled(any::<String>()), key in spelled("[^a-z]{0,20}")) {
        let text = format!(r#"{{"v":1,"status":"pending","id":"{}","{}":1.50}}"#, id.1, key.1);
        let payment = Payment::from_json(&text).expect("a record");
        prop_assert_eq!(payment.id.as_ref(), Some(&id.0));
        let written: Value = serde_json::from_str(&payment.to_json()).expect("a record is JSON");
        prop_assert_eq!(&written["id"], &Value::String(id.0));
        prop_assert_eq!(written[key.0].to_string(), "1.50");
    }
}

/// What both readers make of `bytes`, after a check that they agree: the value, or our reason for refusing it.
fn agreed(bytes: &[u8]) -> Result<Value, &'static str> {
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    let theirs = serde_json::from_slice::<Value>(bytes);
    let twin = theirs.is_ok() && serde_json::from_slice::<HasTwin>(bytes).expect("a value").0;
    match (read(bytes), theirs) {
        (Ok(text), Ok(value)) => {
            assert!(!twin, "a key twice was taken: {}", shown());
            assert_eq!(serde_json::from_str::<Value>(&text).expect("what was read is JSON"), value);
            Ok(value)
        }
        (Ok(_), Err(error)) => panic!("read, though {error}: {}", shown()),
        (Err(reason), Ok(_)) => {
            // The other rules have limits that these texts do not come near: see `limits.rs`.
            assert!(twin && reason == "duplicate_key", "refused as {reason}: {}", shown());
            Err(reason)
        }
        (Err(reason), Err(_)) => Err(reason),
    }
}

/// The exact text of the value, or the reason why there is none. Both ways into the reader must agree on that.
fn read(bytes: &[u8]) -> Result<String, &'static str> {
    let by_verb = match read_by_verb(bytes) {
        // These are about what the fields must be, and come after the reader.
        Some("missing" | "wrong_type" | "bad_value" | "contradiction" | "too_long") | None => None,
        reason => reason,
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        let reason = by_verb.expect("bytes that are not UTF-8 are refused");
        assert_eq!(reason, "not_utf8");
        return Err(reason);
    };
    let read = Json::parse(text);
    assert_eq!(read.as_ref().err().and_then(paystate::Error::reason), by_verb, "{text}");
    read.map(|json| json.to_string()).map_err(|error| error.reason().expect("the reader names its reason"))
}

fn read_by_verb(bytes: &[u8]) -> Option<&'static str> {
    let payin = paystate::providers().next().expect("a provider");
    let read = account(payin).parse(&Target::id("o"), &Response::new(200, &[], bytes), now());
    // A refusal, which has no reason, was read too.
    read.err().and_then(|error| error.reason())
}

/// The same value with every character escaped and blanks wherever there may be some.
fn oddly_spelled(value: &Value) -> String {
    let text = |text: &str| -> String {
        let units: String = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
        format!("\"{units}\"")
    };
    let listed = |items: Vec<String>| items.join("\r\n,\t");
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => format!("\t{value}\n"),
        Value::String(string) => text(string),
        Value::Array(items) => format!(" [ {} ] ", listed(items.iter().map(oddly_spelled).collect())),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| format!("{} : {}", text(key), oddly_spelled(value));
            format!("\n{{ {} }}", listed(entries.iter().map(entry).collect()))
        }
    }
}

/// Some text, and one of the ways to spell it inside a JSON string.
fn spelled(text: impl Strategy<Value = String>) -> impl Strategy<Value = (String, String)> {
    (text, vec(0..3_u8, 1..8)).prop_map(|(text, ways)| {
        let mut spelled = String::new();
        for (c, way) in text.chars().zip(ways.iter().cycle()) {
            let short = "\"\\/\u{8}\u{c}\n\r\t".find(c).map(|i| &"\"\\/bfnrt"[i..=i]);
            match (way, short) {
                (0, Some(letter)) => spelled.extend(["\\", letter]),
                (0 | 1, None) if c >= ' ' => spelled.push(c),
                (1, _) => spelled.extend(c.encode_utf16(&mut [0; 2]).iter().map(|u| format!("\\u{u:04x}"))),
                _ => spelled.extend(c.encode_utf16(&mut [0; 2]).iter().map(|u| format!("\\u{u:04X}"))),
            }
        }
        (text, spelled)
    })
}

/// A key, often one that others have too, or one whose beginning, end and length are those of others.
fn key() -> impl Strategy<Value = (String, String)> {
    let number = prop_oneof![1 => 0..60_u16, 30 => 0..9999_u16];
    let shape = select(vec![("", ""), ("é\"", "\u{1F600}"), ("prefix--", "--suffix")]);
    spelled((number, shape).prop_map(|(n, (before, after))| format!("{before}{n:04}{after}")))
}

/// Whether an object in the value has one key twice.
struct HasTwin(bool);

impl<'de> Deserialize<'de> for HasTwin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TwinVisitor)
    }
}

struct TwinVisitor;

impl<'de> Visitor<'de> for TwinVisitor {
    type Value = HasTwin;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<HasTwin, E> {
        Ok(HasTwin(false))
    }

    fn visit_bool<E>(self, _: bool) -> Result<HasTwin, E> {
        Ok(HasTwin(false))
    }

    fn visit_u64<E>(self, _: u64) -> Result<HasTwin, E> {
        Ok(HasTwin(false))
    }

    fn visit_i64<E>(self, _: i64) -> Result<HasTwin, E> {
        Ok(HasTwin(false))
    }

    fn visit_str<E>(self, _: &str) -> Result<HasTwin, E> {
        Ok(HasTwin(false))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<HasTwin, A::Error> {
        let mut found = false;
        while let Some(HasTwin(twin)) = items.next_element()? {
            found |= twin;
        }
        Ok(HasTwin(found))
    }

    /// A number that is no small integer is handed over as a map of one key.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<HasTwin, A::Error> {
        let (mut found, mut keys) = (false, HashSet::new());
        while let Some((key, HasTwin(twin))) = entries.next_entry::<String, HasTwin>()? {
            found |= twin | !keys.insert(key);
        }
        Ok(HasTwin(found))
    }
}
