//! Whole residual trajectories of held-out runs.

use serde::{Deserialize, Serialize};

/// `residuals.json`: whole residual trajectories (truth less surrogate) from held-out runs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Residuals {
    /// Step in minutes.
    pub step_min: u32,
    /// Output names.
    pub outputs: Vec<String>,
    /// Units per count, by output.
    pub scale: Vec<f64>,
    /// Counts: run, output, step.
    pub runs: Vec<Vec<Vec<i32>>>,
}

impl Residuals {
    /// Residual of an output (by position) in one run at an hour, in the output's unit; zero when not stored.
    pub fn at(&self, run: usize, output: usize, t_h: f64) -> f64 {
        let step = libm::floor(t_h * 60.0 / f64::from(self.step_min.max(1))) as usize;
        let series = self.runs.get(run).and_then(|r| r.get(output));
        let count = series.and_then(|s| s.get(step.min(s.len().saturating_sub(1))));
        f64::from(count.copied().unwrap_or(0)) * self.scale.get(output).copied().unwrap_or(0.0)
    }
}
