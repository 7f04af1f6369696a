//! `cargo xtask build`: the static app in `dist/`.

use anyhow::Result;

use super::tools;
use crate::process;

/// How to build.
#[derive(clap::Args, Default)]
#[group(skip)]
pub struct Options {
    /// The app without optimisation: quick to rebuild, large to download.
    #[arg(long)]
    pub dev: bool,
}

/// Installs what is missing, then lets Trunk build both wasm files and call `cargo xtask stage`.
pub fn run(options: &Options) -> Result<()> {
    tools::build_tools()?;
    eprintln!("build: the app and its engine (the first build takes about 10 minutes on two cores)");
    match options.dev {
        true => process::run("trunk", &["build"]),
        false => process::run("trunk", &["build", "--release"]),
    }
}
