//! The domain `ai.onnx.ml`: what scikit-learn, LightGBM and XGBoost export.

mod attributes;
mod columns;
mod encode;
mod impute;
mod labels;
mod linear;
mod normalize;
mod post;
mod scale;
mod svm;
mod trees;

use tract_onnx::model::OnnxOpRegister;

pub(super) fn register(register: &mut OnnxOpRegister) {
    scale::register(register);
    impute::register(register);
    columns::register(register);
    encode::register(register);
    linear::register(register);
    normalize::register(register);
    svm::register(register);
    trees::register(register);
}
