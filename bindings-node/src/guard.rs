//! The one guard that every entry runs behind: a refusal of the core becomes an exception that JavaScript takes apart, and
//! a panic becomes one too, without its text, which could hold what a payer sent.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

use paystate::{Error, Malformed, Misuse, MisuseReason, Reply};
use serde_json::{Value, json};

/// Why an entry fails.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The core says so.
    Core(Error),
    /// What JavaScript was given is not of its form: the field, and a reason of the core's.
    Given(&'static str, MisuseReason),
    /// The form that JavaScript wrote of this argument cannot be read.
    Unreadable(&'static str, Malformed),
    /// The two halves of this package do not agree.
    Broken,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

/// What was read out of the form of an argument. JavaScript wrote the form, so that one which cannot be read is no message of
/// a provider's that is malformed: the call is to be fixed.
pub(crate) fn argument<T>(name: &'static str, read: Result<T, Error>) -> Result<T, Trouble> {
    read.map_err(|error| match error {
        Error::Malformed(malformed) => Trouble::Unreadable(name, malformed),
        Error::Unauthentic(_) | Error::Refused(_) | Error::Misuse(_) => Trouble::Core(error),
    })
}

/// Stands before what an entry throws, so that `lib/errors.js` takes nobody else's error for one of ours.
const MARK: &str = "paystate's native half: ";

/// Runs the body of an entry. What is thrown has the mark and a JSON object as its message; `lib/errors.js` makes an error
/// of it.
pub(crate) fn guard<T>(body: impl FnOnce() -> Result<T, Trouble>) -> napi::Result<T> {
    static QUIET: Once = Once::new();
    // A panic's text would go to the standard error of the process.
    QUIET.call_once(|| set_hook(Box::new(|_| {})));
    let thrown = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(Trouble::Core(error))) => of_error(&error),
        Ok(Err(Trouble::Given(field, reason))) => {
            let message = format!("misuse: `{field}`: {reason}");
            json!({"code": "misuse", "message": message, "reason": reason.as_str(), "field": field})
        }
        Ok(Err(Trouble::Unreadable(name, malformed))) => of_unreadable(name, &malformed),
        Ok(Err(Trouble::Broken)) => internal(),
        Err(payload) => of_panic(payload),
    };
    Err(napi::Error::from_reason(format!("{MARK}{thrown}")))
}

/// A form that passes a limit is too long, any other one invalid.
fn of_unreadable(name: &str, malformed: &Malformed) -> Value {
    let reason = if malformed.limit.is_some() { MisuseReason::TooLong } else { MisuseReason::Invalid };
    let message = format!("misuse: `{name}`: {reason}; {malformed}");
    let limit = malformed.limit;
    json!({"code": "misuse", "message": message, "reason": reason.as_str(), "field": name, "limit": limit})
}

/// Nothing of the payload is looked at; one that panics when it is dropped is not dropped.
fn of_panic(payload: Box<dyn Any + Send>) -> Value {
    std::mem::forget(payload);
    internal()
}

fn internal() -> Value {
    json!({"code": "internal", "message": "internal: paystate itself failed, please report it"})
}

fn of_error(error: &Error) -> Value {
    let mut thrown = json!({"code": error.kind().as_str(), "message": error.to_string()});
    let mut put = |name: &str, value: Value| {
        if let Some(object) = thrown.as_object_mut() {
            object.insert(name.to_owned(), value);
        }
    };
    match error {
        Error::Malformed(Malformed { reason, field, offset, limit, .. }) => {
            put("reason", reason.as_str().into());
            put("field", (*field).into());
            put("offset", (*offset).into());
            put("limit", (*limit).into());
        }
        Error::Unauthentic(unauthentic) => {
            put("reason", unauthentic.reason.as_str().into());
            put("reply", of_reply(&unauthentic.reply));
        }
        Error::Refused(refused) => {
            put("httpStatus", refused.http_status.into());
            put("providerCode", refused.code.clone().into());
            put("category", refused.category.as_str().into());
            put("retryable", refused.retryable.into());
            put("retryAfterSeconds", refused.retry_after_s.into());
            put("retryAt", refused.retry_at.map(|at| at.timestamp_millis()).into());
            put("outcomeUnknown", refused.outcome_unknown.into());
        }
        Error::Misuse(Misuse { reason, field, limit, expected, .. }) => {
            put("reason", reason.as_str().into());
            put("field", field.as_ref().into());
            put("limit", (*limit).into());
            // A list only where there is one.
            put("expected", Some(expected.as_ref()).filter(|words| !words.is_empty()).into());
        }
    }
    thrown
}

pub(crate) fn of_reply(reply: &Reply) -> Value {
    json!({"status": reply.status, "contentType": reply.content_type, "body": reply.body})
}

#[cfg(test)]
mod tests {
    use paystate::Account;
    use serde_json::Value;

    use super::{MARK, guard};

    fn thrown<T>(result: napi::Result<T>) -> Value {
        let reason = result.err().expect("it throws").reason.clone();
        serde_json::from_str(reason.strip_prefix(MARK).expect("the mark")).expect("JSON")
    }

    #[test]
    fn a_panic_becomes_an_error_without_its_text() {
        let thrown = thrown(guard::<()>(|| panic!("4111 1111 1111 1111")));
        assert_eq!(thrown["code"], "internal");
        assert!(!thrown.to_string().contains("4111"));
    }

    #[test]
    fn an_error_keeps_its_reason_field_and_what_was_expected() {
        let thrown = thrown(guard(|| Ok(Account::new("nobody", [])?)));
        assert_eq!((&thrown["code"], &thrown["reason"]), (&"misuse".into(), &"unknown_name".into()));
        assert_eq!(thrown["field"], "provider");
        assert!(thrown["expected"].as_array().is_some_and(|known| !known.is_empty()));
    }

    #[test]
    fn a_value_passes() {
        assert_eq!(guard(|| Ok(7)).ok(), Some(7));
    }
}
