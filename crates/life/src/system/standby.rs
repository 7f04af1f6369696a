//! A unit that waits for another to fail.
//!
//! Source: Rausand and Høyland, System Reliability Theory, 2004, 4.5 (cold, exponential) and 4.6 (warm). While it waits
//! a unit ages at `dormancy` times the pace of running: 0 is cold, 1 is hot (as in parallel).

use crate::Distribution;
use crate::quadrature::{Integral, integral};

/// Probability that one of two units still carries the duty at t: the first lives, or it failed at u and the second,
/// aged by dormancy u, took over (with probability `switch`) and lives. The integral is over the first one's share of
/// failures, where no density is infinite.
pub fn standby(first: &Distribution, second: &Distribution, dormancy: f64, switch: f64, t: f64) -> Integral {
    let carried = |share: f64| {
        let u = first.life_of_share(share).clamp(0.0, t);
        second.survival(dormancy * u + (t - u))
    };
    let late = integral(&carried, 0.0, first.failed(t), 1e-12);
    Integral { value: first.survival(t) + switch * late.value, error: switch * late.error }
}

/// Of n identical units with a constant hazard, one runs and the others wait cold: fewer than n failures by t.
pub fn cold_standby_exponential(rate_per_h: f64, units: u32, t: f64) -> f64 {
    let expected = rate_per_h * t;
    if units == 0 { 0.0 } else { crate::special::gamma::upper(f64::from(units), expected) }
}
