//! Exponential integrals, which the mean residual lives of the extreme value laws need.
//!
//! Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 5.1.11, 5.1.22 and 5.1.40.

use super::gamma::fraction;
use super::psi::EULER;

/// e^w E1(w) for w above zero.
pub fn scaled_e1(w: f64) -> f64 {
    if w >= 1.0 { fraction(0.0, w) } else { libm::exp(w) * (ein(w) - libm::log(w) - EULER) }
}

/// The integral of (1 - e^-s)/s from 0 to w, for w not below zero.
pub fn ein(w: f64) -> f64 {
    if w > 2.0 {
        return libm::exp(-w) * fraction(0.0, w) + libm::log(w) + EULER;
    }
    let (mut sum, mut power) = (0.0, -1.0);
    for k in 1..60 {
        let k = f64::from(k);
        power *= -w / k;
        sum += power / k;
        if libm::fabs(power) <= 1e-18 * libm::fabs(sum) {
            break;
        }
    }
    sum
}
