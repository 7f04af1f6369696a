//! A pen over any plotters backend, in CSS pixels: scales everything by the device's pixel ratio.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};

use super::geometry::{Point, dashes};

/// Outcome of drawing on a backend.
pub type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

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

/// Draws in CSS pixels.
pub struct Pen<'a, DB: DrawingBackend> {
    /// Where to draw.
    pub area: &'a DrawingArea<DB, Shift>,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
}

impl<DB: DrawingBackend> Pen<'_, DB> {
    fn place(&self, (x, y): Point) -> (i32, i32) {
        ((x * self.ratio).round() as i32, (y * self.ratio).round() as i32)
    }

    fn style(&self, color: RGBAColor, width: f64) -> ShapeStyle {
        let stroke_width = (width * self.ratio).round().max(1.0) as u32;
        ShapeStyle { color, filled: false, stroke_width }
    }

    /// A line through points.
    pub fn line(&self, points: &[Point], color: RGBAColor, width: f64) -> Drawn<DB> {
        let path: Vec<_> = points.iter().map(|p| self.place(*p)).collect();
        self.area.draw(&PathElement::new(path, self.style(color, width)))
    }

    /// A dashed line through points.
    pub fn dashed(&self, points: &[Point], color: RGBAColor, width: f64, (on, off): (f64, f64)) -> Drawn<DB> {
        dashes(points, on, off).iter().try_for_each(|dash| self.line(dash, color, width))
    }

    /// A filled area.
    pub fn fill(&self, points: &[Point], color: RGBAColor) -> Drawn<DB> {
        let path: Vec<_> = points.iter().map(|p| self.place(*p)).collect();
        self.area.draw(&Polygon::new(path, color))
    }

    /// A filled rectangle between two corners.
    pub fn rect(&self, from: Point, to: Point, color: RGBAColor) -> Drawn<DB> {
        let style = ShapeStyle { color, filled: true, stroke_width: 0 };
        self.area.draw(&Rectangle::new([self.place(from), self.place(to)], style))
    }

    /// A ring with a filled middle.
    pub fn ring(&self, at: Point, radius: f64, color: RGBAColor, middle: RGBAColor, width: f64) -> Drawn<DB> {
        let (place, size) = (self.place(at), (radius * self.ratio).round() as i32);
        self.area.draw(&Circle::new(
            place,
            size,
            ShapeStyle { color: middle, filled: true, stroke_width: 0 },
        ))?;
        self.area.draw(&Circle::new(place, size, self.style(color, width)))
    }

    /// A text, vertically centred at its place.
    pub fn text(&self, text: &str, at: Point, anchor: Anchor, font: Font, color: RGBAColor) -> Drawn<DB> {
        let h = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if font.bold { FontStyle::Bold } else { FontStyle::Normal };
        let desc = FontDesc::new(FontFamily::Name("system-ui, sans-serif"), font.px * self.ratio, weight);
        let style = TextStyle::from(desc).color(&color).pos(Pos::new(h, VPos::Center));
        self.area.draw_text(text, &style, self.place(at))
    }

    /// The same text as a soft edge around itself, so that it can be read over lines and bands.
    pub fn halo(&self, text: &str, (x, y): Point, anchor: Anchor, font: Font, color: RGBAColor) -> Drawn<DB> {
        let around = [
            (-1.0, -1.0),
            (0.0, -1.5),
            (1.0, -1.0),
            (1.5, 0.0),
            (1.0, 1.0),
            (0.0, 1.5),
            (-1.0, 1.0),
            (-1.5, 0.0),
        ];
        around.iter().try_for_each(|(dx, dy)| self.text(text, (x + dx, y + dy), anchor, font, color))
    }
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
