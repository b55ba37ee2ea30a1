//! The lexer of the strict reader over `hifijson`: the same table, the same checks, the same limits.
//!
//! It can stand in the place of `src/json/lexer.rs` as it is, which is how the figures from bytes to `Reading` were
//! taken.

use hifijson::escape::Lex as _;
use hifijson::num::Lex as _;
use hifijson::str::LexWrite as _;
use hifijson::token::Lex as _;
use hifijson::{Expect, Read as _, SliceLexer, escape, str};

use smallvec::SmallVec;

use super::table::{Kind, Node, Nodes, key_hash};
use super::text::{JsonStr, Span};
use super::{MAX_DEPTH, MAX_KEYS};
use crate::error::{Malformed, MalformedReason};

/// Up to this many keys, each new one is compared with those before it; larger objects are sorted once at their end.
const FEW_KEYS: u32 = 32;

/// Reads the one value that `text` is into `nodes`.
pub(super) fn lex(text: &str, nodes: &mut Nodes) -> Result<(), Malformed> {
    let mut lexer = SliceLexer::new(text.as_bytes());
    let mut table = Table { text, nodes };
    let read = lexer
        .exactly_one(SliceLexer::ws_peek, |next, lexer| table.value(next, lexer, Key::default(), 0, true));
    read.map_err(|trouble| match trouble.0 {
        Some(error) => error,
        None if text.starts_with('\u{feff}') => Malformed::new(MalformedReason::NotUtf8).at(0),
        None => Malformed::new(MalformedReason::Syntax).at(text.len() - lexer.as_slice().len()),
    })
}

/// What went wrong; `None` for the grammar.
struct Trouble(Option<Malformed>);

impl From<Expect> for Trouble {
    fn from(_: Expect) -> Self {
        Self(None)
    }
}

impl From<str::Error> for Trouble {
    fn from(_: str::Error) -> Self {
        Self(None)
    }
}

impl From<Malformed> for Trouble {
    fn from(error: Malformed) -> Self {
        Self(Some(error))
    }
}

#[derive(Clone, Copy, Default)]
struct Key {
    span: Span,
    hash: u32,
    escaped: bool,
}

struct Table<'a, 'n> {
    text: &'a str,
    nodes: &'n mut Nodes,
}

impl Table<'_, '_> {
    fn at(&self, lexer: &SliceLexer<'_>) -> usize {
        self.text.len() - lexer.as_slice().len()
    }

    fn value(
        &mut self,
        next: u8,
        lexer: &mut SliceLexer<'_>,
        key: Key,
        depth: usize,
        kept: bool,
    ) -> Result<(), Trouble> {
        let start = self.at(lexer);
        let kind = match next {
            b'"' => {
                let (span, escaped) = self.string(lexer.discarded())?;
                if kept {
                    self.push(key, if escaped { Kind::EscapedString } else { Kind::String }, span);
                }
                return Ok(());
            }
            b'{' => return self.object(lexer, key, depth + 1),
            b'[' => return self.array(lexer, key, depth + 1),
            b'-' | b'0'..=b'9' => {
                lexer.num_ignore().validate().map_err(|_| Trouble(None))?;
                Kind::Number
            }
            b'a'..=b'z' => match lexer.null_or_bool().ok_or(Expect::Value)? {
                None => Kind::Null,
                Some(true) => Kind::True,
                Some(false) => Kind::False,
            },
            _ => return Err(Expect::Value.into()),
        };
        if kept {
            self.push(key, kind, Span::new(start, self.at(lexer)));
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

    fn object(&mut self, lexer: &mut SliceLexer<'_>, key: Key, depth: usize) -> Result<(), Trouble> {
        let (start, id) = self.enter(lexer, key, Kind::Object, depth)?;
        let mut count = 0;
        let mut seen = 0_u64;
        lexer.discarded().seq(b'}', SliceLexer::ws_peek, |next, lexer| {
            lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
            let key = self.key(lexer)?;
            count += 1;
            if count as usize > MAX_KEYS {
                let error = Malformed::new(MalformedReason::TooManyKeys).at(self.at(lexer));
                return Err(error.limit(MAX_KEYS as u64).into());
            }
            let bit = 1 << (key.hash & 63);
            if count <= FEW_KEYS && seen & bit != 0 {
                self.refuse_twin(id, key)?;
            }
            seen |= bit;
            lexer.expect(SliceLexer::ws_peek, b':').ok_or(Expect::Colon)?;
            let next = lexer.ws_peek().ok_or(Expect::Value)?;
            self.value(next, lexer, key, depth, true)
        })?;
        if count > FEW_KEYS {
            self.refuse_twins(id)?;
        }
        self.leave(lexer, id, start, count);
        Ok(())
    }

    fn array(&mut self, lexer: &mut SliceLexer<'_>, key: Key, depth: usize) -> Result<(), Trouble> {
        let (start, id) = self.enter(lexer, key, Kind::Array, depth)?;
        let mut count = 0;
        lexer.discarded().seq(b']', SliceLexer::ws_peek, |next, lexer| {
            count += 1;
            self.value(next, lexer, Key::default(), depth, false)
        })?;
        self.leave(lexer, id, start, count);
        Ok(())
    }

    fn enter(
        &mut self,
        lexer: &SliceLexer<'_>,
        key: Key,
        kind: Kind,
        depth: usize,
    ) -> Result<(usize, u32), Trouble> {
        let start = self.at(lexer);
        if depth > MAX_DEPTH {
            let error = Malformed::new(MalformedReason::TooDeep).at(start);
            return Err(error.limit(MAX_DEPTH as u64).into());
        }
        let id = self.nodes.len();
        self.push(key, kind, Span::new(start, start));
        Ok((start, id))
    }

    fn leave(&mut self, lexer: &SliceLexer<'_>, id: u32, start: usize, count: u32) {
        let (end, next) = (self.at(lexer), self.nodes.len());
        if let Some(node) = self.nodes.get_mut(id) {
            node.value = Span::new(start, end);
            node.next = next;
            node.count = count;
        }
    }

    fn key(&self, lexer: &mut SliceLexer<'_>) -> Result<Key, Trouble> {
        let (span, escaped) = self.string(lexer)?;
        let raw = span.of(self.text);
        let hash = if escaped {
            key_hash(JsonStr { raw, escaped }.decode().as_bytes())
        } else {
            key_hash(raw.as_bytes())
        };
        Ok(Key { span, hash, escaped })
    }

    fn string(&self, lexer: &mut SliceLexer<'_>) -> Result<(Span, bool), Trouble> {
        let start = self.at(lexer);
        let escaped = lexer.str_fold(
            false,
            |_, _| Ok::<_, Trouble>(()),
            |lexer, escaped| {
                *escaped = true;
                let at = self.at(lexer) - 1;
                let kind = lexer.take_next().ok_or(Trouble(None))?;
                match lexer.escape(kind) {
                    Ok(_) => Ok(()),
                    Err(escape::Error::InvalidChar(_) | escape::Error::ExpectedLowSurrogate) => {
                        Err(Malformed::new(MalformedReason::LoneSurrogate).at(at).into())
                    }
                    Err(_) => Err(Trouble(None)),
                }
            },
        )?;
        Ok((Span::new(start, self.at(lexer) - 1), escaped))
    }

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

    fn twin(key: Span) -> Malformed {
        Malformed::new(MalformedReason::DuplicateKey).at(key.start as usize)
    }
}
