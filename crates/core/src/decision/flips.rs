//! What would change the answer: bisection over one quantity at a time, with a small ensemble.

use crate::decision::words::percent;
use crate::ensemble::{Ensemble, Evaluate, ModelFacts};
use crate::guardrail::{Level, check};
use crate::manifest::resolved::{FlipQuantity, Manifest, NumberInput};
use crate::protocol::{InputValue, RunPlan};
use crate::units;

use super::{DecidedBy, Decision, FlipPoint};

/// Members of each trial: enough to tell answers apart, few enough to try twenty values.
pub(super) const TRIAL_MEMBERS: u32 = 40;
/// Halvings of the bracket.
const HALVINGS: u32 = 5;

/// The flip point of one quantity, `None` when the quantity has no value here.
///
/// The answer is the set of assets to inspect; blocked inputs are never tried.
pub fn search(
    manifest: &Manifest,
    facts: &ModelFacts,
    plan: &RunPlan,
    decision: &Decision,
    quantity: &FlipQuantity,
    evaluate: &mut Evaluate<'_>,
) -> Option<FlipPoint> {
    match quantity {
        FlipQuantity::Input(id) => Trial { manifest, facts, plan }.input(id, evaluate),
        FlipQuantity::InspectionCost => Some(inspection_cost(manifest, decision)),
    }
}

struct Trial<'a> {
    manifest: &'a Manifest,
    facts: &'a ModelFacts,
    plan: &'a RunPlan,
}

/// What an answer is for the comparison: assets to inspect; `None` where there is no answer.
type Answer = Option<Vec<String>>;

impl Trial<'_> {
    fn answer(&self, id: &str, value: f64, evaluate: &mut Evaluate<'_>) -> Answer {
        let mut plan = RunPlan { members: TRIAL_MEMBERS, stop: None, flips: false, ..self.plan.clone() };
        plan.inputs.values.insert(id.to_owned(), InputValue::Number(value));
        let mut ensemble = Ensemble::new(self.manifest, self.facts, &plan, evaluate).ok()?;
        ensemble.advance(TRIAL_MEMBERS);
        let decision = ensemble.decision();
        let answered = decision.status != super::Status::Withheld;
        let mut assets: Vec<String> = decision.recommendations.into_iter().map(|r| r.asset).collect();
        assets.sort();
        answered.then_some(assets)
    }

    fn input(&self, id: &str, evaluate: &mut Evaluate<'_>) -> Option<FlipPoint> {
        let input = self.manifest.controls.input(id)?;
        let number = self.manifest.controls.number_input(id)?;
        let inputs = self.manifest.controls.complete(&self.plan.inputs);
        let Some(InputValue::Number(now)) = inputs.values.get(id) else { return None };
        let here = self.answer(id, *now, evaluate)?;
        let flip = [self.allowed(id, *now, number.min), self.allowed(id, *now, number.max)]
            .into_iter()
            .find_map(|end| self.bracket(id, (*now, end), &here, evaluate));
        let (at, sentence) = match flip {
            Some((value, other)) => (Some(value), sentence(&input.title, number, *now, value, &here, &other)),
            None => (None, format!("{}: no value in the validated range changes the answer.", input.title)),
        };
        let unit = number.unit.clone();
        Some(FlipPoint { quantity: id.to_owned(), title: input.title.clone(), unit, now: *now, at, sentence })
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
        here: &[String],
        evaluate: &mut Evaluate<'_>,
    ) -> Option<(f64, Vec<String>)> {
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
    fn last_answer(
        &self,
        id: &str,
        now: f64,
        end: f64,
        evaluate: &mut Evaluate<'_>,
    ) -> Option<(f64, Vec<String>)> {
        [1.0, 0.75, 0.5, 0.25].into_iter().find_map(|share| {
            let value = now + (end - now) * share;
            self.answer(id, value, evaluate).map(|answer| (value, answer))
        })
    }
}

fn sentence(
    title: &str,
    input: &NumberInput,
    now: f64,
    at: f64,
    here: &[String],
    other: &[String],
) -> String {
    let side = if at < now { "below" } else { "above" };
    let step = input.step.max(1e-9);
    let value = libm::round(at / step) * step;
    let unit = units::display(&input.unit);
    let change = if other.len() < here.len() { "fewer inspections pay" } else { "more inspections pay" };
    format!("Changes if {} is {side} about {value} {unit}: {change}.", title.to_lowercase())
}

/// The inspection cost at which the first recommendation would no longer pay, or the first begin to: in closed
/// form, because the cost enters once.
fn inspection_cost(manifest: &Manifest, decision: &Decision) -> FlipPoint {
    let (now, currency) = (manifest.decision.inspection.cost, &manifest.app.currency);
    let point = |at, sentence| FlipPoint {
        quantity: "inspection_cost".into(),
        title: "Cost of an inspection".into(),
        unit: currency.clone(),
        now,
        at,
        sentence,
    };
    match decision.recommendations.last() {
        Some(r) if r.decided_by == DecidedBy::ExpectedCost => {
            let at = now + (r.cost_without - r.cost_with);
            let asset = r.asset_title.to_lowercase();
            point(
                Some(at),
                format!(
                    "Changes if an inspection costs more than {at:.0} {currency}: {asset} is then left alone."
                ),
            )
        }
        Some(_) => {
            let limit = percent(manifest.decision.risk_limit);
            point(
                None,
                format!("No cost of an inspection changes the answer: the risk limit of {limit} decides."),
            )
        }
        None => point(None, format!("An inspection at {now:.0} {currency} does not pay.")),
    }
}
