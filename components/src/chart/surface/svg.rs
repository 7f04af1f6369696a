//! A picture as an SVG text, with its texts as texts. Simple enough for office programs: no CSS, no 8-digit colours.

use std::fmt::Write as _;

use super::{Anchor, Pen, Point, Surface, Text};
use crate::chart::color::Color;

/// Collects the elements of an SVG.
pub struct SvgSurface {
    body: String,
    size: Point,
    origin: Point,
    clips: usize,
}

impl SvgSurface {
    /// An empty picture of this size.
    pub fn new(size: Point) -> Self {
        Self { body: String::new(), size, origin: (0.0, 0.0), clips: 0 }
    }

    /// The whole file.
    pub fn finish(self, title: &str) -> String {
        let (w, h) = (number(self.size.0), number(self.size.1));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">\n"
        );
        let _ = writeln!(out, "<title>{}</title>", escaped(title));
        out + &self.body + "</svg>\n"
    }

    fn place(&self, (x, y): Point) -> (String, String) {
        (number(x + self.origin.0), number(y + self.origin.1))
    }

    fn points(&self, points: &[Point]) -> String {
        let mut out = String::with_capacity(points.len() * 12);
        for (i, point) in points.iter().enumerate() {
            let (x, y) = self.place(*point);
            out.push_str(if i > 0 { " " } else { "" });
            out.extend([x.as_str(), ",", y.as_str()]);
        }
        out
    }

    fn words(&mut self, text: &Text, paint: &str) {
        let (x, y) = self.place(text.at);
        let anchor = match text.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (px, weight) = (number(text.font.px), if text.font.bold { "600" } else { "400" });
        let words = escaped(text.words);
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" dy=\"0.35em\" text-anchor=\"{anchor}\" font-family=\"system-ui, sans-serif\" \
             font-size=\"{px}\" font-weight=\"{weight}\" {paint}>{words}</text>"
        );
    }
}

/// Two decimals at most: a hundredth of a pixel is never seen.
fn number(x: f64) -> String {
    let text = format!("{x:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".into() } else { short.into() }
}

/// A text that may stand in an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `fill="#0b6b60" fill-opacity="0.15"`.
fn paint(kind: &str, color: Color) -> String {
    let hex = color.opaque();
    match color.opacity() {
        1.0 => format!("{kind}=\"{hex}\""),
        opacity => format!("{kind}=\"{hex}\" {kind}-opacity=\"{}\"", number(opacity)),
    }
}

fn stroke(pen: Pen) -> String {
    let dash = pen.dash.map(|(on, off)| format!(" stroke-dasharray=\"{},{}\"", number(on), number(off)));
    let (color, width) = (paint("stroke", pen.color), number(pen.width));
    format!("{color} stroke-width=\"{width}\" stroke-linejoin=\"round\"{}", dash.unwrap_or_default())
}

impl Surface for SvgSurface {
    fn ratio(&self) -> f64 {
        1.0
    }

    fn shift(&mut self, (x, y): Point) {
        self.origin = (self.origin.0 + x, self.origin.1 + y);
    }

    fn clip(&mut self, from: Point, to: Point) {
        self.clips += 1;
        let ((x, y), (w, h), id) =
            (self.place(from), (number(to.0 - from.0), number(to.1 - from.1)), self.clips);
        let _ = writeln!(
            self.body,
            "<clipPath id=\"clip{id}\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/></clipPath>\n<g clip-path=\"url(#clip{id})\">"
        );
    }

    fn unclip(&mut self) {
        self.body.push_str("</g>\n");
    }

    fn line(&mut self, points: &[Point], pen: Pen) {
        let (points, stroke) = (self.points(points), stroke(pen));
        let _ = writeln!(self.body, "<polyline fill=\"none\" {stroke} points=\"{points}\"/>");
    }

    fn fill(&mut self, points: &[Point], color: Color) {
        let (points, fill) = (self.points(points), paint("fill", color));
        let _ = writeln!(self.body, "<polygon {fill} points=\"{points}\"/>");
    }

    fn rect(&mut self, from: Point, to: Point, color: Color) {
        let ((x, y), fill) = (self.place(from), paint("fill", color));
        let (w, h) = (number(to.0 - from.0), number(to.1 - from.1));
        let _ = writeln!(self.body, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" {fill}/>");
    }

    fn ring(&mut self, at: Point, radius: f64, middle: Color, pen: Pen) {
        let ((x, y), fill, stroke, r) = (self.place(at), paint("fill", middle), stroke(pen), number(radius));
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {fill} {stroke}/>");
    }

    /// The halo is a text of its own below: not every program knows `paint-order`.
    fn text(&mut self, text: Text) {
        if let Some(halo) = text.halo {
            let edge =
                [paint("fill", halo), stroke(Pen::solid(halo, 3.0)), "aria-hidden=\"true\"".into()].join(" ");
            self.words(&text, &edge);
        }
        self.words(&text, &paint("fill", text.color));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_texts_are_texts() {
        for (x, expected) in [(1.0, "1"), (-0.001, "0"), (12.345, "12.35"), (100.0, "100")] {
            assert_eq!(number(x), expected);
        }
        assert_eq!(escaped("a < b & c"), "a &lt; b &amp; c");
        assert_eq!(paint("fill", Color::hex(0x0b6b_6080)), "fill=\"#0b6b60\" fill-opacity=\"0.5\"");
    }

    #[test]
    fn the_origin_moves_what_follows() {
        let mut svg = SvgSurface::new((10.0, 10.0));
        svg.shift((5.0, 0.0));
        svg.rect((1.0, 1.0), (2.0, 3.0), Color::hex(0xff));
        assert!(
            svg.finish("t").contains("<rect x=\"6\" y=\"1\" width=\"1\" height=\"2\" fill=\"#000000\"/>")
        );
    }
}
