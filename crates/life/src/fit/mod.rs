//! A law of lives from failure times and from units that have not failed: maximum likelihood, with bounds.
//!
//! Units that still run (suspensions, right-censored) count with the probability to survive that long; they must have
//! been taken out for reasons that have nothing to do with their condition. Each law is a location and a scale of the
//! time or of its logarithm y: z = (y - location)/scale. With a = location/scale and b = 1/scale the logarithm of the
//! likelihood is concave (Pratt, Journal of the American Statistical Association 76, 1981), so that Newton's method with
//! halved steps finds its only maximum from anywhere. Formulas and limits: docs/life-data.md. Source of the bounds:
//! Meeker and Escobar, Statistical Methods for Reliability Data, 1998, chapters 7 and 8.

mod bootstrap;
mod bounds;
mod direct;
mod fitted;
mod gamma;
mod goodness;
mod likelihood;
mod mean;
mod mixture;
mod newton;
mod notes;
mod parameters;
mod plot;
mod proportional;
mod rank;
mod ratio;
mod region;
mod resample;
mod sample;
mod shaped;
mod standard;
mod stencil;
mod support;
mod three;

pub use bootstrap::Bootstrap;
pub use bounds::{Bounds, Method};
pub use direct::log_likelihood;
pub use fitted::{Fit, compare, compare_units, fit, fit_units};
pub use goodness::{Distances, Goodness, distances};
pub use mixture::{MixtureFit, fit_mixture, fit_modes};
pub use parameters::Parameter;
pub use plot::{PlotPoint, plot_points};
pub use proportional::{ProportionalFit, fit_proportional};
pub use rank::{RankFit, Regression, rank_regression};
pub use sample::FitError;
pub use support::{Answer, FEW_RUNNING, FURTHEST, WIDEST};

use serde::{Deserialize, Serialize};

pub use crate::special::normal::quantile as normal_quantile;

use standard::Standard;

/// Coverage of bounds, two-sided, when none is asked for.
pub const COVERAGE: f64 = 0.9;
/// With fewer failures than this, bounds come from the likelihood ratio where that is known here.
pub const FEW: usize = 5;

/// With fewer failures than this, resamples hold nearest to their coverage: the table in docs/life-data.md.
pub const RESAMPLE_BELOW: usize = 20;
/// With fewer than this, and no resamples, the likelihood ratio does; from here on the covariance is as good.
pub const RATIO_BELOW: usize = 100;

/// The laws that can be fitted; the age's unit is the caller's, such as hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Law {
    /// Constant hazard; one failure is enough.
    Exponential,
    /// Two parameters, location zero.
    Weibull,
    /// The logarithm of the age is normal.
    Lognormal,
    /// The logarithm of the age is logistic.
    Loglogistic,
    /// The age is normal.
    Normal,
    /// The age has the law of smallest extremes.
    GumbelMin,
    /// The age has the law of largest extremes.
    GumbelMax,
    /// Two parameters, location zero.
    Gamma,
    /// Three parameters: a Weibull law from a least life on.
    Weibull3,
}

impl Law {
    /// All of them, the simplest first.
    pub const ALL: [Self; 9] = [
        Self::Exponential,
        Self::Weibull,
        Self::Lognormal,
        Self::Loglogistic,
        Self::Normal,
        Self::GumbelMin,
        Self::GumbelMax,
        Self::Gamma,
        Self::Weibull3,
    ];

    /// Number of parameters.
    pub fn parameters(self) -> usize {
        match self {
            Self::Exponential => 1,
            Self::Weibull3 => 3,
            _ => 2,
        }
    }

    /// Whether the law is one of the logarithm of the age.
    fn is_of_logarithm(self) -> bool {
        !matches!(self, Self::Normal | Self::GumbelMin | Self::GumbelMax)
    }

    /// Whether z = (y - location)/scale has a law without parameters.
    fn is_location_scale(self) -> bool {
        !matches!(self, Self::Gamma | Self::Weibull3)
    }

    /// The law of z, for those that have one.
    fn standard(self) -> Standard {
        match self {
            Self::Exponential | Self::Weibull | Self::GumbelMin | Self::Gamma | Self::Weibull3 => {
                Standard::SmallestExtreme
            }
            Self::GumbelMax => Standard::LargestExtreme,
            Self::Lognormal | Self::Normal => Standard::Normal,
            Self::Loglogistic => Standard::Logistic,
        }
    }
}

#[cfg(test)]
mod region_tests;
#[cfg(test)]
mod support_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_kinds;
