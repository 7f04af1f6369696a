//! The harness itself: fingers, screens and the console do what the other tests rely on.

use anyhow::Result;
use twinlet_e2e::Browser;
use xtask::files::write;
use xtask::server::{Options, Server};

const PAGE: &str = r#"<!DOCTYPE html><meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,"><link rel="stylesheet" href="page.css">
    <p id="said">nothing</p><div id="pad">pad</div><button id="below">below</button><div id="cover"></div>
    <button id="hidden">under the cover</button><script src="page.js"></script>"#;
const STYLE: &str = "#pad { width: 200px; height: 100px; touch-action: none; background: silver }
    #below { margin: 2000px 0 500px } #cover { position: fixed; inset: auto 0 0 0; height: 60px; background: gray }
    #hidden { position: fixed; bottom: 10px }
    #cover { z-index: 1 }";
const SCRIPT: &str = "const say = (text) => { document.getElementById('said').textContent = text; };
    const pad = document.getElementById('pad'); let from = 0;
    pad.addEventListener('pointerdown', (e) => { from = e.clientX; });
    pad.addEventListener('pointerup', (e) => say(`${e.pointerType} ${Math.round(e.clientX - from)}`));
    document.getElementById('below').addEventListener('click', () => say('clicked'));";

/// A small page with its server and a phone that shows it.
fn page() -> Result<(Browser, Server, tempfile::TempDir)> {
    let folder = tempfile::tempdir()?;
    for (name, text) in [("index.html", PAGE), ("page.css", STYLE), ("page.js", SCRIPT)] {
        write(&folder.path().join(name), text)?;
    }
    let server = Server::start(Options::new(folder.path().to_path_buf()))?;
    let browser = Browser::phone()?;
    browser.open(&server.url())?;
    Ok((browser, server, folder))
}

#[test]
fn fingers_tap_and_drag_what_can_be_reached() -> Result<()> {
    let (browser, _server, _folder) = page()?;
    browser.drag("#pad", 60.0, 0.0)?;
    browser.wait_for_text("touch 60")?;
    browser.tap("#below")?;
    browser.wait_until("click", "return document.getElementById('said').textContent === 'clicked'")?;
    assert!(browser.tap("#hidden").is_err_and(|error| error.to_string().contains("covered")));
    assert_eq!(browser.taps(), 2);
    browser.expect_quiet_console()
}

#[test]
fn screens_differ_as_asked() -> Result<()> {
    let (browser, _server, folder) = page()?;
    let picture = folder.path().join("phone.png");
    browser.screenshot(&picture)?;
    assert_eq!(std::fs::read(&picture)?[16..24], [0, 0, 4, 146, 0, 0, 9, 228], "1170 x 2532 pixels");
    browser.media("prefers-color-scheme", "dark")?;
    assert!(browser.run("return matchMedia('(prefers-color-scheme: dark)').matches")? == true);
    browser.desktop()?;
    assert!(browser.run("return innerWidth === 1280 && innerHeight === 800")? == true);
    Ok(())
}

#[test]
fn the_console_tells_of_errors_requests_and_violations() -> Result<()> {
    let (browser, _server, _folder) = page()?;
    browser.run(
        "console.error('said so'); fetch('missing.json'); document.body.setAttribute('style', 'color: red')",
    )?;
    let mut seen = String::new();
    for expected in ["said so", "missing.json", "Content Security Policy"] {
        twinlet_e2e::until(expected, twinlet_e2e::DEADLINE, || {
            seen += &browser.console_errors()?.join("\n");
            Ok(seen.contains(expected).then_some(()))
        })?;
    }
    Ok(())
}
