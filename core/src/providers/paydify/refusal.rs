//! What Paydify's refusals mean. Two codes are documented; any other is kept as text and never guessed from its words.

use alloc::string::String;

use chrono::{DateTime, Utc};

use super::wire::ENVELOPE;
use crate::error::{Category, Error};
use crate::http::Response;
use crate::json::{Doc, Nodes};
use crate::refusal::{self, Asked, Said};
use crate::wire::Field;

/// The system errors of the two generations.
const INTERNAL: &[&str] = &["9999", "SYS_ERROR"];

/// The refusal that `response` is. Its body is read where it can be, and needs not be JSON.
pub(super) fn refuse(asked: Asked, response: &Response<'_>, now: DateTime<Utc>) -> Error {
    let code = read_code(response.body);
    let internal = code.as_deref().is_some_and(|code| INTERNAL.contains(&code));
    let category = internal.then_some(Category::Internal);
    refusal::refuse(asked, response, Said { code, category, ..Said::default() }, now)
}

/// An answer that says that all was well, and has nothing of what was asked for. After a create, something may be there
/// all the same.
pub(super) fn refuse_missing(asked: Asked, response: &Response<'_>, now: DateTime<Utc>) -> Error {
    let said = Said { category: Some(Category::NotFound), ..Said::default() };
    let mut error = refusal::refuse(asked, response, said, now);
    if let Error::Refused(refused) = &mut error {
        refused.outcome_unknown = asked == Asked::Create;
    }
    error
}

/// The code of either envelope.
fn read_code(body: &[u8]) -> Option<String> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(body, &mut nodes).ok()?;
    let envelope = ENVELOPE.gather(doc, Doc::ROOT).ok()?;
    let code = envelope.text(Field::Code).ok()?.or(envelope.text(Field::Native).ok()?);
    Some(code?.decode().into_owned())
}
