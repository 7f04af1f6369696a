//! Two kinds of units, each with a Weibull law: which share is weak, and how long each kind lives.
//!
//! Expectation and maximisation from several starts (Dempster, Laird and Rubin, Journal of the Royal Statistical Society
//! B 39, 1977), then Newton's method on all five parameters. The likelihood grows without end where one kind shrinks to
//! a single failure; a start that leads there is given up, and what is taken is the highest maximum that is left.

use super::direct::log_likelihood;
use super::fitted::location_scale;
use super::sample::counts;
use super::stencil::maximum;
use super::{FitError, Law};
use crate::Distribution;
use crate::data::{self, Seen, Unit};
use crate::system::Mixture;

/// Rounds of expectation and maximisation from each start.
const ROUNDS: usize = 300;
/// A kind needs failures worth this many units.
const LEAST: f64 = 2.0;
/// A shape beyond this is a kind that shrinks to a point.
const STEEPEST: f64 = 100.0;
const STEPS: [f64; 5] = [0.03; 5];

/// A fitted mixture of two Weibull laws, the one that fails first first.
#[derive(Debug, Clone, PartialEq)]
pub struct MixtureFit {
    /// Shares and laws.
    pub mixture: Mixture,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion for five parameters.
    pub aic: f64,
    /// Covariance of ln(share/(1 - share)) of the first, ln scale and ln shape of both.
    pub covariance: Vec<Vec<f64>>,
}

/// Fits two kinds of units.
///
/// # Errors
/// See [`FitError`]: fewer than five failures, or no maximum in which both kinds hold at least two failures.
pub fn fit_mixture(units: &[Unit]) -> Result<MixtureFit, FitError> {
    data::check(units)?;
    let failures = counts(units).1;
    if failures < 5.0 {
        return Err(FitError::Failures { failures: failures as usize, needed: 5 });
    }
    let starts = [0.1, 0.25, 0.5, 0.75].into_iter().filter_map(|share| climbed(units, share));
    let best = starts.max_by(|a, b| value(&theta(a), units).total_cmp(&value(&theta(b), units)));
    let start = best.ok_or(FitError::NoMaximum)?;
    let (top, covariance) =
        maximum(&|x| value(x, units), &theta(&start), &STEPS).ok_or(FitError::NoMaximum)?;
    let mixture = mixture(&top);
    let log_likelihood = value(&top, units);
    let is_steep = mixture.parts.iter().any(|(_, law)| shape(law) > STEEPEST);
    if is_steep || !log_likelihood.is_finite() {
        return Err(FitError::NoMaximum);
    }
    Ok(MixtureFit { mixture: sorted(mixture), log_likelihood, aic: 10.0 - 2.0 * log_likelihood, covariance })
}

fn shape(law: &Distribution) -> f64 {
    if let Distribution::Weibull { shape, .. } = law { *shape } else { f64::NAN }
}

fn sorted(mut mixture: Mixture) -> Mixture {
    mixture.parts.sort_by(|a, b| a.1.life_of_share(0.5).total_cmp(&b.1.life_of_share(0.5)));
    mixture
}

/// Logit of the first share, ln scale and ln shape of both.
fn theta(mixture: &Mixture) -> Vec<f64> {
    let share = mixture.parts.first().map_or(0.5, |part| part.0);
    let mut theta = vec![libm::log(share / (1.0 - share))];
    for (_, law) in &mixture.parts {
        if let Distribution::Weibull { scale_h, shape, .. } = law {
            theta.extend([libm::log(*scale_h), libm::log(*shape)]);
        }
    }
    theta
}

fn mixture(theta: &[f64]) -> Mixture {
    let of = |i: usize| theta.get(i).copied().unwrap_or_default();
    let share = 1.0 / (1.0 + libm::exp(-of(0)));
    let law = |i: usize| Distribution::Weibull {
        scale_h: libm::exp(of(i)),
        shape: libm::exp(of(i + 1)),
        location_h: 0.0,
    };
    Mixture { parts: vec![(share, law(1)), (1.0 - share, law(3))] }
}

/// Logarithm of the likelihood. Left truncation divides by the mixture's survival, not by each part's.
fn value(theta: &[f64], units: &[Unit]) -> f64 {
    let mixture = mixture(theta);
    let of = |unit: &Unit| {
        let whole: f64 = weights(&mixture, unit).iter().sum();
        let entered = unit.entry_age().map_or(1.0, |age| mixture.survival(age));
        unit.count * libm::log(whole / entered)
    };
    let sum: f64 = units.iter().map(of).sum();
    if sum.is_nan() { f64::NEG_INFINITY } else { sum }
}

/// Share times likelihood of a unit under each part.
fn weights(mixture: &Mixture, unit: &Unit) -> Vec<f64> {
    let watched = [Unit { entry: None, count: 1.0, ..*unit }];
    mixture.parts.iter().map(|(share, law)| share * libm::exp(log_likelihood(law, &watched))).collect()
}

/// From a start that takes the first failures for one kind.
fn climbed(units: &[Unit], share: f64) -> Option<Mixture> {
    let mut times: Vec<f64> = units.iter().filter(|u| u.is_failure()).map(Unit::last).collect();
    times.sort_by(f64::total_cmp);
    let edge = *times.get((share * times.len() as f64) as usize)?;
    let early = |u: &Unit| u.is_failure() && u.last() <= edge;
    let mut first: Vec<f64> = units.iter().map(|u| if early(u) { 0.9 } else { 0.1 }).collect();
    let mut found = None;
    for _ in 0..ROUNDS {
        let next = maximised(units, &first)?;
        first = units
            .iter()
            .map(|unit| match weights(&next, unit).as_slice() {
                [a, b] if a + b > 0.0 => a / (a + b),
                _ => 0.5,
            })
            .collect();
        found = Some(next);
    }
    found
}

/// The best shares and laws when each unit belongs to the first kind in part.
fn maximised(units: &[Unit], first: &[f64]) -> Option<Mixture> {
    let n: f64 = units.iter().map(|u| u.count).sum();
    let share = units.iter().zip(first).map(|(u, p)| u.count * p).sum::<f64>() / n;
    let law = |of: &dyn Fn(f64) -> f64| {
        let weighted = units.iter().zip(first).map(|(u, p)| u.times(u.count * of(*p)));
        let weighted: Vec<Unit> = weighted.filter(|u| u.count > 1e-12).collect();
        if counts(&weighted).1 < LEAST {
            return None;
        }
        let theta = location_scale(Law::Weibull, &weighted).ok()?.theta;
        let (location, scale) = (*theta.first()?, *theta.get(1)?);
        let law = Distribution::Weibull { scale_h: libm::exp(location), shape: 1.0 / scale, location_h: 0.0 };
        (shape(&law) <= STEEPEST).then_some(law)
    };
    let parts = vec![(share, law(&|p| p)?), (1.0 - share, law(&|p| 1.0 - p)?)];
    Some(Mixture { parts })
}

/// The laws of competing modes from units whose failures carry a mode: for each, the failures by other modes count as
/// units that were stopped.
///
/// # Errors
/// See [`FitError`], of the first mode that cannot be fitted.
pub fn fit_modes(law: Law, units: &[(Unit, usize)], modes: usize) -> Result<Vec<super::Fit>, FitError> {
    let of_mode = |mode: usize| {
        let seen = |(unit, own): &(Unit, usize)| match unit.seen {
            Seen::Failed(t) if *own != mode => Unit { seen: Seen::Running(t), ..*unit },
            _ => *unit,
        };
        super::fit_units(law, &units.iter().map(seen).collect::<Vec<Unit>>())
    };
    (0..modes).map(of_mode).collect()
}
