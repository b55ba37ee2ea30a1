//! Functions that make a value: stored forms read back, and a countdown without a record. In Kotlin and Swift the readers
//! stand at their types, as `Payment.fromJson`.

use crate::scalars::Instant;
use crate::stream::Stream;
use crate::{Listing, Observation, Order, Payment, PaystateError, Schedule, Target};

/// Reads the JSON form of a payment under the limits of the strict reader.
///
/// `malformed` where the text is no strict JSON object; `misuse` that names the field where a value is not what the form
/// has there, where `v` is newer than this release, or the status is not known here.
#[uniffi::export]
pub fn payment_from_json(json: String) -> Result<Payment, PaystateError> {
    Ok(paystate::Payment::from_json(&json)?.into())
}

/// Reads the JSON form of an observation. What comes of it is the caller's word.
///
/// `malformed` where the text is no strict JSON object; `misuse` that names the field where a value is not what the form
/// has there, or the form has no such field.
#[uniffi::export]
pub fn observation_from_json(json: String) -> Result<Observation, PaystateError> {
    Ok(paystate::Observation::from_json(&json)?.into())
}

/// Reads the JSON form of a target. Errors as for an observation.
#[uniffi::export]
pub fn target_from_json(json: String) -> Result<Target, PaystateError> {
    Ok(paystate::Target::from_json(&json)?.into())
}

/// Reads the JSON form of an order. Errors as for an observation.
#[uniffi::export]
pub fn order_from_json(json: String) -> Result<Order, PaystateError> {
    Ok(paystate::Order::from_json(&json)?.into())
}

/// Reads the JSON form of a listing. Errors as for an observation.
#[uniffi::export]
pub fn listing_from_json(json: String) -> Result<Listing, PaystateError> {
    Ok(paystate::Listing::from_json(&json)?.into())
}

/// Reads the JSON form of a stream. Errors as for an observation.
#[uniffi::export]
pub fn stream_from_json(json: String) -> Result<Stream, PaystateError> {
    Ok(paystate::Stream::from_json(&json)?.into())
}

/// The countdown at `now` of a window of `window_s` seconds from `created_at`, with `grace_s` seconds of grace after it, and
/// no plan of polling: that needs a payment.
///
/// `misuse` that names `window_s` or `grace_s` where it is negative, or leads out of the years 1 to 9999.
#[uniffi::export]
pub fn countdown(
    created_at: Instant,
    window_s: i64,
    grace_s: i64,
    now: Instant,
) -> Result<Schedule, PaystateError> {
    Ok(paystate::Window::new(created_at, window_s, grace_s)?.at(now).into())
}
