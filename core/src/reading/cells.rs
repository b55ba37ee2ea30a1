//! A reading as a row of 32-bit cells, for bindings whose language reads numbers out of a shared array faster than it
//! takes in objects.
//!
//! Where each fact stands in a row is data, [`CELLS`] and [`RECEIPT_CELLS`], so that a binding's constants are printed
//! from here and never typed a second time. A row holds spans and codes; the texts stay in the body.

use core::slice::IterMut;

use rust_decimal::Decimal;

use super::{EventId, EventKind, Piece, Reading, ReceiptReading, SUMS, TEXTS, TIMES};
use crate::json::Span;
use crate::observation::Note;
use crate::status::State;

/// Some cells of a row that hold one kind of fact: `count` entries of `width` cells each, from `at` on.
///
/// | kind | cells of an entry |
/// |---|---|
/// | code | the index of the word in its vocabulary's `ALL` |
/// | state | 0 for none, else 1 + the index of the word in the vocabulary of the subject |
/// | notes | a set: bit *n* stands for the *n*th of [`Note::ALL`] |
/// | span | where it begins in the body, in bytes; how long it is, with [`ESCAPED`] added where escapes must be resolved, and [`WIDE`] where it is not all ASCII. Length 0: absent |
/// | sum | the digits as a whole number of 96 bits, lowest 32 first; then 0 where absent, else [`KNOWN`] + 256 where negative + the number of decimal places; then the span of the decimal's text, absent where the body spells it otherwise |
/// | instant | milliseconds since 1970 as a signed number of 64 bits, lower half first; [`ABSENT_TIME`] in the upper half where absent |
/// | count | 1 where known, else 0; then a number of 64 bits, lower half first |
///
/// ```
/// let texts = paystate::CELLS.iter().find(|group| group.name == "texts").unwrap();
/// assert_eq!((texts.count, texts.width), (paystate::TextField::ALL.len(), 2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CellGroup {
    /// The facts; `texts`, `sums` and `times` stand in the order of [`TextField`](crate::TextField),
    /// [`SumField`](crate::SumField) and [`TimeField`](crate::TimeField).
    pub name: &'static str,
    /// The first cell.
    pub at: usize,
    /// The cells of an entry.
    pub width: usize,
    /// How many entries there are.
    pub count: usize,
}

/// Added to the length of a span whose text has escapes.
///
/// ```
/// use paystate::{CELLS, ESCAPED, READING_CELLS, Response, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = br#"{"orderId":"o\u0021","status":"pending"}"#;
/// let mut cells = [0; READING_CELLS];
/// account.read(&Target::id("o"), &Response::new(200, &[], body), now)?.write_cells(body, &mut cells);
/// let texts = CELLS.iter().find(|group| group.name == "texts").unwrap();
/// // The id is the first text.
/// assert_eq!(cells[texts.at + 1], ESCAPED + 7, "7 bytes in the body, to be resolved");
/// # Ok::<(), paystate::Error>(())
/// ```
pub const ESCAPED: u32 = 1 << 31;

/// Added to the length of a span whose text is not all ASCII.
///
/// ```
/// use paystate::{CELLS, READING_CELLS, Response, Target, WIDE};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = r#"{"orderId":"é","status":"pending"}"#.as_bytes();
/// let mut cells = [0; READING_CELLS];
/// account.read(&Target::id("o"), &Response::new(200, &[], body), now)?.write_cells(body, &mut cells);
/// let texts = CELLS.iter().find(|group| group.name == "texts").unwrap();
/// assert_eq!(cells[texts.at + 1], WIDE + 2, "2 bytes, and not as many characters");
/// # Ok::<(), paystate::Error>(())
/// ```
pub const WIDE: u32 = 1 << 30;

/// Stands in the fourth cell of a sum that is there.
///
/// ```
/// use paystate::{CELLS, KNOWN, READING_CELLS, Response, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = br#"{"orderId":"o","status":"pending","amount":"1.50"}"#;
/// let mut cells = [0; READING_CELLS];
/// account.read(&Target::id("o"), &Response::new(200, &[], body), now)?.write_cells(body, &mut cells);
/// let sums = CELLS.iter().find(|group| group.name == "sums").unwrap();
/// // The amount is the first sum: 150, and two decimal places.
/// assert_eq!(cells[sums.at..sums.at + 4], [150, 0, 0, KNOWN + 2]);
/// assert_eq!(cells[sums.at + sums.width + 3], 0, "what came is not known");
/// # Ok::<(), paystate::Error>(())
/// ```
pub const KNOWN: u32 = 1 << 31;

/// The upper half of an instant that is absent.
///
/// ```
/// use paystate::{ABSENT_TIME, CELLS, READING_CELLS, Response, Target};
/// # let account = paystate::Account::new("payin", [])?;
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let body = br#"{"orderId":"o","status":"pending"}"#;
/// let mut cells = [0; READING_CELLS];
/// account.read(&Target::id("o"), &Response::new(200, &[], body), now)?.write_cells(body, &mut cells);
/// let times = CELLS.iter().find(|group| group.name == "times").unwrap();
/// assert_eq!(cells[times.at..times.at + 2], [0, ABSENT_TIME]);
/// # Ok::<(), paystate::Error>(())
/// ```
pub const ABSENT_TIME: u32 = 1 << 31;

/// The cells of a [`Reading`], in their order.
///
/// ```
/// let last = paystate::CELLS.last().unwrap();
/// assert_eq!(last.at + last.width * last.count, paystate::READING_CELLS);
/// ```
pub const CELLS: &[CellGroup] = &rows([
    ("subject", 1, 1),
    ("state", 1, 1),
    ("source", 1, 1),
    ("notes", 1, 1),
    ("object", 2, 1),
    ("confirmations", 3, 1),
    ("currency", 2, 1),
    ("texts", 2, TEXTS.len()),
    ("sums", 6, SUMS.len()),
    ("times", 2, TIMES.len()),
]);

/// How many cells a [`Reading`] has.
///
/// ```
/// assert!(paystate::READING_CELLS < 80);
/// ```
pub const READING_CELLS: usize = 11 + 2 * TEXTS.len() + 6 * SUMS.len() + 2 * TIMES.len();

/// The cells of a [`ReceiptReading`], in their order. A span is absent where the text does not stand in the body as it is
/// told: ask [`ReceiptReading::event_id`] or [`ReceiptReading::kind`] then.
///
/// ```
/// assert_eq!(paystate::RECEIPT_CELLS[0].name, "event_id");
/// ```
pub const RECEIPT_CELLS: &[CellGroup] = &rows([("event_id", 2, 1), ("kind", 2, 1)]);

/// How many cells a [`ReceiptReading`] has, its readings not counted.
const RECEIPT_LEN: usize = 4;

#[allow(clippy::indexing_slicing)] // at compile time
const fn rows<const N: usize>(groups: [(&'static str, usize, usize); N]) -> [CellGroup; N] {
    let mut rows = [CellGroup { name: "", at: 0, width: 0, count: 0 }; N];
    let (mut row, mut at) = (0, 0);
    while row < N {
        let (name, width, count) = groups[row];
        rows[row] = CellGroup { name, at, width, count };
        at += width * count;
        row += 1;
    }
    rows
}

/// The cells that are still to be written, and the body that was read.
struct Row<'a>(IterMut<'a, u32>, &'a [u8]);

impl Row<'_> {
    fn put<const N: usize>(&mut self, values: [u32; N]) {
        for value in values {
            if let Some(cell) = self.0.next() {
                *cell = value;
            }
        }
    }

    #[allow(clippy::cast_possible_truncation)] // the two halves
    fn halves(&mut self, value: u64) {
        self.put([value as u32, (value >> 32) as u32]);
    }

    fn span(&mut self, piece: Option<Piece>) {
        self.put(piece.map_or([0, 0], |Piece { span, escaped, .. }| {
            let escaped = if escaped { ESCAPED } else { 0 };
            let wide = if span.of_bytes(self.1).is_ascii() { 0 } else { WIDE };
            [span.start, (span.end - span.start) | escaped | wide]
        }));
    }

    #[allow(clippy::cast_possible_truncation)] // the three thirds
    fn sum(&mut self, sum: Option<Decimal>, text: Span) {
        self.put(sum.map_or([0; 6], |sum| {
            let digits = sum.mantissa().unsigned_abs();
            let how = KNOWN | if sum.is_sign_negative() { 256 } else { 0 } | sum.scale();
            let [low, middle, high] = [digits as u32, (digits >> 32) as u32, (digits >> 64) as u32];
            [low, middle, high, how, text.start, text.end - text.start]
        }));
    }
}

/// 0 stands for no state.
const fn state_code(state: Option<State>) -> u32 {
    match state {
        None => 0,
        Some(State::Payment(word)) => 1 + word as u32,
        Some(State::Refund(word)) => 1 + word as u32,
        Some(State::Payout(word)) => 1 + word as u32,
        Some(State::Settlement(word)) => 1 + word as u32,
        Some(State::Deposit(word)) => 1 + word as u32,
    }
}

impl Reading {
    /// Writes everything but the provider as a row of cells, laid out as [`CELLS`] says. `body` must be the bytes that were
    /// read. Nothing is allocated.
    ///
    /// ```
    /// use paystate::{Account, CELLS, READING_CELLS, Response, Source, Target};
    ///
    /// let account = Account::new("payin", [])?;
    /// let body = br#"{"orderId":"ord_1","status":"pending"}"#;
    /// let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let mut cells = [0; READING_CELLS];
    /// account.read(&Target::id("ord_1"), &Response::new(200, &[], body), now)?.write_cells(body, &mut cells);
    ///
    /// let at = |name: &str| CELLS.iter().find(|group| group.name == name).unwrap().at;
    /// assert_eq!(Source::ALL[cells[at("source")] as usize], Source::Query);
    /// let (start, len) = (cells[at("texts")] as usize, cells[at("texts") + 1] as usize);
    /// assert_eq!(&body[start..start + len], b"ord_1");
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn write_cells(&self, body: &[u8], cells: &mut [u32; READING_CELLS]) {
        let mut row = Row(cells.iter_mut(), body);
        let notes = self.notes.iter().fold(0, |set, note: Note| set | 1 << note as u32);
        row.put([self.subject as u32, state_code(self.state), self.source as u32, notes]);
        row.put([self.object.start, self.object.end - self.object.start]);
        row.put([self.confirmations.is_some().into()]);
        row.halves(self.confirmations.unwrap_or_default());
        row.span(self.currency);
        for &text in &self.texts {
            row.span(text);
        }
        for (&sum, &text) in self.sums.iter().zip(&self.sum_spans) {
            row.sum(sum, text);
        }
        for time in self.times {
            row.halves(time.map_or(u64::from(ABSENT_TIME) << 32, i64::cast_unsigned));
        }
    }
}

impl ReceiptReading {
    /// Writes where the event's id and type stand, laid out as [`RECEIPT_CELLS`] says. `body` must be the bytes that were
    /// read.
    ///
    /// ```
    /// # use paystate::{Account, Webhook};
    /// # let account = Account::new("payin", [("webhook_secret", "whsec_1")])?;
    /// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
    /// let body = br#"{"id":"evt_1","type":"test.event","data":{}}"#;
    /// # let signed = account.sign_webhook(body, now)?;
    /// let receipt = account.read_webhook(&Webhook::new(&signed.header_pairs(), body), now)?;
    /// let mut cells = [0; 4];
    /// receipt.write_cells(body, &mut cells);
    /// assert_eq!(cells, [7, 5, 22, 10]);
    /// # Ok::<(), paystate::Error>(())
    /// ```
    pub fn write_cells(&self, body: &[u8], cells: &mut [u32; RECEIPT_LEN]) {
        let mut row = Row(cells.iter_mut(), body);
        let stands = |piece: Piece| Some(piece).filter(|piece| !piece.lower);
        row.span(match self.event_id {
            EventId::Given(piece) => stands(piece),
            EventId::Joined(_) | EventId::Derived(_) => None,
        });
        row.span(match self.kind {
            EventKind::Given(piece) => stands(piece),
            EventKind::Fixed(_) => None,
        });
    }
}
