//! Where a model was validated: a box, and a joint test over features of one query.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{DomainState, DomainVerdict};
use crate::units;

use super::{Contract, Method, Range, TreeNode};

/// Features named in a reason: those that lie farthest from the nearest seen run.
const NAMED: usize = 2;

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

/// A feature of one query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Feature {
    /// Name.
    pub name: String,
    /// Title; the name when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// UCUM unit.
    pub unit: String,
    /// How it comes from an input of the model; the app's simulation gives it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<FeatureSource>,
}

/// How a feature comes from an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct FeatureSource {
    /// Name of the input.
    pub input: String,
    /// What of its values.
    pub statistic: Statistic,
}

/// What of an input's values is a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// The value of an input of length one.
    Value,
    /// The mean.
    Mean,
    /// The highest.
    Max,
    /// The lowest.
    Min,
    /// The first.
    First,
    /// The last.
    Last,
    /// The highest less the lowest.
    Swing,
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Statistic {
    /// The statistic of values; NaN when there are none.
    pub fn of(self, values: &[f64]) -> f64 {
        let highest = || values.iter().copied().fold(f64::NAN, f64::max);
        let lowest = || values.iter().copied().fold(f64::NAN, f64::min);
        match self {
            Self::Value | Self::First => values.first().copied().unwrap_or(f64::NAN),
            Self::Last => values.last().copied().unwrap_or(f64::NAN),
            Self::Mean => values.iter().sum::<f64>() / values.len() as f64,
            Self::Max => highest(),
            Self::Min => lowest(),
            Self::Swing => highest() - lowest(),
        }
    }
}

impl Domain {
    /// Judges one row of model inputs (contract order): box, then the joint test where its features come from inputs.
    pub fn judge(&self, contract: &Contract, row: &[f64]) -> DomainVerdict {
        let mut verdict = DomainVerdict::default();
        let values = |name: &str| contract.input_values(name, row);
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

/// A number with about three significant digits.
fn number(x: f64) -> String {
    match libm::fabs(x) {
        a if a >= 100.0 || a == 0.0 => format!("{x:.0}"),
        a if a >= 10.0 => trimmed(format!("{x:.1}")),
        a if a >= 1.0 => trimmed(format!("{x:.2}")),
        _ => trimmed(format!("{x:.3}")),
    }
}

fn trimmed(text: String) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn lower(title: &str) -> String {
    let mut chars = title.chars();
    let second_is_upper = title.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(first) if !second_is_upper => first.to_lowercase().chain(chars).collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_of_a_sequence() {
        for (statistic, expected) in [
            (Statistic::Value, 1.0),
            (Statistic::First, 1.0),
            (Statistic::Last, 3.0),
            (Statistic::Mean, 2.5),
            (Statistic::Max, 4.0),
            (Statistic::Min, 1.0),
            (Statistic::Swing, 3.0),
        ] {
            assert_eq!(statistic.of(&[1.0, 2.0, 4.0, 3.0]), expected, "{statistic:?}");
        }
        assert!(Statistic::Mean.of(&[]).is_nan());
    }

    #[test]
    fn numbers_are_short() {
        for (x, expected) in
            [(0.0, "0"), (0.15, "0.15"), (1.5, "1.5"), (41.0, "41"), (38.26, "38.3"), (912.3, "912")]
        {
            assert_eq!(number(x), expected);
        }
    }
}
