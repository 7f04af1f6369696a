//! Every file of the hostile set is refused with a reason or answered rightly, within two seconds and 256 MiB.
//! `cargo test -p twinlet-onnx --test hostile_set -- --nocapture` prints the table of `docs/hostile-models.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "hostile/mod.rs"]
mod hostile;
#[path = "hostile/measure.rs"]
mod measure;

use hostile::cases::{self, Case, Expected};
use measure::Outcome;

/// Calculating time of one file: the promise.
const MOST_MS: u64 = 2_000;
/// Memory of one file beyond the file itself: the promise.
const MOST_BYTES: usize = 256 << 20;

#[test]
fn hostile_models_cannot_hurt() {
    // The engine's panics become errors; their traces would fill the screen.
    std::panic::set_hook(Box::new(|_| {}));
    let only = std::env::var("HOSTILE").unwrap_or_default();
    let cases: Vec<Case> = cases::all().into_iter().filter(|case| case.name.contains(&only)).collect();
    let mut complaints = Vec::new();
    let mut table = Vec::new();
    for case in &cases {
        // Where a file ends the program, its name is the last that is left behind.
        if let Ok(trace) = std::env::var("HOSTILE_TRACE") {
            std::fs::write(trace, &case.name).unwrap();
        }
        let outcome = measure::run(case.bytes.clone());
        complaints.extend(complaint(case, &outcome));
        table.push(row(case, &outcome));
    }
    drop(std::panic::take_hook());
    println!("| file | bytes | outcome | ms | MiB |\n|---|---|---|---|---|\n{}", table.join("\n"));
    println!("{} files", cases.len());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn complaint(case: &Case, outcome: &Outcome) -> Vec<String> {
    let code = outcome.code.as_str();
    let fits = match case.expected {
        Expected::Runs => code == "runs",
        Expected::Refused(expected) => code == expected,
        Expected::Either => ["runs", "scan", "operator", "load", "run"].contains(&code),
    };
    let mut wrong = Vec::new();
    if !fits {
        wrong.push(format!("{}: expected {:?}, not {code}: {}", case.name, case.expected, outcome.said));
    }
    if outcome.ms > MOST_MS {
        wrong.push(format!("{}: {} ms", case.name, outcome.ms));
    }
    if outcome.peak > MOST_BYTES {
        wrong.push(format!("{}: {} MiB", case.name, outcome.peak >> 20));
    }
    wrong
}

fn row(case: &Case, outcome: &Outcome) -> String {
    let said: String = outcome.said.replace('|', "/").replace('\n', " ").chars().take(110).collect();
    let mib = outcome.peak as f64 / f64::from(1 << 20);
    format!("| {} | {} | {}: {said} | {} | {mib:.1} |", case.name, case.bytes.len(), outcome.code, outcome.ms)
}
