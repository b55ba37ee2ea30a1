//! Each provider's own messages, read. The bytes are in a folder beside each file, for the Python demo too.
//!
//! As a page prints them, but for blanks: PayIn's orders and refusals, Pelago's payment, timeline and webhook, Paydify's
//! error, Liquido's charge. Completed, where a page cuts them short or prints no valid JSON: both lists, PayIn's
//! redirect, Paydify's pending payment. Made after a page, or after the published server: all other webhooks, and the
//! frame of the stream.

mod liquido;
mod paydify;
mod payin;
mod pelago;

use chrono::{DateTime, SecondsFormat, Utc};
use paystate::{Account, Category, Error, Money, Observation, Phase, Response, State, Subject, Webhook};

use super::paint::{Sheet, Tone};

/// Reads one provider's messages onto the page.
type Chapter = fn(&mut Sheet) -> Result<(), Error>;

/// The chapters, in the order of the tour.
pub(crate) const CHAPTERS: &[(&str, Chapter)] = &[
    ("PayIn", payin::read),
    ("Pelago", pelago::read),
    ("Paydify", paydify::read),
    ("Liquido", liquido::read),
];

/// Where messages of one provider are read, at one moment.
struct Desk<'a> {
    sheet: &'a mut Sheet,
    /// The provider's name, as a person writes it.
    name: &'static str,
    account: &'a Account,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    fn heading(&mut self, text: &str) {
        self.sheet.blank();
        self.sheet.text(Tone::Title, 0, text);
    }

    /// A webhook: every event in it, and what to answer.
    fn receive(&mut self, webhook: &Webhook<'_>) -> Result<(), Error> {
        let receipt = self.account.receive(webhook, self.now)?;
        for seen in &receipt.observations {
            self.describe(seen)?;
        }
        self.sheet.field("event", &receipt.event_id);
        self.sheet.field("reply", &format!("{} {}", receipt.reply.status, receipt.reply.body));
        Ok(())
    }

    /// A webhook that the provider never sent.
    fn receive_forged(&mut self, webhook: &Webhook<'_>) -> Result<(), Error> {
        match self.account.receive(webhook, self.now) {
            Err(Error::Unauthentic(error)) => {
                self.sheet.field("means", &format!("{error}; nothing of the body was read"));
                self.sheet.field("reply", &format!("{} {}", error.reply.status, error.reply.body));
            }
            Ok(_) => self.sheet.field("means", "accepted, which must never happen"),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// An answer in which the provider declined.
    fn refusal(&mut self, answer: Result<Observation, Error>) {
        let Err(error) = answer else { return };
        let Some(refused) = error.refused() else { return self.sheet.field("means", &error.to_string()) };
        self.sheet.field("said", refused.code.as_deref().unwrap_or("no code"));
        self.sheet.field("means", &error.to_string());
        let wrong = refused.category == Category::InvalidRequest;
        let advice = match (refused.retryable, refused.outcome_unknown, wrong) {
            (true, ..) => "nothing changed by it; the same request may be sent again later",
            (false, true, _) => "query by reference before creating again",
            (false, false, true) => "nothing was made; correct the request",
            (false, false, false) => "sending it again would change nothing; query the order that exists",
        };
        self.sheet.field("so", advice);
    }

    /// An observation in a few lines: what was said, what it means, and what a shop does now.
    fn describe(&mut self, seen: &Observation) -> Result<(), Error> {
        let (sheet, name) = (&mut *self.sheet, self.name);
        sheet.field("said", seen.native.as_deref().unwrap_or("no status word; the event's type tells"));
        sheet.field("means", &seen.state.map_or("a word that no table has".to_owned(), meaning));
        let names = [seen.reference.as_deref(), seen.id.as_deref()];
        sheet.field("order", &names.into_iter().flatten().collect::<Vec<_>>().join(&format!(", at {name} ")));
        let sums = [("asked", &seen.amount), ("received", &seen.received), ("fee", &seen.fee)];
        let sums =
            sums.into_iter().filter_map(|(what, sum)| Some(format!("{what} {}", money(sum.as_ref()?))));
        let sums = sums.collect::<Vec<_>>().join(", ");
        let network = seen.network.as_ref().map(|network| format!("on {network}"));
        let both = [Some(sums).filter(|sums| !sums.is_empty()), network];
        if both.iter().any(Option::is_some) {
            sheet.field("money", &both.into_iter().flatten().collect::<Vec<_>>().join(" "));
        }
        if let Some(address) = seen.address.as_deref().filter(|_| seen.transaction.is_none()) {
            sheet.field("address", address);
        }
        let times = [
            ("created", seen.created_at),
            ("window ends", seen.window_ends_at),
            ("grace ends", seen.grace_ends_at),
            ("completed", seen.completed_at),
        ];
        let times = times.into_iter().filter_map(|(what, at)| Some(format!("{what} {}", clock(at?))));
        let times = times.collect::<Vec<_>>().join(", ");
        if !times.is_empty() {
            sheet.field("times", &times);
        }
        if let Some(failure) = seen.failure.as_deref() {
            sheet.field("reason", failure);
        }
        if !seen.notes.is_empty() {
            let notes: Vec<&str> = seen.notes.iter().map(paystate::Note::as_str).collect();
            sheet.field("notes", &notes.join(", "));
        }
        if seen.subject == Subject::Payment {
            let progress = self.account.open_seen(seen, self.now)?.advance(seen, self.now);
            sheet.field("so", &format!("{}: {}", progress.action, progress.why.sentence()));
        } else {
            let other = seen.subject;
            sheet.field("so", &format!("no payment changes by it: a {other} is a subject of its own"));
        }
        Ok(())
    }
}

fn ok(body: &[u8]) -> Response<'_> {
    Response::new(200, &[], body)
}

fn meaning(state: State) -> String {
    let Some(status) = state.payment() else { return format!("{} ({})", state.as_str(), state.subject()) };
    let phase = match status.phase() {
        Phase::Open => "undecided, keep asking",
        Phase::Lost => "the money did not come",
        Phase::Won => "the money is here",
        Phase::Reversed => "the money went back",
    };
    format!("{status} ({}): {phase}", status.phase())
}

pub(crate) fn money(sum: &Money) -> String {
    format!("{} {}", sum.value, sum.currency.as_deref().unwrap_or("(no currency)"))
}

fn clock(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true).replace('T', " ").replace('Z', "")
}

/// An instant that is written in this file.
fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_default()
}
