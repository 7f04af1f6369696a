//! The parameters of a fitted law with bounds: positive ones on the logarithm, as Meeker and Escobar, 1998, 8.4.1.

use serde::Serialize;

use super::bounds::factor;
use super::{Bounds, Fit, Law, Method};

/// A parameter with its bounds, by the delta method.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name in `Distribution`.
    pub name: &'static str,
    /// Its value and bounds.
    pub bounds: Bounds,
}

/// How a parameter comes from location or scale.
#[derive(Clone, Copy)]
enum From {
    Location,
    ExpLocation,
    InverseExpLocation,
    Scale,
    InverseScale,
}

impl Fit {
    /// The law's parameters; none for a coverage that is not above 0 and below 1.
    pub fn parameters(&self, coverage: f64) -> Vec<Parameter> {
        let from: &[(&'static str, From)] = match self.law {
            Law::Exponential => &[("rate_per_h", From::InverseExpLocation)],
            Law::Weibull | Law::Loglogistic => {
                &[("scale_h", From::ExpLocation), ("shape", From::InverseScale)]
            }
            Law::Lognormal => &[("mu", From::Location), ("sigma", From::Scale)],
            Law::Normal => &[("mean_h", From::Location), ("sd_h", From::Scale)],
            Law::GumbelMin => &[("location_h", From::Location), ("scale_h", From::Scale)],
        };
        let Some(factor) = factor(coverage) else { return Vec::new() };
        let parameter = |(name, from): &(&'static str, From)| {
            let [value, low, high] = self.bounded(*from, factor);
            Parameter { name, bounds: Bounds { value, low, high, coverage, method: Method::Delta } }
        };
        from.iter().map(parameter).collect()
    }

    fn bounded(&self, from: From, factor: f64) -> [f64; 3] {
        let (mu, ln_sigma) = (self.location, libm::log(self.scale));
        let (d_mu, d_ln_sigma) = (factor * self.sd(1.0, 0.0), factor * self.sd(0.0, 1.0 / self.scale));
        let around = |x: f64, half: f64| [x, x - half, x + half];
        match from {
            From::Location => around(mu, d_mu),
            From::ExpLocation => around(mu, d_mu).map(libm::exp),
            From::InverseExpLocation => around(-mu, d_mu).map(libm::exp),
            From::Scale => around(ln_sigma, d_ln_sigma).map(libm::exp),
            From::InverseScale => around(-ln_sigma, d_ln_sigma).map(libm::exp),
        }
    }
}
