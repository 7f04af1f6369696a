//! From inputs to a verdict.

use crate::clock;
use crate::date::Date;
use crate::manifest::raw::Span;
use crate::manifest::resolved::{Controls, Input, InputKind, ListInput, NumberInput, ProfileSpec, SpanInput};
use crate::profile::Normalisation;
use crate::protocol::{Entry, InputValue, InputValues};
use crate::units::{self, Preference};

use super::{Finding, Level, Verdict, rule};

/// Id of the finding about a value outside its contract range or options.
pub const RANGE: &str = "range";
/// Id of the finding about an edited day shape that does not fit its input.
pub const SHAPE: &str = "shape";
/// Id of the finding about a value for an input that the manifest does not have.
pub const UNKNOWN_INPUT: &str = "unknown-input";

/// How far an edited shape may be from its normalisation.
const SHAPE_TOLERANCE: f64 = 1e-6;

/// Everything that the manifest's ranges and limits say about these inputs. Missing ones have their defaults.
///
/// The strictest findings come first; among equals the order is that of the manifest's inputs and limits.
pub fn check(controls: &Controls, inputs: &InputValues) -> Verdict {
    check_on(controls, inputs, None)
}

/// The same on a day: a limit that has expired by then stays in force and says so.
pub fn check_on(controls: &Controls, inputs: &InputValues, today: Option<Date>) -> Verdict {
    let complete = controls.complete(inputs);
    let mut findings = unknown_inputs(controls, inputs);
    for input in &controls.inputs {
        findings.extend(check_value(input, complete.values.get(&input.id)));
        findings.extend(complete.shapes.get(&input.id).and_then(|shape| check_shape(input, shape)));
        let limits = controls.limits.iter().filter(|limit| limit.input == input.id);
        findings.extend(limits.filter_map(|limit| rule::finding(controls, limit, &complete, today)));
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    Verdict { findings }
}

fn block(limit: &str, input: &str, bound: f64, text: String) -> Finding {
    Finding { limit: limit.to_owned(), input: input.to_owned(), level: Level::Block, bound, text }
}

fn unknown_inputs(controls: &Controls, inputs: &InputValues) -> Vec<Finding> {
    let ids = inputs.values.keys().chain(inputs.shapes.keys());
    let unknown = ids.filter(|id| controls.input(id).is_none());
    let text =
        |id: &str| format!("This app has no input “{id}”; the values are from another app or version.");
    unknown.map(|id| block(UNKNOWN_INPUT, id, 0.0, text(id))).collect()
}

fn check_value(input: &Input, value: Option<&InputValue>) -> Option<Finding> {
    match (&input.kind, value) {
        (InputKind::Number(number), Some(InputValue::Number(value))) => check_number(input, number, *value),
        (InputKind::Number(number), _) => Some(range(input, number.min)),
        (InputKind::Choice { options, .. }, Some(InputValue::Choice(choice))) if options.contains(choice) => {
            None
        }
        (InputKind::Switch { .. }, Some(InputValue::Switch(_))) => None,
        (InputKind::Choice { .. } | InputKind::Switch { .. }, _) => Some(range(input, 0.0)),
        (InputKind::Span(span), value) => check_span(input, span, value),
        (InputKind::List(list), value) => check_list(input, list, value),
    }
}

fn check_span(input: &Input, kind: &SpanInput, value: Option<&InputValue>) -> Option<Finding> {
    let fits = |span: &Span| kind.min <= span.from && span.from <= span.to && span.to <= kind.max;
    let is_fine = matches!(value, Some(InputValue::Span(span)) if fits(span));
    (!is_fine).then(|| range(input, kind.max))
}

fn check_list(input: &Input, kind: &ListInput, value: Option<&InputValue>) -> Option<Finding> {
    let fits = |entry: &Entry| entry.read().is_some_and(|(x, _)| kind.min <= x && x <= kind.max);
    let is_fine = matches!(value, Some(InputValue::List(entries)) if entries.iter().all(fits));
    (!is_fine).then(|| range(input, kind.max))
}

fn check_number(input: &Input, number: &NumberInput, value: f64) -> Option<Finding> {
    let inside = number.min <= value && value <= number.max;
    let bound = if value > number.max { number.max } else { number.min };
    (!inside).then(|| range(input, bound))
}

fn range(input: &Input, bound: f64) -> Finding {
    block(RANGE, &input.id, bound, range_text(input, &Preference::default()))
}

/// What an input's value must be, in the units that a person prefers.
fn range_text(input: &Input, preference: &Preference) -> String {
    let ends = |min: f64, max: f64, unit: &str| {
        let shown = preference.readout(unit);
        (shown.exact(min), units::with_unit(shown.exact(max), shown.code()))
    };
    let title = &input.title;
    match &input.kind {
        InputKind::Number(number) if number.is_clock => {
            let (from, to) = (clock::time_of_day(number.min), clock::time_of_day(number.max));
            format!("{title} must be a time from {from} to {to}.")
        }
        InputKind::Number(number) => {
            let (lowest, highest) = ends(number.min, number.max, &number.unit);
            format!("{title} must be a number from {lowest} to {highest}.")
        }
        InputKind::Span(span) => {
            let (lowest, highest) = ends(span.min, span.max, &span.unit);
            format!("{title} must go from a lower to a higher value between {lowest} and {highest}.")
        }
        InputKind::List(list) => {
            let (lowest, highest) = ends(list.min, list.max, &list.unit);
            format!("{title} must be numbers from {lowest} to {highest}.")
        }
        InputKind::Choice { options, .. } => format!("{title} must be one of {}.", options.join(", ")),
        InputKind::Switch { .. } => format!("{title} must be on or off."),
    }
}

/// A verdict whose sentences about ranges are in the units that a person prefers; sentences of the app stay as they are.
pub fn shown_in(controls: &Controls, verdict: Verdict, preference: &Preference) -> Verdict {
    let one = |finding: Finding| match controls.input(&finding.input).filter(|_| finding.limit == RANGE) {
        Some(input) => Finding { text: range_text(input, preference), ..finding },
        None => finding,
    };
    Verdict { findings: verdict.findings.into_iter().map(one).collect() }
}

fn check_shape(input: &Input, shape: &[f64]) -> Option<Finding> {
    let profile = match &input.kind {
        InputKind::Number(NumberInput { profile: Some(profile), .. }) => Some(profile),
        _ => None,
    };
    let problem = profile.map_or(Some("has no day shape"), |profile| shape_problem(profile, shape))?;
    Some(block(SHAPE, &input.id, 0.0, format!("{} {problem}.", input.title)))
}

fn shape_problem(profile: &ProfileSpec, shape: &[f64]) -> Option<&'static str> {
    if shape.len() != profile.shape.len() || shape.iter().any(|x| !x.is_finite()) {
        return Some("needs as many hourly values as its day shape has");
    }
    let mean = shape.iter().sum::<f64>() / shape.len().max(1) as f64;
    let peak = shape.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    match profile.normalisation {
        Normalisation::Mean if (mean - 1.0).abs() > SHAPE_TOLERANCE => Some("needs a day shape of mean 1"),
        Normalisation::PeakOffset if peak.abs() > SHAPE_TOLERANCE => {
            Some("needs a day shape whose highest value is 0")
        }
        _ => None,
    }
}
