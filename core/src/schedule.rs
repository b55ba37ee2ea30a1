//! All arithmetic on time: windows, the countdown, and the plan of when to ask again.
//!
//! Intervals are half-open, and a passed deadline decides nothing: it changes when we ask.

use core::time::Duration;

use chrono::{DateTime, Utc};

use crate::error::{Error, Misuse, MisuseReason};
use crate::status::Phase;
use crate::time;
use crate::words::words;

words! {
    /// Where a moment lies in a payment's time.
    ///
    /// ```
    /// use paystate::{Stage, Window};
    ///
    /// let window = Window::new("2025-01-28T14:30:00Z".parse().unwrap(), 600, 300)?;
    /// let stage = |now: &str| window.at(now.parse().unwrap()).stage;
    /// assert_eq!(stage("2025-01-28T14:39:59.999Z"), Some(Stage::Window));
    /// assert_eq!(stage("2025-01-28T14:40:00Z"), Some(Stage::Grace));
    /// assert_eq!(stage("2025-01-28T14:45:00Z"), Some(Stage::Overdue));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum Stage as "stage" {
        /// Before the payment window ends; before the payment was created, too.
        Window = "window",
        /// The window has ended, and the provider still waits for confirmations.
        Grace = "grace",
        /// The grace period has ended. The payment has not: only the provider ends it.
        Overdue = "overdue",
    }
}

/// A payment window and the grace period after it: `[created, window end)`, `[window end, grace end)`, then overdue.
///
/// ```
/// use paystate::{Stage, Window};
///
/// let window = Window::new("2025-01-28T14:30:00Z".parse().unwrap(), 600, 300)?;
/// let at_its_end = window.at("2025-01-28T14:40:00Z".parse().unwrap());
/// assert_eq!(at_its_end.stage, Some(Stage::Grace));
/// assert_eq!(at_its_end.time_left.as_secs(), 300);
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    window_ends_at: DateTime<Utc>,
    grace_ends_at: DateTime<Utc>,
}

impl Window {
    /// A window of `window_s` seconds from `created_at`, and `grace_s` seconds of grace after it.
    ///
    /// `misuse` that names `window_s` or `grace_s` where it is negative, or leads out of the years 1 to 9999.
    ///
    /// ```
    /// let error = paystate::Window::new("2025-01-28T14:30:00Z".parse().unwrap(), -1, 0).unwrap_err();
    /// assert_eq!(error.field(), Some("window_s"));
    /// ```
    pub fn new(created_at: DateTime<Utc>, window_s: i64, grace_s: i64) -> Result<Self, Error> {
        let after = |start: DateTime<Utc>, seconds: i64, field: &'static str| {
            let start = start.timestamp_millis();
            let most = (LAST - start).max(0) / 1000;
            let limit = if seconds < 0 { 0 } else { most.unsigned_abs() };
            Some(seconds)
                .filter(|seconds| (0..=most).contains(seconds))
                .and_then(|seconds| time::from_ms(start + seconds * 1000))
                .ok_or_else(|| Misuse::new(MisuseReason::OutOfRange, field).limit(limit))
        };
        let window_ends_at = after(created_at, window_s, "window_s")?;
        let grace_ends_at = after(window_ends_at, grace_s, "grace_s")?;
        Ok(Self { window_ends_at, grace_ends_at })
    }

    /// When the window ends.
    ///
    /// ```
    /// let window = paystate::Window::new("2025-01-28T14:30:00Z".parse().unwrap(), 60, 0)?;
    /// assert_eq!(window.window_ends_at().to_rfc3339(), "2025-01-28T14:31:00+00:00");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn window_ends_at(&self) -> DateTime<Utc> {
        self.window_ends_at
    }

    /// When the grace period ends.
    ///
    /// ```
    /// let window = paystate::Window::new("2025-01-28T14:30:00Z".parse().unwrap(), 60, 60)?;
    /// assert_eq!(window.grace_ends_at().to_rfc3339(), "2025-01-28T14:32:00+00:00");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn grace_ends_at(&self) -> DateTime<Utc> {
        self.grace_ends_at
    }

    /// The countdown at `now`, with no plan of polling: that needs a [`Payment`](crate::Payment).
    ///
    /// ```
    /// let window = paystate::Window::new("2025-01-28T14:30:00Z".parse().unwrap(), 60, 60)?;
    /// assert_eq!(window.at("2025-01-28T14:30:15Z".parse().unwrap()).time_left.as_secs(), 45);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Schedule {
        countdown(Some(self.window_ends_at), Some(self.grace_ends_at), now)
    }
}

/// A payment's time at one moment.
///
/// ```
/// use paystate::{Order, Price, Stage};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:30:00Z".parse().unwrap();
///
/// let payment = account.open_order(&Order::new("R-1", Price::new("100", "USDT")), now)?;
/// let schedule = payment.schedule("2025-01-20T10:42:00Z".parse().unwrap(), None);
/// assert_eq!((schedule.stage, schedule.time_left.as_secs()), (Some(Stage::Grace), 180));
/// let give_up_at = schedule.give_up_at.unwrap();
/// assert!(schedule.poll_at.unwrap() < give_up_at && !schedule.exhausted);
/// assert!(payment.schedule(give_up_at, None).exhausted, "nobody decided: tell a person");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schedule {
    /// Where `now` lies; `None` where the payment has no window.
    pub stage: Option<Stage>,
    /// When the payment window ends.
    pub window_ends_at: Option<DateTime<Utc>>,
    /// When the grace period ends.
    pub grace_ends_at: Option<DateTime<Utc>>,
    /// Time to the end of the current stage, exact to the millisecond; zero when overdue or without a window.
    pub time_left: Duration,
    /// When to ask the provider again; `None` where there is no need. Wake at this instant or after it, never before.
    pub poll_at: Option<DateTime<Utc>>,
    /// When asking ends without an answer; `None` where nothing is being asked.
    pub give_up_at: Option<DateTime<Utc>>,
    /// Whether `give_up_at` has passed without a decision: tell a person.
    pub exhausted: bool,
}

/// Where `now` lies between the two ends. One end alone is both.
pub(crate) fn countdown(
    window_ends_at: Option<DateTime<Utc>>,
    grace_ends_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Schedule {
    let ends = window_ends_at.or(grace_ends_at).zip(grace_ends_at.or(window_ends_at));
    let stage = ends.map(|(window_end, grace_end)| {
        if now < window_end {
            (Stage::Window, window_end)
        } else if now < grace_end {
            (Stage::Grace, grace_end)
        } else {
            (Stage::Overdue, now)
        }
    });
    let left = stage.map_or(0, |(_, end)| (end - now).num_milliseconds());
    Schedule {
        stage: stage.map(|(stage, _)| stage),
        window_ends_at,
        grace_ends_at,
        time_left: Duration::from_millis(u64::try_from(left).unwrap_or(0)),
        poll_at: None,
        give_up_at: None,
        exhausted: false,
    }
}

/// The figures of a provider's poll plan, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The shortest interval while the payment is open.
    pub(crate) min: i64,
    /// The longest interval while the payment is open, and the interval after grace.
    pub(crate) max: i64,
    /// The interval while the payment is lost or paid short: late money whose webhook was lost must be found.
    pub(crate) sparse: i64,
    /// How long after its last deadline, or its last change, a payment is asked for.
    pub(crate) monitor: i64,
}

/// What the plan looks at. It has no counters, so asking twice gives the same answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) phase: Phase,
    /// Paid and not fulfilled, whether it was released or not: a top-up may be on its way.
    pub(crate) short_paid: bool,
    pub(crate) created_at: Option<DateTime<Utc>>,
    pub(crate) changed_at: Option<DateTime<Utc>>,
    pub(crate) window_ends_at: Option<DateTime<Utc>>,
    pub(crate) grace_ends_at: Option<DateTime<Utc>>,
}

/// How long after a deadline the one poll goes that sees what the provider made of it: ours, one second.
const JUST_AFTER: i64 = 1000;

/// The last millisecond of the year 9999, the last that an instant can have.
const LAST: i64 = 253_402_300_799_999;

/// The schedule of a payment at `now`. `not_before` holds a poll back: a `Retry-After`, or the caller's own trouble.
///
/// Polls lie on a fixed row of instants from the last change on, each step an eighth of the age, between `min` and
/// `max`; so asking again and again never pushes the next poll away. The row is cut just after each deadline.
pub(crate) fn plan(
    case: &Case,
    plan: Plan,
    now: DateTime<Utc>,
    not_before: Option<DateTime<Utc>>,
) -> Schedule {
    let mut schedule = countdown(case.window_ends_at, case.grace_ends_at, now);
    let open = case.phase == Phase::Open;
    if !open && case.phase != Phase::Lost && !case.short_paid {
        return schedule;
    }
    let ms = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_millis());
    let not_before = ms(not_before).unwrap_or(i64::MIN);
    let (today, now) = (now, now.timestamp_millis());
    let instant = |ms| time::from_ms_near(today, now, ms);
    let Some(anchor) = ms(case.changed_at.or(case.created_at)) else {
        // Nothing is known of its age: ask at once, and the answer will tell.
        schedule.poll_at = instant(not_before.max(now));
        return schedule;
    };
    let deadlines = [ms(case.window_ends_at), ms(case.grace_ends_at)].map(|at| at.filter(|_| open));
    let [window_end, grace_end] = deadlines;
    let last_deadline = grace_end.or(window_end);
    let give_up = (last_deadline.unwrap_or(anchor).max(anchor) + plan.monitor * 1000).min(LAST);
    schedule.give_up_at = instant(give_up);
    if now >= give_up {
        schedule.exhausted = true;
        return schedule;
    }
    let on_row = match last_deadline.filter(|&end| end <= now) {
        Some(end) => next_even(end.max(anchor) + JUST_AFTER, plan.max * 1000, now),
        None if open => next_growing(anchor, plan, now),
        None => next_even(anchor, plan.sparse * 1000, now),
    };
    let just_after = deadlines.into_iter().flatten().map(|at| at + JUST_AFTER);
    let next = just_after.filter(|&at| at > now).fold(on_row, Ord::min).min(give_up);
    let next = next.max(not_before);
    schedule.poll_at = instant(next).filter(|_| next <= give_up);
    schedule
}

/// The first of `start`, `start + step`, `start + 2 step` … after `now`.
const fn next_even(start: i64, step: i64, now: i64) -> i64 {
    if now < start { start } else { start + ((now - start) / step + 1) * step }
}

/// The first instant after `now` on the row whose steps are an eighth of the age, in whole seconds from `min` to
/// `max`. It takes at most about `8 ln(max / min)` rounds until the steps are even.
fn next_growing(anchor: i64, Plan { min, max, .. }: Plan, now: i64) -> i64 {
    // In seconds of age, for every step is one of whole seconds.
    let passed = (now - anchor).div_euclid(1000);
    // Until an eighth of the age is more, the steps are `min`; from where it is `max`, they are that.
    let mut age = next_even(min, min, passed).min(8 * min);
    while age <= passed && age < 8 * max {
        age += age / 8;
    }
    anchor + next_even(age, max, passed) * 1000
}
