//! A station is asked many times on the phone, without the host: what drives the risk, and a map whose cells open.
//!
//! `SCREENSHOTS=docs` keeps the pictures.

use std::time::Duration;

use anyhow::{Result, ensure};
use twinlet_e2e::{Browser, Stage};

const DRIVERS: &str = "[data-testid=study-drivers]";
const WEATHER: &str = "[data-testid=study-weather]";

/// A map is some thousand members.
const DEADLINE: Duration = Duration::from_secs(300);

/// Taps the study's button and waits for its picture.
fn work_out(browser: &Browser, study: &str) -> Result<()> {
    browser.scroll_and_tap(&[study, " button"].concat())?;
    let script = format!("return document.querySelector('{study} figure') !== null");
    browser.wait_at_most(DEADLINE, study, &script)
}

/// Where a slider stands.
fn slider(browser: &Browser, title: &str) -> Result<f64> {
    let script = format!(
        "return Number(document.querySelector(\"[role=slider][aria-label^='{title}']\").getAttribute('aria-valuenow'))"
    );
    Ok(serde_json::from_value(browser.run(&script)?)?)
}

#[test]
fn a_station_is_asked_many_times_on_the_phone() -> Result<()> {
    let mut stage = Stage::new()?;
    stage.open_and_install()?;
    stage.browser.wait_for_full_answer()?;
    stage.host_off();
    stage.browser.reload()?;
    stage.browser.wait_for_full_answer()?;
    let browser = &stage.browser;
    browser.scroll_and_tap("[data-testid=part-studies] summary")?;
    work_out(browser, DRIVERS)?;
    let words = browser.text_of(DRIVERS)?;
    let first = words.find("Pump 2, vibration zone");
    let others = ["Pump 1, vibration zone", "Pump 3, vibration zone"].map(|other| words.find(other));
    ensure!(
        first.is_some() && others.iter().all(|other| *other > first),
        "the zone of pump 2 first: {words}"
    );
    ensure!(words.contains("same 40 members"), "{words}");
    browser.pictures("study-drivers", Some(DRIVERS))?;

    work_out(browser, WEATHER)?;
    let cells = browser.run(&format!("return document.querySelectorAll('{WEATHER} .heat-cell').length"))?;
    ensure!(cells == 63, "{cells} cells");
    browser.scroll_and_tap(&format!("{WEATHER} .heat-row:nth-last-child(3) .heat-cell:nth-of-type(4)"))?;
    browser.pictures("study-weather", Some(WEATHER))?;
    browser.press_words(&format!("{WEATHER} button"), "Open this scenario")?;
    browser.wait_for_full_answer()?;
    // Third column of nine over 100 to 1,000 m3/h, second row of seven over -10 to 48 degrees.
    let (inflow, ambient) = (slider(browser, "Inflow")?, slider(browser, "Ambient")?);
    let is_there = (inflow - 325.0).abs() <= 5.0 && (ambient + 0.3333).abs() <= 0.5;
    ensure!(is_there, "the cell's scenario: {inflow}, {ambient}");
    browser.wait_for(&[WEATHER, " figure"].concat())?;
    ensure!(!browser.text_of(WEATHER)?.contains("earlier inputs"), "it does not depend on its own inputs");
    browser.wait_for_text("of earlier inputs")?;
    browser.expect_quiet_console()
}
