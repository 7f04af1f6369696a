//! Units and how long each of them ran, checked and scaled.

use serde::{Deserialize, Serialize};

use super::Law;

/// Why a law cannot be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// A time that is zero, negative or no finite number.
    #[error("the time {time} of unit {unit} is not above zero and finite; correct it, or leave the unit out")]
    Time {
        /// The time.
        time: f64,
        /// Position of the unit, from 1.
        unit: usize,
    },
    /// Fewer failures than the law needs.
    #[error(
        "there are {failures} failures, and {needed} are needed; units that still run do not say how long a life is"
    )]
    Failures {
        /// Failures among the units.
        failures: usize,
        /// Failures that are needed.
        needed: usize,
    },
    /// All failures at the same time, and no unit ran longer: the likelihood grows without end as the spread shrinks.
    #[error("all units failed at {time}, and none ran longer: the spread of lives cannot be told")]
    NoSpread {
        /// That time.
        time: f64,
    },
    /// The maximum was not found to the precision that is promised.
    #[error("the likelihood has no maximum that can be found in 64 bits; the times may be too far apart")]
    NoMaximum,
}

/// Checked units. `y`, the time or its logarithm, is shifted and scaled to mean 0 and deviation 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Sample {
    /// Scaled y, and whether the unit failed.
    pub units: Vec<(f64, bool)>,
    pub failures: usize,
    pub mean: f64,
    pub deviation: f64,
    /// Sum over the failures of the logarithm of dy/dt: the density is that of the time, not of y.
    pub ln_slope: f64,
}

impl Sample {
    pub fn new(law: Law, units: &[(f64, bool)]) -> Result<Self, FitError> {
        let failures = check(law, units)?;
        let y = |t: f64| if law.is_of_logarithm() { libm::log(t) } else { t };
        let n = units.len() as f64;
        let mean = units.iter().map(|(t, _)| y(*t)).sum::<f64>() / n;
        let square = |t: f64| (y(t) - mean) * (y(t) - mean);
        let deviation = libm::sqrt(units.iter().map(|(t, _)| square(*t)).sum::<f64>() / n);
        let deviation = if deviation > 0.0 { deviation } else { 1.0 };
        let failed = units.iter().filter(|(_, is_failure)| *is_failure);
        let ln_slope =
            if law.is_of_logarithm() { -failed.map(|(t, _)| libm::log(*t)).sum::<f64>() } else { 0.0 };
        let units = units.iter().map(|(t, failed)| ((y(*t) - mean) / deviation, *failed)).collect();
        Ok(Self { units, failures, mean, deviation, ln_slope })
    }

    /// A y in the scale of the sample.
    pub fn scaled(&self, y: f64) -> f64 {
        (y - self.mean) / self.deviation
    }
}

/// The number of failures, where there are enough of them.
pub(super) fn check(law: Law, units: &[(f64, bool)]) -> Result<usize, FitError> {
    let is_bad = |t: f64| !(t > 0.0 && t.is_finite());
    if let Some(i) = units.iter().position(|(t, _)| is_bad(*t)) {
        return Err(FitError::Time { time: units.get(i).map_or(f64::NAN, |(t, _)| *t), unit: i + 1 });
    }
    let failed: Vec<f64> = units.iter().filter(|(_, failed)| *failed).map(|(t, _)| *t).collect();
    let needed = law.parameters();
    if failed.len() < needed {
        return Err(FitError::Failures { failures: failed.len(), needed });
    }
    let first = failed.first().copied().unwrap_or_default();
    let is_spread = failed.iter().any(|t| *t != first) || units.iter().any(|(t, _)| *t > first);
    if law == Law::Exponential || is_spread {
        return Ok(failed.len());
    }
    Err(FitError::NoSpread { time: first })
}
