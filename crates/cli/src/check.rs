//! `twinlet check`: every mistake of a manifest at once.

use std::path::PathBuf;
use std::process::ExitCode;

use twinlet_core::date::Date;
use twinlet_core::diag::{Diagnostic, Severity};
use twinlet_core::manifest;

use crate::app::{self, Source};
use crate::diagnostics::{self, Format, counted};
use crate::today;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest
    app: PathBuf,
    /// The day on which limits are judged as expired, for example 2026-12-31; today (UTC) when absent
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    today: Option<Date>,
    /// Form of the findings
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// Warnings count as mistakes
    #[arg(long)]
    strict: bool,
}

/// Prints the findings; exit code 1 when there is a mistake.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let source = app::read(&args.app)?;
    let found = findings(&source, args.today.unwrap_or_else(today::utc));
    diagnostics::print(&found, &source.text, args.format)?;
    let is_mistake = |d: &&Diagnostic| args.strict || d.severity == Severity::Error;
    let mistakes = found.iter().filter(is_mistake).count();
    if args.format == Format::Terminal {
        summary(&source, &found, mistakes);
    }
    Ok(if mistakes == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Mistakes and warnings; limits are judged as expired where the rest is correct.
pub fn findings(source: &Source, today: Date) -> Vec<Diagnostic> {
    let mut found = match source.compile() {
        Err(mistakes) => return mistakes,
        Ok(compiled) => compiled.warnings,
    };
    let expired = manifest::expired_limits(&source.text, &source.name(), today);
    found.extend(expired.unwrap_or_else(|mistake| vec![*mistake]));
    found
}

fn summary(source: &Source, found: &[Diagnostic], mistakes: usize) {
    let path = source.path.display();
    match mistakes {
        0 => eprintln!("`{path}` is correct"),
        n => eprintln!("{} in `{path}`", counted(n)),
    }
    let error = found.iter().find(|d| d.severity == Severity::Error);
    if let Some(first) = error.or(found.first()) {
        eprintln!("run `twinlet explain {}` for more", first.code.name());
    }
}
