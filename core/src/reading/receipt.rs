//! What one pass over a webhook found: which event it is, what to answer, and its readings.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use smallvec::SmallVec;

use super::{Piece, Reading};
use crate::error::Reply;

/// What was read of a verified webhook; [`Account::receive`](crate::Account::receive) decodes it.
///
/// ```
/// use paystate::{State, Status, Webhook};
/// # let account = paystate::Account::new("payin", [("webhook_secret", "whsec_1")])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = br#"{"id":"evt_1","type":"order.completed","data":{"orderId":"ord_1"}}"#;
/// let signed = account.sign_webhook(body, now)?;
/// let receipt = account.read_webhook(&Webhook::new(&signed.header_pairs(), body), now)?;
/// assert_eq!(receipt.event_id(body), "evt_1");
/// assert_eq!(receipt.readings()[0].state(), Some(State::Payment(Status::Paid)));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReceiptReading {
    pub(crate) event_id: EventId,
    pub(crate) kind: EventKind,
    pub(crate) readings: SmallVec<[Reading; 1]>,
    pub(crate) reply: Reply,
}

/// Where the event's id comes from.
#[derive(Clone, Debug)]
pub(crate) enum EventId {
    /// The provider's own.
    Given(Piece),
    /// What makes the event unique, joined by colons.
    Joined(SmallVec<[Piece; 3]>),
    /// Made from the body.
    Derived(String),
}

/// Where the event's type comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum EventKind {
    /// The provider's own word.
    Given(Piece),
    /// What every event is that names no type.
    Fixed(&'static str),
}

impl ReceiptReading {
    /// What makes the event unique; `body` must be the bytes that were read.
    ///
    /// ```
    /// # use paystate::{Account, Webhook};
    /// # let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_1","type":"order.completed","data":{"orderId":"ord_1"}}"#;
    /// # let signed = account.sign_webhook(body, now)?;
    /// let receipt = account.read_webhook(&Webhook::new(&signed.header_pairs(), body), now)?;
    /// assert_eq!((receipt.event_id(body), receipt.kind(body)), ("evt_1".into(), "order.completed".into()));
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn event_id<'b>(&'b self, body: &'b [u8]) -> Cow<'b, str> {
        match &self.event_id {
            EventId::Given(piece) => piece.text(body),
            EventId::Joined(pieces) => {
                Cow::Owned(pieces.iter().map(|piece| piece.text(body)).collect::<Vec<_>>().join(":"))
            }
            EventId::Derived(id) => Cow::Borrowed(id),
        }
    }

    /// The event's type, known or not; `body` must be the bytes that were read.
    ///
    /// ```
    /// # use paystate::{Account, Webhook};
    /// # let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_1","type":"test.event","data":{}}"#;
    /// # let signed = account.sign_webhook(body, now)?;
    /// let receipt = account.read_webhook(&Webhook::new(&signed.header_pairs(), body), now)?;
    /// assert_eq!(receipt.kind(body), "test.event");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn kind<'b>(&self, body: &'b [u8]) -> Cow<'b, str> {
        match self.kind {
            EventKind::Given(piece) => piece.text(body),
            EventKind::Fixed(word) => Cow::Borrowed(word),
        }
    }

    /// What to answer.
    ///
    /// ```
    /// # use paystate::{Account, Webhook};
    /// # let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_1","type":"test.event","data":{}}"#;
    /// # let signed = account.sign_webhook(body, now)?;
    /// let receipt = account.read_webhook(&Webhook::new(&signed.header_pairs(), body), now)?;
    /// assert_eq!(receipt.reply().status, 200);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub const fn reply(&self) -> Reply {
        self.reply
    }

    /// The observations, still in spans and codes.
    ///
    /// ```
    /// use paystate::{Account, Webhook};
    ///
    /// let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_1","type":"order.completed","data":{"orderId":"ord_1"}}"#;
    /// let signed = account.sign_webhook(body, now)?;
    /// let receipt = account.read_webhook(&Webhook::new(&signed.header_pairs(), body), now)?;
    /// assert_eq!(receipt.readings().len(), 1);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }
}
