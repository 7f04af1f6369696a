//! `life`: what a distribution of lives says about an asset of a known age.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use twinlet_life::Distribution;

use super::Given;
use super::check::Check;
use crate::contract::{Contract, Slot};

/// Name of the input that is the age now, in hours.
const AGE: &str = "age";
/// Name of the input that says how far ahead, in hours.
const AHEAD: &str = "ahead";

/// `model.json` of a life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LifeFile {
    /// The distribution of the age at failure.
    pub distribution: Distribution,
}

/// A distribution of lives with the figures that are asked of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    distribution: Distribution,
    /// Length and figure of each output, in the contract's order.
    outputs: Vec<(usize, Figure)>,
}

/// What an output says, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    /// `failure_probability`: fails within `ahead`, given that it runs at `age`.
    FailureProbability,
    /// `survival`: of a new one, to reach `age + ahead`.
    Survival,
    /// `hazard`: per hour at `age + ahead`.
    Hazard,
}

impl Figure {
    /// The figure of a name, and its unit.
    fn named(name: &str) -> Option<(Self, &'static str)> {
        match name {
            "failure_probability" => Some((Self::FailureProbability, "1")),
            "survival" => Some((Self::Survival, "1")),
            "hazard" => Some((Self::Hazard, "/h")),
            _ => None,
        }
    }
}

impl Life {
    /// Checks a life against its contract.
    ///
    /// # Errors
    /// Everything that does not fit.
    pub(super) fn new(LifeFile { distribution }: LifeFile, contract: &Contract) -> Result<Self, String> {
        let mut check = Check::new(contract);
        if let Some(problem) = distribution.problem() {
            check.add(problem);
        }
        let all: BTreeMap<String, ()> = contract.outputs.iter().map(|slot| (slot.name.clone(), ())).collect();
        let mut outputs = Vec::with_capacity(contract.outputs.len());
        for (slot, ()) in check.outputs(all) {
            for input in [check.reads_one(slot, AGE), check.reads(slot, AHEAD)].into_iter().flatten() {
                check_hours(input, &mut check);
            }
            match Figure::named(&slot.name) {
                Some((figure, unit)) if slot.unit == unit => outputs.push((slot.length, figure)),
                Some((_, unit)) => {
                    check.add(format!("`{}` is in `{}`; it is given in `{unit}`", slot.name, slot.unit));
                }
                None => check.add(format!(
                    "`{}` is not known; a life gives `failure_probability`, `survival` and `hazard`",
                    slot.name
                )),
            }
        }
        check.done(Self { distribution, outputs })
    }

    pub(super) fn evaluate(&self, given: &Given<'_>, answer: &mut Vec<f64>) {
        for (length, figure) in &self.outputs {
            answer.extend((0..*length).map(|k| self.value(*figure, given, k).unwrap_or(f64::NAN)));
        }
    }

    fn value(&self, figure: Figure, given: &Given<'_>, k: usize) -> Option<f64> {
        let not_negative = |name| given.at(name, k).filter(|x| *x >= 0.0);
        let (age, ahead) = (not_negative(AGE)?, not_negative(AHEAD)?);
        let law = &self.distribution;
        Some(match figure {
            Figure::FailureProbability => -libm::expm1(-law.gained_hazard(age, ahead)),
            Figure::Survival => libm::exp(-law.cumulative_hazard(age + ahead)),
            Figure::Hazard => law.hazard(age + ahead),
        })
    }
}

fn check_hours(input: &Slot, check: &mut Check<'_>) {
    if input.unit != "h" {
        check.add(format!("`{}` is in `{}`; it is taken in `h`", input.name, input.unit));
    }
    if input.range.min.is_nan() || input.range.min < 0.0 {
        check.add(format!("`{}` may be {}, but it is never negative", input.name, input.range.min));
    }
}

#[cfg(test)]
mod tests;
