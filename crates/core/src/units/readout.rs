//! From the unit in which a value is kept to the one in which it is shown, and back.

use super::{Unit, display, find};

/// Digits of a value that came back from another unit: what a conversion adds to it lies beyond them.
const KEPT_DIGITS: usize = 12;
/// Digits of a number that was written in another unit and is exact there: nobody wrote more of them.
const EXACT_DIGITS: usize = 5;

/// How values of one unit are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Readout {
    code: String,
    /// From and to; `None` where both are the same.
    change: Option<(Unit, Unit)>,
}

impl Readout {
    /// From a unit to another; the values stay in the first where there is no way to the second.
    pub fn new(own: &str, shown: &str) -> Self {
        let change = find(own).zip(find(shown));
        let change = change.filter(|(from, to)| from.code != to.code && from.dimension == to.dimension);
        Self { code: change.map_or(own, |(_, to)| to.code).to_owned(), change }
    }

    /// UCUM code of the shown unit.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The shown unit as it follows a number; empty for a plain ratio.
    pub fn unit(&self) -> &str {
        display(&self.code)
    }

    /// Whether values are shown as they are kept.
    pub fn is_own(&self) -> bool {
        self.change.is_none()
    }

    /// Whether zero is shown as zero: a ratio of two values is the same in both units.
    pub fn keeps_zero(&self) -> bool {
        self.change.is_none_or(|(from, to)| from.zero == to.zero)
    }

    /// A value as it is shown.
    pub fn value(&self, own: f64) -> f64 {
        self.change.map_or(own, |(from, to)| (own - from.zero) * from.factor / to.factor + to.zero)
    }

    /// A number that is known exactly, such as a limit, in as many digits as make sense in the other unit.
    pub fn exact(&self, own: f64) -> f64 {
        if self.is_own() { own } else { rounded(self.value(own), EXACT_DIGITS) }
    }

    /// A difference of two values as it is shown.
    pub fn difference(&self, own: f64) -> f64 {
        self.change.map_or(own, |(from, to)| own * from.factor / to.factor)
    }

    /// What was typed, in the unit in which it is kept: 95 °F are 35 °C, not 35.000000000000007.
    pub fn back(&self, shown: f64) -> f64 {
        let back = |(from, to): (Unit, Unit)| (shown - to.zero) * to.factor / from.factor + from.zero;
        self.change.map_or(shown, |change| rounded(back(change), KEPT_DIGITS))
    }

    /// The difference of which this is shown.
    pub fn difference_back(&self, shown: f64) -> f64 {
        self.change.map_or(shown, |(from, to)| shown * to.factor / from.factor)
    }
}

/// Rounded to so many digits that count.
pub(super) fn rounded(x: f64, digits: usize) -> f64 {
    format!("{x:.*e}", digits.saturating_sub(1)).parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (own, shown, kept, read) in [
            ("Cel", "[degF]", 35.0, 95.0),
            ("Cel", "[degF]", -40.0, -40.0),
            ("Cel", "[degF]", 24.0, 75.2),
            ("K", "[degR]", 5.0, 9.0),
            ("m3/h", "L/s", 412.2, 114.5),
            ("bar", "[psi]", 6.894_757_293_17, 100.0),
            ("h", "h", 1.0 / 3.0, 1.0 / 3.0),
            ("h", "m", 7.0, 7.0), // no way from one to the other
        ] {
            let readout = Readout::new(own, shown);
            assert!((readout.value(kept) - read).abs() < 1e-9 * read.abs(), "{own} to {shown}");
            assert_eq!(readout.back(read), kept, "{shown} to {own}");
        }
    }

    #[test]
    fn differences_have_no_zero_to_move() {
        let readout = Readout::new("Cel", "[degF]");
        assert_eq!((readout.difference(5.0), readout.keeps_zero()), (9.0, false));
        assert_eq!(readout.exact(120.0), 248.0);
        assert_eq!(Readout::new("bar", "[psi]").exact(8.0), 116.03);
        assert!((readout.difference_back(9.0) - 5.0).abs() < 1e-12);
    }
}
