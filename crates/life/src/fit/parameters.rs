//! The parameters of a fitted law with bounds: positive ones on the logarithm, as Meeker and Escobar, 1998, 8.4.1.

use serde::Serialize;

use super::bounds::factor;
use super::{Bounds, Fit, Law, Method, shaped};

/// A parameter with its bounds.
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
    /// The exponential of one of `theta`.
    Shaped(usize),
    /// One of `theta`.
    Plain(usize),
}

impl Fit {
    /// The law's parameters by the delta method; none for a coverage that is not above 0 and below 1.
    pub fn parameters(&self, coverage: f64) -> Vec<Parameter> {
        self.parameters_by(Method::Delta, coverage)
    }

    /// The same with bounds of a chosen kind; none where there are no such bounds.
    pub fn parameters_by(&self, method: Method, coverage: f64) -> Vec<Parameter> {
        let from: &[(&'static str, From)] = match self.law {
            Law::Exponential => &[("rate_per_h", From::InverseExpLocation)],
            Law::Weibull | Law::Loglogistic => {
                &[("scale_h", From::ExpLocation), ("shape", From::InverseScale)]
            }
            Law::Lognormal => &[("mu", From::Location), ("sigma", From::Scale)],
            Law::Gamma => &[("scale_h", From::Shaped(0)), ("shape", From::Shaped(1))],
            Law::Weibull3 => {
                &[("scale_h", From::Shaped(0)), ("shape", From::Shaped(1)), ("location_h", From::Plain(2))]
            }
            Law::Normal => &[("mean_h", From::Location), ("sd_h", From::Scale)],
            Law::GumbelMin | Law::GumbelMax => &[("location_h", From::Location), ("scale_h", From::Scale)],
        };
        let Some(factor) = factor(coverage) else { return Vec::new() };
        let parameter = |(name, from): &(&'static str, From)| {
            let working = self.working(*from);
            let (low, high) = match method {
                Method::Delta => {
                    let half = factor * self.sd_of(*from);
                    (working - half, working + half)
                }
                Method::LikelihoodRatio => self.ratio_of(*from, factor)?,
                Method::Bootstrap => return None,
            };
            let [value, low, high] = Self::bounded(*from, [working, low, high]);
            Some(Parameter { name, bounds: Bounds { value, low, high, coverage, method } })
        };
        from.iter().filter_map(parameter).collect()
    }

    /// What the bounds are made of: location, logarithm of the scale, or one of `theta`.
    fn working(&self, from: From) -> f64 {
        let theta = |i: usize| self.theta.get(i).copied().unwrap_or_default();
        match from {
            From::Location | From::ExpLocation | From::InverseExpLocation => theta(0),
            From::Scale | From::InverseScale => libm::log(self.scale()),
            From::Shaped(i) | From::Plain(i) => theta(i),
        }
    }

    fn sd_of(&self, from: From) -> f64 {
        match from {
            From::Location | From::ExpLocation | From::InverseExpLocation => self.sd(1.0, 0.0),
            From::Scale | From::InverseScale => self.sd(0.0, 1.0 / self.scale()),
            From::Shaped(i) | From::Plain(i) => {
                let variance = self.covariance.get(i).and_then(|row| row.get(i));
                libm::sqrt(variance.copied().unwrap_or(f64::NAN))
            }
        }
    }

    fn ratio_of(&self, from: From, factor: f64) -> Option<(f64, f64)> {
        match from {
            From::Location | From::ExpLocation | From::InverseExpLocation => Some(self.ratio_y(0.0, factor)),
            From::Scale | From::InverseScale => Some(self.ratio_ln_scale(factor)),
            From::Shaped(i) | From::Plain(i) => shaped::ratio_parameter(self, i, factor),
        }
    }

    /// The parameter of each, the lower bound first.
    fn bounded(from: From, [value, low, high]: [f64; 3]) -> [f64; 3] {
        match from {
            From::Location | From::Plain(_) => [value, low, high],
            From::ExpLocation | From::Scale | From::Shaped(_) => [value, low, high].map(libm::exp),
            From::InverseExpLocation | From::InverseScale => [value, high, low].map(|x| libm::exp(-x)),
        }
    }
}
