//! `twinlet model`: make, check, read, compare and publish bundles.

mod check;
mod diff;
mod html;
mod index;
mod onnx;
mod pack;
mod plot;
mod show;
mod sign;
mod version;

pub use index::read as registry;

use std::process::ExitCode;

use clap::Subcommand;

/// What to do with a bundle.
#[derive(Subcommand)]
pub enum Command {
    /// Write the index of a bundle's folder, and its archive
    Pack(pack::Args),
    /// Verify a bundle, re-run its reference experiments, and say what a careful reader would object to; or look at an ONNX file
    Check(check::Args),
    /// Show what a bundle is for, how true it is and where it may not be trusted
    Show(show::Args),
    /// Name each change between two versions and the step that it asks for
    Diff(diff::Args),
    /// Publish bundles into a static registry
    Index(index::Args),
    /// Make a key pair for signing a registry
    Key(sign::Args),
}

/// Runs one of the commands.
pub fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Pack(args) => pack::run(args),
        Command::Check(args) => check::run(args),
        Command::Show(args) => show::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Index(args) => index::run(args),
        Command::Key(args) => sign::run(args),
    }
}
