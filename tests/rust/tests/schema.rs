//! Every file of vectors against the schema of its job, and what no schema can say: ids, counts, names of files.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::{env, fs};

use jsonschema::{Registry, Validator};
use paystate_vectors::{File, JOBS, files, read_json, root};
use serde_json::{Value, json};

/// Where schemas find each other; nothing is fetched.
const BASE: &str = "json-schema:///";
const COMMON: &str = "common";

/// The schemas by the names of their files, without `.schema.json`.
fn schemas() -> BTreeMap<String, Value> {
    let entries = fs::read_dir(root().join("tests/schema")).expect("the folder of schemas");
    let paths = entries.map(|entry| entry.expect("a schema").path());
    let schemas = paths.map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let name = name.strip_suffix(".schema.json").unwrap_or_else(|| panic!("{name} is no schema"));
        (name.to_owned(), read_json(&path))
    });
    schemas.collect()
}

/// The name of a job's schema: a slash cannot stand in a file's name.
fn name_of(job: &str) -> String {
    job.replace('/', "-")
}

/// The validator of each job, by the name of its schema.
fn validators() -> BTreeMap<String, Validator> {
    let mut schemas = schemas();
    let common = schemas.remove(COMMON).expect("the common schema");
    let registry = Registry::new().add(format!("{BASE}{COMMON}.schema.json"), common).expect("an address");
    let registry = registry.prepare().expect("the common schema can be resolved");
    let build = |(name, schema): (String, Value)| {
        let options = jsonschema::options().with_registry(&registry).offline();
        let validator = options.with_base_uri(format!("{BASE}{name}.schema.json")).build(&schema);
        let validator = validator.unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, validator)
    };
    schemas.into_iter().map(build).collect()
}

#[test]
fn every_schema_is_one() {
    for (name, schema) in schemas() {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        if let Err(error) = jsonschema::meta::validate(&schema) {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn every_job_has_a_schema_and_every_schema_a_job() {
    let mut schemas: BTreeSet<String> = schemas().into_keys().collect();
    assert!(schemas.remove(COMMON));
    let jobs: BTreeSet<String> = JOBS.iter().map(|(job, _)| name_of(job)).collect();
    assert_eq!(schemas, jobs);
    for file in files() {
        assert!(jobs.contains(&name_of(file.job())), "{}: no such job", file.path.display());
    }
}

#[test]
fn every_file_keeps_to_its_schema() {
    let (validators, mut wrong) = (validators(), Vec::new());
    for file in files() {
        let validator = validators.get(&name_of(file.job())).expect("a schema of the job");
        for error in validator.iter_errors(&file.json) {
            wrong.push(format!("{}: {}", place(&file, error.instance_path().as_str()), short(&error)));
        }
    }
    assert!(wrong.is_empty(), "{} breaches:\n{}", wrong.len(), wrong.join("\n"));
}

/// Where in a file: its case, rather than the case's number.
fn place(file: &File, path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    let case = match (parts.next(), parts.next().and_then(|index| index.parse::<usize>().ok())) {
        (Some("cases"), Some(index)) => file.cases().get(index),
        _ => None,
    };
    match case {
        Some(case) => format!("{} {}", case["id"], parts.collect::<Vec<_>>().join(".")),
        None => format!("{} {path}", file.path.display()),
    }
}

/// Messages print whole values, which may be long; their ends say what is wrong.
fn short(error: &impl ToString) -> String {
    let text = error.to_string();
    let count = text.chars().count();
    let end: String = text.chars().skip(count.saturating_sub(160)).collect();
    if count > 160 { format!("… {end}") } else { end }
}

#[test]
fn files_are_named_and_counted_as_they_say() {
    let mut ids = HashSet::new();
    for file in files() {
        let shown = file.path.display();
        let provider = file.json["provider"].as_str().expect("a provider");
        let stem = file.path.file_stem().expect("a name").to_string_lossy().into_owned();
        let folder =
            file.path.parent().and_then(|path| path.file_name()).expect("a folder").to_string_lossy();
        assert_eq!(provider, folder, "{shown}");
        let job = if provider == "core" { format!("core/{stem}") } else { stem.clone() };
        assert_eq!(file.job(), job, "{shown}");
        assert_eq!(file.json["count"], json!(file.cases().len()), "{shown}: count");
        for case in file.cases() {
            let id = case["id"].as_str().expect("an id");
            assert!(id.starts_with(&format!("{provider}/{stem}/")), "{shown}: {id}");
            assert!(ids.insert(id.to_owned()), "{id} is used twice");
        }
    }
    assert!(!ids.is_empty());
}

/// A schema that takes everything would pass as well, so each of these has to be refused.
#[test]
fn a_breach_is_seen() {
    let (files, validators) = (files(), validators());
    let breaches: &[(&str, &str, Value)] = &[
        ("query", "/colour", json!("red")),
        ("query", "/count", json!("3")),
        ("query", "/job", json!("parse")),
        ("query", "/notes/guessed", json!("")),
        ("query", "/cases/0/id", json!("payin/query/1")),
        ("query", "/cases/0/flags", json!(["guessed"])),
        ("query", "/cases/0/flags", json!([])),
        ("query", "/cases/0/flags", json!(["computed", "computed"])),
        ("query", "/cases/0/comment", json!("")),
        ("query", "/cases/0/given/now", json!("2025-01-20")),
        ("query", "/cases/0/given/account/secrets", json!({})),
        ("query", "/cases/0/given/account/settings/tolerance_s", json!(300)),
        ("query", "/cases/0/given/target/name", json!("")),
        ("query", "/cases/0/expect", json!({})),
        ("query", "/cases/0/expect/error", json!({"kind": "misuse"})),
        ("query", "/cases/0/expect/request/url", json!("/orders")),
        ("query", "/cases/0/expect/request/headers", json!([["X-API-Key"]])),
        ("parse", "/cases/0/given/response/body_base64", json!("e30=")),
        ("parse", "/cases/0/given/response/headers", json!({})),
        ("parse", "/cases/0/expect/observation/colour", json!("red")),
        ("parse", "/cases/0/expect/observation/status", json!("succeeded")),
        ("parse", "/cases/0/expect/observation/notes", json!(["odd"])),
        ("parse", "/cases/0/expect/observation/amount", json!({"value": 10, "currency": "USDT"})),
        ("parse", "/cases/0/expect", json!({"error": {"kind": "refused"}})),
        ("parse", "/cases/0/expect", json!({"error": {"kind": "broken"}})),
        ("parse", "/cases/0/expect", json!({"error": {"kind": "malformed", "category": "other"}})),
        ("webhook", "/cases/0/expect", json!({"error": {"kind": "unauthentic", "reason": "odd"}})),
        ("redirect", "/cases/0/expect/observation/source", json!("query")),
        ("explain", "/cases/0/expect", json!({"status": "paid"})),
        ("list", "/cases/0/given/listing/limit", json!("10")),
        ("core/advance", "/cases/0/expect/steps", json!(["forward"])),
        ("core/advance", "/cases/0/given/observations", json!([{"status": "paid"}])),
        ("core/schedule", "/cases/0/expect/time_left_s", json!(-1)),
        ("core/plan", "/cases/0/given/payment/status", json!(null)),
        ("core/record", "/cases/0/given/json", json!(1)),
        ("core/observation", "/cases/0/given/json", json!(1)),
        ("core/time", "/cases/0/given/number", json!(1)),
        ("core/money", "/cases/0/expect/value", json!("1e2")),
    ];
    for (job, pointer, value) in breaches {
        let Some(file) = files.iter().find(|file| file.job() == *job) else {
            // A folder of somebody's own need not have every job.
            assert!(env::var_os("PAYSTATE_VECTORS").is_some(), "no file of {job}");
            continue;
        };
        let mut broken = file.json.clone();
        set(&mut broken, pointer, value);
        assert_ne!(broken, file.json, "{job} {pointer}");
        let validator = validators.get(&name_of(job)).expect("a schema of the job");
        assert!(validator.is_valid(&file.json), "{job}: the file itself");
        assert!(!validator.is_valid(&broken), "{job}: {pointer} may be {value}");
    }
}

/// Puts `value` at `pointer`, whose last part may be new.
fn set(json: &mut Value, pointer: &str, value: &Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = json.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {parent}"));
    parent[key] = value.clone();
}
