//! paystate for Kotlin, Java and Swift: mirrors of the core's types, and bodies of one line that call it.
//!
//! It knows no status word, no provider and no rule. Every call goes through one guard, so that a panic becomes an error of
//! the language. A phone holds no keys: it reads the record that its backend sends, and counts down.
// UniFFI's macros take arguments by value and expand to what these lints were not made for.
#![allow(clippy::needless_pass_by_value, unused_qualifications, unreachable_pub)]

mod account;
mod ask;
mod calls;
mod error;
mod http;
mod observation;
mod profile;
mod record;
mod scalars;
mod stream;
mod timeline;
mod token;
#[rustfmt::skip] // printed by `make tables`
mod words;

pub use account::{Account, Answer, Outcome, Page, Receipt, Setting};
pub use ask::{Listing, Order, Price, Target};
pub use calls::{
    countdown, listing_from_json, observation_from_json, order_from_json, payment_from_json,
    stream_from_json, target_from_json,
};
pub use error::{PaystateError, Reply};
pub use http::{Header, Request, Response, Webhook};
pub use observation::{ExtraField, Money, Observation, ObservedState};
pub use profile::{AccountOption, Environment, Explanation, Figure, Profile, StatusWord, explain, providers};
pub use record::{Asked, Payment, Progress, Schedule};
pub use scalars::{Whole16, Whole32, Whole64};
pub use stream::{Stream, StreamEvent, StreamStep};
pub use timeline::{Sighting, Timeline, TimelineEvent, rebuild_timeline};
pub use token::Token;

uniffi::setup_scaffolding!("paystate");
