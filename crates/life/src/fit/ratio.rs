//! Bounds of the likelihood ratio: all values of a figure whose best likelihood lies less than q²/2 below the highest.
//!
//! Where z at a fixed y, or y at a fixed z, is held, a and b are bound by a line, along which the likelihood stays
//! concave: its best value has one root of its derivative. Source: Meeker and Escobar, 1998, section 8.3.

use super::likelihood::Likelihood;
use super::{Fit, newton};

const DOUBLINGS: usize = 60;
const ROUNDS: usize = 200;
/// Gain at which a likelihood is at its best: its value then lacks half of this.
const DONE: f64 = 1e-18;
/// Relative distance at which an end is found.
const CLOSE: f64 = 1e-12;

impl Fit {
    /// Bounds of z at a y, `factor` standard deviations wide.
    pub(super) fn ratio_z(&self, y: f64, factor: f64) -> (f64, f64) {
        let z = (y - self.location()) / self.scale();
        around(z, self.sd_of_z(z), factor, &|z| self.best(y, z))
    }

    /// Bounds of y at a z.
    pub(super) fn ratio_y(&self, z: f64, factor: f64) -> (f64, f64) {
        let y = self.location() + z * self.scale();
        around(y, self.sd(1.0, z), factor, &|y| self.best(y, z))
    }

    /// Bounds of the logarithm of the scale: the slope b is held, and a at its best.
    pub(super) fn ratio_ln_scale(&self, factor: f64) -> (f64, f64) {
        let likelihood = Likelihood { standard: self.law.standard(), sample: &self.sample };
        let best = |ln_scale: f64| {
            let b = self.sample.deviation * libm::exp(-ln_scale);
            let at = |a: f64| {
                let local = likelihood.at(a, b);
                [local.value, local.gradient[0], local.second[0]]
            };
            let start = b * self.sample.scaled(self.location());
            newton::maximum_of_one(&at, start).map_or(f64::NEG_INFINITY, |(a, _)| at(a)[0])
        };
        around(libm::log(self.scale()), self.sd(0.0, 1.0 / self.scale()), factor, &best)
    }

    /// The highest likelihood with z at y held.
    fn best(&self, y: f64, z: f64) -> f64 {
        let likelihood = Likelihood { standard: self.law.standard(), sample: &self.sample };
        let (y, start) = (self.sample.scaled(y), self.sample.deviation / self.scale());
        if self.is_one_parameter() {
            return likelihood.along(y, z, start)[0];
        }
        let (mut low, mut high, mut b) = (0.0, f64::INFINITY, start);
        for _ in 0..ROUNDS {
            let [value, slope, curvature] = likelihood.along(y, z, b);
            if slope > 0.0 {
                low = b;
            } else {
                high = b;
            }
            let step = -slope / curvature;
            if libm::fabs(step * slope) <= DONE {
                return value;
            }
            let is_inside = curvature < 0.0 && b + step > low && b + step < high;
            b = match (is_inside, high < f64::INFINITY) {
                (true, _) => b + step,
                (false, true) => 0.5 * (low + high),
                (false, false) => 2.0 * b,
            };
        }
        likelihood.along(y, z, b)[0]
    }
}

/// The points on both sides of an estimate at which the likelihood has fallen by `factor`²/2.
///
/// The root of twice the fall is close to a straight line from the estimate on, so that the rule of false position
/// (Dowell and Jarratt, BIT 11, 1971: the Illinois form) meets it in a few steps.
pub(super) fn around(estimate: f64, sd: f64, factor: f64, best: &dyn Fn(f64) -> f64) -> (f64, f64) {
    let top = best(estimate);
    let end =
        |side: f64| estimate + side * way(factor * sd, factor, &|way| top - best(estimate + side * way));
    (end(-1.0), end(1.0))
}

/// How far it is until a likelihood has fallen by `factor`²/2, with a guess; infinite where it never does.
pub(super) fn way(guess: f64, factor: f64, fall: &dyn Fn(f64) -> f64) -> f64 {
    let over = |way: f64| libm::sqrt(2.0 * fall(way).max(0.0)) - factor;
    let mut high = guess.max(f64::MIN_POSITIVE);
    let mut doublings = 0;
    while over(high) < 0.0 {
        high *= 2.0;
        doublings += 1;
        if doublings > DOUBLINGS {
            return f64::INFINITY;
        }
    }
    crossing(high, factor, &over)
}

/// Where a rising function that is -`factor` at zero, and not below zero at `high`, is zero.
fn crossing(mut high: f64, factor: f64, over: &dyn Fn(f64) -> f64) -> f64 {
    let (mut low, mut at_low, mut at_high) = (0.0, -factor, over(high));
    let mut last_side = 0;
    for _ in 0..ROUNDS {
        let falsi = high - at_high * (high - low) / (at_high - at_low);
        let middle = if falsi > low && falsi < high { falsi } else { 0.5 * (low + high) };
        let here = over(middle);
        if libm::fabs(here) <= CLOSE * factor || high - low <= CLOSE * high {
            return middle;
        }
        // The end that stays twice counts half.
        if here > 0.0 {
            (high, at_high) = (middle, here);
            at_low *= if last_side == 1 { 0.5 } else { 1.0 };
            last_side = 1;
        } else {
            (low, at_low) = (middle, here);
            at_high *= if last_side == -1 { 0.5 } else { 1.0 };
            last_side = -1;
        }
    }
    0.5 * (low + high)
}
