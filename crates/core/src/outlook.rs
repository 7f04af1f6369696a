//! What a run says: per asset, for the station, and about the inputs it was given.

use serde::{Deserialize, Serialize};

use crate::decision::Decision;
use crate::domain::DomainVerdict;
use crate::ensemble::stop::Stopped;
use crate::planning::Plan;
use crate::predicted::{Predicted, PredictedCurve};

/// The result of one run plan, for the screen, the command line and the record alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Members that went into it.
    pub members: u32,
    /// Seed of the ensemble.
    pub seed: u64,
    /// The scenario's horizon in hours.
    pub horizon_h: f64,
    /// Domain state of the whole combination of inputs, with reasons.
    pub domain: DomainVerdict,
    /// One entry per asset, in the manifest's order.
    pub assets: Vec<AssetOutlook>,
    /// Probability that the station loses its duty.
    pub station: PredictedCurve,
    /// Wet-well level in m.
    pub wet_well_level: PredictedCurve,
    /// Inflow in m3/h as the members drew it.
    pub inflow: PredictedCurve,
    /// Ambient temperature in Cel as the members drew it.
    pub ambient: PredictedCurve,
    /// Share of members in which the wet well overflows within the horizon.
    pub overflow_share: f64,
    /// How the ensemble ended, when a rule ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
    /// What to do.
    pub decision: Decision,
    /// The plan of all assets, which answers for every other start; when the run is complete and there is an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

/// What a run says about one asset. Probabilities are of failure before t, given that it runs now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssetOutlook {
    /// The asset's id in the manifest.
    pub id: String,
    /// Failure probability over the horizon.
    pub failure: PredictedCurve,
    /// The same under the reference scenario.
    pub reference: PredictedCurve,
    /// The same had the domain been ignored: only when the domain state is not `In`.
    pub unguarded: Option<PredictedCurve>,
    /// The same when the recommended (or else the first feasible) inspection takes place.
    pub after_inspection: Option<PredictedCurve>,
    /// Failure probability at the end of the horizon (80 % of members).
    pub risk: Predicted<f64>,
    /// When the failure probability reaches the risk limit.
    pub crossing: Crossing,
    /// Failure modes, the largest share first.
    pub modes: Vec<ModeShare>,
    /// Hours at which [`ModeShare::course`] stands, from "now" to the horizon; they are among those of `failure`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub course_h: Vec<f64>,
    /// Expected cost by start of an inspection, ascending; empty where none can start or the models may not be believed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<StartCost>,
    /// Probability that a detectable defect is present now (80 % of members).
    pub defect_now: Predicted<f64>,
    /// Bearing temperature in Cel.
    pub bearing_temperature: PredictedCurve,
    /// Winding temperature in Cel.
    pub winding_temperature: PredictedCurve,
    /// Flow in m3/h.
    pub flow: PredictedCurve,
    /// Starts within the horizon (80 % of members).
    pub starts: Predicted<f64>,
    /// Highest bearing temperature in this scenario less that in the reference, K (80 % of members).
    pub bearing_rise_k: Predicted<f64>,
}

/// When the members cross the risk limit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Crossing {
    /// The level crossed, a probability.
    pub level: f64,
    /// Hour at which the mean crosses.
    pub mean_h: Option<f64>,
    /// 10 % quantile of the members' crossing hours, members without crossing counted as never.
    pub early_h: Option<f64>,
    /// 90 % quantile, `None` when more than a tenth of the members do not cross.
    pub late_h: Option<f64>,
    /// Share of members that do not cross within the horizon.
    pub share_never: f64,
}

/// A failure mode's share of the risk: its cumulative incidence over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModeShare {
    /// The mode's id in the manifest.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Cumulative incidence at the horizon, a probability.
    pub incidence: f64,
    /// Share of all incidences, 0 to 1.
    pub share: f64,
    /// Cumulative incidence at the hours of [`AssetOutlook::course_h`]; those of all modes add up to the failure
    /// probability there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub course: Vec<f64>,
}

/// What an inspection that starts at an hour costs over the decision horizon, unplanned stops included; from the
/// members by which the starts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StartCost {
    /// Start, hours from "now".
    pub start_h: f64,
    /// Mean over the members, in the manifest's currency.
    pub mean: f64,
    /// 10 % quantile of the members.
    pub low: f64,
    /// 90 % quantile of the members.
    pub high: f64,
    /// The other assets carry the inflow meanwhile.
    pub feasible: bool,
}
