//! A single file, opened from the disk: no host, no network, the same app.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use twinlet_e2e::Browser;
use xtask::files::workspace_root;

const DEADLINE: Duration = Duration::from_secs(90);
const TILE: &str = "document.querySelector('.tile-value')?.textContent";
/// Inlined scripts and styles are no requests, and nothing else may be one.
const REQUESTS: &str =
    "return performance.getEntriesByType('resource').filter((e) => !/^(blob|data):/.test(e.name)).length";

/// A phone without a network, and the app's file on it.
fn opened(app: &str) -> Result<(Browser, TempDir, String)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("an app & more.html");
    xtask::stage::single_file(&workspace_root().join(app), &file)?;
    let browser = Browser::phone()?;
    browser.set_offline(true)?;
    let url = format!("file://{}", file.display()).replace(' ', "%20");
    browser.open(&url)?;
    Ok((browser, folder, url))
}

fn wait_for_tile(browser: &Browser, value: &str) -> Result<()> {
    browser.wait_at_most(DEADLINE, value, &format!("return {TILE}?.startsWith({value:?}) ?? false"))
}

fn asked_nobody(browser: &Browser) -> Result<()> {
    let requests = browser.run(REQUESTS)?;
    ensure!(requests == json!(0), "{requests} requests");
    browser.expect_quiet_console()
}

#[test]
fn a_what_if_app_answers_from_the_disk() -> Result<()> {
    let (browser, _folder, url) = opened("apps/transformer")?;
    wait_for_tile(&browser, "88.1")?;
    browser.press_words("[data-testid=presets] button", "Hot day")?;
    wait_for_tile(&browser, "107.1")?;
    browser.picture("single-whatif")?;
    browser.tap(".chip")?;
    browser.wait_for_text("This file works without a connection.")?;
    browser.picture("single-status")?;
    asked_nobody(&browser)?;
    // A link leads into the file, to a scenario and to a page.
    browser.run("location.hash = '#?s=1&app=elm-street-transformer@1.0.0&ambient=20'")?;
    browser.wait_for_text("Scenario opened")?;
    ensure!(browser.run("return location.href.split('#')[0]")? == json!(url), "another file");
    browser.run("location.hash = '#model'")?;
    browser.wait_for("[data-testid=validation]")?;
    asked_nobody(&browser)
}

#[test]
fn files_of_widgets_come_from_the_page() -> Result<()> {
    let (browser, _folder, _) = opened("tests/suite/apps/widget-files")?;
    twinlet_e2e::widget_files(&browser)?;
    asked_nobody(&browser)
}

#[test]
fn an_engine_that_is_replaced_starts_again() -> Result<()> {
    let (browser, _folder, _) = opened("apps/transformer")?;
    wait_for_tile(&browser, "88.1")?;
    let said = browser.run(
        "const name = document.querySelector('meta[name=twinlet-worker]').content;
        const worker = new Worker(name, { type: 'module' });
        const said = await new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); });
        return said.includes(name.split('/').pop());",
    )?;
    ensure!(said == json!(true), "it must say which build it is");
    asked_nobody(&browser)
}

#[test]
fn a_station_decides_from_the_disk() -> Result<()> {
    let (browser, _folder, _) = opened("apps/pump-station")?;
    let headline = |words: &str| {
        let script = format!(
            "return document.querySelector('[data-testid=run-state]')?.textContent.startsWith('From ')
                && document.querySelector('.decision-headline').textContent.startsWith({words:?})"
        );
        browser.wait_at_most(DEADLINE, words, &script)
    };
    headline("Inspect pump 2")?;
    browser.press("[data-testid=presets] button")?;
    headline("Nothing to inspect now")?;
    browser.picture("single-station")?;
    asked_nobody(&browser)
}

#[test]
fn a_file_that_cannot_start_says_why() -> Result<()> {
    let (browser, folder, url) = opened("apps/transformer")?;
    browser.before_each_page("if (location.hash === '#old') delete window.DecompressionStream;")?;
    let file = folder.path().join("an app & more.html");
    let damaged = folder.path().join("damaged.html");
    let text = std::fs::read_to_string(&file)?;
    let part = text.find("_bg.wasm\" data-type").context("no wasm in the file")?;
    let (before, after) = text.split_at(part + 5000);
    std::fs::write(&damaged, [before, "AAAAAAAAAAAA", after.get(12..).unwrap_or_default()].concat())?;
    browser.open("about:blank")?;
    browser.open(&format!("{url}#old"))?;
    browser.wait_for_text("it cannot unpack it (DecompressionStream is missing)")?;
    browser.open(&format!("file://{}", damaged.display()))?;
    browser.wait_for_text("A part of the app could not be loaded")?;
    browser.wait_for_text("it may be damaged")
}

#[test]
fn each_app_keeps_its_own_though_the_disk_is_one_origin() -> Result<()> {
    let (browser, folder, _) = opened("apps/transformer")?;
    let databases = |count: usize| {
        let script = format!("return (await indexedDB.databases()).length === {count}");
        browser.wait_at_most(DEADLINE, &format!("{count} databases"), &script)
    };
    databases(1)?;
    let other = folder.path().join("pumps.html");
    xtask::stage::single_file(&workspace_root().join("apps/pump-station"), &other)?;
    browser.open(&format!("file://{}", other.display()))?;
    databases(2)
}
