//! What has no vector: a provider, a verb of one, a row of its table, a cell of the grid.

use std::collections::BTreeSet;

use paystate::{Origin, Profile, State, Status, Step, Subject, Verb, providers};
use paystate_vectors::{files, run};
use serde_json::Value;

/// The jobs that show what a verb does. Both sides of a verb need a vector: what is asked, and what is read.
const fn jobs(verb: Verb) -> &'static [&'static str] {
    match verb {
        Verb::Query => &["query", "parse"],
        Verb::Create => &["create", "parse_created"],
        Verb::List => &["list", "page"],
        Verb::Command => &["command"],
        Verb::Receive => &["webhook"],
        Verb::Redirect => &["redirect", "redirect_url"],
        Verb::Timeline => &["timeline"],
        Verb::Authorize => &["token"],
        Verb::Stream => &["stream"],
    }
}

/// One case, with what it belongs to.
struct Case {
    job: String,
    provider: String,
    json: Value,
}

impl Case {
    fn given(&self) -> &Value {
        &self.json["given"]
    }

    fn expect(&self) -> &Value {
        &self.json["expect"]
    }

    fn succeeds(&self) -> bool {
        self.expect().get("error").is_none()
    }
}

fn cases() -> Vec<Case> {
    let of_file = |file: paystate_vectors::File| {
        let job = file.job().to_owned();
        let provider = file.json["provider"].as_str().expect("a provider").to_owned();
        let case = |json: &Value| Case { job: job.clone(), provider: provider.clone(), json: json.clone() };
        file.cases().iter().map(case).collect::<Vec<_>>()
    };
    files().into_iter().flat_map(of_file).collect()
}

fn assert_none(missing: &[String]) {
    assert!(missing.is_empty(), "{} without a vector:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_verb_of_every_provider_has_a_vector() {
    let (cases, mut missing) = (cases(), Vec::new());
    for Profile { name, verbs, commands, .. } in providers() {
        let of = |job: &str| -> Vec<&Case> {
            cases
                .iter()
                .filter(|case| case.provider == *name && case.job == *job && case.succeeds())
                .collect()
        };
        for &verb in *verbs {
            let jobs = jobs(verb).iter().filter(|job| of(job).is_empty());
            missing.extend(jobs.map(|job| format!("{name}: {verb}, by a {job} that succeeds")));
        }
        for command in *commands {
            if !of("command").iter().any(|case| case.given()["name"] == *command) {
                missing.push(format!("{name}: the command {command}"));
            }
        }
        // A request for a token is one vector, and its answer is another.
        if verbs.contains(&Verb::Authorize) {
            for (with_response, side) in [(false, "request"), (true, "answer")] {
                if !of("token").iter().any(|case| case.given()["response"].is_object() == with_response) {
                    missing.push(format!("{name}: the {side} of a token"));
                }
            }
        }
        if !cases.iter().any(|case| case.provider == *name && case.job == "webhook" && !case.succeeds()) {
            missing.push(format!("{name}: a webhook that is refused"));
        }
    }
    assert_none(&missing);
}

#[test]
fn every_word_of_every_table_has_vectors() {
    let cases = cases();
    let seen = words_seen(&cases);
    let mut missing = Vec::new();
    for profile in providers() {
        for row in profile.table {
            let (subject, word) = (row.state.subject(), row.word);
            let name = format!("{}: {subject} `{word}`", profile.name);
            let explains = |case: &Case| {
                let given = case.given();
                case.job == "explain"
                    && given["provider"] == profile.name
                    && given["subject"] == subject.as_str()
                    && given["word"] == word
            };
            match cases.iter().find(|case| explains(case)) {
                None => missing.push(format!("{name}, by explain")),
                Some(case) => assert_eq!(case.expect()["status"], row.state.as_str(), "{name}"),
            }
            // Our own words were never seen in a message, so there is none to show.
            let read = (profile.name.to_owned(), subject, word.to_owned());
            if row.origin != Origin::Ours && !seen.contains(&read) {
                missing.push(format!("{name}, read from a message"));
            }
        }
    }
    assert_none(&missing);
}

/// Provider, subject and native word of every observation whose status a vector compares.
fn words_seen(cases: &[Case]) -> BTreeSet<(String, Subject, String)> {
    let mut seen = BTreeSet::new();
    let reading = ["parse", "parse_created", "webhook", "page", "redirect", "stream"];
    for case in cases.iter().filter(|case| reading.contains(&case.job.as_str()) && case.succeeds()) {
        let actual = run(&case.job, &case.provider, case.given()).expect("a job");
        let expected = observations(case.expect());
        for (expected, actual) in expected.into_iter().zip(observations(&actual)) {
            let word = actual["native"].as_str().filter(|_| expected.get("status").is_some());
            let subject = actual["subject"].as_str().and_then(Subject::from_word).expect("a subject");
            seen.extend(word.map(|word| (case.provider.clone(), subject, word.to_owned())));
        }
    }
    assert!(!seen.is_empty());
    seen
}

/// Every observation in a result, in its order: one alone, those of a message, or those of each step.
fn observations(result: &Value) -> Vec<&Value> {
    let steps = result["steps"].as_array().into_iter().flatten();
    let groups = steps.chain([result]).filter_map(|part| part["observations"].as_array()).flatten();
    groups.chain(result.get("observation")).collect()
}

/// A cell is shown by the first step from a given status, for there is no doubt what was recorded before.
#[test]
fn every_cell_of_the_grid_has_a_vector() {
    let cases = cases();
    let shown: BTreeSet<(&str, Option<&str>)> = cases
        .iter()
        .filter(|case| case.job == "core/advance" && case.succeeds())
        .filter_map(|case| {
            let recorded = case.given()["payment"]["status"].as_str()?;
            let first = &case.given()["observations"][0];
            let observed = first["status"].as_str();
            if first["subject"].as_str().is_some_and(|subject| subject != "payment") {
                return None;
            }
            let status = |word| Status::from_word(word).expect("a status");
            let step = Step::between(status(recorded), observed.map(status));
            (case.expect()["steps"][0] == step.as_str()).then_some((recorded, observed))
        })
        .collect();
    let mut missing = Vec::new();
    for recorded in Status::ALL {
        for observed in Status::ALL.iter().map(|status| Some(status.as_str())).chain([None]) {
            if !shown.contains(&(recorded.as_str(), observed)) {
                missing.push(format!("{recorded}, then {}", observed.unwrap_or("an unknown word")));
            }
        }
    }
    assert_none(&missing);
}

/// An unknown word is a value in every vocabulary that a provider has.
#[test]
fn an_unknown_word_of_every_vocabulary_is_explained() {
    let (cases, mut missing) = (cases(), Vec::new());
    for profile in providers() {
        let subjects: BTreeSet<Subject> =
            profile.table.iter().map(|row| row.state).map(State::subject).collect();
        for subject in subjects {
            let unknown = |case: &Case| {
                case.job == "explain"
                    && case.given()["provider"] == profile.name
                    && case.given()["subject"] == subject.as_str()
                    && case.expect()["known"] == false
            };
            if !cases.iter().any(unknown) {
                missing.push(format!("{}: an unknown word of a {subject}", profile.name));
            }
        }
    }
    assert_none(&missing);
}
