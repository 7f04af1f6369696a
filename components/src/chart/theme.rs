//! The chart's colours and sizes, read from the style sheet's tokens or fixed for print.

use plotters::style::RGBAColor;

/// Colours and sizes of a drawing. Sizes are in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Behind the chart; also behind direct labels.
    pub surface: RGBAColor,
    /// Text that matters.
    pub ink: RGBAColor,
    /// Axis labels and side curves.
    pub muted: RGBAColor,
    /// Grid.
    pub line: RGBAColor,
    /// The curve.
    pub accent: RGBAColor,
    /// The word in a window.
    pub ok: RGBAColor,
    /// A window's span.
    pub ok_soft: RGBAColor,
    /// The limit.
    pub warn: RGBAColor,
    /// Out of the domain.
    pub bad: RGBAColor,
    /// The inner band, on top of the outer.
    pub band_50: RGBAColor,
    /// The outer band.
    pub band_80: RGBAColor,
    /// Width of the main curve.
    pub stroke: f64,
    /// Size of labels.
    pub label_px: f64,
}

impl Theme {
    /// Light on white, as in `style/tokens.css`: for tests and exported pictures.
    pub fn light() -> Self {
        Self::from_tokens(|_| None)
    }

    /// Black on white, told apart by weight, dash and grey: for print.
    pub fn print() -> Self {
        let grey = |v: u8, alpha: f64| RGBAColor(v, v, v, alpha);
        let (black, dark) = (grey(0, 1.0), grey(70, 1.0));
        Self {
            surface: grey(255, 1.0),
            ink: black,
            muted: dark,
            line: grey(205, 1.0),
            accent: black,
            ok: dark,
            ok_soft: grey(238, 1.0),
            warn: black,
            bad: black,
            band_50: grey(0, 0.2),
            band_80: grey(0, 0.13),
            ..Self::light()
        }
    }

    /// From the tokens of the page; `token` returns the text of a custom property such as `--accent`.
    /// What is missing or not a hexadecimal colour falls back to the light theme.
    pub fn from_tokens(token: impl Fn(&str) -> Option<String>) -> Self {
        let color = |name: &str, fallback: u32| {
            token(name).as_deref().and_then(hex).unwrap_or_else(|| rgba(fallback))
        };
        let px = |name: &str, fallback: f64| token(name).as_deref().and_then(pixels).unwrap_or(fallback);
        Self {
            surface: color("--surface", 0xffff_ffff),
            ink: color("--ink", 0x1420_1dff),
            muted: color("--muted", 0x5662_5eff),
            line: color("--line", 0xdfe2_dfff),
            accent: color("--accent", 0x0b6b_60ff),
            ok: color("--ok", 0x2b6b_37ff),
            ok_soft: color("--ok-soft", 0xe3ed_e2ff),
            warn: color("--warn", 0x9a56_00ff),
            bad: color("--bad", 0xb326_1eff),
            band_50: color("--band-50", 0x0b6b_603a),
            band_80: color("--band-80", 0x0b6b_6026),
            stroke: px("--stroke", 2.5),
            label_px: px("--type-1", 12.0),
        }
    }
}

/// `#rrggbb` or `#rrggbbaa`.
fn hex(text: &str) -> Option<RGBAColor> {
    let digits = text.trim().strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some(rgba(value << 8 | 0xff)),
        8 => Some(rgba(value)),
        _ => None,
    }
}

fn rgba(value: u32) -> RGBAColor {
    let [r, g, b, a] = value.to_be_bytes();
    RGBAColor(r, g, b, f64::from(a) / 255.0)
}

fn pixels(text: &str) -> Option<f64> {
    text.trim().strip_suffix("px")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_and_fall_back() {
        let theme = Theme::from_tokens(|name| match name {
            "--accent" => Some(" #5cc8ba".into()),
            "--band-80" => Some("#5cc8ba33".into()),
            "--stroke" => Some("3.5px".into()),
            "--ink" => Some("rebeccapurple".into()),
            _ => None,
        });
        assert_eq!(theme.accent, RGBAColor(0x5c, 0xc8, 0xba, 1.0));
        assert_eq!(theme.band_80, RGBAColor(0x5c, 0xc8, 0xba, 0.2));
        assert_eq!((theme.stroke, theme.ink), (3.5, Theme::light().ink));
    }
}
