//! What each input changes on its own: the output at a low and a high value of it, the others as they are.

use std::cmp::Ordering;

use crate::manifest::resolved::Controls;
use crate::protocol::{InputValue, InputValues};

use super::course::{self, Outcome, Setting};
use super::inquiry::number;
use super::lattice::tidy;
use super::{Bar, Found, Sensitivities, Sensitivity, Span};

pub(super) struct Course {
    output: String,
    /// Each input with its lower and its higher value.
    ends: Vec<(String, f64, f64)>,
    outcomes: Vec<Outcome>,
}

impl Course {
    pub fn new(controls: &Controls, inputs: &InputValues, study: &Sensitivity) -> Result<Self, String> {
        if let Span::Share(share) = study.span
            && !(share > 0.0 && share <= 1.0)
        {
            return Err(format!("the share of the range is {share}; it is above 0, up to 1"));
        }
        let numeric = || controls.inputs.iter().filter(|input| controls.number_input(&input.id).is_some());
        let ids = study.inputs.clone().unwrap_or_else(|| numeric().map(|input| input.id.clone()).collect());
        let ends = ids.into_iter().map(|id| ends(controls, inputs, study.span, id));
        Ok(Self { output: study.output.clone(), ends: ends.collect::<Result<_, _>>()?, outcomes: Vec::new() })
    }

    fn bar(&self, i: usize) -> Option<Bar> {
        let (input, low_at, high_at) = self.ends.get(i)?.clone();
        let point = |k: usize| self.outcomes.get(k).map(|outcome| outcome.point(&self.output));
        Some(Bar { input, low_at, high_at, low: point(2 * i + 1)?, high: point(2 * i + 2)? })
    }
}

/// An input with the two values that it is given.
fn ends(
    controls: &Controls,
    inputs: &InputValues,
    span: Span,
    id: String,
) -> Result<(String, f64, f64), String> {
    let number = number(controls, &id)?;
    let Some(InputValue::Number(now)) = inputs.values.get(&id) else {
        return Err(format!("`{id}` has no value"));
    };
    let (low, high) = match span {
        Span::Full => (number.min, number.max),
        Span::Share(share) => {
            let width = share * (number.max - number.min);
            (now - width, now + width)
        }
    };
    let value = |x: f64| tidy(x, &[*now, number.step / 1000.0]).clamp(number.min, number.max);
    Ok((id, value(low), value(high)))
}

impl course::Course for Course {
    fn next(&self) -> Vec<Setting> {
        if !self.outcomes.is_empty() {
            return Vec::new();
        }
        let both = self.ends.iter().flat_map(|(id, low, high)| [low, high].map(|x| vec![(id.clone(), *x)]));
        std::iter::once(Setting::new()).chain(both).collect()
    }

    fn take(&mut self, outcomes: Vec<Outcome>) {
        self.outcomes = outcomes;
    }

    fn found(&self) -> Found {
        let mut bars: Vec<Bar> = (0..self.ends.len()).filter_map(|i| self.bar(i)).collect();
        bars.sort_by(|a, b| match (a.swing(), b.swing()) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()).then(Ordering::Equal),
        });
        let nothing = || super::Point { predicted: None, state: None, blocked: None };
        Found::Sensitivity(Sensitivities {
            output: self.output.clone(),
            unit: self.outcomes.iter().find_map(|o| o.unit(&self.output)).unwrap_or_default(),
            base: self.outcomes.first().map_or_else(nothing, |o| o.point(&self.output)),
            bars,
        })
    }
}
