//! The Weibull law with a location.
//!
//! As the location approaches the first failure, the likelihood grows without end wherever the shape is below one: the
//! density of that one failure does. That is no estimate. What is taken is the highest maximum inside, between zero and
//! the first failure, with a shape above one, of the likelihood over the location with the other two at their best
//! (Smith and Naylor, Applied Statistics 36, 1987). Where there is none the fit is refused. Below a shape of two the
//! usual covariance does not hold for the location (Smith, Biometrika 72, 1985), which `Fit::notes` says.

use super::FitError;
use super::Law;
use super::direct::log_likelihood;
use super::fitted::location_scale;
use super::sample::counts;
use super::stencil::{derivatives, inverse};
use crate::Distribution;
use crate::data::{Seen, Unit};

/// Locations that are tried: 1 - location/first failure falls from 1 by this many steps to 1e-5.
const GRID: usize = 100;

/// The law of ln scale, ln shape and location.
pub(super) fn law(theta: &[f64]) -> Distribution {
    let of = |i: usize| theta.get(i).copied().unwrap_or_default();
    Distribution::Weibull { scale_h: libm::exp(of(0)), shape: libm::exp(of(1)), location_h: of(2) }
}

/// ln scale, ln shape and location, with their covariance.
pub(super) fn fit(units: &[Unit]) -> Result<(Vec<f64>, Vec<Vec<f64>>), FitError> {
    let first = first_failure(units);
    let at = |location: f64| best(units, location);
    let grid: Vec<f64> = (0..GRID).map(|k| first * -libm::expm1(-11.5 * k as f64 / GRID as f64)).collect();
    let tried: Vec<(f64, f64)> =
        grid.iter().map(|g| at(*g).map_or((f64::NEG_INFINITY, 0.0), |t| (t.value, t.shape))).collect();
    let inner = (1..GRID.saturating_sub(1)).filter(|k| is_top(&tried, *k));
    let value = |k: usize| tried.get(k).map_or(f64::NEG_INFINITY, |t| t.0);
    let Some(top) = inner.max_by(|a, b| value(*a).total_cmp(&value(*b))) else {
        let falls = value(0) >= value(1);
        return Err(FitError::NoLocation(if falls {
            "the likelihood is highest without one"
        } else {
            "the likelihood rises without end as it approaches the first failure"
        }));
    };
    let [low, high] = [top - 1, top + 1].map(|k| grid.get(k).copied().unwrap_or_default());
    let location = bisected(&|g| at(g).is_some_and(|t| slope(units, &t.law) > 0.0), low, high);
    let Distribution::Weibull { scale_h, shape, .. } = at(location).ok_or(FitError::NoMaximum)?.law else {
        return Err(FitError::NoMaximum);
    };
    let theta = vec![libm::log(scale_h), libm::log(shape), location];
    let step = (0.05 * (first - location)).min(0.02 * scale_h);
    let (_, second) = derivatives(&|x| log_likelihood(&law(x), units), &theta, &[0.02, 0.02, step]);
    let negative: Vec<Vec<f64>> = second.iter().map(|row| row.iter().map(|x| -x).collect()).collect();
    let covariance = inverse(&negative).ok_or(FitError::NoMaximum)?;
    Ok((theta, covariance))
}

/// The earliest time by which a unit is known to have failed.
fn first_failure(units: &[Unit]) -> f64 {
    units.iter().filter(|u| u.is_failure()).map(Unit::last).fold(f64::INFINITY, f64::min)
}

fn is_top(tried: &[(f64, f64)], k: usize) -> bool {
    match tried.get(k.wrapping_sub(1)..=k + 1) {
        Some([before, here, after]) => here.0 > before.0 && here.0 >= after.0 && here.1 > 1.0,
        _ => false,
    }
}

/// The best law with a location.
struct Tried {
    value: f64,
    shape: f64,
    law: Distribution,
}

/// Units that left before the location say nothing.
fn best(units: &[Unit], location: f64) -> Option<Tried> {
    let shifted: Vec<Unit> = units.iter().filter_map(|u| shifted(u, location)).collect();
    if counts(&shifted).1 < 2.0 {
        return None;
    }
    let found = location_scale(Law::Weibull, &shifted).ok()?;
    let (scale_h, shape) = (libm::exp(found.theta[0]), 1.0 / found.theta[1]);
    let law = Distribution::Weibull { scale_h, shape, location_h: location };
    Some(Tried { value: found.log_likelihood, shape, law })
}

fn shifted(unit: &Unit, location: f64) -> Option<Unit> {
    let less = |t: f64| t - location;
    let seen = match unit.seen {
        Seen::Failed(t) => Seen::Failed(less(t)),
        Seen::Running(t) if t <= location => return None,
        Seen::Running(t) => Seen::Running(less(t)),
        Seen::FailedBefore(t) => Seen::FailedBefore(less(t)),
        Seen::FailedBetween(from, to) if from <= location => Seen::FailedBefore(less(to)),
        Seen::FailedBetween(from, to) => Seen::FailedBetween(less(from), less(to)),
    };
    let entry = unit.entry_age().map(less).filter(|age| *age > 0.0);
    Some(Unit { seen, entry, count: unit.count })
}

/// Derivative of the logarithm of the likelihood by the location, with the other parameters held: where they are at
/// their best it is that of the whole.
fn slope(units: &[Unit], law: &Distribution) -> f64 {
    let Distribution::Weibull { shape, location_h, .. } = *law else { return f64::NAN };
    let of = |unit: &Unit| {
        let seen = match unit.seen {
            Seen::Failed(t) => law.hazard(t) - (shape - 1.0) / (t - location_h),
            Seen::Running(t) => law.hazard(t),
            Seen::FailedBefore(t) => -law.density(t) / law.failed(t),
            Seen::FailedBetween(from, to) => {
                let share = law.survival(from) * law.fails_within(from, to - from);
                (law.density(from) - law.density(to)) / share
            }
        };
        unit.count * (seen - unit.entry_age().map_or(0.0, |age| law.hazard(age)))
    };
    units.iter().map(of).sum()
}

/// Where a slope changes from rising to falling.
fn bisected(rises: &dyn Fn(f64) -> bool, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if !(low < middle && middle < high) {
            break;
        }
        if rises(middle) { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
