//! The native half of the npm package `paystate`: what crosses between JavaScript and the core, and nothing of what it
//! means.
//!
//! Two ways in. What is called for every message, [`hot`], packs numbers and spans into memory that both sides see, the
//! [`desk`]. What is called now and then, [`verbs`], takes and gives the JSON forms of the core. JavaScript, in `lib/`,
//! makes values of either. Every entry runs behind [`guard`].
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unsafe_code // but for the one line in `desk`
)]
// Node-API finds the entries by their registration, which a test build leaves out.
#![cfg_attr(test, allow(dead_code))]
// `#[napi]` wants its functions public, and hands over by value what JavaScript passes.
#![allow(unreachable_pub, clippy::needless_pass_by_value)]

mod desk;
mod guard;
mod hot;
mod judge;
mod verbs;
