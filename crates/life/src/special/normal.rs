//! The standard normal law's hazard, exact far into both tails.
//!
//! Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.14 (continued fraction).

/// From here on the survival comes from the continued fraction; before, from `erfc`.
const TAIL: f64 = 6.0;
/// Terms of the continued fraction; at z = 6 the rest is below 1e-16.
const TERMS: i32 = 40;
/// ln(sqrt(2 pi)).
pub const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_7;

/// P(Z > z).
fn upper(z: f64) -> f64 {
    0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
}

fn ln_density(z: f64) -> f64 {
    -0.5 * z * z - LN_SQRT_2_PI
}

/// Density over survival.
pub fn hazard(z: f64) -> f64 {
    if z <= TAIL {
        return libm::exp(ln_density(z)) / upper(z);
    }
    (1..=TERMS).rev().fold(z, |below, k| z + f64::from(k) / below)
}

/// -ln P(Z > z); zero at minus infinity.
pub fn cumulative_hazard(z: f64) -> f64 {
    if z < 0.0 {
        -libm::log1p(-upper(-z))
    } else if z <= TAIL {
        -libm::log(upper(z))
    } else {
        libm::log(hazard(z)) - ln_density(z)
    }
}

/// The cumulative hazard's growth from z to z + width. Over a narrow width the hazard is integrated, because the
/// difference would lose its digits.
pub fn gained_hazard(z: f64, width: f64) -> f64 {
    if width * (1.0 + libm::fabs(z)) > 0.5 {
        return cumulative_hazard(z + width) - cumulative_hazard(z);
    }
    // Over the width itself: z + width - z would have lost digits of it.
    crate::quadrature::gauss(&|u| hazard(z + u), 0.0, width)
}

/// P(Z > z) in both tails.
pub fn survival(z: f64) -> f64 {
    upper(z)
}

/// hazard(z) - z, the mean of what exceeds z, without their cancellation.
pub fn excess(z: f64) -> f64 {
    if z <= TAIL {
        return hazard(z) - z;
    }
    let below = (2..=TERMS).rev().fold(z, |below, k| z + f64::from(k) / below);
    1.0 / below
}

/// Quantile of the standard normal law, by Newton's method on ln P(Z < z). That function is concave, and the start lies
/// below the root because P(Z < -x) < exp(-x²/2)/2 for x > 0: the steps approach from one side.
pub fn quantile(share: f64) -> f64 {
    if share > 0.5 {
        return -quantile(1.0 - share);
    }
    let target = libm::log(share);
    let mut z = -libm::sqrt(-2.0 * target);
    for _ in 0..60 {
        let step = (target + cumulative_hazard(-z)) / hazard(-z);
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
    fn both_branches_meet() {
        for z in [TAIL, TAIL + 1e-12] {
            // 1/mills(6) and -ln P(Z > 6), by mpmath with 30 digits.
            assert!((hazard(z) / 6.158_482_604_544_599 - 1.0).abs() < 1e-11, "{}", hazard(z));
            assert!(
                (cumulative_hazard(z) / 20.736_768_949_974_707 - 1.0).abs() < 1e-11,
                "{}",
                cumulative_hazard(z)
            );
        }
        for z in [-30.0, -3.0, 0.0, 4.0, 9.0, 60.0] {
            let width = 0.5 / (1.0 + libm::fabs(z));
            let (below, above) = (gained_hazard(z, width * 0.999_999), gained_hazard(z, width * 1.000_001));
            assert!((above / below - 1.0).abs() < 1e-4, "{z}: {below} {above}");
        }
    }
}
