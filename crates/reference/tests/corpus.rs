//! Every export of the corpus, at every batch, beside what onnxruntime answers.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::{Path, PathBuf};

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
        let report = report(&name, &Folder::open(&path).unwrap());
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
    let reports = folders.iter().map(|path| report(&path.to_string_lossy(), &Folder::open(path).unwrap()));
    let problems: Vec<String> =
        reports.filter_map(|report| Some(format!("{}: {}", report.model, report.problem?))).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
