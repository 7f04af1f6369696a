//! The laws of z = (y - location)/scale: logarithms of density and survival with two derivatives, and quantiles.
//!
//! Source: Meeker and Escobar, 1998, section 4.2 and appendix.

use crate::law::gumbel_max;
use crate::special::normal;
use crate::special::normal::LN_SQRT_2_PI;
pub(super) use crate::special::normal::quantile as normal_quantile;

/// Intervals narrower than this count by their density.
const NARROW: f64 = 1e-4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    /// ln S = -e^z.
    SmallestExtreme,
    /// ln F = -e^-z.
    LargestExtreme,
    /// The standard normal law.
    Normal,
    /// ln S = -ln(1 + e^z).
    Logistic,
}

/// A function of z with its first and second derivative.
pub(super) type Terms = [f64; 3];

impl Standard {
    /// ln of the density.
    pub fn density(self, z: f64) -> Terms {
        match self {
            Self::SmallestExtreme => [z - libm::exp(z), -libm::expm1(z), -libm::exp(z)],
            Self::LargestExtreme => mirrored(Self::SmallestExtreme.density(-z)),
            Self::Normal => [-0.5 * z * z - LN_SQRT_2_PI, -z, -1.0],
            Self::Logistic => {
                let failed = logistic(z);
                [z - 2.0 * softplus(z), 1.0 - 2.0 * failed, -2.0 * failed * logistic(-z)]
            }
        }
    }

    /// ln of the survival.
    pub fn survival(self, z: f64) -> Terms {
        match self {
            Self::SmallestExtreme => [-libm::exp(z); 3],
            Self::LargestExtreme => mirrored(Self::SmallestExtreme.failure(-z)),
            Self::Normal => {
                let hazard = normal::hazard(z);
                [-normal::cumulative_hazard(z), -hazard, -hazard * (hazard - z).max(0.0)]
            }
            Self::Logistic => [-softplus(z), -logistic(z), -logistic(z) * logistic(-z)],
        }
    }

    /// ln of the share that has failed.
    pub fn failure(self, z: f64) -> Terms {
        match self {
            Self::SmallestExtreme => {
                let w = libm::exp(z);
                // Density over failed, and its derivative; both go to their limits without a difference.
                let rate = if w > 700.0 {
                    0.0
                } else if w < 1e-8 {
                    1.0 - 0.5 * w
                } else {
                    w / libm::expm1(w)
                };
                let second = if w < 1e-5 { -0.5 * w } else { rate * (1.0 - w - rate) };
                let value = if w < 1e-8 { z - 0.5 * w } else { libm::log(-libm::expm1(-w)) };
                [value, rate, second]
            }
            Self::LargestExtreme => [-libm::exp(-z), libm::exp(-z), -libm::exp(-z)],
            Self::Normal | Self::Logistic => mirrored(self.survival(-z)),
        }
    }

    /// ln of the share that fails between z and z + width, with its derivatives by the first and the second end, and
    /// its second derivatives by first, both and second. Over a width that 64 bits can hardly tell, the density times
    /// the width stands for it; the error is below width²/24.
    pub fn between(self, z: f64, width: f64) -> [f64; 6] {
        let end = z + width;
        if width < NARROW {
            let [value, first, second] = self.density(z + 0.5 * width);
            let (pull, square) = (1.0 / width, 1.0 / (width * width));
            let (half, quarter) = (0.5 * first, 0.25 * second);
            return [
                value + libm::log(width),
                half - pull,
                half + pull,
                quarter - square,
                quarter + square,
                quarter - square,
            ];
        }
        let [ln_density, slope, _] = self.density(z);
        let [end_ln_density, end_slope, _] = self.density(end);
        let gained = self.gained(z, width);
        let value = if gained < 0.7 || z > 0.0 {
            self.survival(z)[0] + libm::log(-libm::expm1(-gained))
        } else {
            // Both shares that have failed are small.
            let (from, to) = (self.failure(z)[0], self.failure(end)[0]);
            to + libm::log(-libm::expm1(from - to))
        };
        let (r, s) = (-libm::exp(ln_density - value), libm::exp(end_ln_density - value));
        [value, r, s, r * slope - r * r, -r * s, s * end_slope - s * s]
    }

    /// Growth of -ln S from z to z + width.
    fn gained(self, z: f64, width: f64) -> f64 {
        match self {
            Self::SmallestExtreme => libm::exp(z) * libm::expm1(width),
            Self::LargestExtreme => gumbel_max::gained_hazard(z, width),
            Self::Normal => normal::gained_hazard(z, width),
            Self::Logistic if width < 30.0 => libm::log1p(logistic(z) * libm::expm1(width)),
            Self::Logistic => softplus(z + width) - softplus(z),
        }
    }

    /// Probability to have failed at z.
    pub fn failed(self, z: f64) -> f64 {
        match self {
            Self::LargestExtreme => libm::exp(-libm::exp(-z)),
            _ => -libm::expm1(self.survival(z)[0]),
        }
    }

    /// Density over survival at z.
    pub fn hazard(self, z: f64) -> f64 {
        -self.survival(z)[1]
    }

    /// The z at which a share above 0 and below 1 has failed.
    pub fn quantile(self, share: f64) -> f64 {
        match self {
            Self::SmallestExtreme => libm::log(-libm::log1p(-share)),
            Self::LargestExtreme => -libm::log(-libm::log(share)),
            Self::Normal => normal_quantile(share),
            Self::Logistic => libm::log(share) - libm::log1p(-share),
        }
    }
}

/// A function of -z, with its derivatives by z.
fn mirrored([value, first, second]: Terms) -> Terms {
    [value, -first, second]
}

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

/// ln(1 + e^z).
fn softplus(z: f64) -> f64 {
    z.max(0.0) + libm::log1p(libm::exp(-libm::fabs(z)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantiles() {
        // By mpmath with 40 digits.
        for (share, expected) in [
            (0.5, 0.0),
            (0.95, 1.644_853_626_951_472_7),
            (0.975, 1.959_963_984_540_054_2),
            (0.1, -1.281_551_565_544_600_5),
            (1e-12, -7.034_483_825_301_132),
        ] {
            let found = normal_quantile(share);
            assert!((found - expected).abs() <= 2e-13 * expected.abs().max(1.0), "{share}: {found}");
        }
    }

    #[test]
    fn derivatives_are_those_of_the_functions() {
        for law in [Standard::SmallestExtreme, Standard::LargestExtreme, Standard::Normal, Standard::Logistic]
        {
            for z in [-8.0, -1.5, 0.0, 0.7, 3.0] {
                let h = 1e-5;
                for of in [Standard::density, Standard::survival, Standard::failure] {
                    let (below, here, above) = (of(law, z - h), of(law, z), of(law, z + h));
                    for k in 0..2 {
                        let slope = (above[k] - below[k]) / (2.0 * h);
                        assert!((slope - here[k + 1]).abs() < 1e-6 * (1.0 + slope.abs()), "{law:?} {z} {k}");
                    }
                }
                let share = law.failed(z);
                let is_lost = z > 2.0 || share < 1e-300;
                assert!(is_lost || (law.quantile(share) - z).abs() < 1e-6, "{law:?} {z}");
            }
        }
    }

    #[test]
    fn intervals_have_the_derivatives_of_their_share() {
        for law in [Standard::SmallestExtreme, Standard::LargestExtreme, Standard::Normal, Standard::Logistic]
        {
            for (z, width) in [(-6.0, 2.0), (-1.0, 0.3), (0.5, 1.5), (2.0, 0.01), (-3.0, 9.0), (0.2, 2e-4)] {
                let [value, r, s, rr, rs, ss] = law.between(z, width);
                let share = law.failed(z + width) - law.failed(z);
                assert!((value - share.ln()).abs() < 1e-9, "{law:?} {z} {width}: {value} {}", share.ln());
                let h = 1e-5 * width;
                // Moving the first end alone narrows the interval.
                let by_first = |k: usize| {
                    (law.between(z + h, width - h)[k] - law.between(z - h, width + h)[k]) / (2.0 * h)
                };
                let by_second =
                    |k: usize| (law.between(z, width + h)[k] - law.between(z, width - h)[k]) / (2.0 * h);
                for (found, expected, what) in [
                    (r, by_first(0), "first"),
                    (s, by_second(0), "second"),
                    (rr, by_first(1), "first twice"),
                    (rs, by_second(1), "both"),
                    (ss, by_second(2), "second twice"),
                ] {
                    let scale = 1.0 + expected.abs();
                    assert!(
                        (found - expected).abs() < 1e-5 * scale,
                        "{law:?} {z} {width} {what}: {found} {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_narrow_interval_is_its_density() {
        for law in [Standard::SmallestExtreme, Standard::LargestExtreme, Standard::Normal, Standard::Logistic]
        {
            let (below, above) = (law.between(0.4, NARROW * 0.999_999), law.between(0.4, NARROW * 1.000_001));
            assert!((below[0] - above[0] + 2e-6).abs() < 1e-8, "{law:?}: {} {}", below[0], above[0]);
            let curvature = |x: [f64; 6]| x[3] + 2.0 * x[4] + x[5];
            assert!((curvature(below) - curvature(above)).abs() < 1e-4, "{law:?}");
        }
    }
}
