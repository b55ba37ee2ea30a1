//! Runs every vector through the public API and writes `target/vectors-rust.txt`.

use std::fs;

use paystate_vectors::{differences, files, root, run};

#[test]
fn every_vector_holds() {
    let (mut report, mut failures) = (String::new(), Vec::new());
    for file in files() {
        for case in file.cases() {
            let id = case["id"].as_str().expect("a case has an id");
            let provider = file.json["provider"].as_str().unwrap_or_default();
            let actual = run(file.job(), provider, &case["given"])
                .unwrap_or_else(|| panic!("{}: no such job", file.job()));
            let wrong = differences(&case["expect"], &actual);
            report += &format!("{id} {}\n", if wrong.is_empty() { "ok" } else { "fail" });
            if !wrong.is_empty() {
                failures.push(format!("{id} ({}):\n  {}", case["title"], wrong.join("\n  ")));
            }
        }
    }
    let path = root().join("target/vectors-rust.txt");
    fs::create_dir_all(path.parent().expect("a folder")).expect("target can be made");
    fs::write(path, &report).expect("the report can be written");
    assert!(!report.is_empty(), "no vectors were found");
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
}
