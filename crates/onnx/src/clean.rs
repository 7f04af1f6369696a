//! What exporters leave behind and tract stumbles over, taken out before it reads the model.

use tract_onnx::pb::ModelProto;

/// Drops notes about shapes in between and metadata.
pub(crate) fn clean(proto: &mut ModelProto) {
    proto.metadata_props.clear();
}
