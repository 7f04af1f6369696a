//! Units of one's own: what is shown and typed follows the choice, on this device and later; what is handed on keeps the
//! app's units.
//!
//! `SCREENSHOTS=folder` keeps the pictures.

use std::time::Duration;

use anyhow::{Result, ensure};
use tempfile::TempDir;
use twinlet_e2e::{Browser, Stage};

const DEADLINE: Duration = Duration::from_secs(60);

fn stage() -> Result<(Stage, TempDir)> {
    let folder = tempfile::tempdir()?;
    Ok((Stage::of_app("apps/transformer-loading", &folder.path().join("site"))?, folder))
}

/// Waits until a slider's number field, with its unit, reads so.
fn slider(browser: &Browser, id: &str, expected: &str) -> Result<()> {
    let script = format!(
        "const at = document.querySelector('[data-testid=slider-{id}] .slider-number');
        return at && [at.querySelector('input').value, at.textContent.trim()].join(' ').trim() === {expected:?}"
    );
    browser.wait_at_most(DEADLINE, &format!("{id} at {expected:?}"), &script)
}

fn type_in(browser: &Browser, id: &str, value: &str) -> Result<()> {
    let script = format!(
        "const field = document.querySelector('[data-testid=slider-{id}] input');
        field.value = {value:?};
        field.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    browser.run(&script).map(drop)
}

/// Presses a key on a slider's thumb.
fn press(browser: &Browser, id: &str, key: &str) -> Result<()> {
    let script = format!(
        "document.querySelector('[data-testid=slider-{id}] [role=slider]')
            .dispatchEvent(new KeyboardEvent('keydown', {{ key: {key:?}, bubbles: true }}))"
    );
    browser.run(&script).map(drop)
}

/// The number of a tile, once it is in this unit.
fn tile(browser: &Browser, label: &str, unit: &str) -> Result<f64> {
    let find = format!(
        "[...document.querySelectorAll('.tile')].find((t) =>
            t.querySelector('.tile-label').textContent === {label:?})?.querySelector('.tile-value').textContent"
    );
    let script = format!("return ({find})?.endsWith({unit:?}) ?? false");
    browser.wait_at_most(DEADLINE, &format!("{label:?} in {unit:?}"), &script)?;
    let found = browser.run(&format!("return parseFloat({find})"))?;
    Ok(found.as_f64().unwrap_or(f64::NAN))
}

fn choose_all(browser: &Browser, words: &str) -> Result<()> {
    browser.press("[data-testid=units]")?;
    browser.press_words("[data-testid=units-sheet] [role=radio]", words)
}

fn close(browser: &Browser) -> Result<()> {
    browser.press("dialog[open] [aria-label=Close]")
}

/// The permalink of what is on the screen.
fn link(browser: &Browser) -> Result<String> {
    browser.press("[data-testid=action-share]")?;
    browser.wait_for("dialog[open] .share-link input")?;
    let link = browser.run("return document.querySelector('dialog[open] .share-link input').value")?;
    close(browser)?;
    Ok(link.as_str().unwrap_or_default().to_owned())
}

#[test]
fn fahrenheit_is_seen_typed_and_kept_and_links_stay_in_celsius() -> Result<()> {
    let (stage, _folder) = stage()?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    slider(browser, "ambient", "24 °C")?;
    slider(browser, "evening_start", "18:00")?;
    slider(browser, "evening_end", "21:00")?;
    let celsius = tile(browser, "Hot spot, highest", "°C")?;

    choose_all(browser, "US customary")?;
    browser.pictures("units-sheet", Some("body"))?;
    close(browser)?;
    slider(browser, "ambient", "75.2 °F")?;
    slider(browser, "top_oil_now", "113 °F")?;
    let fahrenheit = tile(browser, "Hot spot, highest", "°F")?;
    ensure!((fahrenheit - (celsius * 1.8 + 32.0)).abs() < 0.2, "{celsius} °C is shown as {fahrenheit} °F");
    browser.wait_for_text("Top oil at midnight")?;
    browser.wait_until(
        "the chart's subtitle and table are in °F",
        "const chart = document.querySelector('[data-testid=curve]');
        chart.querySelector('details').open = true;
        const rows = [...chart.querySelectorAll('td:first-of-type')].map((td) => td.textContent);
        return chart.querySelector('.card-subtitle').textContent.startsWith('°F') && rows.some((t) => t.endsWith('°F'))
            && rows.filter((t) => t.endsWith('°F')).every((t) => parseFloat(t) > 80)",
    )?;
    browser.run("document.querySelector('[data-testid=curve] details').open = false")?;

    // Steps are round in the shown unit.
    press(browser, "ambient", "ArrowRight")?;
    slider(browser, "ambient", "76 °F")?;
    type_in(browser, "ambient", "95")?;
    slider(browser, "ambient", "95 °F")?;
    type_in(browser, "top_oil_now", "500")?;
    browser.wait_for_text("must be a number from 5 to 194 °F")?;
    type_in(browser, "top_oil_now", "122")?;
    type_in(browser, "evening_end", "20:30")?;
    slider(browser, "evening_end", "20:30")?;
    tile(browser, "Hot spot, highest", "°F")?;
    browser.pictures("units-loading", Some("body"))?;
    browser.pictures("units-inputs", Some("[data-testid=slider-ambient]"))?;
    browser.pictures("units-curve", Some("[data-testid=curve]"))?;

    // What is handed on is in the app's own units.
    let link = link(browser)?;
    let expected = "evening_end=20.5&ambient=35&top_oil_now=50";
    ensure!(link.ends_with(expected), "{link}");

    // A restart remembers the choice; the link opens the same scenario.
    browser.open("about:blank")?;
    browser.open(&link)?;
    stage.wait_for_app()?;
    slider(browser, "ambient", "95 °F")?;
    slider(browser, "top_oil_now", "122 °F")?;
    choose_all(browser, "As the app has them")?;
    close(browser)?;
    slider(browser, "ambient", "35 °C")?;
    slider(browser, "top_oil_now", "50 °C")?;
    let again = tile(browser, "Hot spot, highest", "°C")?;
    ensure!(again > celsius, "{again} after a hotter day, {celsius} before");

    // One quantity alone.
    choose_all(browser, "Metric")?;
    browser.run(
        "const list = document.querySelector('[data-testid=units-temperature] select');
        list.value = '[degF]'; list.dispatchEvent(new Event('change', { bubbles: true }))",
    )?;
    close(browser)?;
    slider(browser, "ambient", "95 °F")?;
    browser.run("location.hash = '#why'")?;
    browser.wait_for_text("It moves most with")?;
    browser.wait_for("[data-testid=heat-map] .heat-grid")?;
    browser.pictures("units-why", Some("body"))?;
    browser.reload()?;
    stage.wait_for_app()?;
    browser.run("location.hash = '#compare'")?;
    browser.run("location.hash = '#load'")?;
    slider(browser, "ambient", "75.2 °F")?;
    browser.expect_quiet_console()
}
