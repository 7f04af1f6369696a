//! What the app costs in a browser: start, slider to curve, members per second. One line of JSON.
//!
//! The worker is not slowed down by any throttling; times are this machine's.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use twinlet_e2e::{Browser, Stage};

/// Slider moves that are timed.
const MOVES: usize = 12;
/// Longest wait for an answer.
const DEADLINE: Duration = Duration::from_secs(120);

/// Notes when runs are posted and answered, and when the first decision stands on the page.
const PROBE: &str = "
    window.bench = [];
    const Plain = Worker;
    window.Worker = class extends Plain {
        constructor(...a) {
            super(...a);
            if (a[1]?.name === 'helper') {
                window.helper = this;
                this.addEventListener('message', ({ data }) => {
                    const text = String(data);
                    if (text.startsWith('{\"pong\":')) window.helperBytes = JSON.parse(text).pong.memory_bytes;
                });
                return;
            }
            window.engine = this;
            this.addEventListener('message', ({ data }) => {
                const text = String(data);
                if (text.startsWith('{\"pong\":')) window.engineBytes = JSON.parse(text).pong.memory_bytes;
                if (text.startsWith('{\"finished\":{\"run\":9')) window.ended = performance.now();
                if (text.startsWith('{\"progress\":{\"run\":9') && text.includes('\"partial\":{')) window.pictured ??= performance.now();
                if (text.startsWith('{\"finished\":')) bench.push({ at: performance.now(), kind: 'finished' });
            });
        }
        postMessage(m, ...rest) {
            if (m?.json?.startsWith('{\"type\":\"run\"')) {
                bench.push({ at: performance.now(), kind: 'run', members: JSON.parse(m.json).plan.members });
            }
            super.postMessage(m, ...rest);
        }
    };
    new MutationObserver((_, me) => {
        if (!document.querySelector('.decision-headline')) return;
        window.firstDecisionMs = performance.now();
        me.disconnect();
    }).observe(document, { childList: true, subtree: true });";

/// Members of the ensemble that is timed: the goal is to have them in a second.
const ENSEMBLE: u32 = 10_000;

/// Runs the ensemble in the app's own worker, after one that starts the helpers.
fn ensemble(workers: u32) -> Result<Value> {
    let stage = Stage::new()?;
    // The app leaves one core to the page.
    let cores = format!(
        "Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', {{ get: () => {} }});",
        workers + 1
    );
    stage.browser.before_each_page(&[PROBE, &cores].concat())?;
    stage.open_and_install()?;
    wait_for_runs(&stage.browser, 2)?;
    let run = |id: u32, members: u32| -> Result<(f64, f64)> {
        stage.browser.run(&format!(
            r#"window.ended = window.pictured = undefined; window.began = performance.now();
            const plan = {{ seed: 1, members: {members}, inputs: {{ values: {{}} }}, flips: false }};
            window.engine.postMessage({{ json: JSON.stringify({{ type: 'run', run: {id}, plan }}), buffers: [] }})"#
        ))?;
        stage.browser.wait_at_most(DEADLINE, "the ensemble", "return window.ended > 0")?;
        let ended = number(&stage.browser, "return window.ended - window.began")?;
        Ok((ended, number(&stage.browser, "return window.pictured - window.began")?))
    };
    run(90_001, 1000)?;
    let mut times = [run(90_002, ENSEMBLE)?, run(90_003, ENSEMBLE)?, run(90_004, ENSEMBLE)?];
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ms, first_picture_ms) = times[1];
    let bytes = engine_bytes(&stage.browser)?;
    let helper_bytes = if workers > 1 { helper_bytes(&stage.browser)? } else { 0.0 };
    Ok(json!({
        "workers": workers,
        "members": ENSEMBLE,
        "seconds": ms / 1e3,
        "members_per_second": f64::from(ENSEMBLE) / (ms / 1e3),
        "first_picture_ms": first_picture_ms,
        "engine_memory_mib": bytes / f64::from(1 << 20),
        "helper_memory_mib": helper_bytes / f64::from(1 << 20),
    }))
}

fn helper_bytes(browser: &Browser) -> Result<f64> {
    browser.run(r#"window.helper.postMessage({ json: '{"type":"ping","nonce":1}', buffers: [] })"#)?;
    browser.wait_at_most(DEADLINE, "a helper's answer to a ping", "return window.helperBytes > 0")?;
    number(browser, "return window.helperBytes")
}

fn engine_bytes(browser: &Browser) -> Result<f64> {
    browser.run(r#"window.engine.postMessage({ json: '{"type":"ping","nonce":1}', buffers: [] })"#)?;
    browser.wait_at_most(DEADLINE, "the engine's answer to a ping", "return window.engineBytes > 0")?;
    number(browser, "return window.engineBytes")
}

fn number(browser: &Browser, script: &str) -> Result<f64> {
    browser.run(script)?.as_f64().with_context(|| format!("`{script}` is not a number"))
}

fn wait_for_runs(browser: &Browser, count: usize) -> Result<()> {
    let done = format!("return bench.filter((b) => b.kind === 'finished').length >= {count}");
    browser.wait_at_most(DEADLINE, "a finished run", &done)
}

fn first_decision(browser: &Browser) -> Result<f64> {
    browser.wait_at_most(DEADLINE, "the first decision", "return window.firstDecisionMs !== undefined")?;
    number(browser, "return window.firstDecisionMs")
}

/// (members, milliseconds) of every run that was answered before the next was posted.
fn runs(events: &Value) -> Vec<(u64, f64)> {
    let list = events.as_array().cloned().unwrap_or_default();
    let at = |e: &Value| e["at"].as_f64().unwrap_or(0.0);
    let pair = |w: &[Value]| match w {
        [run, end] if run["kind"] == "run" && end["kind"] == "finished" => {
            Some((run["members"].as_u64()?, at(end) - at(run)))
        }
        _ => None,
    };
    list.windows(2).filter_map(pair).collect()
}

fn quantile(sorted: &[f64], p: f64) -> f64 {
    let k = (p * (sorted.len().saturating_sub(1)) as f64).round() as usize;
    sorted.get(k).copied().unwrap_or(f64::NAN)
}

/// Both numbers of workers that this machine's two cores are measured with.
fn ensembles() -> Result<()> {
    let measured = [ensemble(1)?, ensemble(2)?];
    let rate = |k: usize| measured[k]["members_per_second"].as_f64().unwrap_or(f64::NAN);
    println!("{}", json!({ "ensembles": measured, "ratio": rate(1) / rate(0) }));
    Ok(())
}

fn main() -> Result<()> {
    if std::env::args().any(|arg| arg == "--ensemble") {
        return ensembles();
    }
    let mut stage = Stage::new()?;
    stage.browser.before_each_page(PROBE)?;
    stage.open_and_install()?;
    let online_first = first_decision(&stage.browser)?;
    wait_for_runs(&stage.browser, 1)?;
    let mut events = Vec::new();
    for _ in 0..MOVES {
        let before = number(&stage.browser, "return bench.filter((b) => b.kind === 'finished').length")?;
        stage.browser.run("document.querySelector('.slider-step[aria-label*=ncrease], .slider-row button:last-child').click()")?;
        wait_for_runs(&stage.browser, before as usize + 2)?;
    }
    let engine_bytes = engine_bytes(&stage.browser)?;
    events.extend(runs(&stage.browser.run("return bench")?));
    stage.host_off();
    stage.browser.reload()?;
    let offline = first_decision(&stage.browser)?;
    let (most, least) = (events.iter().map(|r| r.0).max(), events.iter().map(|r| r.0).min());
    let times = |members: Option<u64>| {
        let mut ms: Vec<f64> = events.iter().filter(|r| Some(r.0) == members).map(|r| r.1).collect();
        ms.sort_by(f64::total_cmp);
        ms
    };
    let (live, full) = (times(least), times(most));
    println!(
        "{}",
        json!({
            "first_decision_online_ms": online_first,
            "first_decision_offline_ms": offline,
            "live_members": least,
            "slider_to_curve_ms": { "p50": quantile(&live, 0.5), "p95": quantile(&live, 0.95), "n": live.len() },
            "full_members": most,
            "engine_memory_mib": engine_bytes / f64::from(1 << 20),
            "members_per_second": most.unwrap_or(0) as f64 / (quantile(&full, 0.5) / 1e3),
        })
    );
    ensembles()
}
