//! What a test plays on: a host with the built app, and a phone that knows nothing of it yet.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use xtask::files::{dist, workspace_root};
use xtask::server::{Options, Server};

use crate::browser::Browser;

/// A host and a phone.
pub struct Stage {
    /// The phone.
    pub browser: Browser,
    /// The host; `None` once it is switched off.
    pub server: Option<Server>,
    options: Options,
}

impl Stage {
    /// The built app at the root of a host.
    pub fn new() -> Result<Self> {
        Self::below("/")
    }

    /// The built app below a path, for example `/tools/pumps/`.
    pub fn below(prefix: &str) -> Result<Self> {
        ensure!(
            dist().join("sw.js").is_file(),
            "there is no finished build in `dist/`; run `cargo xtask build`"
        );
        Self::serving(Options { prefix: prefix.to_owned(), ..Options::new(dist()) })
    }

    /// Another app of the repository, its site made in a folder of the test's own.
    pub fn of_app(app: &str, folder: &Path) -> Result<Self> {
        xtask::stage::site(&workspace_root().join(app), folder)?;
        Self::serving(Options::new(folder.to_owned()))
    }

    /// The same below a path.
    pub fn of_app_below(prefix: &str, app: &str, folder: &Path) -> Result<Self> {
        xtask::stage::site(&workspace_root().join(app), folder)?;
        Self::serving(Options { prefix: prefix.to_owned(), ..Options::new(folder.to_owned()) })
    }

    fn serving(mut options: Options) -> Result<Self> {
        let server = Server::start(options.clone())?;
        options.port = server.port();
        Ok(Self { browser: Browser::phone()?, server: Some(server), options })
    }

    /// The address of the app; it stays the same when the host goes and comes back.
    pub fn url(&self) -> String {
        format!("http://localhost:{}{}", self.options.port, self.options.prefix)
    }

    /// The host while it is on.
    pub fn server(&self) -> Result<&Server> {
        self.server.as_ref().context("the host is switched off in this test")
    }

    /// Opens the app and waits until it has mounted.
    pub fn open(&self) -> Result<()> {
        self.browser.open(&self.url())?;
        self.wait_for_app()
    }

    /// Opens the app and waits until it says that it works offline and its models have arrived: what a page has asked
    /// the host for before it was stored is lost when the host goes.
    pub fn open_and_install(&self) -> Result<()> {
        self.open()?;
        self.browser.wait_for("html[data-models=ready]")?;
        self.browser.wait_for("html[data-offline=ready]")
    }

    /// The app removes the skeleton of the first paint when it mounts.
    pub fn wait_for_app(&self) -> Result<()> {
        self.browser.wait_until("the app has mounted", "return !document.getElementById('boot-skeleton')")
    }

    /// Switches the host off: no connection, for pages and service workers alike.
    pub fn host_off(&mut self) {
        self.server = None;
    }

    /// Switches the host on again, under the same address.
    pub fn host_on(&mut self) -> Result<()> {
        self.server = Some(Server::start(self.options.clone())?);
        Ok(())
    }
}
