//! # `calendar-rule`
//!
//! What: A rule is by the clock or by the tide, on named days or recurring, and closed or priced.
//!
//! Why: of two that contradict each other one would silently lose.
//!
//! Example: `on: [2026-11-23], repeat: "FREQ=DAILY"` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{CalendarRule, Manifest};

use super::walk;

/// Notes rules with keys that exclude each other.
pub fn check(manifest: &Manifest, report: &mut Report) {
    for (path, rule) in walk::calendar_rules(manifest) {
        for message in conflicts(rule) {
            report
                .error(Code::CalendarRule, &path, message)
                .hint("write two rules, or delete one of the keys");
        }
    }
}

fn conflicts(rule: &CalendarRule) -> impl Iterator<Item = &'static str> {
    let has_days = rule.repeat.is_some() || !rule.on.is_empty();
    let has_clock = rule.from.is_some() || rule.to.is_some();
    let of_repeat = rule.starting.is_some() || !rule.except.is_empty();
    let found = [
        (rule.repeat.is_some() && !rule.on.is_empty(), "`on` and `repeat` exclude each other"),
        (rule.tide.is_some() && (has_days || has_clock), "`tide` excludes clock times and days"),
        (rule.closed && rule.cost_factor.is_some(), "`closed` and `cost_factor` exclude each other"),
        (of_repeat && rule.repeat.is_none(), "`starting` and `except` belong to `repeat`"),
    ];
    found.into_iter().filter_map(|(is_wrong, message)| is_wrong.then_some(message))
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
                    r#"closed: true, on: [2026-11-23]"#,
                    r#"closed: true, cost_factor: 2, repeat: "FREQ=DAILY", on: [2026-11-23]"#,
                )],
            ]
            .concat(),
            &[
                (Code::CalendarRule, "calendars.bridge.rules[0]"),
                (Code::CalendarRule, "calendars.bridge.rules[0]"),
            ],
        );
        assert_finds(
            check,
            &[PLANNED, &[(r#"closed: true, on: [2026-11-23]"#, r#"except: [2026-11-23]"#)]].concat(),
            &[(Code::CalendarRule, "calendars.bridge.rules[0]")],
        );
        assert_finds(
            check,
            &[PLANNED, &[(r#"rules: [{ tide:"#, r#"rules: [{ from: "06:00", tide:"#)]].concat(),
            &[(Code::CalendarRule, "calendars.low_water.rules[0]")],
        );
    }
}
