//! The app steps down, visibly, when its model may not decide: expired, unproven, or used outside its range.
//!
//! `SCREENSHOTS=docs` keeps the pictures of it.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use twinlet_e2e::{Browser, Stage};

const HEADLINE: &str = ".decision-headline";
const SCHEDULE: &str = "[data-testid=decision] .button-primary, [data-testid=decision] .decision-row .button";
const DEADLINE: Duration = Duration::from_secs(90);

/// Makes the engine's proof come out differently, as a browser with a broken processor would.
const UNPROVEN: &str = r#"
    const Plain = Worker;
    window.Worker = class extends Plain {
        set onmessage(act) {
            super.onmessage = act && ((event) => {
                const text = String(event.data);
                if (!text.startsWith('{"proved":')) return act(event);
                const said = JSON.parse(text);
                for (const proof of said.proved.proofs) proof.reproduced -= 1;
                act(new MessageEvent('message', { data: JSON.stringify(said) }));
            });
        }
    };"#;

fn shown(browser: &Browser, headline: &str, chip: &str) -> Result<()> {
    let script = format!(
        "return document.querySelector({HEADLINE:?})?.textContent.startsWith({headline:?})
            && document.querySelector('.chip-word').textContent.includes({chip:?})"
    );
    browser.wait_at_most(DEADLINE, &format!("{headline:?} and {chip:?}"), &script)
}

fn nothing_to_schedule(browser: &Browser) -> Result<()> {
    let count = browser.run(&format!("return document.querySelectorAll({SCHEDULE:?}).length"))?;
    ensure!(count == json!(0), "{count} inspections can be scheduled");
    Ok(())
}

#[test]
fn an_expired_model_advises_and_later_monitors() -> Result<()> {
    // The pump station's model is valid until 2027-06-30.
    for (date, name, headline, chip) in [
        ("2027-06-30", "valid", "Inspect pump 2", "In range"),
        ("2027-07-30", "advice", "Consider: inspect pump 2", "Advice only: model expired"),
        ("2027-12-30", "monitoring", "Monitoring only", "Monitoring only: model expired"),
    ] {
        let stage = Stage::new()?;
        stage.browser.before_each_page(&twinlet_e2e::on_the_day(date))?;
        stage.open_and_install()?;
        shown(&stage.browser, headline, chip)?;
        if name == "valid" {
            continue;
        }
        stage.browser.wait_for_text("Ask the model’s owner for a new version")?;
        nothing_to_schedule(&stage.browser)?;
        stage.browser.pictures(name, Some("body"))?;
        stage.browser.expect_quiet_console()?;
    }
    Ok(())
}

#[test]
fn a_device_that_does_not_reproduce_the_model_monitors() -> Result<()> {
    let stage = Stage::new()?;
    stage.browser.before_each_page(UNPROVEN)?;
    stage.open_and_install()?;
    shown(&stage.browser, "Monitoring only", "Monitoring only: proof failed")?;
    stage.browser.wait_for_text("Update the browser and prove again")?;
    nothing_to_schedule(&stage.browser)
}

#[test]
fn use_outside_the_range_steps_down_and_comes_back() -> Result<()> {
    let stage = Stage::new()?;
    stage.open_and_install()?;
    shown(&stage.browser, "Inspect pump 2", "In range")?;
    remember(&stage.browser, &["out", "out", "out", "out", "in", "out"])?;
    shown(&stage.browser, "Consider: inspect pump 2", "Advice only: often out of range")?;
    nothing_to_schedule(&stage.browser)?;
    remember(&stage.browser, &["out", "in", "in", "in", "in", "in"])?;
    shown(&stage.browser, "Inspect pump 2", "In range")
}

/// Puts what the app remembers of its last runs into its storage and opens it again.
fn remember(browser: &Browser, states: &[&str]) -> Result<()> {
    let states = json!(states).to_string();
    browser.run(&format!(
        "await new Promise((done) => {{
            const open = indexedDB.open('twinlet');
            open.onsuccess = () => {{
                const change = open.result.transaction('records', 'readwrite');
                change.objectStore('records').put({states:?}, 'usage/recent');
                change.oncomplete = () => {{ open.result.close(); done(); }};
            }};
        }});"
    ))?;
    browser.reload()
}
