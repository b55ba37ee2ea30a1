//! Prints from the crate itself what must not stand in two places: the tables of README.md, and the files of bindings that
//! name words, providers and layouts.
//!
//! In README a block begins with `<!-- tables:NAME -->` and ends with `<!-- /tables -->`; what is between is written
//! anew. With `--check` nothing is written, and a file that is not current is a failure. Words get their meaning from the doc
//! comments of the crate's source.

#[path = "tables/node.rs"]
mod node;
#[path = "tables/python.rs"]
mod python;
#[path = "tables/uniffi.rs"]
mod uniffi;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::process::ExitCode;
use std::{env, fs};

use paystate::{
    MAX_BODY_BYTES, MAX_DEPTH, MAX_FIELD_BYTES, MAX_KEYS, MAX_REFERENCE, MAX_ROWS, MAX_SECRETS, Phase,
    Profile, Status, Step, providers,
};
use paystate_vectors::root;

const README: &str = "README.md";
const END: &str = "<!-- /tables -->";

type Print = fn(&str) -> Result<String, String>;

/// Every file that is written: its path, and what prints it from what it was.
const FILES: &[(&str, Print)] = &[
    (README, fill),
    ("bindings-node/lib/generated.js", |_| node::constants()),
    ("bindings-node/types/generated.d.ts", |_| node::types()),
    ("bindings-node/README.md", |_| node::readme()),
    ("bindings-python/python/paystate/types.py", python::types),
    ("bindings-python/python/paystate/_native.pyi", python::stub),
    ("bindings-uniffi/src/words.rs", |_| uniffi::mirrors()),
    ("bindings-uniffi/kotlin/src/main/kotlin/dev/paystate/Words.kt", |_| uniffi::kotlin_words()),
    ("bindings-uniffi/kotlin/src/main/kotlin/dev/paystate/Accounts.kt", |_| uniffi::kotlin_accounts()),
    ("bindings-uniffi/swift/Sources/Paystate/Words.swift", |_| uniffi::swift_words()),
    ("bindings-uniffi/swift/Sources/Paystate/Accounts.swift", |_| uniffi::swift_accounts()),
];

type Block = fn() -> Result<String, String>;

/// Every block, by its name in the marker.
const BLOCKS: &[(&str, Block)] = &[
    ("loop", the_loop),
    ("node", node::decision),
    ("node-webhook", node::webhook),
    ("node-loop", node::polling),
    ("node-bodies", node::raw_bodies),
    ("python", || excerpt("bindings-python/examples/webhook.py", "python")),
    ("python-loop", || excerpt("bindings-python/examples/checkout.py", "python")),
    ("kotlin", || excerpt("bindings-uniffi/kotlin/examples/ReadMe.kt", "kotlin")),
    ("swift", || excerpt("bindings-uniffi/swift/Examples/Checkout/ReadMe.swift", "swift")),
    ("capabilities", capabilities),
    ("options", options),
    ("words", words),
    ("statuses", statuses),
    ("diagram", diagram),
    ("grid", grid),
    ("steps", || meanings_table("lifecycle.rs", "Step", "step")),
    ("verdicts", || meanings_table("lifecycle.rs", "Verdict", "verdict")),
    ("actions", || meanings_table("lifecycle.rs", "Action", "action")),
    ("limits", limits),
    ("figures", figures),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let check = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--check"] => true,
        _ => return fail("usage: tables [--check]"),
    };
    let mut stale = Vec::new();
    for (name, print) in FILES {
        match write(name, *print, check) {
            Ok(true) => println!("{name} is current"),
            Ok(false) if check => stale.push(*name),
            Ok(false) => println!("{name} was written anew"),
            Err(error) => return fail(&format!("{name}: {error}")),
        }
    }
    if stale.is_empty() {
        return ExitCode::SUCCESS;
    }
    fail(&format!("not current: {}; run `make tables` and commit what it writes", stale.join(", ")))
}

/// Prints a file, unless only its state is asked for; whether it was current.
fn write(name: &str, print: Print, check: bool) -> Result<bool, String> {
    let path = root().join(name);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let printed = print(&text)?;
    if printed != text && !check {
        fs::write(&path, &printed).map_err(|error| error.to_string())?;
    }
    Ok(printed == text)
}

fn fail(message: &str) -> ExitCode {
    eprintln!("tables: {message}");
    ExitCode::FAILURE
}

/// `text` with every block printed anew. Each block must be there exactly once.
fn fill(text: &str) -> Result<String, String> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    let mut rest = text;
    while let Some((before, from_name)) = rest.split_once("<!-- tables:") {
        let (name, body) = from_name.split_once(" -->").ok_or("a marker does not end")?;
        let (_, after) = body.split_once(END).ok_or_else(|| format!("block `{name}` does not end"))?;
        let block = BLOCKS.iter().find(|(known, _)| *known == name);
        let (name, print) = block.ok_or_else(|| format!("block `{name}` is not known"))?;
        if !seen.insert(*name) {
            return Err(format!("block `{name}` is there twice"));
        }
        out.push(format!("{before}<!-- tables:{name} -->\n{}{END}", print()?));
        rest = after;
    }
    if let Some((name, _)) = BLOCKS.iter().find(|(name, _)| !seen.contains(name)) {
        return Err(format!("block `{name}` is missing"));
    }
    Ok(out.concat() + rest)
}

/// A Markdown table.
fn table<H: ToString>(
    head: impl IntoIterator<Item = H>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.into_iter().map(|cell| cell.to_string()).collect();
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    rows.into_iter().fold(line(&head) + &rule, |out, row| out + &line(&row))
}

fn code(word: impl Display) -> String {
    format!("`{word}`")
}

fn list(words: impl IntoIterator<Item = impl Display>) -> String {
    words.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

/// The loop of the example `checkout`, which is tested.
fn the_loop() -> Result<String, String> {
    excerpt("core/examples/checkout.rs", "rust")
}

/// The part of a tested file that is for README.
fn excerpt(path: &str, language: &str) -> Result<String, String> {
    let source = fs::read_to_string(root().join(path)).map_err(|e| format!("{path}: {e}"))?;
    let comment = if language == "python" { "#" } else { "//" };
    let code = source
        .split_once(&format!("{comment} README begins here.\n"))
        .and_then(|(_, code)| code.split_once(&format!("{comment} README ends")));
    let (code, _) = code.ok_or_else(|| format!("{path}: no lines for README"))?;
    Ok(format!("```{language}\n{}\n```\n", code.trim_end()))
}

fn capabilities() -> Result<String, String> {
    let row = |label: &str, cell: fn(&Profile) -> String| {
        std::iter::once(label.to_owned()).chain(providers().map(cell)).collect()
    };
    let names = std::iter::once(String::new()).chain(providers().map(|profile| code(profile.name)));
    let rows: [Vec<String>; 6] = [
        row("verbs", |profile| list(profile.verbs)),
        row("a query can be about", |profile| list(profile.queried)),
        row("commands", |profile| list(profile.commands)),
        row("requests carry", |profile| profile.request_scheme.to_owned()),
        row("webhook signature", |profile| profile.webhook_scheme.to_owned()),
        row("environments", |profile| list(profile.environments.iter().map(|(name, _)| name))),
    ];
    Ok(table(names, rows))
}

fn options() -> Result<String, String> {
    let rows = providers().flat_map(|profile| {
        profile.options.iter().map(|option| {
            let default = Some(option.default).filter(|default| !default.is_empty()).map(code);
            let kind = option.kind.as_str().replace('_', " ");
            let default = default.unwrap_or_default();
            vec![code(profile.name), code(option.name), kind, default, option.meaning.to_owned()]
        })
    });
    Ok(table(["provider", "option", "kind", "default", "meaning"], rows))
}

fn words() -> Result<String, String> {
    let rows = providers().flat_map(|profile| {
        profile.table.iter().map(|row| {
            let (subject, status) = (row.state.subject().to_string(), code(row.state.as_str()));
            let word = code(row.word) + if profile.any_case { ", in any case" } else { "" };
            vec![code(profile.name), subject, word, status, row.origin.to_string()]
        })
    });
    Ok(table(["provider", "subject", "its word", "means", "whose word"], rows))
}

fn statuses() -> Result<String, String> {
    let meanings = meanings("status.rs", "Status")?;
    let rows = Status::ALL.iter().zip(meanings).map(|(status, (_, meaning))| {
        let yes_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let (stops, may_change) = (yes_no(status.stops_polling()), yes_no(status.may_still_change()));
        vec![code(status), status.phase().to_string(), meaning, stops, may_change]
    });
    Ok(table(["status", "phase", "meaning", "stops polling", "may still change"], rows))
}

const fn letter(step: Step) -> &'static str {
    match step {
        Step::Advance => "A",
        Step::Late => "L",
        Step::Repeat => "=",
        Step::Stale => "s",
        Step::Revert => "v",
        Step::Conflict => "x",
        Step::Unknown => "?",
        Step::Aside => "-",
    }
}

fn grid() -> Result<String, String> {
    let head = std::iter::once("recorded \\ seen").chain(Status::ALL.iter().map(|status| status.as_str()));
    let rows = Status::ALL.iter().map(|&from| {
        let cells = Status::ALL.iter().map(|&to| letter(Step::between(from, Some(to))).to_owned());
        std::iter::once(format!("**{from}**")).chain(cells).collect()
    });
    let legend = Step::ALL.iter().filter(|step| !matches!(step, Step::Unknown | Step::Aside));
    let legend: Vec<String> = legend.map(|&step| format!("{} {step}", code(letter(step)))).collect();
    Ok(format!("{}\n{}\n", table(head, rows), legend.join(" · ")))
}

/// Phases as boxes: within one the next status up, between two the steps that are recorded.
fn diagram() -> Result<String, String> {
    let mut lines =
        vec!["```mermaid".to_owned(), "stateDiagram-v2".to_owned(), "    [*] --> open".to_owned()];
    for &phase in Phase::ALL {
        let statuses = of(phase);
        lines.push(format!("    state {phase} {{"));
        if let [only] = statuses[..] {
            lines.push(format!("        {only}"));
        }
        for (from, to) in statuses.iter().zip(statuses.iter().skip(1)) {
            lines.push(format!("        {from} --> {to}: {}", Step::between(*from, Some(*to))));
        }
        lines.push("    }".to_owned());
    }
    for &from in Phase::ALL {
        for &to in Phase::ALL.iter().filter(|&&to| to != from) {
            for step in [Step::Advance, Step::Late, Step::Revert] {
                lines.extend(edge(from, to, step));
            }
        }
    }
    lines.push("```\n".to_owned());
    Ok(lines.join("\n"))
}

fn of(phase: Phase) -> Vec<Status> {
    Status::ALL.iter().copied().filter(|status| status.phase() == phase).collect()
}

/// The edge between two phases, which says whence and whither where the step does not join them all.
fn edge(from: Phase, to: Phase, step: Step) -> Option<String> {
    let leads = |a: &Status, b: &Status| Step::between(*a, Some(*b)) == step;
    let (mut starts, mut ends) = (of(from), of(to));
    starts.retain(|a| of(to).iter().any(|b| leads(a, b)));
    ends.retain(|b| of(from).iter().any(|a| leads(a, b)));
    if starts.is_empty() {
        return None;
    }
    let some = |chosen: &[Status], phase, word| {
        if chosen.len() < of(phase).len() { format!(" {word} {}", either(chosen)) } else { String::new() }
    };
    let (whence, whither) = (some(&starts, from, "from"), some(&ends, to, "to"));
    Some(format!("    {from} --> {to}: {step}{whence}{whither}"))
}

fn either(statuses: &[Status]) -> String {
    let names: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

fn limits() -> Result<String, String> {
    let rows = [
        ("a body", format!("{MAX_BODY_BYTES} bytes")),
        ("nesting", format!("{MAX_DEPTH} levels")),
        ("keys of one object", MAX_KEYS.to_string()),
        ("a field that is read", format!("{MAX_FIELD_BYTES} bytes")),
        ("rows of a page", MAX_ROWS.to_string()),
        ("a reference, unless the provider says less", format!("{MAX_REFERENCE} characters")),
        ("secrets that verify at a time", MAX_SECRETS.to_string()),
    ];
    Ok(table(["what", "at most"], rows.map(|(what, limit)| vec![what.to_owned(), limit])))
}

fn figures() -> Result<String, String> {
    let rows = providers().flat_map(|profile| {
        profile.figures.iter().map(|figure| {
            let texts = [figure.name, figure.value, figure.origin.as_str(), figure.source];
            std::iter::once(code(profile.name)).chain(texts.map(str::to_owned)).collect()
        })
    });
    Ok(table(["provider", "figure", "value", "whose", "where it stands, or why"], rows))
}

fn meanings_table(file: &str, name: &str, head: &str) -> Result<String, String> {
    let rows = meanings(file, name)?.into_iter().map(|(word, meaning)| vec![code(word), meaning]);
    Ok(table([head, "meaning"], rows))
}

/// The words of a vocabulary and their doc comments, read from the crate's source.
fn meanings(file: &str, name: &str) -> Result<Vec<(String, String)>, String> {
    let source =
        fs::read_to_string(root().join("core/src").join(file)).map_err(|e| format!("{file}: {e}"))?;
    let begin = format!("pub enum {name} as ");
    let (_, body) = source.split_once(&begin).ok_or_else(|| format!("{file}: no `{begin}`"))?;
    let (mut out, mut doc) = (Vec::new(), Vec::new());
    for line in body.lines().skip(1).map(str::trim).take_while(|line| *line != "}") {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim().replace("[`", "`").replace("`]", "`"));
        } else if let Some((_, word)) = line.split_once(" = \"") {
            let word = word.trim_end_matches("\",").to_owned();
            out.push((word, std::mem::take(&mut doc).join(" ")));
        }
    }
    if out.is_empty() || out.iter().any(|(_, meaning)| meaning.is_empty()) {
        return Err(format!("{file}: a word of `{name}` has no meaning"));
    }
    Ok(out)
}
