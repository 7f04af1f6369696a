//! `twinlet serve`: an app for whoever writes it ([`crate::live`]), or, with `--api`, a bundle for other programs.
//!
//! The latter speaks the Open Inference Protocol v2.
//! One model, no state, no log of what was asked. `docs/serving.md` describes it for its users.

mod about;
mod answers;
mod api;
mod example;
mod infer;
mod metadata;
mod openapi;
mod origin;
mod refusal;
mod request;
mod schema;
mod tensor;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::live::{self, Place};
use crate::{bundle, runtime};
use api::{Api, Limits};

/// Where a bundle is served when no port is named.
const PORT: u16 = 8081;
/// How long open requests may still be answered after a signal to stop.
const GRACE: Duration = Duration::from_secs(5);

/// What to serve, where, and how much of it.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app to show in a browser of this machine, the current one when absent; saving it reloads the page
    #[arg(value_name = "APP", conflicts_with = "api")]
    app: Option<PathBuf>,
    /// Bundle to serve to other programs instead
    #[arg(long, value_name = "BUNDLE")]
    api: Option<PathBuf>,
    /// Port; 0 takes a free one [default: 8080 or the next free one; with --api 8081]
    #[arg(long)]
    port: Option<u16>,
    /// Open the app in the browser
    #[arg(long, conflicts_with = "api")]
    open: bool,
    /// Let other machines of the network see the app, over https, and print the address as a QR code
    #[arg(long, conflicts_with = "api")]
    lan: bool,
    #[command(flatten)]
    runtime: runtime::Options,
    #[command(flatten)]
    service: Service,
}

/// How a bundle is served.
#[derive(clap::Args)]
#[command(next_help_heading = "With --api")]
struct Service {
    /// Address to listen at; beyond this machine only when named
    #[arg(long, default_value = "127.0.0.1", requires = "api", conflicts_with = "app")]
    host: String,
    /// A web page's origin that may ask, for example `https://plant.example`; repeatable
    #[arg(long, value_name = "ORIGIN", requires = "api", conflicts_with = "app")]
    allow_origin: Vec<String>,
    /// Rows of one request
    #[arg(long, requires = "api", conflicts_with = "app", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..))]
    max_rows: u64,
    /// Size of one request's body, MiB
    #[arg(long, requires = "api", conflicts_with = "app", default_value_t = 16, value_parser = clap::value_parser!(u64).range(1..=1024))]
    max_body_mib: u64,
    /// Time for one request, seconds
    #[arg(long, requires = "api", conflicts_with = "app", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    deadline_s: u64,
}

/// Serves until Ctrl-C or the system's signal to end.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.api {
        Some(bundle) => run_service(bundle, args)?,
        None => {
            let app = args.app.as_deref().unwrap_or(Path::new("."));
            live::run(app, Place { port: args.port, open: args.open, lan: args.lan }, &args.runtime)?
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn run_service(folder: &Path, args: &Args) -> anyhow::Result<()> {
    let service = &args.service;
    let limits = Limits {
        rows: usize::try_from(service.max_rows)?,
        body: usize::try_from(service.max_body_mib << 20)?,
        deadline: Duration::from_secs(service.deadline_s),
    };
    let api = Arc::new(Api::new(bundle::open(folder)?, limits)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("cannot start the service")?.block_on(serve(service, args.port.unwrap_or(PORT), api))
}

async fn serve(args: &Service, port: u16, api: Arc<Api>) -> anyhow::Result<()> {
    let listener = TcpListener::bind((args.host.as_str(), port)).await.with_context(|| {
        format!("cannot listen at {}:{port}; choose another `--host` or `--port`", args.host)
    })?;
    // Whoever reads the address may say at once that it is to end.
    let signalled = stop_signal();
    let model = &api.predictor.bundle().index;
    eprintln!("serving `{}` {} at http://{} (Ctrl-C ends)", model.id, model.version, listener.local_addr()?);
    let router = api::router(api, &args.allow_origin)?;
    let stop = Arc::new(Notify::new());
    let stopped = Arc::clone(&stop);
    let serving =
        axum::serve(listener, router).with_graceful_shutdown(async move { stopped.notified().await });
    let serving = tokio::spawn(serving.into_future());
    signalled.notified().await;
    stop.notify_one();
    match timeout(GRACE, serving).await {
        Ok(ended) => Ok(ended??),
        Err(_) => bail!("requests were still open {} s after the signal; they were cut off", GRACE.as_secs()),
    }
}

/// Tells when Ctrl-C or the system's signal to end has come.
pub fn stop_signal() -> Arc<Notify> {
    let stop = Arc::new(Notify::new());
    let stopped = Arc::clone(&stop);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            stopped.notify_one();
        }
    });
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        let stopped = Arc::clone(&stop);
        tokio::spawn(async move {
            terminate.recv().await;
            stopped.notify_one();
        });
    }
    stop
}
