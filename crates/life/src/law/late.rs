//! Ages by the share that survives them, which has digits where the share that failed is 1 to the last of its own.

use super::Distribution;
use crate::special::gamma;
use crate::special::normal::quantile;

impl Distribution {
    /// The age that a share of new ones survives: the inverse of [`Self::survival`]. Infinite for 0, the least life for 1,
    /// NaN outside.
    pub fn life_of_survivors(&self, survival: f64) -> f64 {
        // The other share is exact from a half on.
        if !(survival > 0.0 && survival < 0.5) {
            return self.life_of_share(1.0 - survival);
        }
        let hazard = -libm::log(survival);
        let failed_hazard = -libm::log1p(-survival);
        self.least_life().unwrap_or_default()
            + match *self {
                Self::Exponential { rate_per_h, .. } => hazard / rate_per_h,
                Self::Weibull { scale_h, shape, .. } => scale_h * libm::pow(hazard, 1.0 / shape),
                Self::Lognormal { mu, sigma, .. } => libm::exp(mu - sigma * quantile(survival)),
                Self::Normal { mean_h, sd_h } => mean_h - sd_h * quantile(survival),
                Self::Gamma { scale_h, shape, .. } => scale_h * gamma::quantile_of_rest(shape, survival),
                Self::GumbelMin { location_h, scale_h } => location_h + scale_h * libm::log(hazard),
                Self::GumbelMax { location_h, scale_h } => location_h - scale_h * libm::log(failed_hazard),
                Self::Loglogistic { scale_h, shape, .. } => {
                    scale_h * libm::exp((hazard - failed_hazard) / shape)
                }
            }
    }
}
