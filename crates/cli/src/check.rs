//! `twinlet check`: every mistake of a manifest at once.

use std::path::PathBuf;
use std::process::ExitCode;

use twinlet_core::date::Date;
use twinlet_core::diag::{Diagnostic, Severity};
use twinlet_core::manifest::{self, CompiledApp};

use crate::app::{self, Source};
use crate::diagnostics::{self, Format, counted};
use crate::readiness::{self, Line, State};
use crate::today;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest; the current folder when absent
    #[arg(default_value = ".", hide_default_value = true)]
    app: PathBuf,
    /// The day on which limits are judged as expired, for example 2026-12-31; today (UTC) when absent
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    today: Option<Date>,
    /// Form of the findings
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// Warnings count as mistakes; with `--readiness`, what is missing as well
    #[arg(long)]
    strict: bool,
    /// Also report whether the app is ready for a pilot; runs it once
    #[arg(long)]
    readiness: bool,
}

/// Prints the findings; exit code 1 when there is a mistake.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let source = app::read(&args.app)?;
    let today = args.today.unwrap_or_else(today::utc);
    let (found, compiled) = findings(&source, today);
    let is_mistake = |d: &&Diagnostic| args.strict || d.severity == Severity::Error;
    let mistakes = found.iter().filter(is_mistake).count();
    let lines = match compiled.filter(|_| args.readiness) {
        Some(compiled) => readiness::report(&source, &compiled, today)?,
        None => Vec::new(),
    };
    match args.format {
        Format::Terminal => {
            diagnostics::print(&found, &source.text, args.format)?;
            summary(&source, &found, mistakes);
            if !lines.is_empty() {
                print!("{}", readiness::in_words(&lines));
            }
        }
        Format::Json if args.readiness => println!("{}", both(&found, &lines)?),
        Format::Json => diagnostics::print(&found, &source.text, args.format)?,
    }
    let is_unready = args.strict && lines.iter().any(|line| line.state == State::Missing);
    Ok(if mistakes == 0 && !is_unready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Findings and readiness as one object.
fn both(found: &[Diagnostic], lines: &[Line]) -> anyhow::Result<String> {
    let readiness: Result<Vec<String>, _> = lines.iter().map(serde_json::to_string).collect();
    let readiness = readiness?.join(",\n  ");
    Ok(format!("{{\"findings\": {},\n\"readiness\": [\n  {readiness}\n]}}", diagnostics::json(found)?))
}

/// Mistakes and warnings, and the app where it is correct; limits are judged as expired only then.
fn findings(source: &Source, today: Date) -> (Vec<Diagnostic>, Option<CompiledApp>) {
    let compiled = match source.compile() {
        Err(mistakes) => return (mistakes, None),
        Ok(compiled) => compiled,
    };
    let mut found = compiled.warnings.clone();
    let expired = manifest::expired_limits(&source.text, &source.name(), today);
    found.extend(expired.unwrap_or_else(|mistake| vec![*mistake]));
    (found, Some(compiled))
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
