//! The maximum of a concave function of two variables, by Newton's method with halved steps.

use super::likelihood::{Likelihood, Local};
use super::sample::FitError;

const ROUNDS: usize = 200;
const HALVINGS: usize = 60;
/// Below this gain the steps are whole: 64 bits no longer tell which value is higher, but the gradient still counts.
const NEAR: f64 = 1e-6;
/// Below this gain the maximum is found: the next step is a tenth of a trillionth of a standard deviation.
const DONE: f64 = 1e-26;

/// Where the slope is known worse than by this factor, the units do not tell it.
const UNKNOWN: f64 = 100.0;

/// Where the likelihood is highest, and the covariance of a and b there: the inverse of the observed information.
pub(super) struct Maximum {
    pub a: f64,
    pub b: f64,
    pub covariance: [f64; 3],
}

/// Finds the maximum.
///
/// # Errors
/// [`FitError::NoMaximum`] where rounding stops the steps too early.
pub(super) fn maximum(likelihood: &Likelihood<'_>) -> Result<Maximum, FitError> {
    let (mut at, mut last) = ([0.0, 1.0], f64::INFINITY);
    let mut here = likelihood.at(0.0, 1.0);
    for _ in 0..ROUNDS {
        let (covariance, is_damped) = damped_inverse(&here).ok_or(FitError::NoMaximum)?;
        let step = newton_step(&here, &covariance);
        let gain = step[0] * here.gradient[0] + step[1] * here.gradient[1];
        // Where rounding makes the gain grow again there is nothing more to find.
        if gain < NEAR && (gain <= DONE || gain >= last) {
            let is_known = !is_damped && libm::sqrt(covariance[2]) <= UNKNOWN * at[1];
            let maximum = Maximum { a: at[0], b: at[1], covariance };
            return if is_known { Ok(maximum) } else { Err(FitError::NoMaximum) };
        }
        let next =
            if gain < NEAR { whole(likelihood, at, step) } else { halved(likelihood, &here, at, step) };
        (at, here) = next.ok_or(FitError::NoMaximum)?;
        last = gain;
    }
    Err(FitError::NoMaximum)
}

/// The maximum of a concave function of one variable, given with two derivatives, and the variance there.
///
/// # Errors
/// [`FitError::NoMaximum`] where it has none.
pub(super) fn maximum_of_one(f: &dyn Fn(f64) -> [f64; 3], start: f64) -> Result<(f64, f64), FitError> {
    let (mut at, mut last) = (start, f64::INFINITY);
    for _ in 0..ROUNDS {
        let [value, slope, curvature] = f(at);
        let step = -slope / curvature;
        let gain = step * slope;
        if !(curvature < 0.0 && gain.is_finite() && libm::fabs(at - start) < 1e3) {
            return Err(FitError::NoMaximum);
        }
        if gain < NEAR && (gain <= DONE || gain >= last) {
            return Ok((at, -1.0 / curvature));
        }
        let mut share = 1.0;
        while gain >= NEAR && share > 1e-15 && f(at + share * step)[0] <= value {
            share *= 0.5;
        }
        (at, last) = (at + share * step, gain);
    }
    Err(FitError::NoMaximum)
}

fn newton_step(here: &Local, [aa, ab, bb]: &[f64; 3]) -> [f64; 2] {
    let [a, b] = here.gradient;
    [aa * a + ab * b, ab * a + bb * b]
}

fn whole(likelihood: &Likelihood<'_>, at: [f64; 2], step: [f64; 2]) -> Option<([f64; 2], Local)> {
    let [a, b] = [at[0] + step[0], at[1] + step[1]];
    (b > 0.0).then(|| ([a, b], likelihood.at(a, b)))
}

/// The first of the step and its halves that leads to a higher value.
fn halved(
    likelihood: &Likelihood<'_>,
    here: &Local,
    at: [f64; 2],
    step: [f64; 2],
) -> Option<([f64; 2], Local)> {
    let mut share = 1.0;
    for _ in 0..HALVINGS {
        let [a, b] = [at[0] + share * step[0], at[1] + share * step[1]];
        if b > 0.0 {
            let next = likelihood.at(a, b);
            if next.value > here.value {
                return Some(([a, b], next));
            }
        }
        share *= 0.5;
    }
    None
}

/// The inverse, of the curvature or, where truncation bends it the wrong way, of the least multiple more of the unit
/// matrix with which it is positive.
fn damped_inverse(local: &Local) -> Option<([f64; 3], bool)> {
    if let Some(found) = inverse(local) {
        return Some((found, false));
    }
    let size = local.second.iter().map(|x| libm::fabs(*x)).sum::<f64>();
    let damped = |k: i32| {
        let more = size * libm::ldexp(1e-3, k);
        let [aa, ab, bb] = local.second;
        inverse(&Local { second: [aa - more, ab, bb - more], ..Local::default() })
    };
    (0..20).find_map(damped).map(|found| (found, true))
}

/// The inverse of the negative second derivatives; `None` where it is not positive.
pub(super) fn inverse(local: &Local) -> Option<[f64; 3]> {
    let [aa, ab, bb] = local.second.map(|x| -x);
    let determinant = aa * bb - ab * ab;
    let usable = determinant > 0.0 && determinant.is_finite() && aa > 0.0;
    usable.then(|| [bb / determinant, -ab / determinant, aa / determinant])
}
