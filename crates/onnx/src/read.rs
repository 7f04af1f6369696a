//! From bytes to the decoded, cleaned file.

use prost::Message;
use tract_onnx::pb::ModelProto;

use crate::refusal::{Refusal, Result};

/// Decodes a file that the scan has let through.
///
/// # Errors
/// `decode` when it is not ONNX.
pub(crate) fn decode(bytes: &[u8]) -> Result<ModelProto> {
    ModelProto::decode(bytes).map_err(|error| {
        Refusal::new("decode", format!("it cannot be read as ONNX: {error}"), "name a `.onnx` file")
    })
}
