//! A log of observations over many records: each finds the one that it is about, or none.

use chrono::{DateTime, Utc};
use paystate::{Action, Observation, Payment, Replay, Source, State, Status, Step, Subject};

fn now() -> DateTime<Utc> {
    "2025-01-20T10:36:00Z".parse().expect("an instant")
}

fn record(provider: Option<&str>, id: Option<&str>, reference: Option<&str>) -> Payment {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let mut payment = Payment::new(Status::Pending);
    (payment.provider, payment.id, payment.reference) = (text(provider), text(id), text(reference));
    payment
}

fn seen(provider: Option<&str>, id: Option<&str>, reference: Option<&str>, status: Status) -> Observation {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let mut seen = Observation::new(Subject::Payment, Source::Webhook);
    (seen.provider, seen.id, seen.reference) = (text(provider), text(id), text(reference));
    seen.state = Some(State::Payment(status));
    seen
}

fn statuses(replay: &Replay) -> Vec<Status> {
    replay.records().iter().map(|record| record.status).collect()
}

#[test]
fn an_id_goes_before_a_reference() {
    let mut replay =
        Replay::new([record(None, Some("a"), Some("R-1")), record(None, Some("b"), Some("R-2"))]);
    let progress = replay.take(&seen(None, Some("b"), Some("R-1"), Status::Paid), now());
    assert_eq!(progress.expect("a record").action, Action::Fulfill);
    assert_eq!(statuses(&replay), [Status::Pending, Status::Paid]);
}

#[test]
fn an_id_that_is_learned_is_known_from_then_on() {
    let mut replay = Replay::new([record(None, None, Some("R-1"))]);
    assert!(replay.take(&seen(None, Some("a"), None, Status::Paid), now()).is_none(), "nobody knows it yet");
    assert!(replay.take(&seen(None, Some("a"), Some("R-1"), Status::Processing), now()).is_some());
    let progress = replay.take(&seen(None, Some("a"), None, Status::Paid), now());
    assert_eq!(progress.expect("it is known by its id now").step, Step::Advance);
}

#[test]
fn another_provider_has_other_payments() {
    let (one, two) = (Some("one"), Some("two"));
    let mut replay = Replay::new([record(one, Some("a"), None), record(two, Some("a"), None)]);
    assert!(replay.take(&seen(two, Some("a"), None, Status::Paid), now()).is_some());
    assert_eq!(statuses(&replay), [Status::Pending, Status::Paid]);
    assert!(replay.take(&seen(Some("three"), Some("a"), None, Status::Paid), now()).is_none());
    let who = replay.take(&seen(None, Some("a"), None, Status::Paid), now());
    assert!(who.is_none(), "it could be either");
}

#[test]
fn a_refund_finds_its_payment_by_the_reference_alone() {
    let mut replay = Replay::new([record(None, Some("a"), None), record(None, Some("b"), Some("R-1"))]);
    let mut refund = Observation::new(Subject::Refund, Source::Query);
    (refund.id, refund.reference) = (Some("a".to_owned()), Some("R-1".to_owned()));
    let before = replay.records().to_vec();
    let progress = replay.take(&refund, now()).expect("the record of its charge");
    assert_eq!((progress.step, progress.payment.id.as_deref()), (Step::Aside, Some("b")));
    assert_eq!(replay.into_records(), before);
}

#[test]
fn it_is_what_advancing_one_by_one_gives() {
    let log = [Status::Processing, Status::Paid, Status::Paid, Status::Refunded];
    let log = log.map(|status| seen(None, Some("a"), None, status));
    let (mut replay, mut payment) =
        (Replay::new([record(None, Some("a"), None)]), record(None, Some("a"), None));
    for seen in &log {
        let expected = payment.clone().advance(seen, now());
        assert_eq!(replay.take(seen, now()).as_ref(), Some(&expected));
        payment = expected.payment;
    }
    assert_eq!(replay.into_records(), [payment]);
}
