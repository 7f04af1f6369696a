//! What a picture is drawn on: a canvas or an SVG text. Everything is in CSS pixels.

mod canvas;
mod svg;

pub use canvas::CanvasSurface;
pub use svg::SvgSurface;

use super::color::Color;
use super::geometry::Point;

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub color: Color,
    /// Its width in CSS pixels.
    pub width: f64,
    /// Lengths of dashes and gaps; `None` draws through.
    pub dash: Option<(f64, f64)>,
}

impl Pen {
    /// A line drawn through.
    pub fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None }
    }

    /// A dashed line.
    pub fn dashed(color: Color, width: f64, on: f64, off: f64) -> Self {
        Self { color, width, dash: Some((on, off)) }
    }
}

/// Where a text stands relative to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Begins there.
    Start,
    /// Centred there.
    Middle,
    /// Ends there.
    End,
}

/// Size and weight of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font {
    /// Size in CSS pixels.
    pub px: f64,
    /// Bold or not.
    pub bold: bool,
}

impl Font {
    /// An upper estimate of a text's width, by kinds of letters: good enough for margins and for keeping
    /// labels apart.
    pub fn width_of(self, text: &str) -> f64 {
        let ems: f64 = text.chars().map(em).sum();
        ems * self.px * if self.bold { 1.1 } else { 1.0 }
    }
}

/// Width of a letter in a wide sans serif, in ems.
fn em(letter: char) -> f64 {
    match letter {
        ' ' | '.' | ',' | ':' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' => 0.36,
        '%' | 'm' | 'w' | 'M' | 'W' => 0.95,
        '0'..='9' | '−' => 0.64,
        _ => 0.62,
    }
}

/// A text at a place, vertically centred on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Text<'a> {
    /// Its words.
    pub words: &'a str,
    /// Its place.
    pub at: Point,
    /// Which of its ends is there.
    pub anchor: Anchor,
    /// Size and weight.
    pub font: Font,
    /// Its colour.
    pub color: Color,
    /// A soft edge around it, so that it can be read over lines and bands.
    pub halo: Option<Color>,
}

/// Draws in CSS pixels, from the back to the front.
pub trait Surface {
    /// Device pixels per CSS pixel: thin lines are aligned to them.
    fn ratio(&self) -> f64;
    /// Moves the origin of everything that follows.
    fn shift(&mut self, by: Point);
    /// Hides what is drawn outside the rectangle until [`Surface::unclip`].
    fn clip(&mut self, from: Point, to: Point);
    /// Ends a clip.
    fn unclip(&mut self);
    /// A line through points.
    fn line(&mut self, points: &[Point], pen: Pen);
    /// A filled area.
    fn fill(&mut self, points: &[Point], color: Color);
    /// A filled rectangle between two corners.
    fn rect(&mut self, from: Point, to: Point, color: Color);
    /// A ring with a filled middle.
    fn ring(&mut self, at: Point, radius: f64, middle: Color, pen: Pen);
    /// A text.
    fn text(&mut self, text: Text);
}

/// Where the middle of an upright or level line lies so that its edges fall on device pixels.
pub fn crisp(v: f64, width: f64, ratio: f64) -> f64 {
    let thick = (width * ratio).round().max(1.0);
    match thick % 2.0 == 0.0 {
        true => (v * ratio).round() / ratio,
        false => ((v * ratio).floor() + 0.5) / ratio,
    }
}

#[cfg(test)]
mod tests {
    use super::crisp;

    #[test]
    fn thin_lines_fall_on_device_pixels() {
        for (v, width, ratio, expected) in [
            (10.2, 1.0, 1.0, 10.5),
            (10.2, 2.0, 1.0, 10.0),
            (10.0, 1.0, 2.0, 10.0),
            (10.0, 1.0, 3.0, 10.0 + 0.5 / 3.0),
        ] {
            assert!((crisp(v, width, ratio) - expected).abs() < 1e-12, "{v} at {ratio}");
        }
    }
}
