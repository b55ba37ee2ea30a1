//! A live stream as a record and a step. The socket is the caller's.

use crate::scalars::{Instant, Whole32};
use crate::{Observation, PaystateError, Target};

/// A live stream: where it is, what it is about, and how far it is. It holds no key, and can be stored.
///
/// Connect to `url`, hand every event to `Account.streamStep`, and store the stream that comes back.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Stream {
    /// The address of the socket.
    pub url: String,
    /// What it is about.
    pub targets: Vec<Target>,
    /// When the next ping is due; absent while the socket is closed.
    pub ping_at: Option<Instant>,
    /// How often it was closed since a frame last came.
    pub failures: Whole32,
}

#[uniffi::export]
impl Stream {
    /// The JSON form, the same in every language.
    pub fn to_json(&self) -> Result<String, PaystateError> {
        Ok(paystate::Stream::from(self.clone()).to_json())
    }
}

impl From<paystate::Stream> for Stream {
    fn from(stream: paystate::Stream) -> Self {
        Self {
            url: stream.url,
            targets: stream.targets.into_iter().map(Into::into).collect(),
            ping_at: stream.ping_at,
            failures: Whole32(stream.failures),
        }
    }
}

impl From<Stream> for paystate::Stream {
    fn from(Stream { url, targets, ping_at, failures }: Stream) -> Self {
        let mut stream = Self::new(url, targets.into_iter().map(Into::into).collect());
        stream.ping_at = ping_at;
        stream.failures = failures.0;
        stream
    }
}

/// What happened to the socket.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum StreamEvent {
    /// It is open.
    Open,
    /// A text frame came.
    Frame {
        /// The frame.
        text: String,
    },
    /// `wake_at` has come, or the caller looks in.
    Tick,
    /// It was closed, or could not be opened.
    Close,
}

impl StreamEvent {
    pub(crate) fn core(&self) -> paystate::StreamEvent<'_> {
        match self {
            Self::Open => paystate::StreamEvent::Open,
            Self::Frame { text } => paystate::StreamEvent::Frame(text),
            Self::Tick => paystate::StreamEvent::Tick,
            Self::Close => paystate::StreamEvent::Close,
        }
    }
}

/// What to do after an event of a stream. It does not print: the frames to send can carry a key.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct StreamStep {
    /// The stream to store, and to hand in with the next event.
    pub stream: Stream,
    /// The text frames to send, in order. They can carry a key: do not log them.
    pub send: Vec<String>,
    /// What was seen.
    pub observations: Vec<Observation>,
    /// What to query now: news may have been missed while the socket was closed.
    pub query: Vec<Target>,
    /// When to send a tick, while open.
    pub wake_at: Option<Instant>,
    /// When to connect again, while closed. Jitter is the caller's.
    pub reconnect_at: Option<Instant>,
}

impl From<paystate::StreamStep> for StreamStep {
    fn from(step: paystate::StreamStep) -> Self {
        Self {
            stream: step.stream.into(),
            send: step.send,
            observations: step.observations.into_iter().map(Into::into).collect(),
            query: step.query.into_iter().map(Into::into).collect(),
            wake_at: step.wake_at,
            reconnect_at: step.reconnect_at,
        }
    }
}
