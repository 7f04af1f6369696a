//! # `outside-range, unknown-option, wrong-kind`
//!
//! What: Values of presets, of the reference scenario and of limits' cases are values that their input can have.
//!
//! Why: a preset that the guardrails block is no use.
//!
//! Example: `values: { inflow: 5000 }` with a range up to 1000 is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Input;
use crate::manifest::structure::suggest;
use crate::manifest::tree::member;
use crate::protocol::InputValue;
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
