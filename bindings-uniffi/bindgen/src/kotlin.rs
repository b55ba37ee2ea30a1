//! Kotlin as a person would have written it where a user meets it: names of the language, plumbing kept inside, no quotes
//! around plain names, readers at their types, and what plain Java needs.

use crate::text::{NAMES, blank_lines, is_alias, lines, lower_first, replace, replace_word, split};

/// Defaults of the methods of records, which UniFFI knows and its text leaves out.
const DEFAULTS: &[(&str, &str)] = &[
    (
        "fun schedule(now: Instant, notBefore: Instant?)",
        "@JvmOverloads fun schedule(now: Instant, notBefore: Instant? = null)",
    ),
    (
        "fun settle(fulfilled: kotlin.Boolean, released: kotlin.Boolean, reversed: kotlin.Boolean)",
        "fun settle(fulfilled: Boolean = false, released: Boolean = false, reversed: Boolean = false)",
    ),
];

/// Records with a JSON form.
const STORED: &[&str] = &["Payment", "Observation", "Target", "Order", "Listing", "Stream"];

/// Records whose values can be keys, or are long, and how they print.
const PRINTED: &[(&str, &str)] = &[
    ("Header", "Header(${name}: [redacted])"),
    ("Setting", "Setting(${name}: [redacted])"),
    ("Token", "Token([redacted])"),
    ("Request", "Request(${method} ${url})"),
    ("Response", "Response(${status}, ${body.size} bytes)"),
    ("Webhook", "Webhook(${headers.size} headers, ${body.size} bytes)"),
    ("StreamStep", "StreamStep(${send.size} to send, ${observations.size} seen)"),
];

pub(crate) fn shape(text: &str) -> Result<String, String> {
    let own = lines(&without_async(text), |line| (!is_alias(line)).then(|| line.to_owned()));
    let named = NAMES.iter().fold(own, |text, (rust, kotlin, _)| replace_word(&text, rust, kotlin));
    let plain = overloads(&pooled(&lines(&named, |line| Some(shape_line(line))))?);
    let full = DEFAULTS.iter().try_fold(plain, |text, (bare, full)| replace(&text, bare, full))?;
    let read = STORED.iter().try_fold(full, |text, record| with_reader(&text, record))?;
    let printed = PRINTED.iter().try_fold(read, |text, (record, form)| with_form(&text, record, form))?;
    Ok(blank_lines(&printed))
}

/// Leaves out the plumbing of async functions, of which there are none: the library does not export it.
fn without_async(text: &str) -> String {
    let mut skipping = false;
    lines(text, |line| {
        skipping |= line.trim_start().starts_with("external fun ffi_") && line.contains("_rust_future_");
        let skip = skipping;
        skipping &= !line.trim_start().starts_with("): ");
        (!skip).then(|| line.to_owned())
    })
}

fn shape_line(line: &str) -> String {
    let text = line.trim_start();
    if text.starts_with('*') || text.starts_with("/*") || text.starts_with("//") {
        return line.to_owned();
    }
    let mut line = without_quotes(line);
    // Readers stand at their types.
    if let Some((before, after)) = line.split_once("fun ")
        && after.split('(').next().is_some_and(|name| name.ends_with("FromJson"))
    {
        line = format!("{before}internal fun {after}");
    }
    for plumbing in [
        "object FfiConverter",
        "interface FfiConverter",
        "typealias FfiConverter",
        "object UniffiNull",
        "interface UniffiRustCallStatusErrorHandler",
        "open class RustBuffer",
        "fun uniffiEnsureInitialized",
    ] {
        if let Some(rest) = line.strip_prefix("public ").unwrap_or(&line).strip_prefix(plumbing) {
            line = format!("internal {plumbing}{rest}");
        }
    }
    line.replace("companion object ErrorHandler", "internal companion object ErrorHandler")
        .replace("(PaystateException::class)override", "(PaystateException::class) override")
}

/// Kotlin's own words, the only names that need quotes.
const KEYWORDS: &[&str] = &[
    "as",
    "break",
    "class",
    "continue",
    "do",
    "else",
    "false",
    "for",
    "fun",
    "if",
    "in",
    "interface",
    "is",
    "null",
    "object",
    "package",
    "return",
    "super",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "while",
];

fn without_quotes(line: &str) -> String {
    let quote = |(i, part): (usize, &str)| {
        if i % 2 == 1 && KEYWORDS.contains(&part) { format!("`{part}`") } else { part.to_owned() }
    };
    line.split('`').enumerate().map(quote).collect()
}

/// Takes the status of a call from a pool: JNA's allocator was half of the time of a call. See `Calls.kt`.
fn pooled(text: &str) -> Result<String, String> {
    let call = "val return_value = callback(status)\n    uniffiCheckCallStatus(errorHandler, status)\n";
    let made = format!("    var status = UniffiRustCallStatus()\n    {call}");
    let taken =
        format!("    val status = CallStatuses.take()\n    {call}    CallStatuses.giveBack(status)\n");
    replace(text, &made, &taken)
}

/// Lets plain Java leave out what has a default.
fn overloads(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\ndata class ") {
        let (head, body) = after.split_once(" (\n").unwrap_or((after, ""));
        let has_default = body.split_once("\n)").is_some_and(|(parameters, _)| parameters.contains(" = "));
        let constructor = if has_default { " @JvmOverloads constructor" } else { "" };
        out.extend([before, "\ndata class ", head, constructor, "(\n"]);
        rest = body;
    }
    out + rest
}

/// The text up to the record's name, and from there on.
fn split_record<'t>(text: &'t str, record: &str) -> Result<(&'t str, &'t str), String> {
    let heads = [format!("\ndata class {record}("), format!("\ndata class {record} @")];
    let at = heads.iter().find_map(|head| text.find(head)).ok_or_else(|| format!("no record `{record}`"))?;
    Ok(text.split_at(at))
}

/// Gives a record a static `fromJson`, and takes the documentation of the function behind it along.
fn with_reader(text: &str, record: &str) -> Result<String, String> {
    let function = format!("{}FromJson", lower_first(record));
    let (before, _) = split(text, &format!("internal fun {function}(json"))?;
    let docs = before.rsplit("/**").next().unwrap_or_default().lines().map(str::trim);
    let docs = docs
        .filter(|line| line.starts_with('*'))
        .fold(String::new(), |out, line| out + "         " + line + "\n");
    let companion = format!(
        "    companion object {{\n        /**\n{docs}        @JvmStatic\n        @Throws(PaystateException::class)\n        \
         fun fromJson(json: String): {record} = {function}(json)\n    }}\n"
    );
    let (before, after) = split_record(text, record)?;
    let (body, rest) = split(after, "    companion object\n")?;
    Ok([before, body, &companion, rest].concat())
}

/// Gives a record a `toString` of its own.
fn with_form(text: &str, record: &str, form: &str) -> Result<String, String> {
    let (before, after) = split_record(text, record)?;
    let (parameters, body) = split(after, "\n){\n")?;
    let method = format!("\n) {{\n    override fun toString(): String = \"{form}\"\n");
    Ok([before, parameters, &method, body].concat())
}

#[cfg(test)]
mod tests {
    use super::{overloads, shape_line, with_form, with_reader, without_async, without_quotes};

    #[test]
    fn names_stand_without_quotes_unless_they_are_keywords() {
        assert_eq!(without_quotes("fun `parse`(`in`: `Target`)"), "fun parse(`in`: Target)");
        assert_eq!(shape_line(" * A `misuse`."), " * A `misuse`.");
    }

    #[test]
    fn plumbing_is_internal() {
        let shaped = shape_line("public object FfiConverterTypeTarget: X {");
        assert_eq!(shaped, "internal object FfiConverterTypeTarget: X {");
        assert_eq!(
            shape_line("fun `paymentFromJson`(`json`: String)"),
            "internal fun paymentFromJson(json: String)"
        );
        assert_eq!(shape_line("    fun `toJson`(): String"), "    fun toJson(): String");
    }

    #[test]
    fn async_plumbing_is_left_out() {
        let text = "    external fun ffi_x_rust_future_poll_u8(a: Long,\n    ): Unit\n    external fun b(\n    ): Unit\n";
        assert_eq!(without_async(text), "    external fun b(\n    ): Unit\n");
    }

    #[test]
    fn java_gets_overloads_where_there_are_defaults() {
        let text = "\ndata class A (\n    val a: Int\n) {\n}\ndata class B (\n    val b: Int = 1\n) {\n}\n";
        let wanted = text.replace("A (", "A(").replace("B (", "B @JvmOverloads constructor(");
        assert_eq!(overloads(text), wanted);
    }

    #[test]
    fn records_read_and_print_as_they_should() {
        let text = "\ndata class StreamStep(\n){\n    companion object\n}\n\ndata class Stream(\n){\n    companion object\n}\n/**\n * Reads it.\n */\ninternal fun streamFromJson(json: String): Stream\n";
        let read = with_reader(text, "Stream").unwrap();
        assert!(read.contains("         * Reads it.\n         */\n        @JvmStatic\n"), "{read}");
        assert_eq!(read.matches("fun fromJson(json: String): Stream = streamFromJson(json)").count(), 1);
        assert!(read.starts_with("\ndata class StreamStep(\n){\n    companion object\n}\n"), "{read}");
        let printed = with_form(text, "StreamStep", "redacted").unwrap();
        assert!(printed.starts_with(
            "\ndata class StreamStep(\n) {\n    override fun toString(): String = \"redacted\"\n"
        ));
        assert!(with_form(text, "Token", "redacted").is_err(), "a record that is not there");
    }
}
