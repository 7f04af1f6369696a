//! Horizon, seed, reference scenario, presets.

use crate::ensemble::stop::StopRule;
use crate::protocol::InputValues;

/// The scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioSpec {
    /// Clock time of "now", minutes after midnight.
    pub start_min: u32,
    /// Horizon in hours.
    pub horizon_h: f64,
    /// Step of the curves in minutes.
    pub step_min: u32,
    /// Default number of members.
    pub members: u32,
    /// When more members than these are enough.
    pub stop: Option<StopRule>,
    /// Default seed.
    pub seed: u64,
    /// Title of the reference scenario.
    pub reference_title: String,
    /// Its inputs; assets' conditions are those of the scenario compared with it.
    pub reference: InputValues,
    /// Presets in the order of the manifest.
    pub presets: Vec<Preset>,
    /// Id of the preset shown first.
    pub start_preset: Option<String>,
}

/// A named set of input values.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// A sentence about it.
    pub note: String,
    /// Values; inputs missing here keep their defaults.
    pub values: InputValues,
}
