//! Pelago's timeline of a payment. Its answer is documented; its path is not, and is a setting.

use alloc::string::String;

use chrono::{DateTime, Utc};

use super::refusal;
use super::status::TABLE;
use crate::error::{Error, Malformed};
use crate::http::Response;
use crate::json::{Doc, NodeId, Nodes};
use crate::observation::Notes;
use crate::profile::state_of;
use crate::providers::read_rows;
use crate::refusal::Asked;
use crate::status::Subject;
use crate::time;
use crate::timeline::{Timeline, TimelineEvent};
use crate::wire::{Field, Style, Wire};

static TIMELINE: Wire = Wire::new(&[&[("events", Field::Data)]]);
static EVENT: Wire = Wire::new(&[&[
    ("timestamp", Field::At),
    ("status", Field::Native),
    ("details", Field::Details),
    ("transactionHash", Field::Transaction),
]]);

pub(super) fn read(response: &Response<'_>, now: DateTime<Utc>) -> Result<Timeline, Error> {
    if !response.is_success() {
        return Err(refusal::refuse(Asked::Read, response, now));
    }
    let mut nodes = Nodes::new();
    let doc = Doc::read(response.body, &mut nodes)?;
    let timeline = TIMELINE.gather(doc, doc.object(Doc::ROOT)?)?;
    Ok(Timeline::of(read_rows(&timeline, Field::Data, |row| event(doc, row))?))
}

fn event(doc: Doc<'_>, row: NodeId) -> Result<TimelineEvent, Malformed> {
    let fields = EVENT.gather(doc, row)?;
    let text = |field| Ok(fields.word(field)?.map(|node| String::from(doc.text(node).decode())));
    let word = fields.word(Field::Native)?.ok_or_else(|| Field::Native.missing())?;
    // An event has no place for notes: a time that cannot be read is absent.
    let at = fields.instant(Field::At, &Style::PLAIN, &mut Notes::default())?;
    Ok(TimelineEvent {
        at: at.and_then(time::from_ms),
        native: text(Field::Native)?,
        status: state_of(TABLE, Subject::Payment, |row| doc.text(word).is(row)),
        transaction: text(Field::Transaction)?,
        details: text(Field::Details)?,
    })
}
