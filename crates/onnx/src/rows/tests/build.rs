//! Small models for tests.

use super::super::Program;
use crate::proto::{
    AttributeProto, DimensionProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto,
    TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto,
};
use crate::value::{Data, Value};

pub fn floats(name: &str, dims: &[i64], values: &[f32]) -> TensorProto {
    let float_data = values.to_vec();
    TensorProto { name: name.into(), dims: dims.to_vec(), data_type: 1, float_data, ..Default::default() }
}

pub fn ints(name: &str, values: &[i64]) -> TensorProto {
    let (dims, int64_data) = (vec![values.len() as i64], values.to_vec());
    TensorProto { name: name.into(), dims, data_type: 7, int64_data, ..Default::default() }
}

pub fn int(name: &str, i: i64) -> AttributeProto {
    AttributeProto { name: name.into(), i, r#type: 2, ..Default::default() }
}

pub fn float(name: &str, f: f32) -> AttributeProto {
    AttributeProto { name: name.into(), f, r#type: 1, ..Default::default() }
}

pub fn int_list(name: &str, list: &[i64]) -> AttributeProto {
    AttributeProto { name: name.into(), ints: list.to_vec(), r#type: 7, ..Default::default() }
}

pub fn float_list(name: &str, list: &[f32]) -> AttributeProto {
    AttributeProto { name: name.into(), floats: list.to_vec(), r#type: 6, ..Default::default() }
}

pub fn text(name: &str, text: &str) -> AttributeProto {
    AttributeProto { name: name.into(), s: text.into(), r#type: 3, ..Default::default() }
}

fn names(list: &str) -> Vec<String> {
    list.split_whitespace().map(|name| if name == "-" { String::new() } else { name.to_owned() }).collect()
}

/// A node from `Op a b > c d`; a dash leaves an input out, and `ml.Op` is of scikit-learn's.
pub fn node(said: &str, attribute: Vec<AttributeProto>) -> NodeProto {
    let (takes, makes) = said.split_once('>').unwrap();
    let (op, takes) = takes.split_once(' ').unwrap();
    let (domain, op) = op.strip_prefix("ml.").map_or(("", op), |op| ("ai.onnx.ml", op));
    NodeProto {
        input: names(takes),
        output: names(makes),
        op_type: op.into(),
        domain: domain.into(),
        attribute,
        ..Default::default()
    }
}

/// A declared tensor of numbers; 0 is a free length.
pub fn info(name: &str, shape: &[usize]) -> ValueInfoProto {
    let length = |n: &usize| DimensionProto { dim_value: (*n > 0).then_some(*n as i64), dim_param: None };
    let shape = Some(TensorShapeProto { dim: shape.iter().map(length).collect() });
    let tensor_type = Some(TensorTypeProto { elem_type: 1, shape });
    ValueInfoProto { name: name.into(), r#type: Some(TypeProto { tensor_type }) }
}

/// A model of the input `x` whose rows are of this shape, and the outputs in this list.
pub fn model(
    version: i64,
    row: &[usize],
    node: Vec<NodeProto>,
    initializer: Vec<TensorProto>,
    outputs: &str,
) -> ModelProto {
    let input = vec![info("x", &[&[0], row].concat())];
    let output = names(outputs).into_iter().map(|name| ValueInfoProto { name, r#type: None }).collect();
    let set = |domain: &str, version| OperatorSetIdProto { domain: domain.into(), version };
    ModelProto {
        ir_version: 8,
        graph: Some(GraphProto { node, name: "g".into(), initializer, input, output }),
        opset_import: vec![set("", version), set("ai.onnx.ml", 3)],
    }
}

/// Shapes and numbers that a model answers to rows of `x`, or why it is not taken. A row alone is answered with the same
/// digits as in company.
pub fn answers(model: &ModelProto, row: &[usize], x: &[f32]) -> Result<Vec<(Vec<usize>, Vec<f32>)>, String> {
    let program = Program::read(model)?;
    let width = row.iter().product::<usize>();
    let run = |rows: &[f32]| {
        let shape = [&[rows.len() / width], row].concat();
        let answers = program.run(&[Value::new(shape, Data::F32(rows.to_vec())).unwrap()]).unwrap();
        answers.iter().map(told).collect::<Vec<_>>()
    };
    let together = run(x);
    let alone: Vec<_> = x.chunks(width).map(run).collect();
    for (port, (_, values)) in together.iter().enumerate() {
        let apart: Vec<f32> = alone.iter().flat_map(|answers| answers[port].1.clone()).collect();
        let bits = |all: &[f32]| all.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(values), bits(&apart), "answer {port}");
    }
    Ok(together)
}

fn told(value: &Value) -> (Vec<usize>, Vec<f32>) {
    match value.data() {
        Data::F32(all) => (value.shape().to_vec(), all.clone()),
        Data::I64(all) => (value.shape().to_vec(), all.iter().map(|n| *n as f32).collect()),
        _ => unreachable!(),
    }
}
