//! A what-if app over two models: its numbers are those of the command line, and each state of a number is visible.
//!
//! `SCREENSHOTS=docs` keeps the pictures of it.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use twinlet_e2e::{Browser, Stage, on_the_day, twinlet};

const APP: &str = "apps/transformer";
const DEADLINE: Duration = Duration::from_secs(60);
const NOTES: &str = "[data-testid=answer-notes]";

fn stage() -> Result<(Stage, TempDir)> {
    let folder = tempfile::tempdir()?;
    Ok((Stage::of_app(APP, &folder.path().join("site"))?, folder))
}

/// The value of a tile, as it is written.
fn tile(browser: &Browser, label: &str) -> Result<String> {
    let found = browser.run(&format!(
        "return [...document.querySelectorAll('.tile')].find((t) =>
            t.querySelector('.tile-label').textContent === {label:?})?.querySelector('.tile-value').textContent"
    ))?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

fn wait_for_tile(browser: &Browser, label: &str, value: &str) -> Result<()> {
    let script = format!(
        "return [...document.querySelectorAll('.tile')].some((t) =>
            t.querySelector('.tile-label').textContent === {label:?} &&
            t.querySelector('.tile-value').textContent.startsWith({value:?}))"
    );
    browser.wait_at_most(DEADLINE, &format!("{label:?} at {value:?}"), &script)
}

/// Puts a slider at a value, by its number field.
fn set(browser: &Browser, slider: &str, value: &str) -> Result<()> {
    browser.fill(&format!("[data-testid=slider-{slider}] input"), value)
}

/// What the command line answers to the same question.
fn native(app: &str, arguments: &[&str]) -> Result<Value> {
    let all = [&["run", app, "--format", "json"], arguments].concat();
    Ok(serde_json::from_slice(&twinlet(&all)?)?)
}

#[test]
fn the_numbers_are_those_of_the_command_line() -> Result<()> {
    let (mut stage, _folder) = stage()?;
    stage.open_and_install()?;
    let shown = |browser: &Browser| -> Result<()> {
        browser.press_words("[data-testid=presets] button", "Hot day")?;
        let native = native(APP, &["--preset", "summer"])?;
        let highest = native["outputs"][0]["series"]["values"][0].as_f64().unwrap_or_default();
        wait_for_tile(browser, "Hot spot, highest", &format!("{highest:.1}"))?;
        let curves = browser.run("return document.querySelectorAll('[data-testid=curve] canvas').length")?;
        ensure!(curves == serde_json::json!(2), "{curves} curves");
        Ok(())
    };
    shown(&stage.browser)?;
    stage.browser.pictures("whatif", Some("body"))?;
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()?;
    shown(&stage.browser)?;
    stage.browser.expect_quiet_console()
}

#[test]
fn an_app_made_from_a_bundle_opens() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let app = folder.path().join("transformer").to_string_lossy().into_owned();
    twinlet(&["new", &app, "--from", "models/transformer/bundle"])?;
    let stage = Stage::of_app(&app, &folder.path().join("site"))?;
    stage.open_and_install()?;
    let answer = native(&app, &[])?;
    let highest = &answer["outputs"][1];
    let value = highest["series"]["values"][0].as_f64().unwrap_or_default();
    let label = highest["title"].as_str().unwrap_or_default();
    wait_for_tile(&stage.browser, label, &format!("{value:.1}"))?;
    let tiles = stage.browser.run("return document.querySelectorAll('.tile:not(.is-loading)').length")?;
    ensure!(tiles == serde_json::json!(2), "{tiles} numbers");
    stage.browser.pictures("new", Some("body"))?;
    stage.browser.run("location.hash = 'model'")?;
    stage.browser.wait_for("[data-testid=validation]")?;
    stage.browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")?;
    let pictures = stage.browser.run("return document.querySelectorAll('.parity').length")?;
    ensure!(pictures == serde_json::json!(4), "{pictures} pictures of expected and answered values");
    ensure!(
        stage.browser.text_of("[data-testid=regions]")?.contains("Hot-spot temperature, "),
        "errors by region"
    );
    stage.browser.pictures("sheet", Some("[data-testid=parity]"))?;
    stage.browser.expect_quiet_console()
}

#[test]
fn each_state_of_a_number_is_visible() -> Result<()> {
    let (stage, _folder) = stage()?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    let chip = |word: &str| {
        browser.wait_at_most(
            DEADLINE,
            word,
            &format!("return document.querySelector('.chip-word').textContent.includes({word:?})"),
        )
    };
    wait_for_tile(browser, "Hot spot, highest", "88.1")?;
    chip("In range")?;
    // Beyond the box of the model: no number, no curve, and the reason.
    set(browser, "load", "99")?;
    chip("Out of range")?;
    wait_for_tile(browser, "Hot spot, highest", "–")?;
    ensure!(
        browser.text_of(NOTES)?.contains("lies outside the validated 0 to 1.6"),
        "{}",
        browser.text_of(NOTES)?
    );
    browser.pictures("whatif-out", Some("body"))?;
    // A combination at the edge of what was seen: the number, its wider interval, and the reason.
    set(browser, "load", "30")?;
    set(browser, "top_oil_now", "66")?;
    chip("Caution")?;
    ensure!(browser.text_of(NOTES)?.contains("edge of the validated range"), "{}", browser.text_of(NOTES)?);
    ensure!(!tile(browser, "Hot spot, highest")?.starts_with('–'), "a number at the edge");
    browser.pictures("whatif-caution", Some("body"))?;
    browser.expect_quiet_console()
}

#[test]
fn a_number_of_earlier_inputs_says_so() -> Result<()> {
    let (stage, _folder) = stage()?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    wait_for_tile(browser, "Hot spot, highest", "88.1")?;
    set(browser, "ambient", "41")?; // beyond the contract's range: blocked, nothing is asked
    browser.wait_at_most(
        DEADLINE,
        "the note",
        &format!("return document.querySelector({NOTES:?}).textContent.includes('Earlier inputs')"),
    )?;
    wait_for_tile(browser, "Hot spot, highest", "88.1")?;
    browser.pictures("whatif-stale", Some("body"))?;
    browser.expect_quiet_console()
}

#[test]
fn an_expired_model_says_so_beside_its_number() -> Result<()> {
    let (stage, _folder) = stage()?;
    stage.browser.before_each_page(&on_the_day("2030-01-15"))?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    wait_for_tile(browser, "Hot spot, highest", "88.1")?;
    browser.wait_at_most(
        DEADLINE,
        "the chip",
        "return document.querySelector('.chip-word').textContent.includes('model expired')",
    )?;
    ensure!(browser.text_of(NOTES)?.to_lowercase().contains("expired"), "{}", browser.text_of(NOTES)?);
    browser.pictures("whatif-expired", Some("body"))?;
    browser.expect_quiet_console()
}
