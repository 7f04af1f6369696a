//! The operators that tract lacks or gets wrong, as the ONNX standard words them and onnxruntime answers them.

mod cdist;
mod kernel;
mod ml;
mod rows;

use tract_onnx::Onnx;

/// The reader with every operator that we know.
pub(crate) fn reader() -> Onnx {
    let mut reader = tract_onnx::onnx().with_ignore_value_info(true).with_ignore_output_shapes(true);
    ml::register(&mut reader.op_register);
    cdist::register(&mut reader.op_register);
    reader
}
