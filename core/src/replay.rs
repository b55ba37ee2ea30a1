//! Many observations and many records at once: which record an observation is about, and what it did to it.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use chrono::{DateTime, Utc};

use crate::lifecycle::Progress;
use crate::observation::Observation;
use crate::record::Payment;
use crate::status::Subject;

/// Records that take in a log of observations, each the ones that are about it.
///
/// ```
/// use paystate::{Action, Observation, Payment, Replay, Source, State, Status, Subject};
///
/// let record = |id: &str| {
///     let mut payment = Payment::new(Status::Pending);
///     payment.id = Some(id.to_owned());
///     payment
/// };
/// let mut seen = Observation::new(Subject::Payment, Source::Webhook);
/// seen.id = Some("p-2".to_owned());
/// seen.state = Some(State::Payment(Status::Paid));
///
/// let mut replay = Replay::new([record("p-1"), record("p-2")]);
/// let now = "2025-01-20T10:36:00Z".parse().unwrap();
/// let progress = replay.take(&seen, now).unwrap();
/// assert_eq!(progress.action, Action::Fulfill);
/// assert_eq!(replay.records()[1], progress.payment);
/// assert_eq!(replay.records()[0].status, Status::Pending);
/// ```
#[derive(Clone, Debug)]
pub struct Replay {
    records: Vec<Payment>,
    ids: BTreeMap<String, Vec<usize>>,
    references: BTreeMap<String, Vec<usize>>,
}

impl Replay {
    /// A replay over these records, in this order.
    ///
    /// ```
    /// assert!(paystate::Replay::new([]).records().is_empty());
    /// ```
    #[must_use]
    pub fn new(records: impl IntoIterator<Item = Payment>) -> Self {
        let records: Vec<Payment> = records.into_iter().collect();
        let mut replay = Self { records, ids: BTreeMap::new(), references: BTreeMap::new() };
        for at in 0..replay.records.len() {
            replay.note(at);
        }
        replay
    }

    /// Advances the record that `seen` is about: of the same provider, where both name one, with the same id; else with
    /// the same reference. `None` where there is none, or more than one.
    ///
    /// What is not about a payment has an id of its own, and finds its payment by the reference alone.
    ///
    /// ```
    /// use paystate::{Observation, Replay, Source, Subject};
    ///
    /// let seen = Observation::new(Subject::Payment, Source::Query);
    /// assert!(Replay::new([]).take(&seen, "2025-01-20T10:36:00Z".parse().unwrap()).is_none());
    /// ```
    pub fn take(&mut self, seen: &Observation, now: DateTime<Utc>) -> Option<Progress> {
        let id = seen.id.as_ref().filter(|_| seen.subject == Subject::Payment);
        let by_id = id.and_then(|id| self.only(self.ids.get(id)?, seen));
        let by_reference = || self.only(self.references.get(seen.reference.as_ref()?)?, seen);
        let at = by_id.or_else(by_reference)?;
        let record = self.records.get_mut(at)?;
        let progress = record.clone().advance(seen, now);
        let learned = record.id != progress.payment.id || record.reference != progress.payment.reference;
        record.clone_from(&progress.payment);
        if learned {
            self.note(at);
        }
        Some(progress)
    }

    /// The records as they are now, in the order they were given.
    ///
    /// ```
    /// use paystate::{Payment, Replay, Status};
    /// assert_eq!(Replay::new([Payment::new(Status::Paid)]).records().len(), 1);
    /// ```
    #[must_use]
    pub fn records(&self) -> &[Payment] {
        &self.records
    }

    /// The records themselves.
    ///
    /// ```
    /// use paystate::{Payment, Replay, Status};
    /// let paid = Payment::new(Status::Paid);
    /// assert_eq!(Replay::new([paid.clone()]).into_records(), [paid]);
    /// ```
    #[must_use]
    pub fn into_records(self) -> Vec<Payment> {
        self.records
    }

    /// Enters a record under what it is known by.
    fn note(&mut self, at: usize) {
        let Some(record) = self.records.get(at) else { return };
        let asked = record.asked.as_ref().and_then(|asked| asked.reference.as_ref());
        let names = [
            (&mut self.ids, record.id.as_ref()),
            (&mut self.references, record.reference.as_ref().or(asked)),
        ];
        for (index, name) in names {
            let Some(name) = name else { continue };
            let all = index.entry(name.clone()).or_default();
            if !all.contains(&at) {
                all.push(at);
            }
        }
    }

    /// The only one of `among` that is of the observation's provider.
    fn only(&self, among: &[usize], seen: &Observation) -> Option<usize> {
        let differs = |record: &Payment| {
            record.provider.as_ref().zip(seen.provider.as_ref()).is_some_and(|(ours, theirs)| ours != theirs)
        };
        let mut fit = among.iter().filter(|&&at| self.records.get(at).is_some_and(|record| !differs(record)));
        fit.next().copied().filter(|_| fit.next().is_none())
    }
}
