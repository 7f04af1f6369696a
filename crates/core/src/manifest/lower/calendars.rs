//! Calendars: clock times, dates and recurrences are read here, and what cannot be read is said here.

use crate::calendar::recurrence::{End, Frequency, Recurrence};
use crate::calendar::{Calendar, Days, Effect, Instant, Rule, Tide, When};
use crate::date::Date;
use crate::diag::{Code, Report};
use crate::manifest::raw;
use crate::manifest::tree::{element, member};

use super::{dates, minutes};

/// Minutes of a day.
const DAY_MIN: i64 = 24 * 60;

pub(super) fn convert(id: String, raw: raw::Calendar, report: &mut Report) -> Calendar {
    let raw::Calendar { title, rules } = raw;
    let path = format!("calendars.{id}.rules");
    let rules = rules.into_iter().enumerate().map(|(i, rule)| convert_rule(element(&path, i), rule, report));
    Calendar { rules: rules.collect(), id, title }
}

fn convert_rule(path: String, raw: raw::CalendarRule, report: &mut Report) -> Rule {
    let raw::CalendarRule { from, to, repeat, starting, except, on, tide, closed, cost_factor, label } = raw;
    let effect = match (closed, cost_factor) {
        (true, _) => Effect::Closed,
        (false, Some(factor)) => Effect::Price(factor),
        (false, None) => Effect::Open,
    };
    let when = match tide {
        Some(tide) => When::Tide(convert_tide(&member(&path, "tide"), tide, report)),
        None => {
            let mut clock = |text: Option<String>, key: &str, absent: i64| {
                text.map_or(absent, |text| minutes(&text, &path, key, report).into())
            };
            let (from_min, to_min) = (clock(from, "from", 0), clock(to, "to", DAY_MIN));
            let length_min = if to_min > from_min { to_min - from_min } else { to_min + DAY_MIN - from_min };
            let days = convert_days(&path, (repeat, starting), except, on, report);
            When::Clock { from_min, length_min, days }
        }
    };
    Rule { effect, label, when }
}

fn convert_tide(path: &str, raw: raw::Tide, report: &mut Report) -> Tide {
    let raw::Tide { first, at, period_h, before_h, after_h } = raw;
    let date = dates::convert(&first, member(path, "first"), report);
    let minute = i64::from(minutes(&at, path, "at", report));
    let first = Instant { date: date.unwrap_or_default(), minute };
    Tide { first, period_h, before_h, after_h }
}

fn convert_days(
    path: &str,
    (repeat, starting): (Option<String>, Option<String>),
    except: Vec<String>,
    on: Vec<String>,
    report: &mut Report,
) -> Days {
    let mut all = |list: Vec<String>, key: &str| -> Vec<Date> {
        let path = |i| element(&member(path, key), i);
        list.iter().enumerate().filter_map(|(i, text)| dates::convert(text, path(i), report)).collect()
    };
    let (on, except) = (all(on, "on"), all(except, "except"));
    let starting = starting.and_then(|text| dates::convert(&text, member(path, "starting"), report));
    let Some(text) = repeat else { return if on.is_empty() { Days::Every } else { Days::On(on) } };
    match Recurrence::parse(&text) {
        Ok(rule) => {
            if starting.is_none() && counts_from_start(&rule) {
                let message = format!("`{text}` depends on the day from which it counts");
                report.error(Code::CalendarRule, path, message).hint("add `starting` with that day");
            }
            Days::Repeat { rule: Box::new(rule), starting: starting.unwrap_or_default(), except }
        }
        Err(why) => {
            let diagnostic = report.error(Code::BadRecurrence, member(path, "repeat"), why);
            diagnostic.hint("write it as `FREQ=WEEKLY;BYDAY=MO,TH`");
            Days::Every
        }
    }
}

/// Whether another first day would give other days.
fn counts_from_start(rule: &Recurrence) -> bool {
    let names_days = !rule.week_days.is_empty() || !rule.month_days.is_empty();
    let is_free = rule.frequency == Frequency::Daily || names_days;
    rule.interval > 1 || matches!(rule.end, End::Count(_)) || !is_free
}
