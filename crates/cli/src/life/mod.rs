//! `twinlet life`: what failure times say, and whether this program calculates as references do.

mod cases;
mod report;
mod table;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

/// Which file, and how to answer.
#[derive(clap::Args)]
pub struct Args {
    /// Table of lives: a column `time`, and a column `status` (1 or `failed`; 0 or `running`); or columns `from` and `to` of
    /// inspections
    #[arg(required_unless_present = "cases", conflicts_with = "cases")]
    file: Option<PathBuf>,
    /// Evaluate flat cases of a JSON file, each beside its reference
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Column of the times
    #[arg(long, default_value = "time")]
    time: String,
    /// Column that says whether a unit failed
    #[arg(long, default_value = "status")]
    status: String,
    /// Coverage of the bounds, two-sided
    #[arg(long, default_value_t = twinlet_life::fit::COVERAGE)]
    coverage: f64,
    /// Age of a unit that runs: with `--ahead`, how likely it is to fail within that time
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    age: f64,
    /// Time ahead, in the unit of the times
    #[arg(long, allow_negative_numbers = true)]
    ahead: Option<f64>,
    /// Samples drawn from each law for its goodness of fit; 500, fewer for more than 400 units
    #[arg(long)]
    resamples: Option<usize>,
    /// Seed of those samples
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Cases, or the report of a table.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if !(args.coverage > 0.0 && args.coverage < 1.0) {
        bail!("a coverage of {} is none; it is above 0 and below 1, for example 0.9", args.coverage);
    }
    let is_json = args.format == Format::Json;
    if let Some(file) = &args.cases {
        return cases::run(file, is_json);
    }
    let Some(file) = &args.file else { bail!("name a table of lives, or cases with `--cases`") };
    let units = table::read(file, &args.time, &args.status)?;
    let resamples = args.resamples.unwrap_or_else(|| enough(&units));
    let ahead = args.ahead.map(|ahead| (args.age, ahead));
    if let Some((age, ahead)) = ahead.filter(|(age, ahead)| !(*age >= 0.0 && *ahead > 0.0)) {
        bail!("`--age {age} --ahead {ahead}`: an age is not below zero, and a time ahead is above it");
    }
    let asked = report::Asked { coverage: args.coverage, resamples, seed: args.seed, ahead };
    let report = report::Report::new(&units, &asked)?;
    if is_json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        words::print(&report);
    }
    Ok(ExitCode::SUCCESS)
}

/// So many samples that the answer comes within seconds.
fn enough(units: &[twinlet_life::data::Unit]) -> usize {
    let count: f64 = units.iter().map(|u| u.count).sum();
    (200_000.0 / count).clamp(50.0, 500.0) as usize
}
