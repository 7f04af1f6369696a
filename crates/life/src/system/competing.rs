//! Modes that compete: the first to occur is the failure.
//!
//! The share of mode j is its cumulative incidence, the integral of S h_j, which the other modes keep down; never
//! 1 - exp(-integral h_j). Source: Crowder, Classical Competing Risks, 2001; without laws Aalen and Johansen,
//! Scandinavian Journal of Statistics 5, 1978.

use serde::{Deserialize, Serialize};

use crate::Distribution;
use crate::data::Unit;
use crate::quadrature::{Integral, integral};

/// Independent modes, each with its law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Competing {
    /// Laws of the modes.
    pub modes: Vec<Distribution>,
}

/// The probability that a mode is the one that ends the life.
pub type Incidence = Integral;

impl Competing {
    /// Probability to survive all modes to an age, from new.
    pub fn survival(&self, t: f64) -> f64 {
        libm::exp(-self.modes.iter().map(|law| law.cumulative_hazard(t)).sum::<f64>())
    }

    /// Probability to fail by any mode within x hours, given that it runs at an age.
    pub fn fails_within(&self, age: f64, x: f64) -> f64 {
        -libm::expm1(-self.modes.iter().map(|law| law.gained_hazard(age, x)).sum::<f64>())
    }

    /// Failures per hour among those that reach an age.
    pub fn hazard(&self, t: f64) -> f64 {
        self.modes.iter().map(|law| law.hazard(t)).sum()
    }

    /// Probability to fail by mode `j` within x hours, given that it runs at an age; `None` where there is no such mode.
    /// The integral is over the mode's own share, where no density is infinite, in pieces between the times at which the
    /// hazard of all modes has grown by [`LEVELS`]: other modes may end all lives long before this one wakes.
    pub fn incidence(&self, j: usize, age: f64, x: f64) -> Option<Incidence> {
        let mode = self.modes.get(j)?;
        let all = |u: f64| self.modes.iter().map(|law| law.gained_hazard(age, u)).sum::<f64>();
        let reached =
            LEVELS.into_iter().take_while(|level| *level < all(x)).map(|level| when(&all, x, level));
        let others = |u: f64| {
            let others = self.modes.iter().enumerate().filter(|(i, _)| *i != j);
            libm::exp(-others.map(|(_, law)| law.gained_hazard(age, u)).sum::<f64>())
        };
        let gained = |u: f64| mode.gained_hazard(age, u);
        let survived = |part: f64| others(when(&gained, x, -libm::log1p(-part)));
        let (mut from, mut sum) = (0.0, Incidence { value: 0.0, error: 0.0 });
        for time in reached.chain([x]) {
            let to = mode.fails_within(age, time);
            let piece = integral(&survived, from, to, 1e-12);
            sum = Incidence { value: sum.value + piece.value, error: sum.error + piece.error };
            from = to;
        }
        Some(sum)
    }
}

/// Growths of the hazard of all modes; beyond the last, fewer than 1 in 1e19 are left.
const LEVELS: [f64; 9] = [1e-6, 1e-3, 0.03, 0.3, 1.0, 3.0, 8.0, 20.0, 45.0];

/// The time at which a hazard has grown by a level, at most x.
fn when(gained: &dyn Fn(f64) -> f64, x: f64, level: f64) -> f64 {
    let (mut low, mut high) = (0.0, x);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if !(low < middle && middle < high) {
            break;
        }
        if gained(middle) < level { low = middle } else { high = middle }
    }
    high
}

/// The share that each mode has ended by a time, without a law.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModeStep {
    /// Time of one or more failures.
    pub time: f64,
    /// Product-limit estimate of the share that survives all modes.
    pub survival: f64,
    /// Cumulative incidence of each mode.
    pub incidence: Vec<f64>,
}

/// Cumulative incidences from units whose failures carry a mode below `modes` (ignored for units that still run). The
/// incidences and the survival sum to 1 at each step.
pub fn aalen_johansen(units: &[(Unit, usize)], modes: usize) -> Vec<ModeStep> {
    let mut times: Vec<f64> = units.iter().filter(|(u, _)| u.is_failure()).map(|(u, _)| u.last()).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let (mut survival, mut incidence) = (1.0, vec![0.0; modes]);
    let step = |time: f64| {
        let is_at_risk = |u: &Unit| u.last() >= time && u.entry_age().is_none_or(|entry| entry < time);
        let count = |is: &dyn Fn(&(Unit, usize)) -> bool| -> f64 {
            units.iter().filter(|unit| is(unit)).map(|(u, _)| u.count).sum()
        };
        let at_risk = count(&|(u, _)| is_at_risk(u));
        let failed = |mode: usize| count(&|(u, m)| u.is_failure() && u.last() == time && *m == mode);
        let before = survival;
        for (mode, sum) in incidence.iter_mut().enumerate() {
            *sum += before * failed(mode) / at_risk;
        }
        let all = count(&|(u, _)| u.is_failure() && u.last() == time);
        survival = before * (at_risk - all) / at_risk;
        ModeStep { time, survival, incidence: incidence.clone() }
    };
    times.into_iter().map(step).collect()
}
