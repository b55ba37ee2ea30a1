//! Generates the Kotlin and Swift of `paystate-uniffi` from a built library, and takes out what reads like generated code.
//! What the code does stays as UniFFI wrote it, but for the pool of `kotlin.rs`.
//!
//! `paystate-bindgen <library> <folder>` writes `<folder>/dev/paystate/paystate.kt`, `Paystate.swift`, `PaystateFFI.h` and
//! `PaystateFFI.modulemap`. The library must still have its symbols.

mod kotlin;
mod swift;
mod text;

use std::process::ExitCode;
use std::{env, fs};

use uniffi::{GenerateOptions, TargetLanguage};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [library, folder] = arguments.as_slice() else {
        eprintln!("usage: paystate-bindgen <library> <folder>");
        return ExitCode::FAILURE;
    };
    match generate(library, folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("paystate-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(library: &str, folder: &str) -> Result<(), String> {
    let options = GenerateOptions {
        languages: vec![TargetLanguage::Kotlin, TargetLanguage::Swift],
        source: library.into(),
        out_dir: folder.into(),
        config_override: None,
        format: false,
        crate_filter: None,
        metadata_no_deps: true,
    };
    uniffi::generate(options).map_err(|error| format!("{error:#}"))?;
    reshape(&format!("{folder}/dev/paystate/paystate.kt"), kotlin::shape)?;
    reshape(&format!("{folder}/Paystate.swift"), swift::shape)
}

fn reshape(path: &str, shape: fn(&str) -> Result<String, String>) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let shaped = shape(&text).map_err(|error| format!("{path}: {error}"))?;
    fs::write(path, shaped).map_err(|error| format!("{path}: {error}"))
}
