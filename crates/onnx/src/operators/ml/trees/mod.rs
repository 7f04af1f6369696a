//! Ensembles of decision trees: `TreeEnsembleRegressor`, `TreeEnsembleClassifier` and, of ai.onnx.ml 5, `TreeEnsemble`.
//!
//! `spec` holds the trees as the file states them, read by `tables` or, for edition 5, by `edition5`; `forest` is the array
//! of nodes that is walked; the rest are the operators.

mod aggregate;
mod classifier;
mod edition5;
mod forest;
mod regressor;
mod spec;
mod tables;
mod walk;

use tract_onnx::model::OnnxOpRegister;

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("TreeEnsembleRegressor", regressor::build);
    register.insert("TreeEnsembleClassifier", classifier::build);
    register.insert("TreeEnsemble", edition5::build);
}
