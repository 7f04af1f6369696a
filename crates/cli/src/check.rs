//! `twinlet check`: every mistake of a manifest at once.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest
    app: PathBuf,
}

/// Prints the mistakes; exit code 1 when there are any.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match app::compile(&args.app) {
        Ok(compiled) => {
            for warning in &compiled.warnings {
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
