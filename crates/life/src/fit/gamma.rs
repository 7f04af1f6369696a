//! The gamma law: maximum over the logarithms of mean and shape, which hardly depend on each other; given as those of
//! scale and shape.

use super::FitError;
use super::direct::log_likelihood;
use super::stencil::maximum;
use crate::Distribution;
use crate::data::Unit;

/// Step in ln shape: narrow enough for the rule of eighth order where units entered late bend the likelihood; at 0.03 its
/// error is 1.5e-8.
const STEP: f64 = 0.025;
/// Step in ln mean as a share of the law's relative deviation, which is all the room that it has for a large shape.
const SHARE: f64 = 0.05;
/// From this shape of the moments on the way from an exponential law is too long.
const LARGE: f64 = 20.0;
/// Rounds in which the steps are made to suit the shape that was found with the last ones.
const ROUNDS: usize = 4;
/// Largest variance of ln scale or ln shape: where it is larger, the units do not tell them.
const UNKNOWN: f64 = 100.0;

/// The law of logarithms of scale and shape.
pub(super) fn law(theta: &[f64]) -> Distribution {
    let of = |i: usize| libm::exp(theta.get(i).copied().unwrap_or_default());
    Distribution::Gamma { scale_h: of(0), shape: of(1), location_h: 0.0 }
}

/// Where the likelihood is highest, with the covariance.
pub(super) fn fit(units: &[Unit]) -> Result<(Vec<f64>, Vec<Vec<f64>>), FitError> {
    let value = |at: &[f64]| match log_likelihood(&law(&shifted(at)), units) {
        value if value.is_nan() => f64::NEG_INFINITY,
        value => value,
    };
    let mut found = None;
    for start in starts(units) {
        let mut at = start.to_vec();
        for _ in 0..ROUNDS {
            let shape = libm::exp(at.get(1).copied().unwrap_or_default());
            let steps = [STEP.min(SHARE / libm::sqrt(shape)), STEP];
            let Some((next, covariance)) = maximum(&value, &at, &steps) else { break };
            let moved = at.iter().zip(&next).map(|(a, b)| libm::fabs(a - b)).fold(0.0, f64::max);
            at.clone_from(&next);
            found = Some((next, covariance));
            if moved < STEP {
                break;
            }
        }
        if found.is_some() {
            break;
        }
    }
    let (at, covariance) = found.ok_or(FitError::NoMaximum)?;
    let covariance = of_scale(&covariance).ok_or(FitError::NoMaximum)?;
    let is_known = covariance.iter().enumerate().all(|(i, row)| row.get(i).is_some_and(|v| *v < UNKNOWN));
    if is_known { Ok((shifted(&at).to_vec(), covariance)) } else { Err(FitError::NoMaximum) }
}

/// An exponential law with the same mean, and a law with the moments of the times.
fn starts(units: &[Unit]) -> [[f64; 2]; 2] {
    let sum = |of: &dyn Fn(&Unit) -> f64| units.iter().map(|u| u.count * of(u)).sum::<f64>();
    let (n, total) = (sum(&|_| 1.0), sum(&Unit::last));
    let failures = sum(&|u| if u.is_failure() { 1.0 } else { 0.0 });
    let mean = total / n;
    let variance = sum(&|u| (u.last() - mean) * (u.last() - mean)) / n;
    let shape = (mean * mean / variance).clamp(0.1, 1e7);
    let narrow = [libm::log(mean), libm::log(shape)];
    let wide = [libm::log(total / failures), 0.0];
    if shape > LARGE { [narrow, wide] } else { [wide, narrow] }
}

/// Logarithms of scale and shape from those of mean and shape.
fn shifted(at: &[f64]) -> [f64; 2] {
    let of = |i: usize| at.get(i).copied().unwrap_or_default();
    [of(0) - of(1), of(1)]
}

/// The covariance of ln scale and ln shape from that of ln mean and ln shape.
fn of_scale(covariance: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let at = |i: usize, j: usize| covariance.get(i)?.get(j).copied();
    let (mm, ms, ss) = (at(0, 0)?, at(0, 1)?, at(1, 1)?);
    Some(vec![vec![mm - 2.0 * ms + ss, ms - ss], vec![ms - ss, ss]])
}
