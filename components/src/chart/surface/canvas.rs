//! The canvas of a page. Nothing here can fail in a way that a person could mend: errors of the browser are left out.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{Anchor, Font, Pen, Point, Surface, Text};
use crate::chart::color::Color;

/// Draws on a canvas that holds `ratio` device pixels per CSS pixel.
pub struct CanvasSurface {
    context: CanvasRenderingContext2d,
    ratio: f64,
    no_dash: JsValue,
}

impl CanvasSurface {
    /// Sizes the canvas for a picture of `width` x `height` CSS pixels, and empties it.
    pub fn new(canvas: &HtmlCanvasElement, (width, height): Point, ratio: f64) -> Option<Self> {
        let (w, h) = ((width * ratio).round() as u32, (height * ratio).round() as u32);
        if (canvas.width(), canvas.height()) != (w, h) {
            canvas.set_width(w);
            canvas.set_height(h);
        }
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        context.set_line_join("round");
        context.set_text_baseline("middle");
        Some(Self { context, ratio, no_dash: Array::new().into() })
    }

    fn path(&self, points: &[Point]) {
        self.context.begin_path();
        // A line without a place to start starts at its first point.
        points.iter().for_each(|(x, y)| self.context.line_to(*x, *y));
    }

    fn pen(&self, pen: Pen) {
        self.context.set_stroke_style_str(&pen.color.css());
        self.context.set_line_width(pen.width);
        let dash = pen.dash.map(|(on, off)| Array::of2(&on.into(), &off.into()).into());
        let _ = self.context.set_line_dash(dash.as_ref().unwrap_or(&self.no_dash));
    }
}

fn font_text(font: Font) -> String {
    let weight = if font.bold { "600 " } else { "400 " };
    [weight, &font.px.to_string(), "px system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif"].concat()
}

impl Surface for CanvasSurface {
    fn ratio(&self) -> f64 {
        self.ratio
    }

    fn shift(&mut self, (x, y): Point) {
        let _ = self.context.translate(x, y);
    }

    fn clip(&mut self, (x0, y0): Point, (x1, y1): Point) {
        self.context.save();
        self.context.begin_path();
        self.context.rect(x0, y0, x1 - x0, y1 - y0);
        self.context.clip();
    }

    fn unclip(&mut self) {
        self.context.restore();
    }

    fn line(&mut self, points: &[Point], pen: Pen) {
        self.pen(pen);
        self.path(points);
        self.context.stroke();
    }

    fn fill(&mut self, points: &[Point], color: Color) {
        self.context.set_fill_style_str(&color.css());
        self.path(points);
        self.context.fill();
    }

    fn rect(&mut self, (x0, y0): Point, (x1, y1): Point, color: Color) {
        self.context.set_fill_style_str(&color.css());
        self.context.fill_rect(x0, y0, x1 - x0, y1 - y0);
    }

    fn ring(&mut self, (x, y): Point, radius: f64, middle: Color, pen: Pen) {
        self.pen(pen);
        self.context.begin_path();
        let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
        self.context.set_fill_style_str(&middle.css());
        self.context.fill();
        self.context.stroke();
    }

    fn text(&mut self, text: Text) {
        let (x, y) = text.at;
        self.context.set_font(&font_text(text.font));
        self.context.set_text_align(match text.anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        if let Some(halo) = text.halo {
            self.pen(Pen::solid(halo, 3.0));
            let _ = self.context.stroke_text(text.words, x, y);
        }
        self.context.set_fill_style_str(&text.color.css());
        let _ = self.context.fill_text(text.words, x, y);
    }
}
