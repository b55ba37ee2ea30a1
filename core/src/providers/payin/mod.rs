//! PayIn: crypto orders with a payment window and a grace period, no custody, no refunds.
//!
//! Three dialects of its pages disagree. Requests are built in the one that the account names; answers and webhooks are
//! read in all of them. Facts and their sources: `docs/providers/payin.md`; every choice:
//! `tests/vectors/payin/DECISIONS.md`.

mod ask;
mod redirect;
mod refusal;
mod sign;
mod status;
mod wire;

use alloc::boxed::Box;
use alloc::string::String;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Entry, PageReading, Provider, Signed, Windows, unknown_command};
use crate::ask::{Order, Target};
use crate::error::{Error, Reply};
use crate::http::{Request, Response, Webhook};
use crate::json::Json;
use crate::observation::Observation;
use crate::options::{Credential, Options};
use crate::page::Listing;
use crate::profile::{Kind, Origin, Profile, Verb, figure, option};
use crate::reading::{Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::schedule::Plan;
use crate::sign::Keys;
use crate::status::Subject;

const NAME: &str = "payin";

pub(super) const ENTRY: Entry = Entry { profile: &PROFILE, open: PayIn::open };

/// The answer to every webhook that is verified.
const RECEIVED: Reply = Reply::new(200, "application/json", r#"{"received":true}"#);

/// Documented on the orders page (the first three) and configured in the published server (the last).
const CURRENCIES: &[&str] = &["USDT", "USDC", "DAI", "PYUSD"];

/// Documented on the networks page (the first eight) and configured in the published server (the others).
const CHAINS: &[&str] = &[
    "ethereum-mainnet",
    "ethereum-sepolia",
    "polygon-mainnet",
    "polygon-amoy",
    "tron-mainnet",
    "tron-nile",
    "solana-mainnet",
    "solana-devnet",
    "arbitrum-mainnet",
    "arbitrum-sepolia",
    "xlayer-mainnet",
    "xlayer-testnet",
];

static PROFILE: Profile = Profile {
    name: NAME,
    environments: &[
        ("production", "https://app.payin.com/api/v1"),
        ("testnet", "https://testnet.payin.com/api/v1"),
    ],
    options: &[
        option("api_key", Kind::Credential, "", "The key that requests carry."),
        option("webhook_secret", Kind::VerifyingSecret, "", "The secret of the webhook endpoint."),
        option("environment", Kind::Setting, "production", "`production` or `testnet`."),
        option("base_url", Kind::Setting, "", "Goes before `environment`; ends in `/api/v1`."),
        option(
            "dialect",
            Kind::Setting,
            "reference",
            "`reference` sends `X-API-Key`, as the API pages say; `server` a bearer token, as the published server wants.",
        ),
        option(
            "window_minutes",
            Kind::Setting,
            "10",
            "The payment window that is configured at the provider.",
        ),
        option("grace_minutes", Kind::Setting, "5", "The grace period that is configured at the provider."),
        option("tolerance_s", Kind::Setting, "300", "How old, or how early, a webhook's signature may be."),
    ],
    verbs: &[Verb::Query, Verb::Create, Verb::List, Verb::Command, Verb::Receive, Verb::Redirect],
    queried: &[Subject::Payment],
    commands: &[CONFIGURE],
    request_scheme: "`X-API-Key`, or `Authorization: Bearer` in the dialect `server`",
    webhook_scheme: "`X-PayIn-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 of `t`, a point and the raw body",
    table: status::TABLE,
    any_case: false,
    figures: &[
        figure("payment window", "10 min", Origin::Documented, "orders page"),
        figure("grace period", "5 min", Origin::Documented, "orders page"),
        figure(
            "webhook tolerance",
            "300 s, both ways",
            Origin::Documented,
            "webhook guide; the future side is ours",
        ),
        figure("`expiresAt` told apart within", "2 s", Origin::Ours, "server clock readings differ by less"),
        figure("shortest poll interval", "10 s", Origin::Ours, "100 requests a minute are documented"),
        figure(
            "longest poll interval",
            "60 s",
            Origin::Ours,
            "confirmations are checked each 30 s (observed)",
        ),
        figure("interval while lost or short-paid", "1 h", Origin::Ours, "late money is settled by hand"),
        figure(
            "monitoring after the last deadline",
            "24 h",
            Origin::Ours,
            "an address rests 30 min (observed)",
        ),
        figure("reference", "255 characters", Origin::Documented, "orders page; the unit is ours"),
        figure("metadata", "10 entries", Origin::Documented, "orders page"),
        figure("amount", "6 decimals, 14 whole digits", Origin::Observed, "tokens page; the server's column"),
        figure("rows a page", "100", Origin::Documented, "orders page"),
    ],
    plan: Plan { min: 10, max: 60, sparse: 3600, monitor: 24 * 3600 },
};

/// The one command: sets the payment window of new orders.
const CONFIGURE: &str = "configure";

/// How requests are written. Answers are read in every dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Reference,
    Server,
}

/// An account at PayIn.
#[derive(Debug)]
struct PayIn {
    api_key: Credential,
    webhook_secret: Keys,
    base_url: String,
    dialect: Dialect,
    windows: Windows,
    tolerance: TimeDelta,
}

impl PayIn {
    fn open(options: &Options<'_>) -> Result<Box<dyn Provider>, Error> {
        let minutes = |name| options.whole(name, u32::MAX).map(|minutes| i64::from(minutes) * 60);
        Ok(Box::new(Self {
            api_key: options.credential("api_key"),
            webhook_secret: options.keys("webhook_secret"),
            base_url: options.base_url()?,
            dialect: options
                .word("dialect", &[("reference", Dialect::Reference), ("server", Dialect::Server)])?,
            windows: Windows { window_s: minutes("window_minutes")?, grace_s: minutes("grace_minutes")? },
            tolerance: TimeDelta::seconds(options.whole("tolerance_s", u32::MAX)?.into()),
        }))
    }
}

impl Provider for PayIn {
    fn query(&self, target: &Target, _now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_order(target)
    }

    fn create(&self, order: &Order, _now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_create(order)
    }

    fn list(&self, listing: &Listing, _now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_list(listing)
    }

    fn command(
        &self,
        name: &str,
        _target: &Target,
        fields: &Json,
        _now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        if name == CONFIGURE {
            return self.ask_configure(fields);
        }
        Err(unknown_command(&PROFILE))
    }

    fn read(
        &self,
        asked: Asked,
        _target: &Target,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<Reading, Error> {
        self.read_order(asked, response, now)
    }

    fn read_page(
        &self,
        listing: &Listing,
        response: &Response<'_>,
        now: DateTime<Utc>,
    ) -> Result<PageReading, Error> {
        self.read_rows(listing, response, now)
    }

    fn receive(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<ReceiptReading, Error> {
        self.verify(webhook, now)?;
        self.read_event(webhook)
    }

    fn sign_webhook(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        self.sign(body, now)
    }

    fn read_redirect(&self, url: &str) -> Result<Observation, Error> {
        redirect::read(url)
    }

    fn build_redirect(&self, url: &str, seen: &Observation) -> Result<String, Error> {
        self.write_redirect(url, seen)
    }

    fn windows(&self) -> Option<Windows> {
        Some(self.windows)
    }
}
