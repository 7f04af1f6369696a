//! Prediction intervals with the coverage that was measured on runs the model never saw.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `intervals.json`: prediction intervals per output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Intervals {
    /// How they were made.
    pub method: IntervalMethod,
    /// Nominal coverage, a share between 0 and 1.
    pub coverage: f64,
    /// Runs, or rows where an answer is one value, used for calibration.
    pub calibration_runs: u32,
    /// By output name.
    pub outputs: BTreeMap<String, OutputIntervals>,
}

/// How intervals were made; all but the exact ones are calibrated on runs that took no part in the training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IntervalMethod {
    /// A quantile of absolute residuals (split conformal prediction).
    SplitConformal,
    /// Quantile heads moved by a quantile of their scores (conformalised quantile regression).
    ConformalQuantile,
    /// A spread that the model gives, times a quantile of the scaled residuals.
    ConformalSpread,
    /// Nothing is estimated: the model is the stated formula itself. Half widths and calibration runs are 0, the
    /// coverage is 1. Only for declared kinds.
    Exact,
    /// Nobody measured any: half widths, coverage and calibration runs are 0. Only where the contract says
    /// `unvalidated`.
    Unknown,
}

/// Intervals of one output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct OutputIntervals {
    /// Coverage of each value on its own.
    pub pointwise: PointwiseWidth,
    /// Coverage of whole curves; only where an answer is a run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_curve: Option<WholeCurveWidth>,
    /// Outputs that are its quantiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heads: Option<HeadIntervals>,
    /// An output that is its spread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<SpreadIntervals>,
}

/// Half widths with coverage of each value on its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct PointwiseWidth {
    /// Over all regions, in the unit of the output.
    pub half_width: f64,
    /// By region.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_region: BTreeMap<String, f64>,
    /// How much wider at the edge of the domain; measured there, at least one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution_factor: Option<f64>,
}

/// Half width with coverage of whole curves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct WholeCurveWidth {
    /// Half width, in the unit of the output.
    pub half_width: f64,
}

/// Quantile heads: the interval is `[low - adjust, high + adjust]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct HeadIntervals {
    /// Name of the output that is the lower quantile.
    pub low: String,
    /// Name of the output that is the upper quantile.
    pub high: String,
    /// What calibration adds on both sides, in the unit of the output.
    pub adjust: f64,
}

/// A spread: the interval is the value plus and less `factor` times another output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct SpreadIntervals {
    /// Name of the output that is the spread.
    pub output: String,
    /// Quantile of the scaled residuals.
    pub factor: f64,
}

/// Factor on the width at the edge of the domain where none was measured: an assumption.
pub const ASSUMED_CAUTION_FACTOR: f64 = 2.0;

impl PointwiseWidth {
    /// How much wider an interval is at the edge of the domain.
    pub fn at_the_edge(&self) -> f64 {
        self.caution_factor.unwrap_or(ASSUMED_CAUTION_FACTOR).max(1.0)
    }
}
