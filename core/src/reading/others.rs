//! A provider's other fields, which no observation has a name for: read only where somebody asks.

use core::fmt;

use crate::json::{Doc, Nodes};
use crate::observation::Extra;
use crate::wire::{Wire, unknown_members};

/// Which members of a provider's object an observation has no field for. There are a few for each provider, and two of
/// them are equal where they are the same one.
///
/// ```
/// use paystate::{Json, Response, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let read = |body| account.read(&Target::id("o"), &Response::new(200, &[], body), now);
/// let body = br#"{"orderId":"o","status":"pending","protocol":"evm"}"#;
/// let others = read(body)?.others();
/// assert_eq!(others.of(body).get("protocol").map(Json::as_str), Some("\"evm\""));
/// assert_eq!(others, read(br#"{"orderId":"o","status":"expired"}"#)?.others(), "one goes for all orders");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Others(pub(super) &'static Wire);

impl Others {
    /// Those members of `object`, which must be the text of one JSON object; of anything else there are none.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// # let body = br#"{"orderId":"o","status":"pending"}"#;
    /// let others = account.read(&Target::id("o"), &Response::new(200, &[], body), now)?.others();
    /// assert_eq!(others.of(br#"{"orderId":"o","fee":1.10}"#).iter().count(), 1);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn of(self, object: &[u8]) -> Extra {
        let mut nodes = Nodes::new();
        match Doc::read(object, &mut nodes) {
            Ok(doc) => unknown_members(self.0, doc, Doc::ROOT).collect(),
            Err(_) => Extra::default(),
        }
    }

    /// The names that an observation has a field for, and which are not among the others for that.
    ///
    /// ```
    /// # use paystate::{Account, Response, Target};
    /// # let account = Account::new("payin", [])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// # let body = br#"{"orderId":"o","status":"pending"}"#;
    /// let others = account.read(&Target::id("o"), &Response::new(200, &[], body), now)?.others();
    /// assert!(others.known().any(|name| name == "orderId"));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn known(self) -> impl Iterator<Item = &'static str> {
        self.0.names()
    }
}

impl PartialEq for Others {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for Others {}

impl fmt::Debug for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Others")
    }
}
