//! Checks of what the caller gives, the same for every provider: `misuse` that names the field, and the limit.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::error::{Error, Misuse, MisuseReason};
use crate::http::{is_web_url, no_control};
use crate::json::{Doc, Json, Kind, Nodes, Object};
use crate::money;
use crate::status::Subject;

/// A given text; an empty one is absent.
pub(crate) fn present(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

/// A text that is not blank.
pub(crate) fn no_blank<'a>(field: &'static str, text: &'a str) -> Result<&'a str, Error> {
    if text.trim().is_empty() {
        return Err(Misuse::new(MisuseReason::Missing, field).into());
    }
    Ok(text)
}

/// A text of at most `max` Unicode characters, not bytes.
pub(crate) fn at_most<'a>(field: &'static str, text: &'a str, max: usize) -> Result<&'a str, Error> {
    if text.chars().count() > max {
        return Err(Misuse::new(MisuseReason::TooLong, field).limit(max as u64).into());
    }
    Ok(text)
}

/// A text of at most `max` bytes.
pub(crate) fn at_most_bytes<'a>(field: &'static str, text: &'a str, max: usize) -> Result<&'a str, Error> {
    if text.len() > max {
        return Err(Misuse::new(MisuseReason::TooLong, field).limit(max as u64).into());
    }
    Ok(text)
}

/// A merchant's reference: not blank, no control character, at most `max` characters.
pub(crate) fn reference(text: &str, max: usize) -> Result<&str, Error> {
    let text = at_most("reference", text, max)?;
    no_control("reference", no_blank("reference", text)?)
}

/// A text filter of a list; an empty one is absent.
pub(crate) fn filter<'a>(field: &'static str, text: Option<&'a String>) -> Result<Option<&'a str>, Error> {
    present(text).map(|text| no_control(field, text)).transpose()
}

/// Refuses the first field that is given, though the provider, or its dialect, lacks it.
pub(crate) fn lacking<const N: usize>(fields: [(&'static str, bool); N]) -> Result<(), Error> {
    match fields.into_iter().find(|(_, given)| *given) {
        Some((field, _)) => Err(Misuse::new(MisuseReason::Unsupported, field).into()),
        None => Ok(()),
    }
}

/// One of `words`, letter case counting.
pub(crate) fn one_of<'a>(
    field: &'static str,
    word: &'a str,
    words: &'static [&'static str],
) -> Result<&'a str, Error> {
    if words.contains(&word) {
        return Ok(word);
    }
    let reason = if word.is_empty() { MisuseReason::Missing } else { MisuseReason::Invalid };
    Err(Misuse::new(reason, field).expecting(words).into())
}

/// A number from 1 to `max`, in digits.
pub(crate) fn in_range(field: &'static str, number: Option<u32>, max: u32) -> Result<Option<String>, Error> {
    match number {
        None => Ok(None),
        Some(0) => Err(Misuse::new(MisuseReason::OutOfRange, field).limit(1).into()),
        Some(number) if number > max => {
            Err(Misuse::new(MisuseReason::OutOfRange, field).limit(max.into()).into())
        }
        Some(number) => Ok(Some(number.to_string())),
    }
}

/// An absolute `http` or `https` URL; an empty one is absent.
pub(crate) fn web_url<'a>(field: &'static str, url: Option<&'a String>) -> Result<Option<&'a str>, Error> {
    let url = present(url);
    if url.is_some_and(|url| !is_web_url(url)) {
        return Err(Misuse::new(MisuseReason::Invalid, field).into());
    }
    Ok(url)
}

/// The text of an order's amount.
pub(crate) fn amount(text: &str) -> Result<&str, Error> {
    sum("amount", text)
}

/// The text of a sum: plain digits with at most one point, more than 0.
pub(crate) fn sum<'a>(field: &'static str, text: &'a str) -> Result<&'a str, Error> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value = money::parse(text).filter(|_| plain);
    let value = value.ok_or_else(|| Misuse::new(MisuseReason::Invalid, field))?;
    if value.is_zero() {
        return Err(Misuse::new(MisuseReason::OutOfRange, field).limit(0).into());
    }
    Ok(text)
}

/// Refuses a subject that is none of `known`.
pub(crate) fn subject(given: Subject, known: &[Subject]) -> Result<(), Error> {
    if known.contains(&given) {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(|subject| subject.as_str()).collect();
    Err(Misuse::new(MisuseReason::Unsupported, "subject").expecting(known).into())
}

/// A JSON object of the caller's, an empty one where there is none. The table is made in `nodes`, which must be new.
pub(crate) fn object<'a>(
    field: &'static str,
    json: Option<&'a Json>,
    nodes: &'a mut Nodes,
) -> Result<Doc<'a>, Error> {
    let doc = Doc::read(json.map_or("{}", Json::as_str).as_bytes(), nodes)?;
    if doc.kind(Doc::ROOT) != Kind::Object {
        return Err(Misuse::new(MisuseReason::Invalid, field).into());
    }
    Ok(doc)
}

/// A text of the caller's own fields that is needed: there, and not blank.
pub(crate) fn need_text<'a>(own: Doc<'a>, name: &'static str) -> Result<Cow<'a, str>, Error> {
    let node = own.get(Doc::ROOT, name).filter(|&node| own.kind(node) != Kind::Null);
    let node = node.ok_or_else(|| Misuse::new(MisuseReason::Missing, name))?;
    if !matches!(own.kind(node), Kind::String | Kind::EscapedString) {
        return Err(Misuse::new(MisuseReason::Invalid, name).into());
    }
    let text = own.text(node).decode();
    no_blank(name, &text)?;
    Ok(text)
}

/// An object of texts, at most `max` of them, in the order of its keys' bytes so that every language sends the same.
pub(crate) fn texts(field: &'static str, json: &Json, max: Option<u32>) -> Result<String, Error> {
    let mut nodes = Nodes::new();
    let doc = object(field, Some(json), &mut nodes)?;
    if let Some(max) = max.filter(|&max| doc.count(Doc::ROOT) > max) {
        return Err(Misuse::new(MisuseReason::TooLong, field).limit(max.into()).into());
    }
    let mut entries: Vec<_> = doc.children(Doc::ROOT).map(|id| (doc.key(id).decode(), id)).collect();
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut object = Object::new();
    for (key, id) in entries {
        if !matches!(doc.kind(id), Kind::String | Kind::EscapedString) {
            return Err(Misuse::new(MisuseReason::Invalid, field).into());
        }
        object.text(&key, &doc.text(id).decode());
    }
    Ok(object.finish())
}

/// Writes the members of `from`, an object of the caller's, behind what `body` has, in the order given. Those of `placed`
/// stand there already; none may be of `filled`, which the call itself fills.
pub(crate) fn add_members(
    body: &mut Object,
    from: Doc<'_>,
    filled: &[&str],
    placed: &[&str],
) -> Result<(), Error> {
    for member in from.children(Doc::ROOT) {
        let name = from.key(member).decode();
        if filled.contains(&&*name) {
            return Err(Misuse::new(MisuseReason::Invalid, name.into_owned()).into());
        }
        if !placed.contains(&&*name) {
            body.raw(&name, from.raw(member));
        }
    }
    Ok(())
}
