//! # `window-too-short`
//!
//! What: At least one span with access, and of each calendar of access and shifts, is as long as the inspection (a warning).
//!
//! Why: otherwise no inspection ever fits and the app can only recommend to wait.
//!
//! Example: a `duration_h: 6` in spans of four hours is pointed out.

use crate::clock;
use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::empty_calendar::{now, waited_for};

/// Minutes that calendars are looked at for: five weeks, so that monthly openings count.
const LOOKED_AT: i64 = 35 * 24 * 60;

/// Notes that no inspection fits.
pub fn check(manifest: &Manifest, report: &mut Report) {
    calendars(manifest, report);
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

/// Notes calendars of access and shifts in which no inspection ever fits.
fn calendars(manifest: &Manifest, report: &mut Report) {
    let Some(now) = now(manifest) else { return };
    let roads = |path: &str| path.contains(".roads[");
    for (path, calendar) in waited_for(manifest).filter(|(path, _)| !roads(path)) {
        let longest = calendar.open(now, LOOKED_AT).longest() as f64 / 60.0;
        if longest > 0.0 && longest < manifest.decision.inspection.duration_h {
            let message =
                format!("`{}` is open for {longest:.1} h at most, shorter than the inspection", calendar.id);
            report.warning(Code::WindowTooShort, path, message);
        }
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::{PLANNED, assert_finds};
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(
            check,
            &[("duration_h: 2, cost", "duration_h: 6, cost")],
            &[(Code::WindowTooShort, "decision.windows.access")],
        );
        assert_finds(check, PLANNED, &[]);
        assert_finds(
            check,
            &[PLANNED, &[("before_h: 2, after_h: 2", "before_h: 0.5, after_h: 1")]].concat(),
            &[(Code::WindowTooShort, "decision.planning.sites.north.access[0]")],
        );
    }
}
