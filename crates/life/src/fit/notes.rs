//! What a reader of a fit must know, in sentences.

use super::{FEW, Fit, Law};
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
        (r < FEW).then(|| {
            format!(
                "Only {r} failures: bounds of probabilities and lives come from the likelihood ratio; the others are \
                 approximate and too narrow."
            )
        })
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
