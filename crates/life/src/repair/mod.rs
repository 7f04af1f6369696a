//! Systems that are repaired and fail again: how many failures to expect, and whether they come more often.

mod crow;
mod mcf;

pub use crow::{CrowAmsaa, Trend, crow_amsaa};
pub use mcf::{McfStep, mcf};

use serde::{Deserialize, Serialize};

/// A system that is repaired at once after each failure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Repaired {
    /// Ages of its failures, above zero.
    pub events: Vec<f64>,
    /// Age at which the observation ended.
    pub end: f64,
}

/// Why systems cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RepairError {
    /// An age of a failure that is not above zero, or after the end.
    #[error(
        "system {system}: a failure at {age} does not lie between 0 and the end of its observation at {end}"
    )]
    Event {
        /// Position of the system, from 1.
        system: usize,
        /// Age of the failure.
        age: f64,
        /// End of the observation.
        end: f64,
    },
    /// Too few failures.
    #[error("there are {found} failures, and {needed} are needed")]
    Failures {
        /// Failures.
        found: usize,
        /// Failures that are needed.
        needed: usize,
    },
    /// A coverage that is not above 0 and below 1.
    #[error("a coverage of {0} is none; it is above 0 and below 1")]
    Coverage(f64),
    /// The parameters have no estimate.
    #[error("the ages of the failures do not tell a trend")]
    NoTrend,
}

fn check(systems: &[Repaired], coverage: f64) -> Result<(), RepairError> {
    if !(coverage > 0.0 && coverage < 1.0) {
        return Err(RepairError::Coverage(coverage));
    }
    for (i, system) in systems.iter().enumerate() {
        let end = system.end;
        let bad = system.events.iter().copied().find(|age| !(*age > 0.0 && *age <= end && end.is_finite()));
        if let Some(age) = bad {
            return Err(RepairError::Event { system: i + 1, age, end });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_rate_has_no_trend() {
        let system = Repaired { events: (1..=20).map(|k| 50.0 * f64::from(k)).collect(), end: 1000.0 };
        let found = crow_amsaa(&[system], false, 0.9).unwrap();
        assert_eq!(found.trend, Trend::None);
        // The process expects what was seen at the end.
        assert!((found.expected(1000.0) - 20.0).abs() < 1e-10);
        assert!((found.mtbf(1000.0) - 1.0 / found.intensity(1000.0)).abs() < 1e-12);
        let (low, high) = found.mtbf_bounds();
        assert!(low < found.mtbf(1000.0) && found.mtbf(1000.0) < high && found.beta_unbiased < found.beta);
        let survives = found.survives(500.0, 10.0);
        assert!(
            (survives + (found.expected(500.0) - found.expected(510.0)).exp_m1().abs() - 1.0).abs() < 1e-12
        );
    }

    #[test]
    fn systems_observed_for_different_times_meet_the_likelihood() {
        let systems = [
            Repaired { events: vec![10.0, 300.0], end: 400.0 },
            Repaired { events: vec![20.0, 90.0, 500.0, 800.0], end: 900.0 },
        ];
        let found = crow_amsaa(&systems, false, 0.9).unwrap();
        let value = |beta: f64, lambda: f64| -> f64 {
            let logs: f64 = systems
                .iter()
                .flat_map(|s| &s.events)
                .map(|t| (lambda * beta).ln() + (beta - 1.0) * t.ln())
                .sum();
            logs - systems.iter().map(|s| lambda * s.end.powf(beta)).sum::<f64>()
        };
        let top = value(found.beta, found.lambda);
        for (a, b) in [(1.01, 1.0), (0.99, 1.0), (1.0, 1.01), (1.0, 0.99)] {
            assert!(value(found.beta * a, found.lambda * b) < top);
        }
    }

    #[test]
    fn the_mean_function_counts_systems_under_observation() {
        let systems = [
            Repaired { events: vec![5.0, 8.0], end: 12.0 },
            Repaired { events: vec![], end: 6.0 },
            Repaired { events: vec![5.0], end: 20.0 },
        ];
        let steps = mcf(&systems, 0.9).unwrap();
        let means: Vec<f64> = steps.iter().map(|s| s.mean).collect();
        assert_eq!(means, [2.0 / 3.0, 2.0 / 3.0 + 0.5]);
        assert_eq!((steps[0].at_risk, steps[1].at_risk), (3.0, 2.0));
        assert!(steps.iter().all(|s| s.low < s.mean && s.mean < s.high));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let system = |events: Vec<f64>| [Repaired { events, end: 10.0 }];
        for (found, why) in [
            (mcf(&system(vec![11.0]), 0.9).unwrap_err(), "a failure at 11"),
            (mcf(&system(vec![1.0]), 1.0).unwrap_err(), "a coverage of 1"),
            (crow_amsaa(&system(vec![1.0]), false, 0.9).unwrap_err(), "1 failures, and 2"),
            (crow_amsaa(&system(vec![1.0, 10.0]), true, 0.9).unwrap_err(), "2 failures, and 3"),
        ] {
            assert!(found.to_string().contains(why), "{found}");
        }
    }
}
