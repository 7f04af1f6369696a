//! # `risk-limit`
//!
//! What: The risk limit is a probability above 0 and below 1.
//!
//! Why: at 0 nothing is ever acceptable, at 1 everything is; both decide without the model.
//!
//! Example: `risk_limit: 5` is refused, 5 % is `0.05`.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes a risk limit that decides without the model.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let limit = manifest.decision.risk_limit;
    if !(0.0 < limit && limit < 1.0) {
        let message = format!("the risk limit {limit} is not between 0 and 1");
        report.error(Code::RiskLimit, "decision.risk_limit", message).hint("write 5 % as `0.05`");
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
            &[("risk_limit: 0.05", "risk_limit: 5")],
            &[(Code::RiskLimit, "decision.risk_limit")],
        );
        assert_finds(
            check,
            &[("risk_limit: 0.05", "risk_limit: 0")],
            &[(Code::RiskLimit, "decision.risk_limit")],
        );
    }
}
