//! What a bare ONNX file takes and answers, for a model that has no contract yet.

use tract_onnx::prelude::*;
use tract_onnx::tract_hir::infer::Factoid;
use twinlet_core::protocol::EngineFailure;

use super::network;
use crate::failure::failure;

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

/// Reads the signature and runs the model once.
///
/// # Errors
/// `model_signature` when it is no ONNX file, or takes or answers something else than one tensor of rows.
pub fn of(bytes: &[u8]) -> Result<Signature, EngineFailure> {
    let read = |e: TractError| refusal(format!("it cannot be read as ONNX: {}", first_line(&e)), EXPORT);
    let model = network::read(bytes).map_err(read)?;
    let (inputs, outputs) =
        (model.input_outlets().map_err(read)?.to_vec(), model.output_outlets().map_err(read)?.to_vec());
    let ([from], [to]) = (inputs.as_slice(), outputs.as_slice()) else {
        let message = format!("it has {} input tensors and {} output tensors", inputs.len(), outputs.len());
        return Err(refusal(message, ONE));
    };
    let (input, output) = (model.node(from.node).name.clone(), name(&model, *to));
    let fact = model.input_fact(0).map_err(read)?;
    let shape = shape(fact);
    let [_, Some(width)] = shape.as_slice() else {
        return Err(refusal(format!("its input `{input}` has the shape {}", in_words(&shape)), ONE));
    };
    let width = *width;
    let outputs = answered(model, width)?;
    Ok(Signature { input, inputs: width, output, outputs })
}

const EXPORT: &str = "name a `.onnx` file, or export the model again with `twinlet.export`";
const ONE: &str = "an app can be made of a model with one input of shape rows x columns and one output; put the model into a \
                   wrapper that takes one row and joins its outputs, or make a bundle with `twinlet.export`";

fn refusal(message: String, hint: &str) -> EngineFailure {
    failure("model_signature", message, hint)
}

fn first_line(error: &TractError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

fn name(model: &InferenceModel, outlet: OutletId) -> String {
    model.outlet_label(outlet).map_or_else(|| model.node(outlet.node).name.clone(), str::to_owned)
}

/// Lengths along each axis; `None` for one that is free. Empty where even their number is.
fn shape(fact: &InferenceFact) -> Vec<Option<usize>> {
    let known = |dim: TDim| dim.to_i64().ok().and_then(|n| usize::try_from(n).ok());
    match fact.shape.rank().concretize() {
        None => Vec::new(),
        Some(_) => fact.shape.dims().map(|dim| dim.concretize().and_then(known)).collect(),
    }
}

fn in_words(shape: &[Option<usize>]) -> String {
    let axes: Vec<String> = shape.iter().map(|n| n.map_or("any".into(), |n| n.to_string())).collect();
    if axes.is_empty() { "unknown".into() } else { axes.join(" x ") }
}

/// Numbers that one row is answered with.
fn answered(model: InferenceModel, width: usize) -> Result<usize, EngineFailure> {
    let failed = |e: TractError| network::refusal(&format!("{e:#}"));
    let fact = InferenceFact::dt_shape(f32::datum_type(), tvec!(TRIAL_ROWS, width));
    let plan =
        model.with_input_fact(0, fact).and_then(|m| m.into_optimized()).and_then(|m| m.into_runnable());
    let row = Tensor::from_shape(&[TRIAL_ROWS, width], &vec![0.5_f32; TRIAL_ROWS * width]).map_err(failed)?;
    let answers = plan.and_then(|plan| plan.run(tvec!(row.into_tvalue()))).map_err(failed)?;
    let shape: Vec<usize> = answers.iter().next().map(|answer| answer.shape().to_vec()).unwrap_or_default();
    match shape.as_slice() {
        [TRIAL_ROWS] => Ok(1),
        [TRIAL_ROWS, n] => Ok(*n),
        _ => Err(refusal(format!("it answers {shape:?} to {TRIAL_ROWS} rows"), ONE)),
    }
}
