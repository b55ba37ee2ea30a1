//! What vectors, which compare values, cannot tell: which of the two ways a sum was read, and which places it keeps.

use alloc::string::ToString;

use super::*;

#[test]
fn what_providers_nearly_always_send_is_plain() {
    for text in ["0", "7", "10", "0.5", "10.50", "0.000001", "123456789012345678", "1234567890.12345678"] {
        assert!(is_plain(text), "{text}");
        assert_eq!(parse(text).unwrap().to_string(), text);
    }
    for text in ["", ".", ".5", "5.", "01", "-1", "1e2", "1.5.5", "1234567890123456789"] {
        assert!(!is_plain(text), "{text}");
    }
}

#[test]
fn the_short_way_reads_what_the_long_one_reads() {
    let parts = ["", "0", "00", "1", "9", "10", "007", "12345678", "123456789", "1234567890", "a", "-", "."];
    for whole in parts {
        for fraction in parts {
            for text in [whole.to_string(), [whole, ".", fraction].concat()] {
                if let Some(short) = parse_short(text.as_bytes()) {
                    let long = parse_any(&text).unwrap();
                    assert_eq!((short, short.scale()), (long, long.scale()), "{text}");
                }
            }
        }
    }
}

#[test]
fn written_places_are_kept_as_far_as_they_fit() {
    let zeros = "1.".to_string() + &"0".repeat(31);
    let cases = [
        ("-1.50", "-1.50"),
        ("-0.0", "0.0"),
        ("1.50e0", "1.50"),
        ("1.50e1", "15.0"),
        ("1.50e2", "150"),
        ("150e-2", "1.50"),
        ("0.00e1", "0.0"),
        (&zeros, &zeros[..30]),
        ("7922816251426433759354395033.0", "7922816251426433759354395033.0"),
        ("7922816251426433759354395033.50", "7922816251426433759354395033.5"),
    ];
    for (text, kept) in cases {
        assert_eq!(parse(text).unwrap().to_string(), kept, "{text}");
    }
}
