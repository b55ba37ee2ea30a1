//! Liquido: charges, refunds and payouts in the currencies of Latin America, by the merchant's own keys, under an access
//! token.
//!
//! Charges and refunds look alike, so the subject is told by what was asked, or by the type of an event, and never by
//! what came. Facts and their sources: `docs/providers/liquido.md`; every choice:
//! `tests/vectors/liquido/DECISIONS.md`.

mod ask;
mod details;
mod refusal;
mod sign;
mod status;
mod token;
mod wire;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Entry, Provider, Signed, Windows, unknown_command};
use crate::ask::{Order, Target};
use crate::error::{Error, Misuse, MisuseReason, Reply};
use crate::http::{Request, Response, Webhook, is_web_url};
use crate::json::Json;
use crate::options::{Credential, Options};
use crate::profile::{Kind, Origin, Profile, Verb, figure, option};
use crate::reading::{Reading, ReceiptReading};
use crate::refusal::Asked;
use crate::schedule::Plan;
use crate::sign::Keys;
use crate::status::Subject;
use crate::token::Token;

const NAME: &str = "liquido";

pub(super) const ENTRY: Entry = Entry { profile: &PROFILE, open: Liquido::open };

/// The answer to every callback that is verified, as the provider's own plugin gives it.
const RECEIVED: Reply = Reply::new(200, "application/json", r#"[{"status":200,"message":"received"}]"#);

/// The currencies whose sums are known to be hundredths: documented for the first seven, taken for granted for the
/// others. A sum of any other is left out rather than guessed.
const CURRENCIES: &[&str] = &["BRL", "USD", "MXN", "COP", "CLP", "PEN", "CRC", "ARS", "UYU", "GTQ", "HNL"];
const MINOR_DIGITS: u32 = 2;

/// Where tokens come from, by environment: seen in the provider's code of 2023.
const AUTH_URLS: &[(&str, &str)] = &[
    ("production", "https://authsg.liquido.com/oauth2/token"),
    ("sandbox", "https://auth-dev.liquido.com/oauth2/token"),
];

static PROFILE: Profile = Profile {
    name: NAME,
    environments: &[("production", "https://api.liquido.com"), ("sandbox", "https://api-qa.liquido.com")],
    options: &[
        option("api_key", Kind::Credential, "", "The merchant's key, which requests carry."),
        option("client_id", Kind::Credential, "", "The OAuth client that asks for access tokens."),
        option(
            "client_secret",
            Kind::VerifyingSecret,
            "",
            "The secret of that client: it asks for access tokens, and callbacks are signed with it.",
        ),
        option(
            "access_token",
            Kind::Credential,
            "",
            "The token that requests carry; `authorize` asks for one.",
        ),
        option("environment", Kind::Setting, "production", "`production` or `sandbox`."),
        option("base_url", Kind::Setting, "", "Goes before `environment`, but for tokens."),
        option("auth_url", Kind::Setting, "", "Goes before `environment` for tokens, as it stands."),
        option("tolerance_s", Kind::Setting, "300", "How old, or how early, a callback's signature may be."),
    ],
    verbs: &[Verb::Query, Verb::Create, Verb::Command, Verb::Receive, Verb::Authorize],
    queried: &[Subject::Payment, Subject::Refund, Subject::Payout],
    commands: &[CANCEL, REFUND],
    request_scheme: "`Authorization: Bearer` with an access token of OAuth 2.0 client credentials, and `x-api-key`",
    webhook_scheme: "`Liquido-Signature: algorithm=HmacSHA256,timestamp=<seconds>,signature=<hex>`: HMAC-SHA256 of \
                     `payload=`, the raw body, `,timestamp=` and the timestamp",
    table: status::TABLE,
    any_case: false,
    figures: &[
        figure("webhook tolerance", "300 s, both ways", Origin::Ours, "no page names a window"),
        figure(
            "token renewed before its end",
            "60 s, or half its life where that is less",
            Origin::Ours,
            "tokens of an hour are documented",
        ),
        figure("shortest poll interval", "10 s", Origin::Ours, "no page names a rate limit"),
        figure("longest poll interval", "1 h", Origin::Ours, "cash and transfers are waited for over days"),
        figure("interval while lost or short-paid", "6 h", Origin::Ours, "cash may still come in late"),
        figure(
            "monitoring after the last change",
            "30 d",
            Origin::Ours,
            "samples expire after up to 16 days (observed), and no limit is documented",
        ),
        figure("key", "128 bytes", Origin::Documented, "retrieve page"),
        figure("description of a PIX charge", "25 characters", Origin::Documented, "newest PIX page"),
        figure(
            "minor digits of BRL, USD, MXN, COP, CLP, PEN, CRC",
            "2",
            Origin::Documented,
            "pages of payments, refunds and payouts; ISO 4217 has 0 for CLP",
        ),
        figure("minor digits of ARS, UYU, GTQ, HNL", "2", Origin::Ours, "as all the others"),
    ],
    plan: Plan { min: 10, max: 3600, sparse: 6 * 3600, monitor: 30 * 24 * 3600 },
};

/// Calls a charge off that is authorized or awaited.
const CANCEL: &str = "cancel";
/// Gives the money of a charge back, or a part of it.
const REFUND: &str = "refund";

/// An account at Liquido.
#[derive(Clone, Debug)]
struct Liquido {
    api_key: Credential,
    client_id: Credential,
    /// The secret as it is sent for a token; `keys` verify with it.
    client_secret: Credential,
    keys: Keys,
    access_token: Credential,
    base_url: String,
    auth_url: String,
    tolerance: TimeDelta,
}

impl Liquido {
    fn open(options: &Options<'_>) -> Result<Box<dyn Provider>, Error> {
        let auth_url = match options.text("auth_url") {
            None => options.word("environment", AUTH_URLS)?,
            Some(url) if is_web_url(url) => url,
            Some(_) => return Err(Misuse::new(MisuseReason::Invalid, "auth_url").into()),
        };
        Ok(Box::new(Self {
            api_key: options.credential("api_key"),
            client_id: options.credential("client_id"),
            client_secret: options.credential("client_secret"),
            keys: options.keys("client_secret"),
            access_token: options.credential("access_token"),
            base_url: options.base_url()?,
            auth_url: auth_url.to_owned(),
            tolerance: TimeDelta::seconds(options.whole("tolerance_s", u32::MAX)?.into()),
        }))
    }
}

impl Provider for Liquido {
    fn query(&self, target: &Target, _now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_transfer(target)
    }

    fn create(&self, order: &Order, _now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_create(order)
    }

    fn command(
        &self,
        name: &str,
        target: &Target,
        fields: &Json,
        _now: DateTime<Utc>,
    ) -> Result<Request, Error> {
        match name {
            CANCEL => self.ask_cancel(target, fields),
            REFUND => self.ask_refund(target, fields),
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
        wire::read_transfer(asked, target, response, now)
    }

    fn receive(&self, webhook: &Webhook<'_>, now: DateTime<Utc>) -> Result<ReceiptReading, Error> {
        self.verify(webhook, now)?;
        wire::read_event(webhook)
    }

    fn sign_webhook(&self, body: &[u8], now: DateTime<Utc>) -> Result<Signed, Error> {
        self.sign(body, now)
    }

    fn authorize(&self, _now: DateTime<Utc>) -> Result<Request, Error> {
        self.ask_token()
    }

    fn read_token(&self, response: &Response<'_>, now: DateTime<Utc>) -> Result<Token, Error> {
        token::read_token(response, now)
    }

    fn with_token(&self, token: &Token) -> Result<Box<dyn Provider>, Error> {
        Ok(Box::new(Self { access_token: self.access_token.with(token.access_token()), ..self.clone() }))
    }

    fn windows(&self) -> Option<Windows> {
        None
    }
}
