//! # `step-too-long`
//!
//! What: The balance of the station is stepped at most one minute.
//!
//! Why: with longer steps levels overshoot the switching points of the pumps and the number of starts is wrong.
//!
//! Example: `step_min: 5` in the station is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes a balance in long steps.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let step = manifest.graph.station.step_min;
    if step > 1.0 {
        let message = format!("the station's step of {step} min is longer than 1 min");
        report.error(Code::StepTooLong, "graph.station.step_min", message);
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(
            check,
            &[("    step_min: 1\n", "    step_min: 5\n")],
            &[(Code::StepTooLong, "graph.station.step_min")],
        );
    }
}
