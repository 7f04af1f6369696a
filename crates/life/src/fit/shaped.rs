//! Bounds of the laws that are no location and scale: gamma, and Weibull with a location.
//!
//! The delta method takes derivatives by the parameters from differences of eighth order. The likelihood ratio of the
//! gamma law holds a figure by binding the scale to the shape, so that one parameter is left to be at its best.

use super::direct::log_likelihood;
use super::fitted::distribution;
use super::ratio::around;
use super::stencil::{derivatives, dot, maximum};
use super::{Fit, Law, gamma};
use crate::Distribution;
use crate::special::gamma::quantile;

/// Standard deviation of a figure of the law; `None` where it is no number.
pub(super) fn sd(fit: &Fit, figure: &dyn Fn(&Distribution) -> f64) -> Option<f64> {
    let diagonal = fit.covariance.iter().enumerate().map(|(i, row)| row.get(i).copied().unwrap_or_default());
    let steps: Vec<f64> = diagonal.map(|v| (0.02 * libm::sqrt(v)).min(0.02 * (1.0 + v))).collect();
    let (gradient, _) = derivatives(&|theta| figure(&distribution(fit.law, theta)), &fit.theta, &steps);
    let moved: Vec<f64> = fit.covariance.iter().map(|row| dot(row, &gradient)).collect();
    let variance = dot(&moved, &gradient);
    variance.is_finite().then(|| libm::sqrt(variance.max(0.0)))
}

fn around_logarithm(value: f64, half: f64) -> (f64, f64) {
    (value * libm::exp(-half), value * libm::exp(half))
}

/// Over ln(-ln(1 - F)).
pub(super) fn delta_probability(fit: &Fit, age: f64, factor: f64) -> Option<(f64, f64)> {
    let half = factor * sd(fit, &|law| libm::log(law.cumulative_hazard(age)))?;
    let (low, high) = around_logarithm(fit.distribution.cumulative_hazard(age), half);
    Some((-libm::expm1(-low), -libm::expm1(-high)))
}

/// Over the logarithm of the life.
pub(super) fn delta_life(fit: &Fit, share: f64, factor: f64) -> Option<(f64, f64)> {
    let half = factor * sd(fit, &|law| libm::log(law.life_of_share(share)))?;
    Some(around_logarithm(fit.distribution.life_of_share(share), half))
}

/// Over the logarithm of the mean.
pub(super) fn delta_mean(fit: &Fit, factor: f64) -> Option<(f64, f64)> {
    let half = factor * sd(fit, &|law| libm::log(law.mean()))?;
    Some(around_logarithm(fit.distribution.mean(), half))
}

pub(super) fn ratio_life(fit: &Fit, share: f64, factor: f64) -> Option<(f64, f64)> {
    let y = libm::log(fit.distribution.life_of_share(share));
    let sd = sd(fit, &|law| libm::log(law.life_of_share(share)))?;
    let held = |y: f64, ln_shape: f64| y - libm::log(quantile(libm::exp(ln_shape), share));
    let (low, high) = ratio(fit, y, sd, factor, &held)?;
    Some((libm::exp(low), libm::exp(high)))
}

pub(super) fn ratio_probability(fit: &Fit, age: f64, factor: f64) -> Option<(f64, f64)> {
    let ln_hazard = |law: &Distribution| libm::log(law.cumulative_hazard(age));
    let sd = sd(fit, &ln_hazard)?;
    let failed = |u: f64| -libm::expm1(-libm::exp(u));
    let held = |u: f64, ln_shape: f64| libm::log(age) - libm::log(quantile(libm::exp(ln_shape), failed(u)));
    let (low, high) = ratio(fit, ln_hazard(&fit.distribution), sd, factor, &held)?;
    Some((failed(low), failed(high)))
}

/// Bounds of ln scale (first) or ln shape (second parameter).
pub(super) fn ratio_parameter(fit: &Fit, which: usize, factor: f64) -> Option<(f64, f64)> {
    let estimate = *fit.theta.get(which)?;
    let sd = libm::sqrt(*fit.covariance.get(which)?.get(which)?);
    if which == 0 {
        return ratio(fit, estimate, sd, factor, &|ln_scale, _| ln_scale);
    }
    let best = |ln_shape: f64| {
        best_of(fit, fit.theta.first().copied().unwrap_or_default(), &|ln_scale| [ln_scale, ln_shape])
    };
    (fit.law == Law::Gamma).then(|| around(estimate, sd, factor, &best))
}

/// Bounds of a figure; `held` gives ln scale from the figure and ln shape.
fn ratio(
    fit: &Fit,
    estimate: f64,
    sd: f64,
    factor: f64,
    held: &dyn Fn(f64, f64) -> f64,
) -> Option<(f64, f64)> {
    let start = *fit.theta.get(1)?;
    let best = |figure: f64| best_of(fit, start, &|ln_shape| [held(figure, ln_shape), ln_shape]);
    (fit.law == Law::Gamma).then(|| around(estimate, sd, factor, &best))
}

/// The highest likelihood over the one parameter that is free.
fn best_of(fit: &Fit, start: f64, theta: &dyn Fn(f64) -> [f64; 2]) -> f64 {
    let value = |free: &[f64]| {
        let value =
            log_likelihood(&gamma::law(&theta(free.first().copied().unwrap_or_default())), &fit.units);
        if value.is_nan() { f64::NEG_INFINITY } else { value }
    };
    maximum(&value, &[start], &[0.03]).map_or(f64::NEG_INFINITY, |(at, _)| value(&at))
}
