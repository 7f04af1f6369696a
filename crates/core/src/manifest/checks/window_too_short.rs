//! # `window-too-short`
//!
//! What: At least one span with access is as long as the inspection (a warning).
//!
//! Why: otherwise no inspection ever fits and the app can only recommend to wait.
//!
//! Example: a `duration_h: 6` in spans of four hours is pointed out.

use crate::clock;
use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes that no inspection fits.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let decision = &manifest.decision;
    let length_h =
        |from: &str, to: &str| Some((f64::from(clock::parse(to)?) - f64::from(clock::parse(from)?)) / 60.0);
    let lengths = decision.windows.access.iter().filter_map(|span| length_h(&span.from, &span.to));
    let lengths = lengths.filter(|length_h| *length_h > 0.0);
    let Some(longest) = lengths.max_by(f64::total_cmp) else { return };
    if longest < decision.inspection.duration_h {
        let message = format!("the longest access of {longest} h is shorter than the inspection");
        report.warning(Code::WindowTooShort, "decision.windows.access", message);
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
            &[("duration_h: 2, cost", "duration_h: 6, cost")],
            &[(Code::WindowTooShort, "decision.windows.access")],
        );
    }
}
