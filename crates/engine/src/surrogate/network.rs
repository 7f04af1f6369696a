//! An ONNX file behind a function from rows to rows.

use twinlet_core::contract::{Contract, Slot};
use twinlet_core::protocol::EngineFailure;
use twinlet_onnx::{Data, Kind, Model, Port, Refusal, Value};

use crate::failure::failure;
use crate::runtime;

/// A loaded model.
pub(super) struct Network {
    model: Model,
    /// One for each input tensor, in the contract's order.
    inputs: Vec<Block>,
    /// One for each output tensor that the contract names, in its order.
    outputs: Vec<Block>,
    /// Numbers in a row of inputs.
    columns: usize,
}

/// The part of a row that lies in one tensor.
struct Block {
    /// Place of the tensor among the model's inputs or outputs.
    port: usize,
    start: usize,
    length: usize,
}

impl Network {
    /// Reads a model and finds a plan that runs it.
    ///
    /// # Errors
    /// `model_load` with the reason when no plan runs, `model_shape` when it does not fit its contract.
    pub fn load(bytes: &[u8], contract: &Contract) -> Result<Self, EngineFailure> {
        let model = runtime::open(bytes).map_err(|e| refusal(&e))?;
        let inputs = blocks(&contract.inputs, model.inputs())?;
        let outputs = blocks(&contract.outputs, model.outputs())?;
        if let Some(port) =
            model.inputs().iter().enumerate().find(|(ix, _)| !inputs.iter().any(|b| b.port == *ix))
        {
            return Err(unfit(format!("the model's input `{}` is not in the contract", port.1.name)));
        }
        for block in &inputs {
            fits(&model.inputs()[block.port], block.length)?;
        }
        let network = Self { columns: contract.input_columns(), model, inputs, outputs };
        let trial = network.evaluate(&[vec![0.5; network.columns]]).map_err(unfit)?;
        match trial.len() == contract.output_columns() {
            true => Ok(network),
            false => Err(unfit(format!(
                "it answers {} values to a row instead of {}",
                trial.len(),
                contract.output_columns()
            ))),
        }
    }

    /// Evaluates rows (contract order) and returns all outputs, row by row.
    ///
    /// # Errors
    /// The reason why it does not run, or that a row has the wrong length.
    pub fn evaluate(&self, rows: &[Vec<f64>]) -> Result<Vec<f64>, String> {
        if let Some(row) = rows.iter().find(|r| r.len() != self.columns) {
            return Err(format!("a row has {} values, the model takes {}", row.len(), self.columns));
        }
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut given: Vec<(usize, Value)> = Vec::with_capacity(self.inputs.len());
        for block in &self.inputs {
            given.push((block.port, self.value(block, rows).map_err(|e| e.to_string())?));
        }
        given.sort_by_key(|(port, _)| *port);
        let answers =
            self.model.run(given.into_iter().map(|(_, value)| value).collect()).map_err(|e| e.to_string())?;
        self.joined(&answers, rows.len())
    }

    /// The block's columns of every row, as the tensor that the model takes.
    fn value(&self, block: &Block, rows: &[Vec<f64>]) -> Result<Value, Refusal> {
        let port = &self.model.inputs()[block.port];
        let values = rows.iter().flat_map(|row| &row[block.start..block.start + block.length]).copied();
        let data = match port.kind {
            Some(Kind::F64) => Data::F64(values.collect()),
            Some(Kind::I64) => Data::I64(values.map(|x| x.round() as i64).collect()),
            Some(Kind::I32) => Data::I32(values.map(|x| x.round() as i32).collect()),
            Some(Kind::Bool) => Data::Bool(values.map(|x| x != 0.0).collect()),
            _ => Data::F32(values.map(|x| x as f32).collect()),
        };
        let inner = port.shape.iter().flatten().skip(1).map(|n| n.unwrap_or(block.length));
        Value::new(std::iter::once(rows.len()).chain(inner).collect(), data)
    }

    fn joined(&self, answers: &[Value], rows: usize) -> Result<Vec<f64>, String> {
        let tables: Vec<(Vec<f64>, usize)> = self
            .outputs
            .iter()
            .map(|block| table(answers.get(block.port), rows))
            .collect::<Result<_, _>>()?;
        let mut joined = Vec::new();
        for row in 0..rows {
            for (values, width) in &tables {
                joined.extend_from_slice(&values[row * width..(row + 1) * width]);
            }
        }
        Ok(joined)
    }
}

/// An output's numbers, and how many there are in a row.
fn table(answer: Option<&Value>, rows: usize) -> Result<(Vec<f64>, usize), String> {
    let answer = answer.ok_or("the model has fewer outputs than its contract")?;
    let values: Vec<f64> = match answer.data() {
        Data::F32(x) => x.iter().copied().map(f64::from).collect(),
        Data::F64(x) => x.clone(),
        Data::I32(x) => x.iter().copied().map(f64::from).collect(),
        Data::I64(x) => x.iter().map(|x| *x as f64).collect(),
        Data::Bool(x) => x.iter().map(|x| f64::from(u8::from(*x))).collect(),
        Data::Text(_) => {
            return Err("the model answers texts; name its table of numbers in the contract".into());
        }
    };
    match values.len() % rows {
        0 => Ok((values.clone(), values.len() / rows)),
        _ => Err(format!("the model answers {} values to {rows} rows", values.len())),
    }
}

/// Slots by tensor, each tensor found by its name; a model with a single one is not asked for its name.
fn blocks(slots: &[Slot], ports: &[Port]) -> Result<Vec<Block>, EngineFailure> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    for tensor in slots.chunk_by(|a, b| a.tensor == b.tensor) {
        let length = tensor.iter().map(|slot| slot.length).sum();
        let name = tensor[0].tensor.as_str();
        let port = if ports.len() == 1 { Some(0) } else { ports.iter().position(|port| port.name == name) };
        let Some(port) = port else {
            let names: Vec<&str> = ports.iter().map(|port| port.name.as_str()).collect();
            return Err(unfit(format!(
                "the contract's tensor `{name}` is none of the model's: {}",
                names.join(", ")
            )));
        };
        if blocks.iter().any(|block| block.port == port) {
            return Err(unfit(format!("the contract's slots of `{name}` are not together")));
        }
        blocks.push(Block { port, start, length });
        start += length;
    }
    Ok(blocks)
}

fn fits(port: &Port, length: usize) -> Result<(), EngineFailure> {
    if port.kind == Some(Kind::Text) {
        return Err(unfit(format!(
            "the model's input `{}` takes texts; export it with its categories as numbers",
            port.name
        )));
    }
    let inner: Option<usize> = port.shape.as_ref().and_then(|shape| shape.iter().skip(1).copied().product());
    match inner {
        Some(width) if width != length => {
            Err(unfit(format!("`{}` takes {width} numbers a row, the contract has {length}", port.name)))
        }
        _ => Ok(()),
    }
}

fn unfit(message: String) -> EngineFailure {
    failure(
        "model_shape",
        message,
        "correct the contract's slots and tensors, or pack the model that they describe",
    )
}

/// Why a model cannot be run.
pub(super) fn refusal(refusal: &Refusal) -> EngineFailure {
    failure("model_load", format!("the surrogate cannot be run here: {}", refusal.message), &refusal.hint)
}
