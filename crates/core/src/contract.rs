//! The parts of a bundle as data: contract, intervals, domain, residuals, validation, reference.
//!
//! Every number is in the unit that the contract names for its slot.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{DomainState, DomainVerdict};

/// `contract.json`: what goes in, what comes out, what it is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contract {
    /// Version of the contract's form.
    pub contract_version: String,
    /// The model's identity and intended use.
    pub model: ModelCard,
    /// Inputs.
    pub inputs: Vec<Slot>,
    /// Outputs.
    pub outputs: Vec<Slot>,
}

/// Identity, owner, validity and use of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelCard {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Semantic version.
    pub version: String,
    /// Kind of model: `onnx`.
    pub kind: String,
    /// Who answers for it.
    pub owner: Owner,
    /// Last day of validity, ISO 8601.
    pub valid_until: String,
    /// What it is for.
    pub intended_use: Vec<String>,
    /// What it is not for.
    pub not_for: Vec<String>,
    /// Fidelity statement.
    pub fidelity: String,
}

/// Who answers for a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Name.
    pub name: String,
    /// How to reach them.
    pub contact: String,
}

/// One number of a tensor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Tensor's name in the model.
    pub tensor: String,
    /// Column in that tensor.
    pub slot: usize,
    /// UCUM unit.
    pub unit: String,
    /// `continuous` or `binary`; empty for outputs.
    #[serde(default)]
    pub kind: String,
    /// Range of validity (inputs) or plausibility (outputs).
    pub range: Range,
}

/// A closed range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Lowest.
    pub min: f64,
    /// Highest.
    pub max: f64,
}

impl Range {
    /// Whether the value lies within; NaN does not.
    pub fn contains(self, x: f64) -> bool {
        x >= self.min && x <= self.max
    }
}

impl Contract {
    /// Position of an input by name.
    pub fn input(&self, name: &str) -> Option<usize> {
        self.inputs.iter().position(|s| s.name == name)
    }

    /// Position of an output by name.
    pub fn output(&self, name: &str) -> Option<usize> {
        self.outputs.iter().position(|s| s.name == name)
    }
}

/// `intervals.json`: conformal prediction intervals per output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    /// Method, `split_conformal`.
    pub method: String,
    /// Nominal coverage.
    pub coverage: f64,
    /// Whole runs used for calibration.
    pub calibration_runs: u32,
    /// By output name.
    pub outputs: BTreeMap<String, OutputIntervals>,
}

/// Half widths of one output's intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutputIntervals {
    /// Coverage at each time.
    pub pointwise: PointwiseWidth,
    /// Coverage of whole curves.
    pub whole_curve: WholeCurveWidth,
}

/// Half widths with coverage at each time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointwiseWidth {
    /// Over all regions.
    pub half_width: f64,
    /// By region.
    pub by_region: BTreeMap<String, f64>,
}

/// Half width with coverage of whole curves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WholeCurveWidth {
    /// Half width.
    pub half_width: f64,
}

/// `domain.json`: where the model was validated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    /// Box of each model input.
    #[serde(rename = "box")]
    pub bounds: BTreeMap<String, Range>,
    /// Distance over the operating features of whole runs.
    pub operating: OperatingDomain,
}

/// Robust Mahalanobis distance over features of whole runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperatingDomain {
    /// Features in order.
    pub features: Vec<Feature>,
    /// Method, `robust_mahalanobis`.
    pub method: String,
    /// Robust centre.
    pub location: Vec<f64>,
    /// Inverse covariance, row by row.
    pub inverse_covariance: Vec<Vec<f64>>,
    /// Distance above which caution applies.
    pub caution_distance: f64,
    /// Distance above which the model may not be believed.
    pub out_distance: f64,
    /// Representative runs, to name the nearest seen.
    pub points: Vec<Vec<f64>>,
    /// Number of runs behind the figures.
    pub n_runs: u32,
}

/// A feature of a whole run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// Name.
    pub name: String,
    /// UCUM unit.
    pub unit: String,
}

impl OperatingDomain {
    /// Mahalanobis distance of a feature vector from the centre; infinite when lengths differ.
    pub fn distance(&self, x: &[f64]) -> f64 {
        if x.len() != self.location.len() {
            return f64::INFINITY;
        }
        let d: Vec<f64> = x.iter().zip(&self.location).map(|(a, b)| a - b).collect();
        let squared: f64 = self
            .inverse_covariance
            .iter()
            .zip(&d)
            .map(|(row, di)| di * row.iter().zip(&d).map(|(m, dj)| m * dj).sum::<f64>())
            .sum();
        libm::sqrt(squared.max(0.0))
    }

    /// State of a feature vector.
    pub fn state(&self, x: &[f64]) -> DomainState {
        let d = self.distance(x);
        if d > self.out_distance || !d.is_finite() {
            DomainState::Out
        } else if d > self.caution_distance {
            DomainState::Caution
        } else {
            DomainState::In
        }
    }

    /// The representative run nearest to a feature vector, by the same metric.
    pub fn nearest(&self, x: &[f64]) -> Option<&Vec<f64>> {
        let from = |p: &Vec<f64>| {
            let shifted: Vec<f64> =
                x.iter().zip(p).zip(&self.location).map(|((a, b), c)| a - b + c).collect();
            self.distance(&shifted)
        };
        self.points.iter().min_by(|a, b| from(a).total_cmp(&from(b)))
    }

    /// State with a sentence that names the combination and the nearest seen one.
    pub fn judge(&self, x: &[f64], verdict: &mut DomainVerdict) {
        let state = self.state(x);
        if state == DomainState::In {
            return;
        }
        let here = self.describe(x);
        let nearest = self.nearest(x).map(|p| self.describe(p)).unwrap_or_default();
        let text = match state {
            DomainState::Out => {
                format!("Outside the validated range: {here} was never seen. Nearest seen: {nearest}.")
            }
            _ => format!("At the edge of the validated range: {here}. Nearest seen: {nearest}."),
        };
        verdict.note(state, text);
    }

    fn describe(&self, x: &[f64]) -> String {
        let part = |(f, v): (&Feature, &f64)| match f.name.as_str() {
            "inflow_mean" => Some(format!("inflow {v:.0} m³/h")),
            "ambient_max" => Some(format!("ambient {v:.0} °C")),
            "wear_max" => Some(format!("wear {:.0} %", v * 100.0)),
            _ => None,
        };
        self.features.iter().zip(x).filter_map(part).collect::<Vec<_>>().join(", ")
    }
}

/// `residuals.json`: whole residual trajectories (truth less surrogate) from held-out runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// `reference.json`: experiments of the native model, to be reproduced on every device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
pub struct Tolerance {
    /// The relative tolerance.
    pub relative: f64,
    /// In words.
    pub description: String,
}

/// One reference experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
