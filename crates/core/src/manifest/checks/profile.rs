//! # `profile-length, profile-normalisation`
//!
//! What: A profile has 24 hourly values with mean 1, or with 0 as the highest, as its normalisation says.
//!
//! Why: the value of the slider is the mean, or the highest, of the day only then. Compiling normalises; this rule is for compiled manifests.
//!
//! Example: 23 values are refused.

use crate::diag::{Code, Report};
use crate::profile::Normalisation;

use super::parts::Parts;
use super::walk;

/// How far a compiled shape may be from its normalisation.
const TOLERANCE: f64 = 1e-6;

/// Notes shapes of another length or normalisation.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (path, input) in walk::number_inputs(manifest) {
        let profile = input.profile.as_ref().map(|profile| (profile.normalisation, &profile.shape));
        if let Some((normalisation, Some(shape))) = profile {
            check_shape(normalisation, shape, path + ".profile", report);
        }
    }
}

fn check_shape(normalisation: Normalisation, shape: &[f64], path: String, report: &mut Report) {
    let hours = shape.len();
    let mean = shape.iter().sum::<f64>() / hours.max(1) as f64;
    let peak = shape.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if hours != 24 {
        report.error(Code::ProfileLength, path, format!("the profile has {hours} values instead of 24"));
    } else if normalisation == Normalisation::Mean && (mean - 1.0).abs() > TOLERANCE {
        report.error(Code::ProfileNormalisation, path, format!("the shape has mean {mean} instead of 1"));
    } else if normalisation == Normalisation::PeakOffset && peak.abs() > TOLERANCE {
        report.error(
            Code::ProfileNormalisation,
            path,
            format!("the highest value of the shape is {peak} instead of 0"),
        );
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
            &[("normalisation: mean, file: shape.json", "normalisation: mean, shape: [1, 2], source: test")],
            &[(Code::ProfileLength, "inputs.inflow.profile")],
        );
        assert_finds(
            |m, r| check(m, r),
            &[(
                "normalisation: mean, file: shape.json",
                "normalisation: mean, shape: [1,-1, 1,-1, 1,-1, 1,-1, 1,-1, 1,-1, 1,-1, 1,-1, 1,-1, 1,-1, 1,-1, 1,-1], source: test",
            )],
            &[(Code::ProfileNormalisation, "inputs.inflow.profile")],
        );
    }
}
