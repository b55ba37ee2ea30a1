//! Lists: what to ask for, and one page of the answer. The next page is a complete value, with every filter kept.

use alloc::string::String;
use alloc::vec::Vec;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::Error;
use crate::observation::Observation;
use crate::stored::{self, Fields, Stored};
use crate::time::instant_text;

/// What to list. `status` and `sort_by` are the provider's own words; a filter that the provider lacks is `misuse`,
/// never dropped in silence.
///
/// ```
/// use paystate::{Account, Listing};
///
/// let account = Account::new("payin", [("api_key", "k"), ("environment", "testnet")])?;
/// let listing = Listing { status: Some("pending".to_owned()), limit: Some(10), ..Listing::default() };
/// let request = account.list(&listing, "2025-01-20T10:36:00Z".parse().unwrap())?;
/// assert_eq!(request.url(), "https://testnet.payin.com/api/v1/orders?limit=10&status=pending");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// The provider's status word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// How many rows a page has at the most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page begins, where the provider counts so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The page's number from 1, where the provider counts so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Created at this instant or later.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub created_from: Option<DateTime<Utc>>,
    /// Created at this instant or earlier.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub created_to: Option<DateTime<Utc>>,
    /// The currency or coin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The network or chain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// The merchant's reference. Providers may search for a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The provider's name of the field to sort by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<String>,
    /// `asc` or `desc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<String>,
}

impl Listing {
    /// The JSON form: the fields in the order of this type, absent ones left out.
    ///
    /// ```
    /// use paystate::Listing;
    /// assert_eq!(Listing { page: Some(2), ..Listing::default() }.to_json(), r#"{"page":2}"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        stored::to_json(self)
    }

    /// Reads the JSON form under the limits of the strict reader. `malformed` where the text is no strict JSON object;
    /// `misuse` that names the field where a value is not what the form has there, or the form has no such field.
    ///
    /// ```
    /// use paystate::Listing;
    ///
    /// assert_eq!(Listing::from_json(r#"{"page":2}"#)?.page, Some(2));
    /// assert_eq!(Listing::from_json(r#"{"pgae":2}"#).unwrap_err().field(), Some("pgae"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        stored::from_json(text)
    }
}

impl Stored for Listing {
    const NAME: &'static str = "listing";
    const KEYS: Option<&'static [&'static str]> = Some(&[
        "status",
        "limit",
        "cursor",
        "page",
        "created_from",
        "created_to",
        "currency",
        "network",
        "reference",
        "sort_by",
        "sort_order",
    ]);

    fn read(fields: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self {
            status: fields.text("status")?,
            limit: fields.whole("limit")?,
            cursor: fields.text("cursor")?,
            page: fields.whole("page")?,
            created_from: fields.instant("created_from")?,
            created_to: fields.instant("created_to")?,
            currency: fields.text("currency")?,
            network: fields.text("network")?,
            reference: fields.text("reference")?,
            sort_by: fields.text("sort_by")?,
            sort_order: fields.text("sort_order")?,
        })
    }
}

impl<'de> Deserialize<'de> for Listing {
    /// Reads as [`Listing::from_json`] does, so it needs the deserializer of `serde_json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        stored::deserialize(deserializer)
    }
}

/// One page of a list.
///
/// ```
/// use paystate::{Listing, Response};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let listing = Listing { status: Some("pending".to_owned()), ..Listing::default() };
/// let body = br#"{"data":[{"orderId":"ord_1","status":"pending"}],
///     "pagination":{"page":1,"limit":1,"total":2,"totalPages":2,"hasMore":true}}"#;
/// let page = account.parse_page(&listing, &Response::new(200, &[], body), now)?;
/// assert_eq!((page.observations.len(), page.total), (1, Some(2)));
/// let next = page.next.unwrap();
/// assert_eq!((next.page, next.status), (Some(2), listing.status), "ask with it as it is");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Page {
    /// The rows.
    pub observations: Vec<Observation>,
    /// What to list next; `None` at the end.
    pub next: Option<Listing>,
    /// How many rows there are in all, where the provider says so.
    pub total: Option<u64>,
}

impl Page {
    pub(crate) const fn new(
        observations: Vec<Observation>,
        next: Option<Listing>,
        total: Option<u64>,
    ) -> Self {
        Self { observations, next, total }
    }
}
