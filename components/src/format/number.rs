//! Decimal numbers, thousands separated by a comma, a true minus sign.

use twinlet_core::predicted::Interval;

/// How many decimals an interval allows: two significant digits of its half width. Negative: tens, hundreds.
/// `None` when the interval has no width, so nothing is known about the digits.
pub fn decimals_for(interval: Interval) -> Option<i32> {
    let half = (interval.high - interval.low).abs() / 2.0;
    (half.is_finite() && half > 0.0).then(|| 1 - magnitude(half))
}

/// The power of ten of the first digit, by counting; 0 for zero.
pub fn magnitude(x: f64) -> i32 {
    let (mut x, mut power) = (x.abs(), 0);
    if x == 0.0 || !x.is_finite() {
        return 0;
    }
    while x >= 10.0 && power < 300 {
        (x, power) = (x / 10.0, power + 1);
    }
    while x < 1.0 && power > -300 {
        (x, power) = (x * 10.0, power - 1);
    }
    power
}

/// A number with the given decimals; negative decimals round to tens, hundreds and so on.
pub fn grouped(x: f64, decimals: i32) -> String {
    if !x.is_finite() {
        return "not known".into();
    }
    let step = 10f64.powi(-decimals.min(0));
    let rounded = if decimals < 0 { (x / step).round() * step } else { x };
    let text = format!("{:.*}", decimals.max(0) as usize, rounded.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let sign = if rounded < 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9')) { "−" } else { "" };
    [sign, &thousands(whole), rest].concat()
}

fn thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Most digits of a number that are shown, however narrow its interval: nobody reads more off an instrument.
const MOST_DIGITS: i32 = 4;

/// Decimals of a number that its interval and a reader's eye allow.
fn decimals(x: f64, interval: Interval) -> Option<i32> {
    decimals_for(interval).map(|d| d.min(4).min((MOST_DIGITS - 1 - magnitude(x)).max(0)))
}

/// A number with as many digits as its interval allows, at most four of them and four decimals.
pub fn number(x: f64, interval: Interval) -> String {
    decimals(x, interval).map_or_else(|| plain(x), |d| grouped(x, d))
}

/// A measured figure to three digits that count: `24.1`, `0.00236`.
pub fn three_digits(x: f64) -> String {
    grouped(x, 2 - magnitude(x))
}

/// A number that a person chose or that is exact: up to four decimals, no trailing zeros.
pub fn plain(x: f64) -> String {
    trimmed(x, 4)
}

/// The same up to so many decimals.
pub fn trimmed(x: f64, decimals: i32) -> String {
    let text = grouped(x, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

/// Both ends of an interval: `4.9 to 11.2`; half its width where both would be written alike: `± 0.008`.
pub fn range(interval: Interval) -> String {
    let widest = if interval.low.abs() > interval.high.abs() { interval.low } else { interval.high };
    let decimals = decimals(widest, interval);
    let end = |x: f64| decimals.map_or_else(|| plain(x), |d| grouped(x, d));
    let (low, high) = (end(interval.low), end(interval.high));
    if low == high && interval.low != interval.high {
        let half = (interval.high - interval.low) / 2.0;
        return ["± ", &grouped(half, -magnitude(half))].concat();
    }
    [low, high].join(" to ")
}

/// A text followed by its unit, or alone when the unit is empty.
pub fn with_unit(text: &str, unit: &str) -> String {
    if unit.is_empty() { text.into() } else { [text, unit].join(" ") }
}

/// Money with its sign before it: `€ 1,240`. Codes without a well-known sign stay codes.
pub fn money(x: f64, currency: &str, interval: Option<Interval>) -> String {
    let decimals = interval.and_then(decimals_for).unwrap_or(0).min(0);
    [sign_of(currency), &grouped(x, decimals)].join(" ")
}

/// Both ends of an interval of money, without its sign: `810 to 1,700`.
pub fn money_range(interval: Interval) -> String {
    let decimals = decimals_for(interval).unwrap_or(0).min(0);
    [grouped(interval.low, decimals), grouped(interval.high, decimals)].join(" to ")
}

/// The same text with a number and its per cent or money sign kept on one line: for running text.
pub fn kept_together(text: &str) -> String {
    text.replace(" %", "\u{a0}%").replace("€ ", "€\u{a0}")
}

/// The sign of a currency by its ISO 4217 code; the code itself where it has no sign here.
pub fn sign_of(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        other => other,
    }
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
        for (x, low, high, expected) in [
            (7.814, 4.9, 11.2, "7.8"),
            (1238.7, 810.0, 1_650.0, "1,240"),
            (412.4, 380.0, 440.0, "412"),
            (0.01234, 0.0119, 0.0128, "0.0123"),
            (-3.26, -4.0, -2.0, "−3.3"),
            (5.0, 5.0, 5.0, "5"),
            (-0.001, -1.0, 1.0, "0.0"),
            (f64::NAN, 0.0, 1.0, "not known"),
        ] {
            assert_eq!(number(x, within(low, high)), expected, "{x} in {low} to {high}");
        }
    }

    #[test]
    fn plain_numbers_have_no_trailing_zeros() {
        for (x, expected) in [
            (412.0, "412"),
            (0.5, "0.5"),
            (1_234_567.0, "1,234,567"),
            (-2.5, "−2.5"),
            (100.0, "100"),
            (0.0, "0"),
        ] {
            assert_eq!(plain(x), expected);
        }
    }

    #[test]
    fn money_is_whole_and_signed() {
        assert_eq!(money(1240.4, "EUR", None), "€ 1,240");
        assert_eq!(money(-80.0, "CHF", None), "CHF −80");
        assert_eq!(money_range(within(812.0, 1_700.0)), "810 to 1,700");
    }
}
