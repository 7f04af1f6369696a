//! # `horizon-too-short`
//!
//! What: The horizon of the decision is not shorter than that of the scenario.
//!
//! Why: the cost of waiting is compared until the decision's horizon, and the curves must lie within it.
//!
//! Example: `decision.horizon_h: 12` with `scenario.horizon_h: 24` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes a decision that ends before the scenario.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let (decision_h, scenario_h) = (manifest.decision.horizon_h, manifest.scenario.horizon_h);
    if decision_h < scenario_h {
        let message = format!(
            "the decision's horizon of {decision_h} h is shorter than the scenario's of {scenario_h} h"
        );
        report.error(Code::HorizonTooShort, "decision.horizon_h", message);
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
            &[("horizon_h: 336", "horizon_h: 12")],
            &[(Code::HorizonTooShort, "decision.horizon_h")],
        );
    }
}
