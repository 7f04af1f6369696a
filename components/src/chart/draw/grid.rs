//! Axes: lines, labels, and the number of units at risk below.

use super::{Anchor, Scene};
use crate::chart::surface::{Pen, crisp};
use crate::chart::ticks::{Tick, time_ticks, value_ticks};

impl Scene<'_> {
    pub(super) fn grid(&mut self) {
        self.levels();
        let ticks = time_ticks(self.data, &self.frame);
        self.times(&ticks);
        if !self.data.leaving.is_empty() {
            self.counts(&ticks);
        }
        let (f, ink) = (self.frame, self.theme.ink);
        if f.view.from == 0.0 && f.axes.x(0.0).is_finite() && f.times.0 == 0.0 {
            let x = crisp(f.left, 2.0, self.on.ratio());
            self.on.line(&[(x, f.bottom + 5.0), (x, f.bottom - 5.0)], Pen::solid(ink, 2.0));
        }
    }

    /// Level lines with their labels; where ticks are dense, labels keep apart.
    fn levels(&mut self) {
        let (f, line, muted) = (self.frame, self.theme.line, self.theme.muted);
        let mut free = f64::INFINITY;
        for tick in value_ticks(f.y, &self.data.unit, self.data.axes) {
            let y = f.y(tick.at);
            let level = crisp(y, 1.0, self.on.ratio());
            self.on.line(&[(f.left, level), (f.right, level)], Pen::solid(line, 1.0));
            if y <= free {
                self.words(&tick.label, (f.left - 7.0, y), Anchor::End, false, muted);
                free = y - self.theme.label_px * 1.1;
            }
        }
    }

    fn times(&mut self, ticks: &[Tick]) {
        let (f, muted) = (self.frame, self.theme.muted);
        for tick in ticks {
            let x = f.x(tick.at);
            let upright = crisp(x, 1.0, self.on.ratio());
            self.on.line(&[(upright, f.bottom), (upright, f.bottom + 4.0)], Pen::solid(muted, 1.0));
            let (x, anchor) = self.within(x, &tick.label);
            self.words(&tick.label, (x, f.bottom + 15.0), anchor, false, muted);
        }
    }

    /// A label is centred below its tick, or ends at the picture's edge where it would leave it.
    fn within(&self, x: f64, label: &str) -> (f64, Anchor) {
        let half = self.font(false).width_of(label) / 2.0;
        match x + half > self.size.0 {
            true => (self.size.0 - 1.0, Anchor::End),
            false => (x, Anchor::Middle),
        }
    }

    /// How many units were still there at each tick, below it.
    fn counts(&mut self, ticks: &[Tick]) {
        let (f, muted, ink) = (self.frame, self.theme.muted, self.theme.ink);
        self.words("Units at risk", (f.left, f.bottom + 32.0), Anchor::Start, false, muted);
        for tick in ticks {
            let count = self.data.at_risk(tick.at).to_string();
            self.words(&count, (f.x(tick.at), f.bottom + 48.0), Anchor::Middle, true, ink);
        }
    }
}
