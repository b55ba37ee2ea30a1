//! The closing table of `make test`: what each language's `tests/<language>/run` left in `target/`.
//!
//! `tests-<language>.txt` holds the counts of its own tests, `passed failed`, or `missing` and what its tools lack;
//! `vectors-<language>.txt` a line a vector, `id ok` or `id fail`, which is compared with the vectors that there are: so
//! every language has run the same ones. It fails where anything failed, where a vector did not run, and where a
//! language left nothing. A language without its tools is reported; with `PAYSTATE_TEST_ALL=1` it is a failure.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::{env, fs};

use paystate_vectors::{files, root};

/// Each language's name, and that of its folder in `tests/`.
const LANGUAGES: &[(&str, &str)] =
    &[("Rust", "rust"), ("Python", "python"), ("Node", "node"), ("Kotlin", "kotlin"), ("Swift", "swift")];

/// Jobs that are no verbs of the public surface in every language.
const RUST_ONLY: &[&str] = &["core/time", "core/money"];

/// What came of one row of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

fn main() -> ExitCode {
    let test_all = env::var_os("PAYSTATE_TEST_ALL").is_some_and(|value| value == "1");
    // `LANGUAGES` narrows `make test` to some of them.
    let chosen = env::var("LANGUAGES").ok();
    let is_chosen = |folder: &str| chosen.as_ref().is_none_or(|all| all.split(' ').any(|one| one == folder));
    let (mut total, mut good) = (Count::default(), true);

    println!("\n{:28} {:>7} {:>7} {:>7}", "", "run", "passed", "failed");
    for (name, folder) in LANGUAGES.iter().filter(|(_, folder)| is_chosen(folder)) {
        let left = |what: &str| fs::read_to_string(root().join(format!("target/{what}-{folder}.txt"))).ok();
        let counts = left("tests").unwrap_or_default();
        if let Some(missing) = counts.strip_prefix("missing ") {
            println!("{name:28} not run: needs {}", missing.trim());
            good &= !test_all;
            continue;
        }
        match count(&counts) {
            Some(own) => row(&format!("{name}'s own tests"), own, &mut total),
            None => {
                println!("{name:28} did not finish; see above");
                good = false;
            }
        }
        let report = left("vectors").unwrap_or_default();
        row(&format!("vectors, {name}"), vectors(&report, *folder == "rust"), &mut total);
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

/// `passed failed`.
fn count(text: &str) -> Option<Count> {
    let (passed, failed) = text.trim().split_once(' ')?;
    Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}

/// Compares a runner's lines, `id ok` or `id fail`, with the vectors that there are: one that did not run has failed, and
/// so has one that nobody knows.
fn vectors(report: &str, is_rust: bool) -> Count {
    let mut ran: BTreeMap<&str, bool> =
        report.lines().filter_map(|line| line.split_once(' ')).map(|(id, word)| (id, word == "ok")).collect();
    let mut count = Count::default();
    for file in files().iter().filter(|file| is_rust || !RUST_ONLY.contains(&file.job())) {
        for id in file.cases().iter().filter_map(|case| case["id"].as_str()) {
            match ran.remove(id) {
                Some(true) => count.passed += 1,
                Some(false) => {
                    println!("  {id}: failed");
                    count.failed += 1;
                }
                None => {
                    println!("  {id}: did not run");
                    count.failed += 1;
                }
            }
        }
    }
    for id in ran.keys() {
        println!("  {id}: ran, and is no vector of ours");
        count.failed += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{Count, count, vectors};

    #[test]
    fn counts_are_two_numbers() {
        assert_eq!(count("7 1\n"), Some(Count { passed: 7, failed: 1 }));
        assert_eq!(count(""), None);
        assert_eq!(count("missing node"), None);
    }

    #[test]
    fn a_vector_that_did_not_run_has_failed() {
        let none = vectors("", true);
        assert_eq!(none.passed, 0);
        assert!(none.failed > vectors("", false).failed, "two jobs are Rust's alone");
        let one = vectors("payin/query/001 ok\npayin/query/002 fail\n", true);
        assert_eq!(one, Count { passed: 1, failed: none.failed - 1 });
        assert_eq!(vectors("payin/query/000 ok", true).failed, none.failed + 1, "nobody knows it");
    }
}
