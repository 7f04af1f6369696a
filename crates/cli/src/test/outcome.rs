//! What became of one test, and all of them as text.

use std::fmt::Write as _;

use serde::Serialize;

/// What became of one test.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// What was tested.
    pub name: String,
    /// Whether it holds.
    pub ok: bool,
    /// A figure beside `ok`, or what is wrong and where.
    pub detail: String,
}

impl Outcome {
    /// A test that holds.
    pub fn passed(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { name: name.into(), ok: true, detail: detail.into() }
    }

    /// A test that does not.
    pub fn failed(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { name: name.into(), ok: false, detail: detail.into() }
    }
}

/// One line for each test, what is wrong with those that failed, and a count.
pub fn text(outcomes: &[Outcome]) -> String {
    let mut out = format!("running {} tests\n", outcomes.len());
    for Outcome { name, ok, detail } in outcomes {
        let said = match (ok, detail.is_empty()) {
            (false, _) => "FAILED".to_owned(),
            (true, true) => "ok".to_owned(),
            (true, false) => format!("ok ({detail})"),
        };
        let _ = writeln!(out, "test {name} ... {said}");
    }
    let failed: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.ok).collect();
    if !failed.is_empty() {
        out.push_str("\nfailures:\n");
    }
    for Outcome { name, detail, .. } in &failed {
        let _ = writeln!(out, "\n---- {name} ----\n{detail}");
    }
    let verdict = if failed.is_empty() { "ok" } else { "FAILED" };
    let passed = outcomes.len() - failed.len();
    let _ = writeln!(out, "\ntest result: {verdict}. {passed} passed; {} failed", failed.len());
    out
}
