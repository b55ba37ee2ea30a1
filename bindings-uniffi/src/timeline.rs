//! A payment's history.

use crate::scalars::Instant;
use crate::{Observation, ObservedState, PaystateError};

/// What happened to a payment, oldest first. It is history: judge by the newest event only, or by a query.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Timeline {
    /// The events, by time, then by rank of status. Statuses may go back.
    pub events: Vec<TimelineEvent>,
}

/// One event of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TimelineEvent {
    /// When it happened; of a rebuilt timeline, when it was seen.
    pub at: Option<Instant>,
    /// The status word as received.
    pub native: Option<String>,
    /// The canonical state; absent where the word is unknown or missing.
    pub status: Option<ObservedState>,
    /// The hash of the transaction on its chain.
    pub transaction: Option<String>,
    /// The provider's words about it.
    pub details: Option<String>,
}

/// An observation, and when it was made.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Sighting {
    /// When it was made.
    pub at: Instant,
    /// What was seen.
    pub observation: Observation,
}

impl From<paystate::Timeline> for Timeline {
    fn from(timeline: paystate::Timeline) -> Self {
        let event = |event: paystate::TimelineEvent| TimelineEvent {
            at: event.at,
            native: event.native,
            status: event.status.map(Into::into),
            transaction: event.transaction,
            details: event.details,
        };
        Self { events: timeline.events.into_iter().map(event).collect() }
    }
}

/// The history that observations tell. What says nothing new of the word or the transaction is no event of its own.
#[uniffi::export]
pub fn rebuild_timeline(sightings: Vec<Sighting>) -> Result<Timeline, PaystateError> {
    let core = |Sighting { at, observation }| (at, paystate::Observation::from(observation));
    let seen: Vec<_> = sightings.into_iter().map(core).collect();
    Ok(paystate::Timeline::rebuild(seen.iter().map(|(at, seen)| (*at, seen))).into())
}
