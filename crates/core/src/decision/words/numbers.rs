//! Amounts, times and lists as they stand in a sentence.

use crate::clock;
use crate::decision::Window;
use crate::manifest::resolved::Zone;

/// A probability in per cent with two significant digits, `< 0.01 %` below that.
pub fn percent(p: f64) -> String {
    let x = p * 100.0;
    match x {
        x if x <= 0.0 => "0 %".into(),
        x if x < 0.01 => "< 0.01 %".into(),
        x if x < 0.1 => format!("{x:.2} %"),
        x if x < 9.95 && libm::fabs(x - libm::round(x)) > 1e-9 => format!("{x:.1} %"),
        x => format!("{x:.0} %"),
    }
}

/// A clock time, with its day when it is not today's.
pub fn clock_time(start_min: u32, t_h: f64) -> String {
    let time = clock::label(start_min, t_h);
    match clock::day_offset(start_min, t_h) {
        0 => time,
        1 => format!("tomorrow {time}"),
        days => format!("{time} in {days} days"),
    }
}

/// `10:00`, with the day when it is not today's.
pub fn moment(start_min: u32, t_h: f64) -> String {
    let at = clock::label(start_min, t_h);
    match clock::day_offset(start_min, t_h) {
        0 => at,
        1 => format!("{at} tomorrow"),
        days => format!("{at} in {days} days"),
    }
}

/// `between 10:00 and 14:00`, with the day when it is not today's.
pub fn span(start_min: u32, window: Window) -> String {
    let end = clock::label(start_min, window.end_h);
    match clock::day_offset(start_min, window.start_h) {
        0 => format!("between {} and {end}", clock::label(start_min, window.start_h)),
        1 => format!("tomorrow between {} and {end}", clock::label(start_min, window.start_h)),
        days => format!("in {days} days between {} and {end}", clock::label(start_min, window.start_h)),
    }
}

/// An amount with three significant digits and groups of thousands: `13,600`.
pub fn grouped(amount: f64) -> String {
    let digits = libm::floor(libm::log10(libm::fabs(amount).max(1.0)));
    let step = libm::exp10((digits - 2.0).max(0.0));
    let whole = format!("{:.0}", libm::round(libm::fabs(amount) / step) * step);
    let first = match whole.len() % 3 {
        0 => 3,
        rest => rest,
    };
    let (head, tail) = whole.split_at(first.min(whole.len()));
    let groups = tail.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group));
    let sign = if amount < 0.0 && whole != "0" { "-" } else { "" };
    groups.fold(format!("{sign}{head}"), |text, group| format!("{text},{group}"))
}

pub(super) fn letter(zone: Zone) -> &'static str {
    ["A", "B", "C", "D"][zone.index()]
}

/// A title as it stands within a sentence: `pump 2`.
pub fn lower(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// `Pump 1, pump 2 and pump 3`.
pub(super) fn join(titles: &[String]) -> String {
    match titles {
        [] => String::new(),
        [one] => one.clone(),
        [first, middle @ .., last] => {
            let middle: String = middle.iter().map(|t| format!(", {}", lower(t))).collect();
            format!("{first}{middle} and {}", lower(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_have_two_digits_at_most() {
        for (p, expected) in [
            (0.0, "0 %"),
            (0.00001, "< 0.01 %"),
            (0.0005, "0.05 %"),
            (0.0784, "7.8 %"),
            (0.05, "5 %"),
            (0.0999, "10 %"),
            (0.456, "46 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(percent(p), expected, "{p}");
        }
    }

    #[test]
    fn amounts_have_three_digits_and_groups() {
        for (amount, expected) in [
            (0.0, "0"),
            (9.6, "10"),
            (999.6, "1,000"),
            (3634.0, "3,630"),
            (13_572.0, "13,600"),
            (-1_234_567.0, "-1,230,000"),
        ] {
            assert_eq!(grouped(amount), expected, "{amount}");
        }
    }

    #[test]
    fn spans_name_the_day() {
        for (start_h, end_h, expected) in [
            (4.0, 8.0, "between 10:00 and 14:00"),
            (26.0, 30.0, "tomorrow between 08:00 and 12:00"),
            (50.0, 54.0, "in 2 days between 08:00 and 12:00"),
        ] {
            assert_eq!(span(360, Window { start_h, end_h }), expected);
        }
    }

    #[test]
    fn titles_are_joined() {
        let titles = ["Pump 1".to_owned(), "Pump 2".to_owned(), "Pump 3".to_owned()];
        assert_eq!(join(&titles), "Pump 1, pump 2 and pump 3");
        assert_eq!(join(&titles[..1]), "Pump 1");
    }
}
