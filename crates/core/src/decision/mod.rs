//! From curves to a recommendation: windows, costs, limits, alternatives, flip points.

pub mod choose;
pub mod cost;
pub mod effect;
mod flip_cost;
pub mod flips;
pub mod inverse;
mod start_costs;
pub mod windows;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::predicted::Predicted;

/// The answer to the manifest's question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What kind of answer this is.
    pub status: Status,
    /// The answer as a sentence in the imperative.
    pub headline: String,
    /// Why, in sentences; the first is the cause.
    pub reasons: Vec<String>,
    /// What else speaks for it, in sentences; shown on demand.
    pub details: Vec<String>,
    /// Inspections worth making, the most urgent first.
    pub recommendations: Vec<Recommendation>,
    /// What would change the answer.
    pub flips: Vec<FlipPoint>,
}

/// What kind of answer a decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At least one inspection is recommended.
    Act,
    /// Nothing needs doing, and the reasons say why.
    Nothing,
    /// No recommendation because the models may not be believed here.
    Withheld,
    /// An inspection is worth it but no window is feasible.
    NoWindow,
}

/// How urgent a recommendation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Keep an eye on it.
    Watch,
    /// Plan it: a visit pays.
    Plan,
    /// Act now: the risk is above its limit, or a day of waiting costs as much as a visit.
    Act,
}

impl Tier {
    /// The tier of a name as it stands in JSON.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Watch, Self::Plan, Self::Act].into_iter().find(|t| t.name() == name)
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Plan => "plan",
            Self::Act => "act",
        }
    }
}

/// Which of the two criteria decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// The lowest expected cost over the decision horizon.
    ExpectedCost,
    /// The risk limit.
    RiskLimit,
}

/// One recommended inspection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The asset's id.
    pub asset: String,
    /// The asset's title.
    pub asset_title: String,
    /// Urgency.
    pub tier: Tier,
    /// When.
    pub window: Window,
    /// Which criterion decided.
    pub decided_by: DecidedBy,
    /// Failure probability within the horizon without an inspection.
    pub risk: Predicted<f64>,
    /// The same with the inspection in this window.
    pub risk_after: Predicted<f64>,
    /// Expected cost of waiting one day, in the manifest's currency.
    pub cost_of_waiting: Predicted<f64>,
    /// Expected cost over the decision horizon without any inspection.
    pub cost_without: f64,
    /// Expected cost over the decision horizon with this inspection.
    pub cost_with: f64,
    /// Other windows, the cheapest first.
    pub alternatives: Vec<Alternative>,
    /// Sentence of cause.
    pub reason: String,
}

/// A span within which an inspection can be done, hours from "now".
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Earliest start.
    pub start_h: f64,
    /// Latest end.
    pub end_h: f64,
}

/// A window that was considered and not chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// When.
    pub window: Window,
    /// Expected extra cost against the chosen window; `None` when it is not feasible.
    pub extra_cost: Option<f64>,
    /// What speaks for or against it.
    pub note: String,
}

/// A change of one quantity that changes the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlipPoint {
    /// Id of the input or cost.
    pub quantity: String,
    /// Its title.
    pub title: String,
    /// UCUM unit or currency code.
    pub unit: String,
    /// Present value.
    pub now: f64,
    /// Value at which the answer changes; `None` when it does not within the allowed range.
    pub at: Option<f64>,
    /// The sentence.
    pub sentence: String,
}
