//! The closing table of `make test`: what each language's runner wrote to `target/vectors-<language>.txt`, compared with
//! the vectors that there are.
//!
//! It fails where a vector failed or was not run, where nothing ran, and where a language did not run though its
//! tools are here. A language without its tools is reported; with `PAYSTATE_TEST_ALL=1` it is a failure.
//!
//! `report STATUS LOG`: the exit status of `cargo test`, and the file that holds what it printed.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use paystate_vectors::{files, root};

/// A language: its name, that of its file, and the tools without which its runner cannot run.
struct Language {
    name: &'static str,
    file: &'static str,
    tools: &'static [&'static str],
}

/// One line a language.
const LANGUAGES: &[Language] = &[Language { name: "Rust", file: "rust", tools: &["cargo"] }];

/// Jobs that are no verbs of the public surface in every language.
const RUST_ONLY: &[&str] = &["core/time", "core/money"];

/// What came of one row of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [status, log] = &arguments[..] else {
        eprintln!("usage: report STATUS LOG");
        return ExitCode::FAILURE;
    };
    let test_all = env::var_os("PAYSTATE_TEST_ALL").is_some_and(|value| value == "1");
    let (mut total, mut good) = (Count::default(), true);

    println!("\n{:28} {:>7} {:>7} {:>7}", "", "run", "passed", "failed");
    let own = own_tests(&fs::read_to_string(log).unwrap_or_default());
    if status != "0" && own.failed == 0 {
        println!("{:28} did not build or did not finish; see above", "Rust's own tests");
        total.failed += 1;
    }
    row("Rust's own tests", own, &mut total);
    for language in LANGUAGES {
        let label = format!("vectors, {}", language.name);
        let missing: Vec<&str> = language.tools.iter().copied().filter(|tool| !is_on_path(tool)).collect();
        let path = root().join(format!("target/vectors-{}.txt", language.file));
        match fs::read_to_string(&path) {
            Ok(report) => row(&label, vectors(&report, language.file == "rust"), &mut total),
            Err(_) if missing.is_empty() => {
                println!("{label:28} did not run, though its tools are here");
                good = false;
            }
            Err(_) => {
                println!("{label:28} not run: needs {}", missing.join(", "));
                good &= !test_all;
            }
        }
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if good && total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn row(label: &str, count: Count, total: &mut Count) {
    let Count { passed, failed } = count;
    println!("{label:28} {:>7} {passed:>7} {failed:>7}", passed + failed);
    total.passed += passed;
    total.failed += failed;
}

/// Adds up the lines in which each test program closes: `test result: ok. 3 passed; 0 failed; …`.
fn own_tests(log: &str) -> Count {
    let mut count = Count::default();
    for line in log.lines().filter(|line| line.starts_with("test result: ")) {
        let number = |word: &str| {
            let mut words = line.split([' ', ';']).filter(|text| !text.is_empty());
            let mut before = words.clone();
            words.next();
            let at = words.position(|text| text == word)?;
            before.nth(at)?.parse::<usize>().ok()
        };
        count.passed += number("passed").unwrap_or(0);
        count.failed += number("failed").unwrap_or(0);
    }
    count
}

/// Compares a runner's lines, `id ok` or `id fail`, with the vectors that there are: one that did not run has failed.
fn vectors(report: &str, is_rust: bool) -> Count {
    let ran: BTreeMap<&str, bool> =
        report.lines().filter_map(|line| line.split_once(' ')).map(|(id, word)| (id, word == "ok")).collect();
    let mut count = Count::default();
    for file in files().iter().filter(|file| is_rust || !RUST_ONLY.contains(&file.job())) {
        for id in file.cases().iter().filter_map(|case| case["id"].as_str()) {
            if ran.get(id) == Some(&true) {
                count.passed += 1;
            } else {
                println!("  {id}: {}", if ran.contains_key(id) { "failed" } else { "did not run" });
                count.failed += 1;
            }
        }
    }
    count
}

fn is_on_path(tool: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| Path::new(&folder).join(tool).is_file())
}

#[cfg(test)]
mod tests {
    use super::{Count, own_tests, vectors};

    #[test]
    fn own_tests_are_added_up() {
        let log = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 5 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.4s\n";
        assert_eq!(own_tests(log), Count { passed: 7, failed: 1 });
        assert_eq!(own_tests("error: could not compile"), Count::default());
    }

    #[test]
    fn a_vector_that_did_not_run_has_failed() {
        let none = vectors("", true);
        assert_eq!(none.passed, 0);
        assert!(none.failed > vectors("", false).failed, "two jobs are Rust's alone");
        let one = vectors("payin/query/001 ok\npayin/query/002 fail\n", true);
        assert_eq!(one, Count { passed: 1, failed: none.failed - 1 });
    }
}
