//! Probabilities as per cent, with a space before the sign.

use twinlet_core::predicted::Interval;

use super::number::{decimals_for, grouped, magnitude};

/// The least probability worth a number; below it the text is `< 0.01 %`.
const LEAST: f64 = 0.0001;

/// A probability with as many digits as its interval allows, at most one decimal from 1 % up and two below: `7.8 %`.
pub fn percent(p: f64, interval: Interval) -> String {
    if below(p) {
        return LEAST_TEXT.into();
    }
    let decimals = decimals_of(interval).unwrap_or_else(|| decimals_by_size(p));
    let enough = if p * 100.0 < 1.0 { decimals.max(-magnitude(p * 100.0)) } else { decimals };
    [&grouped(p * 100.0, enough.clamp(0, most_decimals(p))), "%"].join(" ")
}

/// A probability that was chosen, such as a limit: `5 %`, `2.5 %`.
pub fn percent_plain(p: f64) -> String {
    if below(p) {
        return LEAST_TEXT.into();
    }
    let text = grouped(p * 100.0, 2);
    [text.trim_end_matches('0').trim_end_matches('.'), "%"].join(" ")
}

/// Both ends of an interval of probability: `4.9 to 11.2 %`.
pub fn percent_range(interval: Interval) -> String {
    if below(interval.high) && interval.high > 0.0 {
        return LEAST_TEXT.into();
    }
    let decimals = decimals_of(interval)
        .unwrap_or_else(|| decimals_by_size(interval.high))
        .clamp(0, most_decimals(interval.high));
    let end = |p: f64| grouped(p * 100.0, decimals);
    [&end(interval.low), "to", &end(interval.high), "%"].join(" ")
}

const LEAST_TEXT: &str = "< 0.01 %";

fn most_decimals(p: f64) -> i32 {
    if p < 0.01 { 2 } else { 1 }
}

fn below(p: f64) -> bool {
    p > 0.0 && p < LEAST * 0.5
}

fn decimals_of(interval: Interval) -> Option<i32> {
    let scaled = Interval { low: interval.low * 100.0, high: interval.high * 100.0, ..interval };
    decimals_for(scaled)
}

/// Two significant digits.
fn decimals_by_size(p: f64) -> i32 {
    1 - magnitude(p * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::predicted::IntervalKind;

    fn within(low: f64, high: f64) -> Interval {
        Interval { low, high, coverage: 0.8, kind: IntervalKind::Members }
    }

    #[test]
    fn digits_follow_the_interval() {
        for (p, low, high, expected, ends) in [
            (0.078, 0.049, 0.112, "7.8 %", "4.9 to 11.2 %"),
            (0.021, 0.012, 0.034, "2.1 %", "1.2 to 3.4 %"),
            (0.0001, 0.00005, 0.0002, "0.01 %", "0.01 to 0.02 %"),
            (0.00001, 0.0, 0.00003, "< 0.01 %", "< 0.01 %"),
            (0.0, 0.0, 0.0, "0.0 %", "0.0 to 0.0 %"),
            (0.42, 0.2, 0.6, "42 %", "20 to 60 %"),
            (0.019, 0.012, 0.0274, "1.9 %", "1.2 to 2.7 %"),
            (0.001, 0.0, 0.2, "0.1 %", "0 to 20 %"),
        ] {
            assert_eq!(percent(p, within(low, high)), expected, "{p}");
            assert_eq!(percent_range(within(low, high)), ends, "{p}");
        }
    }

    #[test]
    fn chosen_values_are_short() {
        for (p, expected) in [
            (0.05, "5 %"),
            (0.1, "10 %"),
            (0.025, "2.5 %"),
            (0.0, "0 %"),
            (0.00001, "< 0.01 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(percent_plain(p), expected);
        }
    }
}
