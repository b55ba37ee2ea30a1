//! Reading and writing instants. No clock is read here, or anywhere: `now` is always an argument.

use alloc::string::String;
use core::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use serde::Serializer;

use crate::error::{Error, Malformed, MalformedReason};
use crate::json::{Doc, Json, Kind, Nodes};

/// A time as a provider wrote it.
///
/// ```
/// use paystate::{Json, TimeFormat, Timestamp};
///
/// let read = |json: &str| json.parse::<Json>()?.to_timestamp(TimeFormat::Auto);
/// let instant = Timestamp::Instant("2023-05-30T07:37:42Z".parse().unwrap());
/// assert_eq!(read("\"2023-05-30 00:37:42 GMT-07:00\"")?, instant);
/// assert_eq!(read("1685432262")?, instant);
/// // Without a zone it is not an instant, and is not taken for UTC.
/// assert!(matches!(read("\"2023-05-30 00:37:42\"")?, Timestamp::Local(_)));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timestamp {
    /// A point in time, to the millisecond.
    Instant(DateTime<Utc>),
    /// A date and time of day in an unnamed zone.
    Local(NaiveDateTime),
    /// A day.
    Date(NaiveDate),
}

/// How a number is to be read as a time.
///
/// ```
/// use paystate::{Json, TimeFormat, Timestamp};
///
/// let json: Json = "1685432262000".parse()?;
/// let instant = Timestamp::Instant("2023-05-30T07:37:42Z".parse().unwrap());
/// assert_eq!(json.to_timestamp(TimeFormat::Auto)?, instant);
/// assert_eq!(json.to_timestamp(TimeFormat::EpochMilliseconds)?, instant);
/// assert!(json.to_timestamp(TimeFormat::EpochSeconds).is_err(), "the year 55379");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Text forms, and numbers: from 100,000,000,000 on milliseconds, below it seconds.
    Auto,
    /// Seconds since 1970, and nothing else.
    EpochSeconds,
    /// Milliseconds since 1970, and nothing else.
    EpochMilliseconds,
}

impl Json {
    /// Reads a string or an integer as a time; `malformed` for anything else.
    ///
    /// Text may be RFC 3339, `yyyy-MM-dd HH:mm:ss` followed by `GMT±hh:mm`, `GMT`, `UTC` or `Z`, the same without a
    /// zone, a day, or the digits of an epoch. Years run from 1 to 9999; fractions of a millisecond are cut off.
    ///
    /// ```
    /// use paystate::{Json, TimeFormat};
    ///
    /// let json: Json = "\"2025-02-08T22:30:00+0200\"".parse()?;
    /// assert!(json.to_timestamp(TimeFormat::Auto).is_err(), "RFC 3339 wants a colon in the offset");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn to_timestamp(&self, format: TimeFormat) -> Result<Timestamp, Error> {
        let mut nodes = Nodes::new();
        let doc = Doc::read(self.as_str().as_bytes(), &mut nodes)?;
        let time = match doc.kind(Doc::ROOT) {
            Kind::Number => parse_number(doc.text(Doc::ROOT).raw, format).map(Timestamp::Instant),
            Kind::String | Kind::EscapedString => parse_text(&doc.text(Doc::ROOT).decode(), format),
            Kind::Null | Kind::True | Kind::False | Kind::Array | Kind::Object => None,
        };
        Ok(time.ok_or(Malformed::new(MalformedReason::BadValue))?)
    }
}

/// From this number on, an epoch of an unnamed unit is in milliseconds: 1973 as such, the year 5138 as seconds.
const FIRST_MILLISECONDS: u64 = 100_000_000_000;

/// What a text says of a time; an instant in milliseconds since 1970, in the years 1 to 9999.
pub(crate) enum Moment {
    Instant(i64),
    Local(NaiveDateTime),
    Date(NaiveDate),
}

/// An integer of either sign, as an instant in milliseconds.
pub(crate) fn read_number(token: &str, format: TimeFormat) -> Option<i64> {
    let number: i64 = token.parse().ok()?;
    let seconds = match format {
        TimeFormat::Auto => number.unsigned_abs() < FIRST_MILLISECONDS,
        TimeFormat::EpochSeconds => true,
        TimeFormat::EpochMilliseconds => false,
    };
    in_calendar(if seconds { number.checked_mul(1000)? } else { number })
}

pub(crate) fn read_text(text: &str, format: TimeFormat) -> Option<Moment> {
    let bytes = text.as_bytes();
    if !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) {
        return read_number(text, format).map(Moment::Instant);
    }
    match format {
        TimeFormat::Auto => read_calendar(bytes),
        TimeFormat::EpochSeconds | TimeFormat::EpochMilliseconds => None,
    }
}

/// As [`read_number`].
pub(crate) fn parse_number(token: &str, format: TimeFormat) -> Option<DateTime<Utc>> {
    read_number(token, format).and_then(from_ms)
}

/// As [`read_text`].
pub(crate) fn parse_text(text: &str, format: TimeFormat) -> Option<Timestamp> {
    Some(match read_text(text, format)? {
        Moment::Instant(ms) => Timestamp::Instant(from_ms(ms)?),
        Moment::Local(local) => Timestamp::Local(local),
        Moment::Date(day) => Timestamp::Date(day),
    })
}

/// `yyyy-MM-dd`, alone or with a time of day and perhaps a zone.
fn read_calendar(bytes: &[u8]) -> Option<Moment> {
    let (date, rest) = bytes.split_first_chunk::<10>()?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let day = NaiveDate::from_ymd_opt(year.cast_signed(), two(m1, m2)?, two(d1, d2)?)?;
    let Some((&separator, rest)) = rest.split_first() else {
        return Some(Moment::Date(day)).filter(|_| year > 0);
    };
    let (time, rest) = rest.split_first_chunk::<8>()?;
    let &[h1, h2, b':', n1, n2, b':', s1, s2] = time else { return None };
    let (hour, minute, second) = (two(h1, h2)?, two(n1, n2)?, two(s1, s2)?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (milliseconds, offset_minutes) = match separator {
        b'T' | b't' => {
            let (milliseconds, zone) = parse_fraction(rest)?;
            (milliseconds, if zone.is_empty() { None } else { Some(parse_rfc3339_zone(zone)?) })
        }
        b' ' => (0, if rest.is_empty() { None } else { Some(parse_named_zone(rest)?) }),
        _ => return None,
    };
    let Some(offset) = offset_minutes else {
        let local = day.and_hms_milli_opt(hour, minute, second, milliseconds)?;
        return Some(Moment::Local(local)).filter(|_| year > 0);
    };
    let days = i64::from(day.num_days_from_ce() - DAYS_BEFORE_1970);
    let minutes = days * 1440 + i64::from(hour * 60 + minute) - offset;
    // A leap second is the last one of a day, and is read as the first instant of the next.
    if second == 60 {
        return in_calendar((minutes + 1) * 60_000)
            .filter(|_| (minutes + 1) % 1440 == 0)
            .map(Moment::Instant);
    }
    in_calendar(minutes * 60_000 + i64::from(second * 1000 + milliseconds)).map(Moment::Instant)
}

/// Days from the year 1 to 1970.
const DAYS_BEFORE_1970: i32 = 719_163;

fn two(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

/// An optional fraction of a second, in milliseconds with the rest cut off, and what follows it.
fn parse_fraction(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', rest @ ..] = bytes else { return Some((0, bytes)) };
    let (mut milliseconds, mut unit, mut digits) = (0, 100, 0);
    for &digit in rest.iter().take_while(|b| b.is_ascii_digit()) {
        milliseconds += u32::from(digit - b'0') * unit;
        unit /= 10;
        digits += 1;
    }
    (digits > 0).then(|| (milliseconds, rest.get(digits..).unwrap_or_default()))
}

/// `Z` or `±hh:mm`, in minutes.
fn parse_rfc3339_zone(bytes: &[u8]) -> Option<i64> {
    match *bytes {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
            let offset = i64::from(hours * 60 + minutes);
            (hours < 24 && minutes < 60).then_some(if sign == b'-' { -offset } else { offset })
        }
        _ => None,
    }
}

/// One blank, then `GMT±hh:mm`, `GMT`, `UTC` or `Z` in any letter case. What is written counts, never a season.
fn parse_named_zone(bytes: &[u8]) -> Option<i64> {
    let zone = bytes.strip_prefix(b" ")?;
    if zone.eq_ignore_ascii_case(b"Z") || zone.eq_ignore_ascii_case(b"UTC") {
        return Some(0);
    }
    let (name, offset) = zone.split_first_chunk::<3>()?;
    if !name.eq_ignore_ascii_case(b"GMT") {
        return None;
    }
    match offset {
        [] => Some(0),
        [b'+' | b'-', ..] => parse_rfc3339_zone(offset),
        _ => None,
    }
}

/// The years 1 to 9999, in milliseconds since 1970.
const CALENDAR: RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

fn in_calendar(ms: i64) -> Option<i64> {
    Some(ms).filter(|ms| CALENDAR.contains(ms))
}

/// The instant of that many milliseconds since 1970, in the years 1 to 9999.
pub(crate) fn from_ms(ms: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(in_calendar(ms)?)
}

/// The same instant with fractions of a millisecond cut off, so that every language can hold it.
pub(crate) fn truncate(at: DateTime<Utc>) -> DateTime<Utc> {
    let nanoseconds = at.timestamp_subsec_nanos();
    if nanoseconds >= 1_000_000_000 {
        // A leap second, which becomes the first one of the next day.
        return from_ms(at.timestamp_millis()).unwrap_or(at);
    }
    match nanoseconds % 1_000_000 {
        0 => at,
        rest => at - TimeDelta::nanoseconds(rest.into()),
    }
}

/// The instant of that many milliseconds since 1970, as [`from_ms`], by its distance from one near it: much cheaper.
pub(crate) fn from_ms_near(near: DateTime<Utc>, near_ms: i64, ms: i64) -> Option<DateTime<Utc>> {
    near.checked_add_signed(TimeDelta::milliseconds(in_calendar(ms)? - near_ms))
}

/// `2025-01-20T10:30:00.000Z`: always of this width, so that text sorts as time does.
pub(crate) fn to_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Reads the `Retry-After` form of an HTTP date (RFC 9110 §5.6.7), `Sat, 08 Feb 2025 22:31:30 GMT`. What day of the week it
/// names is not looked at.
pub(crate) fn parse_http_date(text: &str) -> Option<DateTime<Utc>> {
    #[rustfmt::skip]
    let &[_, _, _, b',', b' ', d1, d2, b' ', ref month @ .., b' ', y1, y2, y3, y4, b' ',
          h1, h2, b':', n1, n2, b':', s1, s2, b' ', b'G', b'M', b'T'] = text.as_bytes() else { return None };
    let month = MONTHS.iter().zip(1..).find(|(name, _)| **name == month)?.1;
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let day = NaiveDate::from_ymd_opt(year.cast_signed(), month, two(d1, d2)?)?;
    Some(day.and_hms_opt(two(h1, h2)?, two(n1, n2)?, two(s1, s2)?)?.and_utc())
}

const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// Writes an instant as RFC 3339 text, for serde.
#[allow(clippy::ref_option)] // the signature that serde calls
pub(crate) fn instant_text<S: Serializer>(
    at: &Option<DateTime<Utc>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => serializer.serialize_str(&to_text(*at)),
        None => serializer.serialize_none(),
    }
}
