//! The text of a recurrence rule. What is not in the part that is known is refused with the reason.

use crate::date::Date;

use super::{DayOfWeek, End, Frequency, Recurrence};
use crate::calendar::{DAY_MIN, Instant};

/// Days of the week in the order of RFC 5545, Monday first.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Parts of RFC 5545 that are not known here.
const LEFT_OUT: [&str; 4] = ["BYSECOND", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"];

impl Recurrence {
    /// Reads a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`.
    ///
    /// # Errors
    /// What is wrong, lower case without a full stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts: Vec<(&str, &str)> = Vec::new();
        for part in text.split(';') {
            let (key, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is not KEY=VALUE"))?;
            if parts.iter().any(|(other, _)| *other == key) {
                return Err(format!("`{key}` stands twice"));
            }
            parts.push((key, value));
        }
        let frequency = parts.iter().find(|(key, _)| *key == "FREQ").ok_or("`FREQ` is missing")?.1;
        let mut rule = Self::every(read_frequency(frequency)?);
        parts.iter().try_for_each(|(key, value)| rule.take(key, value))?;
        rule.fits_together()?;
        Ok(rule)
    }

    fn every(frequency: Frequency) -> Self {
        Self {
            frequency,
            interval: 1,
            end: End::Never,
            week_start: 0,
            months: vec![],
            month_days: vec![],
            week_days: vec![],
            hours: vec![],
            minutes: vec![],
        }
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "FREQ" => {}
            "INTERVAL" => self.interval = number(key, value, 1..=10_000)? as u32,
            "COUNT" | "UNTIL" if self.end != End::Never => {
                return Err("`COUNT` and `UNTIL` exclude each other".into());
            }
            "COUNT" => self.end = End::Count(number(key, value, 1..=100_000)? as u32),
            "UNTIL" => self.end = End::Until(read_until(value)?),
            "WKST" => self.week_start = read_day(value)?,
            "BYMONTH" => self.months = list(value, |x| Ok(number(key, x, 1..=12)? as u8))?,
            "BYMONTHDAY" => self.month_days = list(value, |x| Ok(not_zero(key, x, 31)? as i8))?,
            "BYDAY" => self.week_days = list(value, read_week_day)?,
            "BYHOUR" => self.hours = list(value, |x| Ok(number(key, x, 0..=23)? as u8))?,
            "BYMINUTE" => self.minutes = list(value, |x| Ok(number(key, x, 0..=59)? as u8))?,
            _ if LEFT_OUT.contains(&key) => return Err(format!("`{key}` is not supported here")),
            _ => return Err(format!("`{key}` is not a part of RFC 5545")),
        }
        Ok(())
    }

    /// What RFC 5545 does not allow together.
    fn fits_together(&self) -> Result<(), String> {
        let is_monthly = self.frequency == Frequency::Monthly;
        if !is_monthly && self.week_days.iter().any(|w| w.ordinal.is_some()) {
            return Err("a number in `BYDAY` needs `FREQ=MONTHLY`".into());
        }
        if self.frequency == Frequency::Weekly && !self.month_days.is_empty() {
            return Err("`BYMONTHDAY` does not go with `FREQ=WEEKLY`".into());
        }
        Ok(())
    }
}

fn read_frequency(text: &str) -> Result<Frequency, String> {
    match text {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        _ => Err(format!("`FREQ={text}` is not one of DAILY, WEEKLY and MONTHLY")),
    }
}

fn list<T>(text: &str, one: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    text.split(',').map(one).collect()
}

fn number(key: &str, text: &str, allowed: std::ops::RangeInclusive<i64>) -> Result<i64, String> {
    let found = text.parse().ok().filter(|n| allowed.contains(n));
    found.ok_or_else(|| {
        format!("`{key}` takes whole numbers from {} to {}, not `{text}`", allowed.start(), allowed.end())
    })
}

fn not_zero(key: &str, text: &str, most: i64) -> Result<i64, String> {
    let found = number(key, text, -most..=most)?;
    if found == 0 { Err(format!("`{key}` is not 0")) } else { Ok(found) }
}

fn read_day(text: &str) -> Result<u8, String> {
    let found = DAYS.iter().position(|d| *d == text).map(|d| d as u8);
    found.ok_or_else(|| format!("`{text}` is not one of MO, TU, WE, TH, FR, SA, SU"))
}

/// `MO`, `2TU` or `-1FR`.
fn read_week_day(text: &str) -> Result<DayOfWeek, String> {
    let at = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (ordinal, day) = text.split_at(at);
    let ordinal = match ordinal {
        "" => None,
        _ if ordinal.parse::<i64>().is_err() => {
            return Err(format!("`{text}` is not a day such as MO, 2TU or -1FR"));
        }
        _ => Some(not_zero("BYDAY", ordinal, 5)? as i8),
    };
    Ok(DayOfWeek { day: read_day(day)?, ordinal })
}

/// `20261231`, that whole day, or `20261231T120000`: local time, as all times here.
fn read_until(text: &str) -> Result<Instant, String> {
    let wrong = || format!("`UNTIL={text}` is not of the form 20261231 or 20261231T120000, local time");
    let digits =
        |from: usize, to: usize| text.get(from..to).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
    let part =
        |from: usize, to: usize| digits(from, to).and_then(|t| t.parse::<i64>().ok()).ok_or_else(wrong);
    let iso = match (digits(0, 4), digits(4, 6), digits(6, 8)) {
        (Some(y), Some(m), Some(d)) => format!("{y}-{m}-{d}"),
        _ => return Err(wrong()),
    };
    let date = Date::parse(&iso).ok_or_else(wrong)?;
    match (text.len(), text.get(8..9)) {
        (8, _) => Ok(Instant { date, minute: DAY_MIN - 1 }),
        (15, Some("T")) if part(9, 11)? < 24 && part(11, 13)? < 60 && part(13, 15)? < 60 => {
            Ok(Instant { date, minute: part(9, 11)? * 60 + part(11, 13)? })
        }
        _ => Err(wrong()),
    }
}
