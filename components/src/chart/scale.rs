//! Where a time and a value lie on the picture, and back. Pure; the drawing and the cursor share it.

use super::axes::Axes;
use super::geometry::Point;
use super::view::View;

/// Least and greatest value of the y axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YRange {
    /// At the bottom.
    pub low: f64,
    /// At the top.
    pub high: f64,
}

/// The plot's frame in CSS pixels, with both scales.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Top edge.
    pub top: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// How both axes are laid out.
    pub axes: Axes,
    /// First and last time of the whole picture; the first is above zero where the axes ask for it.
    pub times: (f64, f64),
    /// Which part of them is shown.
    pub view: View,
    /// Values at bottom and top.
    pub y: YRange,
}

impl Frame {
    /// Horizontal position of a time, held within the frame.
    pub fn x(&self, t: f64) -> f64 {
        self.left + self.view.place(self.share_of(t)).clamp(0.0, 1.0) * self.width()
    }

    /// Vertical position of a value, held within the frame.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom - self.level(value).clamp(0.0, 1.0) * self.height()
    }

    /// Position of a point of a curve. It may lie outside the frame, where it is clipped, but never far away.
    pub fn point(&self, t: f64, value: f64) -> Point {
        let (x, y) = (self.view.place(self.share_of(t)), self.level(value));
        (self.left + x.clamp(-64.0, 64.0) * self.width(), self.bottom - y.clamp(-1.0, 2.0) * self.height())
    }

    /// Share of the whole time axis at which a time lies, 0 to 1 within it.
    pub fn share_of(&self, t: f64) -> f64 {
        let (from, to) = (self.axes.x(self.times.0), self.axes.x(self.times.1));
        (self.axes.x(t) - from) / (to - from)
    }

    /// The time at a share of the whole axis.
    pub fn time_at_share(&self, share: f64) -> f64 {
        let (from, to) = (self.axes.x(self.times.0), self.axes.x(self.times.1));
        self.axes.t(from + share.clamp(0.0, 1.0) * (to - from)).clamp(self.times.0, self.times.1)
    }

    /// The time at a horizontal position, held within what is shown.
    pub fn hour_at(&self, x: f64) -> f64 {
        self.time_at_share(self.view.share_at(((x - self.left) / self.width()).clamp(0.0, 1.0)))
    }

    /// First and last time that is shown.
    pub fn shown(&self) -> (f64, f64) {
        (self.time_at_share(self.view.from), self.time_at_share(self.view.to))
    }

    /// Whether a time is shown.
    pub fn shows(&self, t: f64) -> bool {
        (-1e-9..=1.0 + 1e-9).contains(&self.view.place(self.share_of(t)))
    }

    /// Width of the plot.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    fn height(&self) -> f64 {
        self.bottom - self.top
    }

    fn level(&self, value: f64) -> f64 {
        let (low, high) = (self.axes.y(self.y.low), self.axes.y(self.y.high));
        (self.axes.y(value) - low) / (high - low)
    }
}

impl YRange {
    /// The range to draw: the previous one while the wanted one fits in and fills half of it, so that axes
    /// do not jump while numbers change.
    pub fn keep(previous: Option<Self>, wanted: Self) -> Self {
        match previous {
            Some(old) if old.holds(wanted) => old,
            _ => wanted,
        }
    }

    fn holds(self, wanted: Self) -> bool {
        let inside = wanted.low >= self.low && wanted.high <= self.high;
        inside && (wanted.high - wanted.low) >= 0.5 * (self.high - self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(axes: Axes, times: (f64, f64), y: (f64, f64), view: View) -> Frame {
        let y = YRange { low: y.0, high: y.1 };
        Frame { left: 40.0, right: 340.0, top: 10.0, bottom: 210.0, axes, times, view, y }
    }

    #[test]
    fn positions_go_there_and_back() {
        let frame = frame(Axes::Linear, (0.0, 24.0), (0.0, 0.12), View::FULL);
        assert_eq!((frame.x(0.0), frame.x(12.0), frame.x(99.0)), (40.0, 190.0, 340.0));
        assert_eq!((frame.y(0.0), frame.y(0.06), frame.y(1.0)), (210.0, 110.0, 10.0));
        for (x, hour) in [(40.0, 0.0), (190.0, 12.0), (0.0, 0.0), (400.0, 24.0)] {
            assert_eq!(frame.hour_at(x), hour);
        }
    }

    #[test]
    fn a_part_fills_the_frame() {
        let frame = frame(Axes::Linear, (0.0, 24.0), (0.0, 1.0), View { from: 0.25, to: 0.5 });
        assert_eq!(frame.shown(), (6.0, 12.0));
        assert_eq!((frame.x(6.0), frame.x(9.0), frame.hour_at(190.0)), (40.0, 190.0, 9.0));
        assert_eq!(
            (frame.point(15.0, 0.0).0, frame.x(15.0)),
            (490.0, 340.0),
            "a curve goes on outside, a mark does not"
        );
        assert!(frame.shows(6.0) && !frame.shows(13.0));
    }

    #[test]
    fn what_lies_below_an_open_axis_ends_at_its_edge() {
        for (axes, low) in [(Axes::Log, 1e-3), (Axes::Weibull, 1e-3)] {
            let frame = frame(axes, (0.1, 100.0), (low, 0.5), View::FULL);
            assert_eq!((frame.y(0.0), frame.y(low)), (210.0, 210.0), "{axes:?}");
            assert_eq!(frame.point(0.0, 0.0).1, 410.0, "clipped, and not far away");
            assert!(frame.y(0.02) < 210.0 && frame.y(0.02) > frame.y(0.04));
        }
    }

    #[test]
    fn the_axis_stays_until_it_must_move() {
        let range = |high| YRange { low: 0.0, high };
        for (old, wanted, expected) in
            [(12.0, 11.0, 12.0), (12.0, 6.0, 12.0), (12.0, 5.0, 5.0), (12.0, 15.0, 15.0)]
        {
            assert_eq!(YRange::keep(Some(range(old)), range(wanted)), range(expected), "{old} then {wanted}");
        }
        assert_eq!(YRange::keep(None, range(3.0)), range(3.0));
    }
}
