//! The incomplete beta function B(x; a, 1 - a), which the mean residual life of the log-logistic law needs.
//!
//! Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.6.8 (series) and 6.1.17 (reflection).

use std::f64::consts::PI;

/// The integral of v^(a - 1) (1 - v)^-a from 0 to x, for a above 0 and below 1; `rest` is 1 - x, which the caller may
/// know with more digits.
pub fn incomplete(x: f64, rest: f64, a: f64) -> f64 {
    if x <= 0.5 { series(x, a) } else { PI / libm::sin(PI * a) - series(rest, 1.0 - a) }
}

/// x^a times the sum of (a)_n x^n/(n! (a + n)), for x up to a half.
fn series(x: f64, a: f64) -> f64 {
    let (mut sum, mut factor) = (1.0 / a, 1.0);
    for n in 1..200 {
        let n = f64::from(n);
        factor *= (a + n - 1.0) / n * x;
        let term = factor / (a + n);
        sum += term;
        if term <= 1e-17 * sum {
            break;
        }
    }
    sum * libm::pow(x, a)
}
