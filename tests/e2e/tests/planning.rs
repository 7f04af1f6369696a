//! Two pumps, one crew, a closed road and a ford: the plan says why, and a window follows the finger.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use twinlet_e2e::{Browser, Stage, wait_for_files};

const PLAN: &str = "[data-testid=plan]";
const STATE: &str = "[data-testid=plan-state]";
const OBSTACLES: &str = "[data-testid=plan-obstacles]";
const PUMP_2: &str = "[data-testid=plan-track-pump_2]";
/// The window of pump 2, to be dragged.
const WINDOW_2: &str = "[data-testid=plan-track-pump_2] .planner-visit";
/// A finger moves so far before a drag is told from a scroll; the window stays where it is until then.
const JUDGED_PX: f64 = 9.0;
/// The Friday of the worked example in docs/crews-and-windows.md.
const DAY: &str = "2026-11-27";

/// Drags the window of pump 2 sideways.
fn drag(browser: &Browser, dx: f64) -> Result<()> {
    browser.centre(WINDOW_2)?;
    browser.drag(WINDOW_2, dx, 0.0)
}

fn open(stage: &Stage) -> Result<()> {
    stage.open_and_install()?;
    stage.browser.wait_for_full_answer()?;
    from_day(&stage.browser)
}

fn from_day(browser: &Browser) -> Result<()> {
    browser.fill("[data-testid=plan-from]", DAY)?;
    browser.wait_for_full_answer()?;
    browser.wait_for(PLAN)
}

/// Points that an hour is wide.
fn hour_px(browser: &Browser) -> Result<f64> {
    let width =
        browser.run(&format!("return document.querySelector('{PUMP_2}').getBoundingClientRect().width"))?;
    Ok(width.as_f64().context("a width")? / 24.0)
}

fn row(browser: &Browser, pump: usize) -> Result<()> {
    browser.scroll_and_tap(&format!(".planner-row:nth-child({pump}) .planner-name"))
}

fn picture(browser: &Browser, name: &str) -> Result<()> {
    browser.run(&format!("document.querySelector('{PLAN}').scrollIntoView()"))?;
    browser.picture(name)
}

fn the_plan_says_why(browser: &Browser) -> Result<()> {
    let plan = browser.text_of(PLAN)?;
    for words in ["Sat 28, 07:30 to 09:30", "09:30 to 11:30", "Proven to be the best"] {
        ensure!(plan.contains(words), "{words} in {plan}");
    }
    row(browser, 1)?;
    browser.scroll_and_tap(".planner summary")?;
    let others = browser.text_of("[data-testid=plan-alternatives]")?;
    for words in ["The bridge road is closed until 14:00", "left alone"] {
        ensure!(others.to_lowercase().contains(&words.to_lowercase()), "{words} in {others}");
    }
    picture(browser, "plan")
}

fn a_drag_meets_the_ford(browser: &Browser) -> Result<()> {
    row(browser, 2)?;
    ensure!(browser.text_of(STATE)?.contains("As planned"), "{}", browser.text_of(STATE)?);
    let before = browser.text_of(".planner-tiles")?;
    drag(browser, -(2.0 * hour_px(browser)? + JUDGED_PX))?;
    let (state, why) = (browser.text_of(STATE)?, browser.text_of(OBSTACLES)?);
    ensure!(state.contains("Not possible") && state.contains("07:30 to 09:30"), "{state}");
    ensure!(why.contains("The ford is closed until 09:10") && why.contains("The part for pump 2"), "{why}");
    ensure!(browser.text_of(".planner-tiles")? != before, "the numbers follow");
    ensure!(is_disabled(browser)?, "nothing to schedule here");
    picture(browser, "plan-blocked")?;
    browser.scroll_and_tap("[data-testid=plan-next]")?;
    ensure!(browser.text_of(STATE)?.contains("09:30 to 11:30"), "{}", browser.text_of(STATE)?);
    browser.scroll_and_tap("[data-testid=plan-back]")?;
    ensure!(browser.text_of(STATE)?.contains("As planned"), "{}", browser.text_of(STATE)?);
    Ok(())
}

fn is_disabled(browser: &Browser) -> Result<bool> {
    Ok(browser.run("return document.querySelector('[data-testid=plan-schedule]').disabled")? == true)
}

/// Half an hour later than planned is possible: it is scheduled by hand, on the day of the plan.
fn a_moved_window_is_scheduled(browser: &Browser) -> Result<()> {
    drag(browser, 0.5 * hour_px(browser)? + JUDGED_PX)?;
    let state = browser.text_of(STATE)?;
    ensure!(state.contains("Possible") && state.contains("10:00 to 12:00"), "{state}");
    let folder = tempfile::tempdir()?;
    browser.save_into(folder.path())?;
    browser.scroll_and_tap("[data-testid=plan-schedule]")?;
    let calendar = std::fs::read_to_string(wait_for_files(folder.path(), ".ics", 1)?.remove(0))?;
    ensure!(calendar.contains("DTSTART:20261127T100000"), "{calendar}");
    browser.scroll_and_tap(".tab:nth-child(3)")?;
    ensure!(browser.text_of("[data-testid=work-item]")?.contains("10:00 to 12:00"));
    browser.scroll_and_tap("[data-testid=save-record]")?;
    let text = std::fs::read_to_string(wait_for_files(folder.path(), ".json", 1)?.remove(0))?;
    let record: Value = serde_json::from_str(&text)?;
    ensure!(record["accepted"]["by_hand"] == true, "{}", record["accepted"]);
    ensure!(record["plan"]["context"]["date"] == DAY, "{}", record["plan"]["context"]);
    Ok(())
}

#[test]
fn a_window_follows_the_finger() -> Result<()> {
    let site = tempfile::tempdir()?;
    let mut stage = Stage::of_app("apps/two-banks", site.path())?;
    open(&stage)?;
    the_plan_says_why(&stage.browser)?;
    stage.host_off();
    stage.browser.reload()?;
    stage.browser.wait_for_full_answer()?;
    from_day(&stage.browser)?;
    a_drag_meets_the_ford(&stage.browser)?;
    a_moved_window_is_scheduled(&stage.browser)?;
    stage.browser.expect_quiet_console()
}

#[test]
fn the_station_cannot_spare_the_pump() -> Result<()> {
    let site = tempfile::tempdir()?;
    let stage = Stage::of_app("apps/two-banks", site.path())?;
    open(&stage)?;
    let browser = &stage.browser;
    // At 330 m3/h the pump that is left does not carry the morning's peak.
    browser.run(
        "const i = [...document.querySelectorAll('.slider')].find((s) => s.querySelector('.slider-title').textContent.startsWith('Inflow')).querySelector('input');
         i.focus(); i.value = '330'; i.dispatchEvent(new Event('input', {bubbles: true}));
         i.dispatchEvent(new Event('change', {bubbles: true})); i.blur()",
    )?;
    browser.wait_for_full_answer()?;
    row(browser, 2)?;
    let found = browser.run(&format!(
        "const track = document.querySelector('{WINDOW_2}');
         track.focus();
         for (let i = 0; i < 12; i++) {{
             track.dispatchEvent(new KeyboardEvent('keydown', {{key: 'ArrowLeft', bubbles: true}}));
             await new Promise((resolve) => requestAnimationFrame(resolve));
             const said = document.querySelector('{OBSTACLES}').textContent;
             if (said.includes('The station cannot spare pump 2')) return said;
         }}
         return document.querySelector('{PLAN}').textContent"
    ))?;
    let found = found.as_str().unwrap_or_default();
    ensure!(found.starts_with("Not possible") || found.contains("cannot spare pump 2"), "{found}");
    let keeps =
        browser.run(&format!("return document.activeElement === document.querySelector('{WINDOW_2}')"))?;
    ensure!(keeps == true, "a window that is moved by keys keeps the focus");
    picture(browser, "plan-station")?;
    browser.expect_quiet_console()
}
