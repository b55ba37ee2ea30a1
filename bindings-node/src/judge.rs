//! Judging plain records: packed into words and texts where a record is as we write it, as JSON where it is not.
//!
//! The packed way knows no errors. Whatever it cannot take as it stands it leaves to the JSON way, which says what is wrong.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use napi_derive::napi;
use paystate::{
    Asked, DepositStatus, Error, Money, Observation, Payment, PayoutStatus, Progress, RefundStatus, Schedule,
    SettlementStatus, Source, State, Status, Subject, Timeline, Window,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::desk::{ABSENT, Desk, desk, instant, number, with_room};
use crate::guard::{Trouble, argument, guard};
use crate::hot::Texts;

// Words of `advance` and `schedule`.
/// The recorded status, as its index.
pub(crate) const STATUS: usize = 16;
/// The latches: 1 fulfilled, 2 released, 4 reversed.
pub(crate) const LATCHES: usize = 17;
/// The bytes of each of the record's texts, in the order of [`RECORD_TEXTS`].
pub(crate) const RECORD: usize = 18;
/// The subject of what was seen, as its index.
pub(crate) const SEEN_SUBJECT: usize = 32;
/// Its state, as a cell of a reading has it.
pub(crate) const SEEN_STATE: usize = 33;
/// Its source, as its index.
pub(crate) const SEEN_SOURCE: usize = 34;
/// The bytes of each of its texts, in the order of [`SEEN_TEXTS`].
pub(crate) const SEEN: usize = 35;
/// What was asked for and what came, as cells of a reading have them.
pub(crate) const SEEN_SUMS: usize = 40;
/// When it was created, and when the window and grace end, as cells of a reading have them.
pub(crate) const SEEN_TIMES: usize = 48;
/// Until when a poll is held back; no number for not at all.
pub(crate) const NOT_BEFORE: usize = 54;

// Words that they leave.
/// The recorded status.
pub(crate) const NEW_STATUS: usize = 64;
/// The latches.
pub(crate) const NEW_LATCHES: usize = 65;
/// The step, the verdict, the action and why, each as its index.
pub(crate) const OUTCOME: usize = 66;
/// Whether money is held that no goods answer.
pub(crate) const HELD: usize = 70;
/// The bytes of each text that is new, in the order of [`NEW_TEXTS`]; absent where it is as it was.
pub(crate) const NEW: usize = 72;
/// When to ask again.
pub(crate) const POLL_AT: usize = 84;
/// The stage, 0 for none, else 1 + its index.
pub(crate) const STAGE: usize = 86;
/// Whether asking has ended without an answer.
pub(crate) const EXHAUSTED: usize = 87;
/// Milliseconds that are left of the stage, as a double.
pub(crate) const TIME_LEFT: usize = 88;
/// When asking ends.
pub(crate) const GIVE_UP_AT: usize = 90;
/// When the window ends, then when grace does.
pub(crate) const ENDS: usize = 92;

/// The texts of a record on the desk, in their order.
pub(crate) const RECORD_TEXTS: [&str; 13] = [
    "provider",
    "id",
    "reference",
    "native",
    "created_at",
    "window_ends_at",
    "grace_ends_at",
    "changed_at",
    "asked.amount",
    "asked.currency",
    "asked.reference",
    "held.value",
    "held.currency",
];
/// The texts of what was seen on the desk, in their order, behind those of the record.
pub(crate) const SEEN_TEXTS: [&str; 5] = ["provider", "id", "reference", "native", "currency"];
/// The texts of a record that an observation can change, in the order in which they come back.
pub(crate) const NEW_TEXTS: [&str; 9] = [
    "id",
    "reference",
    "native",
    "created_at",
    "window_ends_at",
    "grace_ends_at",
    "changed_at",
    "held.value",
    "held.currency",
];

/// Advances the record on the desk by what was seen; whether it could be taken as it stands.
#[napi]
pub fn advance(desk_number: u32) -> napi::Result<bool> {
    with_room(|room| {
        let desk = desk(&mut room.desks, desk_number)?;
        let mut texts = Texts(desk.texts()?);
        let Some(old) = Record::of(desk, &mut texts)? else { return Ok(false) };
        let seen = observation(desk, &mut texts)?;
        let progress = old.payment()?.advance(&seen, desk.now()?);
        let (sizes, texts) = old.changes(&progress.payment);
        write_progress(desk, &progress);
        desk.put(NEW, &sizes);
        Ok(desk.put_texts(&texts))
    })
}

/// Schedules the record on the desk; whether it could be taken as it stands.
#[napi]
pub fn schedule(desk_number: u32) -> napi::Result<bool> {
    with_room(|room| {
        let desk = desk(&mut room.desks, desk_number)?;
        let Some(record) = Record::of(desk, &mut Texts(desk.texts()?))? else { return Ok(false) };
        let schedule = record.payment()?.schedule(desk.now()?, desk.instant("notBefore", NOT_BEFORE)?);
        write_schedule(desk, &schedule);
        Ok(true)
    })
}

/// A record as it lies on the desk, its sums and instants read.
struct Record<'a> {
    status: Status,
    latches: u32,
    texts: [Option<&'a str>; RECORD_TEXTS.len()],
    /// When it was created, when its window and grace end, and when it last changed.
    times: [Option<DateTime<Utc>>; 4],
    amount: Option<Decimal>,
    held: Option<Decimal>,
}

impl<'a> Record<'a> {
    /// `None` where a text is not as we write it.
    fn of(desk: &Desk, from: &mut Texts<'a>) -> Result<Option<Self>, Trouble> {
        let mut texts = [None; RECORD_TEXTS.len()];
        for (n, text) in texts.iter_mut().enumerate() {
            *text = from.next(desk.size(RECORD + n))?;
        }
        let [_, _, _, _, created, window, grace, changed, amount, _, _, held, _] = texts;
        let read = |text: Option<&str>| text.map(|text| parse_instant(text).ok_or(()));
        let times = [created, window, grace, changed].map(|text| read(text).transpose());
        let sum = |text: Option<&str>| text.map(|text| Money::parse(text, None).map(|sum| sum.value));
        let sums = [amount, held].map(|text| sum(text).transpose());
        let ([Ok(created), Ok(window), Ok(grace), Ok(changed)], [Ok(amount), Ok(held)]) = (times, sums)
        else {
            return Ok(None);
        };
        let status = *Status::ALL.get(desk.word(STATUS) as usize).ok_or(Trouble::Broken)?;
        let times = [created, window, grace, changed];
        Ok(Some(Self { status, latches: desk.word(LATCHES), texts, times, amount, held }))
    }

    fn payment(&self) -> Result<Payment, Trouble> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let [provider, id, reference, native, _, _, _, _, _, currency, asked_reference, _, held_currency] =
            self.texts;
        let mut payment = Payment::new(self.status);
        [payment.provider, payment.id, payment.reference, payment.native] =
            [provider, id, reference, native].map(owned);
        [payment.created_at, payment.window_ends_at, payment.grace_ends_at, payment.changed_at] = self.times;
        if let Some(amount) = self.amount {
            let mut asked = Asked::new(amount, currency.ok_or(Trouble::Broken)?);
            asked.reference = owned(asked_reference);
            payment.asked = Some(asked);
        }
        payment.held = self.held.map(|value| Money { value, currency: owned(held_currency) });
        payment.fulfilled = self.latches & 1 != 0;
        payment.released = self.latches & 2 != 0;
        payment.reversed = self.latches & 4 != 0;
        Ok(payment)
    }

    /// What of `new` is not as it was: the size of each text, in the order of [`NEW_TEXTS`], and the texts.
    fn changes(&self, new: &Payment) -> ([u32; NEW_TEXTS.len()], String) {
        let [_, id, reference, native, .., held_currency] = self.texts;
        let mut texts = String::new();
        let mut sizes = NEW_TEXTS.map(|_| number(ABSENT));
        let mut told = sizes.iter_mut();
        let mut tell = |text: Option<&str>| {
            if let Some((size, text)) = told.next().zip(text) {
                *size = number(text.len());
                texts.push_str(text);
            }
        };
        for (old, new) in [(id, &new.id), (reference, &new.reference), (native, &new.native)] {
            tell(new.as_deref().filter(|new| old != Some(*new)));
        }
        let times = [new.created_at, new.window_ends_at, new.grace_ends_at, new.changed_at];
        for (old, new) in self.times.into_iter().zip(times) {
            tell(new.filter(|_| old != new).map(write_instant).as_deref());
        }
        let held = new.held.as_ref();
        let currency = held.and_then(|held| held.currency.as_deref());
        let is_new = (self.held, held_currency) != (held.map(|held| held.value), currency);
        // An empty text: nothing is held any more.
        let value = is_new.then(|| held.map_or_else(String::new, |held| held.value.to_string()));
        tell(value.as_deref());
        tell(currency.filter(|_| is_new));
        (sizes, texts)
    }
}

/// What was seen, as far as a record takes notice of it.
fn observation(desk: &Desk, texts: &mut Texts<'_>) -> Result<Observation, Trouble> {
    let subject = Subject::ALL.get(desk.word(SEEN_SUBJECT) as usize).ok_or(Trouble::Broken)?;
    let source = Source::ALL.get(desk.word(SEEN_SOURCE) as usize).ok_or(Trouble::Broken)?;
    let mut seen = Observation::new(*subject, *source);
    seen.state = state(*subject, desk.word(SEEN_STATE) as usize);
    let mut fields = SEEN_TEXTS.map(|_| None);
    for (n, field) in fields.iter_mut().enumerate() {
        *field = texts.next(desk.size(SEEN + n))?.map(str::to_owned);
    }
    let currency;
    [seen.provider, seen.id, seen.reference, seen.native, currency] = fields;
    for (n, slot) in [&mut seen.amount, &mut seen.received].into_iter().enumerate() {
        let value = sum(desk, SEEN_SUMS + 4 * n)?;
        *slot = value.map(|value| Money { value, currency: currency.clone() });
    }
    for (n, slot) in
        [&mut seen.created_at, &mut seen.window_ends_at, &mut seen.grace_ends_at].into_iter().enumerate()
    {
        *slot = time(desk, SEEN_TIMES + 2 * n)?;
    }
    Ok(seen)
}

fn state(subject: Subject, code: usize) -> Option<State> {
    fn word<T: Copy>(all: &[T], code: usize, state: fn(T) -> State) -> Option<State> {
        all.get(code.checked_sub(1)?).copied().map(state)
    }
    match subject {
        Subject::Payment => word(Status::ALL, code, State::Payment),
        Subject::Refund => word(RefundStatus::ALL, code, State::Refund),
        Subject::Payout => word(PayoutStatus::ALL, code, State::Payout),
        Subject::Settlement => word(SettlementStatus::ALL, code, State::Settlement),
        Subject::Deposit => word(DepositStatus::ALL, code, State::Deposit),
        Subject::Other => None,
    }
}

/// The cells of a sum.
fn sum(desk: &Desk, at: usize) -> Result<Option<Decimal>, Trouble> {
    let [low, middle, high, how] = [0, 1, 2, 3].map(|n| desk.word(at + n));
    if how == 0 {
        return Ok(None);
    }
    let digits = i128::from(low) | i128::from(middle) << 32 | i128::from(high) << 64;
    let digits = if how & 256 != 0 { -digits } else { digits };
    Decimal::try_from_i128_with_scale(digits, how & 255).map(Some).map_err(|_| Trouble::Broken)
}

/// The cells of an instant.
fn time(desk: &Desk, at: usize) -> Result<Option<DateTime<Utc>>, Trouble> {
    let (low, high) = (desk.word(at), desk.word(at + 1));
    if high == paystate::ABSENT_TIME {
        return Ok(None);
    }
    let ms = (u64::from(high) << 32 | u64::from(low)).cast_signed();
    DateTime::from_timestamp_millis(ms).map(Some).ok_or(Trouble::Broken)
}

/// Reads `yyyy-mm-ddThh:mm:ss.sssZ` alone, which is how the core writes instants.
fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    let digits = |from: usize, to: usize| {
        let digits = text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<u32>().ok())
    };
    let is = |at: usize, mark: &str| text.get(at..=at) == Some(mark);
    let marks = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "Z")];
    if text.len() != 24 || !marks.into_iter().all(|(at, mark)| is(at, mark)) {
        return None;
    }
    let year = i32::try_from(digits(0, 4)?).ok().filter(|&year| year > 0)?;
    let day = NaiveDate::from_ymd_opt(year, digits(5, 7)?, digits(8, 10)?)?;
    let second = digits(17, 19).filter(|&second| second < 60)?;
    Some(day.and_hms_milli_opt(digits(11, 13)?, digits(14, 16)?, second, digits(20, 23)?)?.and_utc())
}

fn write_instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Leaves on the desk what came of it, but for texts that are new.
fn write_progress(desk: &mut Desk, progress: &Progress) {
    let Payment { status, fulfilled, released, reversed, .. } = progress.payment;
    desk.put(NEW_STATUS, &[status as u32]);
    desk.put(NEW_LATCHES, &[u32::from(fulfilled) | u32::from(released) << 1 | u32::from(reversed) << 2]);
    desk.put(OUTCOME, &outcome(progress));
    desk.put(HELD, &[progress.held.is_some().into()]);
    desk.put_instant(POLL_AT, progress.poll_at);
}

/// The step, the verdict, the action and why.
const fn outcome(progress: &Progress) -> [u32; 4] {
    let Progress { step, verdict, action, why, .. } = progress;
    [*step as u32, *verdict as u32, *action as u32, *why as u32]
}

#[allow(clippy::cast_precision_loss)] // the span between two instants has fewer than 53 bits
fn write_schedule(desk: &mut Desk, schedule: &Schedule) {
    desk.put(STAGE, &[schedule.stage.map_or(0, |stage| 1 + stage as u32)]);
    desk.put(EXHAUSTED, &[schedule.exhausted.into()]);
    desk.put_double(TIME_LEFT, schedule.time_left.as_millis() as f64);
    desk.put_instant(POLL_AT, schedule.poll_at);
    desk.put_instant(GIVE_UP_AT, schedule.give_up_at);
    desk.put_instant(ENDS, schedule.window_ends_at);
    desk.put_instant(ENDS + 2, schedule.grace_ends_at);
}

/// As [`advance`], from JSON forms and into one.
#[napi]
pub fn advance_json(payment: String, seen: String, now: f64) -> napi::Result<String> {
    guard(|| {
        let payment = argument("payment", Payment::from_json(&payment))?;
        let seen = argument("seen", Observation::from_json(&seen))?;
        let progress = payment.advance(&seen, instant("now", now)?);
        let told = json!({
            "outcome": outcome(&progress),
            "pollAt": ms(progress.poll_at),
            "held": progress.held.is_some(),
        });
        // The record is put in as it is written: its unknown keys keep their digits.
        Ok(format!(r#"{{"payment":{},"told":{told}}}"#, progress.payment.to_json()))
    })
}

/// As [`schedule`], from the JSON form and into one.
#[napi]
pub fn schedule_json(payment: String, now: f64, not_before: Option<f64>) -> napi::Result<String> {
    guard(|| {
        let payment = argument("payment", Payment::from_json(&payment))?;
        let not_before = not_before.map(|ms| instant("notBefore", ms)).transpose()?;
        Ok(of_schedule(&payment.schedule(instant("now", now)?, not_before)).to_string())
    })
}

/// The countdown of a window without a record.
#[napi]
pub fn countdown(created_at: f64, window_s: i64, grace_s: i64, now: f64) -> napi::Result<String> {
    guard(|| {
        let window = Window::new(instant("createdAt", created_at)?, window_s, grace_s);
        Ok(of_schedule(&window.map_err(spelled)?.at(instant("now", now)?)).to_string())
    })
}

/// The same error, which names the lengths of a window as JavaScript spells them.
fn spelled(mut error: Error) -> Error {
    if let Error::Misuse(misuse) = &mut error {
        let name = match misuse.field.as_ref() {
            "window_s" => "windowSeconds",
            "grace_s" => "graceSeconds",
            _ => return error,
        };
        misuse.field = name.into();
    }
    error
}

/// Sets latches, and checks the record.
#[napi]
pub fn settle(payment: String, latches: u32) -> napi::Result<String> {
    guard(|| {
        let payment = argument("payment", Payment::from_json(&payment))?;
        Ok(payment.settle(latches & 1 != 0, latches & 2 != 0, latches & 4 != 0).to_json())
    })
}

/// Rebuilds a history from what was seen, each with its moment.
#[napi]
pub fn rebuild_timeline(seen: Vec<String>, at: Vec<f64>) -> napi::Result<String> {
    guard(|| {
        let read = |json: &String| argument("seen", Observation::from_json(json));
        let seen = seen.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let at = at.into_iter().map(|ms| instant("at", ms)).collect::<Result<Vec<_>, _>>()?;
        let timeline = Timeline::rebuild(at.into_iter().zip(&seen));
        serde_json::to_string(&timeline).map_err(|_| Trouble::Broken)
    })
}

fn ms(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp_millis())
}

fn of_schedule(schedule: &Schedule) -> Value {
    json!({
        "stage": schedule.stage,
        "timeLeft": u64::try_from(schedule.time_left.as_millis()).unwrap_or(u64::MAX),
        "windowEndsAt": ms(schedule.window_ends_at),
        "graceEndsAt": ms(schedule.grace_ends_at),
        "pollAt": ms(schedule.poll_at),
        "giveUpAt": ms(schedule.give_up_at),
        "exhausted": schedule.exhausted,
    })
}
