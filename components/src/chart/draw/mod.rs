//! The drawing, from the back to the front, on any surface.

mod curves;
mod grid;
mod marks;

use super::color::Color;
use super::data::{ChartData, MarkShape};
use super::geometry::Point;
use super::range::wanted_range;
use super::scale::{Frame, YRange};
use super::surface::{Anchor, Font, Surface, Text};
use super::theme::Theme;
use super::ticks::value_ticks;
use super::view::View;

/// How a picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Colours and sizes.
    pub theme: Theme,
    /// Width and height in CSS pixels.
    pub size: Point,
    /// The part of the time axis that is shown.
    pub view: View,
    /// The y axis of the picture before, kept while it fits.
    pub previous: Option<YRange>,
}

/// Height of a line of numbers below the axis.
const COUNTS_PX: f64 = 36.0;

/// The frame of a picture: margins leave room for every label.
pub fn frame(data: &ChartData, look: &Look) -> Frame {
    let (theme, (width, height)) = (&look.theme, look.size);
    let y = YRange::keep(look.previous, wanted_range(data));
    let font = Font { px: theme.label_px, bold: false };
    let labels = value_ticks(y, &data.unit, data.axes);
    let widest = labels.iter().map(|t| font.width_of(&t.label)).fold(0.0, f64::max);
    let right = width - font.width_of("00:00") / 2.0 - 2.0;
    let counts = if data.leaving.is_empty() { 0.0 } else { COUNTS_PX };
    Frame {
        left: widest + 8.0,
        right,
        top: 22.0,
        bottom: height - 26.0 - counts,
        axes: data.axes,
        times: data.times(),
        view: look.view,
        y,
    }
}

/// Draws the whole picture and returns its frame, for the cursor.
pub fn draw(on: &mut dyn Surface, data: &ChartData, look: &Look) -> Frame {
    let frame = frame(data, look);
    Scene { on, data, theme: &look.theme, frame, size: look.size }.paint();
    frame
}

struct Scene<'a> {
    on: &'a mut dyn Surface,
    data: &'a ChartData,
    theme: &'a Theme,
    frame: Frame,
    size: Point,
}

impl Scene<'_> {
    fn paint(&mut self) {
        self.on.rect((0.0, 0.0), self.size, self.theme.surface);
        self.spans();
        self.grid();
        if self.data.is_empty() {
            return self.nothing();
        }
        for (from, to) in self.data.drawn_spans() {
            self.curves_between(from, to);
        }
        self.uprights();
        self.span_words();
        self.labels();
        self.marks();
        self.crossing();
        self.warning();
    }

    /// The curves on a part of the axis; half a stroke more at its ends, so that neighbours meet.
    fn curves_between(&mut self, from: f64, to: f64) {
        let f = self.frame;
        let (left, right) = match self.data.gaps.is_empty() {
            true => (f.left - 1.0, f.right + 1.5),
            false => (f.x(from) - 1.0, f.x(to) + 1.5),
        };
        self.on.clip((left, f.top - 2.0), (right, f.bottom + 1.0));
        self.curves();
        self.on.unclip();
    }

    fn font(&self, bold: bool) -> Font {
        Font { px: self.theme.label_px, bold }
    }

    fn words(&mut self, words: &str, at: Point, anchor: Anchor, bold: bool, color: Color) {
        let font = self.font(bold);
        self.on.text(Text { words, at, anchor, font, color, halo: None });
    }

    fn words_over(&mut self, words: &str, at: Point, anchor: Anchor, bold: bool, color: Color) {
        let (font, halo) = (self.font(bold), Some(self.theme.surface));
        self.on.text(Text { words, at, anchor, font, color, halo });
    }

    /// What stands in the middle while there is no curve.
    fn nothing(&mut self) {
        let at = ((self.frame.left + self.frame.right) / 2.0, (self.frame.top + self.frame.bottom) / 2.0);
        self.words_over(&self.data.empty, at, Anchor::Middle, false, self.theme.muted);
    }

    fn warning(&mut self) {
        if self.data.outside() {
            let is_taken = self.data.marks.iter().any(|m| m.shape == MarkShape::Upright);
            let at = (self.frame.left + 8.0, self.frame.top + if is_taken { 12.0 } else { 2.0 });
            self.words_over("outside the model’s range", at, Anchor::Start, true, self.theme.bad);
        }
    }
}
