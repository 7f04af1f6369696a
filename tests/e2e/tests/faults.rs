//! What can go wrong at a host and in a browser: each a clear message, the rest lives, nothing is lost.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use twinlet_e2e::{Fault, Stage};

const BUNDLE: &str = "app/models/hydraulics";
const RUN_DEADLINE: Duration = Duration::from_secs(90);

fn read(name: &str) -> Result<Vec<u8>> {
    let path = xtask::files::dist().join(name);
    std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn wait_for_answer(stage: &Stage) -> Result<()> {
    let done = "const s = document.querySelector('[data-testid=run-state]'); return !!s && s.textContent.startsWith('From ')";
    stage.browser.wait_at_most(RUN_DEADLINE, "the full answer", done)
}

/// One altered file, and the words that must appear.
fn altered(file: &str, fault: Fault, words: &[&str]) -> Result<()> {
    let stage = Stage::new()?;
    stage.server()?.set_fault(file, fault);
    stage.open()?;
    for part in words {
        stage.browser.wait_for_text(part).with_context(|| format!("{file}: {part:?}"))?;
    }
    // No number is shown that rests on the altered file.
    let acts = stage
        .browser
        .run("return document.querySelectorAll('[data-testid=decision] .button-primary').length")?;
    ensure!(acts == json!(0), "a recommendation is shown");
    Ok(())
}

#[test]
fn an_altered_model_is_refused() -> Result<()> {
    let mut bytes = read(&format!("{BUNDLE}/model.onnx"))?;
    if let Some(byte) = bytes.get_mut(5000) {
        *byte ^= 1;
    }
    let words = ["is not the file that was approved", "pload the bundle"];
    altered(&format!("{BUNDLE}/model.onnx"), Fault::Replace(bytes), &words)
}

#[test]
fn a_truncated_model_is_refused() -> Result<()> {
    let bytes = read(&format!("{BUNDLE}/model.onnx"))?;
    let half = bytes.get(..bytes.len() / 2).unwrap_or_default().to_vec();
    altered(&format!("{BUNDLE}/model.onnx"), Fault::Replace(half), &["is not the file that was approved"])
}

#[test]
fn a_missing_part_is_named() -> Result<()> {
    altered(&format!("{BUNDLE}/contract.json"), Fault::Status(404), &["contract.json"])
}

#[test]
fn three_mistakes_in_the_manifest_are_told_at_once() -> Result<()> {
    let text = String::from_utf8(read("app/twin.json")?)?;
    let text = text.replacen("\"risk_limit\":0.05", "\"risk_limit\":7", 1);
    let text = text.replacen("\"question\"", "\"qestion\"", 1).replacen(
        "\"hydraulics\":\"hydraulics\"",
        "\"hydraulics\":\"steam\"",
        1,
    );
    altered(
        "app/twin.json",
        Fault::Replace(text.into_bytes()),
        &["cannot be used", "qestion", "Correct `twin.yaml`"],
    )
}

/// The engine's own loader with a way to break it from outside.
fn breakable(stage: &Stage) -> Result<()> {
    let names = xtask::files::list(&xtask::files::dist())?;
    let loader =
        names.iter().find(|n| n.starts_with("worker_loader")).context("no worker loader in the build")?;
    let mut script = read(loader)?;
    script.extend_from_slice(
        b"\nnew BroadcastChannel('fault').onmessage = ({ data }) => {
            if (data === 'hang') for (;;) {}
            if (data === 'memory') { const kept = []; for (;;) kept.push(new ArrayBuffer(2 ** 33)); }
            setTimeout(() => { throw new Error('fault injected by a test'); });
        };",
    );
    stage.server()?.set_fault(loader, Fault::Replace(script));
    Ok(())
}

/// Breaks the engine, then asks for a run: the app answers all along and the run arrives.
fn survives(fault: &str) -> Result<()> {
    let stage = Stage::new()?;
    breakable(&stage)?;
    stage.open()?;
    wait_for_answer(&stage)?;
    stage.browser.run(&format!("new BroadcastChannel('fault').postMessage('{fault}')"))?;
    stage.browser.run("document.querySelector('[data-testid=run]').scrollIntoView({block: 'center'})")?;
    stage.browser.tap("[data-testid=run]")?;
    let responds = "return new Promise(done => requestAnimationFrame(() => done(true)))";
    ensure!(stage.browser.run(responds)? == json!(true), "the page does not answer");
    wait_for_answer(&stage)?;
    stage.browser.wait_for(".decision-headline")
}

#[test]
fn an_engine_that_breaks_is_replaced() -> Result<()> {
    survives("error")
}

#[test]
fn an_engine_that_hangs_is_replaced() -> Result<()> {
    survives("hang")
}

#[test]
fn an_engine_without_memory_is_replaced() -> Result<()> {
    survives("memory")
}

/// What a browser answers when the disk is full.
const FULL: &str =
    "IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError'); }";

#[test]
fn a_full_storage_loses_nothing() -> Result<()> {
    let stage = Stage::new()?;
    stage.browser.before_each_page(FULL)?;
    stage.open()?;
    wait_for_answer(&stage)?;
    stage.browser.tap("[data-testid=decision] .button-primary")?;
    stage.browser.wait_for_text("Storage is full")?;
    stage.browser.tap(".tab:nth-child(3)")?;
    stage.browser.wait_for("[data-testid=work-item] [data-testid=save-record]")
}
