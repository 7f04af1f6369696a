//! What is in a file: operators, size, work, and what could be better about the export.

mod advice;
mod work;

use std::collections::BTreeMap;

pub(crate) use advice::mend;
use tract_onnx::pb::{GraphProto, ModelProto};

use crate::operators;
use crate::port::ports;
use crate::proto;
use crate::read;
use crate::refusal::Result;
use crate::rows::Program;
use crate::scan::{self, Limits};

/// How often a file uses an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// `ai.onnx`, `ai.onnx.ml` or another domain.
    pub domain: String,
    /// Its name in the standard.
    pub name: String,
    /// Number of nodes, those of inner graphs included.
    pub count: usize,
    /// Whether it can be run here.
    pub known: bool,
}

/// What a look at a file tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Examination {
    /// Size of the file.
    pub bytes: usize,
    /// What wrote it, with its version.
    pub producer: String,
    /// Domain and version of each operator set.
    pub opsets: Vec<(String, i64)>,
    /// By domain and name.
    pub operators: Vec<Operator>,
    /// Numbers in initializers and attributes.
    pub parameters: usize,
    /// Multiplications with addition for one row; `None` when the model cannot be typed. Comparisons of trees do not count.
    pub multiply_adds: Option<u64>,
    /// What keeps it from being plain layers, which run without tract; `None` when it is.
    pub beyond_layers: Option<String>,
    /// What could be better about the export, each with the option that mends it.
    pub advice: Vec<String>,
}

/// Looks at a file without running it.
///
/// # Errors
/// `scan` or `decode`, with the reason.
pub fn examine(bytes: &[u8]) -> Result<Examination> {
    scan::scan(bytes, &Limits::default())?;
    let plain = proto::decode(bytes)?;
    let (inputs, _) = ports(proto::graph(&plain)?);
    let proto = read::decode(bytes)?;
    let producer = [proto.producer_name.trim(), proto.producer_version.trim()].join(" ");
    Ok(Examination {
        bytes: bytes.len(),
        producer: producer.trim().to_owned(),
        opsets: proto.opset_import.iter().map(|set| (domain(&set.domain), set.version)).collect(),
        operators: counted(&proto),
        parameters: proto.graph.as_ref().map_or(0, parameters),
        multiply_adds: work::multiply_adds(&proto, &inputs),
        beyond_layers: Program::read(&plain).err(),
        advice: advice::advice(&proto, bytes),
    })
}

fn domain(name: &str) -> String {
    if name.is_empty() { "ai.onnx".into() } else { name.to_owned() }
}

/// Every graph of a model, inner ones after their outer ones.
pub(crate) fn graphs(proto: &ModelProto) -> Vec<&GraphProto> {
    let mut all: Vec<&GraphProto> = proto.graph.iter().collect();
    let mut next = 0;
    while let Some(graph) = all.get(next).copied() {
        all.extend(
            graph.node.iter().flat_map(|node| &node.attribute).filter_map(|attribute| attribute.g.as_ref()),
        );
        next += 1;
    }
    all
}

fn counted(proto: &ModelProto) -> Vec<Operator> {
    let register = operators::reader().op_register.0;
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for node in graphs(proto).into_iter().flat_map(|graph| &graph.node) {
        *counts.entry((domain(&node.domain), node.op_type.clone())).or_default() += 1;
    }
    let operator = |((domain, name), count): ((String, String), usize)| {
        let known = name == "ZipMap" || register.contains_key(&name);
        Operator { domain, name, count, known }
    };
    counts.into_iter().map(operator).collect()
}

fn parameters(graph: &GraphProto) -> usize {
    let initializers =
        graph.initializer.iter().map(|tensor| tensor.dims.iter().product::<i64>().max(0) as usize);
    let attributes = graph.node.iter().flat_map(|node| &node.attribute);
    let listed = attributes.map(|a| {
        let tensor = a.t.as_ref().map_or(0, |t| t.dims.iter().product::<i64>().max(0) as usize);
        a.floats.len() + tensor + a.g.as_ref().map_or(0, parameters)
    });
    initializers.sum::<usize>() + listed.sum::<usize>()
}
