//! A small evaluator for models whose rows do not depend on each other: scalers, dense layers, activations, what moves
//! columns about, and layers over the steps of a sequence. It is a fraction of the general engine's size, which a phone need
//! not load for such a model.
//!
//! Eight rows are calculated at a time, each column of a tensor as eight numbers side by side; a model is a list of steps
//! on columns. The last rows are filled up by repeating the last one (where that is the only one, the layers calculate it
//! once), and every sum has one order: a row's digits depend neither on its company nor on the machine.

mod affine;
mod element;
mod lanes;
mod math;
mod read;
mod recurrent;
mod row;
mod step;
#[cfg(test)]
mod tests;
mod unary;

use crate::proto::ModelProto;
use crate::refusal::{Refusal, Result};
use crate::value::{Data, Kind, Value};
use lanes::LANES;
#[cfg(feature = "tract")]
pub(crate) use math::exp;
use step::{Dense, Step};

/// Entries of one tensor and of all lists of a program.
const MOST_ENTRIES: usize = 1 << 22;

/// A model whose rows do not depend on each other, as steps on columns of 32-bit numbers.
pub struct Program {
    inputs: Vec<Port>,
    outputs: Vec<Port>,
    steps: Vec<Step>,
    dense: Vec<Dense>,
    columns: usize,
}

/// A tensor that goes in or comes out.
struct Port {
    name: String,
    /// Lengths along the axes behind the batch.
    shape: Vec<usize>,
    width: usize,
    /// The first of its columns.
    start: usize,
    /// 32-bit numbers, or whole ones where it answers places.
    kind: Kind,
}

impl Program {
    /// Reads a file that the scan has let through.
    ///
    /// # Errors
    /// Which node or tensor is beyond it, in words.
    pub fn read(proto: &ModelProto) -> std::result::Result<Self, String> {
        read::read(proto)
    }

    /// Scans, decodes and reads a file.
    ///
    /// # Errors
    /// As for [`Program::read`], or what the scan says, or when it is not ONNX.
    pub fn decode(bytes: &[u8]) -> std::result::Result<Self, String> {
        crate::scan::scan(bytes, &crate::scan::Limits::default()).map_err(|refusal| refusal.message)?;
        let proto = <ModelProto as prost::Message>::decode(bytes);
        Self::read(&proto.map_err(|error| format!("it cannot be read as ONNX: {error}"))?)
    }

    /// Evaluates a batch: every input has the same number of rows along its first axis. Inputs and answers are in the
    /// order of the file.
    ///
    /// # Errors
    /// `input` when the values do not fit, `run` when the answers are too large for this machine.
    pub fn run(&self, inputs: &[Value]) -> Result<Vec<Value>> {
        let (rows, inputs) = self.values(inputs)?;
        let mut answers = self.outputs.iter().map(|port| port.empty(rows)).collect::<Result<Vec<_>>>()?;
        let mut columns = vec![[0.0; LANES]; self.columns];
        for first in (0..rows).step_by(LANES) {
            for (port, values) in self.inputs.iter().zip(&inputs) {
                lanes::put(values, port.width, first, &mut columns[port.start..port.start + port.width]);
            }
            let alone = rows - first == 1;
            for step in &self.steps {
                step.run(&mut columns, &self.dense, alone);
            }
            for (port, answer) in self.outputs.iter().zip(&mut answers) {
                lanes::get(&columns[port.start..port.start + port.width], port.width, first, answer);
            }
        }
        let shaped = |(port, answer): (&Port, Vec<f32>)| {
            let data = match port.kind {
                Kind::I64 => Data::I64(answer.into_iter().map(|x| x as i64).collect()),
                _ => Data::F32(answer),
            };
            Value::trusted(port.whole(rows), data)
        };
        Ok(self.outputs.iter().zip(answers).map(shaped).collect())
    }

    /// Made-up inputs of so many rows that fit: halves.
    pub fn sample(&self, rows: usize) -> Vec<Value> {
        let halves = |port: &Port| Data::F32(vec![0.5; rows * port.width]);
        self.inputs.iter().map(|port| Value::trusted(port.whole(rows), halves(port))).collect()
    }

    /// The number of rows, and the numbers of each input.
    fn values<'a>(&self, inputs: &'a [Value]) -> Result<(usize, Vec<&'a [f32]>)> {
        let rows = inputs.first().and_then(|value| value.shape().first().copied()).unwrap_or(0);
        let numbers = |(port, value): (&Port, &'a Value)| match value.data() {
            Data::F32(all) if value.shape() == port.whole(rows) => Some(all.as_slice()),
            _ => None,
        };
        let all: Option<Vec<_>> = self.inputs.iter().zip(inputs).map(numbers).collect();
        match all.filter(|_| inputs.len() == self.inputs.len()) {
            Some(all) => Ok((rows, all)),
            None => Err(self.misfit()),
        }
    }

    fn misfit(&self) -> Refusal {
        let ports = self.inputs.iter().map(|port| format!("`{}` of rows of {:?}", port.name, port.shape));
        let message = format!("the model takes {} in 32-bit numbers", ports.collect::<Vec<_>>().join(", "));
        Refusal::new("input", message, "give one tensor for each of them, all with as many rows")
    }
}

impl Port {
    fn whole(&self, rows: usize) -> Vec<usize> {
        [&[rows], self.shape.as_slice()].concat()
    }

    fn empty(&self, rows: usize) -> Result<Vec<f32>> {
        let length = rows.checked_mul(self.width).filter(|n| *n <= isize::MAX as usize / 4);
        let length = length.ok_or_else(|| {
            let message = format!("`{}` has too many answers", self.name);
            Refusal::new("run", message, "ask for fewer rows at a time")
        })?;
        Ok(vec![0.0; length])
    }
}
