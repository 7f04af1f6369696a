//! The operators that tract lacks or gets wrong, as the ONNX standard words them and onnxruntime answers them.

mod cdist;
mod exponential;
mod kernel;
mod ml;
mod rows;
mod standard;
mod topk;

use tract_onnx::Onnx;
use tract_onnx::model::OnnxOpRegister;

/// The reader with every operator that we know.
pub(crate) fn reader() -> Onnx {
    let mut op_register = OnnxOpRegister::default();
    standard::register(&mut op_register);
    ml::register(&mut op_register);
    cdist::register(&mut op_register);
    Onnx { op_register, ignore_value_info: true, use_output_shapes: false, ..Onnx::default() }
}
