//! What a user sees: the log, a timeline per order, and the closing summary.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use paystate::{Action, Error, ErrorKind, Observation, Progress, Schedule, Stage, Step, Verdict};

use super::documents::money;
use super::paint::{Sheet, Tone};
use super::shop::{Entry, Outcome, Shop};
use super::world::{Story, World};

pub(crate) fn log(sheet: &mut Sheet, shop: &Shop, world: &World) {
    let head = columns("time", "order", "from", "said", ["step", "verdict", "action"]);
    let head = sheet.paint.tone(Tone::Quiet, head.trim_end());
    sheet.line(head);
    for entry in &shop.log {
        let (said, judged, tone) = match &entry.outcome {
            Outcome::Judged(seen, progress, _) => {
                (said(seen, entry.times), judged(progress), tone_of(progress.action))
            }
            Outcome::Failed(said, error, _) => (said.clone(), failure(error), Tone::Bad),
            Outcome::Settled(_) => ("settled".to_owned(), String::new(), Tone::Plain),
        };
        let reference = entry.reference.as_deref().unwrap_or("-");
        let line = format!("{}  {reference:6}  {:8}  {said:17}  ", clock(entry.at), entry.from);
        let judged = sheet.paint.tone(tone, judged);
        sheet.line(format_args!("{line}{judged}"));
        let story = world.stories.iter().find(|story| Some(&story.reference) == entry.reference.as_ref());
        sheet.text(Tone::Quiet, 10, &why(entry, story));
    }
}

fn columns(time: &str, order: &str, from: &str, said: &str, [step, verdict, action]: [&str; 3]) -> String {
    format!("{time:8}  {order:6}  {from:8}  {said:17}  {step:8}  {verdict:14} {action}")
}

fn judged(progress: &Progress) -> String {
    format!("{:8}  {:14} {}", progress.step, progress.verdict, progress.action)
}

fn said(seen: &Observation, times: u32) -> String {
    let word = match (&seen.native, seen.state) {
        (Some(word), _) => word.clone(),
        (None, Some(state)) => format!("({})", state.as_str()),
        (None, None) => "(nothing)".to_owned(),
    };
    if times == 1 { word } else { format!("{word} ×{times}") }
}

const fn tone_of(action: Action) -> Tone {
    match action {
        Action::Fulfill => Tone::Good,
        Action::Release | Action::Reverse => Tone::Notice,
        Action::Escalate => Tone::Bad,
        Action::Wait | Action::Rest => Tone::Plain,
    }
}

fn failure(error: &Error) -> String {
    format!("{}: {}", error.kind(), reason(error))
}

fn reason(error: &Error) -> &'static str {
    match error {
        Error::Refused(refused) => refused.category.as_str(),
        Error::Malformed(_) | Error::Unauthentic(_) | Error::Misuse(_) => error.reason().unwrap_or_default(),
    }
}

/// The sentence under a line: why, what about the money, and when to ask again.
fn why(entry: &Entry, story: Option<&Story>) -> String {
    match &entry.outcome {
        Outcome::Judged(seen, progress, schedule) => {
            let first = match story.filter(|_| entry.from == "create") {
                Some(story) => format!("Asked for {}.", price(story)),
                None if entry.times > 1 => format!("Same answer since {}.", clock(entry.since)),
                None => progress.why.sentence().to_owned(),
            };
            let rest = [difference(seen, progress), held(progress), next(entry, progress, schedule)];
            std::iter::once(first).chain(rest.into_iter().flatten()).collect::<Vec<_>>().join(" ")
        }
        Outcome::Failed(_, error, again) => {
            let again = again.map(|at| format!(" Ask again at {}.", clock(at)));
            remedy(error) + &again.unwrap_or_default()
        }
        Outcome::Settled(payment) => {
            let done = [(payment.fulfilled, "fulfilled"), (payment.released, "released")];
            format!("A person decided. The record now says: {}.", chosen(done))
        }
    }
}

fn remedy(error: &Error) -> String {
    match error {
        Error::Malformed(_) => "Keep the bytes and tell a person. The payment is unchanged.".to_owned(),
        Error::Unauthentic(error) => {
            format!("Nothing proves that PayIn sent it. Answered {}, body not read.", error.reply.status)
        }
        Error::Refused(refused) if refused.outcome_unknown => {
            "The order may exist all the same: find it by its reference before making it again.".to_owned()
        }
        Error::Refused(_) => "PayIn declined to answer. The payment is unchanged.".to_owned(),
        Error::Misuse(error) => format!("{error}."),
    }
}

/// What was asked and what was seen, where they differ.
fn difference(seen: &Observation, progress: &Progress) -> Option<String> {
    match progress.verdict {
        Verdict::Under | Verdict::Over | Verdict::OtherCurrency => {}
        Verdict::Match | Verdict::OtherPayment | Verdict::Unchecked => return None,
    }
    let asked = progress.payment.asked.as_ref()?;
    let sum = seen.received.as_ref().or(seen.amount.as_ref())?;
    Some(format!("Asked for {} {}, seen {}.", asked.amount, asked.currency, money(sum)))
}

fn held(progress: &Progress) -> Option<String> {
    progress.held.as_ref().map(|sum| format!("{} still belong to the payer.", money(sum)))
}

fn next(entry: &Entry, progress: &Progress, schedule: &Schedule) -> Option<String> {
    let at = progress.poll_at?;
    let when = if at <= entry.at { "now".to_owned() } else { format!("at {}", clock(at)) };
    let stage = match entry.stage().filter(|_| !progress.payment.status.stops_polling()) {
        None => String::new(),
        Some(Stage::Overdue) => " (overdue)".to_owned(),
        Some(stage) => {
            let left = schedule.time_left.as_secs();
            format!(" ({stage}, {}:{:02} left)", left / 60, left % 60)
        }
    };
    Some(format!("Ask again {when}{stage}."))
}

/// Each order in one piece. Questions that taught nothing are one line.
pub(crate) fn timelines(sheet: &mut Sheet, shop: &Shop, world: &World) {
    for story in &world.stories {
        let name = sheet.paint.tone(Tone::Title, &story.reference);
        sheet.line(format_args!("{name}  {}: {}", price(story), story.title));
        let entries: Vec<&Entry> =
            shop.log.iter().filter(|entry| entry.reference.as_ref() == Some(&story.reference)).collect();
        for group in entries.chunk_by(|a, b| is_quiet(a) && is_quiet(b)) {
            moment(sheet, group);
        }
        let label = sheet.paint.tone(Tone::Quiet, format_args!("{:10}", "end"));
        let end = shop.records.get(&story.reference).map_or("never made".to_owned(), |payment| {
            chosen([
                (true, payment.status.as_str()),
                (payment.fulfilled, "fulfilled"),
                (payment.released, "released"),
                (payment.reversed, "reversed"),
            ])
        });
        sheet.line(format_args!("  {label}{end}"));
        sheet.blank();
    }
}

fn is_quiet(entry: &Entry) -> bool {
    entry.from == "query"
        && entry.progress().is_some_and(|progress| {
            progress.step == Step::Repeat && matches!(progress.action, Action::Wait | Action::Rest)
        })
}

fn moment(sheet: &mut Sheet, group: &[&Entry]) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let times: u32 = group.iter().map(|entry| entry.times).sum();
    let (status, action, what, tone) = match &last.outcome {
        Outcome::Judged(seen, progress, _) => {
            let what = match times {
                1 => format!("{} says {}: {}", last.from, said(seen, 1), progress.step),
                _ => format!("{} ×{times} since {}: {}", last.from, clock(first.since), said(seen, 1)),
            };
            let action = progress.action;
            (progress.payment.status.as_str(), action.as_str(), what, tone_of(action))
        }
        Outcome::Failed(_, error, _) => ("", "", format!("{} {}", last.from, failure(error)), Tone::Bad),
        Outcome::Settled(payment) => {
            (payment.status.as_str(), "", "settled by a person".to_owned(), Tone::Plain)
        }
    };
    let what = sheet.paint.tone(tone, format_args!("{action:8}  {what}"));
    sheet.line(format_args!("  {}  {status:14}  {what}", clock(last.at)));
}

/// What the day came to.
pub(crate) fn summary(sheet: &mut Sheet, shop: &Shop, world: &World) {
    let mut from: BTreeMap<&str, u32> = BTreeMap::new();
    let mut actions: BTreeMap<Action, Vec<&str>> = BTreeMap::new();
    let mut failures: BTreeMap<ErrorKind, Vec<&str>> = BTreeMap::new();
    for entry in &shop.log {
        *from.entry(entry.from).or_default() += entry.times;
        if let Some(progress) = entry.progress() {
            actions.entry(progress.action).or_default().extend(entry.reference.as_deref());
        }
        if let Some(error) = entry.error() {
            failures.entry(error.kind()).or_default().push(reason(error));
        }
    }
    let mut from: Vec<_> = from.into_iter().collect();
    from.sort_by_key(|&(_, times)| Reverse(times));
    let sources: Vec<String> = from.iter().map(|(from, times)| format!("{times} {from}")).collect();
    let events: u32 = from.iter().map(|(_, times)| times).sum();
    sheet.field("events", &format!("{events} about {} orders: {}", world.stories.len(), sources.join(", ")));
    for action in [Action::Fulfill, Action::Release, Action::Reverse, Action::Escalate] {
        let orders = actions.remove(&action).unwrap_or_default();
        sheet.field(action.as_str(), &format!("{}: {}", orders.len(), orders.join(", ")));
    }
    let failures =
        failures.iter().map(|(kind, reasons)| format!("{} {kind} ({})", reasons.len(), reasons.join(", ")));
    sheet.field("errors", &failures.collect::<Vec<_>>().join("; "));
    let held = shop.records.values().filter_map(|payment| {
        let sum = payment.held.as_ref()?;
        Some(format!("{} of {}", money(sum), payment.reference.as_deref().unwrap_or_default()))
    });
    sheet.field("held", &format!("{}; it belongs to the payers", held.collect::<Vec<_>>().join(", ")));
}

/// The words whose condition holds.
fn chosen<const N: usize>(words: [(bool, &str); N]) -> String {
    let words = words.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word);
    words.collect::<Vec<_>>().join(", ")
}

fn price(story: &Story) -> String {
    format!("{} {}", story.price, story.currency)
}

fn clock(at: DateTime<Utc>) -> String {
    at.format("%H:%M:%S").to_string()
}
