//! # `bad-colour, low-contrast`
//!
//! What: colours of the theme are `#rrggbb`, and the accent can be read: 4.5 to 1 against its surface (WCAG 2.2, 1.4.3).
//!
//! Why: a brand colour that cannot be read in the sun hides the button that matters.
//!
//! Example: `accent: "#ffd400"` is refused: yellow on white.

use crate::diag::{Code, Report};
use crate::manifest::raw::WhatIf;

/// Least contrast of text with its surface.
const LEAST: f64 = 4.5;
/// Surfaces of the light and the dark theme (`style/tokens.css`).
const WHITE: [f64; 3] = [255.0, 255.0, 255.0];
const DARK: [f64; 3] = [23.0, 29.0, 34.0];

/// Notes colours that are none, or cannot be read.
pub fn check(app: &WhatIf, report: &mut Report) {
    let Some(theme) = &app.theme else { return };
    if theme.accent.is_some() != theme.accent_dark.is_some() {
        let message = "`theme` has one of `accent` and `accent_dark`";
        report.error(Code::MissingKey, "theme", message).hint("give both: one is read on white, one on dark");
    }
    for (key, colour, surface, name) in
        [("accent", &theme.accent, WHITE, "the light"), ("accent_dark", &theme.accent_dark, DARK, "the dark")]
    {
        let Some(text) = colour else { continue };
        let path = format!("theme.{key}");
        match parse(text) {
            None => {
                let message = format!("`{text}` is no colour");
                report.error(Code::BadColour, path, message).hint("write it as `\"#0b6e4f\"`");
            }
            Some(colour) if contrast(colour, surface) < LEAST => {
                let found = contrast(colour, surface);
                let message = format!("`{text}` has a contrast of {found:.1} to 1 with {name} surface");
                let hint = format!("at least {LEAST} to 1 is needed to read it outdoors");
                report.error(Code::LowContrast, path, message).hint(hint);
            }
            Some(_) => {}
        }
    }
}

fn parse(text: &str) -> Option<[f64; 3]> {
    let digits =
        text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |i: usize| u8::from_str_radix(digits.get(i..i + 2)?, 16).ok().map(f64::from);
    Some([part(0)?, part(2)?, part(4)?])
}

/// Contrast ratio by WCAG 2.2.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance by WCAG 2.2, from sRGB of 0 to 255.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |c: f64| {
        let c = c / 255.0;
        if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
    };
    let [r, g, b] = colour.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts() {
        for (colour, surface, expected) in [
            ("#000000", WHITE, 21.0),
            ("#ffffff", WHITE, 1.0),
            ("#767676", WHITE, 4.54),
            ("#ffd400", WHITE, 1.43),
        ] {
            let found = contrast(parse(colour).unwrap(), surface);
            assert!((found - expected).abs() < 0.01, "{colour}: {found}");
        }
        assert_eq!((parse("red"), parse("#12345"), parse("#12345g")), (None, None, None));
    }
}
