//! Clock labels for hours from "now". The start is in minutes after midnight.

pub use twinlet_core::clock::time_of_day;
use twinlet_core::clock::{day_offset, label};
use twinlet_core::decision::Window;

/// `19:00`.
pub fn clock(start_min: u32, t_h: f64) -> String {
    label(start_min, t_h)
}

/// `19:00`, `tomorrow 02:30`, `in 3 days 08:00`.
pub fn clock_with_day(start_min: u32, t_h: f64) -> String {
    let time = label(start_min, t_h);
    match day_offset(start_min, t_h) {
        0 => time,
        1 => ["tomorrow ", &time].concat(),
        days => format!("in {days} days {time}"),
    }
}

/// `10:00 to 14:00`, `tomorrow 07:30 to 09:30`.
pub fn window(start_min: u32, window: Window) -> String {
    [&clock_with_day(start_min, window.start_h), "to", &label(start_min, window.end_h)].join(" ")
}

/// A length of time: `45 min`, `4 h`, `2 h 30 min`, `14 days`.
pub fn hours(h: f64) -> String {
    let minutes = (h * 60.0).round() as i64;
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) if h >= 48 && h % 24 == 0 => format!("{} days", h / 24),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_name_their_day() {
        for (start_h, end_h, expected) in [
            (4.0, 8.0, "10:00 to 14:00"),
            (25.5, 27.5, "tomorrow 07:30 to 09:30"),
            (18.0, 19.0, "tomorrow 00:00 to 01:00"),
            (74.0, 76.0, "in 3 days 08:00 to 10:00"),
        ] {
            assert_eq!(window(360, Window { start_h, end_h }), expected);
        }
    }

    #[test]
    fn lengths() {
        for (h, expected) in
            [(0.75, "45 min"), (4.0, "4 h"), (2.5, "2 h 30 min"), (336.0, "14 days"), (24.0, "24 h")]
        {
            assert_eq!(hours(h), expected);
        }
    }
}
