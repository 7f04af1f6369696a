//! From inputs at which a promise is broken to the smallest ones: few away from their defaults, on steps, close by.

use crate::manifest::resolved::Controls;
use crate::protocol::{InputValue, InputValues};
use crate::study::lattice::on_step;

use super::points::with;

/// How often the way to the default is halved.
const HALVINGS: usize = 12;

/// Says how a promise is broken at inputs, `None` where it holds.
pub(super) type Broken<'a> = &'a mut dyn FnMut(&InputValues) -> Option<String>;

/// The smallest inputs that still break the promise, and how.
pub(super) fn smallest(
    controls: &Controls,
    mut inputs: InputValues,
    mut says: String,
    broken: Broken<'_>,
) -> (InputValues, String) {
    let default = controls.complete(&InputValues::default());
    let ids: Vec<String> = inputs.values.keys().cloned().collect();
    let mut keep = |candidate: InputValues, inputs: &mut InputValues| match broken(&candidate) {
        Some(still) => {
            (*inputs, says) = (candidate, still);
            true
        }
        None => false,
    };
    for id in &ids {
        let mut candidate = inputs.clone();
        match default.values.get(id) {
            Some(value) => candidate.values.insert(id.clone(), value.clone()),
            None => candidate.values.remove(id),
        };
        keep(candidate, &mut inputs);
    }
    for id in &ids {
        let Some(number) = controls.number_input(id) else { continue };
        let (Some(InputValue::Number(x)), Some(InputValue::Number(home))) =
            (inputs.values.get(id).cloned(), default.values.get(id))
        else {
            continue;
        };
        // Beyond its range a value stays as it is: there are no steps.
        if x == *home || !(number.min <= x && x <= number.max) {
            continue;
        }
        // The nearest step may lie on the side that holds; then the next one does not.
        let steps = [0.0, number.step, -number.step].map(|away| on_step(number, x + away));
        let on = steps.into_iter().find(|step| keep(with(inputs.clone(), id, *step), &mut inputs));
        let (mut near, mut far) = (*home, on.unwrap_or(x));
        for _ in 0..HALVINGS {
            let middle = on_step(number, 0.5 * (near + far));
            match keep(with(inputs.clone(), id, middle), &mut inputs) {
                true => far = middle,
                false => near = middle,
            }
        }
    }
    (inputs, says)
}

/// The values that differ from the defaults.
pub(super) fn set(controls: &Controls, mut inputs: InputValues) -> InputValues {
    let default = controls.complete(&InputValues::default());
    inputs.values.retain(|id, value| default.values.get(id) != Some(value));
    inputs
}
