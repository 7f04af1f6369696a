//! # `missing-key`
//!
//! What: A manifest with calendars says which day "now" is.
//!
//! Why: nobody knows which weekday it is otherwise; a run can still be given another day.
//!
//! Example: `calendars` without `scenario.date` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes calendars without a day.
pub fn check(manifest: &Manifest, report: &mut Report) {
    if !manifest.calendars.is_empty() && manifest.scenario.date.is_none() {
        let diagnostic = report.error(Code::MissingKey, "scenario", "missing key `date` in `scenario`");
        diagnostic.hint("calendars need the day of \"now\", for example `date: 2026-11-23`");
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
            &[
                PLANNED,
                &[(
                    r#"  date: 2026-11-23
"#,
                    r#""#,
                )],
            ]
            .concat(),
            &[(Code::MissingKey, "scenario")],
        );
    }
}
