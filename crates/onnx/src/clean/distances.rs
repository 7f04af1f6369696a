//! Distances that scikit-learn's converter writes as a loop over the rows of one table: one operator instead.

use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::{AttributeProto, GraphProto, NodeProto, ValueInfoProto, type_proto};

/// Puts `CDist` in the place of each such loop.
pub(super) fn gather(graph: &mut GraphProto) {
    let nodes = std::mem::take(&mut graph.node);
    graph.node = nodes.into_iter().flat_map(|node| distances(&node).unwrap_or_else(|| vec![node])).collect();
}

/// The nodes that stand for a loop over squared distances: of its rows, turned as the loop has them. `None` for any other.
fn distances(node: &NodeProto) -> Option<Vec<NodeProto>> {
    let ([table, others], [same, made]) = (node.input.as_slice(), node.output.as_slice()) else {
        return None;
    };
    (node.op_type == "Scan" && node.domain.is_empty()).then_some(())?;
    squares(body(node)?)?;
    let turned = format!("{made} as rows");
    let mut all = vec![
        plain("CDist", &[table, others], &turned, text("metric", "sqeuclidean")),
        plain("Transpose", &[&turned], made, whole("perm", vec![1, 0])),
    ];
    if !same.is_empty() {
        all.push(plain("Identity", &[table], same, None));
    }
    Some(all)
}

/// The graph of a loop over the first axis of its last input, from front to back.
fn body(node: &NodeProto) -> Option<&GraphProto> {
    let named = |name: &str| node.attribute.iter().find(|attribute| attribute.name == name);
    (node.attribute.len() == 2 && named("num_scan_inputs")?.i == 1).then_some(())?;
    named("body")?.g.as_ref()
}

/// That a body leaves its table as it is and answers the squared distances of its rows to another row.
fn squares(body: &GraphProto) -> Option<()> {
    let ([table, row], [same, made]) = (body.input.as_slice(), body.output.as_slice()) else { return None };
    (rank(table)? == 2 && rank(row)? == 1).then_some(())?;
    let (table, row) = (&table.name, &row.name);
    let maker = |name: &str| body.node.iter().find(|node| node.output.iter().any(|made| made == name));
    // Names of what is handed through lead to what it was made from.
    let origin = |name: &String| match maker(name) {
        Some(node) if node.op_type == "Identity" => node.input.first().cloned(),
        _ => Some(name.clone()),
    };
    let sum = maker(&origin(&made.name)?)?;
    let difference = maker(sum.input.first()?)?;
    let pair = [difference.input.first()?, difference.input.get(1)?];
    let by_columns =
        sum.op_type == "ReduceSumSquare" && axes(body, sum)? == [1] && number(sum, "keepdims")? == 0;
    let alike = difference.op_type == "Sub" && (pair == [table, row] || pair == [row, table]);
    (origin(&same.name)? == *table && by_columns && alike && body.node.len() <= 4).then_some(())
}

/// Axes that are an attribute or a constant input.
fn axes(body: &GraphProto, node: &NodeProto) -> Option<Vec<i64>> {
    let Some(name) = node.input.get(1) else {
        return Some(node.attribute.iter().find(|attribute| attribute.name == "axes")?.ints.clone());
    };
    let constant = body.initializer.iter().find(|tensor| tensor.name == *name)?;
    match constant.raw_data.as_slice() {
        [] => Some(constant.int64_data.clone()),
        raw => {
            Some(raw.chunks_exact(8).filter_map(|n| Some(i64::from_le_bytes(n.try_into().ok()?))).collect())
        }
    }
}

fn number(node: &NodeProto, name: &str) -> Option<i64> {
    Some(node.attribute.iter().find(|attribute| attribute.name == name)?.i)
}

/// Axes of a tensor of 32-bit or 64-bit numbers.
fn rank(info: &ValueInfoProto) -> Option<usize> {
    let type_proto::Value::TensorType(tensor) = info.r#type.as_ref()?.value.as_ref()?;
    [1, 11].contains(&tensor.elem_type).then_some(())?;
    Some(tensor.shape.as_ref()?.dim.len())
}

fn plain(op: &str, input: &[&String], output: &str, attribute: Option<AttributeProto>) -> NodeProto {
    NodeProto {
        name: format!("{output} by {op}"),
        op_type: op.into(),
        input: input.iter().copied().cloned().collect(),
        output: vec![output.into()],
        attribute: attribute.into_iter().collect(),
        ..Default::default()
    }
}

fn text(name: &str, s: &str) -> Option<AttributeProto> {
    let kind = AttributeType::String.into();
    Some(AttributeProto { name: name.into(), s: s.into(), r#type: kind, ..Default::default() })
}

fn whole(name: &str, ints: Vec<i64>) -> Option<AttributeProto> {
    let kind = AttributeType::Ints.into();
    Some(AttributeProto { name: name.into(), ints, r#type: kind, ..Default::default() })
}
