//! `twinlet test`: everything about an app that can be tested without a browser.

mod cases;
mod outcome;
mod references;
mod search;
mod station;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use serde_json::json;
use twinlet_core::link;
use twinlet_core::manifest::{self, App};
use twinlet_core::protocol::InputValues;
use twinlet_engine::Twin;

use crate::app;
use crate::run::Format;
use outcome::Outcome;

/// What to test.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest; the current folder when absent
    #[arg(default_value = ".", hide_default_value = true)]
    app: PathBuf,
    /// Seed of the search
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Points of the search (a station looks at fewer: each is a whole run)
    #[arg(long, default_value_t = 2000)]
    points: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs all tests and prints them; exit code 1 when one fails.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let outcomes = match app::compile(&args.app) {
        Ok(_) => outcomes(args)?,
        // A case of a limit that does not hold is one of the mistakes that compiling finds.
        Err(error) => vec![Outcome::failed("manifest", error.to_string())],
    };
    let failed = outcomes.iter().filter(|outcome| !outcome.ok).count();
    match args.format {
        Format::Text => print!("{}", outcome::text(&outcomes)),
        Format::Json => {
            println!("{}", json!({ "tests": outcomes, "passed": outcomes.len() - failed, "failed": failed }))
        }
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn outcomes(args: &Args) -> anyhow::Result<Vec<Outcome>> {
    let (twin, compiled) = app::load(&args.app)?;
    let path = app::manifest_path(&args.app);
    let warnings = match compiled.warnings.len() {
        0 => String::new(),
        n => format!("{n} warnings; see `twinlet check`"),
    };
    let mut all = vec![Outcome::passed("manifest", warnings)];
    all.extend(limits(&path)?);
    all.extend(references::prove(&twin));
    let suite = cases::read(&path)?;
    all.extend(searched(args, &twin, &suite));
    Ok(all)
}

fn searched(args: &Args, twin: &Twin, suite: &cases::Suite) -> Vec<Outcome> {
    let link = |inputs: &InputValues| set_arguments(&args.app, &twin.app, inputs);
    match &twin.app {
        App::WhatIf(app) => {
            let mut all = cases::check(twin, app, suite);
            all.extend(search::run(args, twin, app, suite.monotone(), &link));
            all
        }
        App::Station(manifest) => {
            let mut all = cases::not_for_stations(suite);
            all.extend(station::run(args, twin, manifest, &link));
            all
        }
    }
}

/// The limits with their cases, which compiling has checked.
fn limits(path: &Path) -> anyhow::Result<Vec<Outcome>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let counts = manifest::limit_case_counts(&text, &path.to_string_lossy());
    let counts = counts.map_err(|diagnostic| anyhow::anyhow!("{diagnostic}"))?;
    let line =
        |(id, cases): (String, usize)| Outcome::passed(format!("limit {id}"), format!("{cases} cases"));
    Ok(counts.into_iter().map(line).collect())
}

/// How inputs are shown so that somebody can look at them: a command, or the link of an app.
type Link<'a> = &'a dyn Fn(&InputValues) -> String;

/// The command that asks at these inputs, and the link that opens them in the app.
fn set_arguments(path: &Path, app: &App, inputs: &InputValues) -> String {
    let set = inputs.values.iter().map(|(id, value)| format!(" --set {id}={}", link::written(value)));
    let link = link::encode(app.identity(), app.controls(), inputs);
    format!("twinlet run {}{}\n  in the app: #{link}", path.display(), set.collect::<String>())
}
