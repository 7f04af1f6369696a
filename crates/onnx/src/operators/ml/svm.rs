//! `SVMRegressor` and `SVMClassifier`, after libsvm.

mod classifier;
mod coupling;
mod regressor;
mod vectors;

use tract_onnx::model::OnnxOpRegister;

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("SVMRegressor", regressor::build);
    register.insert("SVMClassifier", classifier::build);
}
