//! The one pass: grammar, depth, keys given twice and half surrogates, eight bytes of a string at a time.
//!
//! Our own by measurement: see "the reader" in `BENCHMARKS.md` for the same table built over `hifijson`.

use smallvec::SmallVec;

use super::table::{Kind, Node, Nodes, key_hash};
use super::text::{JsonStr, Span};
use super::{MAX_DEPTH, MAX_KEYS};
use crate::error::{Malformed, MalformedReason};

/// Up to this many keys, each new one is compared with those before it; larger objects are sorted once at their end.
const FEW_KEYS: u32 = 32;

/// Reads the one value that `text` is into `nodes`.
pub(super) fn lex(text: &str, nodes: &mut Nodes) -> Result<(), Malformed> {
    let mut lexer = Lexer { text, bytes: text.as_bytes(), at: 0, block: usize::MAX, marks: 0, nodes };
    let first = lexer.next();
    lexer.value(first, Key::default(), 0, true)?;
    if lexer.next().is_none() { Ok(()) } else { Err(lexer.syntax()) }
}

struct Lexer<'a, 'n> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// The block of the body that `marks` are of.
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

    /// Reads a value that begins with `first`, at nesting level `depth`. Scalars in an array are checked and not kept:
    /// no field of a provider is one, and a table of them would be many times as large as the body.
    fn value(&mut self, first: Option<u8>, key: Key, depth: usize, kept: bool) -> Result<(), Malformed> {
        let start = self.at;
        let kind = match first {
            Some(b'"') => {
                self.at += 1;
                let (span, escaped) = self.string()?;
                if kept {
                    let kind = if escaped { Kind::EscapedString } else { Kind::String };
                    self.push(key, kind, span);
                }
                return Ok(());
            }
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
        let mut first = self.next();
        if first == Some(b'}') {
            self.leave(id, start, count);
            return Ok(());
        }
        loop {
            if first != Some(b'"') {
                return Err(self.syntax());
            }
            self.at += 1;
            let key = self.key()?;
            count += 1;
            if count as usize > MAX_KEYS {
                return Err(self.error(MalformedReason::TooManyKeys).limit(MAX_KEYS as u64));
            }
            if seen.add(key.hash) && count <= FEW_KEYS {
                self.refuse_twin(id, key)?;
            }
            if self.next() != Some(b':') {
                return Err(self.syntax());
            }
            self.at += 1;
            first = self.next();
            self.value(first, key, depth, true)?;
            match self.next() {
                Some(b',') => {
                    self.at += 1;
                    first = self.next();
                }
                Some(b'}') => break,
                _ => return Err(self.syntax()),
            }
        }
        if count > FEW_KEYS {
            self.refuse_twins(id)?;
        }
        self.leave(id, start, count);
        Ok(())
    }

    fn array(&mut self, key: Key, depth: usize) -> Result<(), Malformed> {
        let (start, id) = self.enter(key, Kind::Array, depth)?;
        let mut count = 0;
        let mut first = self.next();
        if first == Some(b']') {
            self.leave(id, start, count);
            return Ok(());
        }
        loop {
            count += 1;
            self.value(first, Key::default(), depth, false)?;
            match self.next() {
                Some(b',') => {
                    self.at += 1;
                    first = self.next();
                }
                Some(b']') => break,
                _ => return Err(self.syntax()),
            }
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

    fn key(&mut self) -> Result<Key, Malformed> {
        let (span, escaped) = self.string()?;
        let hash = if escaped {
            key_hash(JsonStr { raw: span.of(self.text), escaped }.decode().as_bytes())
        } else {
            key_hash(span.of_bytes(self.bytes))
        };
        Ok(Key { span, hash, escaped })
    }

    /// Reads a string from behind its opening quote, and takes the closing one.
    fn string(&mut self) -> Result<(Span, bool), Malformed> {
        let start = self.at;
        let mut escaped = false;
        loop {
            self.plain();
            match self.peek() {
                Some(b'"') => {
                    let span = Span::new(start, self.at);
                    self.at += 1;
                    return Ok((span, escaped));
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                _ => return Err(self.syntax()),
            }
        }
    }

    /// Passes over what may stand in a string as it is.
    fn plain(&mut self) {
        loop {
            let block = self.at / BLOCK;
            if block != self.block {
                self.block = block;
                self.marks = marks(self.bytes.get(block * BLOCK..).unwrap_or_default());
            }
            let ahead = self.marks >> (self.at % BLOCK);
            if ahead != 0 {
                self.at += ahead.trailing_zeros() as usize;
                return;
            }
            self.at = (block + 1) * BLOCK;
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
        let [word, ..] = &mut self.0;
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
    let mut last = [0; BLOCK];
    let block = bytes.first_chunk().unwrap_or_else(|| {
        last.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        &last
    });
    // Written so that the compiler makes it of a few instructions for many bytes at a time.
    let mut ends = [0; BLOCK];
    for (end, &byte) in ends.iter_mut().zip(block) {
        *end = u8::from(byte == b'"') | u8::from(byte == b'\\') | u8::from(byte < 0x20);
    }
    // Eight bytes of 0 or 1 become eight bits.
    ends.as_chunks().0.iter().rev().fold(0, |marks, &eight| {
        marks << 8 | u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}
