//! The share that survives and the cumulative hazard without a law, with bounds and the numbers at risk.
//!
//! Sources: Kaplan and Meier, Journal of the American Statistical Association 53, 1958; Greenwood, The Natural Duration
//! of Cancer, 1926; Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2002, 1.4 (bounds over
//! ln(-ln S)); Aalen, Annals of Statistics 6, 1978.

use serde::Serialize;

use super::unit::{Seen, Unit, UnitError, check};
use crate::special::normal::quantile;

/// What is known just after the time of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// Time.
    pub time: f64,
    /// Units under observation that had not failed just before this time.
    pub at_risk: f64,
    /// Units that failed at it.
    pub failures: f64,
    /// Units that left the observation from here to the next step without having failed.
    pub leaving: f64,
    /// Product-limit estimate of the share that survives (Kaplan-Meier).
    pub survival: f64,
    /// Its variance by Greenwood's formula.
    pub variance: f64,
    /// Two-sided bounds of the share over ln(-ln S), which stay between 0 and 1; none where all have failed.
    pub survival_bounds: Option<(f64, f64)>,
    /// Sum of failures over units at risk (Nelson-Aalen).
    pub cumulative_hazard: f64,
    /// Its variance, the sum of failures over squared units at risk.
    pub hazard_variance: f64,
    /// Two-sided bounds of the cumulative hazard over its logarithm.
    pub hazard_bounds: (f64, f64),
}

/// Why there are no steps.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StepError {
    /// A unit that cannot be used.
    #[error(transparent)]
    Unit(#[from] UnitError),
    /// A life that ended between two times.
    #[error(
        "unit {unit} failed before {time}, and nobody knows when: the product limit needs times of failure; fit a law"
    )]
    Interval {
        /// Position of the unit, from 1.
        unit: usize,
        /// The time at which it was found failed.
        time: f64,
    },
    /// A coverage that is not above 0 and below 1.
    #[error("a coverage of {0} is none; it is above 0 and below 1")]
    Coverage(f64),
}

/// One step for each time at which something failed, in order. A unit that survived to the time of a failure, or that
/// entered before it, counts as running at it.
///
/// # Errors
/// See [`StepError`].
pub fn steps(units: &[Unit], coverage: f64) -> Result<Vec<Step>, StepError> {
    check(units)?;
    if !(coverage > 0.0 && coverage < 1.0) {
        return Err(StepError::Coverage(coverage));
    }
    for (i, unit) in units.iter().enumerate() {
        if let Seen::FailedBefore(time) | Seen::FailedBetween(_, time) = unit.seen {
            return Err(StepError::Interval { unit: i + 1, time });
        }
    }
    let factor = quantile(0.5 + 0.5 * coverage);
    let times = failure_times(units);
    let ordered = Ordered::new(units);
    let mut sums = Sums { survival: 1.0, greenwood: 0.0, hazard: 0.0, hazard_variance: 0.0 };
    let step = |(i, time): (usize, &f64)| {
        let next = times.get(i + 1).copied().unwrap_or(f64::INFINITY);
        sums.step(&ordered.at(*time, next), factor)
    };
    Ok(times.iter().enumerate().map(step).collect())
}

/// Times of failure, each once.
fn failure_times(units: &[Unit]) -> Vec<f64> {
    let mut times: Vec<f64> = units.iter().filter(|u| u.is_failure()).map(Unit::last).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    times
}

/// Units around a time of failure.
struct Tally {
    time: f64,
    at_risk: f64,
    failures: f64,
    leaving: f64,
}

/// Units by their times, so that each step is looked up.
struct Ordered {
    all: Counted,
    failed: Counted,
    left: Counted,
    entered: Counted,
}

impl Ordered {
    fn new(units: &[Unit]) -> Self {
        let last = |is: fn(&Unit) -> bool| {
            Counted::new(units.iter().filter(|u| is(u)).map(|u| (u.last(), u.count)).collect())
        };
        let entered = units.iter().filter_map(|u| Some((u.entry_age()?, u.count)));
        Self {
            all: last(|_| true),
            failed: last(Unit::is_failure),
            left: last(|u| !u.is_failure()),
            entered: Counted::new(entered.collect()),
        }
    }

    fn at(&self, time: f64, next: f64) -> Tally {
        Tally {
            time,
            // Who enters later leaves later.
            at_risk: self.all.from(time) - self.entered.from(time),
            failures: self.failed.before(next) - self.failed.before(time),
            leaving: self.left.before(next) - self.left.before(time),
        }
    }
}

/// Times in order, with the number of units up to each.
struct Counted {
    times: Vec<f64>,
    sums: Vec<f64>,
}

impl Counted {
    fn new(mut units: Vec<(f64, f64)>) -> Self {
        units.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0.0;
        let sums = units.iter().map(|(_, count)| {
            sum += count;
            sum
        });
        let sums = sums.collect();
        Self { times: units.into_iter().map(|(time, _)| time).collect(), sums }
    }

    /// Units whose time is before this one.
    fn before(&self, time: f64) -> f64 {
        let count = self.times.partition_point(|t| *t < time);
        count.checked_sub(1).and_then(|k| self.sums.get(k)).copied().unwrap_or(0.0)
    }

    fn from(&self, time: f64) -> f64 {
        self.sums.last().copied().unwrap_or(0.0) - self.before(time)
    }
}

/// Sums up to a time.
struct Sums {
    survival: f64,
    greenwood: f64,
    hazard: f64,
    hazard_variance: f64,
}

impl Sums {
    fn step(&mut self, tally: &Tally, factor: f64) -> Step {
        let Tally { time, at_risk, failures, leaving } = *tally;
        self.survival *= (at_risk - failures) / at_risk;
        self.greenwood += failures / (at_risk * (at_risk - failures));
        self.hazard += failures / at_risk;
        self.hazard_variance += failures / (at_risk * at_risk);
        let half = factor * libm::sqrt(self.hazard_variance) / self.hazard;
        let survival = self.survival;
        Step {
            time,
            at_risk,
            failures,
            leaving,
            survival,
            variance: if survival > 0.0 { survival * survival * self.greenwood } else { 0.0 },
            survival_bounds: (survival > 0.0).then(|| log_log(survival, self.greenwood, factor)),
            cumulative_hazard: self.hazard,
            hazard_variance: self.hazard_variance,
            hazard_bounds: (self.hazard * libm::exp(-half), self.hazard * libm::exp(half)),
        }
    }
}

/// S to the power exp(-+factor sd), with sd that of ln(-ln S).
fn log_log(survival: f64, greenwood: f64, factor: f64) -> (f64, f64) {
    let ln = libm::log(survival);
    let half = factor * libm::sqrt(greenwood) / libm::fabs(ln);
    (libm::exp(ln * libm::exp(half)), libm::exp(ln * libm::exp(-half)))
}

/// The share that survives at a time: that of the last step.
pub fn survival_at(steps: &[Step], time: f64) -> f64 {
    steps.iter().take_while(|step| step.time <= time).last().map_or(1.0, |step| step.survival)
}

/// The cumulative hazard at a time: that of the last step.
pub fn cumulative_hazard_at(steps: &[Step], time: f64) -> f64 {
    steps.iter().take_while(|step| step.time <= time).last().map_or(0.0, |step| step.cumulative_hazard)
}
