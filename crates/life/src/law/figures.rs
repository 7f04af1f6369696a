//! Probabilities, quantiles and the mean.

use super::Distribution;
use crate::special::normal;
use crate::special::psi::EULER;
use crate::special::{gamma, normal::quantile};

impl Distribution {
    /// Probability to survive to an age, from new.
    pub fn survival(&self, t: f64) -> f64 {
        libm::exp(-self.cumulative_hazard(t))
    }

    /// Probability to have failed by an age, from new.
    pub fn failed(&self, t: f64) -> f64 {
        match *self {
            // Far below the middle H has fewer digits than the share itself.
            Self::GumbelMax { location_h, scale_h } => libm::exp(-libm::exp((location_h - t) / scale_h)),
            Self::Normal { mean_h, sd_h } => normal::survival((mean_h - t) / sd_h),
            _ => -libm::expm1(-self.cumulative_hazard(t)),
        }
    }

    /// Density of the age at failure, per hour.
    pub fn density(&self, t: f64) -> f64 {
        // Where none survive, the hazard may be beyond all numbers.
        match (self.hazard(t), self.survival(t)) {
            (h, s) if h > 0.0 && s > 0.0 => h * s,
            _ => 0.0,
        }
    }

    /// Probability to fail within x hours, given that it runs at an age; exact where it is small.
    pub fn fails_within(&self, age: f64, x: f64) -> f64 {
        -libm::expm1(-self.gained_hazard(age, x))
    }

    /// The age by which a share of new ones has failed: B10 for 0.1. The least life for 0, infinite for 1, NaN outside.
    pub fn life_of_share(&self, share: f64) -> f64 {
        if !(0.0..=1.0).contains(&share) {
            return f64::NAN;
        }
        if share <= 0.0 || share >= 1.0 {
            return if share > 0.0 { f64::INFINITY } else { self.least_life().unwrap_or(f64::NEG_INFINITY) };
        }
        let hazard = -libm::log1p(-share);
        let ln_odds = libm::log(share) - libm::log1p(-share);
        self.least_life().unwrap_or_default()
            + match *self {
                Self::Exponential { rate_per_h, .. } => hazard / rate_per_h,
                Self::Weibull { scale_h, shape, .. } => scale_h * libm::pow(hazard, 1.0 / shape),
                Self::Lognormal { mu, sigma, .. } => libm::exp(mu + sigma * quantile(share)),
                Self::Normal { mean_h, sd_h } => mean_h + sd_h * quantile(share),
                Self::Gamma { scale_h, shape, .. } => scale_h * gamma::quantile(shape, share),
                Self::GumbelMin { location_h, scale_h } => location_h + scale_h * libm::log(hazard),
                Self::GumbelMax { location_h, scale_h } => {
                    location_h - scale_h * libm::log(-libm::log(share))
                }
                Self::Loglogistic { scale_h, shape, .. } => scale_h * libm::exp(ln_odds / shape),
            }
    }

    /// Mean life; infinite for a log-logistic shape up to one. Laws without a least life count ages below zero in.
    pub fn mean(&self) -> f64 {
        self.least_life().unwrap_or_default()
            + match *self {
                Self::Exponential { rate_per_h, .. } => 1.0 / rate_per_h,
                Self::Weibull { scale_h, shape, .. } => scale_h * libm::tgamma(1.0 + 1.0 / shape),
                Self::Lognormal { mu, sigma, .. } => libm::exp(mu + 0.5 * sigma * sigma),
                Self::Normal { mean_h, .. } => mean_h,
                Self::Gamma { scale_h, shape, .. } => scale_h * shape,
                Self::GumbelMin { location_h, scale_h } => location_h - EULER * scale_h,
                Self::GumbelMax { location_h, scale_h } => location_h + EULER * scale_h,
                Self::Loglogistic { shape, .. } if shape <= 1.0 => f64::INFINITY,
                Self::Loglogistic { scale_h, shape, .. } => {
                    let angle = std::f64::consts::PI / shape;
                    scale_h * angle / libm::sin(angle)
                }
            }
    }
}

impl Distribution {
    /// Logarithm of the density; minus infinity where nothing fails.
    pub fn ln_density(&self, t: f64) -> f64 {
        match *self {
            Self::Gamma { scale_h, shape, location_h } => {
                gamma::ln_density(shape, (t - location_h) / scale_h) - libm::log(scale_h)
            }
            _ => libm::log(self.hazard(t)) - self.cumulative_hazard(t),
        }
    }

    /// Logarithm of the share that has failed by an age.
    pub fn ln_failed(&self, t: f64) -> f64 {
        match *self {
            Self::Gamma { scale_h, shape, location_h } => gamma::ln_lower(shape, (t - location_h) / scale_h),
            Self::Normal { mean_h, sd_h } => -normal::cumulative_hazard((mean_h - t) / sd_h),
            Self::GumbelMax { location_h, scale_h } => -libm::exp((location_h - t) / scale_h),
            _ => libm::log(self.failed(t)),
        }
    }
}
