//! Self-proof: the bundle's reference experiments on this very device.

use twinlet_core::protocol::{EngineFailure, Proof};

use crate::failure::failure;
use crate::twin::{Model, Twin};

/// Re-runs the reference experiments of every model that is evaluated here; remote ones are proved where they run.
///
/// # Errors
/// When a model does not answer at all; wrong answers are counted, not an error.
pub fn prove(twin: &Twin) -> Result<Vec<Proof>, EngineFailure> {
    let here = twin.models.iter().filter(|(_, model)| model.surrogate.remote().is_none());
    here.map(|(id, model)| prove_model(id, model)).collect()
}

/// Re-runs the reference experiments of one model.
///
/// # Errors
/// When it does not answer at all; wrong answers are counted, not an error.
pub fn prove_model(id: &str, model: &Model) -> Result<Proof, EngineFailure> {
    let reference = &model.bundle.reference;
    let rows: Vec<Vec<f64>> = reference.experiments.iter().map(|e| e.inputs.clone()).collect();
    let answers = evaluate(model, &rows)?;
    let errors: Vec<f64> = reference
        .experiments
        .iter()
        .zip(&answers)
        .map(|(experiment, answer)| reference.error(&experiment.expected, answer))
        .collect();
    let tolerance = reference.tolerance.relative;
    Ok(Proof {
        model: id.to_owned(),
        reproduced: errors.iter().filter(|e| **e <= tolerance).count() as u32,
        of: errors.len() as u32,
        worst: errors.into_iter().fold(0.0, f64::max).min(f64::MAX),
        tolerance,
    })
}

/// Evaluates rows in the contract's order and returns rows of outputs.
///
/// # Errors
/// `model_run` with the engine's reason.
pub fn evaluate(model: &Model, rows: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, EngineFailure> {
    let answers = model
        .surrogate
        .evaluate(rows)
        .map_err(|e| failure("model_run", e, "reload the app; if it stays, tell the model's owner"))?;
    let width = model.bundle.contract.output_columns().max(1);
    Ok(answers.chunks(width).map(<[f64]>::to_vec).collect())
}
