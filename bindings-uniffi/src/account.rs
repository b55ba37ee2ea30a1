//! `Account` and its verbs, one line each.

use std::fmt;
use std::sync::Arc;

use paystate::Json;
use zeroize::Zeroizing;

use crate::scalars::{Instant, Whole64};
use crate::stream::{Stream, StreamEvent, StreamStep};
use crate::timeline::Timeline;
use crate::token::Token;
use crate::{
    Header, Listing, Observation, Order, Payment, PaystateError, Reply, Request, Response, Target, Webhook,
};

/// An option of an account: a credential, a secret or a setting, under the provider's name for it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Setting {
    /// The name.
    pub name: String,
    /// The value. It does not print, for it can be a key.
    pub value: String,
}

/// An account at a provider: credentials and settings. It asks and reads; it keeps nothing, and performs no IO.
///
/// Its keys do not print, and are wiped when it is released. An app on a phone holds no keys: it opens an account without
/// any, to read redirects, and leaves the rest to its backend.
#[derive(uniffi::Object)]
#[uniffi::export(Debug)]
pub struct Account {
    core: paystate::Account,
    provider: String,
    settings: Vec<(String, Zeroizing<String>)>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({})", self.provider)
    }
}

#[uniffi::export]
impl Account {
    /// An account of `provider` from names and values; `providers` lists them. An empty value is absent, and a credential is
    /// only needed by the verbs that send or verify with it. A verifying secret may be given up to four times, for rotation:
    /// each one verifies, the first one signs.
    ///
    /// `misuse` for a provider or name that is not known, which lists those that are, and for a setting outside its words or
    /// numbers.
    #[uniffi::constructor]
    pub fn new(provider: String, settings: Vec<Setting>) -> Result<Arc<Self>, PaystateError> {
        let settings = settings.into_iter().map(|Setting { name, value }| (name, Zeroizing::new(value)));
        Ok(Arc::new(Self::open(provider, settings.collect())?))
    }

    /// The name of the account's provider.
    pub fn provider(&self) -> Result<String, PaystateError> {
        Ok(self.provider.clone())
    }

    /// The request that asks for `target`. `misuse` where the target or a credential is missing or cannot be sent.
    pub fn query(&self, target: Target, now: Instant) -> Result<Request, PaystateError> {
        Ok(self.core.query(&target.into(), now)?.into())
    }

    /// Reads the answer to a query.
    ///
    /// `refused` for every HTTP status outside 200–299 and for what the provider declined, `malformed` for an answer that is
    /// not what it documents.
    pub fn parse(
        &self,
        target: Target,
        response: Response,
        now: Instant,
    ) -> Result<Observation, PaystateError> {
        Ok(response.read(|response| self.core.parse(&target.into(), response, now))?.into())
    }

    /// Reads many answers to queries in one call, which costs far less than a call each. The outcomes are in the order of the
    /// answers; one that cannot be read does not keep the others from it.
    pub fn parse_many(&self, answers: Vec<Answer>, now: Instant) -> Result<Vec<Outcome>, PaystateError> {
        let parse = |Answer { target, response }| self.parse(target, response, now).into();
        Ok(answers.into_iter().map(parse).collect())
    }

    /// The request that makes `order`.
    pub fn create(&self, order: Order, now: Instant) -> Result<Request, PaystateError> {
        Ok(self.core.create(&order.into(), now)?.into())
    }

    /// Reads the answer to a create. A refusal whose `outcome_unknown` is set may have made the order all the same: query by
    /// reference before creating again.
    pub fn parse_created(
        &self,
        target: Target,
        response: Response,
        now: Instant,
    ) -> Result<Observation, PaystateError> {
        Ok(response.read(|response| self.core.parse_created(&target.into(), response, now))?.into())
    }

    /// The request for one page of a list.
    pub fn list(&self, listing: Listing, now: Instant) -> Result<Request, PaystateError> {
        Ok(self.core.list(&listing.into(), now)?.into())
    }

    /// Reads one page of a list. Its `next` is a complete listing, with every filter kept.
    pub fn parse_page(
        &self,
        listing: Listing,
        response: Response,
        now: Instant,
    ) -> Result<Page, PaystateError> {
        let listing = listing.into();
        Ok(response.read(|response| self.core.parse_page(&listing, response, now))?.into())
    }

    /// The request that carries out a command of the provider's profile on `target`; `fields` is a JSON object.
    pub fn command(
        &self,
        name: String,
        target: Target,
        fields: Json,
        now: Instant,
    ) -> Result<Request, PaystateError> {
        Ok(self.core.command(&name, &target.into(), &fields, now)?.into())
    }

    /// The request for the history of `target`.
    pub fn timeline(&self, target: Target, now: Instant) -> Result<Request, PaystateError> {
        Ok(self.core.timeline(&target.into(), now)?.into())
    }

    /// Reads the history of `target`. Judge by its newest event only.
    pub fn parse_timeline(
        &self,
        target: Target,
        response: Response,
        now: Instant,
    ) -> Result<Timeline, PaystateError> {
        Ok(response.read(|response| self.core.parse_timeline(&target.into(), response, now))?.into())
    }

    /// The request for an access token.
    pub fn authorize(&self, now: Instant) -> Result<Request, PaystateError> {
        Ok(self.core.authorize(now)?.into())
    }

    /// Reads the answer to `authorize`.
    pub fn parse_token(&self, response: Response, now: Instant) -> Result<Token, PaystateError> {
        Ok(response.read(|response| self.core.parse_token(response, now))?.into())
    }

    /// The same account with another access token.
    pub fn with_token(&self, token: Token) -> Result<Arc<Self>, PaystateError> {
        let mut account = Self::open(self.provider.clone(), self.settings.clone())?;
        account.core = account.core.with_token(&token.into())?;
        Ok(Arc::new(account))
    }

    /// A live stream of `targets`, not open yet: connect to its `url`, and hand what happens to `streamStep`.
    pub fn stream(&self, targets: Vec<Target>) -> Result<Stream, PaystateError> {
        Ok(self.core.stream(targets.into_iter().map(Into::into).collect())?.into())
    }

    /// Takes one event of a live stream: what to send, what was seen, what to query, when to wake or to connect again.
    pub fn stream_step(
        &self,
        stream: Stream,
        event: StreamEvent,
        now: Instant,
    ) -> Result<StreamStep, PaystateError> {
        Ok(self.core.stream_step(stream.into(), event.core(), now)?.into())
    }

    /// Verifies a webhook and reads every event in it. Nothing of the body is looked at before the signature fits.
    ///
    /// `unauthentic` where it does not, with the reply to give; `misuse` where the account has no secret.
    pub fn receive(&self, webhook: Webhook, now: Instant) -> Result<Receipt, PaystateError> {
        Ok(webhook.read(|webhook| self.core.receive(webhook, now))?.into())
    }

    /// The headers that the provider would sign `body` with at `now`: for the caller's own tests.
    pub fn sign_webhook(&self, body: Vec<u8>, now: Instant) -> Result<Vec<Header>, PaystateError> {
        let headers = |signed: paystate::SignedWebhook| {
            signed.headers.iter().map(|(name, value)| Header::from((*name, value.as_str()))).collect()
        };
        Ok(headers(self.core.sign_webhook(&body, now)?))
    }

    /// Reads the URL that the payer came back to. It is unsigned: a hint to ask the provider, and never a proof.
    pub fn parse_redirect(&self, url: String) -> Result<Observation, PaystateError> {
        Ok(self.core.parse_redirect(&url)?.into())
    }

    /// The URL that the provider would send the payer back to from `url`: for the caller's own tests.
    pub fn build_redirect(&self, url: String, seen: Observation) -> Result<String, PaystateError> {
        Ok(self.core.build_redirect(&url, &seen.into())?)
    }

    /// The record to store for `order`, created at `now`, before it is sent. Its windows are the account's.
    ///
    /// `misuse` where the order's amount cannot be read, or the window leads out of the calendar.
    pub fn open_order(&self, order: Order, now: Instant) -> Result<Payment, PaystateError> {
        Ok(self.core.open_order(&order.into(), now)?.into())
    }

    /// The record to store for a payment that was made elsewhere, from what was seen of it. Its status is `pending` until
    /// `advance` is given the same observation, so that the action is not lost.
    pub fn open_seen(&self, seen: Observation, now: Instant) -> Result<Payment, PaystateError> {
        Ok(self.core.open_seen(&seen.into(), now)?.into())
    }
}

impl Account {
    fn open(provider: String, settings: Vec<(String, Zeroizing<String>)>) -> Result<Self, PaystateError> {
        let pairs = settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        Ok(Self { core: paystate::Account::new(&provider, pairs)?, provider, settings })
    }
}

/// An answer to a query, and what was asked with.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Answer {
    /// What was asked with.
    pub target: Target,
    /// The answer.
    pub response: Response,
}

/// What came of one answer of many.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
#[allow(clippy::large_enum_variant)] // nearly all are the large one
pub enum Outcome {
    /// It was read.
    Seen {
        /// What was seen.
        observation: Observation,
    },
    /// It could not be read, or the provider declined.
    Failed {
        /// Why.
        error: PaystateError,
    },
}

impl From<Result<Observation, PaystateError>> for Outcome {
    fn from(result: Result<Observation, PaystateError>) -> Self {
        match result {
            Ok(observation) => Self::Seen { observation },
            Err(error) => Self::Failed { error },
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Page {
    /// The rows.
    pub observations: Vec<Observation>,
    /// What to list next; absent at the end.
    pub next: Option<Listing>,
    /// How many rows there are in all, where the provider says so.
    pub total: Option<Whole64>,
}

impl From<paystate::Page> for Page {
    fn from(page: paystate::Page) -> Self {
        Self {
            observations: page.observations.into_iter().map(Into::into).collect(),
            next: page.next.map(Into::into),
            total: page.total.map(Whole64),
        }
    }
}

/// A verified webhook.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Receipt {
    /// What makes the event unique: the provider's id, or one made from the body. De-duplicate by it.
    pub event_id: String,
    /// The event's type, known or not.
    pub kind: String,
    /// What it tells; empty for an event that is about nothing of the library's.
    pub observations: Vec<Observation>,
    /// What to answer.
    pub reply: Reply,
}

impl From<paystate::Receipt> for Receipt {
    fn from(receipt: paystate::Receipt) -> Self {
        Self {
            event_id: receipt.event_id,
            kind: receipt.kind,
            observations: receipt.observations.into_iter().map(Into::into).collect(),
            reply: receipt.reply.into(),
        }
    }
}
