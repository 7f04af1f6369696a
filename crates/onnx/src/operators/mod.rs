//! The operators that tract lacks or gets wrong, as the ONNX standard and onnxruntime define them.

mod standard;

use tract_onnx::model::OnnxOpRegister;

/// The reader with every operator that we know.
pub(crate) fn reader() -> tract_onnx::Onnx {
    let mut op_register = OnnxOpRegister::default();
    standard::register(&mut op_register);
    tract_onnx::Onnx { op_register, ignore_value_info: true, use_output_shapes: false, ..Default::default() }
}
