//! The strict reader as it is, but for its lexer, which stands on `hifijson`.

mod lexer;
#[path = "../../../src/json/table.rs"]
mod table;
#[path = "../../../src/json/text.rs"]
mod text;

use crate::json::{MAX_BODY_BYTES, MAX_DEPTH, MAX_KEYS};
pub(crate) use table::{Doc, Nodes};
