//! A model that is open: what it takes, what it answers, and what runs it.

use crate::port::{Port, ports};
use crate::proto;
use crate::refusal::{Refusal, Result};
use crate::rows::Program;
use crate::runtime::{Runs, Runtime};
use crate::scan::{self, Limits};
use crate::value::Value;

/// A surrogate that runs.
pub struct Model {
    inputs: Vec<Port>,
    outputs: Vec<Port>,
    way: Way,
}

enum Way {
    /// Plain layers, evaluated here.
    Rows(Box<Program>),
    /// Everything else.
    Runtime(Box<dyn Runs>),
}

impl Model {
    /// Scans, decodes and plans a file, within the default limits.
    ///
    /// # Errors
    /// `scan`, `decode`, `operator` or `load`, with the reason.
    #[cfg(feature = "tract")]
    pub fn open(bytes: &[u8]) -> Result<Self> {
        Self::open_within(bytes, &Limits::default())
    }

    /// The same within limits of the host's.
    ///
    /// # Errors
    /// As for [`Model::open`].
    #[cfg(feature = "tract")]
    pub fn open_within(bytes: &[u8], limits: &Limits) -> Result<Self> {
        Self::open_with(bytes, limits, &crate::plan::Tract)
    }

    /// The same with a runtime of the host's choice for what is not made of plain layers.
    ///
    /// # Errors
    /// `scan` or `decode`, or what the runtime says.
    pub fn open_with(bytes: &[u8], limits: &Limits, runtime: &dyn Runtime) -> Result<Self> {
        scan::scan(bytes, limits)?;
        let proto = proto::decode(bytes)?;
        let (inputs, outputs) = ports(proto::graph(&proto)?);
        let way = match Program::read(&proto) {
            Ok(program) => Way::Rows(Box::new(program)),
            Err(_) => Way::Runtime(runtime.open(bytes)?),
        };
        Ok(Self { inputs, outputs, way })
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
        match &self.way {
            Way::Rows(_) => "plain layers, for any batch".into(),
            Way::Runtime(runs) => runs.plan(),
        }
    }

    /// Evaluates a batch: every input has the same number of rows along its first axis.
    ///
    /// # Errors
    /// `input` when the values do not fit, `run` with the reason when it fails.
    pub fn run(&self, inputs: Vec<Value>) -> Result<Vec<Value>> {
        self.check(&inputs)?;
        match &self.way {
            Way::Rows(program) => program.run(&inputs),
            Way::Runtime(runs) => runs.run(inputs),
        }
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

/// What keeps a file from being plain layers, so that it takes a [`Runtime`]; `None` when it is, or is none at all.
pub fn beyond_layers(bytes: &[u8]) -> Option<String> {
    scan::scan(bytes, &Limits::default()).ok()?;
    Program::read(&proto::decode(bytes).ok()?).err()
}
