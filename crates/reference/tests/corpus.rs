//! Every export of the corpus, at every batch, beside what onnxruntime answers.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::{Path, PathBuf};

use twinlet_onnx::{Data, Model, Value};
use twinlet_reference::{Folder, report};

fn folders(suite: &str) -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite").join(suite);
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

#[test]
fn every_model_answers_as_onnxruntime_does() {
    let folders = folders("corpus");
    assert_eq!(folders.len(), 82);
    let mut problems = vec![];
    for path in folders {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let report = report(&name, &Folder::open(&path).unwrap(), &Model::open);
        println!(
            "{name}: {:.3} of the tolerance, {}",
            report.worst(),
            report.plan.as_deref().unwrap_or("no plan")
        );
        assert!(report.problem.is_some() || report.batches == [1, 7, 256], "{name} ran {:?}", report.batches);
        problems.extend(report.problem.map(|problem| format!("{name}: {problem}")));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Single operators made by hand: each mode, post-transform, aggregate, kernel and type (tests/interop/more_exports.py).
#[test]
fn every_operator_answers_as_onnxruntime_does() {
    let folders = folders("operators");
    assert!(folders.len() > 100, "{}", folders.len());
    let reports = folders
        .iter()
        .map(|path| report(&path.to_string_lossy(), &Folder::open(path).unwrap(), &Model::open));
    let problems: Vec<String> =
        reports.filter_map(|report| Some(format!("{}: {}", report.model, report.problem?))).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What belongs to row `at` of seven in a tensor; an output may have several entries for each row.
fn row(value: &Value, at: usize) -> Value {
    let width: usize = value.data().len() / 7;
    let range = at * width..(at + 1) * width;
    let data = match value.data() {
        Data::F32(x) => Data::F32(x[range].to_vec()),
        Data::F64(x) => Data::F64(x[range].to_vec()),
        Data::I32(x) => Data::I32(x[range].to_vec()),
        Data::I64(x) => Data::I64(x[range].to_vec()),
        Data::Bool(x) => Data::Bool(x[range].to_vec()),
        Data::Text(x) => Data::Text(x[range].to_vec()),
    };
    Value::new([&[value.shape()[0] / 7], &value.shape()[1..]].concat(), data).unwrap()
}

/// The exception, within the tolerance: tract adds up the neighbours of a row in an order that depends on how many rows there
/// are.
const OTHERWISE: &str = "skl_knn_cdist";

/// A row's answer does not depend on the company in which it is asked.
#[test]
fn the_same_digits_alone_and_in_any_company() {
    let mut other = vec![];
    for path in folders("corpus").into_iter().filter(|path| !path.ends_with(OTHERWISE)) {
        let folder = Folder::open(&path).unwrap();
        let model = Model::open(folder.model().unwrap()).unwrap();
        let inputs = folder.inputs(7).unwrap();
        let together = model.run(inputs.clone()).unwrap();
        let alone = |at| model.run(inputs.iter().map(|value| row(value, at)).collect()).unwrap();
        let same = (0..7)
            .all(|at| together.iter().zip(alone(at)).all(|(all, one)| row(all, at).data() == one.data()));
        if !same {
            other.push(format!("{} ({})", path.display(), model.plan()));
        }
    }
    assert!(other.is_empty(), "{}", other.join("\n"));
}
