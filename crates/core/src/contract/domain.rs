//! Where a model was validated: a box, and a joint test over features of one query.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{DomainState, DomainVerdict};
use crate::units;

use super::wording::{lower, number};
use super::{Contract, Feature, Method, Range, TreeNode};

/// Features named in a reason: those that lie farthest from the nearest seen run.
const NAMED: usize = 2;

/// What that means.
const UNVALIDATED: &str = "nobody knows how wrong its numbers are, or where";

/// `domain.json`: where the model was validated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Domain {
    /// Box of each model input.
    #[serde(rename = "box")]
    pub bounds: BTreeMap<String, Range>,
    /// Joint test over features of whole queries.
    pub operating: OperatingDomain,
}

/// A distance of one query from what was seen, with two thresholds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct OperatingDomain {
    /// Features in order.
    pub features: Vec<Feature>,
    /// Which distance.
    pub method: Method,
    /// Robust centre (robust Mahalanobis).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub location: Vec<f64>,
    /// Inverse covariance, row by row (robust Mahalanobis).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inverse_covariance: Vec<Vec<f64>>,
    /// Robust spread of each feature, in its unit (nearest neighbours).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scale: Vec<f64>,
    /// How many nearest points count (nearest neighbours).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub neighbours: usize,
    /// Nodes of each tree, its root first (isolation forest).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trees: Vec<Vec<TreeNode>>,
    /// Points that each tree was grown on (isolation forest).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sample_size: usize,
    /// Distance above which caution applies.
    pub caution_distance: f64,
    /// Distance above which the model may not be believed.
    pub out_distance: f64,
    /// Runs that were seen: the test's own for nearest neighbours, representatives else.
    pub points: Vec<Vec<f64>>,
    /// Number of runs behind the figures.
    pub n_runs: u32,
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Domain {
    /// Judges one row of model inputs (contract order): box, then the joint test where its features come from inputs.
    pub fn judge(&self, contract: &Contract, row: &[f64]) -> DomainVerdict {
        let mut verdict = DomainVerdict::default();
        let values = |name: &str| contract.input_values(name, row);
        if contract.model.unvalidated {
            let title = &contract.model.title;
            verdict.note(DomainState::Caution, format!("“{title}” was never validated: {UNVALIDATED}."));
        }
        for slot in &contract.inputs {
            let bounds = self.bounds.get(&slot.name).copied().unwrap_or(slot.range);
            let outside = values(&slot.name).iter().copied().find(|x| !bounds.contains(*x));
            if let Some(x) = outside {
                let (here, unit) = (number(x), units::shown(&slot.unit));
                let text = format!(
                    "{} {here}{unit} lies outside the validated {} to {}{unit}.",
                    slot.title,
                    number(bounds.min),
                    number(bounds.max)
                );
                verdict.note(DomainState::Out, text);
            }
        }
        let feature = |f: &Feature| f.of.as_ref().map(|of| of.statistic.of(values(&of.input)));
        let features: Option<Vec<f64>> = self.operating.features.iter().map(feature).collect();
        if let Some(features) = features.filter(|f| !f.is_empty()) {
            self.operating.judge(&features, &mut verdict);
        }
        verdict
    }
}

impl OperatingDomain {
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

    /// State with a sentence that names the combination and the nearest seen one.
    pub fn judge(&self, x: &[f64], verdict: &mut DomainVerdict) {
        let state = self.state(x);
        if state == DomainState::In {
            return;
        }
        let nearest = self.nearest(x);
        let order = self.farthest_first(x, nearest);
        let here = self.describe(x, &order);
        let seen =
            nearest.map(|p| format!(" Nearest seen: {}.", self.describe(p, &order))).unwrap_or_default();
        let text = match state {
            DomainState::Out => format!("Outside the validated range: {here} was never seen.{seen}"),
            _ => format!("At the edge of the validated range: {here}.{seen}"),
        };
        verdict.note(state, text);
    }

    /// Positions of the features that make the difference, the farthest first, in the order of the features.
    fn farthest_first(&self, x: &[f64], nearest: Option<&Vec<f64>>) -> Vec<usize> {
        let away = |i: usize| {
            let seen = nearest.and_then(|p| p.get(i)).copied().unwrap_or(0.0);
            libm::fabs(x.get(i).copied().unwrap_or(0.0) - seen) / self.spread(i)
        };
        let mut order: Vec<usize> = (0..self.features.len()).collect();
        order.sort_by(|a, b| away(*b).total_cmp(&away(*a)));
        order.truncate(NAMED);
        order.sort_unstable();
        order
    }

    fn describe(&self, x: &[f64], order: &[usize]) -> String {
        let part = |i: &usize| {
            let (feature, value) = (self.features.get(*i)?, x.get(*i)?);
            let title =
                if feature.title.is_empty() { feature.name.replace('_', " ") } else { feature.title.clone() };
            Some(format!("{} {}{}", lower(&title), number(*value), units::shown(&feature.unit)))
        };
        order.iter().filter_map(part).collect::<Vec<_>>().join(" with ")
    }
}
