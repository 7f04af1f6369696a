//! Distributions of the age at failure, by their cumulative hazard H = -ln S.
//!
//! The probability to fail in the next x hours is `1 - exp(-(H(t + x) - H(t)))`. Each difference is written so that
//! its digits survive when it is small beside H(t). Sources: Meeker and Escobar, Statistical Methods for Reliability
//! Data, 1998, chapters 4 and 5; Rinne, The Weibull Distribution, 2008.

mod figures;
mod gamma;
pub(crate) mod gumbel_max;
mod hazard;
mod late;
mod residual;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// A distribution of the age at failure; ages in hours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Distribution {
    /// Constant hazard: H = rate (t - location), zero before the location.
    Exponential {
        /// Failures per hour, more than zero.
        rate_per_h: f64,
        /// Age before which nothing fails; zero when absent.
        #[serde(default, skip_serializing_if = "is_zero")]
        location_h: f64,
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
        /// Age before which nothing fails, from which the logarithm counts; zero when absent.
        #[serde(default, skip_serializing_if = "is_zero")]
        location_h: f64,
    },
    /// The age is normal; the share of lives below zero counts as failed when new.
    Normal {
        /// Mean.
        mean_h: f64,
        /// Standard deviation, more than zero.
        sd_h: f64,
    },
    /// A sum of exponential lives, for a whole shape: S = Q(shape, (t - location)/scale).
    Gamma {
        /// Scale, more than zero; the mean is shape times scale from the location.
        scale_h: f64,
        /// Shape, more than zero; below one the hazard falls, above one it rises to 1/scale.
        shape: f64,
        /// Age before which nothing fails; zero when absent.
        #[serde(default, skip_serializing_if = "is_zero")]
        location_h: f64,
    },
    /// Smallest extreme value: H = exp((t - location)/scale).
    GumbelMin {
        /// Age that 36.8 % survive.
        location_h: f64,
        /// Scale, more than zero.
        scale_h: f64,
    },
    /// Largest extreme value: F = exp(-exp(-(t - location)/scale)).
    GumbelMax {
        /// Age by which 36.8 % have failed.
        location_h: f64,
        /// Scale, more than zero.
        scale_h: f64,
    },
    /// H = ln(1 + ((t - location)/scale)^shape).
    Loglogistic {
        /// Median from the location, more than zero.
        scale_h: f64,
        /// Shape, more than zero.
        shape: f64,
        /// Age before which nothing fails; zero when absent.
        #[serde(default, skip_serializing_if = "is_zero")]
        location_h: f64,
    },
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference; where pointers have 32 bits nothing is to allow"
)]
fn is_zero(x: &f64) -> bool {
    *x == 0.0
}

impl Distribution {
    /// A parameter that is no number or not positive, in words.
    pub fn problem(&self) -> Option<String> {
        let (any, positive) = match *self {
            Self::Exponential { rate_per_h, location_h } => {
                (location_h, [("rate_per_h", rate_per_h), ("", 1.0)])
            }
            Self::Weibull { scale_h, shape, location_h }
            | Self::Gamma { scale_h, shape, location_h }
            | Self::Loglogistic { scale_h, shape, location_h } => {
                (location_h, [("scale_h", scale_h), ("shape", shape)])
            }
            Self::Lognormal { mu, sigma, location_h } => (mu + location_h, [("sigma", sigma), ("", 1.0)]),
            Self::Normal { mean_h, sd_h } => (mean_h, [("sd_h", sd_h), ("", 1.0)]),
            Self::GumbelMin { location_h, scale_h } | Self::GumbelMax { location_h, scale_h } => {
                (location_h, [("scale_h", scale_h), ("", 1.0)])
            }
        };
        let wrong = positive.iter().find(|(_, x)| !(*x > 0.0 && x.is_finite()));
        let problem = wrong.map(|(name, x)| format!("`{name}` is {x}; it is more than zero"));
        problem.or_else(|| (!any.is_finite()).then(|| format!("{any} is no parameter")))
    }

    /// The age before which nothing fails; none for the laws that have no least life.
    pub fn least_life(&self) -> Option<f64> {
        match *self {
            Self::Exponential { location_h, .. }
            | Self::Weibull { location_h, .. }
            | Self::Lognormal { location_h, .. }
            | Self::Gamma { location_h, .. }
            | Self::Loglogistic { location_h, .. } => Some(location_h),
            Self::Normal { .. } | Self::GumbelMin { .. } | Self::GumbelMax { .. } => None,
        }
    }
}
