//! Recurrence rules: the part of RFC 5545, section 3.3.10, that says on which days and at which clock times.
//!
//! FREQ DAILY, WEEKLY and MONTHLY with INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY (with ordinals in a
//! month), BYHOUR and BYMINUTE. Occurrences are tested against python-dateutil
//! (`tests/suite/calendar/recurrence.json`). A start that the rule does not meet is no occurrence.

mod parse;

use crate::date::Date;

use super::Instant;

/// Most days that are looked at: a rule that began longer ago is followed this far only.
const MOST_DAYS: i64 = 100 * 366;

/// How often a rule repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// Every so many days.
    Daily,
    /// On days of every so many weeks.
    Weekly,
    /// On days of every so many months.
    Monthly,
}

/// A day of the week, in a month also which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOfWeek {
    /// 0 for Monday to 6 for Sunday.
    pub day: u8,
    /// 1 for the first of the month, -1 for the last; `None` for each.
    pub ordinal: Option<i8>,
}

/// When a rule ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Never.
    Never,
    /// After so many occurrences.
    Count(u32),
    /// With the last occurrence at or before this instant.
    Until(Instant),
}

/// A recurrence rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// FREQ.
    pub frequency: Frequency,
    /// INTERVAL, from 1.
    pub interval: u32,
    /// COUNT or UNTIL.
    pub end: End,
    /// WKST, the first day of a week: 0 for Monday.
    pub week_start: u8,
    /// BYMONTH, 1 to 12; empty for all.
    pub months: Vec<u8>,
    /// BYMONTHDAY, 1 to 31, or -1 to -31 from the month's end; empty for all.
    pub month_days: Vec<i8>,
    /// BYDAY; empty for all.
    pub week_days: Vec<DayOfWeek>,
    /// BYHOUR; empty for the start's.
    pub hours: Vec<u8>,
    /// BYMINUTE; empty for the start's.
    pub minutes: Vec<u8>,
}

impl Recurrence {
    /// All occurrences from `start` on up to the end of the day `last`.
    pub fn occurrences(&self, start: Instant, last: Date) -> Vec<Instant> {
        let times = self.times(start.minute);
        let days = 0..=start.date.days_until(last).clamp(-1, MOST_DAYS);
        let matching = days.map(|d| start.date.plus_days(d)).filter(|date| self.meets(start.date, *date));
        let all = matching.flat_map(|date| times.iter().map(move |minute| Instant { date, minute: *minute }));
        let found = all.filter(|at| *at >= start);
        match self.end {
            End::Never => found.collect(),
            End::Count(n) => found.take(n as usize).collect(),
            End::Until(until) => found.take_while(|at| *at <= until).collect(),
        }
    }

    /// Minutes after midnight of the occurrences of a day, in order.
    fn times(&self, start: i64) -> Vec<i64> {
        let or_start = |list: &[u8], own: i64| match list {
            [] => vec![own],
            _ => list.iter().map(|x| i64::from(*x)).collect(),
        };
        let (hours, minutes) = (or_start(&self.hours, start / 60), or_start(&self.minutes, start % 60));
        let mut times: Vec<i64> =
            hours.iter().flat_map(|h| minutes.iter().map(move |m| h * 60 + m)).collect();
        times.sort_unstable();
        times.dedup();
        times
    }

    fn meets(&self, start: Date, date: Date) -> bool {
        self.in_step(start, date)
            && (self.months.is_empty() || self.months.contains(&date.month()))
            && self.meets_month_day(start, date)
            && self.meets_week_day(start, date)
    }

    /// Whether the day's period is one of those that INTERVAL asks for.
    fn in_step(&self, start: Date, date: Date) -> bool {
        let week = |d: Date| d.plus_days(-i64::from((d.weekday() + 7 - self.week_start) % 7));
        let month = |d: Date| i64::from(d.year()) * 12 + i64::from(d.month());
        let periods = match self.frequency {
            Frequency::Daily => start.days_until(date),
            Frequency::Weekly => week(start).days_until(week(date)) / 7,
            Frequency::Monthly => month(date) - month(start),
        };
        periods % i64::from(self.interval.max(1)) == 0
    }

    fn meets_month_day(&self, start: Date, date: Date) -> bool {
        let from_end = date.day() as i8 - date.days_of_month() as i8 - 1;
        let listed = || self.month_days.iter().any(|d| *d == date.day() as i8 || *d == from_end);
        match (self.frequency, self.month_days.is_empty(), self.week_days.is_empty()) {
            (Frequency::Monthly, true, true) => date.day() == start.day(),
            (_, is_empty, _) => is_empty || listed(),
        }
    }

    fn meets_week_day(&self, start: Date, date: Date) -> bool {
        if self.week_days.is_empty() {
            return self.frequency != Frequency::Weekly || date.weekday() == start.weekday();
        }
        let from_start = (date.day() as i8 - 1) / 7 + 1;
        let from_end = -((date.days_of_month() as i8 - date.day() as i8) / 7 + 1);
        let is_one = |n: i8| n == from_start || n == from_end;
        self.week_days.iter().any(|w| w.day == date.weekday() && w.ordinal.is_none_or(is_one))
    }
}

#[cfg(test)]
mod tests;
