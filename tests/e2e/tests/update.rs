//! Two builds at one address: never mixed, and the new one comes when the person says so.

use std::path::Path;

use anyhow::{Context, Result};
use twinlet_e2e::Stage;
use xtask::files::{copy_folder, dist, read, read_text, sha256_hex, write};

const TITLE: &str = "Second build";

/// A build like the first one but for the title of its page.
fn second_build(folder: &Path) -> Result<()> {
    copy_folder(&dist(), folder)?;
    let build: serde_json::Value = serde_json::from_str(&read_text(&dist().join("build.json"))?)?;
    let id = build["build"].as_str().context("`build.json` names no build")?;
    let page = read_text(&dist().join("index.html"))?.replace("<title>", &format!("<title>{TITLE} "));
    let page = page.replace(id, "0123456789abcdef");
    let worker = read_text(&dist().join("sw.js"))?.replace(id, "0123456789abcdef");
    let worker =
        worker.replace(&sha256_hex(&read(&dist().join("index.html"))?), &sha256_hex(page.as_bytes()));
    write(&folder.join("index.html"), page)?;
    write(&folder.join("sw.js"), worker)
}

fn is_second(stage: &Stage) -> Result<bool> {
    Ok(stage.browser.run(&format!("return document.title.startsWith('{TITLE}')"))? == true)
}

#[test]
fn a_new_build_waits_for_the_persons_word() -> Result<()> {
    let (mut stage, folder) = (Stage::new()?, tempfile::tempdir()?);
    second_build(folder.path())?;
    stage.open_and_install()?;
    stage.server()?.set_root(folder.path().to_path_buf());
    stage.open()?;
    stage.browser.wait_for("html[data-update=ready]")?;
    assert!(!is_second(&stage)?, "the new build came unasked");
    stage.browser.run("window.dispatchEvent(new Event('twinlet:apply-update'))")?;
    stage.browser.wait_until("the second build", &format!("return document.title.startsWith('{TITLE}')"))?;
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()?;
    assert!(is_second(&stage)?);
    stage.browser.expect_quiet_console()
}

#[test]
fn a_broken_old_build_stands_aside_for_the_new_one() -> Result<()> {
    let (stage, folder) = (Stage::new()?, tempfile::tempdir()?);
    second_build(folder.path())?;
    stage.open_and_install()?;
    stage.browser.run("for (const name of await caches.keys()) await (await caches.open(name)).delete(document.baseURI + 'index.html')")?;
    stage.server()?.set_root(folder.path().to_path_buf());
    stage.open()?;
    assert!(is_second(&stage)?, "the old build's page cannot be here");
    Ok(())
}
