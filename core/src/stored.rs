//! Our own JSON forms, read back: stored records and what was seen, strictly, each value as what it must be.
//!
//! What is wrong is `misuse` that names the field: these forms are the caller's to keep, not a provider's. A key that a
//! form does not have is refused too; only [`Payment`](crate::Payment) has room to keep one.

use alloc::string::String;
use alloc::vec::Vec;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::error::{Error, Malformed, MalformedReason, Misuse, MisuseReason};
use crate::json::{Doc, Json, Kind, NodeId, Nodes};
use crate::money::{self, Money};
use crate::time::{self, TimeFormat, Timestamp};

/// A type with a JSON form, which is an object.
pub(crate) trait Stored: Sized {
    /// What it is called in an error.
    const NAME: &'static str;
    /// The keys of the form. `None` where the type keeps those that it does not know.
    const KEYS: Option<&'static [&'static str]>;

    fn read(fields: &Fields<'_>) -> Result<Self, Error>;
}

/// Reads the JSON form. `malformed` where `text` is no strict JSON object; `misuse` that names the field where a value is
/// not what the form has there.
pub(crate) fn from_json<T: Stored>(text: &str) -> Result<T, Error> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(text.as_bytes(), &mut nodes)?;
    if doc.kind(Doc::ROOT) != Kind::Object {
        return Err(Malformed::new(MalformedReason::WrongType).in_field(T::NAME).into());
    }
    read_object(doc, Doc::ROOT)
}

/// Writes the JSON form. Keys are text and values cannot fail, so neither can this.
pub(crate) fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Reads the JSON form where serde wants it. It needs the deserializer of `serde_json`, which hands over exact text.
pub(crate) fn deserialize<'de, T: Stored, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let json = <Json as serde::Deserialize>::deserialize(deserializer)?;
    from_json(json.as_str()).map_err(serde::de::Error::custom)
}

fn read_object<T: Stored>(doc: Doc<'_>, object: NodeId) -> Result<T, Error> {
    if let Some(keys) = T::KEYS {
        let known = |id: &NodeId| keys.iter().any(|key| doc.key(*id).is(key));
        if let Some(id) = doc.children(object).find(|id| !known(id)) {
            let unknown = Misuse::new(MisuseReason::UnknownName, doc.key(id).decode().into_owned());
            return Err(unknown.expecting(keys).into());
        }
    }
    T::read(&Fields { doc, object })
}

/// The fields of one stored object. `null` is absent.
pub(crate) struct Fields<'a> {
    pub(crate) doc: Doc<'a>,
    pub(crate) object: NodeId,
}

fn invalid(field: &'static str) -> Error {
    Misuse::new(MisuseReason::Invalid, field).into()
}

/// `value`, which the form must have.
pub(crate) fn need<T>(field: &'static str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| Misuse::new(MisuseReason::Missing, field).into())
}

impl<'a> Fields<'a> {
    fn get(&self, name: &str) -> Option<NodeId> {
        self.doc.get(self.object, name).filter(|&id| self.doc.kind(id) != Kind::Null)
    }

    pub(crate) fn text(&self, name: &'static str) -> Result<Option<String>, Error> {
        let Some(id) = self.get(name) else { return Ok(None) };
        match self.doc.kind(id) {
            Kind::String | Kind::EscapedString => Ok(Some(self.doc.text(id).decode().into_owned())),
            Kind::Null | Kind::True | Kind::False | Kind::Number | Kind::Array | Kind::Object => {
                Err(invalid(name))
            }
        }
    }

    /// A text that `read` understands.
    pub(crate) fn word<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        read(&text).map(Some).ok_or_else(|| invalid(name))
    }

    /// A whole number that fits `T`.
    pub(crate) fn whole<T: core::str::FromStr>(&self, name: &'static str) -> Result<Option<T>, Error> {
        let Some(id) = self.get(name) else { return Ok(None) };
        let number = (self.doc.kind(id) == Kind::Number).then(|| self.doc.text(id).raw.parse().ok());
        number.flatten().map(Some).ok_or_else(|| invalid(name))
    }

    /// A truth value; absent is false.
    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, Error> {
        let Some(id) = self.get(name) else { return Ok(false) };
        match self.doc.kind(id) {
            Kind::True => Ok(true),
            Kind::False => Ok(false),
            Kind::Null | Kind::Number | Kind::String | Kind::EscapedString | Kind::Array | Kind::Object => {
                Err(invalid(name))
            }
        }
    }

    pub(crate) fn instant(&self, name: &'static str) -> Result<Option<DateTime<Utc>>, Error> {
        self.word(name, |text| match time::parse_text(text, TimeFormat::Auto) {
            Some(Timestamp::Instant(at)) if text.contains('-') => Some(at),
            Some(Timestamp::Instant(_) | Timestamp::Local(_) | Timestamp::Date(_)) | None => None,
        })
    }

    /// A value that serde reads.
    pub(crate) fn parsed<T: serde::de::DeserializeOwned>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, Error> {
        let Some(json) = self.json(name) else { return Ok(None) };
        serde_json::from_str(json.as_str()).map(Some).map_err(|_| invalid(name))
    }

    /// Any JSON value, exactly.
    pub(crate) fn json(&self, name: &'static str) -> Option<Json> {
        self.get(name).map(|id| Json::of_checked(self.doc.raw(id)))
    }

    /// A sum under `name`: an object with a decimal text, and perhaps a currency.
    pub(crate) fn money(&self, name: &'static str, value: &'static str) -> Result<Option<Money>, Error> {
        let Some(fields) = self.object(name, &["value", "currency"])? else { return Ok(None) };
        Ok(Some(Money { value: fields.decimal("value", value)?, currency: fields.text("currency")? }))
    }

    /// The decimal text `name` of an object in another, called `field` in an error.
    pub(crate) fn decimal(&self, name: &'static str, field: &'static str) -> Result<Decimal, Error> {
        let text = need(field, self.text(name).map_err(|_| invalid(field))?)?;
        money::parse(&text).ok_or_else(|| invalid(field))
    }

    /// An object that has no other keys than `keys`: it has no room to keep one, and losing it would be silent.
    pub(crate) fn object(&self, name: &'static str, keys: &[&str]) -> Result<Option<Fields<'a>>, Error> {
        let Some(fields) = self.any_object(name)? else { return Ok(None) };
        let known = |id| keys.iter().any(|key| self.doc.key(id).is(key));
        if self.doc.children(fields.object).all(known) { Ok(Some(fields)) } else { Err(invalid(name)) }
    }

    /// An object of any keys.
    pub(crate) fn any_object(&self, name: &'static str) -> Result<Option<Fields<'a>>, Error> {
        let Some(object) = self.get(name) else { return Ok(None) };
        if self.doc.kind(object) != Kind::Object {
            return Err(invalid(name));
        }
        Ok(Some(Fields { doc: self.doc, object }))
    }

    /// The members that are not among `keys`, each as exact JSON.
    pub(crate) fn members<T: FromIterator<(String, Json)>>(&self, keys: &[&str]) -> T {
        let named = self.doc.children(self.object).map(|id| (self.doc.key(id).decode(), id));
        named
            .filter(|(key, _)| !keys.contains(&&**key))
            .map(|(key, id)| (key.into_owned(), Json::of_checked(self.doc.raw(id))))
            .collect()
    }

    /// A list of `T`.
    pub(crate) fn list<T: Stored>(&self, name: &'static str) -> Result<Vec<T>, Error> {
        let Some(list) = self.get(name) else { return Ok(Vec::new()) };
        let items = self.elements(name, list)?;
        items.into_iter().map(|item| read_object(self.doc, item)).collect()
    }

    /// The elements of an array that holds objects only.
    fn elements(&self, name: &'static str, list: NodeId) -> Result<Vec<NodeId>, Error> {
        let is_object = |id: &NodeId| self.doc.kind(*id) == Kind::Object;
        let items: Vec<NodeId> = self.doc.children(list).filter(is_object).collect();
        let whole = self.doc.kind(list) == Kind::Array && items.len() == self.doc.count(list) as usize;
        if whole { Ok(items) } else { Err(invalid(name)) }
    }
}
