//! # `empty-calendar`
//!
//! What: A calendar has at least one rule, and is open at some time of the days that are planned from the manifest's
//! day on (a warning).
//!
//! Why: no work fits into a calendar that is always closed.
//!
//! Example: `rules: [{ on: [2025-12-24] }]` is pointed out in 2026.

use crate::calendar::{Calendar, Instant};
use crate::clock;
use crate::date::Date;
use crate::diag::{Code, Report};
use crate::manifest::lower::converted_calendar;
use crate::manifest::raw::Manifest;

use super::walk;

/// Minutes of a day.
const DAY_MIN: i64 = 24 * 60;

/// Notes calendars without rules, and those that something waits for and that never open.
pub fn check(manifest: &Manifest, report: &mut Report) {
    for (id, _) in manifest.calendars.iter().filter(|(_, calendar)| calendar.rules.is_empty()) {
        let path = format!("calendars.{id}.rules");
        report.error(Code::EmptyCalendar, path, format!("the calendar `{id}` has no rule"));
    }
    let Some(now) = now(manifest) else { return };
    for (path, calendar) in waited_for(manifest) {
        if calendar.open(now, days(manifest) * DAY_MIN).is_empty() && !calendar.rules.is_empty() {
            let message =
                format!("`{}` is never open on the {} days from {}", calendar.id, days(manifest), now.date);
            report
                .warning(Code::EmptyCalendar, path, message)
                .hint("look at its days and at `scenario.date`");
        }
    }
}

/// The manifest's own "now"; `None` when it has none or it cannot be read.
pub fn now(manifest: &Manifest) -> Option<Instant> {
    let date = Date::parse(manifest.scenario.date.as_deref()?)?;
    Some(Instant { date, minute: clock::parse(&manifest.scenario.start)?.into() })
}

/// Days that are planned.
pub fn days(manifest: &Manifest) -> i64 {
    manifest.decision.planning.as_ref().and_then(|p| p.days).unwrap_or(3).into()
}

/// Calendars that have to be open for some work, each with the path of its name.
pub fn waited_for(manifest: &Manifest) -> impl Iterator<Item = (String, Calendar)> {
    let names = walk::calendar_names(manifest).into_iter();
    let names = names.filter(|(path, _)| !path.starts_with("decision.planning.tariffs"));
    names.filter_map(|(path, name)| Some((path, converted_calendar(name, manifest.calendars.get(name)?))))
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
                &[(r#"rules: [{ closed: true, on: [2026-11-23], label: resurfacing }]"#, r#"rules: []"#)],
            ]
            .concat(),
            &[(Code::EmptyCalendar, "calendars.bridge.rules")],
        );
        assert_finds(
            check,
            &[
                PLANNED,
                &[(
                    r#"rules: [{ from: "06:00", to: "22:00", repeat: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" }]"#,
                    r#"rules: [{ on: [2025-12-24] }]"#,
                )],
            ]
            .concat(),
            &[(Code::EmptyCalendar, "decision.planning.shifts[0]")],
        );
    }
}
