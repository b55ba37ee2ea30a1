//! The comparison of the contract: what is expected must hold, what is not listed is not compared.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;

/// Arrays that are sets of words.
const SETS: &[&str] = &["notes"];
/// Texts that are compared as they are, whatever they look like.
const VERBATIM: &[&str] = &["body", "url", "native", "id", "reference", "event_id", "extra"];

/// What of `expected` does not hold in `actual`, one line each; empty where all holds.
#[must_use]
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut out = Vec::new();
    compare("", "", expected, actual, &mut out);
    out
}

fn compare(path: &str, key: &str, expected: &Value, actual: &Value, out: &mut Vec<String>) {
    let holds = match (expected, actual) {
        (Value::Object(expected), Value::Object(_)) => {
            for (key, expected) in expected {
                let path = format!("{path}.{key}");
                let actual = actual.get(key).unwrap_or(&Value::Null);
                if key == "headers" {
                    compare_headers(&path, expected, actual, out);
                } else {
                    compare(&path, key, expected, actual, out);
                }
            }
            true
        }
        (Value::Array(e), Value::Array(a)) if SETS.contains(&key) => {
            e.len() == a.len() && e.iter().all(|word| a.contains(word))
        }
        (Value::Array(e), Value::Array(a)) => {
            for (i, (e, a)) in e.iter().zip(a).enumerate() {
                compare(&format!("{path}[{i}]"), key, e, a, out);
            }
            e.len() == a.len()
        }
        (Value::String(e), Value::String(a)) => e == a || (!VERBATIM.contains(&key) && same_value(key, e, a)),
        (Value::Number(e), Value::Number(a)) => {
            e.to_string().parse::<Decimal>().ok() == a.to_string().parse().ok()
        }
        _ => expected == actual,
    };
    if !holds {
        out.push(format!("{path}: expected {expected}, got {actual}"));
    }
}

/// Sums are compared as numbers, instants to the millisecond.
fn same_value(key: &str, expected: &str, actual: &str) -> bool {
    if matches!(key, "value" | "amount") {
        return expected.parse::<Decimal>().ok() == actual.parse().ok();
    }
    let instants = (expected.parse::<DateTime<Utc>>(), actual.parse::<DateTime<Utc>>());
    matches!(instants, (Ok(e), Ok(a)) if e.timestamp_millis() == a.timestamp_millis())
}

/// Names without case, pairs without order, none more and none less.
fn compare_headers(path: &str, expected: &Value, actual: &Value, out: &mut Vec<String>) {
    let sorted = |headers: &Value| {
        let pairs = headers.as_array().into_iter().flatten();
        let mut pairs: Vec<(String, String)> = pairs
            .map(|pair| {
                let text = |i: usize| pair.get(i).and_then(Value::as_str).unwrap_or_default().to_owned();
                (text(0).to_ascii_lowercase(), text(1))
            })
            .collect();
        pairs.sort();
        pairs
    };
    if sorted(expected) != sorted(actual) {
        out.push(format!("{path}: expected {expected}, got {actual}"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::differences;

    fn holds(expected: &serde_json::Value, actual: &serde_json::Value) -> bool {
        differences(expected, actual).is_empty()
    }

    #[test]
    fn what_is_not_listed_is_not_compared() {
        assert!(holds(&json!({"a": 1}), &json!({"a": 1, "b": 2})));
        assert!(!holds(&json!({"a": 1, "b": 2}), &json!({"a": 1})));
        assert!(holds(&json!({"a": null}), &json!({})));
        assert!(!holds(&json!({"a": null}), &json!({"a": 1})));
    }

    #[test]
    fn sums_and_instants_are_compared_by_value() {
        assert!(holds(&json!({"value": "100"}), &json!({"value": "100.00"})));
        assert!(!holds(&json!({"value": "100"}), &json!({"value": "100.01"})));
        assert!(!holds(&json!({"native": "100"}), &json!({"native": "100.00"})));
        assert!(holds(
            &json!({"at": "2025-01-20T10:30:00Z"}),
            &json!({"at": "2025-01-20T18:30:00.000+08:00"})
        ));
        assert!(!holds(&json!({"at": "2025-01-20T10:30:00Z"}), &json!({"at": "2025-01-20T10:30:00.001Z"})));
        assert!(!holds(&json!({"at": "2025-01-20T10:30:00Z"}), &json!({"at": "soon"})));
    }

    #[test]
    fn arrays_are_in_order_unless_they_are_sets() {
        assert!(!holds(&json!([1, 2]), &json!([2, 1])));
        assert!(!holds(&json!([1]), &json!([1, 2])));
        assert!(holds(&json!({"notes": ["a", "b"]}), &json!({"notes": ["b", "a"]})));
        assert!(!holds(&json!({"notes": []}), &json!({"notes": ["a"]})));
    }

    #[test]
    fn headers_have_no_order_and_no_case() {
        let expected = json!({"headers": [["A", "1"], ["b", "2"]]});
        assert!(holds(&expected, &json!({"headers": [["B", "2"], ["a", "1"]]})));
        assert!(!holds(&expected, &json!({"headers": [["B", "2"]]})));
        assert!(!holds(&expected, &json!({"headers": [["B", "2"], ["a", "one"]]})));
    }

    #[test]
    fn an_error_is_not_an_answer() {
        assert!(!holds(&json!({"error": {"kind": "malformed"}}), &json!({"observation": {}})));
    }
}
