//! The strict reader: bytes to a flat table of fields and spans, in one pass.
//!
//! Every byte is checked, in fields that nobody reads too: UTF-8, grammar (RFC 8259), depth, keys given twice, half
//! surrogates. Numbers stay text. It never converts a value; who reads a field says what it must be.

mod lexer;
mod table;
mod text;
mod write;

pub(crate) use table::{Doc, Kind, NodeId, Nodes, key_hash};
pub(crate) use text::{JsonStr, Span};
pub(crate) use write::{Object, escape_into, escape_more, write_string};

use alloc::boxed::Box;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// The most bytes that a body may have.
///
/// ```
/// use paystate::{Json, MAX_BODY_BYTES};
///
/// let error = Json::parse(&" ".repeat(MAX_BODY_BYTES + 1)).unwrap_err();
/// assert_eq!((error.reason(), error.limit()), (Some("too_large"), Some(MAX_BODY_BYTES as u64)));
/// ```
pub const MAX_BODY_BYTES: usize = 1 << 20;

/// The most levels that arrays and objects may nest.
///
/// ```
/// use paystate::{Json, MAX_DEPTH};
///
/// let nested = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
/// assert!(Json::parse(&nested(MAX_DEPTH)).is_ok());
/// assert_eq!(Json::parse(&nested(MAX_DEPTH + 1)).unwrap_err().reason(), Some("too_deep"));
/// ```
pub const MAX_DEPTH: usize = 128;

/// The most keys that one object may have.
///
/// ```
/// use paystate::{Json, MAX_KEYS};
///
/// let member = |key: usize| format!("\"{key}\":0");
/// let object = |keys| format!("{{{}}}", (0..keys).map(member).collect::<Vec<_>>().join(","));
/// assert!(Json::parse(&object(MAX_KEYS)).is_ok());
/// assert_eq!(Json::parse(&object(MAX_KEYS + 1)).unwrap_err().reason(), Some("too_many_keys"));
/// ```
pub const MAX_KEYS: usize = 1024;

/// The most bytes that a field which is read may have.
///
/// ```
/// use paystate::{MAX_FIELD_BYTES, Response, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = format!(r#"{{"orderId":"{}","status":"pending"}}"#, "o".repeat(MAX_FIELD_BYTES + 1));
/// let error = account.parse(&Target::id("o"), &Response::new(200, &[], body.as_bytes()), now).unwrap_err();
/// assert_eq!((error.reason(), error.field()), (Some("too_long"), Some("id")));
/// # Ok::<(), paystate::Error>(())
/// ```
pub const MAX_FIELD_BYTES: usize = 64 << 10;

/// A JSON value as its exact text: what a provider sent, or what it is to be sent, to the last digit.
///
/// It holds one value that passed the strict reader, without white space around it.
///
/// ```
/// use paystate::Json;
///
/// let fee = Json::parse(" 1.10 ")?;
/// assert_eq!(fee.as_str(), "1.10");
/// assert!(Json::parse(r#"{"a":1,"a":1}"#).is_err(), "a key twice is refused");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// Reads one value under the limits of the reader; anything else is `malformed`.
    ///
    /// ```
    /// assert!(paystate::Json::parse("[1, 2").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut nodes = Nodes::new();
        let doc = Doc::read(text.as_bytes(), &mut nodes)?;
        Ok(Self::of_checked(doc.raw(Doc::ROOT)))
    }

    /// A JSON string that holds `text`.
    ///
    /// ```
    /// assert_eq!(paystate::Json::string("a\"b").as_str(), r#""a\"b""#);
    /// ```
    #[must_use]
    pub fn string(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        escape_into(&mut out, text);
        Self(out.into_boxed_str())
    }

    /// An object of text values, in the order given.
    ///
    /// ```
    /// let json = paystate::Json::object([("userId", "u-1")]);
    /// assert_eq!(json.as_str(), r#"{"userId":"u-1"}"#);
    /// ```
    #[must_use]
    pub fn object<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut object = Object::new();
        for (key, value) in entries {
            object.text(key, value);
        }
        Self(object.finish().into_boxed_str())
    }

    /// The exact text.
    ///
    /// ```
    /// assert_eq!(paystate::Json::parse("1e2").unwrap().as_str(), "1e2");
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &str {
        &self.0
    }

    /// Text that the strict reader has accepted already.
    pub(crate) fn of_checked(text: &str) -> Self {
        Self(text.into())
    }
}

impl core::fmt::Display for Json {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::str::FromStr for Json {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl Serialize for Json {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = serde_json::value::RawValue::from_string(self.0.clone().into_string())
            .map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<serde_json::value::RawValue>::deserialize(deserializer)?;
        Self::parse(raw.get()).map_err(serde::de::Error::custom)
    }
}

/// Whether `text` holds a control character (U+0000 to U+001F, U+007F), which could break a header or a path.
pub(crate) fn has_control(text: &str) -> bool {
    text.bytes().any(|b| b < 0x20 || b == 0x7f)
}
