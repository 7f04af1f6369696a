//! Ensembles on several workers: the digits of one, whatever becomes of the helpers.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use twinlet_e2e::Stage;

const DEADLINE: Duration = Duration::from_secs(60);

/// Keeps all workers, and the text of a finished run.
const PROBE: &str = "
    window.helpers = [];
    const Plain = Worker;
    window.Worker = class extends Plain {
        constructor(...a) {
            super(...a);
            if (a[1]?.name === 'helper') return void helpers.push(this);
            window.engine = this;
            this.addEventListener('message', ({ data }) => {
                const text = String(data);
                if (text.startsWith('{\"finished\":')) window.finished = (window.finished ?? 0) + 1;
                if (text.startsWith('{\"finished\":{\"run\":9')) window.result = text;
            });
        }
    };";

/// What becomes of the helpers.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Help,
    Die,
    Hang,
}

/// A large run on a device with so many cores; the result's text and the number of helpers.
fn run(cores: u32, fate: Fate) -> Result<(String, u64)> {
    let stage = Stage::new()?;
    let cores = format!(
        "Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', {{ get: () => {cores} }});"
    );
    stage.browser.before_each_page(&[PROBE, &cores].concat())?;
    stage.open_and_install()?;
    stage.browser.wait_at_most(DEADLINE, "the app's own runs", "return window.finished >= 2")?;
    let start = |id: u32| {
        stage.browser.run(&format!(
            r#"window.result = undefined;
            const plan = {{ seed: 3, members: 1500, inputs: {{ values: {{}} }}, flips: false }};
            window.engine.postMessage({{ json: JSON.stringify({{ type: 'run', run: {id}, plan }}), buffers: [] }})"#
        ))
    };
    let wait = || stage.browser.wait_at_most(DEADLINE, "the run", "return window.result !== undefined");
    start(90_001)?;
    wait()?;
    start(90_002)?;
    match fate {
        Fate::Help => {}
        // In the middle of the run: the page hears nothing of a worker that is terminated.
        Fate::Hang => {
            drop(stage.browser.run("setTimeout(() => helpers.forEach((h) => h.terminate()), 150)")?)
        }
        Fate::Die => {
            let die = "setTimeout(() => helpers.forEach((h) => { h.terminate(); h.dispatchEvent(new ErrorEvent('error', { message: 'test' })); }), 150)";
            stage.browser.run(die)?;
        }
    }
    wait()?;
    let result = stage.browser.run("return window.result")?;
    let helpers = stage.browser.run("return helpers.length")?.as_u64().context("a number")?;
    let text = result.as_str().context("a text")?.replace("90002", "");
    Ok((text, helpers))
}

#[test]
fn helpers_change_no_digit_even_when_they_are_lost() -> Result<()> {
    let (alone, none) = run(2, Fate::Help)?;
    ensure!(none == 0, "one core stays for the page, so that {none} helpers are too many");
    for fate in [Fate::Help, Fate::Die, Fate::Hang] {
        let (shared, helpers) = run(4, fate)?;
        ensure!(helpers >= 2, "{helpers} helpers were started ({fate:?})");
        ensure!(shared == alone, "the digits differ ({fate:?})");
    }
    Ok(())
}
