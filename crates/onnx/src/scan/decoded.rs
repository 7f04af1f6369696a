//! Bytes that the decoder keeps for each message, where an address has 64 bits. Counted the same everywhere, so that a file
//! is refused on every machine or on none.

/// `StringStringEntryProto`.
pub const ENTRY: usize = 48;
/// `OperatorSetIdProto`.
pub const OPERATOR_SET: usize = 32;
/// `NodeProto`.
pub const NODE: usize = 168;
/// `AttributeProto`: a graph and a tensor lie within it.
pub const ATTRIBUTE: usize = 1_432;
/// `TensorProto`.
pub const TENSOR: usize = 304;
/// `TensorAnnotation`.
pub const ANNOTATION: usize = 48;
/// `ValueInfoProto`.
pub const VALUE_INFO: usize = 104;
/// `tensor_shape_proto::Dimension`.
pub const DIMENSION: usize = 48;
/// A list or a text, without what is in it.
pub const LIST: usize = 24;

#[cfg(all(test, feature = "tract", target_pointer_width = "64"))]
mod tests {
    use tract_onnx::pb;

    use super::*;

    #[test]
    fn the_decoder_keeps_no_more_than_is_counted() {
        for (name, counted, kept) in [
            ("entry", ENTRY, size_of::<pb::StringStringEntryProto>()),
            ("operator set", OPERATOR_SET, size_of::<pb::OperatorSetIdProto>()),
            ("node", NODE, size_of::<pb::NodeProto>()),
            ("attribute", ATTRIBUTE, size_of::<pb::AttributeProto>()),
            ("tensor", TENSOR, size_of::<pb::TensorProto>()),
            ("annotation", ANNOTATION, size_of::<pb::TensorAnnotation>()),
            ("value info", VALUE_INFO, size_of::<pb::ValueInfoProto>()),
            ("dimension", DIMENSION, size_of::<pb::tensor_shape_proto::Dimension>()),
            ("list", LIST, size_of::<Vec<u8>>()),
        ] {
            assert_eq!(counted, kept, "{name}");
        }
    }
}
