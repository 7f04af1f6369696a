//! `cargo xtask bench`: speed, natively and in Chromium, measured in one run.

use anyhow::Result;

use crate::process;

/// Runs both measurements one after the other; each prints a line of JSON.
pub fn run() -> Result<()> {
    let cargo = process::cargo();
    eprintln!("natively:");
    let native = ["run", "--quiet", "--profile", "cli", "-p", "twinlet", "--", "bench", "apps/pump-station"];
    process::run(&cargo, &native)?;
    eprintln!("in Chromium, on the build in `dist` (make it with `cargo xtask build`):");
    process::run(&cargo, &["run", "--quiet", "-p", "twinlet-e2e", "--bin", "bench"])
}
