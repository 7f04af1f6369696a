//! What exporters leave behind and tract stumbles over, taken out before it reads the model.

mod distances;

use tract_onnx::pb::{GraphProto, ModelProto, NodeProto};

/// Drops notes about shapes in between, metadata and documentation; a ZipMap hands its table through, and
/// distances are no loop.
pub(crate) fn clean(proto: &mut ModelProto) {
    proto.metadata_props.clear();
    proto.doc_string.clear();
    if let Some(graph) = &mut proto.graph {
        clean_graph(graph);
    }
}

fn clean_graph(graph: &mut GraphProto) {
    graph.value_info.clear();
    graph.doc_string.clear();
    distances::gather(graph);
    for node in &mut graph.node {
        clean_node(node);
    }
}

fn clean_node(node: &mut NodeProto) {
    node.doc_string.clear();
    if node.op_type == "ZipMap" {
        // A map for each row, from class to score: the same numbers as the table that goes in.
        node.op_type = "Identity".into();
        node.domain.clear();
        node.attribute.clear();
    }
    for graph in node.attribute.iter_mut().filter_map(|attribute| attribute.g.as_mut()) {
        clean_graph(graph);
    }
}

#[cfg(test)]
mod tests;
