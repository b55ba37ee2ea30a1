//! The flat table that one pass over a body leaves behind, and how to find a field in it.

use smallvec::SmallVec;

use super::text::{JsonStr, Span};
use super::{MAX_BODY_BYTES, lexer};
use crate::error::{Malformed, MalformedReason};

/// What a value is. Strings are told apart by whether they need decoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    True,
    False,
    Number,
    String,
    EscapedString,
    Array,
    Object,
}

/// One value: a member of an object, an array or object in an array, or the root.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) key: Span,
    pub(crate) key_hash: u32,
    pub(crate) key_escaped: bool,
    pub(crate) kind: Kind,
    /// The value's text: of a string inside the quotes, else all of it.
    pub(crate) value: Span,
    /// The next sibling: one past the last node inside this value.
    pub(crate) next: u32,
    /// How many members or elements the value has.
    pub(crate) count: u32,
}

/// Where a node stands in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

/// Room for a table. Ordinary bodies fit into it without an allocation.
#[derive(Debug)]
pub(crate) struct Nodes(SmallVec<[Node; 64]>);

impl Nodes {
    pub(crate) fn new() -> Self {
        Self(SmallVec::new())
    }

    #[allow(clippy::cast_possible_truncation)] // a body of at most 1 MiB has fewer values than that
    pub(crate) fn len(&self) -> u32 {
        self.0.len() as u32
    }

    pub(crate) fn push(&mut self, node: Node) {
        self.0.push(node);
    }

    pub(crate) fn get(&self, index: u32) -> Option<&Node> {
        self.0.get(index as usize)
    }

    pub(crate) fn get_mut(&mut self, index: u32) -> Option<&mut Node> {
        self.0.get_mut(index as usize)
    }
}

/// A body that passed the strict reader.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doc<'a> {
    text: &'a str,
    nodes: &'a [Node],
}

const ABSENT: Node = Node {
    key: Span { start: 0, end: 0 },
    key_hash: 0,
    key_escaped: false,
    kind: Kind::Null,
    value: Span { start: 0, end: 0 },
    next: u32::MAX,
    count: 0,
};

impl<'a> Doc<'a> {
    pub(crate) const ROOT: NodeId = NodeId(0);

    /// Reads one JSON value, all of `body`. The table is made in `nodes`, which must be new.
    #[inline]
    pub(crate) fn read(body: &'a [u8], nodes: &'a mut Nodes) -> Result<Self, Malformed> {
        if body.len() > MAX_BODY_BYTES {
            return Err(Malformed::new(MalformedReason::TooLarge).limit(MAX_BODY_BYTES as u64));
        }
        let text = core::str::from_utf8(body)
            .map_err(|e| Malformed::new(MalformedReason::NotUtf8).at(e.valid_up_to()))?;
        lexer::lex(text, nodes)?;
        Ok(Self { text, nodes: &nodes.0 })
    }

    fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.0 as usize).unwrap_or(&ABSENT)
    }

    pub(crate) fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// How many members or elements an object or array has.
    pub(crate) fn count(&self, id: NodeId) -> u32 {
        self.node(id).count
    }

    /// Whether the value is null or an empty text, which say no more than a member that is not there.
    pub(crate) fn is_absent(&self, id: NodeId) -> bool {
        match self.kind(id) {
            Kind::Null => true,
            Kind::String => self.span(id).len() == 0,
            Kind::True | Kind::False | Kind::Number | Kind::EscapedString | Kind::Array | Kind::Object => {
                false
            }
        }
    }

    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.node(id).value
    }

    /// The value's JSON text, quotes included.
    pub(crate) fn raw(&self, id: NodeId) -> &'a str {
        let Node { kind, value, .. } = *self.node(id);
        let quote = u32::from(matches!(kind, Kind::String | Kind::EscapedString));
        Span { start: value.start - quote, end: value.end + quote }.of(self.text)
    }

    /// A string's inside, or another value's token.
    pub(crate) fn text(&self, id: NodeId) -> JsonStr<'a> {
        let node = self.node(id);
        JsonStr { raw: node.value.of(self.text), escaped: node.kind == Kind::EscapedString }
    }

    pub(crate) fn key(&self, id: NodeId) -> JsonStr<'a> {
        let node = self.node(id);
        JsonStr { raw: node.key.of(self.text), escaped: node.key_escaped }
    }

    pub(crate) fn key_hash(&self, id: NodeId) -> u32 {
        self.node(id).key_hash
    }

    /// Whether the key is `name`.
    pub(crate) fn key_is(&self, id: NodeId, name: &str) -> bool {
        let node = self.node(id);
        if node.key_escaped {
            return self.escaped_key_is(id, name);
        }
        is_same(node.key.of_bytes(self.text.as_bytes()), name.as_bytes())
    }

    #[cold]
    fn escaped_key_is(&self, id: NodeId, name: &str) -> bool {
        self.key(id).is(name)
    }

    /// The members of an object, or the arrays and objects in an array.
    pub(crate) fn children(&self, id: NodeId) -> Children<'a> {
        Children { nodes: self.nodes, at: id.0 + 1, end: self.node(id).next }
    }

    /// `id`, which must be an object.
    pub(crate) fn object(&self, id: NodeId) -> Result<NodeId, Malformed> {
        if self.kind(id) == Kind::Object {
            return Ok(id);
        }
        Err(Malformed::new(MalformedReason::WrongType).at(self.span(id).start as usize))
    }

    /// The member of that name; `None` where `object` is no object too.
    pub(crate) fn get(&self, object: NodeId, name: &str) -> Option<NodeId> {
        if self.kind(object) != Kind::Object {
            return None;
        }
        let hash = key_hash(name.as_bytes());
        self.children(object).find(|&id| self.key_hash(id) == hash && self.key_is(id, name))
    }

    /// As [`get`](Self::get), and `None` where the member says nothing.
    pub(crate) fn given(&self, object: NodeId, name: &str) -> Option<NodeId> {
        self.get(object, name).filter(|&id| !self.is_absent(id))
    }
}

/// The children of one node, in the order of the body.
pub(crate) struct Children<'a> {
    nodes: &'a [Node],
    at: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.at >= self.end {
            return None;
        }
        let id = NodeId(self.at);
        self.at = self.nodes.get(self.at as usize)?.next;
        Some(id)
    }
}

/// A cheap hash of a key, also at compile time. Collisions cost a comparison, never an answer.
#[allow(clippy::cast_possible_truncation)] // the upper half is the hash
pub(crate) const fn key_hash(key: &[u8]) -> u32 {
    let (a, b) = ends(key);
    let mixed = (a ^ b.rotate_left(29) ^ key.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

/// Whether two keys are the same. Most are short, and their ends are all of them: that is faster than a call.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && ends(a) == ends(b) && (a.len() <= 16 || a == b)
}

/// The first and the last bytes of a key, up to eight of each.
const fn ends(key: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (key.first_chunk::<8>(), key.last_chunk::<8>()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (key.first_chunk::<4>(), key.last_chunk::<4>()) {
        (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64)
    } else {
        match *key {
            [a, b, c, ..] => (a as u64 | (b as u64) << 8, c as u64),
            [a, b] => (a as u64 | (b as u64) << 8, b as u64),
            [a] => (a as u64 | (a as u64) << 8, a as u64),
            [] => (0, 0),
        }
    }
}
