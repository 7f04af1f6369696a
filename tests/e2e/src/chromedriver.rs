//! The WebDriver protocol to one chromedriver process: a session is a few JSON requests.
//!
//! By hand and blocking: the tests need six of the protocol's commands, and no asynchronous runtime.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use ureq::Agent;

/// One request may wait this long, a page load included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// Without the background flags Chromium asks for updates all the time, which a closed network answers slowly.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
];

/// A browser session; dropping it ends the browser and its driver.
pub struct Session {
    process: Child,
    agent: Agent,
    base: String,
    profile: Rc<tempfile::TempDir>,
}

/// A driver with its port. A free port that it picks can be taken by another driver in the same moment; then it ends
/// at once, and another one is started.
fn listening() -> Result<(Child, u16)> {
    let mut attempts = 3;
    loop {
        let mut process = spawn()?;
        attempts -= 1;
        match port_of(&mut process) {
            Err(_) if attempts > 0 => drop(process.wait()),
            port => return Ok((process, port?)),
        }
    }
}

impl Session {
    /// Starts a driver on a free port, and a browser with an empty profile.
    pub fn start() -> Result<Self> {
        Self::with(Rc::new(tempfile::tempdir().context("no folder for the browser's profile")?))
    }

    /// Ends the browser and starts it again with what it had stored.
    pub fn again(self) -> Result<Self> {
        let profile = self.profile.clone();
        drop(self);
        Self::with(profile)
    }

    fn with(profile: Rc<tempfile::TempDir>) -> Result<Self> {
        let (process, port) = listening()?;
        let base = format!("http://127.0.0.1:{port}/session");
        let mut session = Self { process, agent: agent(), base, profile };
        let capabilities = capabilities(&session.profile.path().to_string_lossy());
        let started = session.post("", &capabilities).context("chromium does not start")?;
        let id = started["sessionId"].as_str().context("chromedriver gave no session id")?;
        session.base = format!("{}/{id}", session.base);
        Ok(session)
    }

    /// Sends a WebDriver command and returns its `value`.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let mut answer = self.agent.post(format!("{}{path}", self.base)).send_json(body)?;
        let mut answer: Value = answer.body_mut().with_config().limit(100 << 20).read_json()?;
        let value = answer["value"].take();
        match value.get("error") {
            Some(error) => bail!("browser command `{path}` failed: {error}: {}", value["message"]),
            None => Ok(value),
        }
    }

    /// Sends a command of the Chrome debugging protocol.
    pub fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", &body).with_context(|| format!("debugging command `{command}`"))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.agent.delete(&self.base).call());
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn spawn() -> Result<Child> {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().context("cannot start `chromedriver`; run `cargo xtask tools`")
}

/// The driver takes any free port and says which.
fn port_of(process: &mut Child) -> Result<u16> {
    let stdout = process.stdout.take().context("chromedriver has no output")?;
    let mut lines = BufReader::new(stdout).lines();
    let port = lines.find_map(|line| {
        line.ok()?.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
    });
    std::thread::spawn(move || lines.for_each(drop)); // a full pipe would stop the driver
    port.context("chromedriver ended before it said its port")
}

fn agent() -> Agent {
    let config =
        Agent::config_builder().proxy(None).timeout_global(Some(REQUEST_TIMEOUT)).http_status_as_error(false);
    config.build().new_agent()
}

fn capabilities(profile: &str) -> Value {
    let profile = format!("--user-data-dir={profile}");
    let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
    let always = json!({
        "goog:chromeOptions": { "args": flags },
        "goog:loggingPrefs": { "browser": "ALL" },
        "unhandledPromptBehavior": "accept",
    });
    json!({ "capabilities": { "alwaysMatch": always } })
}
