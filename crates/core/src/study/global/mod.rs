//! What each input is worth over the whole domain: Shapley effects, first-order and total indices.
//!
//! Inputs are drawn independently and uniformly over their ranges; a point that a limit blocks, or that has no number,
//! is drawn again. What is left is uniform over the domain, whose cut makes the inputs depend on each other: there
//! Sobol's indices no longer add up, and Shapley effects do (Owen, SIAM/ASA Journal on Uncertainty Quantification 2,
//! 2014; Song, Nelson and Staum, the same 4, 2016). [`point`] says what is asked, [`shares`] what follows.

mod point;
mod shares;

use crate::manifest::resolved::Controls;
use crate::protocol::InputValue;

use super::course::{self, Outcome, Setting};
use super::inquiry::number;
use super::{Found, Global, GlobalSensitivity};
use point::{Point, Set};

pub use shares::COVERAGE;

/// Most inputs of one study: each adds up to three points to every point.
pub const MOST_INPUTS: usize = 12;
/// Fewest and most points.
pub const GLOBAL_SAMPLES: (u32, u32) = (32, 8192);
/// Points that are asked for at once; only their numbers are kept.
const AT_ONCE: usize = 256;

pub(super) struct Course {
    study: GlobalSensitivity,
    /// Each input with its range.
    inputs: Vec<(String, f64, f64)>,
    points: Vec<Point>,
    drawn: u32,
    outside: u32,
    unit: String,
}

impl Course {
    pub fn new(controls: &Controls, study: &GlobalSensitivity) -> Result<Self, String> {
        let GlobalSensitivity { inputs, samples, seed, .. } = study;
        let (least, most) = GLOBAL_SAMPLES;
        if !(least..=most).contains(samples) {
            return Err(format!("`samples` is {samples}; it is a number from {least} to {most}"));
        }
        let numeric = || controls.inputs.iter().filter(|input| controls.number_input(&input.id).is_some());
        let ids = inputs.clone().unwrap_or_else(|| numeric().map(|input| input.id.clone()).collect());
        if ids.is_empty() || ids.len() > MOST_INPUTS {
            return Err(format!("the study has {} inputs; it takes 1 to {MOST_INPUTS}", ids.len()));
        }
        let range =
            |id: String| number(controls, &id).map(|n| (n.min, n.max)).map(|(min, max)| (id, min, max));
        let inputs = ids.into_iter().map(range).collect::<Result<Vec<_>, _>>()?;
        let points = (0..*samples).map(|j| Point::new(*seed, j, inputs.len())).collect();
        Ok(Self { study: study.clone(), inputs, points, drawn: 0, outside: 0, unit: String::new() })
    }

    /// What is asked for next: points with the inputs that are drawn again.
    fn round(&self) -> Vec<(usize, Set)> {
        let open =
            self.points.iter().enumerate().flat_map(|(j, point)| point.open().map(move |set| (j, set)));
        open.take(AT_ONCE).collect()
    }

    fn setting(&self, point: &Point, set: Set) -> Setting {
        let value = |((id, min, max), u): (&(String, f64, f64), f64)| {
            (id.clone(), InputValue::Number(min + u * (max - min)))
        };
        self.inputs.iter().zip(point.values(set)).map(value).collect()
    }
}

impl course::Course for Course {
    fn next(&self) -> Vec<Setting> {
        let setting = |(j, set)| Some(self.setting(self.points.get(j)?, set));
        self.round().into_iter().filter_map(setting).collect()
    }

    fn take(&mut self, outcomes: Vec<Outcome>) {
        for ((j, set), outcome) in self.round().into_iter().zip(outcomes) {
            if self.unit.is_empty() {
                self.unit = outcome.unit(&self.study.output).unwrap_or_default();
            }
            let output = outcome.point(&self.study.output).predicted.map(|predicted| predicted.shown().value);
            self.drawn += 1;
            self.outside += u32::from(output.is_none());
            if let Some(point) = self.points.get_mut(j) {
                point.take(set, output);
            }
        }
    }

    fn found(&self) -> Found {
        let rows: Vec<shares::Row> = self.points.iter().filter_map(Point::row).collect();
        let ids: Vec<&str> = self.inputs.iter().map(|(id, ..)| id.as_str()).collect();
        let given_up = self.study.samples - rows.len() as u32;
        let (effects, deviation) = shares::effects(&ids, &rows, self.study.seed).unwrap_or_default();
        Found::Global(Global {
            output: self.study.output.clone(),
            unit: self.unit.clone(),
            deviation,
            effects,
            samples: rows.len() as u32,
            seed: self.study.seed,
            drawn: self.drawn,
            outside: self.outside,
            given_up,
        })
    }
}

#[cfg(test)]
mod tests;
