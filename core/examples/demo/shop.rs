//! The shop: what a merchant writes around the library. It sends, stores, waits and acts; what an answer means it never
//! decides itself.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use paystate::{
    Account, Error, Listing, Observation, Order, Payment, Price, Progress, Response, Schedule, Source, Stage,
    State, Status, Subject, Target, Webhook,
};

use super::world::{Delivery, Event, Reply, SECRET, Story, World};

/// One line of the day.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) at: DateTime<Utc>,
    /// The order, where it is known: a webhook that was not proved is not read.
    pub(crate) reference: Option<String>,
    pub(crate) from: &'static str,
    /// The first of several questions in a row that were answered alike, and how many there were.
    pub(crate) since: DateTime<Utc>,
    pub(crate) times: u32,
    pub(crate) outcome: Outcome,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    /// What was seen, and what came of it.
    Judged(Box<Observation>, Box<Progress>, Schedule),
    /// What went wrong, and when it is tried again.
    Failed(String, Error, Option<DateTime<Utc>>),
    /// What a person settled.
    Settled(Box<Payment>),
}

pub(crate) struct Shop {
    account: Account,
    /// The table of payments: each row is written by compare-and-set before anything is done about it.
    pub(crate) records: BTreeMap<String, Payment>,
    /// When each order is to be asked for.
    due: BTreeMap<String, DateTime<Utc>>,
    pub(crate) log: Vec<Entry>,
}

/// The shop's own brake: it never asks for one order twice within this time.
const BRAKE: TimeDelta = TimeDelta::seconds(15);

impl Shop {
    /// A day at the shop, from the first order on, for three hours after the last event.
    pub(crate) fn day(world: &mut World) -> Result<Self, Error> {
        let options = [("api_key", "pk_demo"), ("webhook_secret", SECRET)];
        let account = Account::new("payin", options)?;
        let mut shop = Self { account, records: BTreeMap::new(), due: BTreeMap::new(), log: Vec::new() };
        let end = world.events.back().map_or(DateTime::UNIX_EPOCH, |(at, ..)| *at + TimeDelta::hours(3));
        loop {
            let due = shop.due.iter().map(|(reference, at)| (*at, reference)).min();
            let happens = world.events.front().map(|(at, ..)| *at);
            let due = due.filter(|(at, _)| *at <= end && happens.is_none_or(|happens| *at < happens));
            if let Some((now, reference)) = due {
                let reference = reference.clone();
                shop.ask(world, &reference, now);
            } else {
                let Some((now, story, event)) = world.events.pop_front() else { return Ok(shop) };
                shop.face(world, story, event, now);
            }
        }
    }

    fn face(&mut self, world: &mut World, story: usize, event: Event, now: DateTime<Utc>) {
        let Some(reference) = world.stories.get(story).map(|story| story.reference.clone()) else { return };
        match event {
            Event::Order => {
                if let Some(order) = world.stories.get(story).map(order) {
                    self.create(world, &order, now);
                }
            }
            Event::Webhook(delivery) => self.receive(&delivery, now),
            Event::Redirect(url) => match self.account.parse_redirect(&url) {
                Ok(seen) => self.take("redirect", &seen, now),
                Err(error) => self.fail(None, "redirect", String::new(), error, now),
            },
            Event::Sweep => self.sweep(world, &reference, now),
            Event::Settle(fulfilled, released) => {
                let Some(payment) = self.records.remove(&reference) else { return };
                let payment = payment.settle(fulfilled, released, false);
                self.records.insert(reference.clone(), payment.clone());
                self.write(Some(reference), "by hand", Outcome::Settled(Box::new(payment)), now);
            }
            Event::PaidBack => {
                // Our own word, for PayIn has none: what a person knows is as good as an answer.
                let mut seen = Observation::new(Subject::Payment, Source::Query);
                seen.reference = Some(reference);
                seen.state = Some(State::Payment(Status::Refunded));
                self.take("by hand", &seen, now);
            }
        }
    }

    /// Makes an order. The record is stored first, so that a crash between the two loses nothing.
    fn create(&mut self, world: &mut World, order: &Order, now: DateTime<Utc>) {
        let opened = self.account.open_order(order, now);
        let asked = opened.and_then(|payment| Ok((payment, self.account.create(order, now)?)));
        let (payment, request) = match asked {
            Ok(both) => both,
            Err(error) => {
                return self.fail(Some(&order.reference), "create", "not sent".to_owned(), error, now);
            }
        };
        self.records.insert(order.reference.clone(), payment);
        let reply = world.send(&request, now);
        let response = Response::new(reply.status, &[], reply.body.as_bytes());
        match self.account.parse_created(&Target::from(order), &response, now) {
            Ok(seen) => self.take("create", &seen, now),
            Err(error) => self.fail(Some(&order.reference), "create", http(&reply), error, now),
        }
    }

    /// Asks for one order, as the plan wants it.
    fn ask(&mut self, world: &mut World, reference: &str, now: DateTime<Utc>) {
        self.due.remove(reference);
        let Some(payment) = self.records.get(reference) else { return };
        let target = Target::from(payment);
        let request = match self.account.query(&target, now) {
            Ok(request) => request,
            Err(error) => return self.fail(Some(reference), "query", "not sent".to_owned(), error, now),
        };
        let reply = world.send(&request, now);
        match self.account.parse(&target, &Response::new(reply.status, &[], reply.body.as_bytes()), now) {
            Ok(seen) => self.take("query", &seen, now),
            Err(error) => self.fail(Some(reference), "query", http(&reply), error, now),
        }
    }

    /// Lists orders, to find what no message told.
    fn sweep(&mut self, world: &mut World, reference: &str, now: DateTime<Utc>) {
        let listing = Listing { reference: Some(reference.to_owned()), ..Listing::default() };
        let page = self.account.list(&listing, now).and_then(|request| {
            let reply = world.send(&request, now);
            self.account.parse_page(&listing, &Response::new(reply.status, &[], reply.body.as_bytes()), now)
        });
        match page {
            Ok(page) => page.observations.iter().for_each(|seen| self.take("list", seen, now)),
            Err(error) => self.fail(None, "list", String::new(), error, now),
        }
    }

    /// A webhook came.
    fn receive(&mut self, delivery: &Delivery, now: DateTime<Utc>) {
        let headers: Vec<_> =
            delivery.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
        match self.account.receive(&Webhook::new(&headers, &delivery.body), now) {
            Ok(receipt) => receipt.observations.iter().for_each(|seen| self.take("webhook", seen, now)),
            Err(error) => self.fail(None, "webhook", "(not read)".to_owned(), error, now),
        }
    }

    /// Takes in what was seen: find the record, advance it, store it, then act, and note when to ask again.
    fn take(&mut self, from: &'static str, seen: &Observation, now: DateTime<Utc>) {
        let Some(reference) = seen.reference.clone() else { return };
        let payment = match self.records.remove(&reference) {
            Some(payment) => payment,
            None => match self.account.open_seen(seen, now) {
                Ok(payment) => payment,
                Err(error) => return self.fail(Some(&reference), from, String::new(), error, now),
            },
        };
        let progress = payment.advance(seen, now);
        self.records.insert(reference.clone(), progress.payment.clone());
        // Here a shop hands over, releases, takes back or calls somebody, as `progress.action` says.
        let floor = if from == "query" { now + BRAKE } else { now };
        self.plan(&reference, progress.poll_at.map(|at| at.max(floor)));
        let schedule = progress.payment.schedule(now, None);
        let outcome = Outcome::Judged(Box::new(seen.clone()), Box::new(progress), schedule);
        self.write(Some(reference), from, outcome, now);
    }

    /// A call went wrong: the record stays as it is. Where there is one, it is asked for later.
    fn fail(
        &mut self,
        reference: Option<&str>,
        from: &'static str,
        said: String,
        error: Error,
        now: DateTime<Utc>,
    ) {
        let not_before = error.refused().and_then(|refused| refused.retry_at).unwrap_or(now + BRAKE);
        let record = reference.and_then(|reference| self.records.get(reference));
        let again = record.and_then(|payment| payment.schedule(now, Some(not_before)).poll_at);
        if let Some(reference) = reference {
            self.plan(reference, again);
        }
        self.write(reference.map(str::to_owned), from, Outcome::Failed(said, error, again), now);
    }

    fn plan(&mut self, reference: &str, at: Option<DateTime<Utc>>) {
        match at {
            Some(at) => self.due.insert(reference.to_owned(), at),
            None => self.due.remove(reference),
        };
    }

    /// Notes a line. A question that is answered as the one before, in the same stage, joins its line.
    fn write(&mut self, reference: Option<String>, from: &'static str, outcome: Outcome, now: DateTime<Utc>) {
        let entry = Entry { at: now, reference, from, since: now, times: 1, outcome };
        let before = self.log.iter().rposition(|before| before.reference == entry.reference);
        let joined = before.filter(|&i| self.log.get(i).is_some_and(|before| before.is_like(&entry)));
        let Some(joined) = joined else { return self.log.push(entry) };
        let before = self.log.remove(joined);
        self.log.push(Entry { since: before.since, times: before.times + 1, ..entry });
    }
}

impl Entry {
    pub(crate) fn progress(&self) -> Option<&Progress> {
        match &self.outcome {
            Outcome::Judged(_, progress, _) => Some(progress),
            Outcome::Failed(..) | Outcome::Settled(_) => None,
        }
    }

    /// Where the moment lay in the payment's time.
    pub(crate) fn stage(&self) -> Option<Stage> {
        match &self.outcome {
            Outcome::Judged(.., schedule) => schedule.stage,
            Outcome::Failed(..) | Outcome::Settled(_) => None,
        }
    }

    pub(crate) fn error(&self) -> Option<&Error> {
        match &self.outcome {
            Outcome::Failed(_, error, _) => Some(error),
            Outcome::Judged(..) | Outcome::Settled(_) => None,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        let (Outcome::Judged(a, before, at), Outcome::Judged(b, after, later)) =
            (&self.outcome, &other.outcome)
        else {
            return false;
        };
        (self.from, other.from) == ("query", "query")
            && a.native == b.native
            && (before.step, before.verdict, before.action) == (after.step, after.verdict, after.action)
            && before.payment.status == after.payment.status
            && at.stage == later.stage
    }
}

fn order(story: &Story) -> Order {
    Order {
        network: Some(story.network.to_owned()),
        ..Order::new(&story.reference, Price::new(story.price.to_string(), story.currency))
    }
}

fn http(reply: &Reply) -> String {
    format!("HTTP {}", reply.status)
}
