//! A law of lives from failure times and from units that have not failed: maximum likelihood, with bounds.
//!
//! Units that still run (suspensions, right-censored) count with the probability to survive that long; they must have
//! been taken out for reasons that have nothing to do with their condition. Each law is a location and a scale of the
//! time or of its logarithm y: z = (y - location)/scale. With a = location/scale and b = 1/scale the logarithm of the
//! likelihood is concave (Pratt, Journal of the American Statistical Association 76, 1981), so that Newton's method with
//! halved steps finds its only maximum from anywhere. Formulas and limits: docs/life-data.md. Source of the bounds:
//! Meeker and Escobar, Statistical Methods for Reliability Data, 1998, chapters 7 and 8.

mod bounds;
mod fit;
mod likelihood;
mod mean;
mod newton;
mod parameters;
mod plot;
mod ratio;
mod sample;
mod standard;

pub use bounds::{Bounds, Method};
pub use fit::{Fit, compare, fit};
pub use parameters::Parameter;
pub use plot::{PlotPoint, plot_points};
pub use sample::FitError;

use serde::{Deserialize, Serialize};

pub use standard::normal_quantile;

use standard::Standard;

/// Coverage of bounds, two-sided, when none is asked for.
pub const COVERAGE: f64 = 0.9;
/// With fewer failures than this, bounds come from the likelihood ratio where that is known here.
pub const FEW: usize = 5;

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
}

impl Law {
    /// All of them, the simplest first.
    pub const ALL: [Self; 6] =
        [Self::Exponential, Self::Weibull, Self::Lognormal, Self::Loglogistic, Self::Normal, Self::GumbelMin];

    /// Number of parameters.
    pub fn parameters(self) -> usize {
        if self == Self::Exponential { 1 } else { 2 }
    }

    /// Whether the law is one of the logarithm of the age.
    fn is_of_logarithm(self) -> bool {
        !matches!(self, Self::Normal | Self::GumbelMin)
    }

    /// The law of z.
    fn standard(self) -> Standard {
        match self {
            Self::Exponential | Self::Weibull | Self::GumbelMin => Standard::SmallestExtreme,
            Self::Lognormal | Self::Normal => Standard::Normal,
            Self::Loglogistic => Standard::Logistic,
        }
    }
}

#[cfg(test)]
mod tests;
