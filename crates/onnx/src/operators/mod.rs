//! The operators that tract lacks or gets wrong, as the ONNX standard and onnxruntime define them.

/// The reader with every operator that we know.
pub(crate) fn reader() -> tract_onnx::Onnx {
    tract_onnx::onnx().with_ignore_value_info(true).with_ignore_output_shapes(true)
}
