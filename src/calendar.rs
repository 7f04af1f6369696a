//! Calendar files by RFC 5545, and the days that windows fall on.

use serde::{Deserialize, Serialize};
use twinlet_core::date::Date;

/// Minutes of a day.
const DAY_MIN: i64 = 24 * 60;
/// Longest line in bytes, without its end.
const LINE: usize = 75;

/// A local date and time without zone: it means the clock on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LocalTime {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
    /// Minutes after midnight.
    pub minute: u32,
}

impl LocalTime {
    /// Midnight at the beginning of a day.
    pub fn on(date: Date) -> Self {
        Self { year: i32::from(date.year()), month: date.month().into(), day: date.day().into(), minute: 0 }
    }

    fn day_number(self) -> i64 {
        days_from_civil(i64::from(self.year), i64::from(self.month), i64::from(self.day))
    }

    /// The same day's midnight plus so many minutes, which may be days away.
    pub fn at(self, minutes: i64) -> Self {
        let (year, month, day) = civil_from_days(self.day_number() + minutes.div_euclid(DAY_MIN));
        Self {
            year: year as i32,
            month: month as u32,
            day: day as u32,
            minute: minutes.rem_euclid(DAY_MIN) as u32,
        }
    }

    /// `2026-11-21T10:00`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}T{}", self.year, self.month, self.day, self.clock())
    }

    /// `10:00`.
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }

    /// `Sat 21 Nov`.
    pub fn date_words(self) -> String {
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let day = DAYS.get(self.day_number().rem_euclid(7) as usize).copied().unwrap_or_default();
        let month = MONTHS.get((self.month as usize).wrapping_sub(1)).copied().unwrap_or_default();
        format!("{day} {} {month}", self.day)
    }

    /// `20261121T100000`.
    fn basic(self) -> String {
        format!(
            "{:04}{:02}{:02}T{:02}{:02}00",
            self.year,
            self.month,
            self.day,
            self.minute / 60,
            self.minute % 60
        )
    }
}

/// Start and end of a window given in minutes after the midnight before the scenario's "now".
///
/// The scenario's clock is taken as today's; a window that has begun already today moves to the next day.
pub fn next_occurrence(now: LocalTime, start_min: i64, end_min: i64) -> (LocalTime, LocalTime) {
    let late = now.at(start_min) < now;
    let shift = if late { DAY_MIN } else { 0 };
    (now.at(start_min + shift), now.at(end_min + shift))
}

/// Days since 1970-01-01 of a date of the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let (day, month) =
        (day_of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// One appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Identifies it for ever; a changed appointment keeps it.
    pub uid: String,
    /// When the file was made, UTC, ISO 8601.
    pub made_at: String,
    /// Start.
    pub start: LocalTime,
    /// End.
    pub end: LocalTime,
    /// Title.
    pub summary: String,
    /// Text.
    pub description: String,
    /// Place.
    pub location: String,
}

/// The appointment as a calendar file.
pub fn calendar_file(appointment: &Appointment) -> String {
    let digits = |text: &str| text.chars().filter(|c| c.is_ascii_digit() || *c == 'T').collect::<String>();
    let made_at = digits(appointment.made_at.split('.').next().unwrap_or_default());
    [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Twinlet//Twinlet app//EN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@twinlet", escaped(&appointment.uid)),
        format!("DTSTAMP:{made_at}Z"),
        format!("DTSTART:{}", appointment.start.basic()),
        format!("DTEND:{}", appointment.end.basic()),
        format!("SUMMARY:{}", escaped(&appointment.summary)),
        format!("DESCRIPTION:{}", escaped(&appointment.description)),
        format!("LOCATION:{}", escaped(&appointment.location)),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ]
    .iter()
    .map(|line| folded(line))
    .collect()
}

/// Backslash, semicolon, comma and line ends as RFC 5545 wants them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line cut into pieces of at most 75 bytes, never inside a character; every piece but the first begins with a space.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::with_capacity(line.len() + 8), 0);
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(year: i32, month: u32, day: u32, minute: u32) -> LocalTime {
        LocalTime { year, month, day, minute }
    }

    #[test]
    fn windows_fall_on_the_next_possible_day() {
        let morning = time(2026, 12, 31, 6 * 60);
        for (now, start, end, expected) in [
            (morning, 600, 840, ("2026-12-31T10:00", "2026-12-31T14:00")),
            (time(2026, 12, 31, 900), 600, 840, ("2027-01-01T10:00", "2027-01-01T14:00")),
            (morning, 600 + 1440, 840 + 1440, ("2027-01-01T10:00", "2027-01-01T14:00")),
            (time(2028, 2, 28, 1430), 1380, 1500, ("2028-02-29T23:00", "2028-03-01T01:00")),
        ] {
            let (from, to) = next_occurrence(now, start, end);
            assert_eq!((from.iso().as_str(), to.iso().as_str()), expected);
        }
    }

    #[test]
    fn dates_have_their_weekday() {
        for (at, words) in [
            (time(2026, 11, 21, 0), "Sat 21 Nov"),
            (time(2000, 2, 29, 0), "Tue 29 Feb"),
            (time(2027, 1, 1, 0), "Fri 1 Jan"),
        ] {
            assert_eq!(at.date_words(), words);
            assert_eq!(at.at(i64::from(at.minute)), at);
        }
    }

    #[test]
    fn text_is_escaped_and_folded() {
        assert_eq!(escaped("a, b; c\\d\r\ne\u{7}"), "a\\, b\\; c\\\\d\\ne");
        let line = folded(&"ü".repeat(60));
        assert!(line.ends_with("\r\n") && line.split("\r\n").all(|piece| piece.len() <= LINE));
        assert_eq!(line.replace("\r\n ", "").trim_end(), "ü".repeat(60));
    }

    #[test]
    fn the_file_is_a_calendar() {
        let file = calendar_file(&Appointment {
            uid: "abc".into(),
            made_at: "2026-11-21T05:06:07.890Z".into(),
            start: time(2026, 11, 21, 600),
            end: time(2026, 11, 21, 840),
            summary: "Inspect pump 2".into(),
            description: "Risk 7.8 %, then 2.1 %.".into(),
            location: "Riverside pumps".into(),
        });
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Twinlet//Twinlet app//EN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "UID:abc@twinlet",
            "DTSTAMP:20261121T050607Z",
            "DTSTART:20261121T100000",
            "DTEND:20261121T140000",
            "SUMMARY:Inspect pump 2",
            "DESCRIPTION:Risk 7.8 %\\, then 2.1 %.",
            "LOCATION:Riverside pumps",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(file.split("\r\n").collect::<Vec<_>>(), expected);
    }
}
