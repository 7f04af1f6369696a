//! The two ends of a range: which one is meant, and how far it may go.

use std::cmp::Ordering;

use crate::slider::SliderSpec;

/// From and to, in the input's unit.
pub type Range = (f64, f64);

/// One of the thumbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum End {
    /// The lower one.
    #[default]
    From,
    /// The upper one.
    To,
}

impl End {
    /// Its value.
    pub fn of(self, range: Range) -> f64 {
        if self == Self::From { range.0 } else { range.1 }
    }

    /// The range with this end moved; it stops at the other end, so that thumbs never cross.
    pub fn moved(self, range: Range, to: f64) -> Range {
        match self {
            Self::From => (to.min(range.1), range.1),
            Self::To => (range.0, to.max(range.0)),
        }
    }

    /// Its name, for labels.
    pub fn word(self) -> &'static str {
        if self == Self::From { "from" } else { "to" }
    }
}

/// The thumb that a touch at a share of the track means: the nearer one; where both stand, the one that can follow.
pub fn nearest(spec: &SliderSpec, range: Range, share: f64) -> End {
    let (from, to) = (spec.share(range.0), spec.share(range.1));
    let (left, right) = ((share - from).abs(), (share - to).abs());
    match left.total_cmp(&right) {
        Ordering::Less => End::From,
        Ordering::Greater => End::To,
        Ordering::Equal if share < from || from >= 1.0 => End::From,
        Ordering::Equal => End::To,
    }
}

/// The range that a key on one thumb leads to; `None` for keys that mean nothing here.
pub fn by_key(spec: &SliderSpec, range: Range, end: End, key: &str) -> Option<Range> {
    spec.by_key(end.of(range), key).map(|to| end.moved(range, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> SliderSpec {
        SliderSpec {
            title: "Inflow".into(),
            unit: "m³/h".into(),
            min: 0.0,
            max: 100.0,
            step: 5.0,
            ..SliderSpec::default()
        }
    }

    #[test]
    fn thumbs_never_cross() {
        for (range, end, to, expected) in [
            ((20.0, 60.0), End::From, 40.0, (40.0, 60.0)),
            ((20.0, 60.0), End::From, 90.0, (60.0, 60.0)),
            ((20.0, 60.0), End::To, 5.0, (20.0, 20.0)),
        ] {
            assert_eq!(end.moved(range, to), expected);
        }
        assert_eq!(by_key(&spec(), (60.0, 60.0), End::From, "ArrowRight"), Some((60.0, 60.0)));
        assert_eq!(by_key(&spec(), (20.0, 60.0), End::To, "End"), Some((20.0, 100.0)));
        assert_eq!(by_key(&spec(), (20.0, 60.0), End::To, "a"), None);
    }

    #[test]
    fn a_touch_means_the_nearer_thumb() {
        for (range, share, expected) in [
            ((20.0, 60.0), 0.1, End::From),
            ((20.0, 60.0), 0.5, End::To),
            ((50.0, 50.0), 0.3, End::From),
            ((50.0, 50.0), 0.7, End::To),
            ((100.0, 100.0), 1.0, End::From),
            ((0.0, 0.0), 0.0, End::To),
        ] {
            assert_eq!(nearest(&spec(), range, share), expected, "{range:?} at {share}");
        }
    }
}
