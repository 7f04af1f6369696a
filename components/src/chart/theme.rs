//! The chart's colours and sizes, read from the style sheet's tokens or fixed for print.

use super::color::Color;

/// Colours and sizes of a drawing. Sizes are in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Behind the chart; also behind direct labels.
    pub surface: Color,
    /// Text that matters.
    pub ink: Color,
    /// Axis labels and side curves.
    pub muted: Color,
    /// Grid.
    pub line: Color,
    /// The curve.
    pub accent: Color,
    /// The word in a window.
    pub ok: Color,
    /// A window's span.
    pub ok_soft: Color,
    /// The limit.
    pub warn: Color,
    /// Out of the domain.
    pub bad: Color,
    /// The inner band, on top of the outer.
    pub band_50: Color,
    /// The outer band.
    pub band_80: Color,
    /// The second of several curves that are compared.
    pub second: Color,
    /// The third of them.
    pub third: Color,
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
        let grey = |v: u32, alpha: u8| Color::hex(v << 24 | v << 16 | v << 8).at(alpha);
        let (black, dark) = (grey(0, 255), grey(70, 255));
        Self {
            surface: grey(255, 255),
            ink: black,
            muted: dark,
            line: grey(205, 255),
            accent: black,
            ok: dark,
            ok_soft: grey(238, 255),
            warn: black,
            bad: black,
            band_50: grey(0, 51),
            band_80: grey(0, 33),
            second: black,
            third: dark,
            ..Self::light()
        }
    }

    /// From the tokens of the page; `token` returns the text of a custom property such as `--accent`.
    /// What is missing or not a hexadecimal colour falls back to the light theme.
    pub fn from_tokens(token: impl Fn(&str) -> Option<String>) -> Self {
        let color = |name: &str, fallback: u32| {
            token(name).as_deref().and_then(Color::read).unwrap_or(Color::hex(fallback))
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
            second: color("--series-2", 0x6a3d_9aff),
            third: color("--series-3", 0x1f5f_a8ff),
            stroke: px("--stroke", 2.5),
            label_px: px("--type-1", 12.0),
        }
    }
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
        assert_eq!((theme.accent.css(), theme.band_80.css()), ("#5cc8baff".into(), "#5cc8ba33".into()));
        assert_eq!((theme.stroke, theme.ink), (3.5, Theme::light().ink));
    }
}
