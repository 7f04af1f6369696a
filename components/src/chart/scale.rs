//! Where a time and a value lie on the picture, and back. Pure; the drawing and the cursor share it.

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
    /// Left edge: "now".
    pub left: f64,
    /// Right edge: the horizon.
    pub right: f64,
    /// Top edge.
    pub top: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Hours at the right edge.
    pub horizon_h: f64,
    /// Values at bottom and top.
    pub y: YRange,
}

impl Frame {
    /// Horizontal position of an hour, held within the frame.
    pub fn x(&self, t_h: f64) -> f64 {
        self.left + (t_h / self.horizon_h).clamp(0.0, 1.0) * (self.right - self.left)
    }

    /// Vertical position of a value, held within the frame.
    pub fn y(&self, value: f64) -> f64 {
        let share = (value - self.y.low) / (self.y.high - self.y.low);
        self.bottom - share.clamp(0.0, 1.0) * (self.bottom - self.top)
    }

    /// The hour at a horizontal position, held within the horizon.
    pub fn hour_at(&self, x: f64) -> f64 {
        ((x - self.left) / (self.right - self.left)).clamp(0.0, 1.0) * self.horizon_h
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

    #[test]
    fn positions_go_there_and_back() {
        let y = YRange { low: 0.0, high: 0.12 };
        let frame = Frame { left: 40.0, right: 340.0, top: 10.0, bottom: 210.0, horizon_h: 24.0, y };
        assert_eq!((frame.x(0.0), frame.x(12.0), frame.x(99.0)), (40.0, 190.0, 340.0));
        assert_eq!((frame.y(0.0), frame.y(0.06), frame.y(1.0)), (210.0, 110.0, 10.0));
        for (x, hour) in [(40.0, 0.0), (190.0, 12.0), (0.0, 0.0), (400.0, 24.0)] {
            assert_eq!(frame.hour_at(x), hour);
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
