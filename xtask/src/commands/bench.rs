//! `cargo xtask bench`: speed, natively and in Chromium, measured in one run; and how often bounds hold.

use anyhow::Result;

use crate::process;

/// What to measure.
#[derive(clap::Args, Default)]
pub struct Options {
    /// `speed`, or `coverage` of the bounds of fitted laws by the number of failures (some minutes)
    #[arg(value_enum, default_value_t)]
    what: What,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum What {
    #[default]
    Speed,
    Coverage,
}

/// Measures.
pub fn run(options: &Options) -> Result<()> {
    match options.what {
        What::Speed => speed(),
        What::Coverage => coverage(),
    }
}

/// Both measurements one after the other; each prints a line of JSON.
fn speed() -> Result<()> {
    let cargo = process::cargo();
    eprintln!("natively:");
    let native = ["run", "--quiet", "--profile", "cli", "-p", "twinlet", "--", "bench", "apps/pump-station"];
    process::run(&cargo, &native)?;
    eprintln!("in Chromium, on the build in `dist` (make it with `cargo xtask build`):");
    process::run(&cargo, &["run", "--quiet", "-p", "twinlet-e2e", "--bin", "bench"])
}

/// The table of docs/life-data.md.
fn coverage() -> Result<()> {
    process::run(
        &process::cargo(),
        &["run", "--quiet", "--profile", "cli", "-p", "twinlet-life", "--example", "coverage"],
    )
}
