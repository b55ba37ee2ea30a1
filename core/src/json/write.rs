//! JSON out: compact objects in the order they are written, characters outside ASCII as they are.

use alloc::string::String;
use core::fmt::{self, Write};

/// Writes `text` as a JSON string. Only `"`, `\` and control characters below U+0020 are escaped.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = write_string(out, text, |_| false);
}

/// As [`escape_into`], into anything; the characters that `more` picks are escaped besides.
pub(crate) fn write_string(out: &mut impl Write, text: &str, more: impl Fn(char) -> bool) -> fmt::Result {
    out.write_char('"')?;
    let must = |c| matches!(c, '"' | '\\' | '\0'..='\u{1f}');
    let mut written = 0;
    for (at, c) in text.char_indices().filter(|&(_, c)| must(c) || more(c)) {
        out.write_str(text.get(written..at).unwrap_or_default())?;
        written = at + c.len_utf8();
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\u{8}' => out.write_str("\\b")?,
            '\u{c}' => out.write_str("\\f")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            _ => write_units(out, c)?,
        }
    }
    out.write_str(text.get(written..).unwrap_or_default())?;
    out.write_char('"')
}

/// `\uXXXX` in lower-case hexadecimal; above U+FFFF a surrogate pair.
fn write_units(out: &mut impl Write, c: char) -> fmt::Result {
    c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))
}

/// The same JSON with the characters that `picked` picks escaped: such as can stand nowhere but in strings.
pub(crate) fn escape_more(json: &str, picked: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if picked(c) {
            // Writing to a string cannot fail.
            let _ = write_units(&mut out, c);
        } else {
            out.push(c);
        }
    }
    out
}

/// A compact JSON object, written key by key.
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self(String::from("{"))
    }

    fn key(&mut self, key: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        escape_into(&mut self.0, key);
        self.0.push(':');
    }

    /// A text value.
    pub(crate) fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.key(key);
        escape_into(&mut self.0, value);
        self
    }

    /// A text value, left out where there is none.
    pub(crate) fn optional(&mut self, key: &str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.text(key, value);
        }
        self
    }

    /// A value that is JSON already, as the strict reader accepted it; blanks outside its strings are left out.
    pub(crate) fn raw(&mut self, key: &str, json: &str) -> &mut Self {
        self.key(key);
        let (mut in_string, mut escaped) = (false, false);
        self.0.extend(json.chars().filter(|&c| {
            let keep = in_string || !c.is_ascii_whitespace();
            if c == '"' && !escaped {
                in_string = !in_string;
            }
            escaped = c == '\\' && !escaped;
            keep
        }));
        self
    }

    pub(crate) fn finish(&mut self) -> String {
        let mut out = core::mem::take(&mut self.0);
        out.push('}');
        out
    }
}
