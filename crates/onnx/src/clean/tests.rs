use tract_onnx::pb::{
    AttributeProto, GraphProto, NodeProto, TensorProto, TensorShapeProto, TypeProto, ValueInfoProto,
    tensor_shape_proto::Dimension, type_proto,
};

use super::distances::gather;

fn node(op: &str, input: &[&str], output: &[&str], attribute: Vec<AttributeProto>) -> NodeProto {
    let texts = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    NodeProto {
        op_type: op.into(),
        input: texts(input),
        output: texts(output),
        attribute,
        ..Default::default()
    }
}

fn whole(name: &str, i: i64) -> AttributeProto {
    AttributeProto { name: name.into(), i, ..Default::default() }
}

fn info(name: &str, elem_type: i32, rank: usize) -> ValueInfoProto {
    let shape = Some(TensorShapeProto { dim: vec![Dimension::default(); rank] });
    let value = Some(type_proto::Value::TensorType(type_proto::Tensor { elem_type, shape }));
    ValueInfoProto {
        name: name.into(),
        r#type: Some(TypeProto { value, ..Default::default() }),
        ..Default::default()
    }
}

/// A loop over the rows of `c` as skl2onnx writes it, with a change to its body.
fn graph(change: impl Fn(&mut GraphProto)) -> GraphProto {
    let axes = TensorProto {
        name: "a".into(),
        dims: vec![1],
        data_type: 7,
        int64_data: vec![1],
        ..Default::default()
    };
    let mut body = GraphProto {
        node: vec![
            node("Identity", &["t"], &["same"], vec![]),
            node("Sub", &["t", "r"], &["d"], vec![]),
            node("ReduceSumSquare", &["d", "a"], &["s"], vec![whole("keepdims", 0)]),
            node("Identity", &["s"], &["made"], vec![]),
        ],
        initializer: vec![axes],
        input: vec![info("t", 1, 2), info("r", 1, 1)],
        output: vec![info("same", 1, 2), info("made", 1, 1)],
        ..Default::default()
    };
    change(&mut body);
    let body = AttributeProto { name: "body".into(), g: Some(body), ..Default::default() };
    let attributes = vec![body, whole("num_scan_inputs", 1)];
    GraphProto { node: vec![node("Scan", &["x", "c"], &["u", "v"], attributes)], ..Default::default() }
}

fn operators(mut graph: GraphProto) -> Vec<String> {
    gather(&mut graph);
    graph.node.into_iter().map(|node| node.op_type).collect()
}

#[test]
fn a_loop_over_distances_is_one_operator() {
    let mut plain = graph(|_| {});
    gather(&mut plain);
    let [distances, turned, same] = &plain.node[..] else { panic!("{:?}", plain.node) };
    assert_eq!(
        (distances.op_type.as_str(), &distances.input[..]),
        ("CDist", &["x".to_owned(), "c".into()][..])
    );
    assert_eq!((turned.op_type.as_str(), &turned.input), ("Transpose", &distances.output));
    assert_eq!((same.op_type.as_str(), &same.input[..]), ("Identity", &["x".to_owned()][..]));
    assert_eq!((&turned.output[0], &same.output[0]), (&"v".to_owned(), &"u".to_owned()));
    // The other way round, the axis as raw bytes, 64 bits.
    let one = ["CDist", "Transpose", "Identity"];
    assert_eq!(operators(graph(|body| body.node[1].input.reverse())), one);
    let raw = |body: &mut GraphProto| {
        body.initializer[0].int64_data.clear();
        body.initializer[0].raw_data = 1_i64.to_le_bytes().to_vec();
    };
    assert_eq!(operators(graph(raw)), one);
    assert_eq!(operators(graph(|body| body.input = vec![info("t", 11, 2), info("r", 11, 1)])), one);
}

#[test]
fn other_loops_stay_as_they_are() {
    let changes: [fn(&mut GraphProto); 10] = [
        |body| body.node[1].op_type = "Add".into(),
        |body| body.node[1].input[0] = "r".into(),
        |body| body.node[2].op_type = "ReduceSum".into(),
        |body| body.node[2].attribute.clear(),
        |body| body.node[2].attribute[0].i = 1,
        |body| body.initializer[0].int64_data = vec![0],
        |body| body.initializer.clear(),
        |body| body.node[0].input[0] = "d".into(),
        |body| body.input[0] = info("t", 1, 3),
        |body| body.input = vec![info("t", 7, 2), info("r", 7, 1)],
    ];
    for (number, change) in changes.into_iter().enumerate() {
        assert_eq!(operators(graph(change)), ["Scan"], "{number}");
    }
    let around: [fn(&mut NodeProto); 4] = [
        |node| node.attribute.push(whole("scan_input_directions", 1)),
        |node| node.attribute[1].i = 2,
        |node| node.input.push("z".into()),
        |node| node.domain = "elsewhere".into(),
    ];
    for change in around {
        let mut graph = graph(|_| {});
        change(&mut graph.node[0]);
        assert_eq!(operators(graph), ["Scan"]);
    }
}
