//! Pelago's live stream: what is said on an open socket, and what is heard. Only the public key is sent.

use alloc::string::String;
use alloc::vec::Vec;

use super::ask::need_id;
use super::status::TABLE;
use super::wire::{EVENT, PAYMENT_NEWS, fill};
use super::{NAME, Pelago};
use crate::ask::Target;
use crate::error::{Error, Malformed, Misuse, MisuseReason};
use crate::json::{Doc, Nodes, Object};
use crate::observation::{Observation, Source};
use crate::providers::translate;
use crate::reading::Reading;
use crate::status::Subject;
use crate::stream::{Pace, Streaming};
use crate::wire::{Field, Fields};

/// The frames that tell of a payment: the first says its status, the other how often it is confirmed.
const STATUS_CHANGED: &str = "payment.status_changed";
const CONFIRMED: &str = "payment.confirmed";

impl Streaming for Pelago {
    fn url(&self) -> Result<String, Error> {
        self.stream_url.clone().ok_or_else(|| Misuse::new(MisuseReason::Missing, "stream_url").into())
    }

    fn pace(&self) -> Pace {
        Pace { ping_s: 30, reconnect_s: &[1, 2, 4, 8, 16, 30] }
    }

    fn greet(&self, targets: &[Target]) -> Result<Vec<String>, Error> {
        let key = self.api_key.need()?;
        let mut frames = Vec::from([frame("authenticate").text("apiKey", key).finish()]);
        for target in targets {
            if target.subject != Subject::Payment {
                return Err(Misuse::new(MisuseReason::Unsupported, "subject").into());
            }
            // The id stands in a frame here, but what is no id in a path is none here.
            need_id(target)?;
            let id = target.id.as_deref().unwrap_or_default();
            frames.push(frame("subscribe").text("channel", "payment").text("paymentId", id).finish());
        }
        Ok(frames)
    }

    fn ping(&self) -> String {
        frame("ping").finish()
    }

    fn read(&self, frame: &str) -> Vec<Observation> {
        read_frame(frame).ok().flatten().into_iter().collect()
    }
}

fn frame(kind: &str) -> Object {
    let mut frame = Object::new();
    frame.text("type", kind);
    frame
}

/// What a frame tells of a payment. Acknowledgments, pongs and errors are not documented, and tell nothing.
fn read_frame(frame: &str) -> Result<Option<Observation>, Malformed> {
    let mut nodes = Nodes::new();
    let doc = Doc::read(frame.as_bytes(), &mut nodes)?;
    let message = EVENT.gather(doc, doc.object(Doc::ROOT)?)?;
    let kind = message.word(Field::EventType)?.map(|kind| doc.text(kind));
    let Some((kind, data)) = kind.zip(message.child(Field::Data)) else { return Ok(None) };
    let mut fields = Fields::new(doc, data);
    PAYMENT_NEWS.fill(&mut fields)?;
    let word = fields.word(Field::Native)?.map(|word| doc.text(word));
    let tells = kind.is(STATUS_CHANGED) && word.is_some() || kind.is(CONFIRMED);
    if !tells || !fields.has(Field::Id) {
        return Ok(None);
    }
    let mut reading = Reading::new(NAME, &PAYMENT_NEWS, (Subject::Payment, Source::Stream));
    fill(&mut reading, &mut fields)?;
    if let Some(word) = word {
        translate(&mut reading, TABLE, word);
    }
    Ok(Some(reading.to_observation(frame.as_bytes())))
}
