//! What is set into the picture: spans, labels, single places, the crossing.

use super::{Anchor, Scene};
use crate::chart::data::{ChartMark, MarkShape, Stroke};
use crate::chart::labels::{Label, direct_labels};
use crate::chart::surface::{Font, Pen, crisp};

/// Length of the piece of stroke before a label.
const SAMPLE_PX: f64 = 16.0;

impl Scene<'_> {
    pub(super) fn spans(&mut self) {
        let (f, color) = (self.frame, self.theme.ok_soft);
        if self.data.outside() {
            return;
        }
        let (from, to) = f.shown();
        for span in self.data.spans.iter().filter(|s| s.end_h > from && s.start_h < to) {
            let (a, b) = (f.x(span.start_h), f.x(span.end_h));
            self.on.rect((a, f.top - 14.0), (b.max(a + 3.0), f.bottom), color);
        }
    }

    pub(super) fn span_words(&mut self) {
        let (f, (from, to)) = (self.frame, self.frame.shown());
        let mut free = f.left;
        let spans = self.data.spans.iter().filter(|_| !self.data.outside());
        for span in spans.filter(|s| s.end_h > from && s.start_h < to) {
            let half = self.font(true).width_of(&span.word) / 2.0;
            let x = ((f.x(span.start_h) + f.x(span.end_h)) / 2.0)
                .clamp(f.left + half, (f.right - half).max(f.left + half));
            if x - half >= free {
                self.words(&span.word, (x, f.top - 5.0), Anchor::Middle, true, self.theme.ok);
                free = x + half + 4.0;
            }
        }
    }

    pub(super) fn labels(&mut self) {
        for label in direct_labels(self.data, &self.frame, self.theme) {
            self.words_over(&label.text, (label.x, label.y), label.anchor, label.bold, label.color);
            if let Some(stroke) = label.sample {
                self.sample(&label, stroke, self.font(label.bold));
            }
        }
    }

    /// A short piece of the curve's stroke before its label: says which of the curves it names.
    fn sample(&mut self, label: &Label, stroke: Stroke, font: Font) {
        let end = label.x - font.width_of(&label.text) - 3.0;
        let points = [(end - SAMPLE_PX, label.y), (end, label.y)];
        self.on.line(&points, Pen::solid(self.theme.surface, 5.0));
        self.on.line(&points, self.side_pen(stroke));
    }

    /// Upright lines with their words at the top, each on the side where it has room.
    pub(super) fn uprights(&mut self) {
        let (f, ink) = (self.frame, self.theme.ink);
        for mark in self.data.marks.iter().filter(|m| m.shape == MarkShape::Upright && f.shows(m.t)) {
            let x = crisp(f.x(mark.t), 1.5, self.on.ratio());
            self.on.line(&[(x, f.top - 8.0), (x, f.bottom)], Pen::dashed(ink, 1.5, 2.0, 2.0));
            let fits = x + 5.0 + self.font(true).width_of(&mark.label) <= f.right;
            let (at, anchor) = if fits { (x + 5.0, Anchor::Start) } else { (x - 5.0, Anchor::End) };
            self.words_over(&mark.label, (at, f.top - 8.0), anchor, true, ink);
        }
    }

    pub(super) fn marks(&mut self) {
        let f = self.frame;
        self.data.marks.iter().filter(|m| f.shows(m.t)).for_each(|mark| self.mark(mark));
    }

    fn mark(&mut self, mark: &ChartMark) {
        let (f, theme) = (self.frame, self.theme);
        let (x, y) = (f.x(mark.t), f.y(mark.value));
        let outline = Pen::solid(theme.surface, 1.5);
        match mark.shape {
            MarkShape::Disc => self.on.ring((x, y), 4.5, theme.ink, outline),
            MarkShape::Tick => {
                let x = crisp(x, 1.5, self.on.ratio());
                self.on.line(&[(x, y - 6.0), (x, y + 6.0)], Pen::solid(theme.ink, 1.5));
            }
            MarkShape::Foot => {
                let foot = [
                    (x, f.bottom - 9.0),
                    (x + 5.0, f.bottom - 1.0),
                    (x - 5.0, f.bottom - 1.0),
                    (x, f.bottom - 9.0),
                ];
                self.on.fill(&foot, theme.surface);
                self.on.line(&foot, Pen::solid(theme.ink, 1.25));
            }
            MarkShape::Ring => self.ring(mark, (x, y)),
            MarkShape::Upright => {}
        }
    }

    /// A ring with its words above or below it, wherever the frame leaves room.
    fn ring(&mut self, mark: &ChartMark, (x, y): (f64, f64)) {
        let (f, theme) = (self.frame, self.theme);
        self.on.ring((x, y), 5.5, theme.surface, Pen::solid(theme.accent, 3.0));
        let half = self.font(true).width_of(&mark.label) / 2.0;
        let below = y + 18.0 < f.bottom - 8.0;
        let at = (
            x.clamp(f.left + half, (f.right - half).max(f.left + half)),
            if below { y + 18.0 } else { y - 18.0 },
        );
        self.words_over(&mark.label, at, Anchor::Middle, true, theme.ink);
    }

    pub(super) fn crossing(&mut self) {
        let (Some(hour), Some(limit)) = (self.data.crossing_h, &self.data.limit) else { return };
        if self.data.outside() || !self.frame.shows(hour) {
            return;
        }
        let at = (self.frame.x(hour), self.frame.y(limit.value));
        self.on.ring(at, 5.0, self.theme.surface, Pen::solid(self.theme.warn, 2.5));
    }
}
