//! `first_order`: lags towards a steady state, dy/dt = (s - y)/tau.
//!
//! Exact for inputs that hold over each step (zero-order hold): `y[k+1] = s + (y[k] - s) * exp(-step/tau)`.
//! Source: Åström and Wittenmark, Computer-Controlled Systems, 3rd edition, 1997, chapter 2.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check::Check;
use super::formula::value;
use super::{Given, Written};
use crate::contract::{Contract, Slot};
use crate::manifest::expression::Expression;

/// `model.json` of first-order lags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FirstOrderFile {
    /// Time between two values of a sequence.
    pub step: Step,
    /// By output name. Value k of an output is the state at the end of step k.
    pub states: BTreeMap<String, StateFile>,
}

/// A duration.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// How many of the unit, more than zero.
    pub value: f64,
    /// UCUM unit of time.
    pub unit: TimeUnit,
}

/// UCUM units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Seconds.
    S,
    /// Minutes.
    Min,
    /// Hours.
    H,
    /// Days.
    D,
}

/// One lag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StateFile {
    /// Where it settles while the inputs hold: an expression of inputs, in the output's unit.
    pub steady_state: Written,
    /// Name of the input that is the state before the first step; it has one value, in the output's unit.
    pub initial: String,
    /// Hours until 63.2 % (1 - 1/e) of a change are done, more than zero.
    pub time_constant_h: f64,
}

/// First-order lags.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstOrder {
    states: Vec<State>,
}

#[derive(Debug, Clone, PartialEq)]
struct State {
    length: usize,
    steady_state: Expression,
    initial: String,
    /// What is left of a difference after one step: exp(-step/tau).
    left: f64,
}

impl Step {
    fn hours(self) -> f64 {
        let per_hour = match self.unit {
            TimeUnit::S => 3600.0,
            TimeUnit::Min => 60.0,
            TimeUnit::H => 1.0,
            TimeUnit::D => 1.0 / 24.0,
        };
        self.value / per_hour
    }
}

impl FirstOrder {
    /// Checks lags against their contract.
    ///
    /// # Errors
    /// Everything that does not fit.
    pub(super) fn new(file: FirstOrderFile, contract: &Contract) -> Result<Self, String> {
        let (FirstOrderFile { step, states }, mut check) = (file, Check::new(contract));
        if !(step.value > 0.0 && step.value.is_finite()) {
            check.add(format!("the step is {}, not more than zero", step.value));
        }
        let mut found = Vec::with_capacity(states.len());
        for (slot, state) in check.outputs(states) {
            found.push(State::new(slot, state, step, &mut check)?);
        }
        check.done(Self { states: found })
    }

    pub(super) fn evaluate(&self, given: &Given<'_>, answer: &mut Vec<f64>) {
        for state in &self.states {
            let mut y = given.at(&state.initial, 0).unwrap_or(f64::NAN);
            for k in 0..state.length {
                let s = value(&state.steady_state, given, k);
                y = s + (y - s) * state.left;
                answer.push(y);
            }
        }
    }
}

impl State {
    fn new(slot: &Slot, file: StateFile, step: Step, check: &mut Check<'_>) -> Result<Self, String> {
        let StateFile { steady_state, initial, time_constant_h } = file;
        let steady_state = steady_state.tree().map_err(|e| format!("output `{}`: {e}", slot.name))?;
        for name in steady_state.inputs() {
            check.reads(slot, name);
        }
        if let Some(before) = check.reads_one(slot, &initial).filter(|before| before.unit != slot.unit) {
            check.add(format!("`{initial}` is in `{}`, `{}` in `{}`", before.unit, slot.name, slot.unit));
        }
        if !(time_constant_h > 0.0 && time_constant_h.is_finite()) {
            check.add(format!(
                "the time constant of `{}` is {time_constant_h}, not more than zero",
                slot.name
            ));
        }
        let left = libm::exp(-step.hours() / time_constant_h);
        Ok(Self { length: slot.length, steady_state, initial, left })
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{answered, refused, same};

    fn model(step: &str, steady_state: &str, initial: &str, hours: f64) -> String {
        format!(
            r#"{{"step":{step},"states":{{"y":{{"steady_state":{steady_state},"initial":"{initial}",
               "time_constant_h":{hours}}}}}}}"#
        )
    }

    const U: &str = r#"{"input":"u"}"#;

    #[test]
    fn the_state_at_the_end_of_each_step_is_exact() {
        let half = std::f64::consts::LN_2.recip();
        for (step, hours, row, expected) in [
            (r#"{"value":1,"unit":"h"}"#, half, [10.0, 10.0, 2.0, 2.0], [6.0, 8.0, 5.0]),
            (r#"{"value":30,"unit":"min"}"#, half / 2.0, [10.0, 10.0, 2.0, 2.0], [6.0, 8.0, 5.0]),
            (r#"{"value":1,"unit":"d"}"#, half * 24.0, [0.0, 0.0, 0.0, 8.0], [4.0, 2.0, 1.0]),
            (r#"{"value":1800,"unit":"s"}"#, half / 2.0, [0.0, 0.0, f64::NAN, 8.0], [4.0, 2.0, f64::NAN]),
        ] {
            same(&answered("first_order", &model(step, U, "y0", hours), "u*3 y0 -> y*3", &row), &expected);
        }
    }

    #[test]
    fn a_gap_in_the_steady_state_stays_a_gap() {
        let inverse = r#"{"divide":[{"number":1},{"input":"u"}]}"#;
        let model = model(r#"{"value":1,"unit":"h"}"#, inverse, "y0", 1e-3);
        same(&answered("first_order", &model, "u*2 y0 -> y*2", &[0.0, 1.0, 1.0]), &[f64::NAN; 2]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let hour = r#"{"value":1,"unit":"h"}"#;
        for (model, slots, why) in [
            (model(hour, U, "y0", 0.0), "u*3 y0 -> y*3", "time constant of `y` is 0"),
            (model(hour, U, "u", 1.0), "u*3 -> y*3", "`u` has 3 values; one is needed"),
            (model(hour, U, "start", 1.0), "u*3 y0 -> y*3", "`start`, which is no input"),
            (model(hour, U, "y0", 1.0), "u*3 y0:K -> y*3:Cel", "`y0` is in `K`, `y` in `Cel`"),
            (model(hour, "\"u\"", "y0", 1.0), "u*3 y0 -> y*3", "`u` is a text"),
            (model(r#"{"value":0,"unit":"h"}"#, U, "y0", 1.0), "u*3 y0 -> y*3", "the step is 0"),
            (model(r#"{"value":1,"unit":"wk"}"#, U, "y0", 1.0), "u*3 y0 -> y*3", "unknown variant `wk`"),
            (model(hour, U, "y0", 1.0), "u*3 y0 -> y*3 z", "output `z` of the contract is missing"),
        ] {
            refused("first_order", &model, slots, why);
        }
    }
}
