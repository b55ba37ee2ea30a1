//! The truth about a payment: what a provider said, what it means, what to do now, and when to ask again.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod ask;
mod error;
mod facade;
mod http;
mod json;
mod lifecycle;
mod money;
mod observation;
mod options;
mod page;
mod profile;
mod providers;
mod reading;
mod record;
mod schedule;
mod sign;
mod status;
mod time;
mod wire;
mod words;

pub use ask::{Order, Price, Target};
pub use error::{
    Category, Error, ErrorKind, Malformed, MalformedReason, Misuse, MisuseReason, Refused, Reply,
    Unauthentic, UnauthenticReason,
};
pub use facade::{Account, Explanation, Receipt, SignedWebhook, explain, providers};
pub use http::{HeaderPair, Request, Response, Webhook};
pub use json::{Json, MAX_BODY_BYTES, MAX_DEPTH, MAX_FIELD_BYTES, MAX_KEYS};
pub use lifecycle::{Action, Progress, Step, Verdict, Why};
pub use money::Money;
pub use observation::{Extra, Note, Notes, Observation, Source};
pub use page::{Listing, Page};
pub use profile::{AccountOption, Figure, Kind, Origin, Profile, Row, Verb};
pub use providers::{MAX_REFERENCE, MAX_ROWS};
pub use reading::{Reading, ReceiptReading};
pub use record::{Asked, Payment};
pub use schedule::{Schedule, Stage, Window};
pub use sign::MAX_SECRETS;
pub use status::{
    DepositStatus, PayoutStatus, Phase, RefundStatus, SettlementStatus, State, Status, Subject,
};
pub use time::{TimeFormat, Timestamp};
