//! The truth about a payment: what a provider said, what it means, what to do now, and when to ask again.
//!
//! paystate performs no IO and reads no clock. It says **what to send**, **what the answer means**, **what to do next**
//! and **when to ask again**; the caller does the HTTP, the sleeping and the storing. Time is always an argument.
//!
//! Three nouns: an [`Account`] asks and reads, a [`Payment`] judges, an [`Observation`] is what was seen.
//!
//! ```
//! use paystate::{Account, Action, Order, Price, Response, Target, Webhook};
//!
//! let account = Account::new("payin", [("api_key", "pk-1"), ("webhook_secret", "whsec_1")])?;
//! let now = "2025-01-20T10:30:00Z".parse().unwrap();
//!
//! // Make an order: store the record, then send the request with any HTTP client.
//! let order = Order { network: Some("tron-mainnet".to_owned()), ..Order::new("R-1", Price::new("100.00", "USDT")) };
//! let mut payment = account.open_order(&order, now)?;
//! let request = account.create(&order, now)?;
//! assert_eq!((request.method(), request.url()), ("POST", "https://app.payin.com/api/v1/orders"));
//!
//! // Ask again when the plan says so.
//! let poll_at = payment.schedule(now, None).poll_at.expect("an open payment is asked for");
//! let target = Target::from(&payment);
//! let request = account.query(&target, poll_at)?;
//! # let _ = request;
//! let answer = br#"{"orderId":"o-1","orderReference":"R-1","status":"pending","amount":"100.00","currency":"USDT"}"#;
//! let seen = account.parse(&target, &Response::new(200, &[], answer), poll_at)?;
//! let progress = payment.advance(&seen, poll_at);
//! assert_eq!(progress.action, Action::Wait);
//! payment = progress.payment;
//!
//! // A webhook: verified, then read, then judged in the same way.
//! let body = br#"{"id":"evt_1","type":"order.completed",
//!     "data":{"orderId":"o-1","orderReference":"R-1","status":"completed","amount":"100.00","currency":"USDT"}}"#;
//! let signed = account.sign_webhook(body, poll_at)?; // the provider's part, here for the test
//! let receipt = account.receive(&Webhook::new(&signed.header_pairs(), body), poll_at)?;
//! for seen in &receipt.observations {
//!     let progress = payment.advance(seen, poll_at);
//!     payment = progress.payment; // store it by compare-and-set, and only then act
//!     assert_eq!(progress.action, Action::Fulfill);
//! }
//! assert_eq!(receipt.reply.status, 200);
//! # Ok::<(), paystate::Error>(())
//! ```
//!
//! Parsing can fail, with an [`Error`] of one of four kinds, one a remedy. Judging cannot: after parsing, every trouble is
//! data, a [`Step`], a [`Verdict`] or a [`Note`].
//!
//! Where things stand: what a word of a provider means is its [`Profile::table`]; what may follow what is the grid behind
//! [`Step::between`]; a payment changes only in [`Payment::advance`] and, by a person's word, in [`Payment::settle`].
#![no_std]
#![forbid(unsafe_code)]
// What ships does not panic, and no sum meets a float. Tests, benches and examples may stop at what surprises them.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

extern crate alloc;

mod ask;
mod check;
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
mod refusal;
mod replay;
mod schedule;
mod sign;
mod status;
mod stored;
mod stream;
mod time;
mod timeline;
mod token;
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
pub use providers::{MAX_REFERENCE, MAX_ROWS, PageReading};
pub use reading::{
    ABSENT_TIME, CELLS, CellGroup, ESCAPED, KNOWN, Others, READING_CELLS, RECEIPT_CELLS, Reading,
    ReceiptReading, SumField, TextField, TimeField, WIDE,
};
pub use record::{Asked, Payment};
pub use replay::Replay;
pub use schedule::{Schedule, Stage, Window};
pub use sign::MAX_SECRETS;
pub use status::{
    DepositStatus, PayoutStatus, Phase, RefundStatus, SettlementStatus, State, Status, Subject,
};
pub use stream::{Stream, StreamEvent, StreamStep};
pub use time::{TimeFormat, Timestamp};
pub use timeline::{Timeline, TimelineEvent};
pub use token::Token;

/// The Rust of README, which has to compile and to run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
