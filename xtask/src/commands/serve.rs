//! `cargo xtask serve`: see the built app as a real host would serve it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::build;
use crate::files::{dist, workspace_root};
use crate::server::{Options as ServerOptions, Server};
use crate::stage;

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 20;

/// Where to serve, and which build.
#[derive(clap::Args)]
pub struct Options {
    /// The first port to try.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Serve what was built before, without building.
    #[arg(long)]
    no_build: bool,
    /// Folder of the app to serve; the pump station's when absent.
    #[arg(long, value_name = "FOLDER")]
    app: Option<PathBuf>,
    #[command(flatten)]
    build: build::Options,
}

/// Builds, serves on localhost, and stays until interrupted.
pub fn run(options: &Options) -> Result<()> {
    if !options.no_build {
        build::run(&options.build)?;
    }
    let folder = options.app.as_deref().map_or_else(|| Ok(dist()), site)?;
    let server = start_on_free_port(&folder, options.port)?;
    eprintln!("serve: {}   (stop with Ctrl+C)", server.url());
    server.wait()
}

/// The app's site, made from what was built.
fn site(app: &Path) -> Result<PathBuf> {
    let name = app.file_name().unwrap_or(OsStr::new("app"));
    let folder = workspace_root().join("target/site").join(name);
    let build = stage::site(app, &folder)?;
    eprintln!("serve: `{}` is build {} with {} files", app.display(), build.id, build.files.len());
    Ok(folder)
}

fn start_on_free_port(folder: &Path, first: u16) -> Result<Server> {
    let last = first.saturating_add(PORTS_TRIED);
    let start = |port| Server::start(ServerOptions { port, ..ServerOptions::new(folder.to_owned()) });
    (first..last).find_map(|port| start(port).ok()).map_or_else(|| start(last), Ok)
}
