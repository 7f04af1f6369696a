//! Several assets, few crews: which jobs to do, when, and why not otherwise.
//!
//! [`problem`] and [`solve`] know nothing of pumps: jobs with starts that cost something, crews that travel, and
//! the cheapest choice with its proof. The other parts make them from an ensemble; [`Plan::evaluate`] answers for
//! any start, so that a person can drag a window. Formulas and limits: docs/crews-and-windows.md.

mod alternatives;
pub mod barriers;
mod build;
mod evaluate;
pub mod information;
pub mod joint;
pub mod problem;
pub mod solve;
pub mod tier;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::decision::Tier;
use crate::domain::DomainState;
use crate::predicted::Predicted;

pub use barriers::{Barrier, Kind};
pub use build::build;
pub use evaluate::{Evaluation, Moves, Obstacle};
use solve::Proof;

/// The plan of all assets with everything that answers for another start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Day of "now"; `None` where no calendar asks for it.
    pub date: Option<Date>,
    /// Minutes after midnight of "now".
    pub start_min: u32,
    /// Minutes between starts: rows of [`AssetPlan::rows`].
    pub step_min: u32,
    /// Minutes of the work.
    pub duration_min: i64,
    /// Horizon of the failure probabilities, hours.
    pub scenario_h: f64,
    /// Horizon of the costs, hours.
    pub horizon_h: f64,
    /// Members that the starts were compared by.
    pub compared: u32,
    /// Currency of all costs.
    pub currency: String,
    /// Cost of a visit in normal hours.
    pub visit_cost: f64,
    /// Highest acceptable failure probability within the scenario's horizon.
    pub risk_limit: f64,
    /// Share of members in which the others must carry the inflow.
    pub feasible_share: f64,
    /// What is known about the values: inside or at the edge of the validated range.
    pub domain: DomainState,
    /// Assets in the order of the manifest.
    pub assets: Vec<AssetPlan>,
    /// Minutes between sites, `[from][to]`.
    pub travel_min: Vec<Vec<i64>>,
    /// Pairs of assets that may not be out at the same time: not proven by simulation.
    pub apart: Vec<(usize, usize)>,
    /// Expected cost of all assets over the decision horizon with these visits.
    pub cost: f64,
    /// The same without any visit.
    pub cost_without: f64,
    /// Expected cost of the best plan whose visits start a day from now or later, less that of this one.
    pub cost_of_waiting: f64,
    /// How far this plan can be from the best.
    pub proof: Proof,
}

/// One asset of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssetPlan {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Position of its site.
    pub site: usize,
    /// Urgency.
    pub tier: Tier,
    /// When it is visited; `None` to leave it.
    pub visit: Option<Visit>,
    /// Expected cost without a visit.
    pub cost_without: Predicted<f64>,
    /// Failure probability within the scenario's horizon without a visit.
    pub risk: Predicted<f64>,
    /// Expected cost of waiting a day, for this asset alone.
    pub cost_of_waiting: f64,
    /// What it is worth to know the finding before deciding.
    pub value_of_information: f64,
    /// Every start of the grid, the first at "now".
    pub rows: Vec<Row>,
    /// What keeps the work from starting.
    pub barriers: Vec<Barrier>,
    /// Other choices, and why each loses.
    pub alternatives: Vec<Alternative>,
}

/// A visit, hours from "now".
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The work begins.
    pub start_h: f64,
    /// The work ends.
    pub end_h: f64,
    /// Crew, from 0.
    pub crew: u32,
}

/// What a start would cost and do, from the members that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Expected cost: mean, and the ends of the interval that 80 % of the members lie in.
    pub cost: [f64; 3],
    /// Failure probability within the scenario's horizon: mean and the same ends.
    pub risk: [f64; 3],
    /// Share of members in which the other assets carry the inflow meanwhile.
    pub share: f64,
    /// Factor on the visit's cost.
    pub factor: f64,
    /// Crews on duty.
    pub crews: u32,
}

/// A choice that was considered and not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// Start, hours from "now"; `None` for leaving the asset.
    pub start_h: Option<f64>,
    /// What it would cost more than the plan's choice, allowed or not; negative when it would cost less.
    pub extra_cost: f64,
    /// Whether it is possible at all.
    pub is_possible: bool,
    /// Why it loses.
    pub reason: String,
}
