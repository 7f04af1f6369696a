//! From a decoded file to a program: node by node, each operator in steps on columns, or the reason why not.

mod broadcast;
mod conv;
mod dense;
mod lengths;
mod node;
mod operator;
mod pad;
mod reader;
mod recurrent;
mod reduce;
mod shape;
mod tensor;

use std::collections::BTreeMap;

use super::{MOST_ENTRIES, Port, Program};
use crate::proto::{GraphProto, ModelProto, NodeProto, ValueInfoProto};
use crate::value::Kind;
use node::Node;
use reader::Reader;
use tensor::{Held, Tensor, product};

type Names<'a> = BTreeMap<&'a str, Tensor>;

/// Versions of ONNX's own operators that are known, and of `ai.onnx.ml`.
const VERSIONS: std::ops::RangeInclusive<i64> = 7..=24;
const ML_VERSIONS: std::ops::RangeInclusive<i64> = 1..=5;

/// Reads a file.
///
/// # Errors
/// Which node or tensor is beyond it.
pub(super) fn read(proto: &ModelProto) -> Result<Program, String> {
    let graph = proto.graph.as_ref().ok_or("the file holds no graph")?;
    let (mut names, mut reader) = (Names::new(), Reader::default());
    for tensor in &graph.initializer {
        let constant = Tensor::constant(tensor);
        let constant = constant.map_err(|said| format!("the constant `{}`: {said}", tensor.name))?;
        define(&mut names, &tensor.name, constant)?;
    }
    let inputs = inputs(graph, &mut names, &mut reader)?;
    for node in &graph.node {
        answer(proto, node, &mut names, &mut reader)
            .map_err(|said| format!("{} `{}`: {said}", node.op_type, node.name))?;
    }
    let outputs = graph.output.iter().map(|info| output(info, &names)).collect::<Result<Vec<_>, _>>()?;
    match outputs.is_empty() {
        true => Err("the graph has no output".into()),
        false => {
            Ok(Program { inputs, outputs, steps: reader.steps, dense: reader.dense, columns: reader.columns })
        }
    }
}

fn define<'a>(names: &mut Names<'a>, name: &'a str, tensor: Tensor) -> Result<(), String> {
    match name.is_empty() || names.insert(name, tensor).is_some() {
        true => Err(format!("two tensors are called `{name}`, or one is not called at all")),
        false => Ok(()),
    }
}

fn answer<'a>(
    proto: &ModelProto,
    node: &'a NodeProto,
    names: &mut Names<'a>,
    reader: &mut Reader,
) -> Result<(), String> {
    let version = version(proto, &node.domain)?;
    let known = Node::new(node, version, names)?;
    let answers = operator::apply(reader, &known)?;
    known.understood()?;
    if node.output.iter().skip(answers.len()).any(|name| !name.is_empty()) {
        return Err("more is asked of it than is calculated here".into());
    }
    let asked = node.output.iter().zip(answers).filter(|(name, _)| !name.is_empty());
    asked.into_iter().try_for_each(|(name, tensor)| define(names, name, tensor))
}

fn version(proto: &ModelProto, domain: &str) -> Result<i64, String> {
    let plain = |name: &str| if name == "ai.onnx" { "".to_owned() } else { name.to_owned() };
    let known = match plain(domain).as_str() {
        "" => VERSIONS,
        "ai.onnx.ml" => ML_VERSIONS,
        _ => return Err(format!("it is of the operators `{domain}`")),
    };
    let mut versions =
        proto.opset_import.iter().filter(|set| plain(&set.domain) == plain(domain)).map(|set| set.version);
    let version = versions.next().filter(|version| known.contains(version));
    match (version, versions.all(|other| Some(other) == version)) {
        (Some(version), true) => Ok(version),
        _ => Err("the version of its operators is not known".into()),
    }
}

/// Inputs that are no constants; the first axis is the batch, even where the export has fixed it.
fn inputs<'a>(
    graph: &'a GraphProto,
    names: &mut Names<'a>,
    reader: &mut Reader,
) -> Result<Vec<Port>, String> {
    let mut ports = Vec::new();
    for info in &graph.input {
        if names.get(info.name.as_str()).is_some_and(|known| known.batch.is_none()) {
            continue;
        }
        let shape = input_shape(info).map_err(|said| format!("the input `{}`: {said}", info.name))?;
        let width = product(&shape)?;
        let start = reader.take(width)?;
        define(names, &info.name, Tensor::columns(shape.clone(), Some(0), start))?;
        let shape = shape[1..].to_vec();
        ports.push(Port { name: info.name.clone(), shape, width, start, kind: Kind::F32 });
    }
    match ports.is_empty() {
        true => Err("the graph takes no input".into()),
        false => Ok(ports),
    }
}

fn input_shape(info: &ValueInfoProto) -> Result<Vec<usize>, String> {
    let tensor = info.r#type.as_ref().and_then(|kind| kind.tensor_type.as_ref()).ok_or("it is no tensor")?;
    if tensor.elem_type != 1 {
        return Err("it is not of 32-bit numbers".into());
    }
    let axes = &tensor.shape.as_ref().ok_or("its shape is not known")?.dim;
    let length = |axis: &crate::proto::DimensionProto| axis.dim_value.filter(|n| *n > 0);
    let lengths = axes.iter().skip(1).map(|axis| usize::try_from(length(axis)?).ok());
    let lengths: Option<Vec<usize>> = lengths.collect();
    match (axes.is_empty(), lengths) {
        (false, Some(lengths)) => Ok([vec![1], lengths].concat()),
        _ => Err("it has no batch, or a length besides it is free".into()),
    }
}

fn output(info: &ValueInfoProto, names: &Names) -> Result<Port, String> {
    let whole = |said: String| format!("the output `{}`: {said}", info.name);
    let tensor = names.get(info.name.as_str()).ok_or_else(|| whole("nothing makes it".into()))?;
    let declared =
        info.r#type.as_ref().map(|kind| kind.tensor_type.as_ref().map_or(-1, |kind| kind.elem_type));
    let (start, kind) = match tensor.held {
        Held::Wholes(start) => (start, Kind::I64),
        _ => (tensor.start().map_err(whole)?, Kind::F32),
    };
    let known = if kind == Kind::I64 { 7 } else { 1 };
    if declared.is_some_and(|kind| ![0, known].contains(&kind)) {
        return Err(whole("it is not of the type that it is declared to be".into()));
    }
    let width = tensor.len().map_err(whole)?;
    match tensor.batch {
        Some(0) => {
            Ok(Port { name: info.name.clone(), shape: tensor.shape[1..].to_vec(), width, start, kind })
        }
        _ => Err(whole("its rows are not along the first axis".into())),
    }
}
