//! A fitted law.

use serde::{Deserialize, Serialize};

use crate::kinds::Distribution;

use super::likelihood::Likelihood;
use super::sample::Sample;
use super::{FEW, FitError, Law, newton};

/// A law with the highest likelihood of the units, and how well they tell its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The law.
    pub law: Law,
    /// The law with its parameters; what is called hours there is the unit of the times.
    pub distribution: Distribution,
    /// Location and scale of z = (y - location)/scale, where y is the time or its logarithm. The scale of the
    /// exponential law is 1.
    pub location: f64,
    /// See `location`.
    pub scale: f64,
    /// Covariance of location and scale: the inverse of the observed information at the maximum. Zero for the scale of
    /// the exponential law, which is fixed.
    pub covariance: [[f64; 2]; 2],
    /// Logarithm of the likelihood; units that survived count with their probability to.
    pub log_likelihood: f64,
    /// Akaike's criterion, 2 k - 2 ln L: of laws of the same units the lowest fits best for its number of parameters.
    pub aic: f64,
    /// Units.
    pub n: usize,
    /// Failures among them.
    pub failures: usize,
    pub(super) sample: Sample,
}

/// Fits a law to units: how long each ran (above zero, in one unit of time) and whether it failed then.
///
/// # Errors
/// See [`FitError`].
pub fn fit(law: Law, units: &[(f64, bool)]) -> Result<Fit, FitError> {
    let sample = Sample::new(law, units)?;
    let (location, scale, covariance) = match law {
        Law::Exponential => exponential(units, sample.failures),
        _ => two_parameters(law, &sample)?,
    };
    let usable = location.is_finite() && scale > 0.0 && scale.is_finite();
    let finite = covariance.iter().flatten().all(|x| x.is_finite());
    if !(usable && finite) {
        return Err(FitError::NoMaximum);
    }
    let likelihood = Likelihood { standard: law.standard(), sample: &sample };
    let b = sample.deviation / scale;
    let log_likelihood = likelihood.value(b * sample.scaled(location), b);
    let aic = 2.0 * law.parameters() as f64 - 2.0 * log_likelihood;
    let distribution = distribution(law, location, scale);
    let (n, failures) = (units.len(), sample.failures);
    Ok(Fit { law, distribution, location, scale, covariance, log_likelihood, aic, n, failures, sample })
}

/// The maximum in closed form: failures over total time. Its logarithm has the variance 1/failures.
fn exponential(units: &[(f64, bool)], failures: usize) -> (f64, f64, [[f64; 2]; 2]) {
    let total: f64 = units.iter().map(|(t, _)| t).sum();
    let r = failures as f64;
    (libm::log(total / r), 1.0, [[1.0 / r, 0.0], [0.0, 0.0]])
}

fn two_parameters(law: Law, sample: &Sample) -> Result<(f64, f64, [[f64; 2]; 2]), FitError> {
    let maximum = newton::maximum(&Likelihood { standard: law.standard(), sample })?;
    let newton::Maximum { a, b, covariance: [aa, ab, bb] } = maximum;
    let scale = sample.deviation / b;
    let location = sample.mean + scale * a;
    // location and scale by a and b.
    let (la, lb, sb) = (scale, -scale * a / b, -scale / b);
    let location_variance = la * la * aa + 2.0 * la * lb * ab + lb * lb * bb;
    let both = sb * (la * ab + lb * bb);
    Ok((location, scale, [[location_variance, both], [both, sb * sb * bb]]))
}

fn distribution(law: Law, location: f64, scale: f64) -> Distribution {
    let life = libm::exp(location);
    match law {
        Law::Exponential => Distribution::Exponential { rate_per_h: 1.0 / life },
        Law::Weibull => Distribution::Weibull { scale_h: life, shape: 1.0 / scale, location_h: 0.0 },
        Law::Lognormal => Distribution::Lognormal { mu: location, sigma: scale },
        Law::Loglogistic => Distribution::Loglogistic { scale_h: life, shape: 1.0 / scale },
        Law::Normal => Distribution::Normal { mean_h: location, sd_h: scale },
        Law::GumbelMin => Distribution::GumbelMin { location_h: location, scale_h: scale },
    }
}

/// Every law that can be fitted, the lowest Akaike criterion first. A difference below 2 says next to nothing; failure
/// physics and other data count for more.
///
/// # Errors
/// The simplest law's, when not even that can be fitted.
pub fn compare(units: &[(f64, bool)]) -> Result<Vec<Fit>, FitError> {
    let first = fit(Law::Exponential, units)?;
    let others = Law::ALL.into_iter().filter(|law| *law != Law::Exponential);
    let mut fits: Vec<Fit> =
        std::iter::once(first).chain(others.filter_map(|law| fit(law, units).ok())).collect();
    fits.sort_by(|a, b| a.aic.total_cmp(&b.aic));
    Ok(fits)
}

impl Fit {
    /// What a reader of the figures must know, in sentences.
    pub fn notes(&self) -> Vec<String> {
        let r = self.failures;
        let few = (r < FEW).then(|| {
            format!(
                "Only {r} failures: bounds of probabilities and lives come from the likelihood ratio; the others are \
                 approximate and too narrow."
            )
        });
        let shape = (self.law == Law::Weibull && (3..50).contains(&r)).then(|| {
            // Mean of the estimate over the true shape for complete samples, (n - 0.68)/(n - 2): Ross, IEEE
            // Transactions on Dielectrics and Electrical Insulation 3, 1996.
            let percent = libm::round(100.0 * ((r as f64 - 0.68) / (r as f64 - 2.0) - 1.0));
            format!(
                "From {r} failures the shape comes out about {percent} % too high on average; it is shown as estimated."
            )
        });
        let running = self.n - r;
        let mostly = (10 * r < self.n).then(|| {
            format!(
                "{running} of {} units have not failed: all beyond their ages is extrapolation by the law.",
                self.n
            )
        });
        [few, shape, mostly].into_iter().flatten().collect()
    }
}
