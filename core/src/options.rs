//! What an account is built from, by keyword: credentials that do not print and are wiped, and settings that are
//! checked once.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::error::{Error, Misuse, MisuseReason};
use crate::http::is_url;
use crate::json::has_control;
use crate::profile::{Kind, Profile};
use crate::sign::{Keys, MAX_SECRETS};

/// The options of one account, their names checked against the provider's profile.
pub(crate) struct Options<'a> {
    profile: &'static Profile,
    given: Vec<(&'a str, &'a str)>,
}

impl<'a> Options<'a> {
    /// Collects `given`; an empty value is absent. `misuse` for a name that the provider does not have, which lists
    /// those it has, and for a name given more often than it may be.
    pub(crate) fn new(
        profile: &'static Profile,
        given: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Error> {
        let mut options = Self { profile, given: Vec::new() };
        for (name, value) in given {
            let Some(option) = profile.options.iter().find(|option| option.name == name) else {
                let known: Vec<&'static str> = profile.options.iter().map(|o| o.name).collect();
                let unknown = Misuse::new(MisuseReason::UnknownName, name.to_owned());
                return Err(unknown.expecting(known).into());
            };
            let most = if option.kind == Kind::VerifyingSecret { MAX_SECRETS } else { 1 };
            if options.all(option.name).count() == most {
                return Err(Misuse::new(MisuseReason::Repeated, option.name).limit(most as u64).into());
            }
            if !value.is_empty() {
                options.given.push((option.name, value));
            }
        }
        Ok(options)
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.given.iter().filter(move |(given, _)| *given == name).map(|(_, value)| *value)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.all(name).next()
    }

    pub(crate) fn credential(&self, name: &'static str) -> Credential {
        Credential { name, value: self.text(name).map(|value| Zeroizing::new(value.to_owned())) }
    }

    /// The secrets that verify webhooks: the first one signs.
    pub(crate) fn keys(&self, name: &'static str) -> Keys {
        Keys::new(name, self.all(name))
    }

    /// Which of `words` is set; the first is the default.
    pub(crate) fn word<T: Copy>(&self, name: &'static str, words: &[(&'static str, T)]) -> Result<T, Error> {
        let mut words_with_default = words.iter();
        let found = match self.text(name) {
            None => words_with_default.next(),
            Some(text) => words_with_default.find(|(word, _)| *word == text),
        };
        found.map(|(_, value)| *value).ok_or_else(|| {
            let expected: Vec<&'static str> = words.iter().map(|(word, _)| *word).collect();
            Misuse::new(MisuseReason::Invalid, name).expecting(expected).into()
        })
    }

    /// A whole number from 0 to `max`, in digits; its default is the profile's.
    pub(crate) fn whole(&self, name: &'static str, max: u32) -> Result<u32, Error> {
        let default = self.profile.options.iter().find(|option| option.name == name);
        let text = self.text(name).or_else(|| default.map(|option| option.default)).unwrap_or_default();
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits {
            return Err(Misuse::new(MisuseReason::Invalid, name).into());
        }
        let in_range = text.parse().ok().filter(|&number: &u32| number <= max);
        in_range.ok_or_else(|| Misuse::new(MisuseReason::OutOfRange, name).limit(max.into()).into())
    }

    /// Where requests go: `base_url` without its trailing slashes, else the host of `environment`.
    pub(crate) fn base_url(&self) -> Result<String, Error> {
        let host = self.word("environment", self.profile.environments)?;
        Ok(self.url("base_url", &["https", "http"])?.unwrap_or_else(|| host.to_owned()))
    }

    /// An absolute URL of one of `schemes`, without its trailing slashes.
    pub(crate) fn url(&self, name: &'static str, schemes: &[&str]) -> Result<Option<String>, Error> {
        match self.text(name) {
            None => Ok(None),
            Some(url) if is_url(url, schemes) => Ok(Some(url.trim_end_matches('/').to_owned())),
            Some(_) => Err(Misuse::new(MisuseReason::Invalid, name).into()),
        }
    }
}

/// A credential that may be absent until a verb needs it. It does not print, and is wiped when dropped.
#[derive(Clone)]
pub(crate) struct Credential {
    name: &'static str,
    value: Option<Zeroizing<String>>,
}

impl Credential {
    /// The same credential with another value; an empty one is absent.
    pub(crate) fn with(&self, value: &str) -> Self {
        let value = Some(value).filter(|value| !value.is_empty());
        Self { name: self.name, value: value.map(|value| Zeroizing::new(value.to_owned())) }
    }

    /// The value; `misuse` that names the credential where it is absent or holds a control character.
    pub(crate) fn need(&self) -> Result<&str, Error> {
        let value = self.value.as_ref().ok_or_else(|| Misuse::new(MisuseReason::Missing, self.name))?;
        if has_control(value) {
            return Err(Misuse::new(MisuseReason::ControlCharacter, self.name).into());
        }
        Ok(value)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.value.is_some() { "given" } else { "absent" };
        write!(f, "Credential({}: {state})", self.name)
    }
}
