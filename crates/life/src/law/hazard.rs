//! Hazard, cumulative hazard and its growth.

use super::{Distribution, gamma, gumbel_max};
use crate::special::normal;
use crate::weibull;

impl Distribution {
    /// -ln of the probability to survive to an age, from new.
    pub fn cumulative_hazard(&self, t: f64) -> f64 {
        self.least_life().map_or_else(|| self.accumulated(t), |least| self.accumulated((t - least).max(0.0)))
    }

    /// The same at a time from the least life on, where there is one.
    fn accumulated(&self, t: f64) -> f64 {
        match *self {
            _ if t <= 0.0 && self.least_life().is_some() => 0.0,
            Self::Exponential { rate_per_h, .. } => rate_per_h * t,
            Self::Weibull { .. } => self.weibull().cumulative_hazard(t),
            Self::Lognormal { mu, sigma, .. } => normal::cumulative_hazard((libm::log(t) - mu) / sigma),
            Self::Normal { mean_h, sd_h } => normal::cumulative_hazard((t - mean_h) / sd_h),
            Self::Gamma { scale_h, shape, .. } => gamma::cumulative_hazard(shape, t / scale_h),
            Self::GumbelMin { location_h, scale_h } => libm::exp((t - location_h) / scale_h),
            Self::GumbelMax { location_h, scale_h } => {
                gumbel_max::cumulative_hazard((t - location_h) / scale_h)
            }
            Self::Loglogistic { scale_h, shape, .. } => match libm::pow(t / scale_h, shape) {
                odds if odds.is_finite() => libm::log1p(odds),
                _ => shape * libm::log(t / scale_h),
            },
        }
    }

    /// How much the cumulative hazard grows from an age t over x further hours, x at least zero.
    pub fn gained_hazard(&self, t: f64, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let t = match self.least_life() {
            // Not t + x, which may have lost the digits of x.
            Some(least) if t <= least => return self.accumulated(((t - least) + x).max(0.0)),
            least => t - least.unwrap_or_default(),
        };
        match *self {
            Self::Exponential { rate_per_h, .. } => rate_per_h * x,
            Self::Weibull { shape, .. } => {
                self.grown_power(t, x, shape, &|from, grown| self.weibull().cumulative_hazard(from) * grown)
            }
            Self::Lognormal { mu, sigma, .. } => {
                normal::gained_hazard((libm::log(t) - mu) / sigma, libm::log1p(x / t) / sigma)
            }
            Self::Normal { mean_h, sd_h } => normal::gained_hazard((t - mean_h) / sd_h, x / sd_h),
            Self::Gamma { scale_h, shape, .. } => gamma::gained_hazard(shape, t / scale_h, x / scale_h),
            Self::GumbelMin { scale_h, .. } => self.cumulative_hazard(t) * libm::expm1(x / scale_h),
            Self::GumbelMax { location_h, scale_h } => {
                gumbel_max::gained_hazard((t - location_h) / scale_h, x / scale_h)
            }
            Self::Loglogistic { scale_h, shape, .. } => self.grown_power(t, x, shape, &|from, grown| {
                libm::log1p(grown / (1.0 + libm::pow(from / scale_h, -shape)))
            }),
        }
    }

    /// What `narrow` makes of ((t + x)/t)^shape - 1; where the power grows beyond measure, the difference has all its
    /// digits.
    fn grown_power(&self, t: f64, x: f64, shape: f64, narrow: &dyn Fn(f64, f64) -> f64) -> f64 {
        let exponent = shape * libm::log1p(x / t);
        if exponent > 40.0 {
            let least = self.least_life().unwrap_or_default();
            return self.cumulative_hazard(least + t + x) - self.cumulative_hazard(least + t);
        }
        narrow(t, libm::expm1(exponent))
    }

    /// Failures per hour among those that reach an age; infinite where the density is.
    pub fn hazard(&self, t: f64) -> f64 {
        let t = match self.least_life() {
            Some(least) if t < least => return 0.0,
            least => t - least.unwrap_or_default(),
        };
        match *self {
            Self::Exponential { rate_per_h, .. } => rate_per_h,
            Self::Weibull { .. } => self.weibull().hazard(t),
            Self::Lognormal { .. } if t <= 0.0 => 0.0,
            Self::Lognormal { mu, sigma, .. } => normal::hazard((libm::log(t) - mu) / sigma) / (sigma * t),
            Self::Normal { mean_h, sd_h } => normal::hazard((t - mean_h) / sd_h) / sd_h,
            Self::Gamma { scale_h, shape, .. } => gamma::hazard(shape, t / scale_h) / scale_h,
            Self::GumbelMin { scale_h, .. } => self.cumulative_hazard(t) / scale_h,
            Self::GumbelMax { location_h, scale_h } => {
                gumbel_max::hazard((t - location_h) / scale_h) / scale_h
            }
            Self::Loglogistic { scale_h, shape, .. } => {
                let z = t / scale_h;
                match libm::pow(z, shape) {
                    odds if odds.is_finite() => shape / scale_h * libm::pow(z, shape - 1.0) / (1.0 + odds),
                    _ => shape / t,
                }
            }
        }
    }

    fn weibull(&self) -> weibull::Weibull {
        match *self {
            Self::Weibull { scale_h, shape, .. } => weibull::Weibull { shape, scale: scale_h },
            _ => weibull::Weibull { shape: 1.0, scale: f64::NAN },
        }
    }
}
