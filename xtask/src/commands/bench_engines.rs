//! `cargo xtask bench engines`: our engine beside onnxruntime-web over the corpus, as a page of Markdown.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::engines;
use crate::files::{read, read_text, target, workspace_root, write};
use crate::process;

/// What ours is measured beside; fetched from npm into the target folder, never kept here.
const PACKAGE: &str = "onnxruntime-web@1.30.0";
/// Its files, and under which name: the server knows scripts by `.js` alone.
const THEIRS: [[&str; 2]; 3] = [
    ["ort.wasm.min.mjs", "ort.js"],
    ["ort-wasm-simd-threaded.mjs", "ort-wasm.js"],
    ["ort-wasm-simd-threaded.wasm", "ort-wasm.wasm"],
];
/// What `--write` renews, and between which lines.
const DOCUMENT: &str = "docs/engine-benchmark.md";
const MARKS: [&str; 2] = ["<!-- measured -->\n", "<!-- end -->\n"];

/// A model at a batch size that both ran.
struct Pair {
    rows: u64,
    ours: f64,
    theirs: f64,
}

/// Measures and prints; with `to_document` also renews the document.
pub fn run(to_document: bool) -> Result<()> {
    let page = engines::page()?;
    let npm = target().join("engine-bench-npm");
    process::run("npm", &["install", "--silent", "--no-save", "--prefix", &npm.to_string_lossy(), PACKAGE])?;
    for [name, served] in THEIRS {
        let from = npm.join("node_modules/onnxruntime-web/dist").join(name);
        std::fs::copy(&from, page.join(served))
            .with_context(|| format!("cannot copy `{}`", from.display()))?;
    }
    let lines = engines::drive("measure", &page)?;
    let text = [table(&lines), summary(&lines), refusals(&lines), memory(&lines), sizes(&page)?].join("\n");
    print(&text);
    if to_document { renew(&text) } else { Ok(()) }
}

#[expect(clippy::print_stdout, reason = "the table is the output")]
fn print(text: &str) {
    println!("{text}");
}

fn renew(text: &str) -> Result<()> {
    let path = workspace_root().join(DOCUMENT);
    let old = read_text(&path)?;
    let parts = old.split_once(MARKS[0]).and_then(|(head, rest)| Some((head, rest.split_once(MARKS[1])?.1)));
    let (head, tail) = parts.with_context(|| format!("`{DOCUMENT}` has lost the lines {MARKS:?}"))?;
    write(&path, [head, MARKS[0], "\n", text, "\n", MARKS[1], tail].concat().as_bytes())
}

fn batches(line: &Value) -> impl Iterator<Item = &Value> {
    line["batches"].as_array().into_iter().flatten()
}

fn pairs(line: &Value) -> impl Iterator<Item = Pair> {
    batches(line).filter_map(|batch| {
        let [ours, theirs] = ["ours", "theirs"].map(|who| batch["ms"][who].as_f64());
        Some(Pair { rows: batch["rows"].as_u64()?, ours: ours?, theirs: theirs? })
    })
}

/// Sizes of batches, ascending.
fn sizes_of_batches(lines: &[Value]) -> Vec<u64> {
    let mut all: Vec<u64> =
        lines.iter().flat_map(batches).filter_map(|batch| batch["rows"].as_u64()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn table(lines: &[Value]) -> String {
    let rows = sizes_of_batches(lines);
    let titles: String = rows.iter().map(|n| format!(" {n}: ours | theirs | ratio |")).collect();
    let mut text = format!("| µs per run |{titles}\n|---|{}\n", "---:|".repeat(3 * rows.len()));
    for line in lines {
        let cells: String = rows.iter().map(|rows| cell(line, *rows)).collect();
        text += &format!("| {} |{cells}\n", name(line));
    }
    text
}

fn name(line: &Value) -> &str {
    line["model"].as_str().unwrap_or_default()
}

fn cell(line: &Value, rows: u64) -> String {
    let batch = batches(line).find(|batch| batch["rows"] == rows);
    let ms = |who: &str| batch.and_then(|batch| batch["ms"][who].as_f64());
    let shown = |ms: Option<f64>| ms.map_or(String::new(), |ms| format!("{:.1}", ms * 1000.0));
    let ratio = ms("ours").zip(ms("theirs")).map_or(String::new(), |(a, b)| format!("{:.2}", a / b));
    format!(" {} | {} | {ratio} |", shown(ms("ours")), shown(ms("theirs")))
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}

/// Geometric means of the ratios, for each batch size and over all.
fn summary(lines: &[Value]) -> String {
    let all: Vec<Pair> = lines.iter().flat_map(pairs).collect();
    let mean = |title: &str, of: &dyn Fn(&Pair) -> bool| {
        let ratios: Vec<f64> =
            all.iter().filter(|pair| of(pair)).map(|pair| pair.ours / pair.theirs).collect();
        let faster = ratios.iter().filter(|ratio| **ratio < 1.0).count();
        format!("| {title} | {} | {:.2} | {faster} |\n", ratios.len(), geometric_mean(&ratios))
    };
    let mut text =
        "| rows | models | geometric mean of ours / theirs | ours faster |\n|---|---:|---:|---:|\n"
            .to_owned();
    for rows in sizes_of_batches(lines) {
        text += &mean(&rows.to_string(), &|pair| pair.rows == rows);
    }
    text + &mean("all", &|_| true)
}

/// What one of the two does not run, and what it says.
fn refusals(lines: &[Value]) -> String {
    let mut text = String::new();
    for line in lines {
        for (who, title) in [("ours", "ours"), ("theirs", "onnxruntime-web")] {
            let opening = line["problems"][who].as_str();
            let said = opening.or_else(|| batches(line).find_map(|batch| batch["problems"][who].as_str()));
            if let Some(said) = said {
                text += &format!("* {}, {title}: {}\n", name(line), said.lines().next().unwrap_or_default());
            }
        }
        let apart = batches(line).filter_map(|batch| batch["disagreement"].as_f64()).fold(0.0, f64::max);
        if apart > 1e-5 {
            text += &format!("* {}: the answers differ by {apart:.1e} of the output's scale\n", name(line));
        }
    }
    if text.is_empty() { "Both run every model.\n".into() } else { text }
}

fn memory(lines: &[Value]) -> String {
    let last = lines.last().map_or(&Value::Null, |line| &line["memory"]);
    let mib =
        |who: &str| last[who].as_f64().map_or("unknown".into(), |n| format!("{:.1} MiB", n / 1048576.0));
    format!("Linear memory after the last model: {}, onnxruntime-web {}.\n", mib("ours"), mib("theirs"))
}

fn sizes(page: &Path) -> Result<String> {
    let ours = size(page, &["engine_bench_bg.wasm", "sandbox.wasm", "engine_bench.js"])?;
    Ok(format!(
        "Downloads (wasm and script, as brotli): {ours}, onnxruntime-web {}.\n",
        size(page, &THEIRS.map(|[_, served]| served))?
    ))
}

fn size(page: &Path, names: &[&str]) -> Result<String> {
    let (mut raw, mut compressed) = (0, 0);
    for name in names {
        let bytes = read(&page.join(name))?;
        let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 9, 24);
        writer.write_all(&bytes).context("cannot compress")?;
        raw += bytes.len();
        compressed += writer.into_inner().len();
    }
    Ok(format!("{:.1} MB ({:.1} MB)", raw as f64 / 1e6, compressed as f64 / 1e6))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines() -> Vec<Value> {
        let batch = |rows: u32, ours: f64, theirs: f64| json!({ "rows": rows, "ms": { "ours": ours, "theirs": theirs } });
        vec![
            json!({ "model": "a", "problems": {}, "batches": [batch(1, 0.001, 0.004), batch(24, 0.01, 0.01)] }),
            json!({ "model": "b", "problems": { "theirs": "not a tensor\nmore" }, "batches": [{ "rows": 1, "ms": { "ours": 0.5 } }] }),
        ]
    }

    #[test]
    fn means_are_geometric_and_of_pairs_only() {
        let text = summary(&lines());
        assert!(text.contains("| 1 | 1 | 0.25 | 1 |") && text.contains("| all | 2 | 0.50 | 1 |"), "{text}");
    }

    #[test]
    fn what_one_does_not_run_is_listed() {
        assert!(table(&lines()).contains("| b | 500.0 |  |  |  |  |  |"), "{}", table(&lines()));
        assert_eq!(refusals(&lines()), "* b, onnxruntime-web: not a tensor\n");
    }
}
