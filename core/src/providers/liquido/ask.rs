//! Liquido's requests: charges, refunds and payouts by key, PIX and PSE charges, and the commands.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};

use super::{CURRENCIES, Liquido, MINOR_DIGITS};
use crate::ask::{Order, Target};
use crate::check::{self, one_of, present};
use crate::error::{Error, Misuse, MisuseReason};
use crate::http::{Request, percent_encode, segment};
use crate::json::{Doc, Json, Kind, Nodes, Object};
use crate::money;
use crate::status::Subject;

/// Documented on every page that has a key; one English page says bits.
const MAX_KEY_BYTES: usize = 128;
/// Ours: what 64 bits of minor units hold, in whole major units.
const MAX_AMOUNT: u64 = i64::MAX.unsigned_abs() / 100;
/// Documented on the newest PIX page; older ones say 33 and 43.
const MAX_PIX_DESCRIPTION: usize = 25;

/// The paths by subject, under `/v1/payments`.
const PATHS: &[(Subject, &str)] =
    &[(Subject::Payment, "charges"), (Subject::Refund, "charges/refund"), (Subject::Payout, "payouts/key")];

const JSON: &str = "application/json";
const PIX: &str = "pix";
/// The payment methods whose path and fields the pages show in full.
const NETWORKS: &[&str] = &[PIX, "pse"];

/// What an order fills itself, and the other fields of a charge in the order of the page.
const ORDER_FILLS: &[&str] = &["idempotencyKey", "amount", "currency"];
const CHARGE_FIELDS: &[&str] = &[
    "country",
    "paymentMethod",
    "paymentFlow",
    "payer",
    "orderInfo",
    "riskData",
    "description",
    "callbackUrl",
    "subMerchantId",
    "pse",
    "expirationInfo",
];

/// What the target of a refund fills, and the other fields of one in the order of the page; the first ones are needed.
const TARGET_FILLS: &[&str] = &["idempotencyKey", "referenceId"];
const REFUND_FIELDS: &[&str] =
    &["amount", "currency", "country", "description", "callbackUrl", "additionalInfo"];
const REFUND_NEEDS: usize = 3;

impl Liquido {
    fn request(&self, method: &'static str, path: &str) -> Result<Request, Error> {
        let (token, key) = (self.access_token.need()?, self.api_key.need()?);
        let request = Request::new(method, format!("{}/v1/payments/{path}", self.base_url));
        Ok(request
            .with_secret("Authorization", format!("Bearer {token}"))
            .with_secret("x-api-key", key.into()))
    }

    pub(super) fn ask_transfer(&self, target: &Target) -> Result<Request, Error> {
        let path = PATHS.iter().find(|(subject, _)| *subject == target.subject);
        let (subject, path) = path.ok_or_else(|| Misuse::new(MisuseReason::Unsupported, "subject"))?;
        let request = self.request("GET", &format!("{path}/{}", percent_encode(key_of(target)?)))?;
        // The payout pages show none on a GET; the others do.
        Ok(if *subject == Subject::Payout {
            request
        } else {
            request.with_header("Content-Type", JSON.into())
        })
    }

    pub(super) fn ask_create(&self, order: &Order) -> Result<Request, Error> {
        check::lacking([
            ("metadata", order.metadata.is_some()),
            ("success_url", present(order.success_url.as_ref()).is_some()),
            ("cancel_url", present(order.cancel_url.as_ref()).is_some()),
        ])?;
        let network = one_of("network", order.network.as_deref().unwrap_or_default(), NETWORKS)?;
        let (country, method) = if network == PIX { ("BR", "PIX_DYNAMIC_QR") } else { ("CO", "PSE") };
        let price = order.amount.as_ref();
        let price = price.ok_or_else(|| Misuse::new(MisuseReason::Missing, "amount"))?;
        let mut nodes = Nodes::new();
        let own = check::object("extra", order.extra.as_ref(), &mut nodes)?;
        if network == PIX {
            let text = own_text(own, "description")?.unwrap_or_default();
            check::at_most("description", &text, MAX_PIX_DESCRIPTION)?;
        }
        let mut body = Object::new();
        body.text("idempotencyKey", check_key("reference", &order.reference)?)
            .raw("amount", &to_minor(&price.value)?)
            .text("currency", one_of("currency", &price.currency, CURRENCIES)?);
        for name in CHARGE_FIELDS {
            let default = match *name {
                "country" => Some(country),
                "paymentMethod" => Some(method),
                _ => None,
            };
            let given = own.get(Doc::ROOT, name).filter(|&given| default.is_none() || !own.is_absent(given));
            match given {
                Some(given) => body.raw(name, own.raw(given)),
                None => body.optional(name, default),
            };
        }
        check::add_members(&mut body, own, ORDER_FILLS, CHARGE_FIELDS)?;
        Ok(self.request("POST", &format!("charges/{network}"))?.with_json(body.finish()))
    }

    /// The command `cancel`, which has no fields.
    pub(super) fn ask_cancel(&self, target: &Target, fields: &Json) -> Result<Request, Error> {
        check::subject(target.subject, &[Subject::Payment])?;
        let mut nodes = Nodes::new();
        let own = check::object("fields", Some(fields), &mut nodes)?;
        if let Some(field) = own.children(Doc::ROOT).next() {
            let name = own.key(field).decode().into_owned();
            return Err(Misuse::new(MisuseReason::Unsupported, name).into());
        }
        let path = format!("charges/cancel/{}", percent_encode(key_of(target)?));
        Ok(self.request("POST", &path)?.with_header("Content-Type", JSON.into()))
    }

    /// The command `refund`: the target's `id` is the refund's new key, its `reference` the charge, and `fields` has the
    /// provider's own names. Its `amount` is text in major units, as an order's is, for a bare number could be either.
    pub(super) fn ask_refund(&self, target: &Target, fields: &Json) -> Result<Request, Error> {
        check::subject(target.subject, &[Subject::Refund])?;
        let id = check_key("id", present(target.id.as_ref()).unwrap_or_default())?;
        let charge = check_key("reference", present(target.reference.as_ref()).unwrap_or_default())?;
        let mut nodes = Nodes::new();
        let own = check::object("fields", Some(fields), &mut nodes)?;
        let need = |name| own_text(own, name)?.ok_or_else(|| Misuse::new(MisuseReason::Missing, name));
        let mut body = Object::new();
        body.text("idempotencyKey", id)
            .text("referenceId", charge)
            .raw("amount", &to_minor(&need("amount")?)?)
            .text("currency", one_of("currency", &need("currency")?, CURRENCIES)?)
            .text("country", &need("country")?);
        for name in REFUND_FIELDS.iter().skip(REFUND_NEEDS) {
            if let Some(given) = own.get(Doc::ROOT, name) {
                body.raw(name, own.raw(given));
            }
        }
        check::add_members(&mut body, own, TARGET_FILLS, REFUND_FIELDS)?;
        Ok(self.request("POST", "charges/refund")?.with_json(body.finish()))
    }
}

/// The key that a path needs: the id where it is given, else the reference. Either may hold it.
fn key_of(target: &Target) -> Result<&str, Error> {
    match (present(target.id.as_ref()), present(target.reference.as_ref())) {
        (Some(id), _) => check_key("id", id),
        (None, reference) => check_key("reference", reference.unwrap_or_default()),
    }
}

/// A key that can be a path segment, for it will have to be one.
fn check_key<'a>(field: &'static str, key: &'a str) -> Result<&'a str, Error> {
    segment(field, check::at_most_bytes(field, key, MAX_KEY_BYTES)?)?;
    Ok(key)
}

/// A sum in major units as the integer of minor units that is sent.
fn to_minor(amount: &str) -> Result<String, Error> {
    let value = money::parse(check::amount(amount)?).unwrap_or_default();
    let minor = money::to_minor(value, MINOR_DIGITS);
    // Too many decimals, else too many digits.
    let misuse = if value.normalize().scale() > MINOR_DIGITS {
        Misuse::new(MisuseReason::TooLong, "amount").limit(MINOR_DIGITS.into())
    } else {
        Misuse::new(MisuseReason::OutOfRange, "amount").limit(MAX_AMOUNT)
    };
    Ok(minor.ok_or(misuse)?.to_string())
}

/// A text of the provider's own fields; null and empty text are absent.
fn own_text<'a>(own: Doc<'a>, name: &'static str) -> Result<Option<Cow<'a, str>>, Misuse> {
    let Some(text) = own.given(Doc::ROOT, name) else { return Ok(None) };
    match own.kind(text) {
        Kind::String | Kind::EscapedString => Ok(Some(own.text(text).decode())),
        Kind::Null | Kind::True | Kind::False | Kind::Number | Kind::Array | Kind::Object => {
            Err(Misuse::new(MisuseReason::Invalid, name))
        }
    }
}
