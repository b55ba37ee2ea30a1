//! Strings of a body, still as they stand there: compared, hashed and copied without decoding where no escape is in them.

use alloc::borrow::Cow;

/// Where a piece of a body lies, in bytes. A span of a string lies inside the quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) const NONE: Self = Self { start: 0, end: 0 };

    /// The limit on a body keeps every offset within 32 bits.
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    pub(crate) fn of_bytes(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    pub(crate) const fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A JSON string's inside, or a number's token, as it stands in the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonStr<'a> {
    pub(crate) raw: &'a str,
    pub(crate) escaped: bool,
}

impl<'a> JsonStr<'a> {
    /// The decoded text, borrowed where nothing had to be decoded.
    pub(crate) fn decode(self) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(Chars::new(self.raw).collect()) } else { Cow::Borrowed(self.raw) }
    }

    /// Whether the decoded text is `other`.
    pub(crate) fn is(self, other: &str) -> bool {
        if self.escaped { Chars::new(self.raw).eq(other.chars()) } else { self.raw == other }
    }

    /// Whether the decoded text is `other`, the case of ASCII letters left aside.
    pub(crate) fn is_in_any_case(self, other: &str) -> bool {
        if !self.escaped {
            return self.raw.eq_ignore_ascii_case(other);
        }
        let lower = |c: char| c.to_ascii_lowercase();
        Chars::new(self.raw).map(lower).eq(other.chars().map(lower))
    }

    /// Orders by decoded text.
    pub(crate) fn compare(self, other: Self) -> core::cmp::Ordering {
        if self.escaped || other.escaped {
            Chars::new(self.raw).cmp(Chars::new(other.raw))
        } else {
            self.raw.cmp(other.raw)
        }
    }
}

/// The characters of a string that the lexer has accepted, escapes resolved.
struct Chars<'a>(core::str::Chars<'a>);

impl<'a> Chars<'a> {
    fn new(raw: &'a str) -> Self {
        Self(raw.chars())
    }

    /// Four hexadecimal digits; the lexer has seen that they are there.
    fn unit(&mut self) -> u32 {
        (0..4).fold(0, |unit, _| unit << 4 | self.0.next().and_then(|c| c.to_digit(16)).unwrap_or(0))
    }
}

impl Iterator for Chars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let c = self.0.next()?;
        if c != '\\' {
            return Some(c);
        }
        Some(match self.0.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit();
                let code = if (0xd800..0xdc00).contains(&unit) {
                    self.0.next();
                    self.0.next();
                    0x1_0000 + ((unit - 0xd800) << 10) + (self.unit().wrapping_sub(0xdc00) & 0x3ff)
                } else {
                    unit
                };
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            same => same,
        })
    }
}
