//! What a bare ONNX file takes and answers, for a model that has no contract yet.

use twinlet_core::protocol::EngineFailure;
use twinlet_onnx::{Data, Kind, Model, Port, Value};

use super::network;
use crate::failure::failure;
use crate::runtime;

/// Rows of the trial that finds out how many numbers a row is answered with.
const TRIAL_ROWS: usize = 2;

/// Names and widths of a model that takes one row of numbers and answers one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Name of the input tensor.
    pub input: String,
    /// Numbers in a row of it.
    pub inputs: usize,
    /// Name of the output tensor.
    pub output: String,
    /// Numbers in a row of it.
    pub outputs: usize,
}

/// Reads the signature and runs the model once. Of a classifier's outputs, the table of probabilities is taken.
///
/// # Errors
/// `model_signature` when it is no ONNX file, or takes or answers something else than one tensor of rows; `model_load`
/// when it does not run.
pub fn of(bytes: &[u8]) -> Result<Signature, EngineFailure> {
    let model = runtime::open(bytes).map_err(|e| match e.code {
        "scan" | "decode" => refusal(format!("it cannot be read as ONNX: {}", e.message), EXPORT),
        _ => network::refusal(&e),
    })?;
    let [input] = model.inputs() else {
        return Err(refusal(format!("it has {} input tensors", model.inputs().len()), ONE));
    };
    let Some([_, Some(width)]) = input.shape.as_deref() else {
        let message = format!("its input `{}` has the shape {}", input.name, input.shape_in_words());
        return Err(refusal(message, ONE));
    };
    let (output, outputs) = answered(&model, input, *width)?;
    Ok(Signature { input: input.name.clone(), inputs: *width, output, outputs })
}

const EXPORT: &str = "name a `.onnx` file, or export the model again with `twinlet.export`";
const ONE: &str = "an app can be made of a model with one input of shape rows x columns and one output of numbers; put the \
                   model into a wrapper that takes one row and joins its outputs, or make a bundle with `twinlet.export`";

fn refusal(message: String, hint: &str) -> EngineFailure {
    failure("model_signature", message, hint)
}

/// Name of the only output of numbers with a fraction, and how many of them one row is answered with.
fn answered(model: &Model, input: &Port, width: usize) -> Result<(String, usize), EngineFailure> {
    let count = TRIAL_ROWS * width;
    let data = match input.kind {
        Some(Kind::F32) => Data::F32(vec![0.5; count]),
        Some(Kind::F64) => Data::F64(vec![0.5; count]),
        other => {
            let kind = other.map_or("something else", Kind::name);
            return Err(refusal(format!("its input `{}` takes {kind}, not numbers", input.name), ONE));
        }
    };
    let row = Value::new(vec![TRIAL_ROWS, width], data).map_err(|e| network::refusal(&e))?;
    let answers = model.run(vec![row]).map_err(|e| network::refusal(&e))?;
    let mut tables = model.outputs().iter().zip(&answers).filter(|(_, answer)| is_fractional(answer));
    let (Some((port, table)), None) = (tables.next(), tables.next()) else {
        return Err(refusal(format!("it has {} output tensors", answers.len()), ONE));
    };
    match table.shape() {
        [TRIAL_ROWS] => Ok((port.name.clone(), 1)),
        [TRIAL_ROWS, n] => Ok((port.name.clone(), *n)),
        shape => Err(refusal(format!("it answers {shape:?} to {TRIAL_ROWS} rows"), ONE)),
    }
}

fn is_fractional(answer: &Value) -> bool {
    matches!(answer.data(), Data::F32(_) | Data::F64(_))
}
