//! The logarithm of the likelihood over a = location/scale and b = 1/scale of the scaled sample, where it is concave.

use super::sample::Sample;
use super::standard::Standard;

pub(super) struct Likelihood<'a> {
    pub standard: Standard,
    pub sample: &'a Sample,
}

/// A value with gradient and second derivatives: by a, by b; by a twice, by both, by b twice.
pub(super) struct Local {
    pub value: f64,
    pub gradient: [f64; 2],
    pub second: [f64; 3],
}

impl Likelihood<'_> {
    /// The value and its derivatives; the constant of the sample's scale is left out.
    pub fn at(&self, a: f64, b: f64) -> Local {
        let r = self.sample.failures as f64;
        let mut local =
            Local { value: r * libm::log(b), gradient: [0.0, r / b], second: [0.0, 0.0, -r / (b * b)] };
        for (y, failed) in &self.sample.units {
            let z = b * y - a;
            let [value, first, second] =
                if *failed { self.standard.density(z) } else { self.standard.survival(z) };
            local.value += value;
            local.gradient[0] -= first;
            local.gradient[1] += first * y;
            local.second[0] += second;
            local.second[1] -= second * y;
            local.second[2] += second * y * y;
        }
        local
    }

    /// The value, of the times in their own unit.
    pub fn value(&self, a: f64, b: f64) -> f64 {
        let r = self.sample.failures as f64;
        self.at(a, b).value - r * libm::log(self.sample.deviation) + self.sample.ln_slope
    }

    /// The value along the line on which z at the scaled `y` is `z`, at a slope b; and its derivative by b.
    pub fn along(&self, y: f64, z: f64, b: f64) -> (f64, f64) {
        let local = self.at(b * y - z, b);
        (local.value, local.gradient[0] * y + local.gradient[1])
    }
}
