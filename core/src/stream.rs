//! A live stream as a record and a step: events in; frames, observations and wake-ups out. The socket is the caller's.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use crate::ask::Target;
use crate::error::Error;
use crate::observation::Observation;
use crate::stored::{self, Fields, Stored, need};
use crate::time::{instant_text, truncate};

/// A live stream: where it is, what it is about, and how far it is. It holds no key, and can be stored.
///
/// Connect to `url`, hand every event to [`Account::stream_step`](crate::Account::stream_step), and store the stream
/// that comes back.
///
/// ```
/// use paystate::{Stream, Target};
/// # let account = paystate::Account::new("pelago", [("api_key", "pk-1")])?;
///
/// let stream = account.stream(vec![Target::id("pay_1")])?;
/// let stored = stream.to_json();
/// assert!(!stored.contains("pk-1"));
/// assert_eq!(Stream::from_json(&stored)?, stream, "another process goes on with it");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stream {
    /// The address of the socket.
    pub url: String,
    /// What it is about.
    pub targets: Vec<Target>,
    /// When the next ping is due; absent while the socket is closed.
    #[serde(serialize_with = "instant_text", skip_serializing_if = "Option::is_none")]
    pub ping_at: Option<DateTime<Utc>>,
    /// How often it was closed since a frame last came.
    pub failures: u32,
}

impl Stream {
    /// A stream that is not open, for a binding that holds streams as plain values; else
    /// [`Account::stream`](crate::Account::stream) makes one.
    ///
    /// ```
    /// use paystate::{Stream, Target};
    ///
    /// let stream = Stream::new("wss://x.example", vec![Target::id("p")]);
    /// assert_eq!((stream.ping_at, stream.failures), (None, 0));
    /// ```
    #[must_use]
    pub fn new(url: impl Into<String>, targets: Vec<Target>) -> Self {
        Self { url: url.into(), targets, ping_at: None, failures: 0 }
    }

    /// The JSON form: the fields in the order of this type, absent ones left out.
    ///
    /// ```
    /// let text = r#"{"url":"wss://x.example","targets":[{"subject":"payment","id":"p"}],"failures":0}"#;
    /// assert_eq!(paystate::Stream::from_json(text)?.to_json(), text);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        stored::to_json(self)
    }

    /// Reads the JSON form under the limits of the strict reader. `malformed` where the text is no strict JSON object;
    /// `misuse` that names the field where a value is not what the form has there, or the form has no such field.
    ///
    /// ```
    /// let error = paystate::Stream::from_json(r#"{"targets":[]}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("url"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        stored::from_json(text)
    }
}

impl Stored for Stream {
    const NAME: &'static str = "stream";
    const KEYS: Option<&'static [&'static str]> = Some(&["url", "targets", "ping_at", "failures"]);

    fn read(fields: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self {
            url: need("url", fields.text("url")?)?,
            targets: fields.list("targets")?,
            ping_at: fields.instant("ping_at")?,
            failures: fields.whole("failures")?.unwrap_or_default(),
        })
    }
}

impl<'de> Deserialize<'de> for Stream {
    /// Reads as [`Stream::from_json`] does, so it needs the deserializer of `serde_json`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        stored::deserialize(deserializer)
    }
}

/// What happened to the socket.
///
/// ```
/// use paystate::{StreamEvent, Target};
/// # let account = paystate::Account::new("pelago", [("api_key", "pk-1")])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let stream = account.stream(vec![Target::id("pay_1")])?;
/// let open = account.stream_step(stream, StreamEvent::Open, now)?;
/// let early = account.stream_step(open.stream, StreamEvent::Tick, now)?;
/// assert!(early.send.is_empty(), "a tick before its time does no harm");
/// let ping = account.stream_step(early.stream, StreamEvent::Tick, open.wake_at.unwrap())?;
/// assert_eq!(ping.send, [r#"{"type":"ping"}"#]);
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamEvent<'a> {
    /// It is open.
    Open,
    /// A text frame came.
    Frame(&'a str),
    /// `wake_at` has come, or the caller looks in.
    Tick,
    /// It was closed, or could not be opened.
    Close,
}

/// What to do after an event of a stream. The frames to send do not print, since the first one carries a key.
///
/// ```
/// use paystate::{StreamEvent, Target};
/// # let account = paystate::Account::new("pelago", [("api_key", "pk-1")])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let stream = account.stream(vec![Target::id("pay_1")])?;
/// let step = account.stream_step(stream, StreamEvent::Open, now)?;
/// assert!(step.send[0].contains("pk-1") && !format!("{step:?}").contains("pk-1"));
/// let lost = account.stream_step(step.stream, StreamEvent::Close, now)?;
/// assert_eq!(lost.wake_at, None);
/// assert!(lost.reconnect_at > Some(now), "connect again then, not at once");
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
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
    pub wake_at: Option<DateTime<Utc>>,
    /// When to connect again, while closed. Jitter is the caller's.
    pub reconnect_at: Option<DateTime<Utc>>,
}

impl fmt::Debug for StreamStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamStep")
            .field("stream", &self.stream)
            .field("send", &format_args!("[{} frames]", self.send.len()))
            .field("observations", &self.observations)
            .field("query", &self.query)
            .field("wake_at", &self.wake_at)
            .field("reconnect_at", &self.reconnect_at)
            .finish()
    }
}

/// The figures of a provider's stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Seconds between pings.
    pub(crate) ping_s: i64,
    /// Seconds to wait before connecting again, by the number of closes in a row; the last one goes on.
    pub(crate) reconnect_s: &'static [i64],
}

/// A provider's part of a stream.
pub(crate) trait Streaming {
    /// Where to connect to; `misuse` where nobody says.
    fn url(&self) -> Result<String, Error>;

    fn pace(&self) -> Pace;

    /// The frames that an open socket begins with.
    fn greet(&self, targets: &[Target]) -> Result<Vec<String>, Error>;

    fn ping(&self) -> String;

    /// What a frame tells; one that cannot be read, or is about nothing of ours, tells nothing.
    fn read(&self, frame: &str) -> Vec<Observation>;
}

/// A stream that is not open yet. `misuse` where a target cannot be followed.
pub(crate) fn start(provider: &dyn Streaming, targets: Vec<Target>) -> Result<Stream, Error> {
    provider.greet(&targets)?;
    Ok(Stream::new(provider.url()?, targets))
}

/// Takes one event.
pub(crate) fn step(
    provider: &dyn Streaming,
    mut stream: Stream,
    event: StreamEvent<'_>,
    now: DateTime<Utc>,
) -> Result<StreamStep, Error> {
    let pace = provider.pace();
    let now = truncate(now);
    let after = |seconds: i64| now.checked_add_signed(TimeDelta::seconds(seconds));
    let (mut send, mut observations, mut query) = (Vec::new(), Vec::new(), Vec::new());
    let mut reconnect_at = None;
    match event {
        StreamEvent::Open => {
            send = provider.greet(&stream.targets)?;
            stream.ping_at = after(pace.ping_s);
            query.clone_from(&stream.targets);
        }
        StreamEvent::Frame(frame) => {
            observations = provider.read(frame);
            stream.failures = 0;
        }
        StreamEvent::Tick => {
            if stream.ping_at.is_some_and(|due| due <= now) {
                send.push(provider.ping());
                stream.ping_at = after(pace.ping_s);
            }
        }
        StreamEvent::Close => {
            let nth = (stream.failures as usize).min(pace.reconnect_s.len().saturating_sub(1));
            reconnect_at = pace.reconnect_s.get(nth).and_then(|&seconds| after(seconds));
            stream.failures = stream.failures.saturating_add(1);
            stream.ping_at = None;
        }
    }
    let wake_at = stream.ping_at;
    Ok(StreamStep { stream, send, observations, query, wake_at, reconnect_at })
}
