//! The page on which real exports are run in a browser, and what the browser says about them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{build, tools};
use crate::files::{copy_folder, list, read, target, workspace_root, write};
use crate::process::{self, cargo};

/// The references, relative to the root.
pub const CORPUS: &str = "tests/suite/corpus";
const SOURCES: &str = "tests/engine-bench/page";

/// Builds the engine with its bindings and puts page and references beside it; the folder of the page.
pub fn page() -> Result<PathBuf> {
    tools::build_tools()?;
    build::sandbox()?;
    let build = "build --package twinlet-engine-bench --target wasm32-unknown-unknown --profile engine";
    process::run(&cargo(), &build.split(' ').collect::<Vec<_>>())?;
    let (root, page) = (workspace_root(), target().join("engine-bench"));
    let wasm = target().join("wasm32-unknown-unknown/engine/twinlet_engine_bench.wasm");
    let (out, wasm) = (page.to_string_lossy(), wasm.to_string_lossy());
    // Without names, as the worker is shipped.
    let bind = [
        "--target",
        "web",
        "--no-typescript",
        "--remove-name-section",
        "--out-name",
        "engine_bench",
        "--out-dir",
        &out,
        &wasm,
    ];
    process::run("wasm-bindgen", &bind)?;
    let sandbox = target().join("wasm32-unknown-unknown/engine/twinlet_sandbox.wasm");
    write(&page.join("sandbox.wasm"), read(&sandbox)?)?;
    copy_folder(&root.join(SOURCES), &page)?;
    copy_folder(&root.join(CORPUS), &page.join("corpus"))?;
    write(&page.join("corpus.json"), listing(&page.join("corpus"))?.as_bytes())?;
    Ok(page)
}

/// The files of each model, as JSON: a page cannot list a folder.
fn listing(corpus: &Path) -> Result<String> {
    let mut models: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in list(corpus)? {
        if let Some((model, file)) = path.split_once('/') {
            models.entry(model.to_owned()).or_default().push(file.to_owned());
        }
    }
    serde_json::to_string(&models).context("cannot write the list of models")
}

/// Starts the driver of the page, which prints a line of JSON for each model.
pub fn drive(what: &str, page: &Path) -> Result<Vec<Value>> {
    let page = page.to_string_lossy();
    json_lines(&["run", "--quiet", "-p", "twinlet-e2e", "--bin", "engines", "--", what, &page])
}

/// The lines of JSON that a cargo command prints; its messages go where ours go.
pub fn json_lines(arguments: &[&str]) -> Result<Vec<Value>> {
    let mut command = process::command(&cargo(), arguments);
    let output = command.stderr(Stdio::inherit()).output().context("cannot start cargo")?;
    anyhow::ensure!(
        output.status.success(),
        "`cargo {}` failed; its own message is above",
        arguments.join(" ")
    );
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    lines.lines().map(|line| serde_json::from_str(line).with_context(|| format!("no JSON: {line}"))).collect()
}
