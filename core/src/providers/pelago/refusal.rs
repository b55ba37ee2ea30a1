//! How Pelago says no: the HTTP status decides what it means, for its pages pair no code with one.

use alloc::string::String;

use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::http::{Response, retry_after};
use crate::json::{Doc, Nodes};
use crate::refusal::{self, Asked, Said};
use crate::wire::{Field, Wire};

static REFUSAL: Wire =
    Wire::new(&[&[("error", Field::Error), ("code", Field::Code), ("message", Field::Details)]]);

/// The refusal that `response` is. Its body is read where it can be, and needs not be JSON.
pub(super) fn refuse(asked: Asked, response: &Response<'_>, now: DateTime<Utc>) -> Error {
    let (code, told) = read_body(response.body).unwrap_or_default();
    let retry_after_s = retry_after(response.headers, now).or(told);
    refusal::refuse(asked, response, Said { code, retry_after_s, ..Said::default() }, now)
}

/// The code in `error`, and the seconds to wait that its message tells.
fn read_body(body: &[u8]) -> Option<(Option<String>, Option<u64>)> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(body, &mut nodes).ok()?;
    let error = REFUSAL.gather(doc, REFUSAL.gather(doc, Doc::ROOT).ok()?.child(Field::Error)?).ok()?;
    let text = |field| Some(error.text(field).ok()??.decode());
    Some((text(Field::Code).map(String::from), text(Field::Details).and_then(|message| seconds_in(&message))))
}

/// As in the one message that is printed: "Rate limit exceeded. Retry after 60 seconds".
fn seconds_in(message: &str) -> Option<u64> {
    message.split("after ").skip(1).find_map(|rest| {
        let (number, unit) = rest.split_once(' ')?;
        number.parse().ok().filter(|_| unit.starts_with("second"))
    })
}
