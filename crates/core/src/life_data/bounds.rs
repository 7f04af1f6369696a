//! What a fitted law says, with two-sided bounds.
//!
//! The delta method works on a scale on which estimates are close to normal: z for probabilities, the logarithm for
//! lives, ln of the gained hazard for the probability to fail within a time from an age. Source: Meeker and Escobar,
//! 1998, sections 8.4.2, 8.4.3 and B.2.

use serde::{Deserialize, Serialize};

use super::standard::normal_quantile;
use super::{FEW, Fit, Law, mean};

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
}

impl Fit {
    /// Probability that a new unit has failed at an age above zero. With fewer than [`FEW`] failures the bounds are
    /// those of the likelihood ratio. `None` for an age or a coverage out of its range.
    pub fn failure_probability(&self, age: f64, coverage: f64) -> Option<Bounds> {
        let method = self.method();
        self.failure_probability_by(method, age, coverage)
    }

    /// The same with bounds of a chosen kind.
    pub fn failure_probability_by(&self, method: Method, age: f64, coverage: f64) -> Option<Bounds> {
        let factor = factor(coverage).filter(|_| age > 0.0 && age.is_finite())?;
        let (z, half) = (self.z(age), factor * self.sd_of_z(self.z(age)));
        let (low, high) = match method {
            Method::Delta => (z - half, z + half),
            Method::LikelihoodRatio => self.ratio_z(self.y(age), factor),
        };
        let failed = |z: f64| self.law.standard().failed(z);
        Some(Bounds { value: failed(z), low: failed(low), high: failed(high), coverage, method })
    }

    /// Age by which a share of new units has failed: the B10 life for 0.1. With fewer than [`FEW`] failures the bounds
    /// are those of the likelihood ratio. `None` for a share or a coverage that is not above 0 and below 1.
    pub fn life(&self, share: f64, coverage: f64) -> Option<Bounds> {
        let method = self.method();
        self.life_by(method, share, coverage)
    }

    /// The same with bounds of a chosen kind.
    pub fn life_by(&self, method: Method, share: f64, coverage: f64) -> Option<Bounds> {
        let factor = factor(coverage).filter(|_| share > 0.0 && share < 1.0)?;
        let z = self.law.standard().quantile(share);
        let y = self.location + z * self.scale;
        // y = location + z scale with z fixed.
        let half = factor * self.sd(1.0, z);
        let (low, high) = match method {
            Method::Delta => (y - half, y + half),
            Method::LikelihoodRatio => self.ratio_y(z, factor),
        };
        let [value, low, high] = [y, low, high].map(|y| self.age(y));
        Some(Bounds { value, low, high, coverage, method })
    }

    /// Mean life, by the delta method. `None` where the law has none: log-logistic with a shape up to 1.
    pub fn mean_life(&self, coverage: f64) -> Option<Bounds> {
        let factor = factor(coverage)?;
        let mean = mean::of(self.law, self.location, self.scale)?;
        let half = factor * self.sd(1.0, mean.by_scale);
        let [value, low, high] = [mean.y, mean.y - half, mean.y + half].map(|y| self.age(y));
        Some(Bounds { value, low, high, coverage, method: Method::Delta })
    }

    /// Probability to fail within `ahead`, given that the unit runs at `age`; by the delta method on ln of the gained
    /// cumulative hazard. `None` for a negative age, a time ahead that is not above zero, or a coverage out of its range.
    pub fn fails_within(&self, age: f64, ahead: f64, coverage: f64) -> Option<Bounds> {
        let valid = age >= 0.0 && ahead > 0.0 && (age + ahead).is_finite();
        let factor = factor(coverage).filter(|_| valid)?;
        let gained = self.distribution.gained_hazard(age, ahead);
        if age <= 0.0 && self.law.is_of_logarithm() {
            return self.failure_probability_by(Method::Delta, ahead, coverage);
        }
        let (from, to) = (self.z(age), self.z(age + ahead));
        let [h0, h1] = [from, to].map(|z| self.law.standard().hazard(z));
        // H(z) by location is -h/scale, by scale -z h/scale.
        let by = |a: f64, b: f64| -(b - a) / (self.scale * gained);
        let half = factor * self.sd(by(h0, h1), by(from * h0, to * h1));
        let failed = |ln_gained: f64| -libm::expm1(-libm::exp(ln_gained));
        let ln_gained = libm::log(gained);
        let [value, low, high] = [ln_gained, ln_gained - half, ln_gained + half].map(failed);
        value.is_finite().then_some(Bounds { value, low, high, coverage, method: Method::Delta })
    }

    fn method(&self) -> Method {
        if self.failures < FEW { Method::LikelihoodRatio } else { Method::Delta }
    }

    /// The time or its logarithm.
    pub(super) fn y(&self, age: f64) -> f64 {
        if self.law.is_of_logarithm() { libm::log(age) } else { age }
    }

    fn age(&self, y: f64) -> f64 {
        if self.law.is_of_logarithm() { libm::exp(y) } else { y }
    }

    pub(super) fn z(&self, age: f64) -> f64 {
        (self.y(age) - self.location) / self.scale
    }

    /// Standard deviation of z at a fixed age: z by location is -1/scale, by scale -z/scale.
    pub(super) fn sd_of_z(&self, z: f64) -> f64 {
        self.sd(1.0, z) / self.scale
    }

    /// Standard deviation of a figure from its derivatives by location and scale.
    pub(super) fn sd(&self, by_location: f64, by_scale: f64) -> f64 {
        let [[ll, ls], [_, ss]] = self.covariance;
        let variance =
            by_location * by_location * ll + 2.0 * by_location * by_scale * ls + by_scale * by_scale * ss;
        libm::sqrt(variance.max(0.0))
    }

    pub(super) fn is_one_parameter(&self) -> bool {
        self.law == Law::Exponential
    }
}

/// Standard deviations to each side of a two-sided normal interval.
pub(super) fn factor(coverage: f64) -> Option<f64> {
    (coverage > 0.0 && coverage < 1.0).then(|| normal_quantile(0.5 + 0.5 * coverage))
}
