//! The mean residual life, the integral of S(t + u)/S(t) over u: every law here has a closed form.
//!
//! Sources: Rinne, The Weibull Distribution, 2008, 2.9 (Weibull); Meeker and Escobar, 1998, chapters 4 and 5; the
//! others follow by putting S or H for the variable of the integral.

use super::{Distribution, gamma, gumbel_max};
use crate::special::exponential_integral::scaled_e1;
use crate::special::gamma::scaled_upper;
use crate::special::{beta, normal};

impl Distribution {
    /// Mean further life of those that reach an age; infinite for a log-logistic shape up to one.
    pub fn mean_residual_life(&self, age: f64) -> f64 {
        let t = match self.least_life() {
            Some(least) if age <= least => return self.mean() - age,
            least => age - least.unwrap_or_default(),
        };
        match *self {
            Self::Exponential { rate_per_h, .. } => 1.0 / rate_per_h,
            // scale/shape e^H Gamma(1/shape, H).
            Self::Weibull { scale_h, shape, .. } => {
                scale_h / shape * scaled_upper(1.0 / shape, self.cumulative_hazard(age))
            }
            Self::Lognormal { mu, sigma, .. } => lognormal(t, mu, sigma),
            Self::Normal { mean_h, sd_h } => sd_h * normal::excess((t - mean_h) / sd_h),
            Self::Gamma { scale_h, shape, .. } => scale_h * gamma::residual(shape, t / scale_h),
            // scale e^H E1(H); where H is too small to be told from zero, ln H is (t - location)/scale.
            Self::GumbelMin { scale_h, .. } => match self.cumulative_hazard(age) {
                h if h < 1e-17 => self.mean() - age,
                h if h > 1e15 => scale_h / h,
                h => scale_h * scaled_e1(h),
            },
            Self::GumbelMax { location_h, scale_h } => {
                scale_h * gumbel_max::residual((t - location_h) / scale_h)
            }
            Self::Loglogistic { shape, .. } if shape <= 1.0 => f64::INFINITY,
            Self::Loglogistic { scale_h, shape, .. } => {
                let odds = libm::pow(t / scale_h, shape);
                if odds > 1e150 {
                    return t / (shape - 1.0);
                }
                let survival = 1.0 / (1.0 + odds);
                let rest = odds / (1.0 + odds);
                scale_h / shape * beta::incomplete(survival, rest, 1.0 - 1.0 / shape) / survival
            }
        }
    }
}

/// mean Q(z - sigma)/Q(z) - t, with z = (ln t - mu)/sigma and Q the upper tail of the normal law.
fn lognormal(t: f64, mu: f64, sigma: f64) -> f64 {
    let z = (libm::log(t) - mu) / sigma;
    // ln of mean/t is sigma²/2 - sigma z.
    let ln_ratio = sigma * (0.5 * sigma - z) + normal::gained_hazard(z - sigma, sigma);
    t * libm::expm1(ln_ratio)
}
