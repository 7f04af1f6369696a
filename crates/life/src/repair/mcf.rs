//! The mean cumulative function: failures per system up to an age, without a law.
//!
//! At each age of failures it grows by failures over systems under observation. The variance adds up, system by system,
//! how far each departs from the mean; it holds whatever the dependence within a system. Sources: Nelson, Recurrent
//! Events Data Analysis for Product Repairs, 2003; Lawless and Nadeau, Technometrics 37, 1995.

use serde::Serialize;

use super::{RepairError, Repaired, check};
use crate::special::normal::quantile;

/// The function just after an age.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct McfStep {
    /// Age.
    pub age: f64,
    /// Systems under observation at it.
    pub at_risk: f64,
    /// Failures at it.
    pub failures: f64,
    /// Failures per system up to it.
    pub mean: f64,
    /// Variance of that.
    pub variance: f64,
    /// Variance if failures of one system at different ages were independent, as some programs print it.
    pub increments_variance: f64,
    /// Lower bound, over the logarithm.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// One step for each age at which a system failed. A system counts as observed at the age at which that ends.
///
/// # Errors
/// See [`RepairError`].
pub fn mcf(systems: &[Repaired], coverage: f64) -> Result<Vec<McfStep>, RepairError> {
    check(systems, coverage)?;
    let factor = quantile(0.5 + 0.5 * coverage);
    let mut ages: Vec<f64> = systems.iter().flat_map(|s| s.events.iter().copied()).collect();
    ages.sort_by(f64::total_cmp);
    ages.dedup();
    let mut departures = vec![0.0; systems.len()];
    let (mut mean, mut increments_variance) = (0.0, 0.0);
    let step = |age: f64| {
        let at_risk = systems.iter().filter(|s| s.end >= age).count() as f64;
        let own = |s: &Repaired| s.events.iter().filter(|event| **event == age).count() as f64;
        let failures: f64 = systems.iter().map(own).sum();
        mean += failures / at_risk;
        for (departure, system) in departures.iter_mut().zip(systems).filter(|(_, s)| s.end >= age) {
            let increment = (own(system) - failures / at_risk) / at_risk;
            *departure += increment;
            increments_variance += increment * increment;
        }
        let variance: f64 = departures.iter().map(|d| d * d).sum();
        let half = factor * libm::sqrt(variance) / mean;
        let (low, high) = (mean * libm::exp(-half), mean * libm::exp(half));
        McfStep { age, at_risk, failures, mean, variance, increments_variance, low, high }
    };
    Ok(ages.into_iter().map(step).collect())
}
