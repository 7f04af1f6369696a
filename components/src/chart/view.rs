//! Which part of the time axis is shown. Pure: pan, zoom and keys only compute the next part.

/// From and to as shares of the whole axis, 0 to 1; the values always show whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Left edge.
    pub from: f64,
    /// Right edge.
    pub to: f64,
}

/// The least part that can be shown.
const LEAST: f64 = 1.0 / 64.0;

impl View {
    /// All of it.
    pub const FULL: Self = Self { from: 0.0, to: 1.0 };

    /// Whether all is shown.
    pub fn is_full(self) -> bool {
        self == Self::FULL
    }

    /// Width as a share of the whole.
    pub fn span(self) -> f64 {
        self.to - self.from
    }

    /// Where in the frame a share of the whole lies: 0 at its left edge, 1 at its right.
    pub fn place(self, share: f64) -> f64 {
        (share - self.from) / self.span()
    }

    /// The share of the whole at a place in the frame.
    pub fn share_at(self, place: f64) -> f64 {
        self.from + place * self.span()
    }

    /// Magnified by `factor` round a place in the frame, which stays where it is.
    pub fn zoomed(self, place: f64, factor: f64) -> Self {
        let (span, fixed) = ((self.span() / factor).clamp(LEAST, 1.0), self.share_at(place));
        Self::at(fixed - place * span, span)
    }

    /// Moved by a share of what is shown; stops at the ends.
    pub fn panned(self, by: f64) -> Self {
        Self::at(self.from + by * self.span(), self.span())
    }

    /// The part in which two shares of the whole lie at two places of the frame: what two fingers hold stays under them.
    pub fn held(shares: (f64, f64), places: (f64, f64)) -> Self {
        let apart = places.1 - places.0;
        let span = match apart.abs() < 1e-6 {
            true => 1.0,
            false => ((shares.1 - shares.0) / apart).abs().clamp(LEAST, 1.0),
        };
        let (share, place) = ((shares.0 + shares.1) / 2.0, (places.0 + places.1) / 2.0);
        Self::at(share - place * span, span)
    }

    /// Moved as little as needed to show a share of the whole.
    pub fn showing(self, share: f64) -> Self {
        let over = (share - self.to).max(0.0) + (share - self.from).min(0.0);
        Self::at(self.from + over, self.span())
    }

    fn at(from: f64, span: f64) -> Self {
        let from = from.clamp(0.0, 1.0 - span);
        Self { from, to: if span >= 1.0 { 1.0 } else { from + span } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(from: f64, to: f64) -> View {
        View { from, to }
    }

    #[test]
    fn zoom_and_pan_stay_inside() {
        for (what, got, expected) in [
            ("in at the middle", View::FULL.zoomed(0.5, 2.0), view(0.25, 0.75)),
            ("in at the left", View::FULL.zoomed(0.0, 4.0), view(0.0, 0.25)),
            ("out beyond all", view(0.25, 0.75).zoomed(0.5, 8.0f64.recip()), View::FULL),
            ("pan right", view(0.25, 0.75).panned(0.25), view(0.375, 0.875)),
            ("pan beyond the end", view(0.25, 0.75).panned(4.0), view(0.5, 1.0)),
            ("pan of all", View::FULL.panned(0.3), View::FULL),
            ("pinch", View::held((0.25, 0.5), (0.0, 1.0)), view(0.25, 0.5)),
            ("fingers on one spot", View::held((0.25, 0.5), (0.5, 0.5)), View::FULL),
            ("follow to the right", view(0.25, 0.5).showing(0.75), view(0.5, 0.75)),
            ("follow nothing", view(0.25, 0.5).showing(0.375), view(0.25, 0.5)),
        ] {
            assert_eq!(got, expected, "{what}");
        }
        assert_eq!(View::FULL.zoomed(0.5, 1e9).span(), LEAST);
    }
}
