//! Models of more than plain layers run in a module of their own: the same numbers, offline too, and one that ends its
//! module harms nothing else.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use twinlet_e2e::{Browser, Stage, twinlet};
use xtask::files::{list, workspace_root};

#[path = "../../../crates/onnx/tests/hostile/build.rs"]
#[allow(dead_code, reason = "these tests need only some of the parts")]
mod build;
#[path = "../../../crates/onnx/tests/hostile/write.rs"]
#[allow(dead_code, reason = "these tests need only some of the parts")]
mod write;

use build::{F32, I64, file, floats, graph, int, list as whole_numbers, node, value};

const DEADLINE: Duration = Duration::from_secs(60);

/// An app of an ONNX file, and its site.
fn app_of(model: &Path, folder: &Path) -> Result<(String, Stage)> {
    let app = folder.join("app").to_string_lossy().into_owned();
    twinlet(&["new", &app, "--from", &model.to_string_lossy()])?;
    let stage = Stage::of_app(&app, &folder.join("site"))?;
    Ok((app, stage))
}

/// Whether the site carries the runtime for models of more than plain layers.
fn carries_runtime(site: &Path) -> Result<bool> {
    Ok(list(site)?.iter().any(|name| name.starts_with("sandbox-")))
}

/// Waits until the first tile reads so; a dash when there is no number.
fn wait_for_number(browser: &Browser, text: &str) -> Result<()> {
    let script = format!(
        "return document.querySelector('.tile:not(.is-loading) .tile-value')?.textContent.startsWith({text:?}) ?? false"
    );
    browser.wait_at_most(DEADLINE, &format!("a tile at {text:?}"), &script)
}

/// Puts the first slider at a value.
fn set_first(browser: &Browser, value: &str) -> Result<()> {
    browser.fill("[data-testid^=slider-] input", value)
}

#[test]
fn trees_answer_as_natively_online_and_offline() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let model = workspace_root().join("tests/suite/corpus/skl_gbr/model.onnx");
    let (app, mut stage) = app_of(&model, folder.path())?;
    ensure!(carries_runtime(&folder.path().join("site"))?, "the site has no runtime for trees");
    let native: Value = serde_json::from_slice(&twinlet(&["run", &app, "--format", "json"])?)?;
    let number = native["outputs"][0]["series"]["values"][0].as_f64().unwrap_or(f64::NAN);
    stage.open_and_install()?;
    let shown = format!("{number:.1}");
    wait_for_number(&stage.browser, &shown)?;
    stage.host_off();
    stage.browser.reload()?;
    stage.wait_for_app()?;
    wait_for_number(&stage.browser, &shown)?;
    stage.browser.expect_quiet_console()
}

#[test]
fn plain_layers_carry_no_further_runtime() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let _stage = Stage::of_app("apps/transformer", folder.path())?;
    ensure!(!carries_runtime(folder.path())?, "a site of plain layers carries the runtime for others");
    Ok(())
}

/// Divides 12 by a whole number: four times what goes in, which is 0 to 1.
fn divides() -> Vec<u8> {
    let nodes = [
        node("Mul", &["x", "four"], &["m"], &[]),
        node("Cast", &["m"], &["n"], &[int("to", I64)]),
        node("Div", &["twelve", "n"], &["q"], &[]),
        node("Cast", &["q"], &["y"], &[int("to", F32)]),
    ];
    let constants = [floats("four", &[1], &[4.0]), whole_numbers("twelve", &[12])];
    file(&graph(&nodes, &constants, &[value("x", F32, &[0, 1])], &[value("y", F32, &[0, 1])])).0
}

#[test]
fn a_model_that_ends_its_module_harms_nothing_else() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let model = folder.path().join("divides.onnx");
    std::fs::write(&model, divides())?;
    let (_, stage) = app_of(&model, folder.path())?;
    stage.open_and_install()?;
    let browser = &stage.browser;
    wait_for_number(browser, "6")?;
    browser.run("window.isTheSamePage = true")?;
    set_first(browser, "0")?;
    browser.wait_for_text("has ended its runtime")?;
    // The worker was not replaced, and the next question is answered.
    set_first(browser, "1")?;
    wait_for_number(browser, "3")?;
    let text = browser.text()?;
    ensure!(!text.contains("calculation stopped"), "the engine went down: {text}");
    ensure!(browser.run("return window.isTheSamePage === true")? == json!(true), "the page was loaded anew");
    browser.expect_quiet_console()
}
