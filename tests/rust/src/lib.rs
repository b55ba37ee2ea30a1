//! The Rust runner of the conformance vectors: files, jobs and comparison. See `tests/vectors/README.md` for the contract.

mod compare;
mod jobs;
mod plain;

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

pub use compare::differences;
pub use jobs::{JOBS, account, body, headers, run};
pub use plain::{instant, target};

/// The repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One file of vectors.
#[derive(Debug)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub json: Value,
}

impl File {
    /// The job of its cases.
    #[must_use]
    pub fn job(&self) -> &str {
        self.json["job"].as_str().expect("a file names its job")
    }

    /// The cases.
    #[must_use]
    pub fn cases(&self) -> &[Value] {
        self.json["cases"].as_array().expect("a file has cases")
    }
}

/// Every file of the folder that `PAYSTATE_VECTORS` names, else of `tests/vectors`.
#[must_use]
pub fn files() -> Vec<File> {
    let folder = env::var_os("PAYSTATE_VECTORS")
        .map_or_else(|| root().join("tests/vectors"), |folder| root().join(folder));
    let mut paths: Vec<PathBuf> = entries(&folder)
        .into_iter()
        .filter(|path| path.is_dir())
        .flat_map(|path| entries(&path))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths.into_iter().map(|path| File { json: read_json(&path), path }).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries.map(|entry| entry.expect("a folder can be listed").path()).collect()
}

/// Reads a file of JSON.
#[must_use]
pub fn read_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
