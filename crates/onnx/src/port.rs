//! What a file says of its inputs and outputs.

use crate::proto::{DimensionProto, GraphProto, ValueInfoProto};
use crate::refusal::{Refusal, Result};
use crate::value::{Data, Kind, Value};

/// Length of an axis that is free and not the batch, in a made-up tensor.
const FREE: usize = 8;

/// An input or output tensor as the file declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// Its name in the file.
    pub name: String,
    /// What its elements are; `None` where the file says something that is not a tensor (ZipMap), or nothing.
    pub kind: Option<Kind>,
    /// Lengths along each axis; `None` for one that is free. The whole is `None` where the file does not say.
    pub shape: Option<Vec<Option<usize>>>,
}

impl Port {
    /// Whether a value can go in.
    ///
    /// # Errors
    /// `input` with what does not fit.
    pub(crate) fn check(&self, value: &Value) -> Result<()> {
        let kind = value.data().kind();
        if self.kind.is_some_and(|expected| expected != kind) {
            let expected = self.kind.map_or("", Kind::name);
            let message = format!("`{}` takes {expected}, not {}", self.name, kind.name());
            return Err(Refusal::new("input", message, "give it values of that type"));
        }
        let Some(shape) = &self.shape else { return Ok(()) };
        // The first axis is the batch, even where the export has fixed it: the plan sees to that.
        let fits = |(axis, (length, found)): (usize, (&Option<usize>, &usize))| {
            axis == 0 || length.is_none_or(|length| length == *found)
        };
        if shape.len() == value.shape().len() && shape.iter().zip(value.shape()).enumerate().all(fits) {
            return Ok(());
        }
        let message = format!("`{}` takes {}, not {:?}", self.name, self.shape_in_words(), value.shape());
        Err(Refusal::new("input", message, "give a tensor of that shape"))
    }

    /// A made-up tensor of so many rows that fits: halves, ones, or empty texts.
    pub fn sample(&self, rows: usize) -> Value {
        let axes = self.shape.as_deref().unwrap_or_default().iter().enumerate();
        let shape: Vec<usize> =
            axes.map(|(axis, n)| if axis == 0 { rows } else { n.unwrap_or(FREE) }).collect();
        let length = shape.iter().product();
        let data = match self.kind.unwrap_or(Kind::F32) {
            Kind::F32 => Data::F32(vec![0.5; length]),
            Kind::F64 => Data::F64(vec![0.5; length]),
            Kind::I32 => Data::I32(vec![1; length]),
            Kind::I64 => Data::I64(vec![1; length]),
            Kind::Bool => Data::Bool(vec![false; length]),
            Kind::Text => Data::Text(vec![String::new(); length]),
        };
        Value::trusted(shape, data)
    }

    /// The shape, for people: `any x 8`.
    pub fn shape_in_words(&self) -> String {
        let length = |n: &Option<usize>| n.map_or("any".to_owned(), |n| n.to_string());
        match &self.shape {
            None => "an unknown shape".into(),
            Some(shape) if shape.is_empty() => "one number".into(),
            Some(shape) => shape.iter().map(length).collect::<Vec<_>>().join(" x "),
        }
    }
}

/// Inputs that are no initializers, and outputs.
pub(crate) fn ports(graph: &GraphProto) -> (Vec<Port>, Vec<Port>) {
    let constant = |name: &str| graph.initializer.iter().any(|one| one.name == name);
    let inputs = graph.input.iter().filter(|input| !constant(&input.name)).map(port).collect();
    (inputs, graph.output.iter().map(port).collect())
}

fn port(info: &ValueInfoProto) -> Port {
    let tensor = info.r#type.as_ref().and_then(|t| t.tensor_type.as_ref());
    let length =
        |dim: &DimensionProto| dim.dim_value.and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0);
    let shape = tensor.and_then(|t| t.shape.as_ref());
    Port {
        name: info.name.clone(),
        kind: tensor.and_then(|t| Kind::of(t.elem_type)),
        shape: shape.map(|shape| shape.dim.iter().map(length).collect()),
    }
}
