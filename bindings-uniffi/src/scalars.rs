//! Scalars that every language has a type of its own for. Each crosses as the simplest thing that holds it exactly.

use chrono::{DateTime, Utc};
use paystate::{Json, MisuseReason};

use crate::PaystateError;

/// A moment, to the millisecond.
pub type Instant = DateTime<Utc>;

/// An exact decimal.
pub type Decimal = rust_decimal::Decimal;

uniffi::custom_type!(Instant, i64, {
    remote,
    lower: |at| at.timestamp_millis(),
    try_lift: |ms| Ok(instant(ms)?),
});

uniffi::custom_type!(Decimal, String, {
    remote,
    lower: |value| value.to_string(),
    try_lift: |text| Ok(decimal(&text)?),
});

uniffi::custom_type!(Json, String, {
    remote,
    lower: |json| json.as_str().to_owned(),
    try_lift: |text| Ok(Json::parse(&text).map_err(PaystateError::from)?),
});

fn instant(ms: i64) -> Result<Instant, PaystateError> {
    let at =
        DateTime::from_timestamp_millis(ms).filter(|at| (1..=9999).contains(&chrono::Datelike::year(at)));
    at.ok_or_else(|| PaystateError::misuse(MisuseReason::OutOfRange, "instant"))
}

fn decimal(text: &str) -> Result<Decimal, PaystateError> {
    let exact = Json::parse(text).and_then(|json| json.to_decimal(None));
    exact.map_err(|_| PaystateError::misuse(MisuseReason::OutOfRange, "decimal"))
}

/// A count, a size or a position. Signed on the way, so that plain Java can name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Whole64(pub u64);

/// A smaller count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Whole32(pub u32);

/// An HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Whole16(pub u16);

uniffi::custom_type!(Whole64, i64, {
    lower: |number| i64::try_from(number.0).unwrap_or(i64::MAX),
    try_lift: |number| Ok(Whole64(whole(number)?)),
});

uniffi::custom_type!(Whole32, i64, {
    lower: |number| number.0.into(),
    try_lift: |number| Ok(Whole32(whole(number)?)),
});

uniffi::custom_type!(Whole16, i32, {
    lower: |number| number.0.into(),
    try_lift: |number| Ok(Whole16(whole(number.into())?)),
});

fn whole<T: TryFrom<i64>>(number: i64) -> Result<T, PaystateError> {
    T::try_from(number).map_err(|_| PaystateError::misuse(MisuseReason::OutOfRange, "number"))
}
