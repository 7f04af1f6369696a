//! What each input changes on its own: the output at other values of it, the others as they are.
//!
//! A number goes to a lower and a higher value, a choice to each of its options, a switch to both of its places.

use std::cmp::Ordering;

use crate::manifest::resolved::{Controls, InputKind, NumberInput};
use crate::protocol::{InputValue, InputValues};

use super::course::{self, Outcome, Setting};
use super::lattice::tidy;
use super::{Bar, Found, Point, Sensitivities, Sensitivity, Span};

pub(super) struct Course {
    output: String,
    tried: Vec<Tried>,
    outcomes: Vec<Outcome>,
}

/// An input with the values that it is given.
struct Tried {
    input: String,
    values: Vec<InputValue>,
    /// They have an order of their own; else what they lead to orders them.
    is_number: bool,
}

impl Course {
    pub fn new(controls: &Controls, inputs: &InputValues, study: &Sensitivity) -> Result<Self, String> {
        if let Span::Share(share) = study.span
            && !(share > 0.0 && share <= 1.0)
        {
            return Err(format!("the share of the range is {share}; it is above 0, up to 1"));
        }
        let varied = || controls.inputs.iter().filter(|input| can_vary(&input.kind));
        let ids = study.inputs.clone().unwrap_or_else(|| varied().map(|input| input.id.clone()).collect());
        let tried = ids.into_iter().map(|id| tried(controls, inputs, study.span, id));
        Ok(Self {
            output: study.output.clone(),
            tried: tried.collect::<Result<_, _>>()?,
            outcomes: Vec::new(),
        })
    }

    /// A bar for each input; the first outcome is that of the inputs as they are.
    fn bars(&self) -> Vec<Bar> {
        let mut points = self.outcomes.iter().skip(1).map(|outcome| outcome.point(&self.output));
        let bars = self.tried.iter().filter_map(|tried| {
            let points: Vec<Point> = points.by_ref().take(tried.values.len()).collect();
            bar(tried, points)
        });
        bars.collect()
    }
}

/// The bar between the lower and the higher value, or between the options with the lowest and the highest output.
fn bar(tried: &Tried, points: Vec<Point>) -> Option<Bar> {
    let mut ends: Vec<(InputValue, Point)> = tried.values.iter().cloned().zip(points).collect();
    if !tried.is_number && ends.iter().filter(|(_, point)| point.value().is_some()).count() > 1 {
        ends.retain(|(_, point)| point.value().is_some());
        ends.sort_by(|(_, a), (_, b)| a.value().partial_cmp(&b.value()).unwrap_or(Ordering::Equal));
    }
    let (high_at, high) = ends.last().cloned()?;
    let (low_at, low) = ends.into_iter().next()?;
    Some(Bar { input: tried.input.clone(), low_at, high_at, low, high })
}

fn can_vary(kind: &InputKind) -> bool {
    matches!(kind, InputKind::Number(_) | InputKind::Choice { .. } | InputKind::Switch { .. })
}

fn tried(controls: &Controls, inputs: &InputValues, span: Span, id: String) -> Result<Tried, String> {
    let values = match controls.input(&id).map(|input| &input.kind) {
        Some(InputKind::Number(number)) => {
            let Some(InputValue::Number(now)) = inputs.values.get(&id) else {
                return Err(format!("`{id}` has no value"));
            };
            let ends = ends(number, *now, span).map(InputValue::Number).to_vec();
            return Ok(Tried { input: id, values: ends, is_number: true });
        }
        Some(InputKind::Choice { options, .. }) => options.iter().cloned().map(InputValue::Choice).collect(),
        Some(InputKind::Switch { .. }) => [false, true].map(InputValue::Switch).to_vec(),
        _ => {
            let varied = controls.inputs.iter().filter(|input| can_vary(&input.kind));
            let ids: Vec<&str> = varied.map(|input| input.id.as_str()).collect();
            return Err(format!("there is no input `{id}` to vary; the app has {}", ids.join(", ")));
        }
    };
    Ok(Tried { input: id, values, is_number: false })
}

/// Both values that a number is given.
fn ends(number: &NumberInput, now: f64, span: Span) -> [f64; 2] {
    let ends = match span {
        Span::Full => [number.min, number.max],
        Span::Share(share) => {
            let width = share * (number.max - number.min);
            [now - width, now + width]
        }
    };
    ends.map(|x| tidy(x, &[now, number.step / 1000.0]).clamp(number.min, number.max))
}

impl course::Course for Course {
    fn next(&self) -> Vec<Setting> {
        if !self.outcomes.is_empty() {
            return Vec::new();
        }
        let of = |tried: &Tried| {
            let set = |value: &InputValue| vec![(tried.input.clone(), value.clone())];
            tried.values.iter().map(set).collect::<Vec<Setting>>()
        };
        std::iter::once(Setting::new()).chain(self.tried.iter().flat_map(of)).collect()
    }

    fn take(&mut self, outcomes: Vec<Outcome>) {
        self.outcomes = outcomes;
    }

    fn found(&self) -> Found {
        let mut bars = self.bars();
        bars.sort_by(|a, b| match (a.swing(), b.swing()) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        let nothing = || Point { predicted: None, state: None, blocked: None };
        Found::Sensitivity(Sensitivities {
            output: self.output.clone(),
            unit: self.outcomes.iter().find_map(|o| o.unit(&self.output)).unwrap_or_default(),
            base: self.outcomes.first().map_or_else(nothing, |o| o.point(&self.output)),
            bars,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DomainState;
    use crate::predicted::{Interval, IntervalKind, Predicted};

    fn point(value: Option<f64>) -> Point {
        let of = |x: f64| {
            let interval = Interval { low: x, high: x, coverage: 0.8, kind: IntervalKind::Members };
            Predicted::new(x, interval, DomainState::In)
        };
        Point { predicted: value.map(of), state: None, blocked: None }
    }

    #[test]
    fn a_choice_reaches_from_its_lowest_to_its_highest_output() {
        type Case<'a> = (&'a [Option<f64>], [&'a str; 2]);
        let cases: [Case<'_>; 4] = [
            (&[Some(3.0), Some(1.0), Some(2.0)], ["b", "a"]),
            (&[Some(3.0), None, Some(2.0)], ["c", "a"]),
            // Fewer than two numbers: the first and the last, as they are.
            (&[None, Some(1.0), None], ["a", "c"]),
            (&[None, None, None], ["a", "c"]),
        ];
        for (outputs, expected) in cases {
            let values = ["a", "b", "c"].map(|option| InputValue::Choice(option.to_owned()));
            let tried = Tried { input: "x".into(), values: values.to_vec(), is_number: false };
            let bar = bar(&tried, outputs.iter().map(|output| point(*output)).collect()).unwrap();
            let ends = [&bar.low_at, &bar.high_at].map(|end| match end {
                InputValue::Choice(option) => option.as_str(),
                other => panic!("{other:?}"),
            });
            assert_eq!(ends, expected, "{outputs:?}");
        }
    }
}
