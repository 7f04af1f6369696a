//! The `twinlet` command: check, run and serve twins without a browser.
#![expect(clippy::print_stdout, reason = "data goes to stdout, talk to stderr")]

mod app;
mod bench;
mod build;
mod bundle;
mod check;
mod compile;
mod completions;
mod diagnostics;
mod explain;
mod life;
mod live;
mod lock;
mod migrate;
mod model;
mod new;
mod plan;
mod predict;
mod questions;
mod readiness;
mod remote;
mod replay;
mod report;
mod run;
mod runtime;
mod schema;
mod serve;
mod test;
mod today;
mod trace;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Executable digital twins: check, run and serve them without a browser.
#[derive(Parser)]
#[command(name = "twinlet", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a what-if app from a bundle
    New(new::Args),
    /// Report every mistake of an app's manifest
    Check(check::Args),
    /// Explain a diagnostic: what the rule asks for, why, and how to mend it
    Explain(explain::Args),
    /// Compile an app's manifest to the JSON that the browser reads
    Compile(compile::Args),
    /// Write the static site of an app, or of several, for any host
    Build(build::Args),
    /// Print the JSON Schema of a manifest, or write it where an editor finds it
    Schema(schema::Args),
    /// Bring a manifest of an older version to this one
    Migrate(migrate::Args),
    /// Run an app's scenario and print the decision, or ask a what-if app
    Run(run::Args),
    /// Test an app: references, limits, its own cases, and a search for broken promises
    Test(test::Args),
    /// Lock the versions of the models that follow a registry
    Lock(lock::Args),
    /// Make, check, read, compare and publish model bundles
    #[command(subcommand)]
    Model(model::Command),
    /// What failure times say: fits of all laws with bounds; or check this program's figures against references
    Life(life::Args),
    /// Measure loading, members per second and the decision
    Bench(bench::Args),
    /// Answer rows of inputs with a bundle: JSON lines in, JSON lines out
    Predict(predict::Args),
    /// Show an app in a browser while you write it; with `--api`, serve a bundle to other programs (Open Inference Protocol v2)
    Serve(serve::Args),
    /// Print what a shell needs to complete this command
    Completions(completions::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::New(args) => new::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Compile(args) => compile::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Migrate(args) => migrate::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Lock(args) => lock::run(&args),
        Command::Model(command) => model::run(&command),
        Command::Life(args) => life::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Predict(args) => predict::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
