//! What a fitted law says, with two-sided bounds.
//!
//! The delta method works on a scale on which estimates are close to normal: z for probabilities, the logarithm for
//! lives, ln of the gained hazard for the probability to fail within a time from an age. Source: Meeker and Escobar,
//! 1998, sections 8.4.2, 8.4.3 and B.2.

use serde::{Deserialize, Serialize};

use super::standard::normal_quantile;
use super::{FEW, Fit, mean, shaped};
use crate::Distribution;

/// A value with two-sided bounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The estimate.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound; infinite where the units do not bound it.
    pub high: f64,
    /// Nominal coverage, above 0 and below 1.
    pub coverage: f64,
    /// Where the bounds come from.
    pub method: Method,
}

/// Where bounds come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// From the covariance; approximate, and too narrow with few failures.
    Delta,
    /// From the likelihood ratio.
    LikelihoodRatio,
    /// From fits to samples that were drawn from the fitted law.
    Bootstrap,
}

impl Fit {
    /// Probability that a new unit has failed at an age above zero. With fewer than [`FEW`] failures the bounds are
    /// those of the likelihood ratio. `None` for an age or a coverage out of its range.
    pub fn failure_probability(&self, age: f64, coverage: f64) -> Option<Bounds> {
        self.failure_probability_by(self.method(), age, coverage)
    }

    /// The same with bounds of a chosen kind; `None` also where there are no such bounds: those of resamples are
    /// [`super::Bootstrap`]'s, and a law with a location has none of the likelihood ratio.
    pub fn failure_probability_by(&self, method: Method, age: f64, coverage: f64) -> Option<Bounds> {
        let factor = factor(coverage).filter(|_| age > 0.0 && age.is_finite())?;
        let bounds = |value, low, high| Bounds { value, low, high, coverage, method };
        if !self.law.is_location_scale() {
            let (low, high) = match method {
                Method::Delta => shaped::delta_probability(self, age, factor)?,
                Method::LikelihoodRatio => shaped::ratio_probability(self, age, factor)?,
                Method::Bootstrap => return None,
            };
            return Some(bounds(self.distribution.failed(age), low, high));
        }
        let (z, half) = (self.z(age), factor * self.sd_of_z(self.z(age)));
        let (low, high) = match method {
            Method::Delta => (z - half, z + half),
            Method::LikelihoodRatio => self.ratio_z(self.y(age), factor),
            Method::Bootstrap => return None,
        };
        let failed = |z: f64| self.law.standard().failed(z);
        Some(bounds(failed(z), failed(low), failed(high)))
    }

    /// Age by which a share of new units has failed: the B10 life for 0.1. With fewer than [`FEW`] failures the bounds
    /// are those of the likelihood ratio. `None` for a share or a coverage that is not above 0 and below 1.
    pub fn life(&self, share: f64, coverage: f64) -> Option<Bounds> {
        self.life_by(self.method(), share, coverage)
    }

    /// The same with bounds of a chosen kind; `None` as in [`Self::failure_probability_by`].
    pub fn life_by(&self, method: Method, share: f64, coverage: f64) -> Option<Bounds> {
        let factor = factor(coverage).filter(|_| share > 0.0 && share < 1.0)?;
        let bounds = |value, low, high| Bounds { value, low, high, coverage, method };
        if !self.law.is_location_scale() {
            let (low, high) = match method {
                Method::Delta => shaped::delta_life(self, share, factor)?,
                Method::LikelihoodRatio => shaped::ratio_life(self, share, factor)?,
                Method::Bootstrap => return None,
            };
            return Some(bounds(self.distribution.life_of_share(share), low, high));
        }
        let z = self.law.standard().quantile(share);
        let y = self.location() + z * self.scale();
        // y = location + z scale with z fixed.
        let half = factor * self.sd(1.0, z);
        let (low, high) = match method {
            Method::Delta => (y - half, y + half),
            Method::LikelihoodRatio => self.ratio_y(z, factor),
            Method::Bootstrap => return None,
        };
        Some(bounds(self.age(y), self.age(low), self.age(high)))
    }

    /// Mean life. With fewer than [`FEW`] failures the bounds are those of the likelihood ratio where there are such.
    /// `None` for a coverage out of its range, or where the law has no mean.
    pub fn mean_life(&self, coverage: f64) -> Option<Bounds> {
        let by = |method| self.mean_life_by(method, coverage);
        by(self.method()).or_else(|| by(Method::Delta))
    }

    /// The same with bounds of a chosen kind: by the delta method on the logarithm where it is positive. `None` as in
    /// [`Self::failure_probability_by`]; there is no likelihood ratio where units entered late, and where the units do not
    /// bound the law.
    pub fn mean_life_by(&self, method: Method, coverage: f64) -> Option<Bounds> {
        let factor = factor(coverage)?;
        let value = Some(self.distribution.mean()).filter(|mean| mean.is_finite())?;
        let (low, high) = match method {
            Method::Delta => self.delta_mean(factor)?,
            Method::LikelihoodRatio => self.range(factor, &Distribution::mean)?,
            Method::Bootstrap => return None,
        };
        Some(Bounds { value, low, high, coverage, method })
    }

    fn delta_mean(&self, factor: f64) -> Option<(f64, f64)> {
        if !self.law.is_location_scale() {
            return shaped::delta_mean(self, factor);
        }
        let mean = mean::of(self.law, self.location(), self.scale())?;
        let half = factor * self.sd(1.0, mean.by_scale);
        Some((self.age(mean.y - half), self.age(mean.y + half)))
    }

    /// Probability to fail within `ahead`, given that the unit runs at `age`. With fewer than [`FEW`] failures the bounds
    /// are those of the likelihood ratio where there are such. `None` for a negative age, a time ahead that is not above
    /// zero, or a coverage out of its range.
    pub fn fails_within(&self, age: f64, ahead: f64, coverage: f64) -> Option<Bounds> {
        let by = |method| self.fails_within_by(method, age, ahead, coverage);
        by(self.method()).or_else(|| by(Method::Delta))
    }

    /// The same with bounds of a chosen kind: by the delta method on ln of the gained cumulative hazard. `None` as in
    /// [`Self::mean_life_by`].
    pub fn fails_within_by(&self, method: Method, age: f64, ahead: f64, coverage: f64) -> Option<Bounds> {
        let valid = age >= 0.0 && ahead > 0.0 && (age + ahead).is_finite();
        let factor = factor(coverage).filter(|_| valid)?;
        if age <= 0.0 && self.law.is_of_logarithm() {
            return self.failure_probability_by(method, ahead, coverage);
        }
        let value = self.distribution.fails_within(age, ahead);
        let (low, high) = match method {
            Method::Delta => self.delta_within(age, ahead, factor)?,
            Method::LikelihoodRatio => self.range(factor, &|law| law.fails_within(age, ahead))?,
            Method::Bootstrap => return None,
        };
        value.is_finite().then_some(Bounds { value, low, high, coverage, method })
    }

    fn delta_within(&self, age: f64, ahead: f64, factor: f64) -> Option<(f64, f64)> {
        let gained = self.distribution.gained_hazard(age, ahead);
        let half = factor * self.sd_of_ln_gained(age, ahead, gained)?;
        let failed = |ln_gained: f64| -libm::expm1(-libm::exp(ln_gained));
        let ln_gained = libm::log(gained);
        Some((failed(ln_gained - half), failed(ln_gained + half)))
    }

    fn sd_of_ln_gained(&self, age: f64, ahead: f64, gained: f64) -> Option<f64> {
        if !self.law.is_location_scale() {
            return shaped::sd(self, &|law| libm::log(law.gained_hazard(age, ahead)));
        }
        let (from, to) = (self.z(age), self.z(age + ahead));
        let [h0, h1] = [from, to].map(|z| self.law.standard().hazard(z));
        // H(z) by location is -h/scale, by scale -z h/scale.
        let by = |a: f64, b: f64| -(b - a) / (self.scale() * gained);
        Some(self.sd(by(h0, h1), by(from * h0, to * h1)))
    }

    fn method(&self) -> Method {
        let has_ratio = self.law != super::Law::Weibull3;
        if self.failures < FEW && has_ratio { Method::LikelihoodRatio } else { Method::Delta }
    }

    /// The location of y, for a law that has one.
    pub(super) fn location(&self) -> f64 {
        self.theta.first().copied().unwrap_or_default()
    }

    /// The scale of y; 1 for the exponential law.
    pub(super) fn scale(&self) -> f64 {
        self.theta.get(1).copied().unwrap_or(1.0)
    }

    /// The time or its logarithm.
    pub(super) fn y(&self, age: f64) -> f64 {
        if self.law.is_of_logarithm() { libm::log(age) } else { age }
    }

    pub(super) fn age(&self, y: f64) -> f64 {
        if self.law.is_of_logarithm() { libm::exp(y) } else { y }
    }

    pub(super) fn z(&self, age: f64) -> f64 {
        (self.y(age) - self.location()) / self.scale()
    }

    /// Standard deviation of z at a fixed age: z by location is -1/scale, by scale -z/scale.
    pub(super) fn sd_of_z(&self, z: f64) -> f64 {
        self.sd(1.0, z) / self.scale()
    }

    /// Standard deviation of a figure from its derivatives by location and scale.
    pub(super) fn sd(&self, by_location: f64, by_scale: f64) -> f64 {
        let variance = match self.covariance.as_slice() {
            [first, second] => {
                let (ll, ls) =
                    (first.first().copied().unwrap_or_default(), first.get(1).copied().unwrap_or_default());
                let ss = second.get(1).copied().unwrap_or_default();
                by_location * by_location * ll + 2.0 * by_location * by_scale * ls + by_scale * by_scale * ss
            }
            rows => {
                let ll = rows.first().and_then(|row| row.first()).copied().unwrap_or_default();
                by_location * by_location * ll
            }
        };
        libm::sqrt(variance.max(0.0))
    }

    pub(super) fn is_one_parameter(&self) -> bool {
        self.law == super::Law::Exponential
    }
}

/// Standard deviations to each side of a two-sided normal interval.
pub(super) fn factor(coverage: f64) -> Option<f64> {
    (coverage > 0.0 && coverage < 1.0).then(|| normal_quantile(0.5 + 0.5 * coverage))
}
