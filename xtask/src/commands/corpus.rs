//! `cargo xtask corpus`: real exports against onnxruntime's answers, natively and in Chromium.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use serde_json::Value;

use super::engines;

/// Where to run.
#[derive(clap::Args, Default)]
#[group(skip)]
pub struct Options {
    /// Only natively: no wasm build, no browser
    #[arg(long)]
    native: bool,
}

/// Prints the table; an error when any model fails anywhere.
pub fn run(options: &Options) -> Result<()> {
    eprintln!("corpus: natively");
    let example = ["run", "--quiet", "-p", "twinlet-reference", "--example", "corpus", "--", engines::CORPUS];
    let mut places = vec![("natively", by_name(engines::json_lines(&example)?))];
    if !options.native {
        eprintln!("corpus: in Chromium");
        let lines = engines::drive("check", &engines::page()?)?;
        places.push(("in Chromium", by_name(lines)));
    }
    let names: BTreeSet<&String> = places.iter().flat_map(|(_, reports)| reports.keys()).collect();
    print(&table(&places, &names));
    let failures = failures(&places, &names);
    print(&failures);
    match failures.is_empty() {
        true => Ok(()),
        false => {
            bail!("{} of {} runs fail; they are listed above", failures.len(), names.len() * places.len())
        }
    }
}

type Reports = BTreeMap<String, Value>;

fn by_name(lines: Vec<Value>) -> Reports {
    let name = |line: &Value| line["model"].as_str().unwrap_or_default().to_owned();
    lines.into_iter().map(|line| (name(&line), line)).collect()
}

#[expect(clippy::print_stdout, reason = "the table is the output")]
fn print(lines: &[String]) {
    lines.iter().for_each(|line| println!("{line}"));
}

/// A Markdown table: model; loads, runs, batches and worst error for each place; plan.
fn table(places: &[(&str, Reports)], names: &BTreeSet<&String>) -> Vec<String> {
    let titles: String =
        places.iter().map(|(place, _)| format!(" loads {place} | runs | batches | worst |")).collect();
    let rule = "---|".repeat(2 + 4 * places.len());
    let row = |name: &&String| {
        let cells: String = places.iter().map(|(_, reports)| cells(reports.get(*name))).collect();
        let plan = places.iter().find_map(|(_, reports)| reports.get(*name)?["plan"].as_str());
        format!("| {name} |{cells} {} |", plan.unwrap_or_default())
    };
    let head = [format!("| model |{titles} plan |"), format!("|{rule}")];
    head.into_iter().chain(names.iter().map(row)).collect()
}

/// The worst error is a multiple of the tolerance.
fn cells(report: Option<&Value>) -> String {
    let Some(report) = report else { return " | | | |".into() };
    let outputs = report["outputs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let batches = report["batches"].as_array().map(Vec::as_slice).unwrap_or_default();
    let worst = outputs.iter().filter_map(|output| output["worst"].as_f64()).fold(0.0, f64::max);
    let loads = if report["plan"].is_string() { "yes" } else { "no" };
    let runs = match (report["problem"].is_null(), batches.is_empty()) {
        (true, _) => "yes",
        (false, true) => "no",
        (false, false) => "wrong",
    };
    let worst = if batches.is_empty() { String::new() } else { format!("{worst:.2}") };
    let batches: Vec<String> = batches.iter().map(Value::to_string).collect();
    format!(" {loads} | {runs} | {} | {worst} |", batches.join(" "))
}

/// One line for each model that fails, with the place and the reason.
fn failures(places: &[(&str, Reports)], names: &BTreeSet<&String>) -> Vec<String> {
    let problem = |place: &str, reports: &Reports, name: &String| match reports.get(name) {
        None => Some(format!("{name}, {place}: no report")),
        Some(report) => report["problem"].as_str().map(|said| format!("{name}, {place}: {said}")),
    };
    let all = names.iter().flat_map(|name| places.iter().map(move |(place, reports)| (place, reports, name)));
    all.filter_map(|(place, reports, name)| problem(place, reports, name)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_table_has_a_row_for_each_model_and_a_reason_for_each_failure() {
        let good = json!({ "model": "a", "plan": "p", "batches": [1, 7], "outputs": [{ "worst": 0.25 }], "problem": null });
        let bad = json!({ "model": "b", "plan": null, "batches": [], "outputs": [], "problem": "no such operator" });
        let wrong = json!({ "model": "a", "plan": "p", "batches": [1], "outputs": [{ "worst": 3.0 }], "problem": "off" });
        let places = [("here", by_name(vec![good, bad])), ("there", by_name(vec![wrong]))];
        let names: BTreeSet<&String> = places.iter().flat_map(|(_, reports)| reports.keys()).collect();
        let table = table(&places, &names);
        assert_eq!(table[2], "| a | yes | yes | 1 7 | 0.25 | yes | wrong | 1 | 3.00 | p |");
        assert_eq!(table[3], "| b | no | no |  |  | | | | |  |");
        assert_eq!(
            failures(&places, &names),
            ["a, there: off", "b, here: no such operator", "b, there: no report"]
        );
    }
}
