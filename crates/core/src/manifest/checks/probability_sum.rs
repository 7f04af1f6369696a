//! # `probability-sum`
//!
//! What: The probabilities of the four vibration zones sum to 1, with a defect and without.
//!
//! Why: they are all the zones there are; another sum tilts the belief in a defect.
//!
//! Example: `with_defect: { A: 0.4, B: 0.4, C: 0.4, D: 0.4 }` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::walk;

/// How far a sum may be from 1.
const TOLERANCE: f64 = 1e-6;

/// Notes tables with another sum.
pub fn check(manifest: &Manifest, report: &mut Report) {
    for (path, evidence, _) in walk::detectable(manifest) {
        for (name, table) in
            [("with_defect", &evidence.with_defect), ("without_defect", &evidence.without_defect)]
        {
            let path = format!("{path}.evidence.{name}");
            let sum: f64 = walk::zones(&path, table).iter().map(|(_, share)| **share).sum();
            if (sum - 1.0).abs() > TOLERANCE {
                report.error(
                    Code::ProbabilitySum,
                    &path,
                    format!("the probabilities of `{path}` sum to {sum:.6}"),
                );
            }
        }
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
            &[("A: 0.40, B: 0.35", "A: 0.41, B: 0.35")],
            &[(Code::ProbabilitySum, "modes.seal.evidence.with_defect")],
        );
        assert_finds(check, &[("A: 0.50, B: 0.35", "A: 0.5000009, B: 0.35")], &[]);
    }
}
