//! Small SVG pictures for a printed sheet.

use std::fmt::Write as _;

const SIZE: f64 = 180.0;
const MARGIN: f64 = 34.0;

/// Expected against answered values with the line on which they are equal.
pub fn parity(pairs: &[[f64; 2]], unit: &str) -> String {
    let values = || pairs.iter().flatten().copied();
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let place = Place { low, high };
    let (from, to) = (place.x(low), place.x(high));
    let mut marks = format!(r#"<line x1="{from}" y1="{}" x2="{to}" y2="{}"/>"#, place.y(low), place.y(high));
    for [expected, answered] in pairs {
        let _ = write!(
            marks,
            r#"<circle cx="{:.1}" cy="{:.1}" r="1.6"/>"#,
            place.x(*expected),
            place.y(*answered)
        );
    }
    frame(&marks, ["expected", "answered"], &place, unit)
}

/// Answered less expected, over the expected value.
pub fn residuals(pairs: &[[f64; 2]], unit: &str) -> String {
    let spread = pairs.iter().map(|[e, a]| (a - e).abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let expected = || pairs.iter().map(|p| p[0]);
    let (low, high) =
        (expected().fold(f64::INFINITY, f64::min), expected().fold(f64::NEG_INFINITY, f64::max));
    let (across, along) = (Place { low, high }, Place { low: -spread, high: spread });
    let zero = along.y(0.0);
    let mut marks =
        format!(r#"<line x1="{}" y1="{zero}" x2="{}" y2="{zero}"/>"#, across.x(low), across.x(high));
    for [e, a] in pairs {
        let _ = write!(marks, r#"<circle cx="{:.1}" cy="{:.1}" r="1.6"/>"#, across.x(*e), along.y(a - e));
    }
    frame(&marks, ["expected", "residual"], &along, unit)
}

/// A number with three digits that count: `24.1`, `0.00236`.
pub fn digits(x: f64) -> String {
    let whole = x.abs().log10().floor();
    match whole {
        w if !w.is_finite() => "0".into(),
        w if w >= 2.0 => format!("{x:.0}"),
        w => format!("{x:.*}", (2.0 - w).clamp(0.0, 12.0) as usize),
    }
}

struct Place {
    low: f64,
    high: f64,
}

impl Place {
    fn share(&self, value: f64) -> f64 {
        let width = self.high - self.low;
        if width > 0.0 { (value - self.low) / width } else { 0.5 }
    }

    fn x(&self, value: f64) -> f64 {
        MARGIN + self.share(value) * (SIZE - MARGIN - 6.0)
    }

    fn y(&self, value: f64) -> f64 {
        SIZE - MARGIN - self.share(value) * (SIZE - MARGIN - 6.0)
    }
}

fn frame(marks: &str, [across, up]: [&str; 2], y: &Place, unit: &str) -> String {
    let bottom = SIZE - MARGIN;
    format!(
        r#"<svg viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" role="img" aria-label="{up} over {across}"><path d="M{MARGIN} 6V{bottom}H{}" class="axis"/>{marks}<text x="{}" y="{}">{across}{unit}</text><text x="{}" y="12" class="up">{}</text><text x="{}" y="{bottom}" class="up">{}</text></svg>"#,
        SIZE - 6.0,
        MARGIN,
        SIZE - 10.0,
        MARGIN - 4.0,
        digits(y.high),
        MARGIN - 4.0,
        digits(y.low)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_count() {
        for (x, text) in
            [(0.0, "0"), (24.14, "24.1"), (0.002_361, "0.00236"), (127.6, "128"), (-1.5, "-1.50")]
        {
            assert_eq!(digits(x), text);
        }
    }

    #[test]
    fn pictures_stay_in_their_frame() {
        for pairs in [vec![[1.0, 1.1], [2.0, 1.9]], vec![[5.0, 5.0]], vec![[-1e6, 1e6]]] {
            for picture in [parity(&pairs, ""), residuals(&pairs, "")] {
                assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
                assert_eq!(picture.matches("<circle").count(), pairs.len());
            }
        }
    }
}
