//! The logarithm of the likelihood over a = location/scale and b = 1/scale of the scaled sample, where it is concave
//! for every kind of censoring; left truncation takes that away.

use super::sample::Sample;
use super::standard::Standard;
use crate::data::Seen;

pub(super) struct Likelihood<'a> {
    pub standard: Standard,
    pub sample: &'a Sample,
}

/// A value with gradient and second derivatives: by a, by b; by a twice, by both, by b twice.
#[derive(Default)]
pub(super) struct Local {
    pub value: f64,
    pub gradient: [f64; 2],
    pub second: [f64; 3],
}

impl Local {
    /// Adds `count` times a function of z = b y - a.
    fn add(&mut self, count: f64, y: f64, [value, first, second]: [f64; 3]) {
        let [value, first, second] = [count * value, count * first, count * second];
        self.value += value;
        self.gradient[0] -= first;
        self.gradient[1] += first * y;
        self.second[0] += second;
        self.second[1] -= second * y;
        self.second[2] += second * y * y;
    }
}

impl Likelihood<'_> {
    /// The value and its derivatives; the constant of the sample's scale is left out.
    pub fn at(&self, a: f64, b: f64) -> Local {
        let r = self.sample.exact;
        let mut local =
            Local { value: r * libm::log(b), gradient: [0.0, r / b], second: [0.0, 0.0, -r / (b * b)] };
        for unit in &self.sample.units {
            let count = unit.count;
            match unit.seen {
                Seen::Failed(y) => local.add(count, y, self.standard.density(b * y - a)),
                Seen::Running(y) => local.add(count, y, self.standard.survival(b * y - a)),
                Seen::FailedBefore(y) => local.add(count, y, self.standard.failure(b * y - a)),
                Seen::FailedBetween(from, to) => self.add_interval(&mut local, count, [from, to], a, b),
            }
            if let Some(y) = unit.entry {
                local.add(-count, y, self.standard.survival(b * y - a));
            }
        }
        local
    }

    fn add_interval(&self, local: &mut Local, count: f64, [from, to]: [f64; 2], a: f64, b: f64) {
        let (z, width) = (b * from - a, b * (to - from));
        let [value, r, s, rr, rs, ss] = self.standard.between(z, width);
        local.value += count * value;
        local.gradient[0] -= count * (r + s);
        local.gradient[1] += count * (r * from + s * to);
        local.second[0] += count * (rr + 2.0 * rs + ss);
        local.second[1] -= count * (rr * from + rs * (from + to) + ss * to);
        local.second[2] += count * (rr * from * from + 2.0 * rs * from * to + ss * to * to);
    }

    /// The value, of the times in their own unit.
    pub fn value(&self, a: f64, b: f64) -> f64 {
        self.at(a, b).value - self.sample.exact * libm::log(self.sample.deviation) + self.sample.ln_slope
    }

    /// The value along the line on which z at the scaled `y` is `z`, at a slope b; with two derivatives by b.
    pub fn along(&self, y: f64, z: f64, b: f64) -> [f64; 3] {
        let Local { value, gradient: [by_a, by_b], second: [aa, ab, bb] } = self.at(b * y - z, b);
        [value, by_a * y + by_b, aa * y * y + 2.0 * ab * y + bb]
    }
}
