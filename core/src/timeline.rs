//! A payment's history: parsed from a provider that keeps one, or rebuilt from what was seen.

use alloc::string::String;
use alloc::vec::Vec;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};

use crate::observation::Observation;
use crate::status::{State, Status};
use crate::time::{instant_text, truncate};

/// What happened to a payment, oldest first. It is history: judge by the newest event only, or by a query.
///
/// ```
/// use paystate::{Observation, Source, State, Status, Subject, Timeline};
///
/// let mut seen = Observation::new(Subject::Payment, Source::Query);
/// seen.state = Some(State::Payment(Status::Pending));
/// let first = "2025-01-20T10:30:00Z".parse().unwrap();
/// let second = "2025-01-20T10:31:00Z".parse().unwrap();
/// // The same news twice is one event: when it was first seen.
/// let timeline = Timeline::rebuild([(second, &seen), (first, &seen)]);
/// assert_eq!(timeline.events.len(), 1);
/// assert_eq!(timeline.events[0].at, Some(first));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Timeline {
    /// The events, by time, then by rank of status. Statuses may go back.
    pub events: Vec<TimelineEvent>,
}

/// One event of a [`Timeline`].
///
/// ```
/// use paystate::{Observation, Source, Subject, Timeline};
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let mut seen = Observation::new(Subject::Payment, Source::Webhook);
/// seen.native = Some("FAILED".to_owned());
/// seen.failure = Some("insufficient funds".to_owned());
/// let event = &Timeline::rebuild([(now, &seen)]).events[0];
/// assert_eq!((event.at, event.native.as_deref()), (Some(now), Some("FAILED")));
/// assert_eq!(event.details.as_deref(), Some("insufficient funds"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TimelineEvent {
    /// When it happened; of a rebuilt timeline, when it was seen.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// The status word as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub native: Option<String>,
    /// The canonical state; absent where the word is unknown or missing.
    #[serde(serialize_with = "state_word", skip_serializing_if = "Option::is_none")]
    pub status: Option<State>,
    /// The hash of the transaction on its chain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// The provider's words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // the signature that serde calls
fn state_word<S: Serializer>(state: &Option<State>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_some(&state.map(State::as_str))
}

impl TimelineEvent {
    /// Whether `other` tells of the same thing: the same word, and the same transaction or the same moment.
    fn is_same(&self, other: &Self) -> bool {
        let same_transaction = self.transaction.is_some() && self.transaction == other.transaction;
        (&self.native, self.status) == (&other.native, other.status)
            && (same_transaction || self.at == other.at)
    }

    fn rank(&self) -> Option<Status> {
        self.status.and_then(State::payment)
    }
}

impl Timeline {
    /// Puts events in order, and keeps the first of those that tell of the same thing.
    pub(crate) fn of(mut events: Vec<TimelineEvent>) -> Self {
        // The sort is stable: what a provider wrote in order at one moment stays so.
        events.sort_by_key(|event| (event.at, event.rank()));
        let mut kept: Vec<TimelineEvent> = Vec::with_capacity(events.len());
        for event in events {
            if !kept.iter().any(|earlier| earlier.is_same(&event)) {
                kept.push(event);
            }
        }
        Self { events: kept }
    }

    /// The history that observations tell, each with the moment at which it was seen. What says nothing new of the word
    /// or the transaction is no event of its own.
    ///
    /// ```
    /// use paystate::Timeline;
    /// assert!(Timeline::rebuild([]).events.is_empty());
    /// ```
    #[must_use]
    pub fn rebuild<'a>(seen: impl IntoIterator<Item = (DateTime<Utc>, &'a Observation)>) -> Self {
        let mut seen: Vec<(DateTime<Utc>, &Observation)> = seen.into_iter().collect();
        seen.sort_by_key(|(at, _)| *at);
        let mut events: Vec<TimelineEvent> = Vec::new();
        for (at, observation) in seen {
            let event = TimelineEvent {
                at: Some(truncate(at)),
                native: observation.native.clone(),
                status: observation.state,
                transaction: observation.transaction.clone(),
                details: observation.failure.clone(),
            };
            let news = events.last().is_none_or(|last| {
                (&last.native, last.status, &last.transaction)
                    != (&event.native, event.status, &event.transaction)
            });
            if news {
                events.push(event);
            }
        }
        Self::of(events)
    }
}
