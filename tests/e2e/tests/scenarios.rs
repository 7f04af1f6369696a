//! Steps back and forward; a scenario with a name, pinned, compared with, and there after a restart without the host.

use std::time::Duration;

use anyhow::{Result, ensure};
use twinlet_e2e::{Browser, Stage};

const ALL: &str = "[data-testid=side-by-side]";
const SHEET: &str = "[data-testid=scenarios-sheet]";

/// Words of the preset that is chosen.
fn preset(browser: &Browser) -> Result<String> {
    browser.text_of("[data-testid=presets] [aria-checked=true]")
}

fn name_the_scenario(browser: &Browser, name: &str) -> Result<()> {
    browser.scroll_and_tap("[data-testid=scenarios]")?;
    browser.wait_for("[data-testid=save-scenario]")?;
    browser.fill(&format!("{SHEET} input"), name)?;
    browser.scroll_and_tap("[data-testid=save-scenario]")?;
    browser.wait_for("[data-testid=saved-scenario]")
}

/// Name and highest probability of the scenarios in the table, once each is computed.
fn beside(browser: &Browser) -> Result<Vec<(String, String)>> {
    let cells = format!("[...document.querySelectorAll('{ALL} tbody tr')]");
    let computed =
        format!("return {cells}.length > 1 && {cells}.every((row) => row.cells[1].textContent !== '')");
    browser.wait_at_most(Duration::from_secs(300), "all scenarios", &computed)?;
    let texts = format!(
        "return {cells}.map((row) =>
            [row.cells[0].querySelector('strong, button').textContent, row.cells[1].firstChild.textContent])"
    );
    Ok(serde_json::from_value(browser.run(&texts)?)?)
}

fn all_are_beside_each_other(browser: &Browser, before: &str) -> Result<()> {
    let lines = beside(browser)?;
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    ensure!(names == [before, "Quiet week", "Healthy"], "{names:?}");
    ensure!(lines[1].1 == lines[2].1 && lines[0].1 != lines[1].1, "Quiet week is Healthy: {lines:?}");
    browser.pictures("scenarios", Some(ALL))?;
    browser.scroll_and_tap(&format!("{ALL} [aria-label='Open Quiet week']"))?;
    let opened =
        format!("return document.querySelector('{ALL} .side-shown strong')?.textContent === 'Quiet week'");
    browser.wait_until("the opened scenario", &opened)?;
    let after = beside(browser)?;
    ensure!(after[0] == lines[1] && after[2] == lines[0], "{after:?} after {lines:?}");
    Ok(())
}

#[test]
fn a_scenario_is_taken_back_named_and_compared_with() -> Result<()> {
    let mut stage = Stage::new()?;
    stage.open_and_install()?;
    stage.browser.wait_for_full_answer()?;
    let before = preset(&stage.browser)?;
    stage.browser.scroll_and_tap("[data-testid=presets] [aria-checked=false]")?;
    stage.browser.wait_for_full_answer()?;
    let other = preset(&stage.browser)?;
    ensure!(other != before, "another preset is chosen: {other}");
    name_the_scenario(&stage.browser, "Quiet week")?;
    stage.browser.scroll_and_tap("[data-testid=saved-scenario] [aria-pressed]")?;
    stage.browser.wait_until("the pin", "return document.querySelector('[aria-pressed=true]') !== null")?;
    stage.browser.scroll_and_tap("dialog[open] [aria-label=Close]")?;
    stage.browser.scroll_and_tap("[data-testid=undo]")?;
    stage.browser.wait_for_full_answer()?;
    ensure!(preset(&stage.browser)? == before, "the step was taken back");
    stage.browser.scroll_and_tap("[data-testid=redo]")?;
    stage.browser.wait_for_full_answer()?;
    ensure!(preset(&stage.browser)? == other, "the step was made again");
    stage.browser.scroll_and_tap("[data-testid=undo]")?;
    stage.browser.wait_for_full_answer()?;

    stage.host_off();
    stage.browser.reload()?;
    stage.browser.wait_for_full_answer()?;
    stage.browser.run("location.hash = 'compare'")?;
    stage.browser.wait_for_text("This scenario and Quiet week")?;
    stage.browser.wait_for_comparison()?;
    all_are_beside_each_other(&stage.browser, &before)?;
    stage.browser.expect_quiet_console()
}
