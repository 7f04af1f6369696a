//! The small evaluator beside what onnxruntime answers, on every model of the suite that it takes.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::{Path, PathBuf};

use twinlet_onnx::rows::Program;
use twinlet_onnx::{Data, Value};
use twinlet_reference::{Folder, TOLERANCE};

/// What is taken of the corpus. Whoever loses one should know.
const TAKEN: [&str; 0] = [];

/// And of the operators.
const OPERATORS: [&str; 0] = [];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every folder of a suite with its program, or why there is none.
fn programs(suite: &str) -> Vec<(String, Folder, Result<Program, String>)> {
    let entries = std::fs::read_dir(root().join("tests/suite").join(suite)).unwrap();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    let program = |path: PathBuf| {
        let folder = Folder::open(&path).unwrap();
        let program = Program::decode(folder.model().unwrap());
        (path.file_name().unwrap().to_string_lossy().into_owned(), folder, program)
    };
    folders.into_iter().map(program).collect()
}

fn floats(value: &Value) -> &[f32] {
    match value.data() {
        Data::F32(all) => all,
        other => panic!("{:?}", other.kind()),
    }
}

/// The largest error as a multiple of the tolerance, over all outputs of a batch.
fn worst(name: &str, program: &Program, folder: &Folder, rows: usize) -> f64 {
    let (answers, stored) =
        (program.run(&folder.inputs(rows).unwrap()).unwrap(), folder.outputs(rows).unwrap());
    assert_eq!(answers.len(), stored.len(), "{name}");
    let mut worst: f64 = 0.0;
    for (answer, stored) in answers.iter().zip(&stored) {
        assert_eq!(answer.shape(), stored.shape(), "{name}");
        let scale = floats(stored).iter().fold(0.0, |most: f64, b| most.max(f64::from(b.abs())));
        for (a, b) in floats(answer).iter().zip(floats(stored)) {
            let (a, b) = (f64::from(*a), f64::from(*b));
            if a != b && !(a.is_nan() && b.is_nan()) {
                worst = worst.max((a - b).abs() / (TOLERANCE * b.abs().max(scale)));
            }
            assert_eq!(a.is_nan(), b.is_nan(), "{name}");
        }
    }
    worst
}

#[test]
fn answers_as_onnxruntime_does() {
    for (suite, expected) in [("corpus", TAKEN.as_slice()), ("operators", OPERATORS.as_slice())] {
        let mut taken = vec![];
        for (name, folder, program) in programs(suite) {
            match program {
                Err(why) => println!("{name}: {why}"),
                Ok(program) => {
                    let errors: Vec<f64> = folder
                        .batches()
                        .into_iter()
                        .map(|rows| worst(&name, &program, &folder, rows))
                        .collect();
                    println!("{name}: {errors:.3?} of the tolerance at {:?} rows", folder.batches());
                    assert!(errors.iter().all(|error| *error <= 1.0), "{name}: {errors:?}");
                    taken.push(name);
                }
            }
        }
        assert_eq!(taken, expected);
    }
}
