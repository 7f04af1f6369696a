//! How well a law fits: distances between the law and the estimate without a law, and how often chance does as badly.
//!
//! Anderson-Darling: n times the integral of (F_n - F)²/(F (1 - F)) over F, up to the last failure where units still ran
//! then; for a complete sample that is the usual A². Kolmogorov-Smirnov: the largest distance. The p-values come from
//! samples drawn from the fitted law and fitted again, because tables hold for known parameters only. Sources: Anderson
//! and Darling, Journal of the American Statistical Association 49, 1954; Stute, Manteiga and Quindimil, Metrika 40, 1993.

use serde::Serialize;

use super::rank::correlation;
use super::resample::Plan;
use super::{Fit, FitError, fit_units};
use crate::Distribution;
use crate::data::{Unit, steps};
use crate::random::Random;

/// Distances between a law and the units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Distances {
    /// Anderson-Darling.
    pub anderson_darling: f64,
    /// Kolmogorov-Smirnov.
    pub kolmogorov_smirnov: f64,
}

/// How well a law fits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Goodness {
    /// Distances.
    pub distances: Distances,
    /// Share of samples from the law itself that lie as far from their own fit, by Anderson-Darling; none where it was
    /// not asked for or samples cannot be drawn.
    pub p_anderson_darling: Option<f64>,
    /// The same by Kolmogorov-Smirnov.
    pub p_kolmogorov_smirnov: Option<f64>,
    /// Correlation of the probability plot; none for laws whose plot is no line.
    pub plot_correlation: Option<f64>,
}

/// Distances of units whose times are known; `None` for intervals.
pub fn distances(law: &Distribution, units: &[Unit]) -> Option<Distances> {
    let steps = steps(units, 0.9).ok()?;
    let n: f64 = units.iter().map(|u| u.count).sum();
    // Before the first failure the estimate is zero.
    let (mut from, mut estimate, mut area, mut far) = (0.0, 0.0, 0.0, 0.0_f64);
    for step in &steps {
        let to = law.failed(step.time);
        area += piece(estimate, to) - piece(estimate, from);
        let next = 1.0 - step.survival;
        far = far.max(libm::fabs(to - estimate)).max(libm::fabs(to - next));
        (from, estimate) = (to, next);
    }
    if estimate >= 1.0 {
        area += piece(1.0, 1.0) - piece(1.0, from);
    }
    Some(Distances { anderson_darling: n * area, kolmogorov_smirnov: far })
}

/// The integral of (c - u)²/(u (1 - u)) over u, where c is constant: c² ln u - (1 - c)² ln(1 - u) - u. At the ends the
/// infinite term has the factor zero.
fn piece(c: f64, u: f64) -> f64 {
    let low = if c > 0.0 { c * c * libm::log(u) } else { 0.0 };
    let high = if c < 1.0 { (1.0 - c) * (1.0 - c) * libm::log1p(-u) } else { 0.0 };
    low - high - u
}

impl Fit {
    /// How well the law fits, with p-values from `resamples` samples (none for zero).
    pub fn goodness(&self, resamples: usize, seed: u64) -> Option<Goodness> {
        let distances = distances(&self.distribution, &self.units)?;
        let chance = self.chance(distances, resamples, seed).ok().flatten();
        Some(Goodness {
            distances,
            p_anderson_darling: chance.map(|c| c.0),
            p_kolmogorov_smirnov: chance.map(|c| c.1),
            plot_correlation: correlation(self.law, &self.units),
        })
    }

    fn chance(&self, own: Distances, resamples: usize, seed: u64) -> Result<Option<(f64, f64)>, FitError> {
        let plan = Plan::new(self)?;
        let drawn = |k: usize| {
            let units = plan.draw(&self.distribution, &mut Random::new(seed, k as u64));
            distances(&fit_units(self.law, &units).ok()?.distribution, &units)
        };
        let others: Vec<Distances> = (0..resamples).filter_map(drawn).collect();
        if 2 * others.len() < resamples || others.is_empty() {
            return Ok(None);
        }
        let share = |is_as_far: &dyn Fn(&Distances) -> bool| {
            (1.0 + others.iter().filter(|d| is_as_far(d)).count() as f64) / (others.len() as f64 + 1.0)
        };
        Ok(Some((
            share(&|d| d.anderson_darling >= own.anderson_darling),
            share(&|d| d.kolmogorov_smirnov >= own.kolmogorov_smirnov),
        )))
    }
}
