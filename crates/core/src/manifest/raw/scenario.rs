//! What is run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::InputValue;

use super::Entries;

/// What is run: time, members, reference scenario and presets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Clock time of "now", HH:MM.
    pub start: String,
    /// Hours to look ahead.
    pub horizon_h: f64,
    /// Minutes between the points of the curves.
    pub step_min: u32,
    /// Number of members of the ensemble.
    pub members: u32,
    /// Seed of the ensemble.
    pub seed: u64,
    /// What every scenario is compared with.
    pub reference_scenario: ReferenceScenario,
    /// Named sets of values, by id.
    pub presets: Entries<Preset>,
    /// Id of the preset that is shown first; without it the defaults are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_preset: Option<String>,
}

/// What every scenario is compared with; conditions of assets stay those of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReferenceScenario {
    /// Title on the screen.
    pub title: String,
    /// Values by input id; inputs missing here keep the scenario's.
    pub values: BTreeMap<String, InputValue>,
}

/// A named set of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Title on the screen.
    pub title: String,
    /// A sentence about it.
    pub note: String,
    /// Values by input id; inputs missing here keep their defaults.
    pub values: BTreeMap<String, InputValue>,
}
