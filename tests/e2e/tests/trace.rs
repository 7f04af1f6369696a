//! From a number on the screen back to what it was made from, on a phone, for both forms of app.
//!
//! `SCREENSHOTS=docs` keeps the pictures.

use std::time::Duration;

use anyhow::{Result, ensure};
use twinlet_e2e::{Browser, Stage};

const DEADLINE: Duration = Duration::from_secs(60);
const SHEET: &str = "[data-testid=trace-sheet]";
const CLOSE: &str = "dialog[open]:has([data-testid=trace-sheet]) [aria-label=Close]";

/// Taps the sign of a number's tile, and waits for its sheet.
fn ask(browser: &Browser, label: &str) -> Result<()> {
    let tile =
        format!("[...document.querySelectorAll('.tile')].find((t) => t.textContent.includes({label:?}))");
    browser.wait_at_most(
        DEADLINE,
        &format!("a tile {label:?}"),
        &format!("return !!{tile} && !{tile}.matches('.is-loading')"),
    )?;
    browser.run(&format!("{tile}.scrollIntoView({{block: 'center'}}); {tile}.querySelector('button').setAttribute('data-ask', '')"))?;
    browser.tap("[data-ask]")?;
    browser.run("document.querySelector('[data-ask]').removeAttribute('data-ask')")?;
    browser.wait_for(&format!("{SHEET} .trace-step"))
}

/// What the sheet says, with everything open.
fn said(browser: &Browser) -> Result<String> {
    let script = format!(
        "const sheet = document.querySelector('{SHEET}');
        sheet.querySelectorAll('details').forEach((d) => d.open = true); return sheet.innerText"
    );
    Ok(browser.run(&script)?.as_str().unwrap_or_default().to_owned())
}

fn expect(text: &str, parts: &[&str]) -> Result<()> {
    parts.iter().try_for_each(|part| {
        ensure!(text.contains(part), "{part:?} is not in\n{text}");
        Ok(())
    })
}

#[test]
fn a_number_of_a_whatif_app_is_traced() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let stage = Stage::of_app("apps/transformer-loading", &folder.path().join("site"))?;
    stage.open()?;
    let browser = &stage.browser;
    ask(browser, "Hot spot, highest")?;
    let is_closed =
        browser.run(&format!("return document.querySelectorAll('{SHEET} details[open]').length"))?;
    ensure!(is_closed == serde_json::json!(0), "the steps are open at first: {is_closed}");
    browser.tap(&format!("{SHEET} .trace-step > summary"))?;
    browser.pictures("trace-whatif", None)?;
    let parts = [
        "The highest of `hot_spot`",
        "Load this evening",
        "130 %",
        "The app's default",
        "Model thermal 1.0.0",
    ];
    expect(&said(browser)?, &parts)?;
    browser.tap(CLOSE)?;
    browser.press("[data-testid=decision] .source-button")?;
    browser.wait_for(&format!("{SHEET} .trace-step"))?;
    expect(&said(browser)?, &["rule 2 of 3", "The first rule that holds over all intervals"])?;
    browser.expect_quiet_console()
}

#[test]
fn a_number_of_a_station_is_traced() -> Result<()> {
    let stage = Stage::new()?;
    stage.open()?;
    let browser = &stage.browser;
    browser.wait_for_full_answer()?;
    ask(browser, "P(fail)")?;
    browser.tap(&format!("{SHEET} .trace-step > summary"))?;
    browser.pictures("trace-station", None)?;
    let parts = [
        "Failure probability of pump 2 within 24 h",
        "of members",
        "Delay-time model",
        "1000 members, seed 7",
        "Pump 2, vibration zone",
    ];
    expect(&said(browser)?, &parts)?;
    browser.tap(CLOSE)?;
    browser.press("[data-testid=decision] .decision-actions .button:not(.button-primary)")?;
    browser.press("[data-testid=sources] button:nth-child(2)")?;
    browser.wait_for(&format!("{SHEET} .trace-step"))?;
    expect(&said(browser)?, &["Window for pump 2", "Risk limit", "190 EUR"])?;
    browser.expect_quiet_console()
}
