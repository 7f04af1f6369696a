//! `--cases`: every leaf of every case beside its reference, the worst last.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde::Serialize;
use serde_json::{Value as Json, json};
use twinlet_life::cases::{Case, CaseError, CaseFile, Leaf, Value, compare, evaluate_noting};

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
    /// Arguments that changed nothing.
    unused: Vec<String>,
}

/// Evaluates the cases of a file; mistakes make the exit code 1.
pub fn run(file: &Path, is_json: bool) -> anyhow::Result<ExitCode> {
    let mut lines: Vec<Line> = read(file)?.iter().flat_map(lines).collect();
    lines.sort_by(|a, b| order(a).total_cmp(&order(b)));
    let failed: BTreeSet<&str> = lines.iter().filter(|line| !line.ok).map(|line| line.id.as_str()).collect();
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
    cases(&text).with_context(|| format!("`{}`", file.display()))
}

fn cases(text: &str) -> anyhow::Result<Vec<Case>> {
    // Python writes numbers without a value in this way, which is no JSON.
    let text = without_nan(text.trim_start_matches('\u{feff}'));
    let mut whole: Json = serde_json::from_str(&text).context("this is no JSON")?;
    let list = match &mut whole {
        Json::Object(entries) => entries.get_mut("cases").map(Json::take).unwrap_or_default(),
        list => list.take(),
    };
    let Json::Array(list) = list else {
        bail!("holds no cases: it is an object with a list `cases` of `id`, `fn`, `args`, `expected`")
    };
    if list.is_empty() {
        bail!("holds no cases: the list is empty, so nothing would be checked");
    }
    let datasets = whole.get_mut("datasets").map(Json::take).filter(|sets| !sets.is_null());
    let datasets =
        datasets.map(serde_json::from_value).transpose().context("`datasets`")?.unwrap_or_default();
    let cases = list.into_iter().enumerate().map(case).collect::<anyhow::Result<_>>()?;
    Ok(CaseFile { datasets, cases }.filled())
}

/// One case, or where it is wrong.
fn case((i, entry): (usize, Json)) -> anyhow::Result<Case> {
    let id = entry.get("id").map(|id| format!(" ({id})")).unwrap_or_default();
    let at = || {
        format!(
            "case {}{id} cannot be read\nhint: a case has `id` and `fn` (texts), `args` (an object), `expected`, and `rtol` \
             (a number, 1e-9 where it is left out)",
            i + 1
        )
    };
    serde_json::from_value(entry).with_context(at)
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
    let (answer, unused) = evaluate_noting(case);
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
            unused: unused.clone(),
        };
    let failed = |problem: String| {
        vec![line(String::new(), Value::NULL, case.expected.clone(), f64::INFINITY, false, Some(problem))]
    };
    let found = match answer {
        // Where the reference has no value either, to refuse is the answer.
        Err(why @ CaseError::Refused(_)) if case.expected == Value::NULL => {
            return vec![line(String::new(), Value::NULL, Value::NULL, 0.0, true, Some(why.to_string()))];
        }
        Err(why) => return failed(why.to_string()),
        Ok(found) => found,
    };
    if matches!(&case.expected, Value::Object(entries) if entries.is_empty()) {
        return failed("nothing is expected, so nothing is checked".to_owned());
    }
    let judged = |leaf: Leaf| {
        let ok = leaf.error <= case.rtol || leaf.absolute <= case.atol;
        let problem = problem(&leaf);
        line(leaf.path, leaf.found.unwrap_or(Value::NULL), leaf.expected, leaf.error, ok, problem)
    };
    compare(&found, &case.expected).into_iter().map(judged).collect()
}

/// Why a leaf cannot be compared at all.
fn problem(leaf: &Leaf) -> Option<String> {
    match (&leaf.found, &leaf.expected) {
        (None, _) => Some("there is no such value in the answer".to_owned()),
        (Some(Value::List(found)), Value::List(expected)) if found.len() != expected.len() => {
            Some(format!("{} values are expected, and {} were found", expected.len(), found.len()))
        }
        (Some(Value::Number(found)), Value::List(_) | Value::Object(_) | Value::Text(_)) => {
            Some(format!("one number was found, {found}, and something else is expected"))
        }
        (Some(Value::Object(found)), Value::Number(_)) => {
            let names: Vec<&str> = found.keys().map(String::as_str).collect();
            Some(format!("a number is expected; the answer has {}", names.join(", ")))
        }
        _ => None,
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
    let unused = match line.unused.as_slice() {
        [] => String::new(),
        names => format!("; not used: `{}`", names.join("`, `")),
    };
    match &line.problem {
        Some(problem) => println!("{mark} {}{path}: {problem}{unused}", line.id),
        None => println!(
            "{mark} {}{path}: {} (reference {}), error {:.1e} of {:.0e}{}{unused}",
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
        Value::Number(x) if *x != 0.0 && x.abs() < 1e-5 => format!("{x:e}"),
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
    fn what_is_wrong_with_a_file_is_said_with_its_case() {
        let sf = r#"{"id":"b","fn":"sf","args":{"dist":"exponential","rate":1,"t":1},"expected":1}"#;
        for (text, why) in [
            ("{", "this is no JSON"),
            ("7", "holds no cases: it is an object"),
            (r#"{"cases":[]}"#, "the list is empty"),
            (&format!(r#"[{sf},{{"id":"b","fn":7}}]"#), "case 2 (\"b\") cannot be read"),
            (r#"{"datasets":7,"cases":[7]}"#, "`datasets`"),
        ] {
            let said = format!("{:#}", cases(text).unwrap_err());
            assert!(said.contains(why), "{text}: {said}");
        }
        assert_eq!(cases(&format!("\u{feff}{{\"cases\":[{sf}]}}")).unwrap().len(), 1);
    }

    #[test]
    fn what_a_line_says() {
        let of = |function: &str, args: &str, expected: &str| {
            let text = format!(r#"[{{"id":"a","fn":"{function}","args":{args},"expected":{expected}}}]"#);
            let lines = lines(&cases(&text).unwrap()[0]);
            (lines[0].ok, lines[0].problem.clone().unwrap_or_default(), lines[0].unused.clone())
        };
        let fit = r#"{"dist":"exponential","failures":[5,9],"right_censord":[20]}"#;
        let (ok, _, unused) = of("fit_mle", fit, r#"{"rate":0.14285714285714285}"#);
        assert!(ok && unused == ["rightcensord"], "{unused:?}");
        let law = r#"{"dist":"exponential","rate":1,"t":[1,2]}"#;
        // That a unit ran at zero says nothing.
        let censored = r#"{"failures":[5,9],"right_censored":[0,7],"t":6,"note":"two"}"#;
        assert_eq!(of("kaplan_meier", censored, "0.6666666666666667"), (true, String::new(), vec![]));
        for (function, args, expected, why) in [
            ("sf", law, "[1]", "1 values are expected, and 2 were found"),
            ("fit_mle", fit, "{}", "nothing is expected"),
            ("fit_mle", fit, "3", "a number is expected; the answer has"),
            ("k_out_of_n", r#"{"reliability":[0.9,0.8],"k":1.5}"#, "1", "no whole number"),
            ("p_fail_next", r#"{"dist":"exponential","rate":1,"age":1,"x":-1}"#, "1", "below zero"),
        ] {
            let (ok, said, _) = of(function, args, expected);
            assert!(!ok && said.contains(why), "{function}: {said}");
        }
    }

    #[test]
    fn numbers_without_a_value_are_null_outside_of_texts() {
        let text = r#"{"a":NaN,"b":[-Infinity,1],"c":"NaN"}"#;
        assert_eq!(without_nan(text), r#"{"a":null,"b":[null,1],"c":"NaN"}"#);
    }
}
