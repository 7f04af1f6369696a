//! `twinlet serve APP`: the app in a browser while it is written; saving shows the new one, or what is wrong with it.
//!
//! For this machine only, or with `--lan` for its network: nothing is compressed, kept by the browser, or made available offline.

mod lan;
mod pages;
mod routes;
mod shown;
mod watch;

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use twinlet_core::bundle::INDEX;
use twinlet_site::content::MANIFEST;

use crate::serve::stop_signal;
use crate::{app, runtime};
use shown::Live;
use watch::Watch;

/// The first port to try when none is named, and how many after it.
const PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;

/// Where to show the app.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Port; 0 takes a free one, `None` the first free one from 8080 on.
    pub port: Option<u16>,
    /// Whether to open it in the browser.
    pub open: bool,
    /// Whether other machines of the network may see it, over https.
    pub lan: bool,
}

/// Serves until Ctrl-C or the system's signal to end.
///
/// # Errors
/// When there is no app, no runtime, or no port.
pub fn run(app: &Path, place: Place, options: &runtime::Options) -> anyhow::Result<()> {
    if !app.join(MANIFEST).exists() && app.join(INDEX).exists() {
        bail!(
            "`{0}` is a bundle, not an app; `twinlet serve --api {0}` answers other programs",
            app.display()
        );
    }
    if !app.exists() {
        bail!(
            "there is nothing at `{}`; name the folder of an app, which holds a `{MANIFEST}`",
            app.display()
        );
    }
    if !app::manifest_path(app).exists() {
        bail!(
            "`{}` holds no `{MANIFEST}`; name the folder of an app, or make one with `twinlet new`",
            app.display()
        );
    }
    let live = Arc::new(Live::new(app, runtime::open(options)?));
    let watch = Watch::start(Arc::clone(&live));
    let machine = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    machine.context("cannot start the server")?.block_on(serve(live, watch, place))
}

async fn serve(live: Arc<Live>, watch: Watch, place: Place) -> anyhow::Result<()> {
    let ip = if place.lan { lan::address()? } else { Ipv4Addr::LOCALHOST.into() };
    let listener = listen(ip, place.port).await?;
    let signalled = stop_signal();
    let port = listener.local_addr()?.port();
    let address =
        if place.lan { format!("https://{ip}:{port}/") } else { format!("http://localhost:{port}/") };
    let router = routes::router(live, ip);
    if place.lan {
        let secure = lan::Secure::start(listener)?;
        eprintln!("{}", lan::invite(&address)?);
        tokio::spawn(axum::serve(secure, router).into_future());
    } else {
        tokio::spawn(axum::serve(listener, router).into_future());
    }
    eprintln!("serving {address} (Ctrl-C ends); what you save is shown at once");
    if place.open {
        open(&address);
    }
    tokio::spawn(watch.follow());
    // Pages keep a connection open for news: nobody waits for them.
    signalled.notified().await;
    Ok(())
}

async fn listen(ip: IpAddr, port: Option<u16>) -> anyhow::Result<TcpListener> {
    let last = port.unwrap_or(PORT + PORTS_TRIED);
    for port in port.unwrap_or(PORT)..last {
        if let Ok(listener) = TcpListener::bind((ip, port)).await {
            return Ok(listener);
        }
    }
    let listener = TcpListener::bind((ip, last)).await;
    listener.with_context(|| format!("cannot listen at {ip}:{last}; choose another `--port`"))
}

/// Best effort: whoever has no such program has the address.
fn open(address: &str) {
    let (program, arguments): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start"]),
        _ => ("xdg-open", &[]),
    };
    if std::process::Command::new(program).args(arguments).arg(address).spawn().is_err() {
        eprintln!("warning: `{program}` cannot be started; open the address yourself");
    }
}
