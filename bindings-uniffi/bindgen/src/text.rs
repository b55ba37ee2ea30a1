//! Changes of generated text. What is looked for must be there: a generator that writes otherwise is an error, and never a
//! text that was left as it is.

/// What both languages have a type for under another name, in Rust, Kotlin and Swift. `Progress` and `Stream` are classes
/// of Foundation.
pub(crate) const NAMES: &[(&str, &str, &str)] = &[
    ("Instant", "Instant", "Date"),
    ("Decimal", "BigDecimal", "Decimal"),
    ("Whole64", "Long", "Int"),
    ("Whole32", "Int", "Int"),
    ("Whole16", "Int", "Int"),
    ("Progress", "Progress", "PaymentProgress"),
    ("Stream", "Stream", "PaymentStream"),
];

/// Whether the line names a scalar that has a name in the language already.
pub(crate) fn is_alias(line: &str) -> bool {
    NAMES.iter().any(|(rust, ..)| line.starts_with(&format!("public typealias {rust} =")))
}

/// Every line that `shape` keeps, without blanks at its end.
pub(crate) fn lines(text: &str, mut shape: impl FnMut(&str) -> Option<String>) -> String {
    text.lines().filter_map(|line| shape(line).map(|line| line.trim_end().to_owned() + "\n")).collect()
}

/// At most one blank line at a time.
pub(crate) fn blank_lines(text: &str) -> String {
    let mut blank = false;
    lines(text, |line| {
        let again = blank && line.trim().is_empty();
        blank = line.trim().is_empty();
        (!again).then(|| line.to_owned())
    })
}

/// `text` with every `from` replaced, of which there must be one.
pub(crate) fn replace(text: &str, from: &str, to: &str) -> Result<String, String> {
    if text.contains(from) { Ok(text.replace(from, to)) } else { Err(format!("no `{from}`")) }
}

/// What is before and after `at`, which must be there.
pub(crate) fn split<'t>(text: &'t str, at: &str) -> Result<(&'t str, &'t str), String> {
    text.split_once(at).ok_or_else(|| format!("no `{at}`"))
}

/// `text` with `from` replaced where it stands as a whole word.
pub(crate) fn replace_word(text: &str, from: &str, to: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        let whole = !before.ends_with(is_part) && !after.starts_with(is_part);
        out += before;
        out += if whole { to } else { from };
        rest = after;
    }
    out + rest
}

/// `Payment` as `payment`.
pub(crate) fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{blank_lines, replace, replace_word};

    #[test]
    fn only_whole_words_are_renamed() {
        let renamed = replace_word("Instant FfiConverterTypeInstant (Instant)", "Instant", "Date");
        assert_eq!(renamed, "Date FfiConverterTypeInstant (Date)");
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        assert_eq!(replace("a b", "b", "c"), Ok("a c".to_owned()));
        assert!(replace("a b", "c", "d").is_err());
    }

    #[test]
    fn blank_lines_do_not_pile_up() {
        assert_eq!(blank_lines("a\n\n  \n\nb\n"), "a\n\nb\n");
    }
}
