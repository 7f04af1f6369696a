//! Good files, damaged at random but the same way each time.

use super::super::build::linear;
use super::super::damage::{Random, flipped, moved};
use super::*;

/// Exports that are small enough to be damaged often.
const FILES: [&str; 6] = [
    "skl_ridge_scaler",
    "skl_logreg_zipmap",
    "pt_mlp_ts",
    "tree3_branch_gte",
    "pt_gru_dyn",
    "skl_coltrans_str",
];

pub fn cases() -> Vec<Case> {
    let read = |name: &str| {
        let path = format!("{}/../../tests/suite/corpus/{name}/model.onnx", env!("CARGO_MANIFEST_DIR"));
        (name.to_owned(), std::fs::read(path).expect("the corpus is there"))
    };
    let mut files: Vec<(String, Vec<u8>)> = FILES.into_iter().map(read).collect();
    files.push(("linear".into(), linear()));
    let mut random = Random::new(1);
    let mut cases = Vec::new();
    for (name, bytes) in &files {
        let mut add = |what: String, bytes| cases.push(case(&what, Expected::Either, bytes));
        for i in 0..24 {
            add(format!("{name}: bits flipped, {i}"), flipped(bytes, &mut random, 1 + i / 6));
        }
        for i in 0..12 {
            add(format!("{name}: a stretch moved, {i}"), moved(bytes, &mut random));
        }
        for i in 0..6 {
            add(format!("{name}: cut off, {i}"), bytes[..random.below(bytes.len())].to_vec());
        }
    }
    cases
}
