//! What a reader of a fit must know, in sentences.

use super::{FEW, Fit, Law, Method, RESAMPLE_BELOW};
use crate::Distribution;

impl Fit {
    /// What a reader of the figures must know, in sentences.
    pub fn notes(&self) -> Vec<String> {
        [self.few(), self.shape(), self.rough_location(), self.mostly_running()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn few(&self) -> Option<String> {
        let r = self.failures;
        let only = if r < FEW { "Only" } else { "With" };
        let failures = if r == 1 { "failure" } else { "failures" };
        // As `supported_life` and `supported_failure_probability` choose.
        let best = match self.method_by_size() {
            Method::Bootstrap => {
                "those of lives and probabilities hold from resamples or, without those, nearly so from the likelihood \
                 ratio"
            }
            Method::LikelihoodRatio => {
                "those of lives and probabilities hold nearly so from the likelihood ratio"
            }
            Method::Delta => "this law has no others, so take them for a guess",
        };
        (r < RESAMPLE_BELOW)
            .then(|| format!("{only} {r} {failures}: bounds from the covariance are too narrow; {best}."))
    }

    fn shape(&self) -> Option<String> {
        let r = self.failures;
        (self.law == Law::Weibull && (3..50).contains(&r)).then(|| {
            // Mean of the estimate over the true shape for complete samples, (n - 0.68)/(n - 2): Ross, IEEE
            // Transactions on Dielectrics and Electrical Insulation 3, 1996.
            let percent = libm::round(100.0 * ((r as f64 - 0.68) / (r as f64 - 2.0) - 1.0));
            format!(
                "From {r} failures the shape comes out about {percent} % too high on average; it is shown as estimated."
            )
        })
    }

    fn rough_location(&self) -> Option<String> {
        let is_rough = matches!(self.distribution, Distribution::Weibull { shape, .. } if shape < 2.0);
        (self.law == Law::Weibull3 && is_rough).then(|| {
            "With a shape below 2 the usual bounds do not hold for a location; take the location for a guess.".to_owned()
        })
    }

    fn mostly_running(&self) -> Option<String> {
        let running = self.n - self.failures;
        (10 * self.failures < self.n).then(|| {
            format!(
                "{running} of {} units have not failed: all beyond their ages is extrapolation by the law.",
                self.n
            )
        })
    }
}
