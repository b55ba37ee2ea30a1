//! Laws of the poll plan, for every payment and every moment: asking again changes nothing, polls keep their distance,
//! no deadline is stepped over, and asking ends.

use chrono::{DateTime, TimeDelta, Utc};
use paystate::{Payment, Phase, Status, providers};
use proptest::prelude::*;

const JUST_AFTER: i64 = 1000;

/// A provider's figures, in milliseconds, as its profile tells them to a reader: what is told is what is done.
#[derive(Clone, Copy, Debug)]
struct Told {
    min: i64,
    max: i64,
    sparse: i64,
    monitor: i64,
}

fn told(provider: &str) -> Told {
    let profile = providers().find(|profile| profile.name == provider).expect("a provider");
    let milliseconds = |name: &str| {
        let figure = profile.figures.iter().find(|figure| figure.name.starts_with(name)).expect(name);
        let (number, unit) = figure.value.split_once(' ').expect("a number and its unit");
        let unit = match unit {
            "s" => 1000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            other => panic!("{provider}, {name}: {other}"),
        };
        number.parse::<i64>().expect("a number") * unit
    };
    Told {
        min: milliseconds("shortest poll interval"),
        max: milliseconds("longest poll interval"),
        sparse: milliseconds("interval while lost or short-paid"),
        monitor: milliseconds("monitoring after"),
    }
}

const START: i64 = 1_737_369_000_000;

fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).expect("an instant of this century")
}

prop_compose! {
    /// A payment of any provider and status, with or without a window, that changed at `START`.
    fn payments()(
        provider in proptest::sample::select(providers().map(|profile| profile.name).collect::<Vec<_>>()),
        status in proptest::sample::select(Status::ALL),
        window in proptest::option::of(0..3_600_000_i64),
        grace in proptest::option::of(0..3_600_000_i64),
        before in 0..1_800_000_i64,
        fulfilled: bool,
    ) -> Payment {
        let mut payment = Payment::new(status);
        payment.provider = Some(provider.to_owned());
        payment.fulfilled = fulfilled;
        let created = START - before;
        payment.created_at = Some(at(created));
        payment.changed_at = Some(at(START));
        payment.window_ends_at = window.map(|window| at(created + window));
        payment.grace_ends_at = grace.map(|grace| at(created + window.unwrap_or(0) + grace));
        payment
    }
}

fn is_asked(payment: &Payment) -> bool {
    match payment.status.phase() {
        Phase::Open | Phase::Lost => true,
        Phase::Won => !payment.fulfilled,
        Phase::Reversed => false,
    }
}

fn poll_at(payment: &Payment, now: i64) -> Option<i64> {
    payment.schedule(at(now), None).poll_at.map(|at| at.timestamp_millis())
}

/// Every poll from `now` on, each asked for at the poll before it.
fn polls(payment: &Payment, now: i64) -> Vec<i64> {
    std::iter::successors(poll_at(payment, now), |&last| poll_at(payment, last)).collect()
}

proptest! {
    #[test]
    fn asking_again_never_pushes_the_next_poll_away(
        payment in payments(),
        now in -600_000..90_000_000_i64,
        part in 0..1000_i64,
    ) {
        let now = START + now;
        if let Some(poll) = poll_at(&payment, now) {
            prop_assert!(poll > now, "a poll lies ahead");
            let between = now + (poll - now) * part / 1000;
            prop_assert_eq!(poll_at(&payment, between), Some(poll));
        }
    }

    #[test]
    fn polls_keep_their_distance_and_end(payment in payments()) {
        let Told { min, max, sparse, monitor } = told(payment.provider.as_deref().expect("a provider"));
        let polls = polls(&payment, START);
        prop_assert_eq!(polls.is_empty(), !is_asked(&payment));
        let Some(&last) = polls.last() else { return Ok(()) };
        let open = payment.status.phase() == Phase::Open;
        let ends = [payment.window_ends_at, payment.grace_ends_at];
        let ends: Vec<i64> =
            ends.into_iter().flatten().filter(|_| open).map(|at| at.timestamp_millis()).collect();
        let last_deadline = ends.iter().copied().max().unwrap_or(START).max(START);
        // The last poll is where asking ends, and from then on a person is told.
        prop_assert_eq!(last, last_deadline + monitor);
        let after = payment.schedule(at(last), None);
        prop_assert!(after.exhausted && after.poll_at.is_none());
        prop_assert_eq!(after.give_up_at, Some(at(last)));
        let longest = if open { max } else { sparse };
        for pair in polls.windows(2) {
            let &[from, to] = pair else { continue };
            prop_assert!(to - from <= longest, "{from} to {to}");
            // Only a deadline, or the very end, brings two polls closer together than the shortest interval.
            let at_deadline = |poll: i64| ends.iter().any(|end| (poll - end - JUST_AFTER).abs() <= max);
            prop_assert!(to - from >= min || at_deadline(to) || at_deadline(from) || to == last);
        }
        for end in ends {
            if (START..last).contains(&end) {
                prop_assert!(polls.contains(&(end + JUST_AFTER)), "one poll goes just after {end}");
            }
        }
    }

    #[test]
    fn not_before_holds_back_and_nothing_else(
        payment in payments(),
        now in 0..90_000_000_i64,
        wait in -600_000..90_000_000_i64,
    ) {
        let (now, not_before) = (START + now, START + now + wait);
        let held = payment.schedule(at(now), Some(at(not_before)));
        let free = payment.schedule(at(now), None);
        prop_assert_eq!((held.stage, held.time_left, held.give_up_at), (free.stage, free.time_left, free.give_up_at));
        match (free.poll_at, free.give_up_at) {
            (Some(poll), Some(give_up)) => {
                let later = poll.max(at(not_before));
                prop_assert_eq!(held.poll_at, Some(later).filter(|&at| at <= give_up));
            }
            _ => prop_assert_eq!(held.poll_at, None),
        }
    }

    #[test]
    fn no_moment_and_no_record_makes_the_plan_panic(
        mut payment in payments(),
        times in proptest::array::uniform4(proptest::option::of(-62_135_596_800_000..253_402_300_799_999_i64)),
        now in -62_135_596_800_000..253_402_300_799_999_i64,
        seconds in -4_000_000_000..4_000_000_000_i64,
    ) {
        let [created, changed, window, grace] = times.map(|time| time.map(at));
        (payment.created_at, payment.changed_at) = (created, changed);
        (payment.window_ends_at, payment.grace_ends_at) = (window, grace);
        let not_before = at(now).checked_add_signed(TimeDelta::seconds(seconds));
        let schedule = payment.schedule(at(now), not_before);
        if let (Some(poll), Some(give_up)) = (schedule.poll_at, schedule.give_up_at) {
            prop_assert!(at(now) < poll && poll <= give_up);
        }
    }
}
