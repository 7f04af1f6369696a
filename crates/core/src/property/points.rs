//! Where the search looks: evenly over the ranges, at their corners, at the borders of limits, and outside.

use crate::guardrail;
use crate::manifest::raw::Span;
use crate::manifest::resolved::{Controls, InputKind, NumberInput};
use crate::protocol::{InputValue, InputValues};

use super::Options;
use super::halton::Halton;

/// Up to this many numeric inputs all corners are looked at; beyond, the ends of each input on its own.
const CORNERS: usize = 8;
/// Points around which the borders of limits are looked at: bounds may depend on other inputs.
const AROUND: usize = 8;

pub(super) fn all(controls: &Controls, options: &Options) -> Vec<InputValues> {
    let inner = inner(controls, options.seed, options.points);
    let mut points = vec![controls.complete(&InputValues::default())];
    points.extend(corners(controls));
    let around: Vec<InputValues> = points.iter().take(1).chain(inner.iter().take(AROUND)).cloned().collect();
    points.extend(around.iter().flat_map(|point| borders(controls, point)));
    points.extend(outside(controls));
    points.extend(inner);
    points
}

/// Points spread evenly over all ranges and options.
pub(super) fn inner(controls: &Controls, seed: u64, n: usize) -> Vec<InputValues> {
    let halton = Halton::new(controls.inputs.len(), seed);
    let value = |kind: &InputKind, x: f64| match kind {
        InputKind::Number(number) => InputValue::Number(number.min + x * (number.max - number.min)),
        InputKind::Choice { options, default } => {
            let option = options.get((x * options.len() as f64) as usize);
            InputValue::Choice(option.unwrap_or(default).clone())
        }
        InputKind::Switch { .. } => InputValue::Switch(x < 0.5),
        // From the whole range to nothing in its middle.
        InputKind::Span(span) => {
            let half = x * (span.max - span.min) / 2.0;
            InputValue::Span(Span { from: span.min + half, to: span.max - half })
        }
        // Of a list, only the one at the start is known to mean something.
        InputKind::List(list) => InputValue::List(list.default.clone()),
    };
    let point = |i: usize| {
        let inputs = controls.inputs.iter().zip(halton.at(i));
        let values = inputs.map(|(input, x)| (input.id.clone(), value(&input.kind, x))).collect();
        InputValues { values, ..InputValues::default() }
    };
    (0..n).map(point).collect()
}

fn numbers(controls: &Controls) -> Vec<(&str, &NumberInput)> {
    let number = |id| Some((id, controls.number_input(id)?));
    controls.inputs.iter().filter_map(|input| number(input.id.as_str())).collect()
}

/// The defaults with one input set.
pub(super) fn with(mut inputs: InputValues, id: &str, value: f64) -> InputValues {
    inputs.values.insert(id.to_owned(), InputValue::Number(value));
    inputs
}

fn corners(controls: &Controls) -> Vec<InputValues> {
    let numbers = numbers(controls);
    let start = controls.complete(&InputValues::default());
    if numbers.len() > CORNERS {
        let ends = numbers.iter().flat_map(|(id, n)| [n.min, n.max].map(|x| with(start.clone(), id, x)));
        return ends.collect();
    }
    let corner = |bits: usize| {
        let end = |i: usize, n: &NumberInput| if bits >> i & 1 == 1 { n.max } else { n.min };
        numbers.iter().enumerate().fold(start.clone(), |point, (i, (id, n))| with(point, id, end(i, n)))
    };
    (0..1_usize << numbers.len()).map(corner).collect()
}

/// On the borders of limits, and one step to either side.
fn borders(controls: &Controls, point: &InputValues) -> Vec<InputValues> {
    let of = |(id, number): (&str, &NumberInput)| {
        let zones = guardrail::zones(controls, id, point);
        let edges = zones
            .iter()
            .skip(1)
            .flat_map(|zone| [zone.from - number.step, zone.from, zone.from + number.step]);
        edges.map(|x| with(point.clone(), id, x)).collect::<Vec<_>>()
    };
    numbers(controls).into_iter().flat_map(of).collect()
}

/// What no slider gives: values beyond the ranges, no numbers, other options, other inputs.
fn outside(controls: &Controls) -> Vec<InputValues> {
    let start = controls.complete(&InputValues::default());
    let beyond = |n: &NumberInput| [n.min - n.step, n.max + n.step, f64::NAN, f64::INFINITY];
    let numbers = numbers(controls);
    let numbers = numbers.iter().flat_map(|(id, n)| beyond(n).map(|x| with(start.clone(), id, x)));
    let mut points: Vec<InputValues> = numbers.collect();
    for input in controls.inputs.iter().filter(|input| matches!(input.kind, InputKind::Choice { .. })) {
        let mut point = start.clone();
        point.values.insert(input.id.clone(), InputValue::Choice("\u{1}".into()));
        points.push(point);
    }
    points.push(with(start, "\u{1}", 0.0));
    points
}
