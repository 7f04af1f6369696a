//! `cargo xtask test`: everything that must hold, cheapest first.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{build, gallery, module, python, tidy, tools};
use crate::files::target;
use crate::process::{at_once, cargo, command, finish, output, run as run_program};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// Two browsers at a time: each needs about a core.
const E2E_THREADS: &str = "--test-threads=2";

/// Which tests to run.
#[derive(clap::Args)]
pub struct Options {
    /// Only what needs neither a browser nor an optimised build.
    #[arg(long)]
    quick: bool,
}

/// A named part of the test run.
struct Step {
    name: &'static str,
    run: fn() -> Result<()>,
}

const QUICK: [Step; 4] = [
    Step { name: "format", run: format },
    Step { name: "tidy", run: tidy::run },
    Step { name: "clippy", run: clippy_native },
    Step { name: "native tests", run: native_tests },
];

const REST: [Step; 6] = [
    Step { name: "tools", run: tools::run },
    Step { name: "python, clippy wasm", run: python_and_clippy_wasm },
    Step { name: "core in browser", run: core_in_browser },
    Step { name: "build", run: release_build },
    Step { name: "module, gallery", run: module_and_gallery },
    Step { name: "app in browser", run: app_in_browser },
];

/// Runs the steps until one fails, then shows how long each took.
pub fn run(options: &Options) -> Result<()> {
    let rest = if options.quick { &[] } else { &REST[..] };
    let mut durations = Vec::new();
    let result = QUICK.iter().chain(rest).try_for_each(|step| timed(step, &mut durations));
    print_table(&durations);
    result?;
    eprintln!("test: all {} steps passed", durations.len());
    Ok(())
}

fn timed(step: &Step, durations: &mut Vec<(&'static str, Duration)>) -> Result<()> {
    eprintln!("test: {}", step.name);
    let start = Instant::now();
    let result = (step.run)();
    durations.push((step.name, start.elapsed()));
    result.with_context(|| format!("step `{}` failed; the later steps did not run", step.name))
}

fn print_table(durations: &[(&'static str, Duration)]) {
    for (name, duration) in durations {
        eprintln!("{:>8.1} s  {name}", duration.as_secs_f64());
    }
}

fn cargo_step(line: &str) -> Result<()> {
    run_program(&cargo(), &line.split(' ').collect::<Vec<_>>())
}

fn format() -> Result<()> {
    cargo_step("fmt --all --check").context("run `cargo fmt --all`")
}

fn clippy_native() -> Result<()> {
    cargo_step("clippy --quiet --workspace --all-targets -- -D warnings")
}

/// Python's tests take one core.
fn python_and_clippy_wasm() -> Result<()> {
    at_once(python::run, clippy_wasm)
}

/// The engine without tract, as the worker has it, and the module that has tract.
fn clippy_wasm() -> Result<()> {
    let app = "-p twinlet-app -p twinlet-components -p twinlet-engine-bench -p twinlet-core -p twinlet-life";
    for packages in [app, "-p twinlet-engine -p twinlet-worker --no-default-features", "-p twinlet-sandbox"] {
        cargo_step(&format!("clippy --quiet {packages} --target {WASM_TARGET} -- -D warnings"))?;
    }
    Ok(())
}

fn native_tests() -> Result<()> {
    cargo_step("test --quiet --workspace --exclude twinlet-e2e")
}

/// The same tests in a real browser: numbers must not depend on the target.
fn core_in_browser() -> Result<()> {
    let driver = output("sh", &["-c", "command -v chromedriver"])
        .context("no `chromedriver`; run `cargo xtask tools`")?;
    let mut tests = command(
        &cargo(),
        &["test", "-p", "twinlet-core", "-p", "twinlet-life", "--target", WASM_TARGET, "--tests"],
    );
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    tests.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_USE_BROWSER", "1");
    finish(&mut tests)
}

fn release_build() -> Result<()> {
    build::run(&build::Options::default())
}

/// One core links the module for minutes; the other builds the gallery.
fn module_and_gallery() -> Result<()> {
    at_once(module::run, gallery::run)
}

/// With the command line that the native tests have just built: building it alone would take other features and minutes.
fn app_in_browser() -> Result<()> {
    let line = ["test", "--quiet", "-p", "twinlet-e2e", "--", E2E_THREADS];
    finish(command(&cargo(), &line).env("TWINLET", target().join("debug/twinlet")))
}
