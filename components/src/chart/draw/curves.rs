//! Everything within the frame that follows the data: parts, bands, curves, the limit.

use super::Scene;
use crate::chart::color::Color;
use crate::chart::data::{SideCurve, Stroke};
use crate::chart::geometry::{Point, hatch, outline, polyline};
use crate::chart::surface::{Pen, crisp};

/// Opacity of the areas of the parts, from the bottom: one hue from dark to light, so that every eye sees the order.
const TINTS: [u8; 5] = [0xb0, 0x70, 0x48, 0x28, 0x12];

impl Scene<'_> {
    pub(super) fn curves(&mut self) {
        self.parts();
        self.bands();
        self.sides();
        self.limit();
        self.unguarded();
        self.main();
    }

    /// Stacked areas, told apart by tint, pattern and a gap between them.
    fn parts(&mut self) {
        if self.data.outside() {
            return;
        }
        let (data, times) = (self.data, self.data.main.shown().times_h);
        let mut below = vec![0.0; times.len()];
        for (k, part) in data.parts.iter().enumerate() {
            let above: Vec<f64> = below.iter().zip(&part.values).map(|(b, v)| b + v).collect();
            let edge = |values: &[f64]| polyline(&self.frame, times, values);
            let (upper, lower) = (edge(&above), edge(&below));
            let tint = self.theme.accent.at(TINTS.get(k).copied().unwrap_or(0x12));
            self.on.fill(&outline(&self.frame, times, &below, &above), tint);
            self.pattern(k, &upper, &lower);
            self.on.line(&upper, Pen::solid(self.theme.surface, 1.5));
            below = above;
        }
    }

    /// Plain, stroked, dotted, dense: and again.
    fn pattern(&mut self, k: usize, upper: &[Point], lower: &[Point]) {
        let (accent, surface) = (self.theme.accent, self.theme.surface);
        let (gap, pen) = match k % 4 {
            0 => return,
            1 => (9.0, Pen::solid(surface, 1.5)),
            2 => (8.0, Pen::dashed(accent, 1.75, 1.75, 5.0)),
            _ => (6.0, Pen::solid(accent.at(0x90), 0.75)),
        };
        hatch(upper, lower, gap).iter().for_each(|stroke| self.on.line(stroke, pen));
    }

    fn bands(&mut self) {
        let curve = self.data.main.shown();
        if self.data.outside() {
            let Some(widest) = curve.bands.first() else { return };
            let edge = |values: &[f64]| polyline(&self.frame, curve.times_h, values);
            let pen = Pen::solid(self.theme.muted, 0.75);
            let strokes = hatch(&edge(&widest.high), &edge(&widest.low), 9.0);
            return strokes.iter().for_each(|stroke| self.on.line(stroke, pen));
        }
        if !self.data.parts.is_empty() {
            return self.band_edges();
        }
        let colors = [self.theme.band_80, self.theme.band_50];
        for (band, color) in curve.bands.iter().zip(colors.iter().cycle()) {
            self.on.fill(&outline(&self.frame, curve.times_h, &band.low, &band.high), *color);
        }
    }

    /// Over stacked areas a filled band would change their tints: the widest is drawn by its edges.
    fn band_edges(&mut self) {
        let (curve, pen) = (self.data.main.shown(), Pen::dashed(self.theme.ink, 1.25, 4.0, 3.0));
        for values in curve.bands.first().into_iter().flat_map(|b| [&b.low, &b.high]) {
            self.on.line(&polyline(&self.frame, curve.times_h, values), pen);
        }
    }

    fn sides(&mut self) {
        let data = self.data;
        data.sides.iter().filter(|s| s.stroke.has_bands()).for_each(|s| self.side_bands(s));
        for side in &data.sides {
            let curve = side.curve.shown();
            self.on.line(&polyline(&self.frame, curve.times_h, curve.mean), self.side_pen(side.stroke));
        }
    }

    fn side_bands(&mut self, side: &SideCurve) {
        let curve = side.curve.shown();
        let color: Color = self.side_pen(side.stroke).color.at(0x22);
        for band in curve.bands {
            self.on.fill(&outline(&self.frame, curve.times_h, &band.low, &band.high), color);
        }
    }

    /// How a side curve is drawn.
    pub(super) fn side_pen(&self, stroke: Stroke) -> Pen {
        let theme = self.theme;
        match stroke {
            Stroke::Dotted => Pen::dashed(theme.muted, 2.0, 2.0, 4.0),
            Stroke::Thin => Pen::solid(theme.muted, 1.0),
            Stroke::Dashed => Pen::dashed(theme.ink, 1.5, 5.0, 3.0),
            Stroke::Second => Pen::dashed(theme.second, theme.stroke, 10.0, 4.0),
            Stroke::Third => Pen::dashed(theme.third, theme.stroke, 4.0, 3.0),
        }
    }

    fn limit(&mut self) {
        let Some(limit) = &self.data.limit else { return };
        let (f, y) = (self.frame, crisp(self.frame.y(limit.value), 1.75, self.on.ratio()));
        self.on.line(&[(f.left, y), (f.right, y)], Pen::dashed(self.theme.warn, 1.75, 6.0, 4.0));
    }

    fn unguarded(&mut self) {
        let Some(curve) = &self.data.unguarded else { return };
        let curve = curve.shown();
        let points = polyline(&self.frame, curve.times_h, curve.mean);
        self.on.line(&points, Pen::dashed(self.theme.bad, 2.0, 7.0, 5.0));
    }

    fn main(&mut self) {
        let (curve, theme) = (self.data.main.shown(), self.theme);
        let points = polyline(&self.frame, curve.times_h, curve.mean);
        if let [point] = points.as_slice() {
            return self.single(*point);
        }
        let pen = match (self.data.outside(), self.data.parts.is_empty()) {
            (true, _) => Pen::dashed(theme.muted, theme.stroke, 8.0, 6.0),
            (false, true) => Pen::solid(theme.accent, theme.stroke),
            (false, false) => Pen::solid(theme.ink, theme.stroke),
        };
        self.on.line(&points, pen);
    }

    /// A curve of one point: a disc, and an upright line for its widest band.
    fn single(&mut self, (x, y): Point) {
        let (curve, accent) = (self.data.main.shown(), self.theme.accent);
        let end = |ends: &[f64]| ends.first().map_or(y, |v| self.frame.y(*v));
        let band = curve.bands.first().map(|b| [(x, end(&b.low)), (x, end(&b.high))]);
        if let Some(whisker) = band {
            self.on.line(&whisker, Pen::solid(accent, 2.0));
        }
        self.on.ring((x, y), 5.0, accent, Pen::solid(self.theme.surface, 1.5));
    }
}
