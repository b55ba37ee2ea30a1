//! Every public type, constant and function of the core has an example in its docs. What an example is worth is not
//! judged here, and whether it holds is for the doc tests to say.

mod source;

use std::collections::BTreeSet;

use source::Token::{Path, Word};
use source::{sources, tokens};

#[test]
fn every_public_item_has_an_example() {
    let sources = sources();
    let lib = sources.iter().find(|source| source.path == "lib.rs").expect("lib.rs");
    let texts: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
    let (seen, lacking) = lacking(&exports(&lib.text), &texts);
    assert!(lacking.is_empty(), "{} of {seen} lack an example:\n{}", lacking.len(), lacking.join("\n"));
    assert!(seen > 200, "only {seen} items were seen");
}

/// The names that `pub use` gives away.
fn exports(lib: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for tokens in lib.split("pub use ").skip(1).filter_map(|uses| uses.split(';').next()).map(tokens) {
        let ends = tokens.iter().enumerate().filter(|(at, _)| tokens.get(at + 1) != Some(&Path));
        names.extend(ends.filter_map(|(_, token)| if let Word(name) = token { Some(*name) } else { None }));
    }
    names
}

/// How many public items `texts` declare, and those without an example. An item is public where it is exported, or stands
/// in an `impl` of what is: `words!` writes that of `$name`. Lines are laid out as `rustfmt` does.
fn lacking(exports: &BTreeSet<&str>, texts: &[&str]) -> (usize, Vec<String>) {
    let (mut seen, mut lacking, mut unseen) = (0, Vec::new(), exports.clone());
    for text in texts {
        // The lines since the last end of an item, and the `impl` that is open: its depth and its type.
        let (mut above, mut open) = (Vec::new(), None);
        for line in text.lines() {
            let code = line.trim_start();
            let indent = line.len() - code.len();
            if let Some(owner) = impl_of(code) {
                open = Some((indent, owner));
            } else if code == "}" && open.is_some_and(|(began, _)| began == indent) {
                open = None;
            }
            if let Some(name) = declared(code) {
                let path = open.map_or(name.to_owned(), |(_, owner)| format!("{owner}::{name}"));
                let public = open.map_or(name, |(_, owner)| owner);
                if public == "$name" || exports.contains(public) {
                    seen += 1;
                    unseen.remove(path.as_str());
                    lacking.extend(Some(path).filter(|_| !has_example(&above)));
                }
            }
            above.push(code);
            if !code.starts_with("//") && code.ends_with([';', '{', '}']) {
                above.clear();
            }
        }
    }
    lacking.extend(unseen.iter().map(|name| format!("{name}, which was not found")));
    (seen, lacking)
}

/// Whether a block of code stands in these docs, or in an attribute among them. One with a language is no example.
fn has_example(above: &[&str]) -> bool {
    let fences = above.iter().filter_map(|line| line.strip_prefix("/// ```"));
    fences.step_by(2).any(str::is_empty)
        || above.iter().any(|line| !line.starts_with("//") && line.contains("```"))
}

/// The type whose `impl` begins here.
fn impl_of(code: &str) -> Option<&str> {
    let head = code.strip_prefix("impl")?.strip_suffix(" {")?;
    let head = if head.starts_with('<') { head.split_once("> ")?.1 } else { head.trim_start() };
    head.split(['<', ' ']).next()
}

/// The name of the public item whose declaration begins here.
fn declared(code: &str) -> Option<&str> {
    match tokens(code.strip_prefix("pub ")?).as_slice() {
        [Word("const"), Word("fn"), Word(name), ..]
        | [Word("struct" | "enum" | "trait" | "type" | "const" | "static" | "fn"), Word(name), ..] => {
            Some(name)
        }
        _ => None,
    }
}

#[test]
fn a_missing_example_is_found() {
    let exports = exports("pub use a::{Open, Shut};\npub use b::c::CELLS;\nmod d;");
    assert_eq!(exports, BTreeSet::from(["CELLS", "Open", "Shut"]));
    let open =
        "/// ```\n/// assert!(true);\n/// ```\n#[derive(Clone)]\npub struct Open;\nimpl Clone for Shut {}\n";
    let bare = "impl<'a> Open<'a> {\n    /// Bare.\n    pub const fn bare(&self) {\n    }\n";
    let said = "    #[doc = concat!(\n        \"```\",\n    )]\n    pub fn said(&self) {}\n    pub(crate) fn inner() {}\n}\n";
    let shut = "impl Inner {\n    pub fn inner() {}\n}\n/// ```text\n/// a\n/// ```\npub enum Shut {}\n";
    let (seen, lacking) = lacking(&exports, &[open, &[bare, said, shut].concat()]);
    assert_eq!((seen, lacking.join(" ")), (4, "Open::bare Shut CELLS, which was not found".to_owned()));
}
