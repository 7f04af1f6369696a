//! What is known of one asset: prior, vibration zone, findings, in this order.
//!
//! With the odds o of a present defect, an inspection that detects it with probability d and sees one where there is
//! none with probability f leaves o (1 - d)/(1 - f) when it sees nothing, and o d/f when it sees one; with f = 0 a
//! defect that is seen is there. A repair removes the defect and a share r of the effective age (Kijima, Some results for
//! repairable systems with general repair, J. Appl. Prob. 26, 1989, type II). Vibration and inspection are taken as
//! independent given the defect: an assumption.

use crate::manifest::resolved::{Asset, DelayTime, Mode, ModeKind, Zone};
use crate::reliability::delay_time::{posterior_log_odds, prior_odds};

use super::{FieldFinding, Found};

/// The least effective age after a repair, hours: the hazard of a Weibull law with a shape below one has no bound at 0.
const LEAST_AGE_H: f64 = 1.0;

/// What is known of one asset.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The vibration zone: the latest that was measured, else the scenario's.
    pub zone: Zone,
    /// Of each mode, in the order of the manifest.
    pub modes: Vec<ModeCondition>,
}

/// What is known of one mode of an asset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ModeCondition {
    /// Log odds of a present defect; negative infinity after a repair, zero for modes without a defect to detect.
    pub log_odds: f64,
    /// Effective age, hours.
    pub age_h: f64,
}

impl ModeCondition {
    /// Probability that a defect is present.
    pub fn present(&self) -> f64 {
        1.0 / (1.0 + libm::exp(-self.log_odds))
    }
}

impl Condition {
    /// The condition of an asset in the scenario's zone, after those of the findings that are its own.
    pub fn new(modes: &[Mode], asset: &Asset, zone: Zone, findings: &[FieldFinding]) -> Self {
        let own = || findings.iter().filter(|f| f.asset == asset.id).map(|f| &f.found);
        let mut graded = own().filter_map(|found| match found {
            Found::Grade(letter) => Some((*letter).into()),
            _ => None,
        });
        let zone = graded.next_back().unwrap_or(zone);
        let of_mode = |mode: &Mode| {
            let start = ModeCondition { log_odds: 0.0, age_h: asset.effective_age_h };
            let ModeKind::DelayTime(model) = &mode.kind else { return start };
            let prior = prior_odds(model, asset.effective_age_h, asset.hours_since_inspection);
            let start = ModeCondition { log_odds: posterior_log_odds(model, prior, zone), ..start };
            own().fold(start, |known, found| known.after(model, &mode.id, found))
        };
        Self { zone, modes: modes.iter().map(of_mode).collect() }
    }
}

impl ModeCondition {
    fn after(self, model: &DelayTime, mode: &str, found: &Found) -> Self {
        let (d, f) = (model.detection, model.false_alarm);
        let log_odds = match found {
            Found::NoDefect => self.log_odds + libm::log1p(-d) - libm::log1p(-f),
            Found::Defect(of) if of == mode && self.log_odds == f64::NEG_INFINITY => f64::INFINITY,
            Found::Defect(of) if of == mode => self.log_odds + libm::log(d / f),
            Found::Repaired(of) if of == mode => f64::NEG_INFINITY,
            _ => self.log_odds,
        };
        let age_h = match found {
            Found::Repaired(of) if of == mode => (self.age_h * (1.0 - model.restoration)).max(LEAST_AGE_H),
            _ => self.age_h,
        };
        Self { log_odds: if log_odds.is_nan() { self.log_odds } else { log_odds }, age_h }
    }
}

#[cfg(test)]
mod tests;
