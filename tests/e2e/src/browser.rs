//! One browser page, as a person with a phone sees and touches it.

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use serde_json::{Value, json};

use crate::chromedriver::Session;
use crate::wait::{DEADLINE, until};

/// A page in a browser of its own, at first of a phone's size.
pub struct Browser {
    pub(crate) session: Session,
    pub(crate) taps: Cell<usize>,
}

impl Browser {
    /// Starts a browser as a phone: 390 x 844 at three pixels per point, with touch.
    pub fn phone() -> Result<Self> {
        Self::of(Session::start()?)
    }

    /// Closes the browser and opens it again: what pages stored is there, nothing else.
    pub fn restarted(self) -> Result<Self> {
        Self::of(self.session.again()?)
    }

    fn of(session: Session) -> Result<Self> {
        let browser = Self { session, taps: Cell::new(0) };
        browser.session.cdp("Page.enable", json!({}))?;
        browser.resize(390, 844, 3.0, true)?;
        Ok(browser)
    }

    /// Changes the size of the screen, its pixel ratio, and whether it is touched.
    pub fn resize(&self, width: u32, height: u32, pixel_ratio: f64, is_phone: bool) -> Result<()> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": pixel_ratio, "mobile": is_phone });
        self.session.cdp("Emulation.setDeviceMetricsOverride", size)?;
        let touch = json!({ "enabled": is_phone, "maxTouchPoints": 5 });
        self.session.cdp("Emulation.setTouchEmulationEnabled", touch).map(drop)
    }

    /// A wide screen with a mouse: 1280 x 800.
    pub fn desktop(&self) -> Result<()> {
        self.resize(1280, 800, 1.0, false)
    }

    /// Sets what a media query sees, for example `prefers-color-scheme` to `dark`.
    pub fn media(&self, name: &str, value: &str) -> Result<()> {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        self.session.cdp("Emulation.setEmulatedMedia", features).map(drop)
    }

    /// Loads a page; ends when its `load` event has fired or it has failed.
    pub fn open(&self, url: &str) -> Result<()> {
        self.session.post("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs a script at the start of every page that is loaded from now on.
    pub fn before_each_page(&self, script: &str) -> Result<()> {
        self.session.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).map(drop)
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<()> {
        self.session.post("/refresh", &json!({})).map(drop)
    }

    /// Runs JavaScript as the body of a function and returns what it returns; promises are awaited.
    pub fn run(&self, script: &str) -> Result<Value> {
        self.session.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until an element is there and visible.
    pub fn wait_for(&self, selector: &str) -> Result<()> {
        self.wait_until(selector, &format!("return {}?.checkVisibility() ?? false", query(selector)))
    }

    /// Waits until the page's visible text holds these words.
    pub fn wait_for_text(&self, words: &str) -> Result<()> {
        self.wait_until(
            words,
            &format!("return document.body?.innerText.includes({}) ?? false", json!(words)),
        )
        .with_context(|| format!("the page says: {}", self.text().unwrap_or_default()))
    }

    /// Waits until a script returns true.
    pub fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        self.wait_at_most(DEADLINE, what, script)
    }

    /// Waits until a script returns true, with a deadline of its own.
    pub fn wait_at_most(&self, deadline: Duration, what: &str, script: &str) -> Result<()> {
        until(&format!("`{what}`"), deadline, || Ok((self.run(script)? == true).then_some(())))
            .with_context(|| format!("console: {:#?}", self.console_errors().unwrap_or_default()))
    }

    /// The visible text of the page.
    pub fn text(&self) -> Result<String> {
        self.string("return document.body?.innerText ?? ''")
    }

    /// The visible text of an element.
    pub fn text_of(&self, selector: &str) -> Result<String> {
        self.wait_for(selector)?;
        self.string(&format!("return {}.innerText", query(selector)))
    }

    fn string(&self, script: &str) -> Result<String> {
        let value = self.run(script)?;
        value.as_str().map(str::to_owned).with_context(|| format!("`{script}` returned {value}, not a text"))
    }

    /// What the console has said since the last call, from warnings upwards: errors, failed requests, CSP violations.
    pub fn console_errors(&self) -> Result<Vec<String>> {
        let log = self.session.post("/se/log", &json!({ "type": "browser" }))?;
        let entries = log.as_array().into_iter().flatten();
        let bad = entries.filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        Ok(bad.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect())
    }

    /// Fails if the console has said anything bad.
    pub fn expect_quiet_console(&self) -> Result<()> {
        let errors = self.console_errors()?;
        ensure!(errors.is_empty(), "the console says:\n{}", errors.join("\n"));
        Ok(())
    }

    /// Writes what the screen shows into a PNG file.
    pub fn screenshot(&self, path: &Path) -> Result<()> {
        let shot = self.session.cdp("Page.captureScreenshot", json!({ "format": "png" }))?;
        let text = shot["data"].as_str().context("the browser took no picture")?;
        let bytes =
            base64::engine::general_purpose::STANDARD.decode(text).context("the picture is broken")?;
        std::fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
    }

    /// Switches the page's network off or on. A service worker has a network of its own: stop the server for that.
    pub fn set_offline(&self, offline: bool) -> Result<()> {
        self.session.cdp("Network.enable", json!({}))?;
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.session.cdp("Network.emulateNetworkConditions", conditions).map(drop)
    }

    /// Empties the browser's own cache; what the service worker stored stays.
    pub fn clear_http_cache(&self) -> Result<()> {
        self.session.cdp("Network.clearBrowserCache", json!({})).map(drop)
    }

    /// Slows the main thread (not workers): 4 is about a cheap phone.
    pub fn slow_down(&self, times: u32) -> Result<()> {
        self.session.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": times })).map(drop)
    }

    /// Any command of the Chrome debugging protocol.
    pub fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        self.session.cdp(command, parameters)
    }
}

/// A script that finds an element.
pub(crate) fn query(selector: &str) -> String {
    format!("document.querySelector({})", json!(selector))
}
