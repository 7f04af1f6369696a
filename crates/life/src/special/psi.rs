//! The digamma function. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.3.5 and 6.3.18.

/// Euler's constant.
pub const EULER: f64 = 0.577_215_664_901_532_9;
/// Derivative of ln gamma for x above zero: by recurrence up to 10, then the asymptotic series.
pub fn digamma(mut x: f64) -> f64 {
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
