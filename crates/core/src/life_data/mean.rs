//! Mean lives, as y (the mean or its logarithm) with its derivative by the scale; that by the location is 1.
//!
//! Sources: Meeker and Escobar, 1998, chapters 4 and 5; digamma: Abramowitz and Stegun, 6.3.5 and 6.3.18.

use std::f64::consts::PI;

use super::Law;

/// Euler's constant.
const EULER: f64 = 0.577_215_664_901_532_9;

pub(super) struct Mean {
    pub y: f64,
    pub by_scale: f64,
}

pub(super) fn of(law: Law, location: f64, scale: f64) -> Option<Mean> {
    let (offset, by_scale) = match law {
        Law::Exponential => (0.0, 0.0),
        Law::Weibull => (libm::lgamma(1.0 + scale), digamma(1.0 + scale)),
        Law::Lognormal => (0.5 * scale * scale, scale),
        // The mean is life pi s / sin(pi s) with s the scale.
        Law::Loglogistic if scale < 1.0 => {
            let angle = PI * scale;
            (libm::log(angle / libm::sin(angle)), 1.0 / scale - PI / libm::tan(angle))
        }
        Law::Loglogistic => return None,
        Law::Normal => (0.0, 0.0),
        Law::GumbelMin => (-EULER * scale, -EULER),
    };
    Some(Mean { y: location + offset, by_scale })
}

/// Derivative of ln gamma for x above zero: by recurrence up to 10, then the asymptotic series.
fn digamma(mut x: f64) -> f64 {
    let mut below = 0.0;
    while x < 10.0 {
        below -= 1.0 / x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    // Terms B_2k/(2k) of 6.3.18; the next one is below 1e-15 from 10 on.
    let series = [1.0 / 12.0, -1.0 / 120.0, 1.0 / 252.0, -1.0 / 240.0, 1.0 / 132.0, -691.0 / 32_760.0];
    let tail = series.iter().rev().fold(0.0, |sum, term| (sum + term) * square);
    below + libm::log(x) - 0.5 / x - tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digamma_at_known_points() {
        for (x, expected) in [
            (1.0, -EULER),
            (2.0, 1.0 - EULER),
            (0.5, -EULER - 2.0 * std::f64::consts::LN_2),
            (30.5, 3.401_243_668_961_661), // by mpmath
        ] {
            assert!((digamma(x) - expected).abs() < 1e-13, "{x}: {}", digamma(x));
        }
    }
}
