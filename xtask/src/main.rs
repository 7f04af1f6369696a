//! `cargo xtask <command>`: see `cargo xtask --help`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::commands::{
    bench, build, corpus, dist, gallery, hostile, module, python, serve, size, stage, test, tidy, tools,
};

/// Orders the builds, serves, tests and measures.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the build and the tests need, where it is missing.
    Tools,
    /// Build the static app into `dist/`.
    Build(build::Options),
    /// Finish a build: app content, hashed names, precache list (Trunk calls this).
    Stage,
    /// Build, then serve `dist/` on localhost with the headers of a real host.
    Serve(serve::Options),
    /// Build the command line with the runtime inside: `target/release/twinlet`.
    Dist(dist::Options),
    /// Build the engine as an ES module for other people's pages, into `target/module/`.
    Module,
    /// Build a page of every widget in every state into `target/gallery/`.
    Gallery,
    /// Check the rules that no compiler checks.
    Tidy,
    /// Run every test, or the quick ones.
    Test(test::Options),
    /// Check the Python package: types, lints, tests.
    Python,
    /// Run real exports natively and in Chromium and compare with onnxruntime's answers.
    Corpus(corpus::Options),
    /// Open files that may hurt in Chromium
    Hostile,
    /// Measure speed, natively and in Chromium; charts; engines; or how often the bounds of fitted laws hold.
    Bench(bench::Options),
    /// Print the size of each file as it travels, and fail over the budget.
    Size,
}

fn main() -> ExitCode {
    let Err(error) = run(Arguments::parse().command) else { return ExitCode::SUCCESS };
    eprintln!("error: {error}");
    error.chain().skip(1).for_each(|cause| eprintln!("  because: {cause}"));
    ExitCode::FAILURE
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Tools => tools::run(),
        Command::Build(options) => build::run(&options),
        Command::Stage => stage::run(),
        Command::Serve(options) => serve::run(&options),
        Command::Dist(options) => dist::run(&options),
        Command::Module => module::run(),
        Command::Gallery => gallery::run(),
        Command::Tidy => tidy::run(),
        Command::Test(options) => test::run(&options),
        Command::Python => python::run(),
        Command::Corpus(options) => corpus::run(&options),
        Command::Hostile => hostile::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Size => size::run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_commands_fit_together() {
        super::Arguments::command().debug_assert();
    }
}
