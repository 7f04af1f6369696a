//! What is run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ensemble::stop::StopRule;
use crate::protocol::InputValue;

use super::Entries;

/// What is run: time, members, reference scenario and presets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Clock time of "now", HH:MM. Example: `start: "06:00"`.
    pub start: String,
    /// Hours to look ahead. Example: `horizon_h: 24`.
    pub horizon_h: f64,
    /// Minutes between the points of the curves. Example: `step_min: 15`.
    pub step_min: u32,
    /// Number of members of the ensemble; with `stop`, the first number at which it may end. Example: `members: 200`.
    pub members: u32,
    /// Goes on with twice as many members, and again, until the risk is known well enough.
    /// Example: `stop: { band_width: 0.005, members_at_most: 10000 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StopRule>,
    /// Seed of the ensemble. Example: `seed: 7`.
    pub seed: u64,
    /// What every scenario is compared with.
    /// Example: `reference_scenario: { title: Typical day, values: { inflow_mean: 412 } }`.
    pub reference_scenario: ReferenceScenario,
    /// Named sets of values, by id.
    /// Example: `presets: { wet: { title: Wet day, note: Rain since the morning., values: { inflow_mean: 700 } } }`.
    pub presets: Entries<Preset>,
    /// Id of the preset that is shown first; without it the defaults are. Example: `start_preset: wet`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_preset: Option<String>,
}

/// What every scenario is compared with; conditions of assets stay those of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReferenceScenario {
    /// Title on the screen. Example: `title: Typical day`.
    pub title: String,
    /// Values by input id; inputs missing here keep the scenario's. Example: `values: { inflow_mean: 412 }`.
    pub values: BTreeMap<String, InputValue>,
}

/// A named set of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Title on the screen. Example: `title: Hot day`.
    pub title: String,
    /// A sentence about it. Example: `note: Cooling all afternoon.`.
    pub note: String,
    /// Values by input id; inputs missing here keep their defaults.
    /// Example: `values: { load: 62, ambient: 35 }`.
    pub values: BTreeMap<String, InputValue>,
}
