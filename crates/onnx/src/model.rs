//! A model that is open: what it takes, what it answers, and the plan that runs it.

use tract_onnx::pb::{ModelProto, ValueInfoProto, tensor_shape_proto::dimension, type_proto};

use crate::clean;
use crate::plan::Plans;
use crate::read;
use crate::refusal::{Refusal, Result};
use crate::scan::{self, Limits};
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

/// A surrogate that runs.
pub struct Model {
    inputs: Vec<Port>,
    outputs: Vec<Port>,
    plans: Plans,
}

impl Model {
    /// Scans, decodes, cleans and plans a file, within the default limits.
    ///
    /// # Errors
    /// `scan`, `decode`, `operator` or `load`, with the reason.
    pub fn open(bytes: &[u8]) -> Result<Self> {
        Self::open_within(bytes, &Limits::default())
    }

    /// The same within limits of the host's.
    ///
    /// # Errors
    /// As for [`Model::open`].
    pub fn open_within(bytes: &[u8], limits: &Limits) -> Result<Self> {
        scan::scan(bytes, limits)?;
        let mut proto = read::decode(bytes)?;
        let (inputs, outputs) = ports(&proto)?;
        clean::clean(&mut proto);
        let plans = Plans::find(&proto, &inputs)?;
        Ok(Self { inputs, outputs, plans })
    }

    /// What it takes, in the file's order.
    pub fn inputs(&self) -> &[Port] {
        &self.inputs
    }

    /// What it answers, in the file's order.
    pub fn outputs(&self) -> &[Port] {
        &self.outputs
    }

    /// How it is run, in words.
    pub fn plan(&self) -> String {
        self.plans.describe()
    }

    /// Evaluates a batch: every input has the same number of rows along its first axis.
    ///
    /// # Errors
    /// `input` when the values do not fit, `run` with the reason when it fails.
    pub fn run(&self, inputs: Vec<Value>) -> Result<Vec<Value>> {
        self.check(&inputs)?;
        self.plans.run(inputs)
    }

    fn check(&self, inputs: &[Value]) -> Result<()> {
        if inputs.len() != self.inputs.len() {
            let names: Vec<&str> = self.inputs.iter().map(|port| port.name.as_str()).collect();
            let message = format!("{} inputs are given, the model takes {}", inputs.len(), names.join(", "));
            return Err(Refusal::new("input", message, "give one tensor for each of them"));
        }
        let rows = inputs.first().and_then(|value| value.shape().first());
        for (port, value) in self.inputs.iter().zip(inputs) {
            port.check(value)?;
            if value.shape().first() != rows {
                let message =
                    format!("`{}` has another number of rows than `{}`", port.name, self.inputs[0].name);
                return Err(Refusal::new("input", message, "give as many rows to every input"));
            }
        }
        Ok(())
    }
}

impl Port {
    fn check(&self, value: &Value) -> Result<()> {
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
pub(crate) fn ports(proto: &ModelProto) -> Result<(Vec<Port>, Vec<Port>)> {
    let graph = proto.graph.as_ref().ok_or_else(|| {
        Refusal::new("decode", "the file holds no graph", "export the model again; the file may be cut off")
    })?;
    let constant = |name: &str| graph.initializer.iter().any(|one| one.name == name);
    let inputs = graph.input.iter().filter(|input| !constant(&input.name)).map(port).collect();
    Ok((inputs, graph.output.iter().map(port).collect()))
}

fn port(info: &ValueInfoProto) -> Port {
    let tensor = info.r#type.as_ref().and_then(|t| t.value.as_ref()).map(|value| {
        let type_proto::Value::TensorType(tensor) = value;
        tensor
    });
    let length = |dim: &Option<dimension::Value>| match dim {
        Some(dimension::Value::DimValue(n)) => usize::try_from(*n).ok().filter(|n| *n > 0),
        _ => None,
    };
    let shape = tensor.and_then(|t| t.shape.as_ref());
    Port {
        name: info.name.clone(),
        kind: tensor.and_then(|t| Kind::of(t.elem_type)),
        shape: shape.map(|shape| shape.dim.iter().map(|dim| length(&dim.value)).collect()),
    }
}
