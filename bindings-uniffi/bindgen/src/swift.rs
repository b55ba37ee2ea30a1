//! Swift as a person would have written it where a user meets it: names of the language, cases in lower case, plumbing kept
//! inside.

use crate::text::{NAMES, blank_lines, is_alias, lines, replace_word};

pub(crate) fn shape(text: &str) -> Result<String, String> {
    let own = lines(text, |line| (!is_alias(line)).then(|| line.to_owned()));
    let named = NAMES.iter().fold(own, |text, (rust, _, swift)| replace_word(&text, rust, swift));
    let shaped = blank_lines(&lines(&without_parameter_docs(&named), |line| Some(shape_line(line))));
    // What must have come of it, or else the generator writes otherwise than it did.
    for wanted in [
        "    case misuse(",
        "\nfunc paymentFromJson(json: String) throws -> Payment {",
        " -> PaymentProgress {",
    ] {
        if !shaped.contains(wanted) {
            return Err(format!("no `{wanted}` came of it"));
        }
    }
    Ok(shaped)
}

fn shape_line(line: &str) -> String {
    let mut line = line.replace(")throws  ->", ") throws ->").replace("  {", " {");
    for plumbing in
        ["struct FfiConverter", "func FfiConverter", "typealias FfiConverter", "func uniffiEnsure"]
    {
        if let Some(rest) = line.strip_prefix("public ").and_then(|line| line.strip_prefix(plumbing)) {
            line = format!("{plumbing}{rest}");
        }
    }
    // Readers stand at their types.
    if let Some(rest) = line.strip_prefix("public func ").filter(|rest| rest.contains("FromJson(")) {
        line = format!("func {rest}");
    }
    for case in ["Malformed", "Unauthentic", "Refused", "Misuse"] {
        let lower = case.to_lowercase();
        line = replace_word(&line, &format!("case {case}"), &format!("case {lower}"));
        line = replace_word(&line, &format!(".{case}"), &format!(".{lower}"));
    }
    line
}

/// UniFFI repeats the meaning of each field before its parameter, on the parameter's own line.
fn without_parameter_docs(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        match line.trim_start().strip_prefix("*/").filter(|parameter| !parameter.is_empty()) {
            Some(parameter) => {
                while out.pop().is_some_and(|comment| !comment.trim_start().starts_with("/**")) {}
                out.push(format!("        {parameter}"));
            }
            None => out.push(line.to_owned()),
        }
    }
    out.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{shape_line, without_parameter_docs};

    #[test]
    fn cases_and_parameters_read_as_swift() {
        assert_eq!(shape_line("    case Misuse("), "    case misuse(");
        assert_eq!(shape_line("return .Misuse(a)"), "return .misuse(a)");
        let text = "init(\n    /**\n     * What.\n     */subject: Subject)\n";
        assert_eq!(without_parameter_docs(text), "init(\n        subject: Subject)\n");
    }

    #[test]
    fn plumbing_is_internal() {
        assert_eq!(shape_line("public struct FfiConverterTypeTarget {"), "struct FfiConverterTypeTarget {");
        let reader = shape_line("public func paymentFromJson(json: String)throws  -> Payment  {");
        assert_eq!(reader, "func paymentFromJson(json: String) throws -> Payment {");
        assert_eq!(
            shape_line("public func toJson()throws  -> String  {"),
            "public func toJson() throws -> String {"
        );
    }
}
