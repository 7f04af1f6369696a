//! # `out-of-bounds`
//!
//! What: One to fourteen days are planned.
//!
//! Why: beyond two weeks the typical day says too little, and a phone has too much to do.
//!
//! Example: `days: 30` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes a number of days that is not planned.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let days = manifest.decision.planning.as_ref().and_then(|p| p.days);
    if let Some(days) = days.filter(|days| !(1..=14).contains(days)) {
        let path = "decision.planning.days";
        let message = format!("`{path}` is {days}, it must be from 1 to 14");
        report.error(Code::OutOfBounds, path, message).expect("from 1 to 14");
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::{PLANNED, assert_finds};
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, PLANNED, &[]);
        assert_finds(
            check,
            &[PLANNED, &[(r#"days: 4"#, r#"days: 15"#)]].concat(),
            &[(Code::OutOfBounds, "decision.planning.days")],
        );
    }
}
