//! Experiments of the native model, to be reproduced wherever the bundle runs.

use serde::{Deserialize, Serialize};

/// `reference.json`: experiments of the native model, to be reproduced on every device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Reference {
    /// How close is close enough.
    pub tolerance: Tolerance,
    /// Scale of each output.
    pub scale: Vec<f64>,
    /// Inputs and expected outputs.
    pub experiments: Vec<Experiment>,
}

/// `|a - b| <= relative * max(|b|, scale)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Tolerance {
    /// The relative tolerance.
    pub relative: f64,
    /// In words.
    pub description: String,
}

/// One reference experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Experiment {
    /// Id.
    pub id: String,
    /// Inputs in the contract's order.
    pub inputs: Vec<f64>,
    /// Outputs of the native model in the contract's order.
    pub expected: Vec<f64>,
}

impl Reference {
    /// Error of an answer relative to `max(|expected|, scale)`, the worst over the outputs.
    pub fn error(&self, expected: &[f64], got: &[f64]) -> f64 {
        if expected.len() != got.len() {
            return f64::INFINITY;
        }
        let one = |((b, a), s): ((&f64, &f64), &f64)| {
            let e = libm::fabs(a - b) / libm::fabs(*b).max(*s);
            if e.is_nan() { f64::INFINITY } else { e }
        };
        expected.iter().zip(got).zip(&self.scale).map(one).fold(0.0, f64::max)
    }
}
