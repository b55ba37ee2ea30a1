//! Pelago: payments in stablecoins at fiat prices, with refunds, settlements, a timeline and a live stream.
//!
//! Its pages leave much open, the webhook signature above all: what is a guess is a setting, or marked as ours. Facts and
//! their sources: `docs/providers/pelago.md`; every choice: `tests/vectors/pelago/DECISIONS.md`.

mod ask;
mod refusal;
mod sign;
mod status;
mod stream;
mod timeline;
mod wire;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Entry, PageReading, Provider, Signed, Windows, unknown_command};
use crate::ask::{Order, Target};
use crate::error::{Error, Misuse, MisuseReason, Reply};
use crate::http::{Request, Response, Webhook};
use crate::json::Json;
use crate::options::{Credential, Options};
use crate::page::Listing;
use crate::profile::{Kind, Origin, Profile, Verb, figure, option};
use crate::reading::{Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::schedule::Plan;
use crate::sign::Keys;
use crate::status::Subject;
use crate::stream::Streaming;
use crate::timeline::Timeline;

const NAME: &str = "pelago";

pub(super) const ENTRY: Entry = Entry { profile: &PROFILE, open: Pelago::open };

/// The answer to every webhook that is verified: that 2xx accepts is inferred, the body is ours.
const RECEIVED: Reply = Reply::new(200, "text/plain", "ok");

/// Documented on the websocket page; the sandbox's is not.
const STREAM_URL: &str = "wss://ws.pelago.tech/v1";

/// A guess by the look of the other paths: the pages show the call and its answer, and never the path.
const TIMELINE_PATH: &str = "/v1/payments/{id}/timeline";

/// Documented on the create page: how long an order stays open that does not say so itself.
const DEFAULT_EXPIRY_S: i64 = 1800;

static PROFILE: Profile = Profile {
    name: NAME,
    environments: &[
        ("production", "https://api.pelago.tech"),
        ("sandbox", "https://api.sandbox.pelago.tech"),
    ],
    options: &[
        option("api_key", Kind::Credential, "", "The public key, which requests and streams carry."),
        option("api_secret", Kind::Credential, "", "The secret key, which requests carry too."),
        option("webhook_secret", Kind::VerifyingSecret, "", "The signing secret of the webhook endpoint."),
        option("environment", Kind::Setting, "production", "`production` or `sandbox`."),
        option(
            "base_url",
            Kind::Setting,
            "",
            "Goes before `environment`; paths begin with `/v1/` behind it.",
        ),
        option("sign_requests", Kind::Setting, "false", "`true` signs every request with `api_secret`."),
        option(
            "webhook_scheme",
            Kind::Setting,
            "timestamp_dot_body",
            "What is signed: `timestamp_dot_body`, or `body` alone, which lets an old webhook in again.",
        ),
        option("tolerance_s", Kind::Setting, "300", "How old, or how early, a webhook's timestamp may be."),
        option(
            "stream_url",
            Kind::Setting,
            "",
            "Where the live stream is: `wss://ws.pelago.tech/v1` in production; the sandbox's is not documented.",
        ),
        option(
            "timeline_path",
            Kind::Setting,
            TIMELINE_PATH,
            "Where a timeline is asked for: its path is not documented, and this is a guess.",
        ),
    ],
    verbs: &[
        Verb::Query,
        Verb::Create,
        Verb::List,
        Verb::Command,
        Verb::Receive,
        Verb::Timeline,
        Verb::Stream,
    ],
    queried: &[Subject::Payment, Subject::Refund, Subject::Settlement],
    commands: &[CANCEL, REFUND],
    request_scheme: "`Authorization: Bearer` and `X-Api-Secret`; where `sign_requests` says so, also `X-Pelago-Signature`: \
                     HMAC-SHA256 of timestamp, method, path and body",
    webhook_scheme: "`X-Pelago-Signature: <hex>`: HMAC-SHA256 of `X-Pelago-Timestamp`, a point and the raw body, or of \
                     the body alone; inferred, for no page that could be read prints it",
    table: status::TABLE,
    any_case: false,
    figures: &[
        figure("payment window", "1800 s, or the order's `expiresIn`", Origin::Documented, "create page"),
        figure(
            "webhook tolerance",
            "300 s, both ways",
            Origin::Ours,
            "the security page wants a check and names no figure",
        ),
        figure("shortest poll interval", "5 s", Origin::Documented, "the sample on the status page"),
        figure("longest poll interval", "60 s", Origin::Ours, "the sandbox allows 100 requests a minute"),
        figure("interval while lost or short-paid", "1 h", Origin::Ours, "no page tells of late money"),
        figure(
            "monitoring after the last deadline",
            "24 h",
            Origin::Ours,
            "a day for late money, of which no page tells",
        ),
        figure("ping of the stream", "30 s", Origin::Documented, "websocket page"),
        figure(
            "wait before connecting again",
            "1, 2, 4, 8, 16, then 30 s",
            Origin::Ours,
            "no page tells of closed sockets",
        ),
        figure("rows a page", "100", Origin::Documented, "status page"),
        figure("reference", "255 characters", Origin::Ours, "metadata has no documented limit"),
    ],
    plan: Plan { min: 5, max: 60, sparse: 3600, monitor: 24 * 3600 },
};

/// Calls a payment off. What becomes of it is not documented: the next query tells.
const CANCEL: &str = "cancel";
/// Gives money back. The answer is a refund, a subject of its own.
const REFUND: &str = "refund";

/// What a webhook's signature is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    TimestampDotBody,
    Body,
}

/// An account at Pelago.
#[derive(Debug)]
struct Pelago {
    api_key: Credential,
    api_secret: Credential,
    /// Signs requests, where the account wants that.
    signing: Option<Keys>,
    webhook_secret: Keys,
    scheme: Scheme,
    tolerance: TimeDelta,
    base_url: String,
    stream_url: Option<String>,
    timeline_path: String,
}

impl Pelago {
    fn open(options: &Options<'_>) -> Result<Box<dyn Provider>, Error> {
        let signs = options.word("sign_requests", &[("false", false), ("true", true)])?;
        let documented =
            options.word("environment", &[("production", Some(STREAM_URL)), ("sandbox", None)])?;
        let stream_url = options.url("stream_url", &["wss", "ws"])?;
        Ok(Box::new(Self {
            api_key: options.credential("api_key"),
            api_secret: options.credential("api_secret"),
            signing: signs.then(|| options.keys("api_secret")),
            webhook_secret: options.keys("webhook_secret"),
            scheme: options.word(
                "webhook_scheme",
                &[("timestamp_dot_body", Scheme::TimestampDotBody), ("body", Scheme::Body)],
            )?,
            tolerance: TimeDelta::seconds(options.whole("tolerance_s", u32::MAX)?.into()),
            base_url: options.base_url()?,
            stream_url: stream_url.or(documented.map(ToOwned::to_owned)),
            timeline_path: timeline_path(options)?,
        }))
    }
}

/// A path with the place of the id in it, and nothing that could end it early.
fn timeline_path(options: &Options<'_>) -> Result<String, Error> {
    let path = options.text("timeline_path").unwrap_or(TIMELINE_PATH);
    let is_path = path.starts_with('/') && path.bytes().all(|b| b.is_ascii_graphic() && b != b'#');
    if !is_path || path.matches("{id}").count() != 1 {
        return Err(Misuse::new(MisuseReason::Invalid, "timeline_path").into());
    }
    Ok(path.to_owned())
}

impl Provider for Pelago {
    fn query(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_resource(target, now)
    }

    fn create(&self, order: &Order, now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_create(order, now)
    }

    fn list(&self, listing: &Listing, now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_list(listing, now)
    }

    fn timeline(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_timeline(target, now)
    }

    fn read_timeline(
        &self,
        _target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Timeline, Error> {
        timeline::read(response, now)
    }

    fn command(
        &self,
        name: &str,
        target: &Target,
        fields: &Json,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        match name {
            CANCEL => self.ask_cancel(target, fields, now),
            REFUND => self.ask_refund(target, fields, now),
            _ => Err(unknown_command(&PROFILE)),
        }
    }

    fn read(
        &self,
        asked: Asked,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error> {
        wire::read_resource(asked, target, response, now)
    }

    fn read_page(
        &self,
        listing: &Listing,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<PageReading, Error> {
        wire::read_rows(listing, response, now)
    }

    fn receive(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<ReceiptReading, Error> {
        self.verify(webhook, now)?;
        wire::read_event(webhook)
    }

    fn sign_webhook(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        self.sign(body, now)
    }

    fn streaming(&self) -> Result<&dyn Streaming, Error> {
        Ok(self)
    }

    fn windows(&self) -> Option<Windows> {
        // Each order has its own, and answers that name its creation need not name its expiry.
        None
    }

    fn windows_of(&self, order: &Order) -> Option<Windows> {
        ask::expires_in(order).map(|window_s| Windows { window_s, grace_s: 0 })
    }
}
