//! The laws of the lifecycle, by brute force: every history of length 1 to 6 from every storable record, folded by
//! equal record state, and the fold itself checked against plain enumeration to length 3.
//!
//! The laws are numbered as in `tests/vectors/core/DECISIONS.md` §4.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use paystate::{
    Action, Asked, Money, Observation, Payment, Phase, Progress, Source, State, Status, Step, Subject,
    Verdict,
};
use rust_decimal::Decimal;

const LONGEST: u32 = 6;
const LONGEST_PLAIN: u32 = 3;
/// 12 words, 2 sources, 4 verdicts.
const ALPHABET: u64 = 96;
/// 11 statuses, each with the four ways that latches can stand together.
const RECORDS: u64 = 44;

fn now() -> DateTime<Utc> {
    "2025-02-08T22:31:00Z".parse().expect("an instant")
}

/// What was seen: the canonical word or an unknown one, from `source`, with the money that gives `verdict`.
fn seen(status: Option<Status>, source: Source, verdict: Verdict) -> Observation {
    let mut seen = Observation::new(Subject::Payment, source);
    seen.state = status.map(State::Payment);
    let sum = |value: i64, currency: &str| Some(Money::new(value.into(), currency));
    match verdict {
        Verdict::Match => seen.received = sum(100, "USDT"),
        Verdict::Under => seen.received = sum(60, "USDT"),
        Verdict::Over => seen.received = sum(120, "USDT"),
        Verdict::OtherCurrency => seen.received = sum(100, "EUR"),
        Verdict::OtherPayment => seen.reference = Some("order-8".to_owned()),
        Verdict::Unchecked => {}
    }
    seen
}

fn words() -> impl Iterator<Item = Option<Status>> {
    Status::ALL.iter().copied().map(Some).chain([None])
}

fn alphabet() -> Vec<Observation> {
    let verdicts = [Verdict::Match, Verdict::Under, Verdict::Unchecked, Verdict::OtherPayment];
    let mut out = Vec::new();
    for word in words() {
        for source in [Source::Query, Source::Webhook] {
            out.extend(verdicts.map(|verdict| seen(word, source, verdict)));
        }
    }
    out
}

fn record(status: Status, (fulfilled, released, reversed): (bool, bool, bool)) -> Payment {
    let mut payment = Payment::new(status);
    let mut asked = Asked::new(100.into(), "USDT");
    asked.reference = Some("order-7".to_owned());
    payment.asked = Some(asked);
    payment.changed_at = Some(now());
    payment.settle(fulfilled, released, reversed)
}

fn records() -> Vec<Payment> {
    const LATCHES: [(bool, bool, bool); 4] =
        [(false, false, false), (true, false, false), (false, true, false), (true, false, true)];
    let of_status = |&status: &Status| LATCHES.map(|latches| record(status, latches));
    Status::ALL.iter().flat_map(of_status).collect()
}

/// A record, and how often each of the three actions was given on the way to it: all that a law can look back on.
#[derive(Clone, Debug, PartialEq)]
struct Past {
    payment: Payment,
    given: [u8; 3],
}

impl Past {
    /// What tells one past from another; the rest of the record never changes here.
    fn key(&self) -> Key {
        let Payment { status, fulfilled, released, reversed, .. } = self.payment;
        let held = self.payment.held.as_ref().map(|sum| sum.value);
        (status, [fulfilled, released, reversed], held, self.given)
    }

    fn step(&self, seen: &Observation) -> Self {
        let progress = self.payment.clone().advance(seen, now());
        check_step(&self.payment, seen, &progress);
        let mut given = self.given;
        for (count, action) in given.iter_mut().zip([Action::Fulfill, Action::Release, Action::Reverse]) {
            *count += u8::from(progress.action == action);
            // 1: at most once each.
            assert!(*count <= 1, "{action} twice, the second time on {seen:?} after {:?}", self.payment);
        }
        Self { payment: progress.payment, given }
    }
}

/// The laws that look at one step.
fn check_step(before: &Payment, seen: &Observation, progress: &Progress) {
    let Progress { payment: after, verdict, action, .. } = progress;
    let context = || format!("{before:?}\n  saw {seen:?}\n  gave {progress:?}");
    let ours = *verdict != Verdict::OtherPayment;
    let observed = seen.state.and_then(State::payment);

    // 2: nothing is handed over after a release or a reversal, and stock comes back at most once.
    match action {
        Action::Fulfill => {
            assert!(!before.fulfilled && !before.released && !before.reversed, "2: {}", context());
        }
        Action::Release => assert!(!before.fulfilled && !before.released, "2: {}", context()),
        Action::Reverse => assert!(before.fulfilled && !before.reversed, "2: {}", context()),
        Action::Wait | Action::Escalate | Action::Rest => {}
    }
    // A latch is set by its action and by nothing else, and never clears.
    assert_eq!(after.fulfilled, before.fulfilled || *action == Action::Fulfill, "{}", context());
    assert_eq!(after.released, before.released || *action == Action::Release, "{}", context());
    assert_eq!(after.reversed, before.reversed || *action == Action::Reverse, "{}", context());

    // 3: whatever is not a query can only raise the status, and raises it to what it says.
    if seen.source != Source::Query && ours {
        let highest = observed.map_or(before.status, |status| before.status.max(status));
        assert_eq!(after.status, highest, "3: {}", context());
    }
    // 4: from open to open there is nothing to do.
    let open = |status: Status| status.phase() == Phase::Open;
    if ours && open(before.status) && open(after.status) {
        assert_eq!(*action, Action::Wait, "4: {}", context());
    }
    // 5: an unknown word changes nothing.
    if observed.is_none() {
        assert_eq!(after, before, "5: {}", context());
        assert_eq!(*action, if ours { Action::Wait } else { Action::Escalate }, "5: {}", context());
    }
    // 6: no decision is silent.
    if after.status != before.status && !open(after.status) {
        let better_word = (before.status.phase(), after.status.phase()) == (Phase::Lost, Phase::Lost);
        let refund_goes_on = before.status.phase() == Phase::Reversed
            && matches!(after.status, Status::Refunding | Status::Refunded);
        let silent = matches!(action, Action::Wait | Action::Rest);
        assert_eq!(silent, better_word || refund_goes_on, "6: {}", context());
    }
    // 7: goods only for the money that was asked.
    if *action == Action::Fulfill {
        let agreed = matches!(verdict, Verdict::Match | Verdict::Over | Verdict::Unchecked);
        assert!(agreed, "7: {}", context());
    }
    // 8: another payment's news leaves the record as it was, bit for bit; so does an unsigned redirect.
    if !ours || seen.source == Source::Redirect {
        assert_eq!(after, before, "8: {}", context());
    }
    // Money that is held answers nothing: neither goods nor a refund.
    if after.fulfilled || matches!(after.status, Status::Refunded | Status::ChargedBack) {
        assert_eq!(progress.held, None, "{}", context());
    }
}

/// Status, latches, money held, actions given.
type Key = (Status, [bool; 3], Option<Decimal>, [u8; 3]);

/// One folded layer: a past of each kind, and how many histories lead to that kind.
type Layer = HashMap<Key, (Past, u64)>;

fn start(payment: Payment) -> Layer {
    let past = Past { payment, given: [0; 3] };
    HashMap::from([(past.key(), (past, 1))])
}

fn next(layer: &Layer, alphabet: &[Observation]) -> Layer {
    let mut out = Layer::new();
    for (past, histories) in layer.values() {
        for seen in alphabet {
            let past = past.step(seen);
            let (known, count) = out.entry(past.key()).or_insert_with(|| (past.clone(), 0));
            assert_eq!(*known, past, "the key leaves out a difference");
            *count += histories;
        }
    }
    out
}

#[test]
fn laws_hold_in_every_history() {
    let alphabet = alphabet();
    assert_eq!((alphabet.len() as u64, records().len() as u64), (ALPHABET, RECORDS));
    let mut histories: u64 = 0;
    for payment in records() {
        let mut layer = start(payment);
        for _ in 0..LONGEST {
            layer = next(&layer, &alphabet);
            histories += layer.values().map(|(_, count)| count).sum::<u64>();
        }
    }
    let expected: u64 = (1..=LONGEST).map(|length| ALPHABET.pow(length)).sum();
    assert_eq!(histories, RECORDS * expected);
    println!("{histories} histories");
}

#[test]
fn the_fold_counts_what_plain_enumeration_counts() {
    let alphabet = alphabet();
    let check = |payments: &[Payment]| {
        for payment in payments {
            let mut layer = start(payment.clone());
            for _ in 0..LONGEST_PLAIN {
                layer = next(&layer, &alphabet);
            }
            let mut plain = HashMap::new();
            enumerate(
                &Past { payment: payment.clone(), given: [0; 3] },
                &alphabet,
                LONGEST_PLAIN,
                &mut plain,
            );
            let folded: HashMap<_, _> = layer.into_iter().map(|(key, (_, count))| (key, count)).collect();
            assert_eq!(plain, folded);
        }
    };
    let records = records();
    let (left, right) = records.split_at(records.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| check(left));
        check(right);
    });
}

fn enumerate(past: &Past, alphabet: &[Observation], length: u32, out: &mut HashMap<Key, u64>) {
    for seen in alphabet {
        let past = past.step(seen);
        if length == 1 {
            *out.entry(past.key()).or_default() += 1;
        } else {
            enumerate(&past, alphabet, length - 1, out);
        }
    }
}

/// 3, over whole histories: any order and any number of duplicates of the same webhooks end in the same status.
#[test]
fn webhooks_end_in_the_same_status_in_any_order() {
    let observations: Vec<_> =
        words().map(|word| (word, seen(word, Source::Webhook, Verdict::Unchecked))).collect();
    let mut walked = 0_u32;
    for &status in Status::ALL {
        walk(&record(status, (false, false, false)), &[], &observations, 5, &mut walked);
    }
    println!("{walked} histories of webhooks");
    assert_eq!(walked, 11 * (12 + 144 + 1_728 + 20_736 + 248_832));
}

fn walk(
    payment: &Payment,
    path: &[Status],
    observations: &[(Option<Status>, Observation)],
    left: u32,
    walked: &mut u32,
) {
    for (word, observation) in observations {
        let after = payment.clone().advance(observation, now()).payment;
        let path: Vec<Status> = path.iter().copied().chain(*word).collect();
        // The recorded status is the highest of all that was said, the beginning included.
        let highest = path.iter().copied().fold(payment.status, Ord::max);
        assert_eq!(after.status, highest.max(payment.status), "{path:?}");
        *walked += 1;
        if left > 1 {
            walk(&after, &path, observations, left - 1, walked);
        }
    }
}

#[test]
fn only_a_query_brings_a_state_back() {
    for payment in records() {
        for word in words() {
            let by = |source| payment.clone().advance(&seen(word, source, Verdict::Unchecked), now());
            let webhook = by(Source::Webhook);
            for source in [Source::Stream, Source::List, Source::Timeline] {
                assert_eq!(by(source), webhook, "{source} is as a webhook is");
            }
            let query = by(Source::Query);
            assert_eq!(query.step, webhook.step);
            let reverts = query.step == Step::Revert;
            assert_eq!(query.payment != webhook.payment, reverts, "{word:?} on {payment:?}");
            if reverts {
                assert_eq!((webhook.action, webhook.poll_at), (Action::Wait, Some(now())));
            }
            let redirect = by(Source::Redirect);
            assert_eq!((redirect.action, redirect.poll_at), (Action::Wait, Some(now())));
            assert_eq!(redirect.payment, payment);
        }
    }
}

#[test]
fn other_subjects_and_other_providers_never_touch_a_record() {
    for payment in records() {
        for &subject in Subject::ALL.iter().filter(|&&subject| subject != Subject::Payment) {
            let mut aside = Observation::new(subject, Source::Query);
            aside.reference = Some("order-8".to_owned());
            let progress = payment.clone().advance(&aside, now());
            assert_eq!((progress.step, progress.verdict), (Step::Aside, Verdict::Unchecked));
            assert_eq!(progress.payment, payment);
            let expected = match payment.status.phase() {
                _ if subject == Subject::Refund => (Action::Wait, Some(now())),
                Phase::Open => (Action::Wait, payment.schedule(now(), None).poll_at),
                Phase::Lost | Phase::Won | Phase::Reversed => {
                    (Action::Rest, payment.schedule(now(), None).poll_at)
                }
            };
            assert_eq!((progress.action, progress.poll_at), expected);
        }
        let mut ours = payment.clone();
        (ours.provider, ours.id) = (Some("here".to_owned()), Some("id-1".to_owned()));
        let mut paid = seen(Some(Status::Paid), Source::Webhook, Verdict::Match);
        paid.provider = Some("elsewhere".to_owned());
        assert_eq!(ours.clone().advance(&paid, now()).verdict, Verdict::OtherPayment);
        (paid.provider, paid.id) = (ours.provider.clone(), Some("id-2".to_owned()));
        let progress = ours.clone().advance(&paid, now());
        assert_eq!((progress.verdict, progress.action), (Verdict::OtherPayment, Action::Escalate));
        assert_eq!(progress.payment, ours);
    }
}
