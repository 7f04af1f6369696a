//! # `unknown-calendar`
//!
//! What: The names in `decision.planning` are ids of calendars.
//!
//! Why: a misspelt road would count as always open.
//!
//! Example: `roads: [brigde]` with a calendar `bridge` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;
use crate::manifest::structure::suggest;

use super::walk;

/// Notes names of calendars that do not exist.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let unknown = walk::calendar_names(manifest).into_iter();
    for (path, name) in unknown.filter(|(_, name)| manifest.calendars.get(name).is_none()) {
        let diagnostic = report.error(Code::UnknownCalendar, path, format!("there is no calendar `{name}`"));
        suggest(diagnostic, name, manifest.calendars.ids());
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
                &[
                    (r#"roads: [bridge]"#, r#"roads: [brigde]"#),
                    (r#"shifts: [weekdays]"#, r#"shifts: [weekday]"#),
                ],
            ]
            .concat(),
            &[
                (Code::UnknownCalendar, "decision.planning.shifts[0]"),
                (Code::UnknownCalendar, "decision.planning.sites.north.roads[0]"),
            ],
        );
    }
}
