//! Bounds from fits to samples that are drawn from the fitted law.
//!
//! For a law of location and scale (y* - y)/scale* hardly depends on the parameters, and not at all where no unit was
//! stopped early: its quantiles over the resamples give bounds with the right coverage even for few units (Lawless,
//! Statistical Models and Methods for Lifetime Data, 2003, 4.1 and appendix D; Meeker and Escobar, 1998, 9.6). For other
//! laws the bounds are percentiles, corrected for their bias (Efron, Canadian Journal of Statistics 9, 1981).

use super::bounds::{Bounds, Method, factor};
use super::resample::Plan;
use super::standard::normal_quantile;
use super::{Fit, FitError, Parameter, fit_units};
use crate::Distribution;
use crate::random::Random;
use crate::special::normal;

/// Fits to resamples of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap<'a> {
    fit: &'a Fit,
    fits: Vec<(Vec<f64>, Distribution)>,
    /// Resamples that could not be fitted, for example with fewer than two failures.
    pub without_fit: usize,
}

impl Fit {
    /// Draws and fits `resamples` samples; resample k draws from stream k of the seed.
    ///
    /// # Errors
    /// [`FitError::NoResampling`] where it is not known how the units were watched, or where fewer than half of the
    /// resamples could be fitted.
    pub fn bootstrap(&self, resamples: usize, seed: u64) -> Result<Bootstrap<'_>, FitError> {
        let plan = Plan::new(self)?;
        let fitted = |k: usize| {
            let units = plan.draw(&self.distribution, &mut Random::new(seed, k as u64));
            fit_units(self.law, &units).ok().map(|fit| (fit.theta, fit.distribution))
        };
        let fits: Vec<_> = (0..resamples).filter_map(fitted).collect();
        if 2 * fits.len() < resamples || fits.len() < 2 {
            return Err(FitError::NoResampling("most resamples have too few failures for a fit"));
        }
        let without_fit = resamples - fits.len();
        Ok(Bootstrap { fit: self, fits, without_fit })
    }
}

impl Bootstrap<'_> {
    /// Whether these are resamples of a fit.
    pub(super) fn is_of(&self, fit: &Fit) -> bool {
        std::ptr::eq(self.fit, fit)
    }

    /// Age by which a share of new units has failed.
    pub fn life(&self, share: f64, coverage: f64) -> Option<Bounds> {
        factor(coverage).filter(|_| share > 0.0 && share < 1.0)?;
        let value = self.fit.distribution.life_of_share(share);
        if !self.fit.law.is_location_scale() {
            return self.percentile(value, &|law| law.life_of_share(share), coverage);
        }
        let (low, high) = self.life_ends(self.fit.law.standard().quantile(share), coverage)?;
        Some(bounds(value, self.fit.age(low), self.fit.age(high), coverage))
    }

    /// Bounds of the y whose z is given.
    fn life_ends(&self, z: f64, coverage: f64) -> Option<(f64, f64)> {
        let (location, scale) = (self.fit.location(), self.fit.scale());
        let y = location + z * scale;
        let pivots = self.fits.iter().map(|(theta, _)| {
            let other = theta.get(1).copied().unwrap_or(1.0);
            (theta.first().copied().unwrap_or_default() + z * other - y) / other
        });
        let [low, high] = tails(pivots.collect(), coverage)?;
        Some((y - scale * high, y - scale * low))
    }

    /// Probability that a new unit has failed at an age above zero: the shares whose lives have it for a bound.
    pub fn failure_probability(&self, age: f64, coverage: f64) -> Option<Bounds> {
        factor(coverage).filter(|_| age > 0.0 && age.is_finite())?;
        let value = self.fit.distribution.failed(age);
        if !self.fit.law.is_location_scale() {
            return self.percentile(value, &|law| law.failed(age), coverage);
        }
        let y = self.fit.y(age);
        let failed = |z: f64| self.fit.law.standard().failed(z);
        let low = self.z_where(|ends: (f64, f64)| ends.1 < y, coverage)?;
        let high = self.z_where(|ends: (f64, f64)| ends.0 < y, coverage)?;
        Some(bounds(value, failed(low), failed(high), coverage))
    }

    /// The z up to which the ends of its life lie below.
    fn z_where(&self, is_below: impl Fn((f64, f64)) -> bool, coverage: f64) -> Option<f64> {
        let (mut low, mut high) = (-60.0, 60.0);
        for _ in 0..40 {
            let middle = 0.5 * (low + high);
            if is_below(self.life_ends(middle, coverage)?) { low = middle } else { high = middle }
        }
        Some(0.5 * (low + high))
    }

    /// Mean life. `None` where the law has no mean.
    pub fn mean_life(&self, coverage: f64) -> Option<Bounds> {
        let value = Some(self.fit.distribution.mean()).filter(|mean| mean.is_finite())?;
        self.percentile(value, &Distribution::mean, coverage)
    }

    /// Probability to fail within `ahead`, given that the unit runs at `age`; `None` as [`Fit::fails_within`].
    pub fn fails_within(&self, age: f64, ahead: f64, coverage: f64) -> Option<Bounds> {
        if age <= 0.0 && self.fit.law.is_of_logarithm() {
            return self.failure_probability(ahead, coverage);
        }
        let valid = age >= 0.0 && ahead > 0.0 && (age + ahead).is_finite();
        let value = valid.then(|| self.fit.distribution.fails_within(age, ahead))?;
        self.percentile(value, &|law| law.fails_within(age, ahead), coverage)
    }

    /// The law's parameters, by the names of [`Fit::parameters`].
    pub fn parameters(&self, coverage: f64) -> Vec<Parameter> {
        let named = self.fit.parameters(coverage);
        let bounded = |parameter: &Parameter| {
            let bounds = self.parameter(parameter, coverage)?;
            Some(Parameter { name: parameter.name, bounds })
        };
        named.iter().filter_map(bounded).collect()
    }

    /// A location is a life at z = 0; a scale is its ratio to those of the resamples.
    fn parameter(&self, parameter: &Parameter, coverage: f64) -> Option<Bounds> {
        let value = parameter.bounds.value;
        let ends = |(low, high): (f64, f64)| bounds(value, low, high, coverage);
        if !self.fit.law.is_location_scale() {
            return self.percentile(value, &|law| named(law, parameter.name), coverage);
        }
        let is_location = matches!(parameter.name, "rate_per_h" | "mu" | "mean_h" | "location_h")
            || parameter.name == "scale_h" && self.fit.law.is_of_logarithm();
        if is_location {
            let (low, high) = self.life_ends(0.0, coverage)?;
            return Some(ends(match parameter.name {
                "rate_per_h" => (libm::exp(-high), libm::exp(-low)),
                "scale_h" => (libm::exp(low), libm::exp(high)),
                _ => (low, high),
            }));
        }
        let scale = self.fit.scale();
        let ratios = self.fits.iter().map(|(theta, _)| theta.get(1).copied().unwrap_or(1.0) / scale);
        let [low, high] = tails(ratios.collect(), coverage)?;
        Some(ends(if parameter.name == "shape" {
            (value * low, value * high)
        } else {
            (value / high, value / low)
        }))
    }

    /// Percentiles of a figure, shifted by how far its middle lies from the estimate.
    fn percentile(&self, value: f64, figure: &dyn Fn(&Distribution) -> f64, coverage: f64) -> Option<Bounds> {
        let mut found: Vec<f64> =
            self.fits.iter().map(|(_, law)| figure(law)).filter(|x| !x.is_nan()).collect();
        found.sort_by(f64::total_cmp);
        let n = found.len() as f64;
        let below = found.iter().filter(|x| **x < value).count() as f64;
        let shift = normal_quantile(((below + 0.5) / (n + 1.0)).clamp(0.5 / n, 1.0 - 0.5 / n));
        let z = factor(coverage)?;
        let at = |z: f64| quantile(&found, normal::survival(-(2.0 * shift + z)));
        Some(bounds(value, at(-z)?, at(z)?, coverage))
    }
}

fn bounds(value: f64, low: f64, high: f64, coverage: f64) -> Bounds {
    Bounds { value, low, high, coverage, method: Method::Bootstrap }
}

/// A parameter of a law without location and scale, by its name.
fn named(law: &Distribution, name: &str) -> f64 {
    let (scale, shape, location) = match *law {
        Distribution::Gamma { scale_h, shape, location_h }
        | Distribution::Weibull { scale_h, shape, location_h } => (scale_h, shape, location_h),
        _ => (f64::NAN, f64::NAN, f64::NAN),
    };
    match name {
        "scale_h" => scale,
        "shape" => shape,
        _ => location,
    }
}

/// Both tails that a coverage leaves.
fn tails(mut values: Vec<f64>, coverage: f64) -> Option<[f64; 2]> {
    values.sort_by(f64::total_cmp);
    let tail = 0.5 * (1.0 - coverage);
    Some([quantile(&values, tail)?, quantile(&values, 1.0 - tail)?])
}

/// Of sorted values, the one at position (n + 1) p, between neighbours in proportion.
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = ((sorted.len() as f64 + 1.0) * p - 1.0).clamp(0.0, last as f64);
    let below = libm::floor(position) as usize;
    let (a, b) = (*sorted.get(below)?, *sorted.get((below + 1).min(last))?);
    Some(a + (position - below as f64) * (b - a))
}
