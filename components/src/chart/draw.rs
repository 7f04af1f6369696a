//! The drawing, from the back to the front, on any backend.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::prelude::DrawingBackend;

use super::data::{ChartData, Stroke};
use super::geometry::{Point, hatch, outline, polyline};
use super::labels::{Label, direct_labels};
use super::pen::{Anchor, Drawn, Font, Pen};
use super::scale::{Frame, YRange};
use super::theme::Theme;
use super::ticks::{time_ticks, value_ticks, wanted_range};

/// Length of the piece of stroke before a label.
const SAMPLE_PX: f64 = 16.0;

/// How a picture is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Colours and sizes.
    pub theme: Theme,
    /// Device pixels per CSS pixel; the area is this many times larger than the picture.
    pub ratio: f64,
    /// The y axis of the picture before, kept while it fits.
    pub previous: Option<YRange>,
}

/// The frame of a picture of the given size in CSS pixels: margins leave room for every label.
pub fn frame(
    data: &ChartData,
    theme: &Theme,
    (width, height): (f64, f64),
    previous: Option<YRange>,
) -> Frame {
    let y = YRange::keep(previous, wanted_range(data));
    let font = Font { px: theme.label_px, bold: false };
    let widest = value_ticks(y, &data.unit).iter().map(|t| font.width_of(&t.label)).fold(0.0, f64::max);
    let right = width - font.width_of("00:00") / 2.0 - 2.0;
    Frame { left: widest + 8.0, right, top: 22.0, bottom: height - 26.0, horizon_h: data.horizon_h(), y }
}

/// Draws the whole picture and returns its frame, for the cursor.
///
/// # Errors
/// What the backend reports.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    data: &ChartData,
    look: &Look,
) -> Result<Frame, plotters::drawing::DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let size = (f64::from(width) / look.ratio, f64::from(height) / look.ratio);
    let frame = frame(data, &look.theme, size, look.previous);
    let scene = Scene { pen: Pen { area, ratio: look.ratio }, data, theme: &look.theme, frame };
    scene.paint()?;
    Ok(frame)
}

struct Scene<'a, DB: DrawingBackend> {
    pen: Pen<'a, DB>,
    data: &'a ChartData,
    theme: &'a Theme,
    frame: Frame,
}

impl<DB: DrawingBackend> Scene<'_, DB> {
    fn paint(&self) -> Drawn<DB> {
        self.pen.area.fill(&self.theme.surface)?;
        self.spans()?;
        self.grid()?;
        self.bands()?;
        self.sides()?;
        self.limit()?;
        self.unguarded()?;
        self.main()?;
        self.span_words()?;
        self.labels()?;
        self.crossing()?;
        self.warning()
    }

    fn font(&self, bold: bool) -> Font {
        Font { px: self.theme.label_px, bold }
    }

    fn grid(&self) -> Drawn<DB> {
        let f = &self.frame;
        for tick in value_ticks(f.y, &self.data.unit) {
            let y = f.y(tick.at);
            self.pen.line(&[(f.left, y), (f.right, y)], self.theme.line, 1.0)?;
            self.pen.text(&tick.label, (f.left - 7.0, y), Anchor::End, self.font(false), self.theme.muted)?;
        }
        for tick in time_ticks(self.data, f.horizon_h, f.right - f.left) {
            let x = f.x(tick.at);
            self.pen.line(&[(x, f.bottom), (x, f.bottom + 4.0)], self.theme.muted, 1.0)?;
            self.pen.text(
                &tick.label,
                (x, f.bottom + 15.0),
                Anchor::Middle,
                self.font(false),
                self.theme.muted,
            )?;
        }
        self.pen.line(&[(f.left, f.bottom + 5.0), (f.left, f.bottom - 5.0)], self.theme.ink, 2.0)
    }

    fn bands(&self) -> Drawn<DB> {
        let curve = self.data.main.shown();
        let colors = [self.theme.band_80, self.theme.band_50];
        for (band, color) in curve.bands.iter().zip(colors.iter().cycle()) {
            if self.data.outside() {
                let edge = |values: &[f64]| polyline(&self.frame, curve.times_h, values);
                let strokes = hatch(&edge(&band.high), &edge(&band.low), 9.0);
                return strokes.iter().try_for_each(|s| self.pen.line(s, self.theme.muted, 0.75));
            }
            self.pen.fill(&outline(&self.frame, curve.times_h, &band.low, &band.high), *color)?;
        }
        Ok(())
    }

    fn sides(&self) -> Drawn<DB> {
        for side in &self.data.sides {
            let curve = side.curve.shown();
            self.side(&polyline(&self.frame, curve.times_h, curve.mean), side.stroke)?;
        }
        Ok(())
    }

    fn side(&self, points: &[Point], stroke: Stroke) -> Drawn<DB> {
        match stroke {
            Stroke::Dotted => self.pen.dashed(points, self.theme.muted, 2.0, (2.0, 4.0)),
            Stroke::Thin => self.pen.line(points, self.theme.muted, 1.0),
            Stroke::Dashed => self.pen.dashed(points, self.theme.ink, 1.5, (5.0, 3.0)),
        }
    }

    fn limit(&self) -> Drawn<DB> {
        let Some(limit) = &self.data.limit else { return Ok(()) };
        let y = self.frame.y(limit.value);
        self.pen.dashed(&[(self.frame.left, y), (self.frame.right, y)], self.theme.warn, 1.75, (6.0, 4.0))
    }

    fn unguarded(&self) -> Drawn<DB> {
        let Some(curve) = &self.data.unguarded else { return Ok(()) };
        let curve = curve.shown();
        self.pen.dashed(&polyline(&self.frame, curve.times_h, curve.mean), self.theme.bad, 2.0, (7.0, 5.0))
    }

    fn main(&self) -> Drawn<DB> {
        let curve = self.data.main.shown();
        let points = polyline(&self.frame, curve.times_h, curve.mean);
        match self.data.outside() {
            true => self.pen.dashed(&points, self.theme.muted, self.theme.stroke, (8.0, 6.0)),
            false => self.pen.line(&points, self.theme.accent, self.theme.stroke),
        }
    }

    fn spans(&self) -> Drawn<DB> {
        let f = &self.frame;
        let shown = self.data.spans.iter().filter(|_| !self.data.outside());
        shown.map(|s| (f.x(s.start_h), f.x(s.end_h))).try_for_each(|(a, b)| {
            self.pen.rect((a, f.top - 14.0), (b.max(a + 3.0), f.bottom), self.theme.ok_soft)
        })
    }

    fn span_words(&self) -> Drawn<DB> {
        let f = &self.frame;
        let mut free = f.left;
        for span in self.data.spans.iter().filter(|_| !self.data.outside()) {
            let half = self.font(true).width_of(&span.word) / 2.0;
            let x = ((f.x(span.start_h) + f.x(span.end_h)) / 2.0).clamp(f.left + half, f.right - half);
            if x - half >= free {
                self.pen.text(
                    &span.word,
                    (x, f.top - 5.0),
                    Anchor::Middle,
                    self.font(true),
                    self.theme.ok,
                )?;
                free = x + half + 4.0;
            }
        }
        Ok(())
    }

    fn labels(&self) -> Drawn<DB> {
        direct_labels(self.data, &self.frame, self.theme).iter().try_for_each(|label| {
            let (font, at) = (self.font(label.bold), (label.x, label.y));
            self.pen.halo(&label.text, at, label.anchor, font, self.theme.surface)?;
            self.pen.text(&label.text, at, label.anchor, font, label.color)?;
            label.sample.map_or(Ok(()), |stroke| self.sample(label, stroke, font))
        })
    }

    /// A short piece of the curve's stroke before its label: says which of the curves it names.
    fn sample(&self, label: &Label, stroke: Stroke, font: Font) -> Drawn<DB> {
        let end = label.x - font.width_of(&label.text) - 3.0;
        let points = [(end - SAMPLE_PX, label.y), (end, label.y)];
        self.pen.line(&points, self.theme.surface, 5.0)?;
        self.side(&points, stroke)
    }

    fn crossing(&self) -> Drawn<DB> {
        let (Some(hour), Some(limit)) = (self.data.crossing_h, &self.data.limit) else { return Ok(()) };
        if self.data.outside() || hour > self.frame.horizon_h {
            return Ok(());
        }
        let at = (self.frame.x(hour), self.frame.y(limit.value));
        self.pen.ring(at, 5.0, self.theme.warn, self.theme.surface, 2.5)
    }

    fn warning(&self) -> Drawn<DB> {
        if !self.data.outside() {
            return Ok(());
        }
        let at = (self.frame.left + 8.0, self.frame.top + 2.0);
        self.pen.text("outside the model’s range", at, Anchor::Start, self.font(true), self.theme.bad)
    }
}
