//! The story of the product, as a person on a phone lives it: online, then without the host.
//!
//! `SCREENSHOTS=docs` also keeps the pictures of the README.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use twinlet_e2e::{Browser, Stage, arrived, twinlet, wait_for_files};

const HEADLINE: &str = ".decision-headline";
const FIRST_SCHEDULE: &str = "[data-testid=decision] .button-primary";
const SECOND_SCHEDULE: &str = "[data-testid=decision] .decision-row .button";
const WHY: &str = "[data-testid=decision] .decision-actions .button:not(.button-primary)";
const INFLOW: &str = "[role=slider][aria-label^='Inflow']";
const AMBIENT: &str = "[role=slider][aria-label^='Ambient']";
const RUN: &str = "[data-testid=run]";
/// Places for pictures.
const TOP: &str = "body";
const CHART: &str = ".chart-card";
const SCENARIO: &str = "[data-testid=presets]";
/// The most taps and drags that the story may take.
const MOST_TAPS: usize = 12;

/// The tab of a page, by its place in the bar.
fn tab(name: &str) -> String {
    let place = ["decide", "compare", "work", "model"].iter().position(|n| *n == name).map_or(1, |i| i + 1);
    format!(".tab:nth-child({place})")
}

fn drag(browser: &Browser, selector: &str, dx: f64, dy: f64) -> Result<()> {
    browser.centre(selector)?;
    browser.drag(selector, dx, dy)
}

/// Sets inflow and ambient, runs, reads why, compares, schedules two inspections, leaves a remark.
fn live_the_story(stage: &Stage, folder: &Path) -> Result<usize> {
    let browser = &stage.browser;
    let before = browser.taps();
    browser.wait_for_full_answer()?;
    ensure!(browser.text_of(HEADLINE)?.starts_with("Inspect pump 2"), "{}", browser.text_of(HEADLINE)?);
    drag(browser, INFLOW, 6.0, 0.0)?;
    drag(browser, AMBIENT, 8.0, 0.0)?;
    browser.scroll_and_tap(RUN)?;
    browser.wait_for_full_answer()?;
    browser.scroll_and_tap(WHY)?;
    browser.wait_for("[data-testid=why-sheet]")?;
    browser.scroll_and_tap("dialog[open] [aria-label=Close]")?;
    browser.scroll_and_tap(&tab("compare"))?;
    browser.wait_for_comparison()?;
    browser.scroll_and_tap(&tab("decide"))?;
    browser.scroll_and_tap(FIRST_SCHEDULE)?;
    wait_for_files(folder, ".ics", 1)?;
    browser.scroll_and_tap(SECOND_SCHEDULE)?;
    wait_for_files(folder, ".ics", 2)?;
    browser.scroll_and_tap("[data-testid=remark] textarea")?;
    browser.cdp("Input.insertText", json!({"text": "Grease is low; bring a cartridge."}))?;
    browser.scroll_and_tap("[data-testid=remark] .button")?;
    browser.scroll_and_tap(&tab("work"))?;
    browser.wait_until(
        "two inspections",
        "return document.querySelectorAll('[data-testid=work-item]').length >= 2",
    )?;
    browser.wait_for_text("bring a cartridge")?;
    Ok(browser.taps() - before)
}

fn check_calendar(file: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file)?;
    for part in [
        "BEGIN:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\n",
        "DTSTART",
        "DTEND",
        "SUMMARY:Inspect pump",
        "END:VCALENDAR",
    ] {
        ensure!(text.contains(part), "{} lacks {part:?}:\n{text}", file.display());
    }
    ensure!(text.lines().all(|l| l.len() <= 76), "a line of the calendar file is longer than 75 octets");
    Ok(())
}

#[test]
fn two_inspections_are_scheduled_in_twelve_taps_online_and_offline() -> Result<()> {
    let mut stage = Stage::new()?;
    stage.open_and_install()?;
    let online = tempfile::tempdir()?;
    stage.browser.save_into(online.path())?;
    let taps = live_the_story(&stage, online.path())?;
    println!("taps and drags: {taps}");
    ensure!(taps <= MOST_TAPS, "the story took {taps} taps and drags");
    for file in arrived(online.path(), ".ics")? {
        check_calendar(&file)?;
    }
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()?;
    let kept = "return document.querySelectorAll('[data-testid=work-item]').length >= 2";
    stage.browser.wait_until("the scheduled work after a reload", kept)?;
    // A phone of its own: what is scheduled already is not offered again.
    stage.browser.run(FORGET)?;
    stage.browser.run("location.hash = '#decide'")?;
    stage.browser.reload()?;
    stage.wait_for_app()?;
    let offline = tempfile::tempdir()?;
    stage.browser.save_into(offline.path())?;
    live_the_story(&stage, offline.path()).context("without the host")?;
    stage.browser.expect_quiet_console()
}

#[test]
fn the_app_proves_itself_on_this_device() -> Result<()> {
    let stage = Stage::new()?;
    stage.open_and_install()?;
    let words = "24 of 24 reproduced here, 0 requests since opening";
    stage.browser.wait_until(
        words,
        &format!("return document.querySelector('.chip').innerText.includes('{words}')"),
    )?;
    stage.browser.expect_quiet_console()
}

/// Empties the app's storage.
const FORGET: &str = "await new Promise((done) => {
    const open = indexedDB.open('twinlet');
    open.onsuccess = () => {
        const change = open.result.transaction('records', 'readwrite');
        change.objectStore('records').clear();
        change.oncomplete = () => { open.result.close(); done(); };
    };
});";

/// What `twinlet run` says of the app.
fn run(arguments: &[&str]) -> Result<String> {
    Ok(String::from_utf8(twinlet(&[&["run", "apps/pump-station"], arguments].concat())?)?)
}

#[test]
fn a_record_from_the_browser_is_reproduced_natively() -> Result<()> {
    let stage = Stage::new()?;
    stage.open_and_install()?;
    let folder = tempfile::tempdir()?;
    stage.browser.save_into(folder.path())?;
    stage.browser.wait_for_full_answer()?;
    let headline = stage.browser.text_of(HEADLINE)?;
    stage.browser.scroll_and_tap(FIRST_SCHEDULE)?;
    stage.browser.scroll_and_tap(&tab("work"))?;
    stage.browser.scroll_and_tap("[data-testid=save-record]")?;
    let record = wait_for_files(folder.path(), ".json", 1)?.remove(0);
    let replay = run(&["--record", &record.to_string_lossy()])?;
    println!("{replay}");
    ensure!(replay.starts_with("reproduced"), "{replay}");
    let native = run(&["--members", "1000", "--seed", "7", "--no-flips"])?;
    // The screen keeps numbers and words together with no-break spaces.
    let headline = headline.replace('\u{a0}', " ");
    ensure!(native.lines().next() == Some(headline.trim()), "native: {native}\nbrowser: {headline}");
    Ok(())
}

fn set(browser: &Browser, title: &str, value: f64) -> Result<()> {
    let script = format!(
        "const i = [...document.querySelectorAll('.slider')].find(s => s.querySelector('.slider-title').textContent.startsWith({title:?})).querySelector('input');
         i.focus(); i.value = '{value}'; i.dispatchEvent(new Event('input', {{bubbles: true}})); i.dispatchEvent(new Event('change', {{bubbles: true}})); i.blur();"
    );
    browser.run(&script).map(drop)
}

#[test]
fn limits_and_domain_are_seen() -> Result<()> {
    let stage = Stage::new()?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    browser.wait_for_full_answer()?;
    browser.pictures("decide", Some(TOP))?;
    browser.pictures("curve", Some(CHART))?;
    set(browser, "Ambient", 37.0)?;
    browser.wait_for_text("Few validated days are as hot")?;
    browser.pictures("caution", Some(SCENARIO))?;
    set(browser, "Inflow", 900.0)?;
    browser.wait_for_text("the wet well spills whatever the pumps do")?;
    browser.pictures("block", Some(SCENARIO))?;
    set(browser, "Inflow", 760.0)?;
    browser.wait_for_text("No recommendation: outside the validated range")?;
    ensure!(
        browser.run("return document.querySelectorAll('[data-testid=decision] .button-primary').length")?
            == json!(0)
    );
    browser.scroll_and_tap("[data-testid=unguarded-toggle] [role=switch]")?;
    browser.pictures("out-of-domain", Some(CHART))?;
    for (page, ready) in [
        ("compare", "[data-testid=compare-table] table"),
        ("model", "[data-testid=model-sheet]"),
        ("proof", "[data-testid=proof-chart] canvas"),
    ] {
        browser.run(&format!("location.hash = '#{page}'"))?;
        browser.wait_for(ready)?;
        browser.pictures(page, Some(TOP))?;
    }
    browser.expect_quiet_console()
}

#[test]
fn a_slider_never_moves_under_a_scrolling_thumb() -> Result<()> {
    let stage = Stage::new()?;
    stage.open_and_install()?;
    stage.browser.wait_for_full_answer()?;
    let value = format!("return document.querySelector({INFLOW:?}).getAttribute('aria-valuenow')");
    let before = stage.browser.run(&value)?;
    for (dx, dy) in [(0.0, -120.0), (12.0, 140.0), (-20.0, -90.0)] {
        drag(&stage.browser, INFLOW, dx, dy)?;
        ensure!(stage.browser.run(&value)? == before, "a scroll of {dx}, {dy} px moved the slider");
    }
    drag(&stage.browser, INFLOW, 40.0, 4.0)?;
    ensure!(stage.browser.run(&value)? != before, "a sideways drag did not move the slider");
    Ok(())
}
