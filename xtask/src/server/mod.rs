//! A small static file server with the headers of a real host, faults for tests and a slow line for measurements. Where a
//! file lies beside its compressed form (`.br`), that one goes out.
//!
//! Not for the internet: one thread per connection, GET and HEAD only, this machine only.

mod answer;
mod fault;
mod line;
mod request;

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result};

pub use fault::Fault;
use fault::Faults;
pub use line::Line;
use line::Traffic;
pub use twinlet_site::headers::CONTENT_SECURITY_POLICY;

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder to serve.
    pub root: PathBuf,
    /// 0 takes any free port.
    pub port: u16,
    /// The path below which the files appear: `/`, or for example `/tools/pumps/`.
    pub prefix: String,
    /// A slow line; `None` for the loopback as it is.
    pub line: Option<Line>,
}

impl Options {
    /// A folder at the root of any free port.
    pub fn new(root: PathBuf) -> Self {
        Self { root, port: 0, prefix: "/".to_owned(), line: None }
    }
}

/// A running server; dropping it stops it.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

/// What the connections see.
pub(crate) struct Shared {
    pub(crate) prefix: String,
    pub(crate) root: Mutex<PathBuf>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) traffic: Traffic,
    requests: Mutex<Vec<String>>,
    stopping: AtomicBool,
}

impl Server {
    /// Starts to serve on this machine's loopback address.
    pub fn start(options: Options) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).with_context(|| {
            format!("cannot listen on port {}: another program may hold it", options.port)
        })?;
        let address = listener.local_addr().context("the listening port has no address")?;
        let shared = Arc::new(Shared::new(options));
        let acceptor = std::thread::spawn({
            let shared = shared.clone();
            move || accept(&listener, &shared)
        });
        Ok(Self { address, shared, acceptor: Some(acceptor) })
    }

    /// The address of the start page, with a slash at its end.
    pub fn url(&self) -> String {
        format!("http://localhost:{}{}", self.address.port(), self.shared.prefix)
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The paths asked for so far, relative to the prefix, in order.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.shared.requests).clone()
    }

    /// Bytes of bodies that were sent so far, compressed where they were.
    pub fn bytes_sent(&self) -> u64 {
        self.shared.traffic.bytes()
    }

    /// From now on, answers this path (relative, for example `app/twin.json`) with a fault.
    pub fn set_fault(&self, path: &str, fault: Fault) {
        lock(&self.shared.faults).set(path, fault);
    }

    /// Ends all faults.
    pub fn clear_faults(&self) {
        lock(&self.shared.faults).clear();
    }

    /// Serves another folder from now on, as a deployment does.
    pub fn set_root(&self, root: PathBuf) {
        *lock(&self.shared.root) = root;
    }

    /// Stays until the process is interrupted.
    pub fn wait(mut self) -> Result<()> {
        let ended = self.acceptor.take().map(JoinHandle::join);
        ended.transpose().map(|_| ()).map_err(|_| anyhow::anyhow!("the server ended; start it again"))
    }

    /// Stops listening; the port is free afterwards.
    pub fn stop(mut self) {
        self.shut_down();
    }

    fn shut_down(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address)); // wakes the acceptor
        if let Some(acceptor) = self.acceptor.take() {
            drop(acceptor.join());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shut_down();
    }
}

impl Shared {
    fn new(options: Options) -> Self {
        Self {
            prefix: options.prefix,
            root: Mutex::new(options.root),
            faults: Mutex::default(),
            traffic: Traffic::new(options.line),
            requests: Mutex::default(),
            stopping: AtomicBool::new(false),
        }
    }

    pub(crate) fn note(&self, path: &str) {
        lock(&self.requests).push(path.to_owned());
    }
}

/// A thread that panicked cannot leave these plain values half written.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(stream) = stream {
            let shared = shared.clone();
            std::thread::spawn(move || answer::serve(stream, &shared));
        }
    }
}

#[cfg(test)]
mod tests;
