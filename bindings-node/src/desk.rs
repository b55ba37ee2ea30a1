//! The desk: memory that JavaScript makes once and both sides read and write, so that a call passes next to nothing.
//!
//! It begins with words of 32 bits, then come texts, then a body. The constants below are its layout; `make tables` prints
//! them for JavaScript from this file. What is kept for a thread stands here too: its desks and its accounts.

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use chrono::{DateTime, Utc};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use paystate::{Account, MisuseReason, Others, READING_CELLS, Reading, Reply, Target};
use zeroize::Zeroizing;

use crate::guard::{Trouble, guard};

/// Bytes of the words.
pub(crate) const WORD_BYTES: usize = 8192;
/// Bytes for texts, which come behind the words.
pub(crate) const TEXT_BYTES: usize = 24576;
/// Bytes for a body, which come behind the texts.
pub(crate) const BODY_BYTES: usize = 65536;

// Words of every call that reads. An instant is a double, and takes two.
/// The moment, in milliseconds.
pub(crate) const NOW: usize = 0;
/// The account.
pub(crate) const ACCOUNT: usize = 2;
/// The HTTP status of the answer.
pub(crate) const HTTP_STATUS: usize = 3;
/// The bytes of the body.
pub(crate) const BODY_LEN: usize = 4;
/// The bytes of all the texts.
pub(crate) const TEXT_LEN: usize = 5;
/// The subject of the target, as its index.
pub(crate) const TARGET_SUBJECT: usize = 6;
/// The bytes of the target's id.
pub(crate) const TARGET_ID: usize = 7;
/// The bytes of the target's reference.
pub(crate) const TARGET_REFERENCE: usize = 8;
/// The bytes of the webhook's path.
pub(crate) const PATH: usize = 9;
/// How many headers follow, each a name and a value, with a zero byte between any two texts.
pub(crate) const HEADERS: usize = 10;
/// Whether texts and body were too large for the desk, and came with [`load`].
pub(crate) const LARGE: usize = 11;
/// Where the next row goes in the slab, in words.
pub(crate) const ROW_AT: usize = 13;
/// Counts what is laid out; JavaScript alone looks at it.
#[allow(dead_code)]
pub(crate) const TURN: usize = 12;
/// Stands for a text that is absent.
pub(crate) const ABSENT: usize = 0xffff_ffff;

// Words that a call which reads leaves.
/// The number of the reply.
pub(crate) const REPLY: usize = 17;
/// The cells of a receipt.
pub(crate) const RECEIPT: usize = 18;
/// How many rows there are.
pub(crate) const COUNT: usize = 22;
/// Where rows of readings begin.
pub(crate) const ROWS: usize = 32;
/// The most rows at a time.
pub(crate) const MOST_ROWS: usize = 24;
/// The words of a row: its cells, and the number of its table of other fields.
pub(crate) const ROW_WORDS: usize = READING_CELLS + 1;

/// An account, and what another one with a newer token is made from.
pub(crate) struct Handle {
    pub(crate) account: Account,
    pub(crate) provider: String,
    pub(crate) options: Vec<(String, Zeroizing<String>)>,
}

/// What is kept for a thread: Node runs an environment, and each of its workers, in a thread of its own.
#[derive(Default)]
pub(crate) struct Room {
    pub(crate) desks: Vec<Desk>,
    pub(crate) accounts: Vec<Option<Handle>>,
    pub(crate) others: Vec<Others>,
    pub(crate) replies: Vec<Reply>,
    /// The target that was asked for last: its texts are written anew rather than made anew.
    pub(crate) target: Target,
    /// Rows that wait to be fetched, since the desk has no room for all.
    pub(crate) pending: Vec<Reading>,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

/// Hands the thread's room to the body of an entry. Nothing calls back into JavaScript, so it is never taken twice.
pub(crate) fn with_room<T>(body: impl FnOnce(&mut Room) -> Result<T, Trouble>) -> napi::Result<T> {
    guard(|| ROOM.with_borrow_mut(body))
}

/// The desk of that number.
pub(crate) fn desk(desks: &mut [Desk], number: u32) -> Result<&mut Desk, Trouble> {
    desks.get_mut(number as usize).ok_or(Trouble::Broken)
}

/// The account of that number.
pub(crate) fn account(accounts: &[Option<Handle>], number: u32) -> Result<&Handle, Trouble> {
    accounts.get(number as usize).and_then(Option::as_ref).ok_or(Trouble::Broken)
}

/// The number of a value among those that were met before. There are a few of a kind.
pub(crate) fn number_of<T: PartialEq>(known: &mut Vec<T>, value: T) -> u32 {
    let place = known.iter().position(|one| *one == value);
    number(place.unwrap_or_else(|| {
        known.push(value);
        known.len() - 1
    }))
}

/// Places and sizes here are far below 2^32.
#[allow(clippy::cast_possible_truncation)]
pub(crate) const fn number(size: usize) -> u32 {
    size as u32
}

/// An instant in milliseconds, given as `field`. JavaScript's calendar is longer than ours.
#[allow(clippy::cast_possible_truncation)] // JavaScript has checked that it is a whole number of a date
pub(crate) fn instant(field: &'static str, ms: f64) -> Result<DateTime<Utc>, Trouble> {
    let out_of_range = Trouble::Given(field, MisuseReason::OutOfRange);
    DateTime::from_timestamp_millis(ms as i64).ok_or(out_of_range)
}

/// The shared memory, and what was too large for it.
pub(crate) struct Desk {
    memory: ManuallyDrop<Uint8Array>,
    /// Where rows are kept side by side until it is full.
    slab: Option<ManuallyDrop<Uint8Array>>,
    large_texts: Option<String>,
    large_body: Option<Vec<u8>>,
    /// Texts for JavaScript that the desk has no room for.
    long_texts: String,
}

/// Takes memory that JavaScript made, and gives it a number.
#[napi]
pub fn open_desk(memory: Uint8Array) -> napi::Result<u32> {
    with_room(|room| {
        if memory.len() != WORD_BYTES + TEXT_BYTES + BODY_BYTES {
            return Err(Trouble::Broken);
        }
        // It lives as long as its environment, which frees it; a thread's end would come too late to do so.
        let memory = ManuallyDrop::new(memory);
        let long_texts = String::new();
        room.desks.push(Desk { memory, slab: None, large_texts: None, large_body: None, long_texts });
        Ok(number(room.desks.len() - 1))
    })
}

/// Takes the memory that rows are kept in from now on.
#[napi]
pub fn open_slab(desk_number: u32, memory: Uint8Array) -> napi::Result<()> {
    with_room(|room| {
        let desk = desk(&mut room.desks, desk_number)?;
        if let Some(full) = desk.slab.replace(ManuallyDrop::new(memory)) {
            drop(ManuallyDrop::into_inner(full));
        }
        Ok(())
    })
}

/// Takes texts and a body that the desk has no room for, and gives back the room of the ones before.
#[napi]
pub fn load(desk_number: u32, texts: String, body: &[u8]) -> napi::Result<()> {
    with_room(|room| {
        let desk = desk(&mut room.desks, desk_number)?;
        desk.large_texts = Some(texts);
        desk.large_body = Some(body.to_vec());
        Ok(())
    })
}

/// Gives the texts that the desk had no room for.
#[napi]
pub fn take_texts(desk_number: u32) -> napi::Result<String> {
    with_room(|room| Ok(std::mem::take(&mut desk(&mut room.desks, desk_number)?.long_texts)))
}

fn bytes(memory: &mut Uint8Array) -> &mut [u8] {
    // SAFETY: only `lib/desk.js` knows this memory. It is written to in this thread alone, never while a call runs, and
    // never handed out, so nobody can detach it.
    #[allow(unsafe_code)]
    unsafe {
        memory.as_mut()
    }
}

fn write_words(memory: &mut [u8], at: usize, words: &[u32]) {
    let room = memory.get_mut(at * 4..(at + words.len()) * 4).unwrap_or_default();
    for (cell, word) in room.chunks_exact_mut(4).zip(words) {
        cell.copy_from_slice(&word.to_ne_bytes());
    }
}

impl Desk {
    fn bytes(&mut self) -> &mut [u8] {
        bytes(&mut self.memory)
    }

    /// Puts a row where the next one goes.
    pub(crate) fn put_row(&mut self, row: &[u32; ROW_WORDS]) {
        let at = self.word(ROW_AT) as usize;
        if let Some(slab) = &mut self.slab {
            write_words(bytes(slab), at, row);
        }
    }

    pub(crate) fn word(&self, at: usize) -> u32 {
        let bytes = self.memory.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_ne_bytes)
    }

    /// A word that counts; `None` where it stands for something absent.
    pub(crate) fn size(&self, at: usize) -> Option<usize> {
        Some(self.word(at) as usize).filter(|&size| size != ABSENT)
    }

    fn double(&self, at: usize) -> f64 {
        let bytes = self.memory.get(at * 4..at * 4 + 8).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(f64::NAN, f64::from_ne_bytes)
    }

    pub(crate) fn now(&self) -> Result<DateTime<Utc>, Trouble> {
        instant("now", self.double(NOW))
    }

    /// An instant, given as `field`; absent where it is no number.
    pub(crate) fn instant(&self, field: &'static str, at: usize) -> Result<Option<DateTime<Utc>>, Trouble> {
        let ms = self.double(at);
        if ms.is_nan() { Ok(None) } else { instant(field, ms).map(Some) }
    }

    pub(crate) fn put(&mut self, at: usize, words: &[u32]) {
        write_words(self.bytes(), at, words);
    }

    /// A double takes two words.
    pub(crate) fn put_double(&mut self, at: usize, value: f64) {
        if let Some(room) = self.bytes().get_mut(at * 4..at * 4 + 8) {
            room.copy_from_slice(&value.to_ne_bytes());
        }
    }

    /// Milliseconds, or no number where the instant is absent.
    #[allow(clippy::cast_precision_loss)] // an instant of the calendar has fewer than 53 bits
    pub(crate) fn put_instant(&mut self, at: usize, instant: Option<DateTime<Utc>>) {
        self.put_double(at, instant.map_or(f64::NAN, |at| at.timestamp_millis() as f64));
    }

    /// Writes texts behind the words, for JavaScript to slice; whether there is room for them.
    pub(crate) fn put_texts(&mut self, texts: &str) -> bool {
        let room = self.bytes().get_mut(WORD_BYTES..WORD_BYTES + TEXT_BYTES);
        let room = room.and_then(|room| room.get_mut(..texts.len()));
        room.is_some_and(|room| {
            room.copy_from_slice(texts.as_bytes());
            true
        })
    }

    /// Leaves texts for JavaScript: on the desk, or for [`take_texts`] where they have no room there.
    pub(crate) fn leave_texts(&mut self, texts: String) {
        if !self.put_texts(&texts) {
            self.long_texts = texts;
        }
    }

    pub(crate) fn texts(&self) -> Result<&str, Trouble> {
        if self.word(LARGE) == 1 {
            return self.large_texts.as_deref().ok_or(Trouble::Broken);
        }
        let end = WORD_BYTES + self.word(TEXT_LEN) as usize;
        let texts = self.memory.get(WORD_BYTES..end).ok_or(Trouble::Broken)?;
        str::from_utf8(texts).map_err(|_| Trouble::Broken)
    }

    pub(crate) fn body(&self) -> Result<&[u8], Trouble> {
        if self.word(LARGE) == 1 {
            return self.large_body.as_deref().ok_or(Trouble::Broken);
        }
        let start = WORD_BYTES + TEXT_BYTES;
        self.memory.get(start..start + self.word(BODY_LEN) as usize).ok_or(Trouble::Broken)
    }
}

/// Writes readings of the body on the desk: a single one where the next row goes, several onto the desk, as many as it has
/// rows for.
pub(crate) fn write_rows(
    desk: &mut Desk,
    others: &mut Vec<Others>,
    readings: &[Reading],
) -> Result<(), Trouble> {
    for (row, reading) in readings.iter().take(MOST_ROWS).enumerate() {
        let mut words = [0; ROW_WORDS];
        write_row(&mut words, others, reading, desk.body()?);
        if readings.len() == 1 {
            desk.put_row(&words);
        } else {
            desk.put(ROWS + row * ROW_WORDS, &words);
        }
    }
    Ok(())
}

pub(crate) fn write_row(
    words: &mut [u32; ROW_WORDS],
    others: &mut Vec<Others>,
    reading: &Reading,
    body: &[u8],
) {
    if let Some((cells, [table])) = words.split_first_chunk_mut() {
        reading.write_cells(body, cells);
        *table = number_of(others, reading.others());
    }
}
