//! `cargo xtask bench`: speed, natively and in Chromium, measured in one run; start; charts; engines; how often bounds hold.

use anyhow::{Context, Result};
use clap::Args;

use super::bench_engines;
use crate::files::workspace_root;
use crate::process;

/// What the charts are measured beside; fetched from npm into the target folder, never kept here.
const UPLOT: &str = "uplot@1.6.32";

/// What to measure.
#[derive(Args, Default)]
pub struct Options {
    /// `speed`; `start`, from an address to the first decision (a few minutes); `charts`, redraws beside uPlot, and `engines`,
    /// real exports beside onnxruntime-web, both fetched from npm; or `coverage` of the bounds of fitted laws by the number of
    /// failures (some minutes)
    #[arg(value_enum, default_value_t)]
    what: What,
    /// With `engines`: renew docs/engine-benchmark.md
    #[arg(long)]
    write: bool,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum What {
    #[default]
    Speed,
    Start,
    Charts,
    Engines,
    Coverage,
}

/// Runs the measurements one after the other; each prints lines of JSON or a table.
pub fn run(options: &Options) -> Result<()> {
    match options.what {
        What::Speed => speed(),
        What::Start => start(),
        What::Charts => charts(),
        What::Engines => bench_engines::run(options.write),
        What::Coverage => coverage(),
    }
}

/// The table of docs/life-data.md.
fn coverage() -> Result<()> {
    process::run(
        &process::cargo(),
        &["run", "--quiet", "--profile", "cli", "-p", "twinlet-life", "--example", "coverage"],
    )
}

fn speed() -> Result<()> {
    let cargo = process::cargo();
    eprintln!("natively:");
    let native = ["run", "--quiet", "--profile", "cli", "-p", "twinlet", "--", "bench", "apps/pump-station"];
    process::run(&cargo, &native)?;
    eprintln!("in Chromium, on the build in `dist` (make it with `cargo xtask build`):");
    process::run(&cargo, &["run", "--quiet", "-p", "twinlet-e2e", "--bin", "bench"])
}

/// The table of docs/size-and-start.md.
fn start() -> Result<()> {
    eprintln!("in Chromium, on the build in `dist` (make it with `cargo xtask build`):");
    process::run(&process::cargo(), &["run", "--quiet", "-p", "twinlet-e2e", "--bin", "start"])
}

/// Makes the page of `components/examples/chart_bench` and measures in it.
fn charts() -> Result<()> {
    let (cargo, root) = (process::cargo(), workspace_root());
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let (page, npm) = (target.join("chart-bench"), target.join("chart-bench-npm"));
    let text = |path: &std::path::Path| path.to_string_lossy().into_owned();
    std::fs::create_dir_all(&page).with_context(|| format!("cannot make `{}`", page.display()))?;
    process::run("npm", &["install", "--silent", "--no-save", "--prefix", &text(&npm), UPLOT])?;
    let build = ["build", "--release", "-p", "twinlet-components", "--example", "chart_bench"];
    process::run(&cargo, &[&build[..], &["--target", "wasm32-unknown-unknown"]].concat())?;
    let wasm = target.join("wasm32-unknown-unknown/release/examples/chart_bench.wasm");
    process::run(
        "wasm-bindgen",
        &["--target", "web", "--no-typescript", "--out-dir", &text(&page), &text(&wasm)],
    )?;
    let sources = root.join("components/examples/chart_bench");
    let uplot = npm.join("node_modules/uplot/dist");
    for (from, name) in [
        (&sources, "index.html"),
        (&sources, "bench.js"),
        (&uplot, "uPlot.iife.min.js"),
        (&uplot, "uPlot.min.css"),
    ] {
        std::fs::copy(from.join(name), page.join(name)).with_context(|| format!("cannot copy `{name}`"))?;
    }
    process::run(&cargo, &["run", "--quiet", "-p", "twinlet-e2e", "--bin", "chart_bench", "--", &text(&page)])
}
