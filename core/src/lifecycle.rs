//! The state machine: the only place where a payment changes. It has never heard of a provider, and it cannot fail.
//!
//! What may follow what is [`GRID`]; what is recorded and what the merchant does is [`judge`], line by line as in
//! `tests/vectors/core/DECISIONS.md` §2. Time plays no part: a passed deadline raises a question, never an answer.

use core::cmp::Ordering;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::money::Money;
use crate::observation::{Observation, Source};
use crate::record::{Asked, Payment};
use crate::status::{Phase, State, Status, Subject};
use crate::words::words;

words! {
    /// How an observed status relates to the recorded one: a cell of the grid.
    ///
    /// ```
    /// use paystate::{Status, Step};
    ///
    /// assert_eq!(Step::between(Status::Pending, Some(Status::Paid)), Step::Advance);
    /// assert_eq!(Step::between(Status::Expired, Some(Status::Paid)), Step::Late);
    /// assert_eq!(Step::between(Status::Paid, Some(Status::Pending)), Step::Stale);
    /// assert_eq!(Step::between(Status::Paid, None), Step::Unknown);
    /// ```
    pub enum Step as "step" {
        /// Forward, or a better word for a lost payment.
        Advance = "advance",
        /// Money after we gave up.
        Late = "late",
        /// The same status again.
        Repeat = "repeat",
        /// An earlier state, delivered late.
        Stale = "stale",
        /// An earlier state that only a query may bring back.
        Revert = "revert",
        /// Both cannot be true.
        Conflict = "conflict",
        /// A word without a canonical status.
        Unknown = "unknown",
        /// The observation is not about a payment.
        Aside = "aside",
    }
}

words! {
    /// What the merchant does now. `fulfill`, `release` and `reverse` are each given at most once for a stored record.
    ///
    /// ```
    /// use paystate::{Action, Observation, Payment, Status};
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let seen = Observation::from_json(r#"{"subject":"payment","status":"expired","source":"query"}"#)?;
    /// let progress = Payment::new(Status::Pending).advance(&seen, now);
    /// assert_eq!(progress.action, Action::Release);
    /// // The stored record knows that it was given.
    /// assert_eq!(progress.payment.advance(&seen, now).action, Action::Rest);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum Action as "action" {
        /// Nothing yet; ask again at `poll_at`.
        Wait = "wait",
        /// Hand over what was bought.
        Fulfill = "fulfill",
        /// Give back what was reserved for the order; it is not going to be fulfilled.
        Release = "release",
        /// Take back what was handed over: the money went back.
        Reverse = "reverse",
        /// A person decides; see [`Progress::why`], then [`Payment::settle`].
        Escalate = "escalate",
        /// Nothing, and nothing is expected.
        Rest = "rest",
    }
}

words! {
    /// What came, compared with what was asked.
    ///
    /// ```
    /// use paystate::{Action, Money, Observation, Order, Price, Verdict};
    /// # let account = paystate::Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let payment = account.open_order(&Order::new("R-1", Price::new("100.00", "USDT")), now)?;
    /// let mut seen = Observation::from_json(r#"{"subject":"payment","status":"paid","source":"query"}"#)?;
    /// seen.received = Some(Money::parse("99.99", Some("USDT".to_owned()))?);
    /// let progress = payment.advance(&seen, now);
    /// assert_eq!((progress.verdict, progress.action), (Verdict::Under, Action::Escalate));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum Verdict as "verdict" {
        /// Exactly what was asked.
        Match = "match",
        /// Less than was asked.
        Under = "under",
        /// More than was asked.
        Over = "over",
        /// Another currency than was asked.
        OtherCurrency = "other_currency",
        /// Another payment: its reference, id or provider differs.
        OtherPayment = "other_payment",
        /// Nothing was asked, or the observation names no sum.
        Unchecked = "unchecked",
    }
}

words! {
    /// Why an action was given, in a word; [`Why::sentence`] says it for a person.
    ///
    /// ```
    /// use paystate::{Action, Observation, Payment, Status, Why};
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    ///
    /// let released = Payment::new(Status::Expired).settle(false, true, false);
    /// let seen = Observation::from_json(r#"{"subject":"payment","status":"paid","source":"webhook"}"#)?;
    /// let progress = released.advance(&seen, now);
    /// assert_eq!((progress.action, progress.why), (Action::Escalate, Why::PaidAfterRelease));
    /// assert_eq!(progress.why.sentence(), "The money came after the order was released.");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub enum Why as "why" {
        /// Not about a payment.
        AnotherSubject = "another_subject",
        /// Unsigned.
        Unsigned = "unsigned",
        /// Another payment.
        AnotherPayment = "another_payment",
        /// Both cannot be true.
        Contradiction = "contradiction",
        /// A word that no table has.
        UnknownWord = "unknown_word",
        /// Only a query may go back.
        QueryDecides = "query_decides",
        /// A short payment became whole.
        ToppedUp = "topped_up",
        /// Nothing new.
        NothingNew = "nothing_new",
        /// Older than the record.
        Outdated = "outdated",
        /// Not decided yet.
        StillOpen = "still_open",
        /// Lost, and yet money moves.
        MovesAgain = "moves_again",
        /// The money did not come.
        NotPaid = "not_paid",
        /// Lost already, with a better word.
        BetterWord = "better_word",
        /// Lost again after a release or a fulfillment.
        LostAgain = "lost_again",
        /// The money came.
        Paid = "paid",
        /// The money came, but not as asked.
        PaidOtherwise = "paid_otherwise",
        /// The money came after the order was released.
        PaidAfterRelease = "paid_after_release",
        /// The money came, and the order was fulfilled before.
        PaidAgain = "paid_again",
        /// The money goes back from an order that was fulfilled.
        MoneyGoesBack = "money_goes_back",
        /// The money goes back, and goods were never handed over.
        NeverFulfilled = "never_fulfilled",
        /// The money goes back a second time, or after the order was settled.
        GoesBackAgain = "goes_back_again",
        /// A refund goes on as it should.
        RefundGoesOn = "refund_goes_on",
    }
}

impl Why {
    /// The reason in a sentence that a support agent can read out.
    ///
    /// ```
    /// assert!(paystate::Why::ToppedUp.sentence().ends_with('.'));
    /// ```
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::AnotherSubject => {
                "The message is about a refund, payout, deposit or settlement, not about the payment itself."
            }
            Self::Unsigned => "A redirect is unsigned and proves nothing, so the provider is asked.",
            Self::AnotherPayment => "The message belongs to another payment; nothing of it was recorded.",
            Self::Contradiction => {
                "The provider says the opposite of what it said before; both cannot be true."
            }
            Self::UnknownWord => {
                "The provider used a status word that is not known; it is asked again and nothing is decided."
            }
            Self::QueryDecides => {
                "The message tells of an earlier state; only an answer to a query may bring that back."
            }
            Self::ToppedUp => "The payment was short and is now complete.",
            Self::NothingNew => "The provider repeats what is known.",
            Self::Outdated => "The message is older than what is known; it was delivered late.",
            Self::StillOpen => "The payment is not decided yet.",
            Self::MovesAgain => "The payment was given up, and now money moves again.",
            Self::NotPaid => "The money did not come; what was reserved can be released.",
            Self::BetterWord => "The payment was lost already; the provider now says more exactly how.",
            Self::LostAgain => "The payment is lost, but the order was already released or fulfilled.",
            Self::Paid => "The money is here.",
            Self::PaidOtherwise => "The money is here, but not the sum or the currency that was asked.",
            Self::PaidAfterRelease => "The money came after the order was released.",
            Self::PaidAgain => "The money is here, and the order was already fulfilled before.",
            Self::MoneyGoesBack => "The money goes back to the payer, and the order was fulfilled.",
            Self::NeverFulfilled => "The money goes back to the payer, and the order was never fulfilled.",
            Self::GoesBackAgain => {
                "The money goes back to the payer, and the order was already settled before."
            }
            Self::RefundGoesOn => "The refund that is under way goes on.",
        }
    }
}

/// What an observation did to a payment, and what to do now. See [`Payment::advance`].
///
/// Store `payment` by compare-and-set against the version that was read, and only then act.
///
/// ```
/// use paystate::{Action, Money, Observation, Payment, Source, State, Status, Subject};
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let mut seen = Observation::new(Subject::Payment, Source::Query);
/// seen.state = Some(State::Payment(Status::Expired));
/// seen.received = Some(Money::new(40.into(), "USDT"));
/// let progress = Payment::new(Status::PartiallyPaid).advance(&seen, now);
/// assert_eq!((progress.payment.status, progress.action), (Status::Expired, Action::Release));
/// assert_eq!(progress.held, seen.received, "the payer's, and no goods answer it");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The record to store.
    pub payment: Payment,
    /// How the observation relates to the record.
    pub step: Step,
    /// What came, compared with what was asked.
    pub verdict: Verdict,
    /// What to do.
    pub action: Action,
    /// When to ask the provider again; `None` where there is no need.
    pub poll_at: Option<DateTime<Utc>>,
    /// Why, as a closed word with a sentence.
    pub why: Why,
    /// Money of the payer that no goods answer: the payment is lost, or was released unfulfilled, and yet this sum came.
    pub held: Option<Money>,
}

/// What an observation did to a record, before the plan has its say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) step: Step,
    pub(crate) verdict: Verdict,
    pub(crate) action: Action,
    pub(crate) why: Why,
    /// Whether the provider is to be asked at once, whatever the plan says.
    pub(crate) ask_now: bool,
}

/// Who may follow whom. Rows: recorded. Columns: observed.
static GRID: [[Step; 11]; 11] = {
    const A: Step = Step::Advance;
    const L: Step = Step::Late;
    const E: Step = Step::Repeat;
    const S: Step = Step::Stale;
    const V: Step = Step::Revert;
    const X: Step = Step::Conflict;
    #[rustfmt::skip]
    let grid = [
        // pend  proc  auth  part  expi  fail  canc  paid  rfng  rfnd  chbk
        [  E,    A,    A,    A,    A,    A,    A,    A,    A,    A,    A ], // pending
        [  S,    E,    A,    A,    A,    A,    A,    A,    A,    A,    A ], // processing
        [  S,    S,    E,    A,    A,    A,    A,    A,    A,    A,    A ], // authorized
        [  S,    S,    S,    E,    A,    A,    A,    A,    A,    A,    A ], // partially_paid
        [  S,    V,    V,    V,    E,    A,    A,    L,    L,    L,    L ], // expired
        [  S,    V,    V,    V,    S,    E,    A,    L,    L,    L,    L ], // failed
        [  S,    V,    V,    V,    S,    S,    E,    L,    L,    L,    L ], // cancelled
        [  S,    S,    S,    S,    X,    X,    X,    E,    A,    A,    A ], // paid
        [  S,    S,    S,    S,    X,    X,    X,    V,    E,    A,    A ], // refunding
        [  S,    S,    S,    S,    X,    X,    X,    V,    S,    E,    A ], // refunded
        [  S,    S,    S,    S,    X,    X,    X,    X,    X,    X,    E ], // charged_back
    ];
    grid
};

impl Step {
    /// The grid's cell for `recorded` and `observed`; `None` stands for a word without a canonical status.
    ///
    /// ```
    /// use paystate::{Status, Step};
    /// assert_eq!(Step::between(Status::Refunded, Some(Status::Paid)), Step::Revert);
    /// ```
    #[must_use]
    pub fn between(recorded: Status, observed: Option<Status>) -> Self {
        let cell = |observed| GRID.get(recorded as usize)?.get(observed as usize);
        observed.and_then(cell).copied().unwrap_or(Self::Unknown)
    }
}

/// Whether `to` may follow `from` as news: an `advance` or a `late`.
pub(crate) fn moves_on(from: Status, to: Status) -> bool {
    matches!(Step::between(from, Some(to)), Step::Advance | Step::Late)
}

/// Advances `payment` by `seen`: what is recorded, and what is to be done.
pub(crate) fn advance(payment: &mut Payment, seen: &Observation, now: DateTime<Utc>) -> Outcome {
    let observed = match seen.subject {
        Subject::Payment => seen.state.and_then(State::payment),
        Subject::Refund | Subject::Payout | Subject::Deposit | Subject::Settlement | Subject::Other => {
            return aside(payment, seen.subject);
        }
    };
    let step = Step::between(payment.status, observed);
    let verdict = verdict(payment, seen);
    let Judgment { record, action, why, ask_now } = judge(payment, observed, step, verdict, seen.source);
    if record {
        write(payment, seen, observed, action, now);
    } else if tells_more(step, verdict, seen.source) {
        learn(payment, seen);
    }
    Outcome { step, verdict, action, why, ask_now }
}

/// 2.0: an observation of another subject never touches the record.
fn aside(payment: &Payment, subject: Subject) -> Outcome {
    let refund = subject == Subject::Refund;
    let waits = refund || payment.status.phase() == Phase::Open;
    Outcome {
        step: Step::Aside,
        verdict: Verdict::Unchecked,
        action: if waits { Action::Wait } else { Action::Rest },
        why: Why::AnotherSubject,
        ask_now: refund,
    }
}

/// Compares what came with what was asked (`core/DECISIONS.md` §3).
fn verdict(payment: &Payment, seen: &Observation) -> Verdict {
    fn differ<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
        a.zip(b).is_some_and(|(a, b)| a != b)
    }
    if differ(payment.provider.as_ref(), seen.provider.as_ref())
        || differ(payment.id.as_ref(), seen.id.as_ref())
    {
        return Verdict::OtherPayment;
    }
    let Some(Asked { amount, currency, reference }) = &payment.asked else {
        return Verdict::Unchecked;
    };
    if differ(reference.as_ref(), seen.reference.as_ref()) {
        return Verdict::OtherPayment;
    }
    // What came counts first; the provider's own idea of the order catches one that was made for less.
    let mut sums = [&seen.received, &seen.amount].into_iter().flatten().peekable();
    if sums.peek().is_none() {
        return Verdict::Unchecked;
    }
    match sums.find(|sum| sum.currency.as_ref() == Some(currency)) {
        None => Verdict::OtherCurrency,
        Some(sum) => match sum.value.cmp(amount) {
            Ordering::Less => Verdict::Under,
            Ordering::Equal => Verdict::Match,
            Ordering::Greater => Verdict::Over,
        },
    }
}

struct Judgment {
    /// Whether the observed status is recorded.
    record: bool,
    action: Action,
    why: Why,
    ask_now: bool,
}

impl Judgment {
    const fn leave(action: Action, why: Why) -> Self {
        Self { record: false, action, why, ask_now: false }
    }

    const fn ask(why: Why) -> Self {
        Self { record: false, action: Action::Wait, why, ask_now: true }
    }

    const fn record((action, why): (Action, Why)) -> Self {
        Self { record: true, action, why, ask_now: false }
    }
}

/// The first line of `core/DECISIONS.md` §2 that fits.
fn judge(
    payment: &Payment,
    observed: Option<Status>,
    step: Step,
    verdict: Verdict,
    source: Source,
) -> Judgment {
    if source == Source::Redirect {
        return Judgment::ask(Why::Unsigned);
    }
    if verdict == Verdict::OtherPayment {
        return Judgment::leave(Action::Escalate, Why::AnotherPayment);
    }
    let idle = if payment.status.phase() == Phase::Open { Action::Wait } else { Action::Rest };
    match (step, observed) {
        (Step::Conflict, _) => Judgment::leave(Action::Escalate, Why::Contradiction),
        (Step::Unknown, _) | (_, None) => Judgment::ask(Why::UnknownWord),
        (Step::Revert, Some(_)) if source != Source::Query => Judgment::ask(Why::QueryDecides),
        (Step::Repeat, Some(Status::Paid)) if is_topped_up(payment, verdict) => {
            Judgment { record: true, action: Action::Fulfill, why: Why::ToppedUp, ask_now: false }
        }
        (Step::Repeat, Some(_)) => Judgment::leave(idle, Why::NothingNew),
        (Step::Stale | Step::Aside, Some(_)) => Judgment::leave(idle, Why::Outdated),
        (Step::Advance | Step::Late | Step::Revert, Some(to)) => {
            Judgment::record(enter(payment, to, verdict))
        }
    }
}

fn is_topped_up(payment: &Payment, verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Match | Verdict::Over) && !payment.fulfilled && !payment.released
}

/// 2.7: the action on entering a status that is recorded.
fn enter(payment: &Payment, to: Status, verdict: Verdict) -> (Action, Why) {
    let from = payment.status.phase();
    let Payment { fulfilled, released, reversed, .. } = *payment;
    match to.phase() {
        Phase::Open if from == Phase::Lost => (Action::Wait, Why::MovesAgain),
        Phase::Open => (Action::Wait, Why::StillOpen),
        Phase::Lost if from == Phase::Lost => (Action::Rest, Why::BetterWord),
        Phase::Lost if released || fulfilled => (Action::Escalate, Why::LostAgain),
        Phase::Lost => (Action::Release, Why::NotPaid),
        Phase::Won if released => (Action::Escalate, Why::PaidAfterRelease),
        Phase::Won if fulfilled => (Action::Escalate, Why::PaidAgain),
        Phase::Won => match verdict {
            Verdict::Match | Verdict::Over | Verdict::Unchecked => (Action::Fulfill, Why::Paid),
            Verdict::Under | Verdict::OtherCurrency | Verdict::OtherPayment => {
                (Action::Escalate, Why::PaidOtherwise)
            }
        },
        // The same money cannot go back twice: a charge-back on top of a refund is for a person.
        Phase::Reversed if from == Phase::Reversed && to != Status::ChargedBack => {
            (Action::Rest, Why::RefundGoesOn)
        }
        Phase::Reversed if fulfilled && !reversed => (Action::Reverse, Why::MoneyGoesBack),
        Phase::Reversed if !fulfilled && !released => (Action::Release, Why::NeverFulfilled),
        Phase::Reversed => (Action::Escalate, Why::GoesBackAgain),
    }
}

/// Whether an observation of the same status may add to the record what it did not know: an id, a window, a larger sum.
fn tells_more(step: Step, verdict: Verdict, source: Source) -> bool {
    step == Step::Repeat && verdict != Verdict::OtherPayment && source != Source::Redirect
}

/// Records an observation that counts: its status, the latch of the action, and what it tells beside.
fn write(
    payment: &mut Payment,
    seen: &Observation,
    observed: Option<Status>,
    action: Action,
    now: DateTime<Utc>,
) {
    if let Some(status) = observed.filter(|&status| status != payment.status) {
        payment.status = status;
        payment.changed_at = Some(now);
    }
    if seen.native.is_some() {
        payment.native.clone_from(&seen.native);
    }
    match action {
        Action::Fulfill => payment.fulfilled = true,
        Action::Release => payment.released = true,
        Action::Reverse => payment.reversed = true,
        Action::Wait | Action::Escalate | Action::Rest => {}
    }
    learn(payment, seen);
}

/// Adds what the record did not know. What it knows stays as it is.
fn learn(payment: &mut Payment, seen: &Observation) {
    fill(&mut payment.id, seen.id.as_ref());
    fill(&mut payment.reference, seen.reference.as_ref());
    fill(&mut payment.created_at, seen.created_at.as_ref());
    fill(&mut payment.window_ends_at, seen.window_ends_at.as_ref());
    fill(&mut payment.grace_ends_at, seen.grace_ends_at.as_ref());
    keep_money(payment, seen.received.as_ref());
}

fn fill<T: Clone>(slot: &mut Option<T>, seen: Option<&T>) {
    if slot.is_none() {
        *slot = seen.cloned();
    }
}

/// Keeps the largest sum that is known to have come, until goods answer it or it is back with the payer.
fn keep_money(payment: &mut Payment, received: Option<&Money>) {
    if payment.fulfilled || matches!(payment.status, Status::Refunded | Status::ChargedBack) {
        payment.held = None;
        return;
    }
    let Some(sum) = received.filter(|sum| sum.value > Decimal::ZERO) else { return };
    let known = payment.held.as_ref();
    if known.is_none_or(|held| held.currency != sum.currency || held.value < sum.value) {
        payment.held = Some(sum.clone());
    }
}

/// What the payer paid and got nothing for, once nothing is going to come of it by itself.
pub(crate) fn held(payment: &Payment) -> Option<&Money> {
    let given_up = payment.status.phase() == Phase::Lost || payment.released;
    payment.held.as_ref().filter(|_| given_up)
}

impl Payment {
    /// Sets the latches that a person set by hand after an [`Action::Escalate`]; a latch never clears.
    ///
    /// ```
    /// use paystate::{Payment, Status};
    ///
    /// let payment = Payment::new(Status::Paid).settle(true, false, false);
    /// assert!(payment.fulfilled);
    /// assert!(payment.settle(false, false, false).fulfilled, "a latch never clears");
    /// ```
    #[must_use]
    pub fn settle(mut self, fulfilled: bool, released: bool, reversed: bool) -> Self {
        self.fulfilled |= fulfilled;
        self.released |= released;
        self.reversed |= reversed;
        keep_money(&mut self, None);
        self
    }
}
