//! The gamma law: maximum over the logarithms of scale and shape.

use super::FitError;
use super::direct::log_likelihood;
use super::stencil::maximum;
use crate::Distribution;
use crate::data::Unit;

/// Narrow enough for the rule of eighth order where units entered late bend the likelihood: at 0.03 its error is 1.5e-8.
const STEPS: [f64; 2] = [0.025; 2];

/// The law of logarithms of scale and shape.
pub(super) fn law(theta: &[f64]) -> Distribution {
    let of = |i: usize| libm::exp(theta.get(i).copied().unwrap_or_default());
    Distribution::Gamma { scale_h: of(0), shape: of(1), location_h: 0.0 }
}

/// Where the likelihood is highest, with the covariance. It starts at an exponential law with the same mean.
pub(super) fn fit(units: &[Unit]) -> Result<(Vec<f64>, Vec<Vec<f64>>), FitError> {
    let total: f64 = units.iter().map(|u| u.count * u.last()).sum();
    let failures: f64 = units.iter().filter(|u| u.is_failure()).map(|u| u.count).sum();
    let value = |theta: &[f64]| match log_likelihood(&law(theta), units) {
        value if value.is_nan() => f64::NEG_INFINITY,
        value => value,
    };
    let start = [libm::log(total / failures), 0.0];
    let (theta, covariance) = maximum(&value, &start, &STEPS).ok_or(FitError::NoMaximum)?;
    let is_known = covariance.iter().enumerate().all(|(i, row)| row.get(i).is_some_and(|v| *v < 1e4));
    if is_known { Ok((theta, covariance)) } else { Err(FitError::NoMaximum) }
}
