//! `cargo xtask hostile`: files that may hurt, opened in Chromium, each in an instance of its own.

use anyhow::{Result, bail};
use serde_json::Value;

use super::engines;
use crate::process::{self, cargo};

/// The promise: milliseconds and bytes of linear memory.
const MOST_MS: f64 = 2_000.0;
const MOST_BYTES: f64 = 256.0 * 1_048_576.0;

/// Prints a table; an error when a file ends the engine, or takes too long or too much.
pub fn run() -> Result<()> {
    let page = engines::page()?;
    let folder = page.join("hostile");
    let files = folder.to_string_lossy();
    process::run(&cargo(), &["run", "--quiet", "-p", "twinlet-onnx", "--example", "hostile", "--", &files])?;
    let seen = engines::drive("hostile", &page)?;
    print(&table(&seen));
    let hurt: Vec<String> = seen.iter().filter_map(complaint).collect();
    print(&hurt);
    match hurt.is_empty() {
        true => Ok(()),
        false => bail!("{} of {} files hurt; they are listed above", hurt.len(), seen.len()),
    }
}

#[expect(clippy::print_stdout, reason = "the table is the output")]
fn print(lines: &[String]) {
    lines.iter().for_each(|line| println!("{line}"));
}

fn number(seen: &Value, key: &str) -> f64 {
    seen[key].as_f64().unwrap_or(f64::INFINITY)
}

/// What breaks the promise about a file.
fn complaint(seen: &Value) -> Option<String> {
    let name = seen["name"].as_str().unwrap_or_default();
    let problem = seen["problem"].as_str();
    let said = problem.unwrap_or("it runs");
    let (ms, bytes) = (number(seen, "ms"), number(seen, "bytes"));
    if seen["trapped"] == true || ms > MOST_MS || bytes > MOST_BYTES {
        return Some(format!("{name}: {said} ({ms:.0} ms, {:.0} MiB)", bytes / 1_048_576.0));
    }
    match (seen["expected"].as_str(), problem) {
        (Some("runs"), Some(problem)) => Some(format!("{name}: should run; {problem}")),
        (Some("runs" | "either"), _) | (_, Some(_)) => None,
        (_, None) => Some(format!("{name}: should be refused, but runs")),
    }
}

/// The slowest and the largest, and what all come to.
fn table(seen: &[Value]) -> Vec<String> {
    let mut slowest: Vec<&Value> = seen.iter().collect();
    slowest.sort_by(|a, b| number(b, "ms").total_cmp(&number(a, "ms")));
    let largest = seen.iter().map(|one| number(one, "bytes")).fold(0.0, f64::max);
    let refused = seen.iter().filter(|one| one["problem"].is_string()).count();
    let row = |one: &&Value| {
        let said: String = one["problem"].as_str().unwrap_or("runs").chars().take(90).collect();
        let mib = number(one, "bytes") / 1_048_576.0;
        format!(
            "| {} | {said} | {:.0} | {mib:.0} |",
            one["name"].as_str().unwrap_or_default(),
            number(one, "ms")
        )
    };
    let head = ["| file | what comes of it | ms | MiB |".to_owned(), "|---|---|---:|---:|".to_owned()];
    let foot = format!(
        "\n{} files: {refused} refused, {} run; at most {:.0} ms and {:.0} MiB",
        seen.len(),
        seen.len() - refused,
        slowest.first().map_or(0.0, |one| number(one, "ms")),
        largest / 1_048_576.0
    );
    head.into_iter().chain(slowest.iter().take(20).map(row)).chain([foot]).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_ends_the_engine_or_takes_too_much_hurts() {
        for (expected, trapped, problem, ms, bytes, hurts) in [
            ("scan", false, Some("refused"), 1.0, 1e6, false),
            ("scan", false, None, 1.0, 1e6, true),
            ("runs", false, None, 1.0, 1e6, false),
            ("runs", false, Some("refused"), 1.0, 1e6, true),
            ("either", true, Some("trap"), 1.0, 1e6, true),
            ("either", false, None, 2_001.0, 1e6, true),
            ("scan", false, Some("refused"), 1.0, 3e8, true),
        ] {
            let seen = json!({ "name": "a", "expected": expected, "trapped": trapped, "problem": problem, "ms": ms, "bytes": bytes });
            assert_eq!(complaint(&seen).is_some(), hurts, "{seen}");
        }
    }
}
