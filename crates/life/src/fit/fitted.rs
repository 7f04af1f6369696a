//! A fitted law.

use serde::{Deserialize, Serialize};

use crate::Distribution;
use crate::data::{Seen, Unit};

use super::likelihood::Likelihood;
use super::sample::{Sample, check, counts};
use super::{FitError, Law, direct, gamma, newton, three};

/// A law with the highest likelihood of the units, and how well they tell its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The law.
    pub law: Law,
    /// The law with its parameters; what is called hours there is the unit of the times.
    pub distribution: Distribution,
    /// What was estimated. Of most laws: location and scale of z = (y - location)/scale, where y is the time or its
    /// logarithm (the scale of the exponential law is 1 and left out). Of the gamma law: ln scale, ln shape. Of the
    /// Weibull law with a location: ln scale, ln shape, location.
    pub theta: Vec<f64>,
    /// Covariance of `theta`: the inverse of the observed information at the maximum.
    pub covariance: Vec<Vec<f64>>,
    /// Logarithm of the likelihood; units that survived count with their probability to.
    pub log_likelihood: f64,
    /// Akaike's criterion, 2 k - 2 ln L: of laws of the same units the lowest fits best for its number of parameters.
    pub aic: f64,
    /// Akaike's criterion corrected for few units, AIC + 2 k (k + 1)/(n - k - 1); infinite where n is too small.
    pub aicc: f64,
    /// The Bayesian criterion, k ln n - 2 ln L.
    pub bic: f64,
    /// Units.
    pub n: usize,
    /// Failures among them.
    pub failures: usize,
    pub(super) units: Vec<Unit>,
    pub(super) sample: Sample,
}

/// Largest variance of the logarithm of an exponential law's mean: beyond it the likelihood is flat.
const UNKNOWN: f64 = 100.0;

/// A maximum of a likelihood.
pub(super) struct Estimate {
    pub theta: Vec<f64>,
    pub covariance: Vec<Vec<f64>>,
    pub log_likelihood: f64,
    pub sample: Sample,
}

/// Fits a law to units: how long each ran (above zero, in one unit of time) and whether it failed then.
///
/// # Errors
/// See [`FitError`].
pub fn fit(law: Law, units: &[(f64, bool)]) -> Result<Fit, FitError> {
    fit_units(law, &units.iter().map(|unit| Unit::of(*unit)).collect::<Vec<Unit>>())
}

/// Fits a law to units whose lives were observed in any way.
///
/// # Errors
/// See [`FitError`].
pub fn fit_units(law: Law, units: &[Unit]) -> Result<Fit, FitError> {
    check(law, units)?;
    let merged = merged(units);
    let Estimate { theta, covariance, log_likelihood, sample } = match law {
        Law::Gamma => shaped(gamma::fit(&merged)?, &gamma::law, &merged),
        Law::Weibull3 => shaped(three::fit(&merged)?, &three::law, &merged),
        Law::Exponential => exponential(&merged)?,
        _ => location_scale(law, &merged)?,
    };
    let finite = theta.iter().chain(covariance.iter().flatten()).all(|x| x.is_finite());
    let distribution = distribution(law, &theta);
    if !finite || distribution.problem().is_some() {
        return Err(FitError::NoMaximum);
    }
    let (n, failures) = counts(units);
    let k = law.parameters() as f64;
    let aic = 2.0 * k - 2.0 * log_likelihood;
    let rest = n - k - 1.0;
    let aicc = if rest > 0.0 { aic + 2.0 * k * (k + 1.0) / rest } else { f64::INFINITY };
    let bic = k * libm::log(n) - 2.0 * log_likelihood;
    let (n, failures) = (n as usize, failures as usize);
    Ok(Fit {
        law,
        distribution,
        theta,
        covariance,
        log_likelihood,
        aic,
        aicc,
        bic,
        n,
        failures,
        units: merged,
        sample,
    })
}

/// Neighbours with the same history as one.
fn merged(units: &[Unit]) -> Vec<Unit> {
    let mut merged: Vec<Unit> = Vec::new();
    for unit in units {
        match merged.last_mut() {
            Some(last) if last.seen == unit.seen && last.entry == unit.entry => last.count += unit.count,
            _ => merged.push(*unit),
        }
    }
    merged
}

/// An estimate in the units' own time.
fn shaped(
    (theta, covariance): (Vec<f64>, Vec<Vec<f64>>),
    law: &dyn Fn(&[f64]) -> Distribution,
    units: &[Unit],
) -> Estimate {
    let log_likelihood = direct::log_likelihood(&law(&theta), units);
    Estimate { theta, covariance, log_likelihood, sample: Sample::new(Law::Weibull, units) }
}

/// The maximum in closed form where every failure's time is known: failures over total time. Its logarithm has the
/// variance 1/failures. Elsewhere by Newton's method on the logarithm of the mean.
fn exponential(units: &[Unit]) -> Result<Estimate, FitError> {
    let is_exact = units.iter().all(|u| matches!(u.seen, Seen::Failed(_) | Seen::Running(_)));
    let sample = Sample::new(Law::Exponential, units);
    let total: f64 = units.iter().map(|u| u.count * (u.last() - u.entry_age().unwrap_or_default())).sum();
    let r = counts(units).1;
    let mut theta = libm::log(total / r);
    let mut variance = 1.0 / r;
    let likelihood = Likelihood { standard: Law::Exponential.standard(), sample: &sample };
    let at = |theta: f64| likelihood.at(sample.deviation * sample.scaled(theta), sample.deviation);
    if !is_exact {
        (theta, variance) = newton::maximum_of_one(
            &|theta| {
                let local = at(theta);
                [local.value, local.gradient[0], local.second[0]]
            },
            theta,
        )?;
    }
    if variance > UNKNOWN {
        return Err(FitError::NoMaximum);
    }
    let b = sample.deviation;
    let log_likelihood = likelihood.value(b * sample.scaled(theta), b);
    Ok(Estimate { theta: vec![theta], covariance: vec![vec![variance]], log_likelihood, sample })
}

/// The maximum of a law of location and scale.
pub(super) fn location_scale(law: Law, units: &[Unit]) -> Result<Estimate, FitError> {
    let sample = Sample::new(law, units);
    let likelihood = Likelihood { standard: law.standard(), sample: &sample };
    let newton::Maximum { a, b, covariance: [aa, ab, bb] } = newton::maximum(&likelihood)?;
    let scale = sample.deviation / b;
    let location = sample.mean + scale * a;
    // location and scale by a and b.
    let (la, lb, sb) = (scale, -scale * a / b, -scale / b);
    let location_variance = la * la * aa + 2.0 * la * lb * ab + lb * lb * bb;
    let both = sb * (la * ab + lb * bb);
    let log_likelihood = likelihood.value(b * sample.scaled(location), b);
    let covariance = vec![vec![location_variance, both], vec![both, sb * sb * bb]];
    Ok(Estimate { theta: vec![location, scale], covariance, log_likelihood, sample })
}

/// A law by what is estimated of it.
pub(super) fn distribution(law: Law, theta: &[f64]) -> Distribution {
    let of = |i: usize| theta.get(i).copied();
    let (location, scale) = (of(0).unwrap_or_default(), of(1).unwrap_or(1.0));
    let life = libm::exp(location);
    let location_h = 0.0;
    match law {
        Law::Exponential => Distribution::Exponential { rate_per_h: 1.0 / life, location_h },
        Law::Weibull => Distribution::Weibull { scale_h: life, shape: 1.0 / scale, location_h },
        Law::Lognormal => Distribution::Lognormal { mu: location, sigma: scale, location_h },
        Law::Loglogistic => Distribution::Loglogistic { scale_h: life, shape: 1.0 / scale, location_h },
        Law::Normal => Distribution::Normal { mean_h: location, sd_h: scale },
        Law::GumbelMin => Distribution::GumbelMin { location_h: location, scale_h: scale },
        Law::GumbelMax => Distribution::GumbelMax { location_h: location, scale_h: scale },
        Law::Gamma => gamma::law(theta),
        Law::Weibull3 => three::law(theta),
    }
}

/// Every law that can be fitted, the lowest Akaike criterion first. A difference below 2 says next to nothing; failure
/// physics and other data count for more.
///
/// # Errors
/// The simplest law's, when not even that can be fitted.
pub fn compare(units: &[(f64, bool)]) -> Result<Vec<Fit>, FitError> {
    compare_units(&units.iter().map(|unit| Unit::of(*unit)).collect::<Vec<Unit>>())
}

/// The same for units whose lives were observed in any way.
///
/// # Errors
/// The simplest law's, when not even that can be fitted.
pub fn compare_units(units: &[Unit]) -> Result<Vec<Fit>, FitError> {
    let first = fit_units(Law::Exponential, units)?;
    let others = Law::ALL.into_iter().filter(|law| *law != Law::Exponential);
    let mut fits: Vec<Fit> =
        std::iter::once(first).chain(others.filter_map(|law| fit_units(law, units).ok())).collect();
    fits.sort_by(|a, b| a.aic.total_cmp(&b.aic));
    Ok(fits)
}
