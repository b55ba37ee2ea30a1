//! Paydify (Bitget Wallet Pay): crypto payments and refunds over signed POSTs. Its answers are signed too; it has no lists.
//!
//! Two generations of its API differ in paths, envelopes and spelling. Requests are built in the one that the account
//! names; answers and webhooks are read in both. Facts and their sources: `docs/providers/paydify.md`; every choice:
//! `tests/vectors/paydify/DECISIONS.md`.

mod ask;
mod refusal;
mod sign;
mod status;
mod wire;

use alloc::boxed::Box;
use alloc::string::String;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Entry, Provider, Signed, Windows, unknown_command};
use crate::ask::{Order, Target};
use crate::error::{Error, Misuse, MisuseReason, Reply};
use crate::http::{Request, Response, Webhook};
use crate::json::Json;
use crate::options::{Credential, Options};
use crate::profile::{Kind, Origin, Profile, Verb, figure, option};
use crate::reading::{Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::schedule::Plan;
use crate::sign::Keys;
use crate::status::Subject;
use sign::Hook;

const NAME: &str = "paydify";

pub(super) const ENTRY: Entry = Entry { profile: &PROFILE, open: Paydify::open };

/// The answer to every webhook that is verified. Any other text makes the provider send it again, up to ten times.
const RECEIVED: Reply = Reply::new(200, "text/plain", "success");

/// The hosts of the two generations, each seen in a public client.
const LEGACY_URL: &str = "https://api.paydify.com";
const CURRENT_URL: &str = "https://openapi.paydify.com/crypto-payment";

static PROFILE: Profile = Profile {
    name: NAME,
    environments: &[("production", LEGACY_URL)],
    options: &[
        option("api_key", Kind::Credential, "", "The key that requests and webhooks name."),
        option(
            "api_secret",
            Kind::VerifyingSecret,
            "",
            "Signs requests; verifies webhooks and the signatures of answers.",
        ),
        option("app_id", Kind::Credential, "", "The `appId` of legacy requests, where it is not `api_key`."),
        option(
            "dialect",
            Kind::Setting,
            "legacy",
            "`legacy` asks under `/payment/payin/v1`, as the older pages say; `current` under `/payin/v1`, as the newer.",
        ),
        option("base_url", Kind::Setting, "", "Goes before the dialect's own; its path is not signed."),
        option(
            "webhook_path",
            Kind::Setting,
            "",
            "The path of the notification URL, with its query string if it has one: webhooks sign it.",
        ),
        option("tolerance_s", Kind::Setting, "600", "How old, or how early, a webhook's signature may be."),
    ],
    verbs: &[Verb::Query, Verb::Create, Verb::Command, Verb::Receive],
    queried: &[Subject::Payment, Subject::Refund],
    commands: &[REFUND],
    request_scheme: "`x-api-key` and `x-api-signature`: HMAC-SHA256 of path, body, key and time, on every request",
    webhook_scheme: "`x-api-signature: <base64>`: HMAC-SHA256 of a JSON object of path, parameters, raw body, \
                     `x-api-key` and `x-api-timestamp`, each a text",
    table: status::TABLE,
    any_case: true,
    figures: &[
        figure("payment window", "30 min", Origin::Documented, "createPayment page: without a `lifetime`"),
        figure("grace period", "none", Origin::Ours, "no page names one"),
        figure("webhook tolerance", "600 s, both ways", Origin::Ours, "a sister product's guide has 10 min"),
        figure("shortest poll interval", "10 s", Origin::Ours, "no rate limit is documented"),
        figure("longest poll interval", "60 s", Origin::Ours, "no rate limit is documented"),
        figure(
            "interval while lost or short-paid",
            "1 h",
            Origin::Ours,
            "no page says that late money is lost",
        ),
        figure("monitoring after the last deadline", "24 h", Origin::Ours, "no page names one"),
        figure("reference", "60 characters", Origin::Documented, "createPayment page; the unit is ours"),
        figure("amount", "20 characters", Origin::Documented, "createPayment page"),
        figure("`refundAmount`", "32 characters", Origin::Documented, "createRefund page"),
        figure("host, `legacy`", LEGACY_URL, Origin::Observed, "a public client"),
        figure("host, `current`", CURRENT_URL, Origin::Observed, "a public client that reports live orders"),
    ],
    plan: Plan { min: 10, max: 60, sparse: 3600, monitor: 24 * 3600 },
};

/// The one command: gives money back. Its target is the refund that is to be made.
const REFUND: &str = "refund";

/// The documented `lifetime` of an order that names none, in seconds.
const WINDOW_S: i64 = 30 * 60;

/// How requests are written. Answers and webhooks are read in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Legacy,
    Current,
}

/// An account at Paydify.
#[derive(Debug)]
struct Paydify {
    api_key: Credential,
    api_secret: Keys,
    app_id: Credential,
    base_url: String,
    dialect: Dialect,
    hook: Option<Hook<'static>>,
    tolerance: TimeDelta,
}

impl Paydify {
    fn open(options: &Options<'_>) -> Result<Box<dyn Provider>, Error> {
        let dialect =
            options.word("dialect", &[("legacy", Dialect::Legacy), ("current", Dialect::Current)])?;
        let host = match dialect {
            Dialect::Legacy => LEGACY_URL,
            Dialect::Current => CURRENT_URL,
        };
        let hook = options
            .text("webhook_path")
            .map(|path| Hook::read(path).ok_or_else(|| Misuse::new(MisuseReason::Invalid, "webhook_path")));
        Ok(Box::new(Self {
            api_key: options.credential("api_key"),
            api_secret: options.keys("api_secret"),
            app_id: options.credential(options.text("app_id").map_or("api_key", |_| "app_id")),
            base_url: options.url("base_url", &["https", "http"])?.unwrap_or_else(|| host.into()),
            dialect,
            hook: hook.transpose()?.map(Hook::into_owned),
            tolerance: TimeDelta::seconds(options.whole("tolerance_s", u32::MAX)?.into()),
        }))
    }
}

impl Provider for Paydify {
    fn query(&self, target: &Target, now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_status(target, now)
    }

    fn create(&self, order: &Order, now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_create(order, now)
    }

    fn command(
        &self,
        name: &str,
        target: &Target,
        fields: &Json,
        now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        if name == REFUND {
            return self.ask_refund(target, fields, now);
        }
        Err(unknown_command(&PROFILE))
    }

    fn read(
        &self,
        asked: Asked,
        target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error> {
        self.read_answer(asked, target, response, now)
    }

    fn receive(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<ReceiptReading, Error> {
        self.verify(webhook, now)?;
        wire::read_event(webhook)
    }

    fn sign_webhook(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        self.sign(body, now)
    }

    fn windows(&self) -> Option<Windows> {
        Some(Windows { window_s: WINDOW_S, grace_s: 0 })
    }

    fn windows_of(&self, order: &Order) -> Option<Windows> {
        let window_s = ask::lifetime_s(order).unwrap_or(WINDOW_S);
        Some(Windows { window_s, grace_s: 0 })
    }
}
