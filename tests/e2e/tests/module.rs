//! A bundle in a page that is no twin app: the ES module answers with the digits of the command line.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use twinlet_e2e::{Browser, twinlet_output};
use xtask::files::{copy_folder, workspace_root, write};
use xtask::server::{Options, Server};

/// How far the network's answers may differ between targets, of the larger of the value and one.
const TOLERANCE: f64 = 1e-6;

/// The page of somebody else; the host's policy asks for scripts in files of their own.
const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>A page of somebody else</title>
<link rel="icon" href="data:,"><script type="module" src="./page.js"></script>"#;

/// Its script, as docs/module.md shows it.
const SCRIPT: &str = r#"
import { load } from "./module/twinlet.js";
window.ask = async (folder, queries) => {
  try {
    const model = await load(folder);
    return { title: model.contract.model.title, proof: model.prove(), answers: model.predict(queries) };
  } catch (refusal) {
    return { refusal };
  }
};
document.documentElement.dataset.ready = "yes";
"#;

/// A host with the page, the module, two bundles, and one that was tampered with.
fn host(folder: &Path) -> Result<Server> {
    let root = workspace_root();
    let module = root.join(xtask::commands::module::MODULE);
    ensure!(module.join("twinlet_module.js").is_file(), "there is no module; run `cargo xtask module`");
    write(&folder.join("index.html"), PAGE)?;
    write(&folder.join("page.js"), SCRIPT)?;
    copy_folder(&module, &folder.join("module"))?;
    for bundle in ["transformer", "transformer-ageing"] {
        copy_folder(&root.join("models").join(bundle).join("bundle"), &folder.join(bundle))?;
    }
    copy_folder(&folder.join("transformer"), &folder.join("tampered"))?;
    let contract = std::fs::read_to_string(folder.join("tampered/contract.json"))?;
    write(&folder.join("tampered/contract.json"), contract.replacen("1.6", "9.6", 1))?;
    Server::start(Options::new(folder.to_owned()))
}

fn queries() -> [(&'static str, Value); 2] {
    let load: Vec<f64> = (0..24).map(|k| 0.4 + 0.02 * f64::from(k)).collect();
    let ambient: Vec<f64> = (0..24).map(|k| 22.0 - 0.3 * f64::from(k)).collect();
    let hot: Vec<f64> = (0..24).map(|k| 60.0 + 2.0 * f64::from(k)).collect();
    [
        (
            "transformer",
            json!([{ "load": load, "ambient": ambient, "initial_top_oil": 45.0 }, { "load": 1 }]),
        ),
        ("transformer-ageing", json!([{ "hot_spot": hot }])),
    ]
}

/// The command line's answers, line by line.
fn native(bundle: &str, queries: &Value) -> Result<Vec<Value>> {
    let folder = tempfile::tempdir()?;
    let lines: Vec<String> = queries.as_array().context("queries")?.iter().map(Value::to_string).collect();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    write(&input, lines.join("\n"))?;
    let bundle = format!("models/{bundle}/bundle");
    let (input, output) = (input.to_string_lossy(), output.to_string_lossy());
    // One of the lines may be refused, and then the exit status says so: the answers themselves are compared.
    let said = twinlet_output(&["predict", &bundle, "--input", &input, "--output", &output])?;
    let text = std::fs::read_to_string(&*output)
        .with_context(|| format!("no answers: {}", String::from_utf8_lossy(&said.stderr)))?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The worst difference of two answers, of the larger of the value and one.
fn difference(a: &Value, b: &Value) -> f64 {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.as_f64().unwrap_or(f64::NAN), y.as_f64().unwrap_or(f64::NAN));
            (x - y).abs() / y.abs().max(1.0)
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            x.iter().zip(y).map(|(x, y)| difference(x, y)).fold(0.0, f64::max)
        }
        (Value::Object(x), Value::Object(y)) => {
            let one = |key: &String| {
                difference(x.get(key).unwrap_or(&Value::Null), y.get(key).unwrap_or(&Value::Null))
            };
            x.keys().chain(y.keys()).filter(|key| *key != "line").map(one).fold(0.0, f64::max)
        }
        (x, y) if x == y => 0.0,
        _ => f64::INFINITY,
    }
}

fn ask(browser: &Browser, folder: &str, queries: &Value) -> Result<Value> {
    browser.run("window.answer = undefined")?;
    browser
        .run(&format!("window.ask({folder:?}, {queries}).then((answer) => {{ window.answer = answer; }})"))?;
    browser.wait_until("an answer", "return window.answer !== undefined")?;
    browser.run("return window.answer")
}

#[test]
fn a_page_of_somebody_else_gets_the_same_digits() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = host(folder.path())?;
    let browser = Browser::phone()?;
    browser.open(&server.url())?;
    browser.wait_for("html[data-ready=yes]")?;
    for (bundle, queries) in queries() {
        let answer = ask(&browser, bundle, &queries)?;
        ensure!(answer["proof"]["reproduced"] == answer["proof"]["of"], "{}", answer["proof"]);
        let native = Value::Array(native(bundle, &queries)?);
        let worst = difference(&answer["answers"], &native);
        println!("{bundle}: worst relative difference {worst:.1e}");
        let tolerance = if bundle == "transformer-ageing" { 0.0 } else { TOLERANCE };
        ensure!(worst <= tolerance, "{bundle} differs by {worst:e}:\n{}\n{native}", answer["answers"]);
    }
    let refused = ask(&browser, "tampered", &json!([]))?;
    ensure!(refused["refusal"]["code"] == json!("bundle_hash"), "{refused}");
    let missing = ask(&browser, "nowhere", &json!([]))?;
    ensure!(missing["refusal"]["code"] == json!("fetch"), "{missing}");
    Ok(())
}
