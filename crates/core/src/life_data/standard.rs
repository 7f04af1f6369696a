//! The laws of z = (y - location)/scale: logarithms of density and survival with two derivatives, and quantiles.
//!
//! Source: Meeker and Escobar, 1998, section 4.2 and appendix.

use crate::kinds::normal;

/// ln(sqrt(2 pi)).
const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_7;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    /// ln S = -e^z.
    SmallestExtreme,
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
            Self::Normal => {
                let hazard = normal::hazard(z);
                [-normal::cumulative_hazard(z), -hazard, -hazard * (hazard - z).max(0.0)]
            }
            Self::Logistic => [-softplus(z), -logistic(z), -logistic(z) * logistic(-z)],
        }
    }

    /// Probability to have failed at z.
    pub fn failed(self, z: f64) -> f64 {
        -libm::expm1(self.survival(z)[0])
    }

    /// Density over survival at z.
    pub fn hazard(self, z: f64) -> f64 {
        -self.survival(z)[1]
    }

    /// The z at which a share above 0 and below 1 has failed.
    pub fn quantile(self, share: f64) -> f64 {
        match self {
            Self::SmallestExtreme => libm::log(-libm::log1p(-share)),
            Self::Normal => normal_quantile(share),
            Self::Logistic => libm::log(share) - libm::log1p(-share),
        }
    }
}

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

/// ln(1 + e^z).
fn softplus(z: f64) -> f64 {
    z.max(0.0) + libm::log1p(libm::exp(-libm::fabs(z)))
}

/// Quantile of the standard normal law for a share above 0 and below 1, by Newton's method on ln P(Z < z). That function is concave, and the start lies
/// below the root because P(Z < -x) < exp(-x²/2)/2 for x > 0: the steps approach from one side.
pub fn normal_quantile(share: f64) -> f64 {
    if share > 0.5 {
        return -normal_quantile(1.0 - share);
    }
    let target = libm::log(share);
    let mut z = -libm::sqrt(-2.0 * target);
    for _ in 0..60 {
        let step = (target + normal::cumulative_hazard(-z)) / normal::hazard(-z);
        z += step;
        if libm::fabs(step) <= 1e-15 * libm::fabs(z).max(1.0) {
            break;
        }
    }
    z
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
        for law in [Standard::SmallestExtreme, Standard::Normal, Standard::Logistic] {
            for z in [-8.0, -1.5, 0.0, 0.7, 3.0] {
                let h = 1e-5;
                for of in [Standard::density, Standard::survival] {
                    let (below, here, above) = (of(law, z - h), of(law, z), of(law, z + h));
                    for k in 0..2 {
                        let slope = (above[k] - below[k]) / (2.0 * h);
                        assert!((slope - here[k + 1]).abs() < 1e-6 * (1.0 + slope.abs()), "{law:?} {z} {k}");
                    }
                }
                assert!((law.quantile(law.failed(z)) - z).abs() < 1e-6 || z > 2.0, "{law:?} {z}");
            }
        }
    }
}
