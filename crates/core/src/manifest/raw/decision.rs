//! The decision and the rules for its windows.

use serde::{Deserialize, Serialize};

use super::{Entries, Planning, ShownGlobal, ShownSensitivity, ShownSweep};

/// The decision that the app serves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The question that the first screen answers. Example: `question: Which pump do we inspect, and when?`.
    pub question: String,
    /// Who decides. Example: `owner: Shift engineer`.
    pub owner: String,
    /// How it was decided before. Example: `current_practice: Every 2,000 running hours.`.
    pub current_practice: String,
    /// How success is measured against the current practice. Example: `measure: Unplanned stops per year.`.
    pub measure: String,
    /// Hours until the next planned inspection: what the choice is compared over. Example: `horizon_h: 336`.
    pub horizon_h: f64,
    /// Highest acceptable failure probability of one asset within the scenario's horizon.
    /// Example: `risk_limit: 0.05`.
    pub risk_limit: f64,
    /// The inspection itself. Example: `inspection: { duration_h: 1.5, cost: 190 }`.
    pub inspection: Inspection,
    /// When an inspection is possible.
    /// Example: `windows: { access: [...], crew: [...], step_min: 30, feasible_share: 0.95 }`.
    pub windows: Windows,
    /// What joins the jobs of several assets: calendars, sites, travel.
    /// Example: `planning: { shifts: [weekdays], sites: { north: { title: North bank, travel_h: 0.5 } } }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planning: Option<Planning>,
    /// Hours until a failed asset is back in service after an unplanned stop. Example: `restoration_h: 12`.
    pub restoration_h: f64,
    /// Cost of losing the station's duty once. Example: `lost_duty_cost: 9000`.
    pub lost_duty_cost: f64,
    /// What to vary in search of the point at which the decision flips.
    /// Example: `flip_points: [{ input: inflow_mean }, { cost: inspection }]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flip_points: Vec<FlipPoint>,
    /// Questions that ask the station many times, worked out when somebody wants to know: what drives a number, and a
    /// number over two inputs. The outputs are `highest_risk`, the `risk` of an asset as in `pump_2.risk`, `station.risk`,
    /// and `cost_without` an inspection.
    /// Example: `studies: { drivers: { title: What drives the risk, sensitivity: { output: highest_risk } } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub studies: Entries<StationStudy>,
}

/// A question that asks a station many times; each point is an ensemble of 40 members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum StationStudy {
    /// What drives a number.
    Sensitivity(ShownSensitivity),
    /// A number over two inputs.
    Sweep(ShownSweep),
    /// What each input is worth over the whole domain.
    GlobalSensitivity(ShownGlobal),
}

impl StationStudy {
    /// The output that it is about.
    pub fn output(&self) -> &str {
        match self {
            Self::Sensitivity(shown) => &shown.sensitivity.output,
            Self::Sweep(shown) => &shown.sweep.output,
            Self::GlobalSensitivity(shown) => &shown.global_sensitivity.output,
        }
    }
}

/// The inspection itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// Hours for which the asset is out of service. Example: `duration_h: 1.5`.
    pub duration_h: f64,
    /// Cost in normal hours. Example: `cost: 190`.
    pub cost: f64,
    /// Upper limits of the vibration zones A, B and C of ISO 20816-3, RMS velocity in mm/s, for this size of machine and
    /// its foundation; without them a finding names the zone itself. Example: `zone_limits_mm_per_s: [1.4, 2.8, 4.5]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone_limits_mm_per_s: Option<[f64; 3]>,
}

/// When an inspection is possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// Daily spans in which the site may be entered.
    /// Example: `access: [{ from: "07:30", to: "12:00", label: morning }]`.
    pub access: Vec<Access>,
    /// Daily spans with a crew. Example: `crew: [{ from: "07:00", to: "15:00", crews: 1, cost_factor: 1 }]`.
    pub crew: Vec<Crew>,
    /// Minutes between possible starts. Example: `step_min: 30`.
    pub step_min: u32,
    /// Share of members in which the other assets must carry the inflow while one is out.
    /// Example: `feasible_share: 0.95`.
    pub feasible_share: f64,
}

/// A daily span in which the site may be entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Clock time of its start, HH:MM. Example: `from: "07:30"`.
    pub from: String,
    /// Clock time of its end, HH:MM, up to 24:00. Example: `to: "12:00"`.
    pub to: String,
    /// What it is called. Example: `label: morning`.
    pub label: String,
}

/// A daily span with a crew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Crew {
    /// Clock time of its start, HH:MM. Example: `from: "07:00"`.
    pub from: String,
    /// Clock time of its end, HH:MM, up to 24:00. Example: `to: "15:00"`.
    pub to: String,
    /// Number of crews. Example: `crews: 1`.
    pub crews: u32,
    /// Factor on the inspection's cost. Example: `cost_factor: 1.5`.
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
