//! # `outside-range, unknown-option, wrong-kind`
//!
//! What: Values of presets, of the reference scenario and of limits' cases are values that their input can have.
//!
//! Why: a preset that the guardrails block is no use.
//!
//! Example: `values: { inflow: 5000 }` with a range up to 1000 is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Input, ListInput, Range, Span, SpanInput};
use crate::manifest::structure::suggest;
use crate::manifest::tree::{element, member};
use crate::protocol::{Entry, InputValue};
use crate::units;

use super::parts::Parts;
use super::walk;

/// Notes values that their input cannot have; unknown inputs are another rule's.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (path, values) in walk::value_sets(manifest) {
        for (id, value) in values {
            if let Some(input) = manifest.inputs().get(id) {
                check_value(input, value, member(&path, id), report);
            }
        }
    }
}

fn check_value(input: &Input, value: &InputValue, path: String, report: &mut Report) {
    match (input, value) {
        (Input::Number(number), InputValue::Number(value)) => {
            let range = &number.range;
            if range.min <= range.max && !(range.min <= *value && *value <= range.max) {
                let highest = units::with_unit(range.max, &number.unit);
                let message = format!("{value} is outside the range from {} to {highest}", range.min);
                report.error(Code::OutsideRange, path, message);
            }
        }
        (Input::Choice(choice), InputValue::Choice(value)) => {
            if !choice.options.contains(value) {
                let diagnostic =
                    report.error(Code::UnknownOption, path, format!("`{value}` is not an option"));
                suggest(diagnostic, value, choice.options.iter().map(String::as_str));
            }
        }
        (Input::Number(_), InputValue::Choice(value)) => {
            report.error(Code::WrongKind, path, format!("`{value}` is given where a number is needed"));
        }
        (Input::Choice(_), InputValue::Number(value)) => {
            report.error(Code::WrongKind, path, format!("{value} is given where an option is needed"));
        }
        (Input::Span(input), InputValue::Span(span)) => check_span(input, span, path, report),
        (Input::List(input), InputValue::List(entries)) => check_entries(input, entries, &path, report),
        (Input::Switch(_), InputValue::Switch(_)) => {}
        (input, _) => {
            report.error(Code::WrongKind, path, format!("{} is needed here", kind_of(input)));
        }
    }
}

/// Notes a span that its input cannot have.
pub(super) fn check_span(input: &SpanInput, span: &Span, path: String, report: &mut Report) {
    let Range { min, max } = input.range;
    if span.from > span.to {
        let message = format!("the span begins at {} and ends at {}", span.from, span.to);
        report.error(Code::SpanReversed, path, message).hint("write the lower value as `from`");
    } else if min <= max && (span.from < min || span.to > max) {
        let highest = units::with_unit(max, &input.unit);
        let message = format!("the span is outside the range from {min} to {highest}");
        report.error(Code::OutsideRange, path, message);
    }
}

/// Notes entries that their input cannot have.
pub(super) fn check_entries(input: &ListInput, entries: &[Entry], path: &str, report: &mut Report) {
    let Range { min, max } = input.range;
    for (i, entry) in entries.iter().enumerate() {
        match entry.read() {
            None => {
                let message = "an entry is a number, or a number with a `+` in quotes";
                report.error(Code::WrongKind, element(path, i), message).hint("write `120` or `\"120+\"`");
            }
            Some((value, _)) if min <= max && !(min <= value && value <= max) => {
                let highest = units::with_unit(max, &input.unit);
                let message = format!("{value} is outside the range from {min} to {highest}");
                report.error(Code::OutsideRange, element(path, i), message);
            }
            Some(_) => {}
        }
    }
}

fn kind_of(input: &Input) -> &'static str {
    match input {
        Input::Number(_) => "a number",
        Input::Choice(_) => "an option",
        Input::Switch(_) => "`true` or `false`",
        Input::Span(_) => "a span with `from` and `to`",
        Input::List(_) => "a list of numbers",
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(|m, r| check(m, r), &[], &[]);
        assert_finds(
            |m, r| check(m, r),
            &[("inflow: 700, zone_1: C", "inflow: 7000, zone_1: E")],
            &[
                (Code::OutsideRange, "scenario.presets.wet-day.values.inflow"),
                (Code::UnknownOption, "scenario.presets.wet-day.values.zone_1"),
            ],
        );
        assert_finds(
            |m, r| check(m, r),
            &[("inflow: 413", "inflow: much"), ("inflow: 700, zone_1: C", "zone_1: 3")],
            &[
                (Code::WrongKind, "scenario.reference_scenario.values.inflow"),
                (Code::WrongKind, "scenario.presets.wet-day.values.zone_1"),
            ],
        );
    }
}
