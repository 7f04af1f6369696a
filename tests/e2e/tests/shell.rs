//! The shell around the app: loading, offline, sub-paths, rescue.

use anyhow::{Result, ensure};
use twinlet_e2e::{Fault, Stage};

/// The names of the build's files that start and end like this.
fn files(start: &str, end: &str) -> Result<Vec<String>> {
    let names = xtask::files::list(&xtask::files::dist())?;
    Ok(names.into_iter().filter(|name| name.starts_with(start) && name.ends_with(end)).collect())
}

fn app_wasm() -> Result<String> {
    Ok(files("app-", "_bg.wasm")?.concat())
}

/// Runs `change(cache, url)` on every cache, behind the service worker's back, as a browser in need of space does.
fn change_caches(stage: &Stage, path: &str, change: &str) -> Result<()> {
    let each = format!(
        "for (const name of await caches.keys()) {{ const cache = await caches.open(name); {change} }}"
    );
    stage.browser.run(&format!("const url = new URL('{path}', document.baseURI); {each}")).map(drop)
}

fn evict(stage: &Stage, path: &str) -> Result<()> {
    change_caches(stage, path, "await cache.delete(url);")
}

fn corrupt(stage: &Stage, path: &str) -> Result<()> {
    change_caches(stage, path, "await cache.put(url, new Response('?'));")
}

#[test]
fn loads_without_a_word_in_the_console() -> Result<()> {
    let stage = Stage::new()?;
    stage.open_and_install()?;
    stage.browser.expect_quiet_console()
}

#[test]
fn works_without_the_host_once_it_is_ready() -> Result<()> {
    let mut stage = Stage::new()?;
    stage.open_and_install()?;
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()?;
    stage.browser.expect_quiet_console()
}

#[test]
fn works_below_a_path() -> Result<()> {
    let mut stage = Stage::below("/tools/pumps/")?;
    stage.open_and_install()?;
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()?;
    stage.browser.expect_quiet_console()
}

#[test]
fn a_missing_wasm_file_shows_the_rescue_text() -> Result<()> {
    let stage = Stage::new()?;
    stage.server()?.set_fault(&app_wasm()?, Fault::Status(404));
    stage.browser.open(&stage.url())?;
    stage.browser.wait_for("#rescue")?;
    stage.browser.wait_for_text("What to do next")
}

#[test]
fn a_browser_without_webassembly_is_told_so() -> Result<()> {
    let stage = Stage::new()?;
    stage.browser.before_each_page("delete globalThis.WebAssembly")?;
    stage.browser.open(&stage.url())?;
    stage.browser.wait_for("html[data-rescue=wasm] #rescue")?;
    stage.browser.wait_for_text("WebAssembly is missing")
}

#[test]
fn records_that_were_never_sent_can_be_saved_without_the_app() -> Result<()> {
    let stage = Stage::new()?;
    stage.browser.before_each_page("delete globalThis.WebAssembly")?;
    stage.browser.open(&stage.url())?;
    stage.browser.run(KEEP)?;
    stage.browser.tap("#rescue-export")?;
    stage.browser.wait_for_text("number of records: 1")
}

/// Keeps one record, and what the app keeps for itself, which nobody has to save.
const KEEP: &str = "return new Promise((resolve, reject) => {
    const request = indexedDB.open('twinlet', 1);
    request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('records');
        for (const key of ['record/a', 'proof/b', 'usage/recent', 'preference/role/c', 'units']) store.put('{}', key);
    };
    request.onsuccess = () => { request.result.close(); resolve(); };
    request.onerror = reject;
})";

/// The app proves itself once and keeps what came out.
const PROOF_IS_KEPT: &str = "return new Promise((resolve, reject) => {
    const request = indexedDB.open('twinlet', 1);
    request.onsuccess = () => {
        const keys = request.result.transaction('records').objectStore('records').getAllKeys();
        keys.onsuccess = () => { request.result.close(); resolve(keys.result.some((key) => key.startsWith('proof/'))); };
        keys.onerror = reject;
    };
    request.onerror = reject;
})";

#[test]
fn a_wasm_file_of_another_build_is_refused() -> Result<()> {
    let stage = Stage::new()?;
    stage.server()?.set_fault(&app_wasm()?, Fault::Replace(b"\0asm\x01\0\0\0".to_vec()));
    stage.browser.open(&stage.url())?;
    stage.browser.wait_for("html[data-rescue=load] #rescue")
}

#[test]
fn an_incomplete_upload_is_never_installed() -> Result<()> {
    let stage = Stage::new()?;
    stage.server()?.set_fault("build.json", Fault::Replace(b"<!DOCTYPE html>".to_vec()));
    stage.open()?;
    stage.browser.wait_for("html[data-offline=unavailable]")?;
    ensure!(stage.browser.run("return (await caches.keys()).length")? == 0, "a part of a build was kept");
    Ok(())
}

#[test]
fn an_evicted_file_comes_back_when_there_is_a_connection() -> Result<()> {
    let mut stage = Stage::new()?;
    stage.open_and_install()?;
    evict(&stage, "index.html")?;
    corrupt(&stage, &app_wasm()?)?;
    stage.browser.reload()?;
    stage.wait_for_app()?;
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()
}

#[test]
fn an_evicted_file_without_a_connection_gives_a_readable_page() -> Result<()> {
    for path in ["index.html".to_owned(), app_wasm()?] {
        let mut stage = Stage::new()?;
        stage.open_and_install()?;
        stage.browser.wait_until("the app has kept its proof", PROOF_IS_KEPT)?;
        evict(&stage, &path)?;
        stage.browser.clear_http_cache()?;
        stage.host_off();
        stage.browser.reload()?;
        stage.browser.wait_for_text("What to do next")?;
        stage.browser.tap("#rescue-export")?;
        stage.browser.wait_for_text("There are no records on this phone")?;
    }
    Ok(())
}
