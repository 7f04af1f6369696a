//! Calendar dates, without a clock: whoever knows today says so.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Days of the months of a common year.
const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The first date that there is.
const FIRST: Date = Date { year: 0, month: 1, day: 1 };
/// The last date that there is.
const LAST: Date = Date { year: 9999, month: 12, day: 31 };

/// A day of the Gregorian calendar, years 0 to 9999; ordered from early to late. As text `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD` (ISO 8601); `None` for anything else and for days that no month has.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |from: usize, to: usize| {
            let part = text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<u16>().ok()
        };
        let dashes = [4, 7].iter().all(|at| text.as_bytes().get(*at) == Some(&b'-'));
        let (year, month, day) = (digits(0, 4)?, digits(5, 7)? as u8, digits(8, 10)? as u8);
        let exists = text.len() == 10 && dashes && day >= 1 && day <= days_of(year, month)?;
        exists.then_some(Self { year, month, day })
    }

    /// Days from this date to another; negative when that lies before.
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// Year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days of this date's month.
    pub fn days_of_month(self) -> u8 {
        days_of(self.year, self.month).unwrap_or(31)
    }

    /// Day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        (self.number() + 2).rem_euclid(7) as u8
    }

    /// The date so many days later (earlier when negative), held within the years 0 to 9999.
    ///
    /// Source: Howard Hinnant, *chrono-compatible low-level date algorithms*, `civil_from_days`.
    pub fn plus_days(self, days: i64) -> Self {
        let number = (self.number() + days).clamp(FIRST.number(), LAST.number());
        let (era, of_era) = (number.div_euclid(146_097), number.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        Self { year: year as u16, month: month as u8, day: day as u8 }
    }

    /// Days since a fixed day (Howard Hinnant, *chrono-compatible low-level date algorithms*, `days_from_civil`).
    fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year
    }

    /// The date so many days after 1970-01-01, in the time zone in which they were counted.
    #[cfg(feature = "authoring")]
    pub fn after_1970(mut days: u64) -> Self {
        let mut date = Self { year: 1970, month: 1, day: 1 };
        loop {
            let month = u64::from(days_of(date.year, date.month).unwrap_or(31));
            if days < month || date.year == 9999 {
                return Self { day: 1 + days.min(month - 1) as u8, ..date };
            }
            days -= month;
            date = match date.month {
                12 => Self { year: date.year + 1, month: 1, ..date },
                _ => Self { month: date.month + 1, ..date },
            };
        }
    }
}

/// Days of a month; `None` when there is no such month.
fn days_of(year: u16, month: u8) -> Option<u8> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = DAYS.get(usize::from(month).checked_sub(1)?)?;
    Some(days + u8::from(month == 2 && is_leap))
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Default for Date {
    /// A Monday, for what does not depend on the day.
    fn default() -> Self {
        Self { year: 2001, month: 1, day: 1 }
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not a date such as 2026-12-31"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_by_the_calendar() {
        for (from, to, days) in [
            ("2026-11-21", "2026-11-21", 0),
            ("2026-12-31", "2027-01-01", 1),
            ("2028-02-28", "2028-03-01", 2),
            ("2027-02-28", "2027-03-01", 1),
            ("2027-06-30", "2026-06-30", -365),
        ] {
            let date = |text| Date::parse(text).unwrap();
            assert_eq!(date(from).days_until(date(to)), days, "{from} {to}");
        }
    }

    #[test]
    fn days_are_added_by_the_calendar() {
        let first = Date::parse("1999-12-30").unwrap();
        for days in -2_000..40_000 {
            let later = first.plus_days(days);
            assert_eq!(first.days_until(later), days);
            assert_eq!(Date::parse(&later.to_string()), Some(later));
        }
        // 21 November 2026 is a Saturday.
        assert_eq!(Date::parse("2026-11-21").unwrap().weekday(), 5);
        assert_eq!(LAST.plus_days(1), LAST);
    }

    #[test]
    fn reads_only_days_that_exist() {
        for text in ["2026-12-31", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-00-10",
            "2026-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-01-00",
            "2026-1-01",
            "26-01-01",
            "2026/01/01",
            "2026-01-01T00:00",
            "+026-01-01",
            "2026-01-é",
            "31.12.2026",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn early_is_less() {
        let dates =
            ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01"].map(|text| Date::parse(text).unwrap());
        assert!(dates.is_sorted());
    }

    #[cfg(feature = "authoring")]
    #[test]
    fn days_are_counted_from_1970() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (20_453, "2025-12-31"),
            (20_454, "2026-01-01"),
            (u64::MAX, "9999-01-31"),
        ] {
            assert_eq!(Date::after_1970(days).to_string(), expected, "{days}");
        }
    }
}
