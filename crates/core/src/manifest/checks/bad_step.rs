//! # `bad-step`
//!
//! What: The step of an input is above zero and not longer than its range.
//!
//! Why: the buttons beside a slider move by it.
//!
//! Example: `step: 0` is refused.

use crate::diag::{Code, Report};

use super::parts::Parts;
use super::walk;

/// Notes steps that do not divide a range.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (path, input) in walk::number_inputs(manifest) {
        let width = input.range.max - input.range.min;
        if input.step <= 0.0 || (width > 0.0 && input.step > width) {
            let message =
                format!("the step {} is not between 0 and the width {width} of the range", input.step);
            report.error(Code::BadStep, path + ".step", message);
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
            &[("step: 10\n", "step: 0\n"), ("step: 0.5", "step: 59")],
            &[(Code::BadStep, "inputs.inflow.step"), (Code::BadStep, "inputs.ambient.step")],
        );
    }
}
