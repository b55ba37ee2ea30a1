//! The other side of the wire: PayIn, its payers and a few crooks, scripted from a seed. It answers requests and sends
//! messages; the shop knows nothing of what is in here.

use std::collections::VecDeque;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use paystate::{Account, Error, Request};
use rust_decimal::Decimal;

use super::dice::Dice;
use super::scenes::SCENES;

/// The secret that PayIn and the shop share.
pub(crate) const SECRET: &str = "whsec_demo";

/// Something that happens by itself.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// A customer orders.
    Order,
    /// A message comes to the shop's webhook address.
    Webhook(Delivery),
    /// The payer's browser comes back.
    Redirect(String),
    /// The shop lists its orders, to see whether it missed something.
    Sweep,
    /// A person at the shop settles what was escalated: fulfilled, released.
    Settle(bool, bool),
    /// A person at the shop paid the money back, which PayIn cannot do.
    PaidBack,
}

#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// The answer to a request.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// How a message is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Seal {
    Genuine,
    /// By somebody who does not know the secret.
    Forged,
    /// Genuinely, but this many minutes ago: a recording that is played again. Below zero: in the future.
    Recorded(i64),
    Missing,
}

/// An order as PayIn knows it.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) title: &'static str,
    pub(crate) reference: String,
    pub(crate) price: Decimal,
    pub(crate) currency: &'static str,
    pub(crate) network: &'static str,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) id: String,
    pub(crate) address: String,
    /// What a question is answered with from that moment on.
    answers: Vec<(DateTime<Utc>, Answer)>,
    /// What the first question at or after that moment gets instead.
    troubles: VecDeque<(DateTime<Utc>, Reply)>,
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    word: &'static str,
    received: Option<Decimal>,
    currency: &'static str,
}

/// A story while it is being written; moments are seconds after the order.
pub(crate) struct Scene<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) story: Story,
    events: Vec<(DateTime<Utc>, Event)>,
    error: Option<Error>,
}

impl Scene<'_> {
    fn at(&self, second: u32) -> DateTime<Utc> {
        self.story.opened_at + TimeDelta::seconds(second.into())
    }

    pub(crate) fn happens(&mut self, second: u32, event: Event) {
        self.events.push((self.at(second), event));
    }

    pub(crate) fn answers(&mut self, second: u32, word: &'static str) {
        self.answers_with(second, word, None);
    }

    /// From `second` on PayIn says `word`, and that so much came.
    pub(crate) fn answers_with(&mut self, second: u32, word: &'static str, received: Option<Decimal>) {
        let answer = Answer { word, received, currency: self.story.currency };
        self.story.answers.push((self.at(second), answer));
    }

    /// From `second` on PayIn says that the order is about another currency.
    pub(crate) fn answers_in(&mut self, second: u32, word: &'static str, currency: &'static str) {
        let answer = Answer { word, received: Some(self.story.price), currency };
        self.story.answers.push((self.at(second), answer));
    }

    /// The first question at or after `second` goes wrong.
    pub(crate) fn trouble(&mut self, second: u32, status: u16, body: &str) {
        self.story.troubles.push_back((self.at(second), Reply { status, body: body.to_owned() }));
    }

    /// The payer's browser comes back.
    pub(crate) fn redirect(&mut self, second: u32, word: &str) {
        let Story { reference, price, currency, .. } = &self.story;
        let url = format!(
            "https://shop.example/back?orderReference={reference}&status={word}&amount={price}&currency={currency}"
        );
        self.happens(second, Event::Redirect(url));
    }

    /// PayIn tells what it knows of the order at `second`.
    pub(crate) fn webhook(&mut self, second: u32, kind: &str, word: &str) {
        let data = self.story.data(self.story.price, word, self.at(second));
        self.message(second, kind, &data, Seal::Genuine);
    }

    /// A message with this data.
    pub(crate) fn message(&mut self, second: u32, kind: &str, data: &str, seal: Seal) {
        let at = self.at(second);
        let id = format!("evt_{}_{}", kind.replace('.', "_"), self.story.id);
        let body = format!(r#"{{"id":"{id}","type":"{kind}","created_at":"{}","data":{data}}}"#, iso(at));
        match sign(body.as_bytes(), at, seal) {
            Ok(headers) => {
                self.happens(second, Event::Webhook(Delivery { headers, body: body.into_bytes() }));
            }
            Err(error) => self.error = Some(error),
        }
    }
}

fn sign(body: &[u8], at: DateTime<Utc>, seal: Seal) -> Result<Vec<(&'static str, String)>, Error> {
    let sign =
        |secret, at| Ok(Account::new("payin", [("webhook_secret", secret)])?.sign_webhook(body, at)?.headers);
    match seal {
        Seal::Genuine => sign(SECRET, at),
        Seal::Forged => sign("whsec_guessed", at),
        Seal::Recorded(minutes) => sign(SECRET, at - TimeDelta::minutes(minutes)),
        Seal::Missing => Ok(vec![("Content-Type", "application/json".to_owned())]),
    }
}

impl Story {
    /// The order in the form of the documented webhooks.
    pub(crate) fn data(&self, amount: Decimal, word: &str, at: DateTime<Utc>) -> String {
        let Self { id, reference, currency, network, address, opened_at, .. } = self;
        let created = iso(*opened_at);
        let end = match word {
            "completed" => format!(r#","txHash":"0x{id}","confirmations":12,"completedAt":"{}""#, iso(at)),
            _ => String::new(),
        };
        format!(
            r#"{{"orderId":"{id}","orderReference":"{reference}","status":"{word}","amount":"{amount}","currency":"{currency}","chainId":"{network}","address":"{address}","createdAt":"{created}"{end}}}"#
        )
    }

    /// The order in the form of the documented answers.
    fn row(&self, now: DateTime<Utc>) -> String {
        let pending = Answer { word: "pending", received: None, currency: self.currency };
        let known = self.answers.iter().filter(|(from, _)| *from <= now).max_by_key(|(from, _)| *from);
        let Answer { word, received, currency } = known.map_or(pending, |(_, answer)| *answer);
        let Self { id, reference, price, network, address, opened_at, .. } = self;
        let (created, expires) = (iso(*opened_at), iso(*opened_at + TimeDelta::minutes(10)));
        let received = received.map_or(String::new(), |sum| format!(r#","confirmedReceived":"{sum}""#));
        format!(
            r#"{{"orderId":"{id}","orderReference":"{reference}","amount":"{price}","currency":"{currency}","chainId":"{network}","protocol":"evm","address":"{address}","status":"{word}"{received},"createdAt":"{created}","expiresAt":"{expires}"}}"#
        )
    }
}

pub(crate) struct World {
    pub(crate) stories: Vec<Story>,
    /// What happens by itself, in order of time: when, and to which story.
    pub(crate) events: VecDeque<(DateTime<Utc>, usize, Event)>,
}

impl World {
    /// A day of the seed: every scene once, in an order, at sums and moments that the dice choose.
    pub(crate) fn new(seed: u64) -> Result<Self, Error> {
        let mut dice = Dice::new(seed);
        let mut scenes = SCENES.to_vec();
        dice.shuffle(&mut scenes);
        let mut opened_at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_116) + TimeDelta::hours(9);
        let first = dice.between(101, 899);
        let mut world = Self { stories: Vec::new(), events: VecDeque::new() };
        for (number, (title, write)) in (first..).zip(scenes) {
            opened_at += TimeDelta::seconds(dice.between(20, 75).into());
            let story = Story {
                title,
                reference: format!("R-{number}"),
                price: Decimal::new(dice.between(1_500, 45_000).into(), 2),
                currency: "USDT",
                network: "ethereum-mainnet",
                opened_at,
                id: format!("ord_{}", dice.hex(12)),
                address: format!("0x{}", dice.hex(40)),
                answers: Vec::new(),
                troubles: VecDeque::new(),
            };
            let mut scene = Scene { dice: &mut dice, story, events: Vec::new(), error: None };
            write(&mut scene);
            if let Some(error) = scene.error {
                return Err(error);
            }
            let story = world.stories.len();
            world.events.extend(scene.events.into_iter().map(|(at, event)| (at, story, event)));
            world.stories.push(scene.story);
        }
        world.events.make_contiguous().sort_by_key(|(at, ..)| *at);
        Ok(world)
    }

    /// PayIn's answer to a request.
    pub(crate) fn send(&mut self, request: &Request, now: DateTime<Utc>) -> Reply {
        let asked = format!("{} {}", request.url(), request.body().unwrap_or_default());
        let Some(story) = self.stories.iter_mut().find(|story| story.is_meant(&asked)) else {
            return Reply { status: 404, body: r#"{"code":"ORDER_NOT_FOUND"}"#.to_owned() };
        };
        if story.troubles.front().is_some_and(|(from, _)| *from <= now)
            && let Some((_, trouble)) = story.troubles.pop_front()
        {
            return trouble;
        }
        let row = story.row(now);
        match (request.method(), request.url().contains('?')) {
            ("POST", _) => Reply { status: 201, body: row },
            (_, true) => Reply {
                status: 200,
                body: format!(
                    r#"{{"data":[{row}],"pagination":{{"page":1,"limit":20,"total":1,"hasMore":false}}}}"#
                ),
            },
            (_, false) => Reply { status: 200, body: row },
        }
    }
}

impl Story {
    fn is_meant(&self, asked: &str) -> bool {
        asked.contains(&self.reference) || asked.contains(&self.id)
    }
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
