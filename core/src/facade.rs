//! `Account` and its verbs, in flat types: the one surface that bindings touch, and the only room that sees both the
//! providers and the lifecycle.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use chrono::{DateTime, Utc};

use crate::ask::{Order, Target};
use crate::error::{Error, Misuse, MisuseReason, Reply};
use crate::http::{HeaderPair, Request, Response, Webhook};
use crate::json::Json;
use crate::lifecycle::{self, Outcome, Progress};
use crate::money;
use crate::observation::Observation;
use crate::options::Options;
use crate::page::{Listing, Page};
use crate::profile::{Profile, state_of};
use crate::providers::{self, PageReading, Provider, Windows};
use crate::reading::{Reading, ReceiptReading};
use crate::record::{Asked, Payment};
use crate::refusal;
use crate::schedule::{self, Case, Plan, Schedule, Window};
use crate::status::{State, Status, Subject};
use crate::stream::{self, Stream, StreamEvent, StreamStep};
use crate::time;
use crate::timeline::Timeline;
use crate::token::Token;

/// An account at a provider: credentials and settings, by keyword. It asks and reads; it keeps nothing, and performs no
/// IO.
///
/// It cannot be cloned or serialized, so that its keys stay in one place, and they do not print.
///
/// ```
/// use paystate::Account;
///
/// let account = Account::new(
///     "payin",
///     [("api_key", "pk-1"), ("webhook_secret", "whsec_new"), ("webhook_secret", "whsec_old")],
/// )?;
/// assert!(!format!("{account:?}").contains("pk-1"));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Debug)]
pub struct Account {
    profile: &'static Profile,
    provider: Box<dyn Provider>,
}

impl Account {
    /// An account of `provider` from keywords and values; [`providers`] lists them. An empty value is absent, and a
    /// credential is only needed by the verbs that send or verify with it. A verifying secret may be given up to four
    /// times, for rotation: each one verifies, the first one signs.
    ///
    /// `misuse` for a provider or keyword that is not known, which lists those that are, and for a setting outside its
    /// words or numbers.
    ///
    /// ```
    /// use paystate::Account;
    ///
    /// let error = Account::new("payin", [("dialect", "klingon")]).unwrap_err();
    /// assert_eq!(error.field(), Some("dialect"));
    /// ```
    pub fn new<'a>(
        provider: &str,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Error> {
        let entry = providers::find(provider)?;
        let options = Options::new(entry.profile, options)?;
        Ok(Self { profile: entry.profile, provider: (entry.open)(&options)? })
    }

    /// What the account's provider can do.
    ///
    /// ```
    /// let account = paystate::Account::new("payin", [])?;
    /// assert_eq!(account.profile().name, "payin");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn profile(&self) -> &'static Profile {
        self.profile
    }

    /// The request that asks for `target`. `misuse` where the target or a credential is missing or cannot be sent.
    ///
    /// ```
    /// use paystate::{Account, Target};
    ///
    /// let account = Account::new("payin", [("api_key", "k")])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert!(account.query(&Target::id("ord_1"), now)?.url().ends_with("/orders/ord_1"));
    /// assert_eq!(account.query(&Target::id(".."), now).unwrap_err().field(), Some("id"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn query(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        self.provider.query(target, now)
    }

    /// Reads the answer to a query.
    ///
    /// `refused` for every HTTP status outside 200–299 and for what the provider declined, `malformed` for an answer
    /// that is not what it documents.
    ///
    /// ```
    /// use paystate::{Account, Response, State, Status, Target};
    ///
    /// let account = Account::new("payin", [])?;
    /// let target = Target::id("ord_1");
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"ord_1","status":"completed","amount":"10.00","currency":"USDT"}"#;
    /// let seen = account.parse(&target, &Response::new(200, &[], body), now)?;
    /// assert_eq!(seen.state, Some(State::Payment(Status::Paid)));
    ///
    /// let error = account.parse(&target, &Response::new(502, &[], b"<html>"), now).unwrap_err();
    /// assert!(error.retryable());
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn parse(
        &self,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Observation, Error> {
        Ok(self.read(target, response, now)?.to_observation(response.body))
    }

    /// As [`parse`](Self::parse), without decoding: for lazy bindings.
    ///
    /// ```
    /// use paystate::{Account, Response, Target};
    ///
    /// let account = Account::new("payin", [])?;
    /// let response = Response::new(200, &[], br#"{"orderId":"o","status":"pending"}"#);
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert!(account.read(&Target::id("o"), &response, now)?.notes().is_empty());
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn read(
        &self,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error> {
        self.provider.read(refusal::Asked::Read, target, response, now)
    }

    /// The request that makes `order`.
    ///
    /// ```
    /// use paystate::{Account, Order, Price};
    ///
    /// let account = Account::new("payin", [("api_key", "k")])?;
    /// let order = Order::new("ORDER-1", Price::new("1e2", "USDT"));
    /// let error = account.create(&order, "2025-01-20T10:36:00Z".parse().unwrap()).unwrap_err();
    /// assert_eq!(error.field(), Some("amount"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn create(&self, order: &Order, now: DateTime<Utc>) -> Result<Request, Error> {
        self.provider.create(order, now)
    }

    /// Reads the answer to a create. A refusal whose `outcome_unknown` is set may have made the order all the same:
    /// query by reference before creating again.
    ///
    /// ```
    /// use paystate::{Account, Response, Target};
    ///
    /// let account = Account::new("payin", [])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let timeout = Response::new(504, &[], b"");
    /// let error = account.parse_created(&Target::reference("ORDER-1"), &timeout, now).unwrap_err();
    /// let refused = error.refused().unwrap();
    /// assert!(refused.outcome_unknown && !refused.retryable);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn parse_created(
        &self,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Observation, Error> {
        Ok(self.read_created(target, response, now)?.to_observation(response.body))
    }

    /// As [`parse_created`](Self::parse_created), without decoding: for lazy bindings.
    ///
    /// ```
    /// use paystate::{Account, Response, Target};
    ///
    /// let account = Account::new("payin", [])?;
    /// let response = Response::new(201, &[], br#"{"orderId":"o","status":"pending"}"#);
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert!(account.read_created(&Target::reference("R-1"), &response, now)?.notes().is_empty());
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn read_created(
        &self,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error> {
        self.provider.read(refusal::Asked::Create, target, response, now)
    }

    /// The request for one page of a list.
    ///
    /// ```
    /// use paystate::{Account, Listing};
    ///
    /// let account = Account::new("payin", [("api_key", "k")])?;
    /// let listing = Listing { page: Some(2), ..Listing::default() };
    /// let request = account.list(&listing, "2025-01-20T10:36:00Z".parse().unwrap())?;
    /// assert!(request.url().ends_with("/orders?page=2"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn list(&self, listing: &Listing, now: DateTime<Utc>) -> Result<Request, Error> {
        self.provider.list(listing, now)
    }

    /// Reads one page of a list. Its `next` is a complete listing, with every filter kept.
    ///
    /// ```
    /// use paystate::{Account, Listing, Response};
    ///
    /// let account = Account::new("payin", [])?;
    /// let body = br#"{"data":[],"pagination":{"page":1,"limit":20,"total":0,"totalPages":0,"hasMore":false}}"#;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let page = account.parse_page(&Listing::default(), &Response::new(200, &[], body), now)?;
    /// assert_eq!((page.next, page.total), (None, Some(0)));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn parse_page(
        &self,
        listing: &Listing,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Page, Error> {
        let page = self.read_page(listing, response, now)?;
        let rows = page.readings.iter().map(|reading| reading.to_observation(response.body));
        Ok(Page::new(rows.collect(), page.next, page.total))
    }

    /// As [`parse_page`](Self::parse_page), without decoding: for lazy bindings.
    ///
    /// ```
    /// use paystate::{Account, Listing, Response};
    ///
    /// let account = Account::new("payin", [])?;
    /// let response = Response::new(200, &[], br#"{"data":[{"orderId":"o","status":"pending"}]}"#);
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// assert_eq!(account.read_page(&Listing::default(), &response, now)?.readings.len(), 1);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn read_page(
        &self,
        listing: &Listing,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<PageReading, Error> {
        self.provider.read_page(listing, response, now)
    }

    /// The request that carries out a command of [`Profile::commands`] on `target`; `fields` is a JSON object. Its answer
    /// is read with [`parse`](Self::parse) and the same target.
    ///
    /// The target of `refund` is the refund that is to be, in the terms of its observation: subject `refund`, `id` where
    /// the merchant names refunds and the provider calls that its id, `reference` as
    /// [`Observation::reference`](Observation) of a refund. Read its answer with [`parse_created`](Self::parse_created): it
    /// makes something, and after trouble it may be there all the same.
    ///
    /// ```
    /// use paystate::{Account, Subject, Target};
    ///
    /// let account = Account::new("payin", [("api_key", "k")])?;
    /// let fields = r#"{"key":"payment_window_minutes","value":15}"#.parse()?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let request = account.command("configure", &Target::default(), &fields, now)?;
    /// assert_eq!(request.body(), Some(r#"{"value":15}"#));
    ///
    /// let account = Account::new("pelago", [("api_key", "pk"), ("api_secret", "sk")])?;
    /// let refund = Target { subject: Subject::Refund, ..Target::reference("pay_1") };
    /// let request = account.command("refund", &refund, &r#"{"amount":"5.00"}"#.parse()?, now)?;
    /// assert_eq!(request.body(), Some(r#"{"paymentId":"pay_1","amount":5}"#));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn command(
        &self,
        name: &str,
        target: &Target,
        fields: &Json,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        self.provider.command(name, target, fields, now)
    }

    /// The request for the history of `target`.
    ///
    /// ```
    /// use paystate::{Account, Target};
    ///
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let account = Account::new("pelago", [("api_key", "pk"), ("api_secret", "sk")])?;
    /// let request = account.timeline(&Target::id("pay_1"), now)?;
    /// assert!(request.url().ends_with("/v1/payments/pay_1/timeline"));
    ///
    /// let error = Account::new("payin", [])?.timeline(&Target::id("o"), now).unwrap_err();
    /// assert_eq!(error.reason(), Some("unsupported"), "this provider keeps no history");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn timeline(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        self.provider.timeline(target, now)
    }

    /// Reads the history of `target`. Judge by its newest event only.
    ///
    /// ```
    /// use paystate::{Account, Response, Target};
    ///
    /// let account = Account::new("pelago", [])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"paymentId":"pay_1","events":[
    ///     {"timestamp":"2025-01-20T10:32:00Z","status":"completed","transactionHash":"0x1"},
    ///     {"timestamp":"2025-01-20T10:30:00Z","status":"created","details":"payment request created"}]}"#;
    /// let timeline = account.parse_timeline(&Target::id("pay_1"), &Response::new(200, &[], body), now)?;
    /// assert_eq!(timeline.events[0].native.as_deref(), Some("created"), "oldest first");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn parse_timeline(
        &self,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Timeline, Error> {
        self.provider.read_timeline(target, response, now)
    }

    /// The request for an access token. Its body carries the secret that asks for it, and does not print.
    ///
    /// ```
    /// use paystate::Account;
    ///
    /// let account = Account::new("liquido", [("client_id", "cid-1"), ("client_secret", "cs-1")])?;
    /// let request = account.authorize("2025-01-20T10:36:00Z".parse().unwrap())?;
    /// assert!(request.body().unwrap().contains("client_secret=cs-1"));
    /// assert!(!format!("{request:?}").contains("cs-1"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn authorize(&self, now: DateTime<Utc>) -> Result<Request, Error> {
        self.provider.authorize(now)
    }

    /// Reads the answer to [`authorize`](Self::authorize). `malformed` where there is no token in it, `refused` where the
    /// provider gives none.
    ///
    /// ```
    /// use paystate::{Account, Response};
    ///
    /// let account = Account::new("liquido", [])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"access_token":"t-1","expires_in":3600,"token_type":"Bearer"}"#;
    /// let token = account.parse_token(&Response::new(200, &[], body), now)?;
    /// assert_eq!(token.expires_at, Some("2025-01-20T11:36:00Z".parse().unwrap()));
    /// assert_eq!(token.renew_at, Some("2025-01-20T11:35:00Z".parse().unwrap()));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn parse_token(&self, response: &Response<'_>, now: DateTime<Utc>) -> Result<Token, Error> {
        self.provider.read_token(response, now)
    }

    /// The same account with another access token. `misuse` where the provider knows none.
    ///
    /// ```
    /// use paystate::{Account, Target, Token};
    ///
    /// let account = Account::new("liquido", [("api_key", "ak-1")])?.with_token(&Token::new("t-1", None))?;
    /// let request = account.query(&Target::reference("R-1"), "2025-01-20T10:36:00Z".parse().unwrap())?;
    /// assert_eq!(request.headers().next(), Some(("Authorization", "Bearer t-1")));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn with_token(&self, token: &Token) -> Result<Self, Error> {
        Ok(Self { profile: self.profile, provider: self.provider.with_token(token)? })
    }

    /// A live stream of `targets`, not open yet: connect to its `url`, and hand what happens to
    /// [`stream_step`](Self::stream_step).
    ///
    /// ```
    /// use paystate::{Account, Target};
    ///
    /// let account = Account::new("pelago", [("api_key", "pk")])?;
    /// let stream = account.stream(vec![Target::id("pay_1")])?;
    /// assert_eq!(stream.url, "wss://ws.pelago.tech/v1");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn stream(&self, targets: Vec<Target>) -> Result<Stream, Error> {
        stream::start(self.provider.streaming()?, targets)
    }

    /// Takes one event of a live stream: what to send, what was seen, what to query, when to wake or to connect again.
    ///
    /// ```
    /// use paystate::{Account, State, Status, StreamEvent, Target};
    ///
    /// let account = Account::new("pelago", [("api_key", "pk")])?;
    /// let stream = account.stream(vec![Target::id("pay_1")])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let step = account.stream_step(stream, StreamEvent::Open, now)?;
    /// assert_eq!(step.send.len(), 2, "authenticate and subscribe");
    /// assert_eq!(step.query, [Target::id("pay_1")], "news may have been missed");
    ///
    /// let frame = r#"{"type":"payment.status_changed","data":{"paymentId":"pay_1","status":"completed"}}"#;
    /// let step = account.stream_step(step.stream, StreamEvent::Frame(frame), now)?;
    /// assert_eq!(step.observations[0].state, Some(State::Payment(Status::Paid)));
    ///
    /// let step = account.stream_step(step.stream, StreamEvent::Close, now)?;
    /// assert_eq!(step.reconnect_at, Some("2025-01-20T10:36:01Z".parse().unwrap()));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn stream_step(
        &self,
        stream: Stream,
        event: StreamEvent<'_>,
        now: DateTime<Utc>,
    ) -> Result<StreamStep, Error> {
        stream::step(self.provider.streaming()?, stream, event, now)
    }

    /// Verifies a webhook and reads every event in it. Nothing of the body is looked at before the signature fits.
    ///
    /// `unauthentic` where it does not, with the reply to give; `misuse` where the account has no secret.
    ///
    /// ```
    /// use paystate::{Account, State, Status, Webhook};
    ///
    /// let account = Account::new("payin", [("webhook_secret", "test_secret_key_12345")])?;
    /// let now = "2023-12-12T13:20:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_test_123","type":"order.completed","data":{"order_id":"ord_123","amount":"100.00"}}"#;
    /// let signature = b"t=1702387200,v1=297333169d091146d72fd350a8c4585b19bfd111b71e847805171a08551db590";
    /// let headers: [(&str, &[u8]); 1] = [("X-PayIn-Signature", signature)];
    /// let receipt = account.receive(&Webhook::new(&headers, body), now)?;
    /// assert_eq!(receipt.event_id, "evt_test_123");
    /// assert_eq!(receipt.observations[0].state, Some(State::Payment(Status::Paid)));
    ///
    /// let forged = Webhook::new(&headers, b"{}");
    /// assert_eq!(account.receive(&forged, now).unwrap_err().reason(), Some("wrong_signature"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn receive(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<Receipt, Error> {
        let read = self.read_webhook(webhook, now)?;
        Ok(Receipt {
            event_id: read.event_id(webhook.body).into_owned(),
            kind: read.kind(webhook.body).into_owned(),
            observations: read.readings.iter().map(|one| one.to_observation(webhook.body)).collect(),
            reply: read.reply,
        })
    }

    /// As [`receive`](Self::receive), without decoding: for lazy bindings.
    ///
    /// ```
    /// use paystate::{Account, ErrorKind, Webhook};
    ///
    /// let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let error = account.read_webhook(&Webhook::new(&[], b"{}"), now).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Unauthentic);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn read_webhook(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<ReceiptReading, Error> {
        self.provider.receive(webhook, now)
    }

    /// Signs `body` at `now` as the provider would: a webhook for the caller's own tests.
    ///
    /// ```
    /// use paystate::{Account, Webhook};
    ///
    /// let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_1","type":"test.event","data":{}}"#;
    /// let signed = account.sign_webhook(body, now)?;
    /// assert!(account.receive(&Webhook::new(&signed.header_pairs(), body), now).is_ok());
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn sign_webhook(&self, body: &[u8], now: DateTime<Utc>) -> Result<SignedWebhook, Error> {
        Ok(SignedWebhook { headers: self.provider.sign_webhook(body, now)? })
    }

    /// Reads the URL that the payer came back to. It is unsigned: a hint to ask the provider, and never a proof.
    ///
    /// ```
    /// use paystate::{Account, Note};
    ///
    /// let account = Account::new("payin", [])?;
    /// let seen = account.parse_redirect("https://shop.example/done?orderReference=R-1&status=completed")?;
    /// assert_eq!(seen.reference.as_deref(), Some("R-1"));
    /// assert!(seen.notes.contains(Note::Unsigned));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn parse_redirect(&self, url: &str) -> Result<Observation, Error> {
        self.provider.read_redirect(url)
    }

    /// The URL that the provider would send the payer back to from `url`: for the caller's own tests.
    ///
    /// ```
    /// use paystate::{Account, Observation, Source, State, Status, Subject};
    ///
    /// let account = Account::new("payin", [])?;
    /// let mut seen = Observation::new(Subject::Payment, Source::Query);
    /// seen.reference = Some("R 1".to_owned());
    /// seen.state = Some(State::Payment(Status::Expired));
    /// assert_eq!(
    ///     account.build_redirect("https://shop.example/back?lang=de", &seen)?,
    ///     "https://shop.example/back?lang=de&orderReference=R+1&status=expired",
    /// );
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn build_redirect(&self, url: &str, seen: &Observation) -> Result<String, Error> {
        self.provider.build_redirect(url, seen)
    }

    /// The record to store for `order`, created at `now`, before it is sent. Its windows are the order's own, where
    /// the provider lets it name them, else the account's.
    ///
    /// `misuse` where the order's amount cannot be read, or the window leads out of the calendar.
    ///
    /// ```
    /// use paystate::{Account, Order, Price};
    ///
    /// let account = Account::new("payin", [])?;
    /// let order = Order::new("ORDER-1", Price::new("100.00", "USDT"));
    /// let payment = account.open_order(&order, "2025-01-20T10:30:00Z".parse().unwrap())?;
    /// assert_eq!(payment.asked.unwrap().amount, 100.into());
    /// assert_eq!(payment.window_ends_at, Some("2025-01-20T10:40:00Z".parse().unwrap()));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn open_order(&self, order: &Order, now: DateTime<Utc>) -> Result<Payment, Error> {
        let price = order.amount.as_ref();
        let price = price.ok_or_else(|| Misuse::new(MisuseReason::Missing, "amount"))?;
        let amount = money::parse(&price.value);
        let amount = amount.ok_or_else(|| Misuse::new(MisuseReason::Invalid, "amount"))?;
        let mut asked = Asked::new(amount, price.currency.clone());
        asked.reference = Some(order.reference.clone()).filter(|reference| !reference.is_empty());
        let mut payment = Payment::new(Status::Pending);
        payment.reference.clone_from(&asked.reference);
        payment.asked = Some(asked);
        self.complete(payment, now, Some(now), self.provider.windows_of(order))
    }

    /// The record to store for a payment that was made elsewhere, from what was seen of it. What was asked is taken from
    /// the observation's own amount, so set [`Payment::asked`] where you know better.
    ///
    /// Its status is `pending` until [`advance`](Payment::advance) is given the same observation, so that the action is
    /// not lost.
    ///
    /// ```
    /// use paystate::{Account, Action, Response, Status, Target};
    ///
    /// let account = Account::new("payin", [])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"orderId":"ord_1","status":"completed","amount":"10.00","currency":"USDT"}"#;
    /// let seen = account.parse(&Target::id("ord_1"), &Response::new(200, &[], body), now)?;
    /// let payment = account.open_seen(&seen, now)?;
    /// assert_eq!(payment.status, Status::Pending);
    /// assert_eq!(payment.advance(&seen, now).action, Action::Fulfill);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn open_seen(&self, seen: &Observation, now: DateTime<Utc>) -> Result<Payment, Error> {
        if seen.subject != Subject::Payment {
            return Err(Misuse::new(MisuseReason::Invalid, "subject").into());
        }
        let mut payment = Payment::new(Status::Pending);
        payment.id.clone_from(&seen.id);
        payment.reference.clone_from(&seen.reference);
        let asked = seen.amount.as_ref().and_then(|sum| Some((sum.value, sum.currency.clone()?)));
        payment.asked = asked.map(|(amount, currency)| {
            let mut asked = Asked::new(amount, currency);
            asked.reference.clone_from(&seen.reference);
            asked
        });
        payment.window_ends_at = seen.window_ends_at;
        payment.grace_ends_at = seen.grace_ends_at;
        self.complete(payment, now, seen.created_at, self.provider.windows())
    }

    /// Adds what the account knows: the provider, and the ends of `windows` where the creation is known and they are not.
    fn complete(
        &self,
        mut payment: Payment,
        now: DateTime<Utc>,
        created_at: Option<DateTime<Utc>>,
        windows: Option<Windows>,
    ) -> Result<Payment, Error> {
        payment.provider = Some(self.profile.name.to_string());
        payment.created_at = created_at.map(time::truncate);
        payment.changed_at = Some(time::truncate(now));
        if let Some((created_at, windows)) = payment.created_at.zip(windows) {
            let window = Window::new(created_at, windows.window_s, windows.grace_s)?;
            payment.window_ends_at.get_or_insert(window.window_ends_at());
            payment.grace_ends_at.get_or_insert(window.grace_ends_at());
        }
        Ok(payment)
    }
}

/// A verified webhook.
///
/// ```
/// use paystate::{State, Status, Webhook};
/// # let account = paystate::Account::new("payin", [("webhook_secret", "whsec_1")])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = br#"{"id":"evt_1","type":"order.expired","data":{"orderId":"ord_1"}}"#;
/// let signed = account.sign_webhook(body, now)?;
/// let receipt = account.receive(&Webhook::new(&signed.header_pairs(), body), now)?;
/// assert_eq!((receipt.event_id.as_str(), receipt.kind.as_str()), ("evt_1", "order.expired"));
/// assert_eq!(receipt.observations[0].state, Some(State::Payment(Status::Expired)));
/// assert_eq!(receipt.reply.body, r#"{"received":true}"#);
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

/// The headers of a webhook that [`Account::sign_webhook`] signed.
///
/// ```
/// # let account = paystate::Account::new("payin", [("webhook_secret", "whsec_1")])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
/// let signed = account.sign_webhook(br#"{"id":"evt_1","type":"test.event","data":{}}"#, now)?;
/// let signature = signed.headers.iter().find(|(name, _)| *name == "X-PayIn-Signature").unwrap();
/// assert!(signature.1.starts_with("t=1737369360,v1="), "signed at `now`");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedWebhook {
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
}

impl SignedWebhook {
    /// The headers as [`Webhook`] takes them.
    ///
    /// ```
    /// let account = paystate::Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// let signed = account.sign_webhook(b"{}", "2025-01-20T10:36:00Z".parse().unwrap())?;
    /// assert!(signed.header_pairs().iter().any(|(name, _)| *name == "X-PayIn-Signature"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn header_pairs(&self) -> Vec<HeaderPair<'_>> {
        self.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect()
    }
}

/// The plan of a record whose provider is not named or not known: ours.
const ANY_PLAN: Plan = Plan { min: 10, max: 60, sparse: 3600, monitor: 24 * 3600 };

fn plan_of(payment: &Payment) -> Plan {
    let named = payment.provider.as_deref().and_then(|name| providers::find(name).ok());
    named.map_or(ANY_PLAN, |entry| entry.profile.plan)
}

impl Payment {
    /// Takes in what was seen: how it relates to the record, what came of the money, what to do, and when to ask again.
    /// It cannot fail; every trouble is in the result.
    ///
    /// Store [`Progress::payment`] by compare-and-set before acting. Of a timeline, advance by the newest event only.
    ///
    /// ```
    /// use paystate::{Account, Action, Order, Price, Step, Verdict, Webhook};
    ///
    /// let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// let now = "2025-01-20T10:30:00Z".parse().unwrap();
    /// let payment = account.open_order(&Order::new("R-1", Price::new("100", "USDT")), now)?;
    /// let body = br#"{"id":"evt_1","type":"order.completed",
    ///     "data":{"orderId":"o","orderReference":"R-1","status":"completed","amount":"100.00","currency":"USDT"}}"#;
    /// let signed = account.sign_webhook(body, now)?;
    /// let receipt = account.receive(&Webhook::new(&signed.header_pairs(), body), now)?;
    ///
    /// let progress = payment.advance(&receipt.observations[0], now);
    /// assert_eq!((progress.step, progress.verdict), (Step::Advance, Verdict::Match));
    /// assert_eq!(progress.action, Action::Fulfill);
    /// // The same webhook again does nothing.
    /// assert_eq!(progress.payment.advance(&receipt.observations[0], now).action, Action::Rest);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn advance(mut self, seen: &Observation, now: DateTime<Utc>) -> Progress {
        let now = time::truncate(now);
        let Outcome { step, verdict, action, why, ask_now } = lifecycle::advance(&mut self, seen, now);
        let poll_at = if ask_now { Some(now) } else { self.plan(now, None).poll_at };
        let held = lifecycle::held(&self).cloned();
        Progress { payment: self, step, verdict, action, poll_at, why, held }
    }

    /// The countdown and the poll plan at `now`. `not_before` holds the next poll back: a refusal's `retry_at`, or the
    /// caller's own trouble. A passed deadline never ends a payment.
    ///
    /// ```
    /// use paystate::{Account, Order, Price, Stage};
    ///
    /// let account = Account::new("payin", [])?;
    /// let payment = account.open_order(
    ///     &Order::new("R-1", Price::new("100", "USDT")),
    ///     "2025-01-20T10:30:00Z".parse().unwrap(),
    /// )?;
    /// let schedule = payment.schedule("2025-01-20T10:39:50Z".parse().unwrap(), None);
    /// assert_eq!(schedule.stage, Some(Stage::Window));
    /// assert_eq!(schedule.time_left.as_secs(), 10);
    /// // One poll goes just after the deadline.
    /// assert_eq!(schedule.poll_at, Some("2025-01-20T10:40:01Z".parse().unwrap()));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn schedule(&self, now: DateTime<Utc>, not_before: Option<DateTime<Utc>>) -> Schedule {
        self.plan(time::truncate(now), not_before.map(time::truncate))
    }

    fn plan(&self, now: DateTime<Utc>, not_before: Option<DateTime<Utc>>) -> Schedule {
        let case = Case {
            phase: self.status.phase(),
            short_paid: self.status == Status::Paid && !self.fulfilled,
            created_at: self.created_at,
            changed_at: self.changed_at,
            window_ends_at: self.window_ends_at,
            grace_ends_at: self.grace_ends_at,
        };
        schedule::plan(&case, plan_of(self), now, not_before)
    }
}

/// What each provider can do.
///
/// ```
/// assert!(paystate::providers().any(|profile| profile.name == "payin"));
/// ```
pub fn providers() -> impl Iterator<Item = &'static Profile> {
    providers::ALL.iter().map(|entry| entry.profile)
}

/// What a provider's status word means.
///
/// ```
/// use paystate::{Subject, explain};
///
/// let paid = explain("payin", Subject::Payment, "completed")?;
/// assert!(paid.known && paid.stops_polling && !paid.may_still_change, "this provider refunds nothing");
///
/// let unknown = explain("payin", Subject::Payment, "teleported")?;
/// assert_eq!((unknown.status, unknown.stops_polling), (None, false), "what is not known ends nothing");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The canonical state; absent where the word stands in no table.
    pub status: Option<State>,
    /// Whether the word stands in a table.
    pub known: bool,
    /// Whether routine polling ends with it.
    pub stops_polling: bool,
    /// Whether this provider can still say something that would be recorded as news.
    pub may_still_change: bool,
}

/// Explains a status word of `provider` in the vocabulary of `subject`. An unknown word is a value: never final, never
/// paid. `misuse` for a provider that is not known.
///
/// ```
/// use paystate::{State, Status, Subject, explain};
///
/// let expired = explain("payin", Subject::Payment, "expired")?;
/// assert_eq!(expired.status, Some(State::Payment(Status::Expired)));
/// assert!(expired.stops_polling && expired.may_still_change);
/// assert!(!explain("payin", Subject::Payment, "overpaid")?.known);
/// # Ok::<(), paystate::Error>(())
/// ```
pub fn explain(provider: &str, subject: Subject, word: &str) -> Result<Explanation, Error> {
    let &Profile { table, any_case, .. } = providers::find(provider)?.profile;
    let is_word = |row: &str| row == word || (any_case && row.eq_ignore_ascii_case(word));
    let status = state_of(table, subject, is_word);
    Ok(Explanation {
        status,
        known: status.is_some(),
        stops_polling: status.is_some_and(State::stops_polling),
        may_still_change: status.is_none_or(|state| match state {
            State::Payment(from) => table
                .iter()
                .filter_map(|row| row.state.payment())
                .any(|to| !from.stops_polling() || lifecycle::moves_on(from, to)),
            State::Payout(crate::status::PayoutStatus::Paid) => true,
            State::Refund(_) | State::Payout(_) | State::Settlement(_) | State::Deposit(_) => {
                !state.stops_polling()
            }
        }),
    })
}

impl fmt::Debug for providers::Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.profile.name)
    }
}
