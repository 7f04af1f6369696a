//! What of a query the joint test of the domain looks at.

use serde::{Deserialize, Serialize};

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
}
