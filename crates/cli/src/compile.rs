//! `twinlet compile`: the manifest as the browser reads it.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app;

/// What to compile.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest; the current folder when absent
    #[arg(default_value = ".", hide_default_value = true)]
    app: PathBuf,
}

/// Prints canonical JSON to stdout.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    println!("{}", app::compile(&args.app)?.json);
    Ok(ExitCode::SUCCESS)
}
