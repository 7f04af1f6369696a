//! Every file of the hostile set is refused with a reason or answered rightly, within two seconds and 256 MiB.
//! `cargo test -p twinlet-onnx --test hostile_set -- --nocapture` prints the table of `docs/hostile-models.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "hostile/mod.rs"]
mod hostile;
#[path = "hostile/measure.rs"]
mod measure;
#[path = "hostile/table.rs"]
mod table;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use hostile::cases::{self, Case, Expected};
use hostile::damage::{Random, damaged};
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
    let mut outcomes = Vec::new();
    for case in &cases {
        // Where a file ends the program, its name is the last that is left behind.
        if let Ok(trace) = std::env::var("HOSTILE_TRACE") {
            std::fs::write(trace, &case.name).unwrap();
        }
        let outcome = measure::run(case.bytes.clone());
        complaints.extend(complaint(case, &outcome));
        outcomes.push((case, outcome));
    }
    drop(std::panic::take_hook());
    println!("{}\n{} files", table::markdown(&outcomes), cases.len());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
#[ignore = "takes as long as it is given: SECONDS=600 cargo test -p twinlet-onnx --test hostile_set -- --ignored --nocapture"]
fn random_damage_cannot_hurt() {
    std::panic::set_hook(Box::new(|_| {}));
    let number = |name: &str, otherwise| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (end, mut random) =
        (Instant::now() + Duration::from_secs(number("SECONDS", 60)), Random::new(number("SEED", 1)));
    let files: Vec<Vec<u8>> =
        cases::all().into_iter().map(|case| case.bytes).filter(|b| b.len() < 32_768).collect();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let (mut complaints, mut ms, mut peak) = (Vec::new(), 0, 0);
    while Instant::now() < end && complaints.is_empty() {
        let (one, other) = (random.below(files.len()), random.below(files.len()));
        let bytes = damaged(&files[one], &files[other], &mut random);
        if let Ok(trace) = std::env::var("HOSTILE_TRACE") {
            std::fs::write(trace, &bytes).unwrap();
        }
        let case = Case { name: "damaged".into(), bytes, expected: Expected::Either };
        let outcome = measure::run(case.bytes.clone());
        complaints = complaint(&case, &outcome);
        (ms, peak) = (ms.max(outcome.ms), peak.max(outcome.peak));
        *codes
            .entry(outcome.code + if outcome.said.contains("gave up") { ", after a panic" } else { "" })
            .or_default() += 1;
    }
    drop(std::panic::take_hook());
    println!("{} files: {codes:?}; at most {ms} ms, {} MiB", codes.values().sum::<usize>(), peak >> 20);
    assert!(
        complaints.is_empty(),
        "{}; the file is what HOSTILE_TRACE=FILE leaves behind",
        complaints.join("\n")
    );
}

fn complaint(case: &Case, outcome: &Outcome) -> Vec<String> {
    let code = outcome.code.as_str();
    let fits = match case.expected {
        Expected::Runs => code == "runs",
        Expected::Refused(expected) => code == expected,
        Expected::Either => ["runs", "scan", "decode", "operator", "load", "run"].contains(&code),
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
