//! An ONNX file behind a function from rows to rows; the only place that names tract.

use std::io::Cursor;
use std::sync::Arc;

use tract_onnx::prelude::*;
use twinlet_core::contract::Contract;
use twinlet_core::protocol::EngineFailure;

use crate::failure::failure;

/// Batch sizes at which a plan is tried before it is trusted: a plan can run at one and fail at another.
const PROBES: [usize; 2] = [1, 7];
/// Rows per call of a plan with a fixed batch.
const FIXED_BATCH: usize = 64;

/// A loaded model with one input and one output tensor.
pub(super) struct Network {
    plan: Arc<TypedRunnableModel>,
    /// `None` when the plan takes any batch.
    batch: Option<usize>,
    inputs: usize,
    outputs: usize,
}

impl Network {
    /// Reads a model and finds a plan that runs it: any batch if possible, else a fixed one.
    ///
    /// # Errors
    /// `model_load` with tract's reason when no plan runs.
    pub fn load(bytes: &[u8], contract: &Contract) -> Result<Self, EngineFailure> {
        let (inputs, outputs) = (contract.input_columns(), contract.output_columns());
        let any = Self::plan(bytes, None, inputs, outputs).and_then(Self::probed);
        let fixed = || Self::plan(bytes, Some(FIXED_BATCH), inputs, outputs).and_then(Self::probed);
        any.or_else(|first| fixed().map_err(|_| first)).map_err(|e| refusal(&format!("{e:#}")))
    }

    fn plan(bytes: &[u8], batch: Option<usize>, inputs: usize, outputs: usize) -> TractResult<Self> {
        let model = read(bytes)?;
        let n: TDim = match batch {
            Some(n) => n.to_dim(),
            None => model.symbols.sym("N").to_dim(),
        };
        let fact = InferenceFact::dt_shape(f32::datum_type(), tvec!(n, inputs.to_dim()));
        let plan = model.with_input_fact(0, fact)?.into_optimized()?.into_runnable()?;
        Ok(Self { plan, batch, inputs, outputs })
    }

    fn probed(self) -> TractResult<Self> {
        for rows in PROBES {
            let found = self.call(vec![0.5; rows * self.inputs], rows)?.len();
            if found != rows * self.outputs {
                return Err(TractError::msg(format!(
                    "it answers {found} values to {rows} rows instead of {}",
                    rows * self.outputs
                )));
            }
        }
        Ok(self)
    }

    /// Evaluates rows (contract order) and returns all outputs, row by row.
    ///
    /// # Errors
    /// tract's reason, or that a row has the wrong length.
    pub fn evaluate(&self, rows: &[Vec<f64>]) -> Result<Vec<f64>, String> {
        if let Some(row) = rows.iter().find(|r| r.len() != self.inputs) {
            return Err(format!("a row has {} values, the model takes {}", row.len(), self.inputs));
        }
        let mut answers = Vec::with_capacity(rows.len() * self.outputs);
        for chunk in rows.chunks(self.batch.unwrap_or(rows.len()).max(1)) {
            let values: Vec<f32> = chunk.iter().flatten().map(|x| *x as f32).collect();
            let answered = self.call(values, chunk.len()).map_err(|e| format!("{e:#}"))?;
            answers.extend(answered.into_iter().map(f64::from));
        }
        Ok(answers)
    }

    /// One call; a plan with a fixed batch is filled up with zeros and the surplus dropped.
    fn call(&self, mut values: Vec<f32>, rows: usize) -> TractResult<Vec<f32>> {
        let batch = self.batch.unwrap_or(rows);
        values.resize(batch * self.inputs, 0.0);
        let input = Tensor::from_shape(&[batch, self.inputs], &values)?;
        let answers = self.plan.run(tvec!(input.into_tvalue()))?;
        let view = answers[0].to_plain_array_view::<f32>()?;
        Ok(view.iter().copied().take(rows * self.outputs).collect())
    }
}

/// Reads a file. What exporters note about shapes in between is left out: they name the batch in their own way, which then
/// contradicts every other batch.
pub(super) fn read(bytes: &[u8]) -> TractResult<InferenceModel> {
    let reader = tract_onnx::onnx().with_ignore_value_info(true).with_ignore_output_shapes(true);
    reader.model_for_read(&mut Cursor::new(bytes))
}

/// Why a model cannot be run: the operator that is missing, or the inference engine's own words.
pub(super) fn refusal(said: &str) -> EngineFailure {
    let operator =
        said.split_once("Unimplemented(").and_then(|(_, rest)| rest.split_once(')')).map(|(op, _)| op);
    match operator {
        Some(operator) => failure(
            "model_load",
            format!("the surrogate cannot be run here: the operator `{operator}` is not known"),
            "export it with `twinlet.export`, which writes scalers and linear models as plain arithmetic, or choose a network",
        ),
        None => failure(
            "model_load",
            format!("the surrogate cannot be run here: {said}"),
            "pack the bundle again with `model.onnx` at opset 17 or lower",
        ),
    }
}
