//! `cargo xtask build`: the static app in `dist/`.

use anyhow::Result;

use super::tools;
use crate::process::{self, cargo};

/// How to build.
#[derive(clap::Args, Default)]
#[group(skip)]
pub struct Options {
    /// The app without optimisation: quick to rebuild, large to download.
    #[arg(long)]
    pub dev: bool,
}

/// The models' runtime, which Trunk does not build: it has no bindings, because it imports nothing.
const SANDBOX: &str = "build --package twinlet-sandbox --target wasm32-unknown-unknown --profile engine";

/// Installs what is missing, then builds the models' runtime while Trunk builds app and engine and calls `cargo xtask stage`:
/// each link takes minutes on one core.
pub fn run(options: &Options) -> Result<()> {
    tools::build_tools()?;
    eprintln!("build: the app and its engine (the first build takes about 10 minutes on two cores)");
    process::at_once(sandbox, || match options.dev {
        true => process::run("trunk", &["build"]),
        false => process::run("trunk", &["build", "--release"]),
    })
}

/// Builds the models' runtime; nothing is left to do when it is built.
pub fn sandbox() -> Result<()> {
    process::run(&cargo(), &SANDBOX.split(' ').collect::<Vec<_>>())
}
