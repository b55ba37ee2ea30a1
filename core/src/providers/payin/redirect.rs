//! The URL that the payer comes back to: read as a hint, and built for the caller's own tests. Its parameters are unsigned.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::status::TABLE;
use super::{Dialect, NAME, PayIn};
use crate::error::{Error, Malformed, MalformedReason, Misuse, MisuseReason};
use crate::http::{form_parameters, is_web_url, percent_encode};
use crate::money::{self, Money};
use crate::observation::{Note, Observation, Source};
use crate::profile::state_of;
use crate::status::{State, Status, Subject};
use crate::time::{self, TimeFormat, Timestamp};
use crate::wire::Field;

/// The placeholder that a merchant may put into a URL; the provider does not promise to replace it.
const PLACEHOLDER: &str = "{{orderId}}";

/// The documented parameters of both families. The merchant's own are not looked at.
static ORDER: &[(&str, Field)] = &[
    ("orderId", Field::Id),
    ("order_id", Field::Id),
    ("orderReference", Field::Reference),
    ("order_reference", Field::Reference),
    ("status", Field::Native),
    ("amount", Field::Amount),
    ("currency", Field::Currency),
    ("chainId", Field::Network),
    ("chain_id", Field::Network),
    ("txHash", Field::Transaction),
    ("tx_hash", Field::Transaction),
    ("completed_at", Field::CompletedAt),
];

static DEPOSIT: &[(&str, Field)] = &[
    ("deposit_id", Field::Id),
    ("deposit_reference", Field::Reference),
    ("status", Field::Native),
    ("amount", Field::Received),
    ("currency", Field::Currency),
    ("chain_id", Field::Network),
    ("tx_hash", Field::Transaction),
    ("confirmed_at", Field::CompletedAt),
];

type Parameters<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// Reads the URL. Two different values for one fact are malformed; an empty one is absent.
pub(super) fn read(url: &str) -> Result<Observation, Error> {
    let parameters: Parameters<'_> = form_parameters(url).ok_or(Malformed::new(MalformedReason::NotUtf8))?;
    let of_deposit = parameters.iter().any(|(name, _)| name == "deposit_reference");
    let (subject, names) = if of_deposit { (Subject::Deposit, DEPOSIT) } else { (Subject::Payment, ORDER) };
    let text = |field| one(&parameters, names, field);
    let mut seen = Observation::new(subject, Source::Redirect);
    seen.provider = Some(NAME.to_string());
    seen.notes.add(Note::Unsigned);
    seen.id = text(Field::Id)?.filter(|id| id != PLACEHOLDER);
    seen.reference = text(Field::Reference)?;
    seen.native = text(Field::Native)?;
    if let Some(word) = &seen.native {
        seen.state = state_of(TABLE, subject, |row| row == word);
        if seen.state.is_none() {
            seen.notes.add(Note::UnknownStatus);
        }
    }
    let currency = text(Field::Currency)?;
    seen.amount = sum(text(Field::Amount)?, currency.as_ref(), "amount")?;
    seen.received = sum(text(Field::Received)?, currency.as_ref(), "received")?;
    seen.network = text(Field::Network)?;
    seen.transaction = text(Field::Transaction)?;
    seen.completed_at = text(Field::CompletedAt)?.and_then(|at| instant(&at));
    Ok(seen)
}

/// The one value of the parameters that mean `field`.
fn one(parameters: &Parameters<'_>, names: &[(&str, Field)], field: Field) -> Result<Option<String>, Error> {
    let is_name = |name: &str| names.iter().any(|&(known, means)| means == field && known == name);
    let mut values =
        parameters.iter().filter(|(name, value)| is_name(name) && !value.is_empty()).map(|(_, value)| value);
    let Some(first) = values.next() else { return Ok(None) };
    if values.any(|value| value != first) {
        return Err(Malformed::new(MalformedReason::Contradiction).in_field(field.name()).into());
    }
    Ok(Some(first.clone().into_owned()))
}

fn sum(
    value: Option<String>,
    currency: Option<&String>,
    field: &'static str,
) -> Result<Option<Money>, Error> {
    let Some(text) = value else { return Ok(None) };
    let value = money::parse(&text).ok_or(Malformed::new(MalformedReason::BadValue).in_field(field))?;
    Ok(Some(Money { value, currency: currency.cloned() }))
}

fn instant(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    match time::parse_text(text, TimeFormat::Auto)? {
        Timestamp::Instant(at) => Some(at),
        Timestamp::Local(_) | Timestamp::Date(_) => None,
    }
}

/// What `application/x-www-form-urlencoded` escapes; blanks become `+` besides.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_').remove(b' ');

impl PayIn {
    /// The URL with the parameters of the account's dialect set, the placeholder replaced, its other parameters and its
    /// fragment kept.
    pub(super) fn write_redirect(&self, url: &str, seen: &Observation) -> Result<String, Error> {
        let id = seen.id.as_deref().map(|id| percent_encode(id).to_string());
        let url = id.map_or_else(|| url.to_string(), |id| url.replace(PLACEHOLDER, &id));
        if !is_web_url(&url) {
            return Err(Misuse::new(MisuseReason::Invalid, "url").into());
        }
        let (url, fragment) = url.split_once('#').map_or((&*url, None), |(u, f)| (u, Some(f)));
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let parameters = self.parameters(seen);
        let kept = query.split('&').filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && parameters.iter().all(|(set, _)| *set != name)
        });
        let set = parameters
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, FORM)).replace(' ', "+"));
        let pairs: Vec<String> = kept.map(ToString::to_string).chain(set).collect();
        let mut out = format!("{path}?{}", pairs.join("&"));
        if let Some(fragment) = fragment {
            out.push('#');
            out.push_str(fragment);
        }
        Ok(out)
    }

    /// The parameters in the provider's order: the orders page has the first family, the server's code the second.
    fn parameters(&self, seen: &Observation) -> Vec<(&'static str, String)> {
        let word = seen.state.map(|state| state.as_str().to_string());
        let paid = seen.state == Some(State::Payment(Status::Paid));
        let amount = seen.amount.as_ref();
        let status = ("status", seen.native.clone().or(word));
        let value = ("amount", amount.map(|money| money.value.to_string()));
        let currency = ("currency", amount.and_then(|money| money.currency.clone()));
        let (reference, network) = (seen.reference.clone(), seen.network.clone());
        let parameters = match self.dialect {
            Dialect::Reference => [
                ("orderReference", reference),
                status,
                value,
                currency,
                ("chainId", network),
                ("txHash", seen.transaction.clone().filter(|_| paid)),
            ],
            Dialect::Server => [
                ("order_reference", reference),
                status,
                value,
                currency,
                ("chain_id", network),
                ("completed_at", seen.completed_at.filter(|_| paid).map(time::to_text)),
            ],
        };
        parameters.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}
