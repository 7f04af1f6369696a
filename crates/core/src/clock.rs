//! Local clock times, without a clock: labels for hours from "now".

/// Minutes of a day.
pub const DAY_MIN: u32 = 24 * 60;

/// `HH:MM` of the instant `t_h` hours after a start given in minutes after midnight, rounded to the minute.
pub fn label(start_min: u32, t_h: f64) -> String {
    let minutes = minute_of_day(start_min, t_h);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Hours after midnight as a time of day: `18:30`; the end of the day is `24:00`.
pub fn time_of_day(hours: f64) -> String {
    if hours == 24.0 { "24:00".to_owned() } else { label(0, hours) }
}

/// Minute of the day, 0 to 1439, of the instant `t_h` hours after a start in minutes after midnight.
pub fn minute_of_day(start_min: u32, t_h: f64) -> u32 {
    let total = i64::from(start_min) + libm::round(t_h * 60.0) as i64;
    total.rem_euclid(i64::from(DAY_MIN)) as u32
}

/// Whole days between "now" and the instant: 0 today, 1 tomorrow.
pub fn day_offset(start_min: u32, t_h: f64) -> i64 {
    (i64::from(start_min) + libm::round(t_h * 60.0) as i64).div_euclid(i64::from(DAY_MIN))
}

/// Minutes after midnight of `HH:MM` from 00:00 to 24:00; `None` for anything else.
pub fn parse(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (h, m) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    (m < 60 && h * 60 + m <= DAY_MIN).then_some(h * 60 + m)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for (start, t_h, expected, day) in [
            (360, 0.0, "06:00", 0),
            (360, 13.25, "19:15", 0),
            (360, 18.0, "00:00", 1),
            (360, 42.5, "00:30", 2),
        ] {
            assert_eq!((label(start, t_h).as_str(), day_offset(start, t_h)), (expected, day));
        }
    }

    #[test]
    fn the_day_ends_at_24() {
        for (hours, expected) in [(0.0, "00:00"), (18.0, "18:00"), (18.25, "18:15"), (24.0, "24:00")] {
            assert_eq!(time_of_day(hours), expected);
        }
    }

    #[test]
    fn parses_only_clock_times() {
        for (text, expected) in [
            ("06:00", Some(360)),
            ("24:00", Some(1440)),
            ("24:01", None),
            ("6:00", None),
            ("07:60", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
