//! The one pass: grammar, depth, keys given twice and half surrogates, eight bytes of a string at a time.
//!
//! Our own by measurement: see "the strict reader" in "The core" of `BENCHMARKS.md`, beside the same over `hifijson`.

use smallvec::SmallVec;

use super::table::{Kind, Node, Nodes, key_hash};
use super::text::{JsonStr, Span};
use super::{MAX_DEPTH, MAX_KEYS};
use crate::error::{Malformed, MalformedReason};

/// Up to this many keys, each new one is compared with those before it; larger objects are sorted once at their end.
const FEW_KEYS: u32 = 32;

/// Reads the one value that `text` is into `nodes`.
pub(super) fn lex(text: &str, nodes: &mut Nodes) -> Result<(), Malformed> {
    let bytes = text.as_bytes();
    let mut lexer = Lexer { text, bytes, at: 0, block: 0, marks: marks(bytes), nodes };
    lexer.next();
    if lexer.quote() {
        lexer.string_value(Key::default())?;
    } else {
        lexer.no_string(Key::default(), 0, true)?;
    }
    if lexer.next().is_none() { Ok(()) } else { Err(lexer.syntax()) }
}

struct Lexer<'a, 'n> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Where the block begins that `marks` are of.
    block: usize,
    /// One bit a byte of the block: whether it ends plain text.
    marks: u64,
    nodes: &'n mut Nodes,
}

#[derive(Clone, Copy, Default)]
struct Key {
    span: Span,
    hash: u32,
    escaped: bool,
}

impl Lexer<'_, '_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The first byte that is no blank, and stays in place.
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    fn error(&self, reason: MalformedReason) -> Malformed {
        Malformed::new(reason).at(self.at)
    }

    #[cold]
    fn syntax(&self) -> Malformed {
        self.error(if self.bytes.starts_with(b"\xef\xbb\xbf") {
            MalformedReason::NotUtf8
        } else {
            MalformedReason::Syntax
        })
    }

    /// Takes these two bytes, if they are next: what stands between strings where there are no blanks.
    fn takes(&mut self, first: u8, second: u8) -> bool {
        let there = self.peek() == Some(first) && self.bytes.get(self.at + 1) == Some(&second);
        if there {
            self.at += 2;
        }
        there
    }

    /// Takes a quote, if it is next.
    fn quote(&mut self) -> bool {
        let there = self.peek() == Some(b'"');
        if there {
            self.at += 1;
        }
        there
    }

    /// Takes this byte, which must be next but for blanks.
    fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.next() != Some(byte) {
            return Err(self.syntax());
        }
        self.at += 1;
        Ok(())
    }

    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn string_value(&mut self, key: Key) -> Result<(), Malformed> {
        let (span, escaped) = self.string()?;
        self.push(key, if escaped { Kind::EscapedString } else { Kind::String }, span);
        Ok(())
    }

    /// Reads a value that does not begin with a quote, at nesting level `depth`.
    #[inline(never)]
    fn no_string(&mut self, key: Key, depth: usize, kept: bool) -> Result<(), Malformed> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => return self.object(key, depth + 1),
            Some(b'[') => return self.array(key, depth + 1),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word(b"true", Kind::True)?,
            Some(b'f') => self.word(b"false", Kind::False)?,
            Some(b'n') => self.word(b"null", Kind::Null)?,
            _ => return Err(self.syntax()),
        };
        if kept {
            self.push(key, kind, Span::new(start, self.at));
        }
        Ok(())
    }

    #[inline]
    fn push(&mut self, key: Key, kind: Kind, value: Span) {
        let next = self.nodes.len() + 1;
        let Key { span, hash, escaped } = key;
        self.nodes.push(Node {
            key: span,
            key_hash: hash,
            key_escaped: escaped,
            kind,
            value,
            next,
            count: 0,
        });
    }

    fn object(&mut self, key: Key, depth: usize) -> Result<(), Malformed> {
        let (start, id) = self.enter(key, Kind::Object, depth)?;
        let mut count = 0;
        let mut seen = Seen::default();
        if self.next() == Some(b'}') {
            self.leave(id, start, count);
            return Ok(());
        }
        self.expect(b'"')?;
        loop {
            let key = self.key()?;
            count += 1;
            if count > FEW_KEYS {
                self.refuse_many(count)?;
            } else if seen.add(key.hash) {
                self.refuse_twin(id, key)?;
            }
            if self.takes(b':', b'"') || self.colon_and_quote()? {
                self.string_value(key)?;
            } else {
                self.no_string(key, depth, true)?;
            }
            if self.takes(b',', b'"') {
                continue;
            }
            if self.next() == Some(b'}') {
                break;
            }
            self.expect(b',')?;
            self.expect(b'"')?;
        }
        if count > FEW_KEYS {
            self.refuse_twins(id)?;
        }
        self.leave(id, start, count);
        Ok(())
    }

    #[cold]
    fn refuse_many(&self, count: u32) -> Result<(), Malformed> {
        if count as usize <= MAX_KEYS {
            return Ok(());
        }
        Err(self.error(MalformedReason::TooManyKeys).limit(MAX_KEYS as u64))
    }

    /// Takes a colon, and a quote if that follows, with blanks around them.
    fn colon_and_quote(&mut self) -> Result<bool, Malformed> {
        self.expect(b':')?;
        self.next();
        Ok(self.quote())
    }

    /// Scalars in an array are checked and not kept: no field of a provider is one, and a table of them would be many
    /// times as large as the body.
    fn array(&mut self, key: Key, depth: usize) -> Result<(), Malformed> {
        let (start, id) = self.enter(key, Kind::Array, depth)?;
        let mut count = 0;
        if self.next() == Some(b']') {
            self.leave(id, start, count);
            return Ok(());
        }
        loop {
            count += 1;
            if self.quote() {
                self.string()?;
            } else {
                self.no_string(Key::default(), depth, false)?;
            }
            if self.next() == Some(b']') {
                break;
            }
            self.expect(b',')?;
            self.next();
        }
        self.leave(id, start, count);
        Ok(())
    }

    /// Takes the opening bracket.
    fn enter(&mut self, key: Key, kind: Kind, depth: usize) -> Result<(usize, u32), Malformed> {
        if depth > MAX_DEPTH {
            return Err(self.error(MalformedReason::TooDeep).limit(MAX_DEPTH as u64));
        }
        let start = self.at;
        let id = self.nodes.len();
        self.push(key, kind, Span::new(start, start));
        self.at += 1;
        Ok((start, id))
    }

    /// Takes the closing bracket and completes the node.
    fn leave(&mut self, id: u32, start: usize, count: u32) {
        self.at += 1;
        let next = self.nodes.len();
        if let Some(node) = self.nodes.get_mut(id) {
            node.value = Span::new(start, self.at);
            node.next = next;
            node.count = count;
        }
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Result<Kind, Malformed> {
        if !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(self.syntax());
        }
        self.at += word.len();
        Ok(kind)
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
    fn number(&mut self) -> Result<Kind, Malformed> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Kind::Number)
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err(self.syntax()) } else { Ok(()) }
    }

    #[inline]
    fn key(&mut self) -> Result<Key, Malformed> {
        let (span, escaped) = self.string()?;
        let hash = if escaped { self.escaped_hash(span) } else { key_hash(span.of_bytes(self.bytes)) };
        Ok(Key { span, hash, escaped })
    }

    #[cold]
    fn escaped_hash(&self, key: Span) -> u32 {
        key_hash(JsonStr { raw: key.of(self.text), escaped: true }.decode().as_bytes())
    }

    /// Reads a string from behind its opening quote, and takes the closing one.
    #[inline]
    fn string(&mut self) -> Result<(Span, bool), Malformed> {
        let start = self.at;
        self.plain();
        if self.peek() != Some(b'"') {
            return self.escaped_string(start);
        }
        let span = Span::new(start, self.at);
        self.at += 1;
        Ok((span, false))
    }

    /// Reads the rest of a string that is not plain.
    #[cold]
    fn escaped_string(&mut self, start: usize) -> Result<(Span, bool), Malformed> {
        loop {
            match self.peek() {
                Some(b'"') => {
                    let span = Span::new(start, self.at);
                    self.at += 1;
                    return Ok((span, true));
                }
                Some(b'\\') => self.escape()?,
                _ => return Err(self.syntax()),
            }
            self.plain();
        }
    }

    /// Passes over what may stand in a string as it is.
    #[inline]
    fn plain(&mut self) {
        let ahead = self.at - self.block;
        let marks = if ahead < BLOCK { self.marks >> ahead } else { 0 };
        if marks == 0 {
            return self.plain_blocks();
        }
        self.at += marks.trailing_zeros() as usize;
    }

    /// Passes over plain text that goes on beyond the block.
    #[inline(never)]
    fn plain_blocks(&mut self) {
        self.at = self.at.max(self.block + BLOCK);
        loop {
            self.block = self.at;
            self.marks = marks(self.bytes.get(self.at..).unwrap_or_default());
            if self.marks != 0 {
                self.at += self.marks.trailing_zeros() as usize;
                return;
            }
            self.at += BLOCK;
        }
    }

    fn escape(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                let unit = self.unit()?;
                let low = match unit {
                    0xd800..=0xdbff => {
                        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u")) && {
                            self.at += 2;
                            (0xdc00..=0xdfff).contains(&self.unit()?)
                        }
                    }
                    0xdc00..=0xdfff => false,
                    _ => true,
                };
                if !low {
                    return Err(Malformed::new(MalformedReason::LoneSurrogate).at(start));
                }
            }
            _ => return Err(self.syntax()),
        }
        Ok(())
    }

    fn unit(&mut self) -> Result<u32, Malformed> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit << 4 | digit.ok_or_else(|| self.syntax())?;
            self.at += 1;
        }
        Ok(unit)
    }

    /// Refuses `key` where the object `id`, still open, has it already.
    #[cold]
    fn refuse_twin(&self, id: u32, key: Key) -> Result<(), Malformed> {
        let new = JsonStr { raw: key.span.of(self.text), escaped: key.escaped };
        let mut at = id + 1;
        while let Some(node) = self.nodes.get(at) {
            if node.key_hash == key.hash && self.key_of(node).compare(new).is_eq() {
                return Err(Self::twin(key.span));
            }
            at = node.next;
        }
        Ok(())
    }

    /// Refuses the object `id`, whose members are all read, where it has a key twice.
    #[cold]
    fn refuse_twins(&self, id: u32) -> Result<(), Malformed> {
        let mut members: SmallVec<[&Node; 64]> = SmallVec::new();
        let mut at = id + 1;
        while let Some(node) = self.nodes.get(at) {
            members.push(node);
            at = node.next;
        }
        let order = |a: &Node, b: &Node| {
            a.key_hash.cmp(&b.key_hash).then_with(|| self.key_of(a).compare(self.key_of(b)))
        };
        members.sort_unstable_by(|a, b| order(a, b));
        for pair in members.windows(2) {
            if let [a, b] = pair
                && order(a, b).is_eq()
            {
                return Err(Self::twin(if a.key.start > b.key.start { a.key } else { b.key }));
            }
        }
        Ok(())
    }

    fn key_of(&self, node: &Node) -> JsonStr<'_> {
        JsonStr { raw: node.key.of(self.text), escaped: node.key_escaped }
    }

    #[cold]
    fn twin(key: Span) -> Malformed {
        Malformed::new(MalformedReason::DuplicateKey).at(key.start as usize)
    }
}

/// The keys that an object may have already: one bit for many hashes, so that most new keys are seen to be new.
#[derive(Default)]
struct Seen([u64; 8]);

impl Seen {
    /// Adds a key, and says whether it may have been there.
    fn add(&mut self, hash: u32) -> bool {
        let bit = 1 << (hash & 63);
        let Some(word) = self.0.get_mut((hash >> 6 & 7) as usize) else { return true };
        let was = *word & bit != 0;
        *word |= bit;
        was
    }
}

/// How many bytes are looked at together.
const BLOCK: usize = 64;

/// One bit for each of the first bytes of `bytes` that ends plain text: a quote, a backslash or a control character.
/// The end of the body does, too.
fn marks(bytes: &[u8]) -> u64 {
    let Some(block) = bytes.first_chunk::<BLOCK>() else { return last_marks(bytes) };
    // Written so that the compiler makes it of a few instructions for many bytes at a time.
    let mut ends = [0; BLOCK];
    for (end, &byte) in ends.iter_mut().zip(block) {
        *end = u8::from(byte == b'"') | u8::from(byte == b'\\') | u8::from(byte < 0x20);
    }
    // Eight bytes of 0 or 1 become eight bits.
    ends.as_chunks().0.iter().zip(0..).fold(0, |marks, (&eight, i)| {
        marks | u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * i)
    })
}

/// The marks of less than a block.
#[cold]
fn last_marks(bytes: &[u8]) -> u64 {
    let mut block = [0; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    marks(&block)
}
