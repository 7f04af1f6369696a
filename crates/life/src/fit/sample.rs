//! Units and how long each of them ran, checked and scaled.

use serde::{Deserialize, Serialize};

use super::Law;
use crate::data::{self, Seen, Unit, UnitError};

/// Why a law cannot be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// A unit that cannot be used.
    #[error(transparent)]
    Unit(#[from] UnitError),
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
    /// A location does not help, or ruins the likelihood.
    #[error("no location can be told from these units: {0}; fit the law with two parameters")]
    NoLocation(&'static str),
    /// Resampling needs to know how units were observed.
    #[error("{0}")]
    NoResampling(&'static str),
}

/// Checked units. `y`, the time or its logarithm, is shifted and scaled to mean 0 and deviation 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Sample {
    /// Units with scaled y for their times; neighbours with the same history are one.
    pub units: Vec<Unit>,
    /// Failures whose times are known.
    pub exact: f64,
    pub mean: f64,
    pub deviation: f64,
    /// Sum over those failures of the logarithm of dy/dt: the density is that of the time, not of y.
    pub ln_slope: f64,
}

impl Sample {
    /// Scales units that have been checked.
    pub fn new(law: Law, units: &[Unit]) -> Self {
        let is_log = law.is_of_logarithm();
        let y = |t: f64| if is_log { libm::log(t) } else { t };
        let n: f64 = units.iter().map(|u| u.count).sum();
        let mean = units.iter().map(|u| u.count * y(u.last())).sum::<f64>() / n;
        let square = |u: &Unit| u.count * (y(u.last()) - mean) * (y(u.last()) - mean);
        let deviation = libm::sqrt(units.iter().map(square).sum::<f64>() / n);
        let deviation =
            if deviation > 1e-12 * libm::fabs(mean) { deviation } else { libm::fabs(mean).max(1.0) };
        let known = || units.iter().filter(|u| matches!(u.seen, Seen::Failed(_)));
        let ln_slope =
            if is_log { -known().map(|u| u.count * libm::log(u.last())).sum::<f64>() } else { 0.0 };
        let exact = known().map(|u| u.count).sum();
        let scale = |t: f64| (y(t) - mean) / deviation;
        let mut sample = Self { units: Vec::new(), exact, mean, deviation, ln_slope };
        units.iter().map(|u| scaled(u, is_log, &scale)).for_each(|unit| sample.add(unit));
        sample
    }

    fn add(&mut self, unit: Unit) {
        match self.units.last_mut() {
            Some(last) if last.seen == unit.seen && last.entry == unit.entry => last.count += unit.count,
            _ => self.units.push(unit),
        }
    }

    /// A y in the scale of the sample.
    pub fn scaled(&self, y: f64) -> f64 {
        (y - self.mean) / self.deviation
    }
}

/// An interval from zero, for a law of the logarithm, has no beginning.
fn scaled(unit: &Unit, is_log: bool, scale: &dyn Fn(f64) -> f64) -> Unit {
    let seen = match unit.seen {
        Seen::Failed(t) => Seen::Failed(scale(t)),
        Seen::Running(t) => Seen::Running(scale(t)),
        Seen::FailedBetween(from, t) if is_log && from <= 0.0 => Seen::FailedBefore(scale(t)),
        Seen::FailedBetween(from, t) => Seen::FailedBetween(scale(from), scale(t)),
        Seen::FailedBefore(t) => Seen::FailedBefore(scale(t)),
    };
    Unit { seen, entry: unit.entry_age().map(scale), count: unit.count }
}

/// Units and failures, by their counts.
pub(super) fn counts(units: &[Unit]) -> (f64, f64) {
    let failed = units.iter().filter(|u| u.is_failure()).map(|u| u.count).sum();
    (units.iter().map(|u| u.count).sum(), failed)
}

/// Whether units can be fitted.
pub(super) fn check(law: Law, units: &[Unit]) -> Result<(), FitError> {
    data::check(units)?;
    let (_, failures) = counts(units);
    let needed = law.parameters();
    if failures < needed as f64 {
        return Err(FitError::Failures { failures: failures as usize, needed });
    }
    let failed: Vec<&Unit> = units.iter().filter(|u| u.is_failure()).collect();
    let first = failed.first().map(|u| u.last()).unwrap_or_default();
    let is_known = failed.iter().all(|u| matches!(u.seen, Seen::Failed(t) if t == first));
    let is_spread = !is_known || units.iter().any(|u| u.last() > first);
    if law == Law::Exponential || is_spread { Ok(()) } else { Err(FitError::NoSpread { time: first }) }
}
