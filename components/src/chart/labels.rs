//! Direct labels at the right end of curves, and on limits where nothing else runs; instead of a legend.

use twinlet_core::predicted::{Band, PredictedCurve};
use twinlet_core::profile::interpolate;

use super::color::Color;
use super::data::{ChartData, LimitLine, Part, Stroke};
use super::geometry::spread;
use super::scale::Frame;
use super::surface::{Anchor, Font};
use super::theme::Theme;

/// A label at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Its words.
    pub text: String,
    /// Its left or right end, as the anchor says.
    pub x: f64,
    /// Which end.
    pub anchor: Anchor,
    /// The stroke of the side curve it names, drawn before it as a sample.
    pub sample: Option<Stroke>,
    /// Vertical middle.
    pub y: f64,
    /// Colour of what it names.
    pub color: Color,
    /// Bold or not.
    pub bold: bool,
}

/// All labels of a picture, moved apart so that none covers another.
pub fn direct_labels(data: &ChartData, frame: &Frame, theme: &Theme) -> Vec<Label> {
    let gap = theme.label_px * 1.2;
    let mut labels = Placing { data, frame, theme }.wanted();
    let mut right: Vec<&mut Label> = labels.iter_mut().filter(|l| l.anchor == Anchor::End).collect();
    let middles: Vec<f64> = right.iter().map(|l| l.y).collect();
    let placed = spread(&middles, gap, frame.top + gap / 2.0, frame.bottom - gap / 2.0);
    right.iter_mut().zip(placed).for_each(|(label, y)| label.y = y);
    labels
}

struct Placing<'a> {
    data: &'a ChartData,
    frame: &'a Frame,
    theme: &'a Theme,
}

impl Placing<'_> {
    fn wanted(&self) -> Vec<Label> {
        let theme = self.theme;
        let limit = self.data.limit.iter().map(|l| self.limit(l));
        let sides = self.data.sides.iter().map(|s| {
            let color = match s.stroke {
                Stroke::Dashed => theme.ink,
                Stroke::Second => theme.second,
                Stroke::Third => theme.third,
                Stroke::Dotted | Stroke::Thin => theme.muted,
            };
            Label { sample: Some(s.stroke), ..self.beside(&s.label, &s.curve, color) }
        });
        let unguarded = self.data.unguarded.iter();
        let unguarded = unguarded.map(|c| self.beside("if its range were ignored", c, theme.bad));
        let all = limit.chain(sides).chain(unguarded).chain([self.main()]).chain(self.parts());
        all.filter(|l| !l.text.is_empty()).collect()
    }

    fn label(&self, text: &str, y: f64, color: Color) -> Label {
        let (x, anchor) = (self.frame.right - 2.0, Anchor::End);
        Label { text: text.into(), x, anchor, sample: None, y, color, bold: false }
    }

    /// Above its line, at the end that the main curve keeps farther away from.
    fn limit(&self, limit: &LimitLine) -> Label {
        let y = self.frame.y(limit.value) - self.air();
        let right = self.label(&limit.label, y, self.theme.warn);
        let (curve, (from, to)) = (self.data.main.shown(), self.frame.shown());
        let level = |t| interpolate(curve.times_h, curve.mean, t);
        let distance = |t| level(t).map_or(0.0, |v| (self.frame.y(v) - self.frame.y(limit.value)).abs());
        match distance(from) > distance(to) {
            true => Label { x: self.frame.left + 6.0, anchor: Anchor::Start, ..right },
            false => right,
        }
    }

    /// Above the widest band: no other part of the main curve lies there.
    fn main(&self) -> Label {
        let (curve, text) = (self.data.main.shown(), &self.data.main_label);
        let upper = curve.bands.first().map_or(curve.mean, |b| b.high.as_slice());
        let y = self.over(text, curve.times_h, upper);
        Label { bold: true, ..self.label(text, y, self.theme.accent) }
    }

    /// Above its curve when that ends over the main band; else below the curve, and below the band it runs in.
    fn beside(&self, text: &str, curve: &PredictedCurve, color: Color) -> Label {
        let (curve, main) = (curve.shown(), self.data.main.shown());
        let edge = |pick: fn(&Band) -> &[f64]| main.bands.first().map_or(main.mean, pick);
        let (low, high) = (edge(|b| &b.low), edge(|b| &b.high));
        let end = self.frame.shown().1;
        let last = |times: &[f64], values: &[f64]| interpolate(times, values, end);
        let ends_at = last(curve.times_h, curve.mean);
        if ends_at > last(main.times_h, high) {
            return self.label(text, self.over(text, curve.times_h, curve.mean), color);
        }
        let under = self.under(text, curve.times_h, curve.mean);
        let inside = ends_at >= last(main.times_h, low);
        let y = if inside { under.max(self.under(text, main.times_h, low)) } else { under };
        self.label(text, y, color)
    }

    /// In the middle of each area, at its right end.
    fn parts(&self) -> impl Iterator<Item = Label> {
        let (times, end) = (self.data.main.shown().times_h, self.frame.shown().1);
        let shown = self.data.parts.iter().filter(|_| !self.data.outside());
        shown.scan(0.0, move |below, part: &Part| {
            let own = interpolate(times, &part.values, end).unwrap_or(0.0);
            let y = (self.frame.y(*below) + self.frame.y(*below + own)) / 2.0;
            *below += own;
            Some(Label {
                bold: true,
                x: self.frame.right - 6.0,
                ..self.label(&part.label, y, self.theme.ink)
            })
        })
    }

    fn air(&self) -> f64 {
        self.theme.label_px * 0.75
    }

    fn over(&self, text: &str, times_h: &[f64], values: &[f64]) -> f64 {
        self.heights(text, times_h, values).fold(f64::INFINITY, f64::min) - self.air()
    }

    fn under(&self, text: &str, times_h: &[f64], values: &[f64]) -> f64 {
        self.heights(text, times_h, values).fold(f64::NEG_INFINITY, f64::max) + self.air()
    }

    /// Vertical places of a curve over the width of a label at the right end.
    fn heights(&self, text: &str, times_h: &[f64], values: &[f64]) -> impl Iterator<Item = f64> {
        let font = Font { px: self.theme.label_px, bold: false };
        let from = self.frame.right - font.width_of(text);
        let end = self.frame.shown().1;
        let edge = interpolate(times_h, values, end).map(|v| (end, v));
        let inside =
            times_h.iter().copied().zip(values.iter().copied()).filter(|(t, _)| self.frame.shows(*t));
        let places = inside.chain(edge).map(|(t, v)| (self.frame.x(t), self.frame.y(v)));
        places.filter(move |(x, _)| *x >= from).map(|(_, y)| y)
    }
}
