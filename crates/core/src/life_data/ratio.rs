//! Bounds of the likelihood ratio: all values of a figure whose best likelihood lies less than q²/2 below the highest.
//!
//! Where z at a fixed y, or y at a fixed z, is held, a and b are bound by a line, along which the likelihood stays
//! concave: its best value has one root of its derivative. Source: Meeker and Escobar, 1998, section 8.3.

use super::Fit;
use super::likelihood::Likelihood;

const DOUBLINGS: usize = 60;
const BISECTIONS: usize = 100;

impl Fit {
    /// Bounds of z at a y, `factor` standard deviations wide.
    pub(super) fn ratio_z(&self, y: f64, factor: f64) -> (f64, f64) {
        let z = (y - self.location) / self.scale;
        self.around(z, self.sd_of_z(z), factor, &|z| self.best(y, z))
    }

    /// Bounds of y at a z.
    pub(super) fn ratio_y(&self, z: f64, factor: f64) -> (f64, f64) {
        let y = self.location + z * self.scale;
        self.around(y, self.sd(1.0, z), factor, &|y| self.best(y, z))
    }

    /// The points on both sides of an estimate at which the likelihood has fallen by `factor`²/2.
    fn around(&self, estimate: f64, sd: f64, factor: f64, best: &dyn Fn(f64) -> f64) -> (f64, f64) {
        let least = best(estimate) - 0.5 * factor * factor;
        let end = |side: f64| {
            let mut width = sd.max(f64::MIN_POSITIVE);
            let mut doublings = 0;
            while best(estimate + side * width) > least {
                width *= 2.0;
                doublings += 1;
                if doublings > DOUBLINGS {
                    return side * f64::INFINITY;
                }
            }
            let is_inside = |width: f64| best(estimate + side * width) > least;
            estimate + side * bisected(0.0, width, &is_inside)
        };
        (end(-1.0), end(1.0))
    }

    /// The highest likelihood with z at y held.
    fn best(&self, y: f64, z: f64) -> f64 {
        let likelihood = Likelihood { standard: self.law.standard(), sample: &self.sample };
        let (y, start) = (self.sample.scaled(y), self.sample.deviation / self.scale);
        if self.is_one_parameter() {
            return likelihood.along(y, z, start).0;
        }
        let rises = |b: f64| likelihood.along(y, z, b).1 > 0.0;
        let (mut low, mut high) = (start, start);
        for _ in 0..DOUBLINGS {
            match (rises(low), rises(high)) {
                (true, false) => break,
                (true, true) => (low, high) = (high, 2.0 * high),
                (false, _) => (low, high) = (0.5 * low, low),
            }
        }
        likelihood.along(y, z, bisected(low, high, &rises)).0
    }
}

/// The end of a stretch that begins at `low` and has ended at `high`.
fn bisected(mut low: f64, mut high: f64, is_inside: &dyn Fn(f64) -> bool) -> f64 {
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if is_inside(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}
