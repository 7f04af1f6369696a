//! `--cases`: every leaf of every case beside its reference, the worst last.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use serde_json::json;
use twinlet_life::cases::{Case, CaseError, CaseFile, Value, compare, evaluate};

/// A leaf of a case, judged.
#[derive(Serialize)]
struct Line {
    id: String,
    #[serde(rename = "fn")]
    function: String,
    /// Where in the expected value; empty for a bare number.
    path: String,
    found: Value,
    expected: Value,
    /// Relative error; `null` where the two cannot be compared.
    error: f64,
    rtol: f64,
    ok: bool,
    problem: Option<String>,
}

/// Evaluates the cases of a file; mistakes make the exit code 1.
pub fn run(file: &Path, is_json: bool) -> anyhow::Result<ExitCode> {
    let mut lines: Vec<Line> = read(file)?.iter().flat_map(lines).collect();
    lines.sort_by(|a, b| order(a).total_cmp(&order(b)));
    let failed: std::collections::BTreeSet<&str> =
        lines.iter().filter(|line| !line.ok).map(|line| line.id.as_str()).collect();
    let failed = failed.len();
    if is_json {
        print_json(&lines, failed)?;
    } else {
        lines.iter().for_each(print);
        print_worst(&lines);
    }
    eprintln!("{} leaves compared, {failed} cases out of tolerance", lines.len());
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// An object with `cases`, or the bare list.
fn read(file: &Path) -> anyhow::Result<Vec<Case>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the cases `{}`", file.display()))?;
    // Python writes numbers without a value in this way, which is no JSON.
    let text = without_nan(&text);
    let cases = match serde_json::from_str::<CaseFile>(&text) {
        Ok(cases) => cases.filled(),
        Err(why) => serde_json::from_str::<Vec<Case>>(&text).map_err(|_| why).with_context(|| {
            format!(
                "`{}` holds no cases: it is an object with a list `cases` of `id`, `fn`, `args`, `expected`",
                file.display()
            )
        })?,
    };
    Ok(cases)
}

/// `NaN` and `Infinity` outside of texts as `null`.
fn without_nan(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, part) in text.split('"').enumerate() {
        if i > 0 {
            out.push('"');
        }
        let is_outside = i % 2 == 0;
        if is_outside && (part.contains("NaN") || part.contains("Infinity")) {
            out.push_str(
                &part.replace("NaN", "null").replace("-Infinity", "null").replace("Infinity", "null"),
            );
        } else {
            out.push_str(part);
        }
    }
    out
}

fn lines(case: &Case) -> Vec<Line> {
    let line =
        |path: String, found: Value, expected: Value, error: f64, ok: bool, problem: Option<String>| Line {
            id: case.id.clone(),
            function: case.function.clone(),
            path,
            found,
            expected,
            error,
            rtol: case.rtol,
            ok,
            problem,
        };
    match evaluate(case) {
        Err(why) => {
            // Where the reference has no value either, to refuse is the answer.
            let ok = matches!(why, CaseError::Refused(_)) && case.expected == Value::NULL;
            let error = if ok { 0.0 } else { f64::INFINITY };
            vec![line(String::new(), Value::NULL, case.expected.clone(), error, ok, Some(why.to_string()))]
        }
        Ok(found) => compare(&found, &case.expected)
            .into_iter()
            .map(|leaf| {
                let ok = leaf.error <= case.rtol || leaf.absolute <= case.atol;
                let problem = leaf.found.is_none().then(|| "there is no such value in the answer".to_owned());
                line(leaf.path, leaf.found.unwrap_or(Value::NULL), leaf.expected, leaf.error, ok, problem)
            })
            .collect(),
    }
}

/// Out of tolerance last, and the worst of all at the end.
fn order(line: &Line) -> f64 {
    let share = if line.rtol > 0.0 { line.error / line.rtol } else { line.error };
    if line.ok { share.min(1.0) } else { 2.0 + share }
}

fn print(line: &Line) {
    let mark = if line.ok { "ok  " } else { "FAIL" };
    let path = if line.path.is_empty() { String::new() } else { format!(" {}", line.path) };
    match &line.problem {
        Some(problem) => println!("{mark} {}{path}: {problem}", line.id),
        None => println!(
            "{mark} {}{path}: {} (reference {}), error {:.1e} of {:.0e}{}",
            line.id,
            shown(&line.found),
            shown(&line.expected),
            line.error,
            line.rtol,
            if line.ok { "" } else { doubt(line) }
        ),
    }
}

/// What a difference may come from that cannot be seen beside 1.
fn doubt(line: &Line) -> &'static str {
    match (&line.found, &line.expected) {
        (Value::Number(found), Value::Number(expected))
            if *found > 0.0 && *expected > 0.0 && (found - expected).abs() < 0.5 * f64::EPSILON =>
        {
            "; they differ by less than a unit in the last place of 1: a reference formed as 1 - S has lost these digits"
        }
        _ => "",
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(x) => x.to_string(),
        value => serde_json::to_string(value).unwrap_or_default(),
    }
}

/// For each function the number of cases and the worst error.
fn worst(lines: &[Line]) -> Vec<(&str, usize, f64, &str)> {
    let mut worst: Vec<(&str, usize, f64, &str)> = Vec::new();
    for line in lines {
        match worst.iter_mut().find(|known| known.0 == line.function) {
            Some(known) => {
                known.1 += 1;
                if line.error > known.2 {
                    (known.2, known.3) = (line.error, &line.id);
                }
            }
            None => worst.push((&line.function, 1, line.error, &line.id)),
        }
    }
    worst.sort_by(|a, b| a.2.total_cmp(&b.2));
    worst
}

fn print_worst(lines: &[Line]) {
    println!("\n{:<28} {:>6}  {:>9}  worst case", "function", "leaves", "worst");
    for (function, leaves, error, id) in worst(lines) {
        println!("{function:<28} {leaves:>6}  {error:>9.1e}  {id}");
    }
}

fn print_json(lines: &[Line], failed: usize) -> anyhow::Result<()> {
    let worst: Vec<_> = worst(lines)
        .into_iter()
        .map(|(function, leaves, error, id)| json!({ "fn": function, "leaves": leaves, "worst": error, "id": id }))
        .collect();
    let report = json!({ "leaves": lines, "worst": worst, "failed_cases": failed });
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_a_value_are_null_outside_of_texts() {
        let text = r#"{"a":NaN,"b":[-Infinity,1],"c":"NaN"}"#;
        assert_eq!(without_nan(text), r#"{"a":null,"b":[null,1],"c":"NaN"}"#);
    }
}
