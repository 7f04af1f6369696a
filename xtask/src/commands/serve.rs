//! `cargo xtask serve`: see the built app as a real host would serve it.

use anyhow::Result;

use super::build;
use crate::files::dist;
use crate::server::{Options as ServerOptions, Server};

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 20;

/// Where to serve, and which build.
#[derive(clap::Args)]
pub struct Options {
    /// The first port to try.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Serve what `dist/` holds, without building.
    #[arg(long)]
    no_build: bool,
    #[command(flatten)]
    build: build::Options,
}

/// Builds, serves on localhost, and stays until interrupted.
pub fn run(options: &Options) -> Result<()> {
    if !options.no_build {
        build::run(&options.build)?;
    }
    let server = start_on_free_port(options.port)?;
    eprintln!("serve: {}   (stop with Ctrl+C)", server.url());
    server.wait()
}

fn start_on_free_port(first: u16) -> Result<Server> {
    let last = first.saturating_add(PORTS_TRIED);
    let start = |port| Server::start(ServerOptions { port, ..ServerOptions::new(dist()) });
    (first..last).find_map(|port| start(port).ok()).map_or_else(|| start(last), Ok)
}
