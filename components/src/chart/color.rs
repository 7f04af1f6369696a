//! A colour with its opacity.

use std::fmt::Write as _;

/// Red, green, blue and opacity, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color([u8; 4]);

impl Color {
    /// From `0xRRGGBBAA`.
    pub const fn hex(value: u32) -> Self {
        Self(value.to_be_bytes())
    }

    /// Reads `#rrggbb` or `#rrggbbaa`.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            6 => Some(Self::hex(value << 8 | 0xff)),
            8 => Some(Self::hex(value)),
            _ => None,
        }
    }

    /// The same colour at another opacity, 0 to 255.
    pub const fn at(self, alpha: u8) -> Self {
        let [r, g, b, _] = self.0;
        Self([r, g, b, alpha])
    }

    /// `#rrggbb`, without the opacity.
    pub fn opaque(self) -> String {
        self.digits(3)
    }

    /// `#rrggbbaa`.
    pub fn css(self) -> String {
        self.digits(4)
    }

    /// Opacity, 0 to 1.
    pub fn opacity(self) -> f64 {
        f64::from(self.0[3]) / 255.0
    }

    fn digits(self, count: usize) -> String {
        let mut out = String::from("#");
        for part in self.0.iter().take(count) {
            let _ = write!(out, "{part:02x}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        for (text, expected) in [
            (" #5cc8ba", Some("#5cc8baff")),
            ("#5cc8ba33", Some("#5cc8ba33")),
            ("#5cc", None),
            ("rebeccapurple", None),
        ] {
            assert_eq!(Color::read(text).map(Color::css).as_deref(), expected, "{text}");
        }
        assert_eq!(Color::hex(0x0b6b_6026).opaque(), "#0b6b60");
    }
}
