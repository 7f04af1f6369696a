//! `twinlet check`: every mistake of a manifest at once.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use twinlet_core::date::Date;
use twinlet_core::diag::Diagnostic;
use twinlet_core::manifest;

use crate::{app, today};

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest
    app: PathBuf,
    /// The day on which limits are judged as expired, for example 2026-12-31; today (UTC) when absent
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    today: Option<Date>,
}

/// Prints the mistakes; exit code 1 when there are any.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match app::compile(&args.app) {
        Ok(compiled) => {
            let today = args.today.unwrap_or_else(today::utc);
            for warning in compiled.warnings.iter().chain(&expired(&args.app, today)?) {
                eprintln!("{warning}");
            }
            eprintln!("`{}` is correct", app::manifest_path(&args.app).display());
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{error}");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn expired(app: &Path, today: Date) -> anyhow::Result<Vec<Diagnostic>> {
    let path = app::manifest_path(app);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    manifest::expired_limits(&text, &path.to_string_lossy(), today).map_err(|d| anyhow::anyhow!("{d}"))
}
