//! A power-law process (Crow-AMSAA, Duane): lambda t^beta failures are expected up to t, with minimal repair.
//!
//! Sources: Crow, Reliability Analysis for Complex, Repairable Systems, in Reliability and Biometry, 1974; MIL-HDBK-189C,
//! 2011. With time-terminated observation 2 n beta/estimate is chi-square with 2 n degrees of freedom; where it ends with
//! the last failure, with 2 (n - 1).

use serde::Serialize;

use super::{RepairError, Repaired, check};
use crate::special::gamma;
use crate::special::normal::quantile;

/// An estimated process.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CrowAmsaa {
    /// Failures per system up to age 1.
    pub lambda: f64,
    /// Growth: below one failures become rarer, above one more frequent.
    pub beta: f64,
    /// The same without its bias for one system: times (n - 1)/n, or (n - 2)/n where the last failure ends it.
    pub beta_unbiased: f64,
    /// Bounds of beta, exact for systems observed equally long.
    pub beta_bounds: (f64, f64),
    /// Whether beta's bounds lie on one side of 1.
    pub trend: Trend,
    /// Failures.
    pub failures: usize,
    /// Age at which the longest observation ended.
    pub end: f64,
    /// Coverage of the bounds.
    pub coverage: f64,
}

/// What the failures say about the rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Failures become rarer.
    Improving,
    /// Failures become more frequent.
    Worsening,
    /// Neither can be told.
    None,
}

impl CrowAmsaa {
    /// Failures that are expected of a system up to an age.
    pub fn expected(&self, age: f64) -> f64 {
        self.lambda * libm::pow(age, self.beta)
    }

    /// Failures per unit of age at an age.
    pub fn intensity(&self, age: f64) -> f64 {
        self.lambda * self.beta * libm::pow(age, self.beta - 1.0)
    }

    /// Mean time between failures if the rate stayed as it is at an age.
    pub fn mtbf(&self, age: f64) -> f64 {
        1.0 / self.intensity(age)
    }

    /// Approximate bounds of the mean time between failures at the end: ln of it has a variance of about 2/n.
    pub fn mtbf_bounds(&self) -> (f64, f64) {
        let half = quantile(0.5 + 0.5 * self.coverage) * libm::sqrt(2.0 / self.failures as f64);
        let mtbf = self.mtbf(self.end);
        (mtbf * libm::exp(-half), mtbf * libm::exp(half))
    }

    /// Probability that a system does not fail within x after an age.
    pub fn survives(&self, age: f64, x: f64) -> f64 {
        let grown = libm::expm1(self.beta * libm::log1p(x / age));
        libm::exp(-if age > 0.0 { self.expected(age) * grown } else { self.expected(x) })
    }
}

/// The process with the highest likelihood. `is_failure_terminated`: the observation of the one system ended with its
/// last failure.
///
/// # Errors
/// See [`RepairError`]: fewer than two failures, three where the last one ended the observation.
pub fn crow_amsaa(
    systems: &[Repaired],
    is_failure_terminated: bool,
    coverage: f64,
) -> Result<CrowAmsaa, RepairError> {
    check(systems, coverage)?;
    let found: usize = systems.iter().map(|s| s.events.len()).sum();
    let needed = if is_failure_terminated { 3 } else { 2 };
    if found < needed {
        return Err(RepairError::Failures { found, needed });
    }
    let n = found as f64;
    let beta = growth(systems, n).ok_or(RepairError::NoTrend)?;
    let exposure: f64 = systems.iter().map(|s| libm::pow(s.end, beta)).sum();
    // Half the degrees of freedom.
    let shape = if is_failure_terminated { n - 1.0 } else { n };
    let tail = 0.5 * (1.0 - coverage);
    let beta_bounds =
        (beta * gamma::quantile(shape, tail) / n, beta * gamma::quantile(shape, 1.0 - tail) / n);
    let trend = match beta_bounds {
        (_, high) if high < 1.0 => Trend::Improving,
        (low, _) if low > 1.0 => Trend::Worsening,
        _ => Trend::None,
    };
    Ok(CrowAmsaa {
        lambda: n / exposure,
        beta,
        beta_unbiased: beta * (shape - 1.0) / n,
        beta_bounds,
        trend,
        failures: found,
        end: systems.iter().map(|s| s.end).fold(0.0, f64::max),
        coverage,
    })
}

/// The root of n/beta + sum ln t - n sum T^beta ln T/sum T^beta, which falls; in closed form where all were observed
/// equally long.
fn growth(systems: &[Repaired], n: f64) -> Option<f64> {
    let longest = systems.iter().map(|s| s.end).fold(0.0, f64::max);
    let ratio = |age: f64| libm::log(age / longest);
    let logs: f64 = systems.iter().flat_map(|s| &s.events).map(|age| ratio(*age)).sum();
    let slope = |beta: f64| {
        let power = |s: &Repaired| libm::exp(beta * ratio(s.end));
        let mean = systems.iter().map(|s| power(s) * ratio(s.end)).sum::<f64>()
            / systems.iter().map(power).sum::<f64>();
        n / beta + logs - n * mean
    };
    if systems.iter().all(|s| s.end == longest) {
        return (logs < 0.0).then(|| -n / logs);
    }
    let (mut low, mut high) = (1e-6, 1.0);
    while slope(high) > 0.0 {
        high *= 2.0;
        if high > 1e6 {
            return None;
        }
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if !(low < middle && middle < high) {
            break;
        }
        if slope(middle) > 0.0 { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}
