//! Roles and authority: four roles with one number, and two persons who have to be two.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use twinlet_e2e::{Browser, Stage};
use xtask::files::workspace_root;

const DEADLINE: Duration = Duration::from_secs(90);
const SCHEDULE: &str = "[data-testid=decision] .button-primary";
const FORM: &str = "[data-testid=confirm-form]";

/// Headline and first number of the card.
fn answer(browser: &Browser) -> Result<String> {
    Ok([browser.text_of(".decision-headline")?, browser.text_of(".tile-value")?].join(": "))
}

/// Screen readers hear the decision once the full run is complete.
fn settled(browser: &Browser) -> Result<()> {
    let script = "return [...document.querySelectorAll('p.visually-hidden[role=status]')]
        .some((p) => p.textContent.startsWith('Inspect'))";
    browser.wait_at_most(DEADLINE, "a complete answer", script)
}

/// Parts below the decision as they stand, with whether they are unfolded.
fn parts(browser: &Browser) -> Result<Vec<String>> {
    let found = browser.run(
        "return [...document.querySelectorAll('.page [data-testid^=part-]')].filter((p) => p.matches('section'))
            .map((p) => p.dataset.testid.slice(5) + (p.querySelector('details').open ? '+' : ''))",
    )?;
    Ok(serde_json::from_value(found)?)
}

#[test]
fn four_roles_have_one_number() -> Result<()> {
    let stage = Stage::new()?;
    stage.open()?;
    settled(&stage.browser)?;
    let expected = answer(&stage.browser)?;
    let mut all = Vec::new();
    for (title, first) in
        [("Planner", "planning+"), ("Engineer", "drivers+"), ("Operator", "now+"), ("Manager", "worth+")]
    {
        stage.browser.press_words("[data-testid=roles] button", title)?;
        let script = format!(
            "return document.querySelector('.page section[data-testid^=part-]')?.dataset.testid === 'part-{}'",
            first.trim_end_matches('+')
        );
        stage.browser.wait_until(title, &script)?;
        ensure!(answer(&stage.browser)? == expected, "{title} sees another number");
        stage.browser.wait_for("[data-testid^=chart-] canvas")?;
        let mut parts = parts(&stage.browser)?;
        ensure!(parts.first().map(String::as_str) == Some(first), "{title}: {parts:?}");
        parts.iter_mut().for_each(|part| *part = part.trim_end_matches('+').to_owned());
        parts.sort();
        all.push(parts);
    }
    ensure!(all.iter().all(|parts| *parts == all[0]), "a role lacks a part: {all:?}");
    stage.browser.reload()?;
    stage.wait_for_app()?;
    let chosen = "return document.querySelector('[data-testid=roles] [aria-checked=true]')?.textContent.includes('Manager')";
    stage.browser.wait_until("the role is kept", chosen)?;
    stage.browser.expect_quiet_console()
}

/// The pump station under another level.
fn under(level: &str) -> Result<(Stage, TempDir)> {
    let folder = tempfile::tempdir()?;
    let text = std::fs::read_to_string(workspace_root().join("apps/pump-station/twin.yaml"))?;
    let text = text.replace(
        "\nroles:\n",
        &format!("\nauthority: {{ level: {level}, who: [{}] }}\nroles:\n", who(level)),
    );
    let app = folder.path().join("apps/pump-station");
    std::fs::create_dir_all(&app)?;
    // The manifest names its bundle relative to itself.
    std::os::unix::fs::symlink(
        workspace_root().join("models").canonicalize()?,
        folder.path().join("models"),
    )?;
    std::fs::write(app.join("twin.yaml"), text)?;
    let app = app.to_str().context("a path in UTF-8")?;
    Ok((Stage::of_app(app, &folder.path().join("site"))?, folder))
}

fn who(level: &str) -> &'static str {
    if level == "two_person" { "Shift engineer, Duty manager" } else { "Shift engineer" }
}

fn sign(browser: &Browser, name: &str) -> Result<()> {
    browser.fill(&format!("{FORM} input"), name)?;
    browser.press(&format!("{FORM} button[type=submit]"))
}

#[test]
fn two_persons_have_to_be_two() -> Result<()> {
    let (stage, _folder) = under("two_person")?;
    stage.open()?;
    settled(&stage.browser)?;
    stage.browser.press(SCHEDULE)?;
    stage.browser.wait_for_text("Names are typed and not verified")?;
    sign(&stage.browser, "Ada Byron")?;
    stage.browser.wait_for_text("A second, different person has to confirm")?;
    stage.browser.press(SCHEDULE)?;
    sign(&stage.browser, " ada  byron")?;
    stage.browser.wait_for_text("Ada Byron confirmed already. A second, different person has to confirm.")?;
    sign(&stage.browser, "Grace Hopper")?;
    stage.browser.wait_for_text("The calendar file is among your downloads")?;
    let button = stage.browser.text_of(SCHEDULE)?;
    ensure!(button == "Scheduled", "{button}");
    stage.browser.run("location.hash = 'work'")?;
    stage.browser.wait_for("[data-testid=work-item]")?;
    let said = stage.browser.text_of("[data-testid=answered]")?;
    ensure!(said.contains("Confirmed by Ada Byron") && said.contains("and by Grace Hopper"), "{said}");
    stage.browser.expect_quiet_console()
}

#[test]
fn advice_is_noted_and_schedules_nothing() -> Result<()> {
    let (stage, _folder) = under("advise")?;
    stage.open()?;
    settled(&stage.browser)?;
    ensure!(stage.browser.text_of(SCHEDULE)? == "Note as read");
    stage.browser.press(SCHEDULE)?;
    sign(&stage.browser, "Ada Byron")?;
    stage.browser.wait_for_text("nothing was scheduled")?;
    stage.browser.run("location.hash = 'work'")?;
    stage.browser.wait_for_text("read, not scheduled")?;
    let calendars = stage.browser.run(
        "return [...document.querySelectorAll('[data-testid=work-item] button')].filter((b) => b.textContent.includes('.ics')).length",
    )?;
    ensure!(calendars == json!(0), "advice has a calendar file");
    Ok(())
}
