//! Answers that say how far the units carry them.
//!
//! A fitted law has a value at every age and for every share. Whether anything was seen there is another matter: ten
//! early failures and thousands of units that ran on for years fit a law whose B10 life is longer than the universe is
//! old. So a figure comes as one of three: supported by what was seen, extrapolated by the law with the reason, or
//! refused.

use serde::Serialize;

use super::{Bootstrap, Bounds, Fit, Law, Method, RATIO_BELOW, RESAMPLE_BELOW};
use crate::data::{Step, steps};

/// A figure is given up to this many times the longest age that was reached.
pub const FURTHEST: f64 = 2.0;
/// Bounds that are further apart than this factor say nothing.
pub const WIDEST: f64 = 100.0;
/// With fewer units still running, an age counts as hardly reached.
pub const FEW_RUNNING: f64 = 5.0;
/// Coverage of the bounds without a law that the law is held against.
const SEEN: f64 = 0.99;

/// A figure, and how far the units carry it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "support")]
pub enum Answer {
    /// Units failed, or ran on, where the figure lies.
    Supported {
        /// The figure.
        bounds: Bounds,
    },
    /// The law says so; the units do not.
    Extrapolated {
        /// The figure.
        bounds: Bounds,
        /// Why it is an extrapolation, in a sentence.
        reason: String,
    },
    /// There is no figure.
    Refused {
        /// Why not, in a sentence.
        reason: String,
    },
}

impl Answer {
    /// The figure, where there is one.
    pub fn bounds(&self) -> Option<&Bounds> {
        match self {
            Self::Supported { bounds } | Self::Extrapolated { bounds, .. } => Some(bounds),
            Self::Refused { .. } => None,
        }
    }

    /// Why it is no supported figure.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Supported { .. } => None,
            Self::Extrapolated { reason, .. } | Self::Refused { reason } => Some(reason),
        }
    }

    fn new(bounds: Option<Bounds>, caution: Caution) -> Self {
        match (bounds, caution) {
            (None, _) => Self::refused("the law has no such figure".to_owned()),
            (_, Caution::Refuse(reason)) => Self::refused(reason),
            (Some(bounds), Caution::Say(reason)) => Self::Extrapolated { bounds, reason },
            (Some(bounds), Caution::None) => Self::Supported { bounds },
        }
    }

    fn refused(reason: String) -> Self {
        Self::Refused { reason }
    }
}

enum Caution {
    None,
    Say(String),
    Refuse(String),
}

impl Fit {
    /// The bounds that hold best for this many failures. Below [`RESAMPLE_BELOW`] they are those of resamples, for a law
    /// of location and scale; below [`RATIO_BELOW`] those of the likelihood ratio; from there on, and for a law with a
    /// location, those from the covariance.
    pub fn method_by_size(&self) -> Method {
        match self.failures {
            r if r < RESAMPLE_BELOW && self.law.is_location_scale() => Method::Bootstrap,
            r if r < RATIO_BELOW && self.law != Law::Weibull3 => Method::LikelihoodRatio,
            _ => Method::Delta,
        }
    }

    /// The best of those that need no resamples: the likelihood ratio stands for them.
    pub fn method_without_resamples(&self) -> Method {
        match self.method_by_size() {
            Method::Bootstrap => Method::LikelihoodRatio,
            method => method,
        }
    }

    fn choice<'a>(&self, resamples: Option<&'a Bootstrap<'a>>) -> (Method, Option<&'a Bootstrap<'a>>) {
        let own = resamples.filter(|resamples| resamples.is_of(self));
        match (self.method_by_size(), own) {
            (Method::Bootstrap, Some(own)) => (Method::Bootstrap, Some(own)),
            _ => (self.method_without_resamples(), None),
        }
    }

    /// Probability to have failed by an age, as far as the units carry it.
    pub fn supported_failure_probability<'a>(
        &self,
        age: f64,
        coverage: f64,
        resamples: Option<&'a Bootstrap<'a>>,
    ) -> Answer {
        let bounds = match self.choice(resamples) {
            (_, Some(resamples)) => resamples.failure_probability(age, coverage),
            (method, None) => self.failure_probability_by(method, age, coverage),
        };
        Answer::new(bounds, self.at_age(age))
    }

    /// Age by which a share has failed (B10: 0.1), as far as the units carry it.
    pub fn supported_life<'a>(
        &self,
        share: f64,
        coverage: f64,
        resamples: Option<&'a Bootstrap<'a>>,
    ) -> Answer {
        let bounds = match self.choice(resamples) {
            (_, Some(resamples)) => resamples.life(share, coverage),
            (method, None) => self.life_by(method, share, coverage),
        };
        let Some(bounds) = bounds else {
            return Answer::refused(format!("a share of {share} is none; it is above 0 and below 1"));
        };
        let caution = match self.at_share(&bounds, share) {
            Caution::None => self.at_age(bounds.value),
            caution => caution,
        };
        Answer::new(Some(bounds), caution)
    }

    /// Probability to fail within `ahead` given that it runs at an age, as far as the units carry it.
    pub fn supported_fails_within<'a>(
        &self,
        age: f64,
        ahead: f64,
        coverage: f64,
        resamples: Option<&'a Bootstrap<'a>>,
    ) -> Answer {
        let bounds = match self.choice(resamples) {
            (_, Some(resamples)) => resamples.fails_within(age, ahead, coverage),
            (method, None) => self.fails_within_by(method, age, ahead, coverage),
        };
        let bounds = bounds.or_else(|| self.fails_within_by(Method::Delta, age, ahead, coverage));
        Answer::new(bounds, self.at_age(age + ahead))
    }

    /// Mean life, which counts every age: supported where at most a tenth still ran after the last failure. Its bounds are
    /// never those of resamples, which hold it less often than the likelihood ratio does: the table in docs/life-data.md.
    pub fn supported_mean_life(&self, coverage: f64) -> Answer {
        let by = |method| self.mean_life_by(method, coverage);
        let Some(bounds) = by(self.method_without_resamples()).or_else(|| by(Method::Delta)) else {
            return Answer::refused("the law has no mean life".to_owned());
        };
        // Between inspections nobody knows the steps: then of all units those that did not fail.
        let unfailed = (self.n - self.failures) as f64 / self.n as f64;
        let left = self.seen().last().map_or(unfailed, |step| step.survival);
        let caution = match self.too_far(bounds.value).or_else(|| too_wide(&bounds)) {
            Some(reason) => Caution::Refuse(reason),
            None if left > 0.1 => Caution::Say(format!(
                "after the last failure {} of the units still ran: the mean counts lives that nobody has seen",
                percent(left)
            )),
            None => Caution::None,
        };
        Answer::new(Some(bounds), caution)
    }

    /// The longest age that a unit has reached.
    pub fn longest(&self) -> f64 {
        self.units.iter().map(crate::data::Unit::last).fold(0.0, f64::max)
    }

    /// Without a law; none for intervals.
    fn seen(&self) -> Vec<Step> {
        steps(&self.units, SEEN).unwrap_or_default()
    }

    fn too_far(&self, age: f64) -> Option<String> {
        let longest = self.longest();
        (age.is_nan() || age > FURTHEST * longest).then(|| {
            format!(
                "it lies at {}, and no unit has run longer than {}: nothing was seen that could tell",
                rounded(age),
                rounded(longest)
            )
        })
    }

    fn at_share(&self, bounds: &Bounds, share: f64) -> Caution {
        if let Some(reason) = self.too_far(bounds.value).or_else(|| too_wide(bounds)) {
            return Caution::Refuse(reason);
        }
        let seen = self.seen();
        let Some(last) = seen.last() else { return Caution::None };
        let failed = 1.0 - last.survival;
        if share > failed {
            return Caution::Say(format!(
                "only {} of the units had failed when the last one did: how the others will fail is the law's word",
                percent(failed)
            ));
        }
        let first = seen.first().map_or(0.0, |step| step.time);
        if bounds.value < first {
            return Caution::Say(format!(
                "no unit failed before {}: laws that fit alike differ widely this early",
                rounded(first)
            ));
        }
        Caution::None
    }

    fn at_age(&self, age: f64) -> Caution {
        if let Some(reason) = self.too_far(age) {
            return Caution::Refuse(reason);
        }
        let longest = self.longest();
        if age > longest {
            return Caution::Say(format!("no unit has run longer than {}", rounded(longest)));
        }
        let running: f64 = self.units.iter().filter(|u| u.last() >= age).map(|u| u.count).sum();
        let seen = self.seen();
        let is_after_last = seen.last().is_some_and(|step| age > step.time);
        if running < FEW_RUNNING && is_after_last {
            return Caution::Say(format!("only {running} of {} units have run that long", self.n));
        }
        self.contradiction(&seen, age).map_or(Caution::None, Caution::Say)
    }

    /// Where the law leaves the bounds of the estimate without a law, at the first failure at which it does; in a
    /// sentence.
    pub fn contradicted(&self) -> Option<String> {
        let seen = self.seen();
        seen.iter().find_map(|step| {
            let said = self.contradiction(&seen, step.time)?;
            Some(format!("at {} {said}", rounded(step.time)))
        })
    }

    fn contradiction(&self, seen: &[Step], age: f64) -> Option<String> {
        let step = seen.iter().take_while(|step| step.time <= age).last()?;
        let (low, high) = step.survival_bounds?;
        let law = self.distribution.survival(age);
        (law < low || law > high).then(|| {
            format!(
                "the law says that {} survive, and {} of the units did: it does not fit here",
                percent(law),
                percent(step.survival)
            )
        })
    }
}

fn too_wide(bounds: &Bounds) -> Option<String> {
    let is_wide = !(bounds.high <= WIDEST * bounds.low || bounds.low < 0.0 && bounds.high.is_finite());
    is_wide.then(|| {
        format!(
            "its bounds, {} and {}, are too far apart to say anything",
            rounded(bounds.low),
            rounded(bounds.high)
        )
    })
}

/// Three digits that count.
fn rounded(x: f64) -> String {
    if !x.is_finite() || x == 0.0 {
        return x.to_string();
    }
    let digits = libm::floor(libm::log10(libm::fabs(x))) as i32;
    if (-4..6).contains(&digits) {
        let step = libm::pow(10.0, f64::from(2 - digits));
        return (libm::round(x * step) / step).to_string();
    }
    format!("{x:.2e}")
}

fn percent(share: f64) -> String {
    format!("{} %", rounded(100.0 * share))
}
