//! Distributions of the age at failure, by their cumulative hazard H = -ln S.
//!
//! The probability to fail in the next x hours is `1 - exp(-(H(t + x) - H(t)))`. Each difference is written so that
//! its digits survive when it is small beside H(t). Sources: Meeker and Escobar, Statistical Methods for Reliability
//! Data, 1998, chapters 4 and 5; Rinne, The Weibull Distribution, 2008.

use serde::{Deserialize, Serialize};

use super::normal;
use crate::reliability::weibull;

/// A distribution of the age at failure; ages in hours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Distribution {
    /// Constant hazard: H = rate t.
    Exponential {
        /// Failures per hour, more than zero.
        rate_per_h: f64,
    },
    /// H = ((t - location)/scale)^shape, zero before the location.
    Weibull {
        /// Characteristic life: from the location to the age that 36.8 % survive; more than zero.
        scale_h: f64,
        /// Shape, more than zero; below one the hazard falls, above one it rises.
        shape: f64,
        /// Age before which nothing fails; zero when absent.
        #[serde(default)]
        location_h: f64,
    },
    /// The logarithm of the age is normal.
    Lognormal {
        /// Mean of ln(age in hours).
        mu: f64,
        /// Standard deviation of ln(age in hours), more than zero.
        sigma: f64,
    },
    /// The age is normal; the share of lives below zero counts as failed when new.
    Normal {
        /// Mean.
        mean_h: f64,
        /// Standard deviation, more than zero.
        sd_h: f64,
    },
    /// Smallest extreme value: H = exp((t - location)/scale).
    GumbelMin {
        /// Age that 36.8 % survive.
        location_h: f64,
        /// Scale, more than zero.
        scale_h: f64,
    },
    /// H = ln(1 + (t/scale)^shape).
    Loglogistic {
        /// Median, more than zero.
        scale_h: f64,
        /// Shape, more than zero.
        shape: f64,
    },
}

impl Distribution {
    /// A parameter that is no number or not positive, in words.
    pub(super) fn problem(&self) -> Option<String> {
        let (any, positive) = match *self {
            Self::Exponential { rate_per_h } => ([0.0, 0.0], [("rate_per_h", rate_per_h), ("", 1.0)]),
            Self::Weibull { scale_h, shape, location_h } => {
                ([location_h, 0.0], [("scale_h", scale_h), ("shape", shape)])
            }
            Self::Lognormal { mu, sigma } => ([mu, 0.0], [("sigma", sigma), ("", 1.0)]),
            Self::Normal { mean_h, sd_h } => ([mean_h, 0.0], [("sd_h", sd_h), ("", 1.0)]),
            Self::GumbelMin { location_h, scale_h } => ([location_h, 0.0], [("scale_h", scale_h), ("", 1.0)]),
            Self::Loglogistic { scale_h, shape } => ([0.0; 2], [("scale_h", scale_h), ("shape", shape)]),
        };
        let wrong = positive.iter().find(|(_, x)| !(*x > 0.0 && x.is_finite()));
        let problem = wrong.map(|(name, x)| format!("`{name}` is {x}; it is more than zero"));
        problem.or_else(|| any.iter().find(|x| !x.is_finite()).map(|x| format!("{x} is no parameter")))
    }

    /// -ln of the probability to survive to an age, from new.
    pub(super) fn cumulative_hazard(&self, t: f64) -> f64 {
        match *self {
            Self::Exponential { rate_per_h } => rate_per_h * t,
            Self::Weibull { location_h, .. } => self.weibull().cumulative_hazard(t - location_h),
            Self::Lognormal { mu, sigma } => normal::cumulative_hazard((libm::log(t) - mu) / sigma),
            Self::Normal { mean_h, sd_h } => normal::cumulative_hazard((t - mean_h) / sd_h),
            Self::GumbelMin { location_h, scale_h } => libm::exp((t - location_h) / scale_h),
            Self::Loglogistic { scale_h, shape } => libm::log1p(libm::pow(t / scale_h, shape)),
        }
    }

    /// How much the cumulative hazard grows from an age t over x further hours; both at least zero.
    pub(crate) fn gained_hazard(&self, t: f64, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        match *self {
            Self::Exponential { rate_per_h } => rate_per_h * x,
            Self::Weibull { shape, location_h, .. } if t > location_h => {
                self.cumulative_hazard(t) * grown(t - location_h, x, shape)
            }
            Self::Weibull { .. } => self.cumulative_hazard(t + x),
            Self::Lognormal { mu, sigma } if t > 0.0 => {
                normal::gained_hazard((libm::log(t) - mu) / sigma, libm::log1p(x / t) / sigma)
            }
            Self::Lognormal { .. } => self.cumulative_hazard(x),
            Self::Normal { mean_h, sd_h } => normal::gained_hazard((t - mean_h) / sd_h, x / sd_h),
            Self::GumbelMin { scale_h, .. } => self.cumulative_hazard(t) * libm::expm1(x / scale_h),
            Self::Loglogistic { scale_h, shape } if t > 0.0 => {
                let odds_to_survive = libm::pow(t / scale_h, -shape);
                libm::log1p(grown(t, x, shape) / (1.0 + odds_to_survive))
            }
            Self::Loglogistic { .. } => self.cumulative_hazard(x),
        }
    }

    /// Failures per hour among those that reach an age; infinite where the density is.
    pub(super) fn hazard(&self, t: f64) -> f64 {
        match *self {
            Self::Exponential { rate_per_h } => rate_per_h,
            Self::Weibull { location_h, .. } if t < location_h => 0.0,
            Self::Weibull { location_h, .. } => self.weibull().hazard(t - location_h),
            Self::Lognormal { .. } if t <= 0.0 => 0.0,
            Self::Lognormal { mu, sigma } => normal::hazard((libm::log(t) - mu) / sigma) / (sigma * t),
            Self::Normal { mean_h, sd_h } => normal::hazard((t - mean_h) / sd_h) / sd_h,
            Self::GumbelMin { scale_h, .. } => self.cumulative_hazard(t) / scale_h,
            Self::Loglogistic { scale_h, shape } => {
                let z = t / scale_h;
                shape / scale_h * libm::pow(z, shape - 1.0) / (1.0 + libm::pow(z, shape))
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

/// ((t + x)/t)^shape - 1 for t above zero.
fn grown(t: f64, x: f64, shape: f64) -> f64 {
    libm::expm1(shape * libm::log1p(x / t))
}
