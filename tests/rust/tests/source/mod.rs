//! The sources of the core as tokens: enough to tell code from comments, and to see who names whom.
#![allow(dead_code)] // each test takes what it needs

use std::fs;
use std::path::Path;

use paystate_vectors::root;

/// A file of the core.
pub(crate) struct Source {
    /// Its path below `core/src`, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The modules that the file is, from the crate's root: `json/lexer.rs` is `["json", "lexer"]`.
    pub(crate) fn modules(&self) -> Vec<&str> {
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        if stem == "lib" { Vec::new() } else { stem.split('/').collect() }
    }

    /// The room that the file belongs to: a module of the crate's root, or one provider.
    pub(crate) fn room(&self) -> String {
        match self.modules().as_slice() {
            [] => "lib".to_owned(),
            ["providers", name, ..] => format!("providers/{name}"),
            [room, ..] => (*room).to_owned(),
        }
    }

    /// The code, without tests.
    pub(crate) fn tokens(&self) -> Vec<Token<'_>> {
        without_tests(tokens(&self.text))
    }
}

/// Every file of `core/src` that is not a test.
pub(crate) fn sources() -> Vec<Source> {
    let folder = root().join("core/src");
    let mut sources = Vec::new();
    collect(&folder, &folder, &mut sources);
    assert!(sources.iter().any(|source| source.path == "lib.rs"), "no sources were found");
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect(root: &Path, folder: &Path, out: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a file of sources").path();
        if path.is_dir() {
            collect(root, &path, out);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
            let parts = path.strip_prefix(root).expect("below the root").iter();
            let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
            out.push(Source { path: parts.join("/"), text: fs::read_to_string(&path).expect("a source") });
        }
    }
}

/// The text of a manifest of the workspace.
pub(crate) fn manifest(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a manifest")
}

/// The lines of one section of a manifest.
pub(crate) fn section<'a>(manifest: &'a str, head: &str) -> Vec<&'a str> {
    let after = manifest.lines().skip_while(|line| *line != head).skip(1);
    let lines = after.take_while(|line| !line.starts_with('['));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// A piece of code. Comments and blanks are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Word(&'a str),
    Number(&'a str),
    /// The inside of a string.
    Text(&'a str),
    /// `::`
    Path,
    Mark(char),
}

/// The tokens of `code`. It takes what `rustc` accepts, and does not judge it.
pub(crate) fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let len = if let Some(comment) = rest.strip_prefix("//") {
            2 + comment.find('\n').unwrap_or(comment.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some((text, len)) = string(rest) {
            out.push(Token::Text(text));
            len
        } else if first == '\'' {
            character(rest)
        } else if first.is_ascii_digit() {
            // Behind a point it is a place of a tuple, which has no fraction.
            let place = out.last() == Some(&Token::Mark('.'));
            let len = if place { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) } else { number(rest) };
            out.push(Token::Number(&rest[..len]));
            len
        } else if is_word(first) {
            let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            out.push(Token::Word(&rest[..len]));
            len
        } else if rest.starts_with("::") {
            out.push(Token::Path);
            2
        } else {
            if !first.is_whitespace() {
                out.push(Token::Mark(first));
            }
            first.len_utf8()
        };
        rest = &rest[len..];
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The string that `code` begins with, of any of the kinds: its inside, and its length with prefix and quotes.
fn string(code: &str) -> Option<(&str, usize)> {
    let marked = code.trim_start_matches(['b', 'c', 'r']);
    let prefix = code.len() - marked.len();
    let inside = marked.trim_start_matches('#');
    let hashes = &marked[..marked.len() - inside.len()];
    let inside = inside.strip_prefix('"').filter(|_| prefix <= 2)?;
    let raw = code[..prefix].contains('r');
    let end = if raw {
        inside.find(&format!("\"{hashes}"))?
    } else if hashes.is_empty() {
        let mut escaped = false;
        inside.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?
    } else {
        return None;
    };
    Some((&inside[..end], prefix + hashes.len() + 1 + end + 1 + hashes.len()))
}

/// The length of the character literal or the lifetime that `code` begins with.
fn character(code: &str) -> usize {
    let inside = &code[1..];
    if let Some(escape) = inside.strip_prefix('\\') {
        let after = escape.chars().next().map_or(0, char::len_utf8);
        return 2 + after + escape[after..].find('\'').map_or(0, |end| end + 1);
    }
    let first = inside.chars().next().map_or(0, char::len_utf8);
    if inside[first..].starts_with('\'') { 1 + first + 1 } else { 1 }
}

/// The length of the number that `code` begins with; `0..3` and `pair.0` have whole ones.
fn number(code: &str) -> usize {
    let word = |from: usize| code[from..].find(|c| !is_word(c)).map_or(code.len(), |len| from + len);
    let mut end = word(0);
    if code[end..].starts_with('.') && code[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        end = word(end + 1);
    }
    let exponent = code[..end].ends_with(['e', 'E']) && !code.starts_with("0x");
    if exponent && code[end..].starts_with(['+', '-']) { word(end + 1) } else { end }
}

/// The same without `#[cfg(test)] mod … { … }`.
fn without_tests(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    use Token::{Mark, Word};
    const HEAD: [Token<'static>; 8] =
        [Mark('#'), Mark('['), Word("cfg"), Mark('('), Word("test"), Mark(')'), Mark(']'), Word("mod")];
    let mut out = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((&token, after)) = rest.split_first() {
        if !rest.starts_with(&HEAD) {
            out.push(token);
            rest = after;
            continue;
        }
        let mut depth = 0_usize;
        let end = rest.iter().position(|token| {
            match token {
                Mark('{') => depth += 1,
                Mark('}') => depth -= 1,
                _ => {}
            }
            depth == 0 && matches!(token, Mark('}' | ';'))
        });
        rest = end.map_or(&[], |end| &rest[end + 1..]);
    }
    out
}

/// Every path in `tokens` that begins with `crate`, `super` or `self`, from the crate's root; groups are taken apart.
/// `modules` is the module that the code stands in.
pub(crate) fn paths(modules: &[&str], tokens: &[Token<'_>]) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    // The modules that are open inside the file, and at what depth of braces each one began.
    let mut inner: Vec<(&str, usize)> = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        let after_path = at > 0 && tokens[at - 1] == Token::Path;
        match *token {
            Token::Mark('{') => {
                if let [.., Token::Word("mod"), Token::Word(name)] = tokens[..at] {
                    inner.push((name, depth));
                }
                depth += 1;
            }
            Token::Mark('}') => {
                depth -= 1;
                inner.pop_if(|(_, began)| *began == depth);
            }
            Token::Word(root @ ("crate" | "super" | "self")) if !after_path => {
                let here = modules.iter().copied().chain(inner.iter().map(|(name, _)| *name));
                let mut base: Vec<String> =
                    if root == "crate" { Vec::new() } else { here.map(str::to_owned).collect() };
                if root == "super" {
                    base.pop();
                }
                // `pub(crate)` and the value `self` are followed by no path.
                if tokens.get(at + 1) == Some(&Token::Path) {
                    tree(&tokens[at + 2..], base, &mut out);
                }
            }
            _ => {}
        }
    }
    out
}

/// Reads what stands behind `base::`, and gives back how many tokens that is.
fn tree(tokens: &[Token<'_>], mut base: Vec<String>, out: &mut Vec<Vec<String>>) -> usize {
    match tokens {
        [Token::Mark('{'), ..] => {
            let mut at = 1;
            while let Some(token) = tokens.get(at).filter(|token| **token != Token::Mark('}')) {
                at += if *token == Token::Mark(',') {
                    1
                } else {
                    tree(&tokens[at..], base.clone(), out).max(1)
                };
            }
            at + 1
        }
        [Token::Word("super"), Token::Path, rest @ ..] => {
            base.pop();
            2 + tree(rest, base, out)
        }
        [Token::Word("self"), ..] => {
            out.push(base);
            1
        }
        [Token::Word(name), rest @ ..] => {
            base.push((*name).to_owned());
            if let [Token::Path, rest @ ..] = rest {
                return 2 + tree(rest, base, out);
            }
            out.push(base);
            // A new name is no path.
            if let [Token::Word("as"), Token::Word(_), ..] = rest { 3 } else { 1 }
        }
        // `*`, or a generic argument behind a path.
        _ => {
            out.push(base);
            1
        }
    }
}
