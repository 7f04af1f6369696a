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
    /// The integral of its density times the survival of the others, in pieces within which no mode wakes, works or
    /// finishes unseen.
    pub fn incidence(&self, j: usize, age: f64, x: f64) -> Option<Incidence> {
        let mode = self.modes.get(j)?;
        let mut sum = Incidence { value: 0.0, error: 0.0 };
        let ends = self.ends(age, x);
        for (from, to) in ends.iter().zip(ends.iter().skip(1)) {
            // Early on the density may be infinite, and steeper than ages have digits; late the share has none left.
            let is_early = mode.gained_hazard(age, *to) <= EARLY;
            let piece =
                if is_early { self.by_share(j, age, *from, *to) } else { self.by_time(j, age, *from, *to) };
            sum = Incidence { value: sum.value + piece.value, error: sum.error + piece.error };
        }
        Some(sum)
    }

    /// Times from 0 to x: where a mode begins, and where its hazard has grown by each of [`LEVELS`].
    fn ends(&self, age: f64, x: f64) -> Vec<f64> {
        let mut ends = vec![0.0, x];
        for law in &self.modes {
            let gained = |u: f64| law.gained_hazard(age, u);
            let all = gained(x);
            ends.extend(law.least_life().map(|least| least - age).filter(|u| *u > 0.0 && *u < x));
            ends.extend(
                LEVELS.iter().filter(|level| **level < all).map(|level| when(&gained, 0.0, x, *level)),
            );
        }
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        ends
    }

    /// Over time: density of the mode, survival of all others.
    fn by_time(&self, j: usize, age: f64, from: f64, to: f64) -> Incidence {
        let density = |u: f64| {
            let survives = libm::exp(-self.modes.iter().map(|law| law.gained_hazard(age, u)).sum::<f64>());
            let hazard = self.modes.get(j).map_or(0.0, |mode| mode.hazard(age + u));
            if survives > 0.0 { hazard * survives } else { 0.0 }
        };
        integral(&density, from, to, 1e-12)
    }

    /// Over the mode's own share.
    fn by_share(&self, j: usize, age: f64, from: f64, to: f64) -> Incidence {
        let others = |u: f64| {
            let others = self.modes.iter().enumerate().filter(|(i, _)| *i != j);
            libm::exp(-others.map(|(_, law)| law.gained_hazard(age, u)).sum::<f64>())
        };
        let gained = |u: f64| self.modes.get(j).map_or(0.0, |mode| mode.gained_hazard(age, u));
        let share = |u: f64| -libm::expm1(-gained(u));
        let survived = |part: f64| others(when(&gained, from, to, -libm::log1p(-part)));
        integral(&survived, share(from), share(to), 1e-12)
    }
}

/// Up to this growth of its hazard a mode is integrated over its own share.
const EARLY: f64 = 0.5;
/// Growths of a mode's hazard; beyond the last, fewer than 1 in 1e19 are left.
const LEVELS: [f64; 11] = [1e-9, 1e-6, 1e-4, 0.01, 0.1, 0.5, 1.5, 4.0, 10.0, 20.0, 45.0];

/// The time between two at which a hazard has grown by a level.
fn when(gained: &dyn Fn(f64) -> f64, mut low: f64, mut high: f64, level: f64) -> f64 {
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
