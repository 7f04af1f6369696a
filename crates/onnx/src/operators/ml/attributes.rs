//! Attributes as plain lists.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

/// A list of numbers; empty where it is absent.
pub(super) fn floats(node: &NodeProto, name: &str) -> TractResult<Vec<f32>> {
    Ok(node.get_attr_opt_slice::<f32>(name)?.unwrap_or_default().to_vec())
}

/// A list of whole numbers; empty where it is absent.
pub(super) fn ints(node: &NodeProto, name: &str) -> TractResult<Vec<i64>> {
    Ok(node.get_attr_opt_slice::<i64>(name)?.unwrap_or_default().to_vec())
}

/// A list of texts; empty where it is absent.
pub(super) fn strings(node: &NodeProto, name: &str) -> TractResult<Vec<String>> {
    Ok(node.get_attr_opt_vec::<String>(name)?.unwrap_or_default())
}

/// A text, or what the standard says where it is absent.
pub(super) fn string(node: &NodeProto, name: &str, absent: &str) -> TractResult<String> {
    Ok(node.get_attr_opt::<String>(name)?.unwrap_or_else(|| absent.to_owned()))
}

/// A list of indices: whole numbers that are not negative.
pub(super) fn indices(node: &NodeProto, name: &str) -> TractResult<Vec<usize>> {
    let index =
        |n: &i64| usize::try_from(*n).with_context(|| format!("`{name}` of {} holds {n}", node.op_type));
    ints(node, name)?.iter().map(index).collect()
}
