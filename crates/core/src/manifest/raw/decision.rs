//! The decision and the rules for its windows.

use serde::{Deserialize, Serialize};

/// The decision that the app serves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The question that the first screen answers.
    pub question: String,
    /// Who decides.
    pub owner: String,
    /// How it was decided before.
    pub current_practice: String,
    /// How success is measured against the current practice.
    pub measure: String,
    /// Hours until the next planned inspection: what the choice is compared over.
    pub horizon_h: f64,
    /// Highest acceptable failure probability of one asset within the scenario's horizon.
    pub risk_limit: f64,
    /// The inspection itself.
    pub inspection: Inspection,
    /// When an inspection is possible.
    pub windows: Windows,
    /// Hours until a failed asset is back in service after an unplanned stop.
    pub restoration_h: f64,
    /// Cost of losing the station's duty once.
    pub lost_duty_cost: f64,
    /// What to vary in search of the point at which the decision flips.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flip_points: Vec<FlipPoint>,
}

/// The inspection itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// Hours for which the asset is out of service.
    pub duration_h: f64,
    /// Cost in normal hours.
    pub cost: f64,
}

/// When an inspection is possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// Daily spans in which the site may be entered.
    pub access: Vec<Access>,
    /// Daily spans with a crew.
    pub crew: Vec<Crew>,
    /// Minutes between possible starts.
    pub step_min: u32,
    /// Share of members in which the other assets must carry the inflow while one is out.
    pub feasible_share: f64,
}

/// A daily span in which the site may be entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Clock time of its start, HH:MM.
    pub from: String,
    /// Clock time of its end, HH:MM, up to 24:00.
    pub to: String,
    /// What it is called.
    pub label: String,
}

/// A daily span with a crew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Crew {
    /// Clock time of its start, HH:MM.
    pub from: String,
    /// Clock time of its end, HH:MM, up to 24:00.
    pub to: String,
    /// Number of crews.
    pub crews: u32,
    /// Factor on the inspection's cost.
    pub cost_factor: f64,
}

/// What to vary in search of the point at which the decision flips.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FlipPoint {
    /// A numeric input, by id.
    Input(String),
    /// A cost.
    Cost(CostName),
}

/// A cost that can be varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CostName {
    /// Cost of the inspection.
    Inspection,
}
