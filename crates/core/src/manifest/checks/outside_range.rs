//! # `outside-range`
//!
//! What: Defaults and marks of an input lie in its range.
//!
//! Why: the app would start in a state that it blocks.
//!
//! Example: `default: 2000` with `max: 1000` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Input;
use crate::units;

use super::parts::Parts;
use super::{preset_value, walk};

/// Notes defaults and marks outside the range.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (id, input) in manifest.inputs().iter() {
        let path = format!("inputs.{id}.default");
        match input {
            Input::Span(span) => preset_value::check_span(span, &span.default, path, report),
            Input::List(list) => preset_value::check_entries(list, &list.default, &path, report),
            Input::Number(_) | Input::Choice(_) | Input::Switch(_) => {}
        }
    }
    for (path, input) in walk::number_inputs(manifest) {
        let default = (format!("{path}.default"), input.default);
        let marks =
            input.marks.iter().enumerate().map(|(i, mark)| (format!("{path}.marks[{i}].at"), mark.at));
        let range = &input.range;
        let is_outside = |value: f64| range.min <= range.max && !(range.min <= value && value <= range.max);
        for (path, value) in std::iter::once(default).chain(marks).filter(|(_, value)| is_outside(*value)) {
            let highest = units::with_unit(range.max, &input.unit);
            let message = format!("{value} is outside the range from {} to {highest}", range.min);
            report.error(Code::OutsideRange, path, message);
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
            &[("default: 412", "default: 2000"), ("at: 420", "at: 99")],
            &[
                (Code::OutsideRange, "inputs.inflow.default"),
                (Code::OutsideRange, "inputs.inflow.marks[0].at"),
            ],
        );
    }
}
