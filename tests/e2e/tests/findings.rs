//! A finding moves the curve at once, is there after a restart without the host, and can be undone.

use anyhow::{Result, ensure};
use twinlet_e2e::{Browser, Stage, wait_for_files};

const HEADLINE: &str = ".decision-headline";
const EFFECT: &str = "[data-testid=finding-effect]";
const LINE: &str = "[data-testid=finding]";

/// The percentages of a sentence, in their order.
fn percentages(text: &str) -> Vec<f64> {
    let words: Vec<&str> = text.split([' ', '\u{a0}', '\u{202f}']).collect();
    let pairs = words.windows(2).filter(|pair| pair[1].starts_with('%'));
    pairs.filter_map(|pair| pair[0].parse().ok()).collect()
}

fn enter_no_defect(browser: &Browser) -> Result<()> {
    browser.scroll_and_tap("[data-testid=enter-finding]")?;
    browser.fill("[data-testid=finding-sheet] select", "no_defect")?;
    browser.scroll_and_tap("[data-testid=finding-sheet] .button-primary")
}

/// The report names the finding and needs nothing but itself: the browser opens it from the disk.
fn the_report_says_so(browser: &Browser) -> Result<()> {
    let folder = tempfile::tempdir()?;
    browser.save_into(folder.path())?;
    browser.scroll_and_tap("[data-testid=save-report]")?;
    let file = wait_for_files(folder.path(), ".html", 1)?.remove(0);
    let text = std::fs::read_to_string(&file)?;
    for part in ["Finding: pump_2:no_defect", "index SHA-256", "<svg", "What the models promise"] {
        ensure!(text.contains(part), "{part} in the report");
    }
    if let Some(pictures) = std::env::var_os("SCREENSHOTS") {
        std::fs::copy(&file, std::path::PathBuf::from(pictures).join("report.html"))?;
    }
    Ok(())
}

#[test]
fn a_finding_moves_the_curve_and_can_be_undone() -> Result<()> {
    let mut stage = Stage::new()?;
    stage.open_and_install()?;
    stage.browser.wait_for_full_answer()?;
    let headline = stage.browser.text_of(HEADLINE)?;
    enter_no_defect(&stage.browser)?;
    stage.browser.wait_for(EFFECT)?;
    stage.browser.wait_for_full_answer()?;
    let effect = stage.browser.text_of(EFFECT)?;
    let [defect_before, defect_now, risk_before, risk_now] = percentages(&effect)[..] else {
        anyhow::bail!("four percentages in {effect:?}")
    };
    ensure!(defect_now < defect_before && risk_now < risk_before, "{effect}");
    ensure!(stage.browser.text()?.contains("before the finding"), "the curve before is named");
    stage.browser.picture("finding")?;
    the_report_says_so(&stage.browser)?;
    stage.host_off();
    stage.browser.reload()?;
    stage.browser.wait_for_full_answer()?;
    let line = stage.browser.text_of(LINE)?;
    ensure!(line.contains("no defect found"), "{line}");
    let count = stage.browser.run("return document.querySelectorAll('[data-testid=finding]').length")?;
    ensure!(count == 1, "one finding, not {count}");
    stage.browser.scroll_and_tap(&[LINE, " button"].concat())?;
    stage
        .browser
        .wait_until("the finding is undone", "return document.querySelector('.is-undone') !== null")?;
    stage.browser.wait_for_full_answer()?;
    ensure!(stage.browser.text_of(HEADLINE)? == headline, "as before the finding");
    stage.browser.expect_quiet_console()
}
