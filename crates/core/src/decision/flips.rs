//! What would change the answer: bisection over one quantity at a time.
//!
//! The answer is the set of assets to inspect. An input is tried with a small ensemble, and what that finds has to hold
//! with the members that decide; a cost is tried with those alone, as no member depends on it.

use core::cmp::Ordering;

use crate::domain::DomainState;
use crate::ensemble::member::MemberResult;
use crate::ensemble::setting::Setting;
use crate::ensemble::{Evaluate, ModelFacts};
use crate::guardrail::{Level, check};
use crate::manifest::resolved::{FlipQuantity, Manifest, NumberInput};
use crate::protocol::{InputValue, RunPlan};
use crate::units;

use super::FlipPoint;
use super::choose::{COMPARED, choose};
use super::flip_cost::inspection_cost;

/// Members of each trial: enough to tell answers apart, few enough to try twenty values.
pub(super) const TRIAL_MEMBERS: u32 = 40;
/// Halvings of the bracket.
const HALVINGS: u32 = 5;

/// The flip point of one quantity, `None` when the quantity has no value here; blocked inputs are never tried.
pub fn search(
    manifest: &Manifest,
    facts: &ModelFacts,
    plan: &RunPlan,
    quantity: &FlipQuantity,
    evaluate: &mut Evaluate<'_>,
) -> Option<FlipPoint> {
    match quantity {
        FlipQuantity::Input(id) => {
            Trial { manifest, facts, plan, members: TRIAL_MEMBERS }.input(id, evaluate)
        }
        FlipQuantity::InspectionCost => {
            inspection_cost(Setting::prepare(manifest, facts, plan, evaluate).ok()?)
        }
    }
}

#[derive(Clone, Copy)]
struct Trial<'a> {
    manifest: &'a Manifest,
    facts: &'a ModelFacts,
    plan: &'a RunPlan,
    members: u32,
}

/// What an answer is for the comparison: positions of the assets to inspect.
pub(super) type Answer = Vec<usize>;

/// A value that changes the answer, and the answer there.
type Flip = (f64, Answer);

/// The first members of a setting.
pub(super) fn members(setting: &Setting, count: u32) -> Vec<MemberResult> {
    (0..count).map(|k| setting.member(k, setting.inflation)).collect()
}

/// The answer of some members; `None` where the models may not be believed.
pub(super) fn answer(setting: &Setting, members: &[MemberResult]) -> Option<Answer> {
    (setting.domain.state != DomainState::Out).then(|| choose(setting, members, false).assets())
}

impl Trial<'_> {
    fn answer(&self, id: &str, value: f64, evaluate: &mut Evaluate<'_>) -> Option<Answer> {
        let mut plan = self.plan.clone();
        plan.inputs.values.insert(id.to_owned(), InputValue::Number(value));
        let setting = Setting::prepare(self.manifest, self.facts, &plan, evaluate).ok()?;
        answer(&setting, &members(&setting, self.members))
    }

    fn input(&self, id: &str, evaluate: &mut Evaluate<'_>) -> Option<FlipPoint> {
        let input = self.manifest.controls.input(id)?;
        let number = self.manifest.controls.number_input(id)?;
        let inputs = self.manifest.controls.complete(&self.plan.inputs);
        let Some(InputValue::Number(now)) = inputs.values.get(id) else { return None };
        let ends = [self.allowed(id, *now, number.min), self.allowed(id, *now, number.max)];
        let mut flip = self.nearest(id, *now, ends, evaluate)?;
        if let (here, Some((value, _))) = &flip {
            let deciding = Self { members: COMPARED as u32, ..*self };
            if deciding.answer(id, *value, evaluate)? == *here {
                flip = deciding.nearest(id, *now, ends, evaluate)?;
            }
        }
        let (at, sentence) = match &flip {
            (here, Some((value, other))) => {
                (Some(*value), sentence(&input.title, number, *now, *value, here, other))
            }
            (_, None) => {
                let title = &input.title;
                (None, format!("{title}: no value in the validated range changes what is to be inspected."))
            }
        };
        let unit = number.unit.clone();
        Some(FlipPoint { quantity: id.to_owned(), title: input.title.clone(), unit, now: *now, at, sentence })
    }

    /// The answer here, and the nearer of the flips on both sides.
    fn nearest(
        &self,
        id: &str,
        now: f64,
        ends: [f64; 2],
        evaluate: &mut Evaluate<'_>,
    ) -> Option<(Answer, Option<Flip>)> {
        let here = self.answer(id, now, evaluate)?;
        let [below, above] = ends.map(|end| self.bracket(id, (now, end), &here, evaluate));
        let nearest = match (below, above) {
            (Some(below), Some(above)) if now - below.0 > above.0 - now => Some(above),
            (Some(below), _) => Some(below),
            (None, above) => above,
        };
        Some((here, nearest))
    }

    /// The value furthest towards `end` that no limit blocks, to a 32nd of the way.
    fn allowed(&self, id: &str, now: f64, end: f64) -> f64 {
        let blocked = |value: f64| {
            let mut inputs = self.plan.inputs.clone();
            inputs.values.insert(id.to_owned(), InputValue::Number(value));
            check(&self.manifest.controls, &inputs).level() == Some(Level::Block)
        };
        let at = |k: u32| now + (end - now) * f64::from(k) / 32.0;
        (0..=32).map(at).take_while(|v| !blocked(*v)).last().unwrap_or(now)
    }

    /// Bisects between a value with the present answer and one with another.
    fn bracket(
        &self,
        id: &str,
        (now, end): (f64, f64),
        here: &[usize],
        evaluate: &mut Evaluate<'_>,
    ) -> Option<Flip> {
        let mut other = self.last_answer(id, now, end, evaluate)?;
        if other.1 == here {
            return None;
        }
        let mut same = now;
        for _ in 0..HALVINGS {
            let middle = 0.5 * (same + other.0);
            match self.answer(id, middle, evaluate) {
                Some(answer) if answer == here => same = middle,
                Some(answer) => other = (middle, answer),
                None => other.0 = middle,
            }
        }
        Some(other)
    }

    /// The answer furthest towards `end` where there is one: the models may not reach all the way.
    fn last_answer(&self, id: &str, now: f64, end: f64, evaluate: &mut Evaluate<'_>) -> Option<Flip> {
        [1.0, 0.75, 0.5, 0.25].into_iter().find_map(|share| {
            let value = now + (end - now) * share;
            self.answer(id, value, evaluate).map(|answer| (value, answer))
        })
    }
}

fn sentence(title: &str, input: &NumberInput, now: f64, at: f64, here: &[usize], other: &[usize]) -> String {
    let side = if at < now { "below" } else { "above" };
    let step = input.step.max(1e-9);
    let value = libm::round(at / step) * step;
    let unit = units::display(&input.unit);
    let change = match other.len().cmp(&here.len()) {
        Ordering::Less => "fewer inspections pay",
        Ordering::Equal => "other inspections pay",
        Ordering::Greater => "more inspections pay",
    };
    format!("Changes if {} is {side} about {value} {unit}: {change}.", title.to_lowercase())
}
