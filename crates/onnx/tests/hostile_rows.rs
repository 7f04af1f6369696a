//! The small evaluator takes no harm from the hostile set, nor from models that are damaged at random.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(dead_code, reason = "of the set only the files are used here")]

#[path = "hostile/mod.rs"]
mod hostile;

use std::path::Path;
use std::time::{Duration, Instant};

use hostile::damage::{Random, damaged};
use twinlet_onnx::rows::Program;

/// Reads a file, and lets it answer a few rows. Whether it was taken.
fn tried(name: &str, bytes: &[u8]) -> bool {
    let start = Instant::now();
    let program = Program::decode(bytes);
    if let Ok(program) = &program {
        for rows in [0, 1, 3, 9] {
            program.run(&program.sample(rows)).unwrap();
        }
    }
    assert!(start.elapsed() < Duration::from_secs(10), "{name} took {:?}", start.elapsed());
    program.is_ok()
}

#[test]
fn the_hostile_set_does_no_harm() {
    for case in hostile::cases::all() {
        let taken = tried(&case.name, &case.bytes);
        let refused = matches!(case.expected, hostile::cases::Expected::Refused(_));
        assert!(!(taken && refused), "{} is taken", case.name);
    }
}

#[test]
fn random_damage_does_no_harm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let corpus = root.join("tests/suite/corpus");
    let mut files: Vec<_> = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.extend([root.join("models/pump-station/bundle"), root.join("models/transformer/bundle")]);
    let files = files.iter().filter_map(|folder| std::fs::read(folder.join("model.onnx")).ok());
    let files: Vec<Vec<u8>> =
        files.filter(|bytes| bytes.len() < 100_000 && Program::decode(bytes).is_ok()).collect();
    let count = std::env::var("DAMAGED").map_or(3_000, |text| text.parse().unwrap());
    let (mut random, mut taken) = (Random::new(7), 0);
    for _ in 0..count {
        let (one, other) = (random.below(files.len()), random.below(files.len()));
        let bytes = damaged(&files[one], &files[other], &mut random);
        taken += usize::from(tried("a damaged file", &bytes));
    }
    println!("{taken} of {count} were taken");
    assert!(taken > count / 10);
}
