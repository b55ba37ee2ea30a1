//! Money: exact decimals read from the digits of a JSON token, never through a float, and never rounded.

use alloc::string::String;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Malformed, MalformedReason};
use crate::json::{Doc, Json, Kind, Nodes};

/// The largest mantissa of a [`Decimal`]: 96 bits.
const MAX_MANTISSA: u128 = Decimal::MAX.mantissa().unsigned_abs();
/// The most decimal places of a [`Decimal`].
const MAX_SCALE: u32 = Decimal::MAX_SCALE;

/// A sum, in major units of its currency. A provider may leave the currency out.
///
/// Two sums are equal when their values are: `100 == 100.00`.
///
/// ```
/// use paystate::Money;
///
/// let paid = Money::new("100.00".parse().unwrap(), "USDT");
/// assert_eq!(paid, Money::new(100.into(), "USDT"));
/// assert_eq!(serde_json::to_string(&paid).unwrap(), r#"{"value":"100.00","currency":"USDT"}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The exact value.
    #[serde(with = "decimal_text")]
    pub value: Decimal,
    /// The currency or coin, as the provider spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

impl Money {
    /// A sum with its currency.
    ///
    /// ```
    /// let sum = paystate::Money::new(5.into(), "USD");
    /// assert_eq!(sum.currency.as_deref(), Some("USD"));
    /// ```
    #[must_use]
    pub fn new(value: Decimal, currency: impl Into<String>) -> Self {
        Self { value, currency: Some(currency.into()) }
    }

    /// A sum from the text of a decimal, by the grammar that every text of ours is read with; `malformed` for any other
    /// text, and for a value that does not fit 96 bits and 28 places. Nothing is ever rounded.
    ///
    /// ```
    /// use paystate::Money;
    ///
    /// assert_eq!(Money::parse("100.00", Some("USDT".to_owned()))?, Money::new(100.into(), "USDT"));
    /// assert!(Money::parse("1_000", None).is_err());
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn parse(value: &str, currency: Option<String>) -> Result<Self, Error> {
        let value = parse(value).ok_or(Malformed::new(MalformedReason::BadValue))?;
        Ok(Self { value, currency })
    }
}

impl Json {
    /// Reads a number, or a string that holds one, as an exact decimal; `malformed` for anything else, and where the
    /// value does not fit 96 bits and 28 decimal places. Nothing is ever rounded.
    ///
    /// With `minor_digits` the value must be an integer of minor units that fits 64 bits: `1999` with 2 is 19.99.
    ///
    /// ```
    /// use paystate::Json;
    ///
    /// let fee: Json = "0.30000000000000004".parse()?;
    /// assert_eq!(fee.to_decimal(None)?.to_string(), "0.30000000000000004");
    /// let cents: Json = "1999".parse()?;
    /// assert_eq!(cents.to_decimal(Some(2))?.to_string(), "19.99");
    /// assert!("\"1,000.00\"".parse::<Json>()?.to_decimal(None).is_err());
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn to_decimal(&self, minor_digits: Option<u32>) -> Result<Decimal, Error> {
        let mut nodes = Nodes::new();
        let doc = Doc::read(self.as_str().as_bytes(), &mut nodes)?;
        let decimal = match doc.kind(Doc::ROOT) {
            Kind::Number | Kind::String | Kind::EscapedString => {
                let text = doc.text(Doc::ROOT).decode();
                match minor_digits {
                    None => parse(&text),
                    Some(digits) => parse_minor(&text, digits),
                }
            }
            Kind::Null | Kind::True | Kind::False | Kind::Array | Kind::Object => None,
        };
        Ok(decimal.ok_or(Malformed::new(MalformedReason::BadValue))?)
    }
}

/// Reads `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, all of `text`. `None` where it is something else, or a
/// value that is not exactly `m * 10^-s` with `m` of 96 bits and `s` from 0 to 28. Written places are kept as far as
/// they fit.
pub(crate) fn parse(text: &str) -> Option<Decimal> {
    parse_short(text.as_bytes()).or_else(|| parse_any(text))
}

/// Whether `text` is the very text that its decimal is written as.
pub(crate) fn is_plain(text: &str) -> bool {
    parse_short(text.as_bytes()).is_some()
}

/// What providers nearly always send: at most 18 digits, perhaps with a point between them.
fn parse_short(bytes: &[u8]) -> Option<Decimal> {
    let (whole, fraction) = match bytes.iter().position(|&b| b == b'.') {
        Some(point) => (bytes.get(..point)?, bytes.get(point + 1..).filter(|f| !f.is_empty())?),
        None => (bytes, &[][..]),
    };
    let leads_with_zero = whole.len() > 1 && whole.first() == Some(&b'0');
    if whole.is_empty() || leads_with_zero || whole.len() + fraction.len() > 18 {
        return None;
    }
    let mantissa = whole.iter().chain(fraction).try_fold(0, |mantissa, digit| {
        digit.is_ascii_digit().then(|| mantissa * 10 + i64::from(digit - b'0'))
    })?;
    Decimal::try_new(mantissa, u32::try_from(fraction.len()).ok()?).ok()
}

fn parse_any(text: &str) -> Option<Decimal> {
    let (negative, rest) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (whole, rest) = split_digits(rest);
    if whole.is_empty() || (whole.len() > 1 && whole.first() == Some(&b'0')) {
        return None;
    }
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => {
            let (fraction, rest) = split_digits(rest);
            (Some(fraction).filter(|f| !f.is_empty())?, rest)
        }
        _ => (&[][..], rest),
    };
    let exponent = match rest {
        [] => 0,
        [b'e' | b'E', rest @ ..] => parse_exponent(rest)?,
        _ => return None,
    };
    // Only digits up to the last one that is not zero carry value.
    let end_of = |digits: &[u8]| digits.iter().rposition(|&b| b != b'0').map(|i| i + 1);
    let significant = end_of(fraction).map(|n| n + whole.len()).or_else(|| end_of(whole)).unwrap_or_default();
    let mut mantissa: u128 = 0;
    for &digit in whole.iter().chain(fraction).take(significant) {
        mantissa = mantissa * 10 + u128::from(digit - b'0');
        if mantissa > MAX_MANTISSA {
            return None;
        }
    }
    let dropped = whole.len() + fraction.len() - significant;
    let written = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    let least = if mantissa == 0 { 0 } else { written - i64::try_from(dropped).ok()? };
    let (mantissa, scale) = widen(mantissa, least, written)?;
    let mantissa = i128::try_from(mantissa).ok()?;
    Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale).ok()
}

/// Brings `mantissa * 10^-least` to a scale of 0 at the least, and towards `written` as far as both limits allow.
fn widen(mut mantissa: u128, least: i64, written: i64) -> Option<(u128, u32)> {
    let mut scale = least;
    while scale < 0 {
        mantissa = mantissa.checked_mul(10).filter(|&m| m <= MAX_MANTISSA)?;
        scale += 1;
    }
    while scale < written.min(i64::from(MAX_SCALE)) && mantissa * 10 <= MAX_MANTISSA {
        mantissa *= 10;
        scale += 1;
    }
    Some((mantissa, u32::try_from(scale).ok()?))
}

fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    bytes.split_at(bytes.iter().take_while(|b| b.is_ascii_digit()).count())
}

/// An exponent that no decimal can have is cut to one that is refused as surely.
fn parse_exponent(bytes: &[u8]) -> Option<i64> {
    const VAST: i64 = 1 << 40;
    let (negative, bytes) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let (digits, rest) = split_digits(bytes);
    if digits.is_empty() || !rest.is_empty() {
        return None;
    }
    let value = digits.iter().fold(0, |n, &d| (n * 10 + i64::from(d - b'0')).min(VAST));
    Some(if negative { -value } else { value })
}

/// Reads an integer of minor units, `-?(0|[1-9][0-9]*)` within 64 bits, and divides it by `10^digits`.
pub(crate) fn parse_minor(text: &str, digits: u32) -> Option<Decimal> {
    // What Rust reads beside.
    if let [b'+', ..] | [b'0', _, ..] | [b'-', b'0', _, ..] = text.as_bytes() {
        return None;
    }
    Decimal::try_from_i128_with_scale(text.parse::<i64>().ok()?.into(), digits).ok()
}

/// The integer of minor units of `10^-digits` that `value` is, where it is one and fits 64 bits.
pub(crate) fn to_minor(value: Decimal, digits: u32) -> Option<i64> {
    let value = value.normalize();
    let factor = 10_i128.checked_pow(digits.checked_sub(value.scale())?)?;
    i64::try_from(value.mantissa().checked_mul(factor)?).ok()
}

/// Decimals as JSON strings.
pub(crate) mod decimal_text {
    use alloc::borrow::Cow;

    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        super::parse(&text).ok_or_else(|| D::Error::custom("not an exact decimal"))
    }
}

#[cfg(test)]
mod tests;
