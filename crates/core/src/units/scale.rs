//! A numeric input as a person sees it: its range and a round step in the shown unit, and its value there and back.

use super::Readout;
use super::readout::rounded;

/// Digits of a shown value that was typed in the shown unit.
const TYPED_DIGITS: usize = 10;
/// Most decimals that a value is tried with.
const MOST_DECIMALS: i32 = 9;
/// The part of a step within which two values count as one.
const NEAR: f64 = 0.01;

/// An input's values in two units: its own, which is kept, and the shown one.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    readout: Readout,
    own: (f64, f64),
    own_step: f64,
    /// Lowest value, in the shown unit.
    pub min: f64,
    /// Highest value, in the shown unit.
    pub max: f64,
    /// Step, in the shown unit: one, two or five of a power of ten where it is not the input's own.
    pub step: f64,
    /// Where steps are counted from, in the shown unit.
    pub origin: f64,
}

impl Scale {
    /// From the input's range and step in its own unit.
    pub fn new(readout: Readout, min: f64, max: f64, step: f64) -> Self {
        let mut scale = Self { own: (min, max), own_step: step, min, max, step, origin: min, readout };
        if !scale.readout.is_own() {
            (scale.min, scale.max) = (scale.shown(min), scale.shown(max));
            scale.step = round_step(scale.readout.difference(step));
            scale.origin = 0.0;
        }
        scale
    }

    /// How values are shown.
    pub fn readout(&self) -> &Readout {
        &self.readout
    }

    /// A value as it is shown. One that was set in the input's own unit has as many decimals as tell it apart; one that
    /// was typed in the shown unit is what was typed.
    pub fn shown(&self, own: f64) -> f64 {
        if self.readout.is_own() || !own.is_finite() {
            return own;
        }
        let shown = self.readout.value(own);
        let is_short = (own * 1e4).round() / 1e4 == own;
        let near = self.readout.difference(self.own_step) * NEAR;
        let short = |decimals| at_decimals(shown, decimals);
        let enough = (0..=MOST_DECIMALS).map(short).find(|x| (x - shown).abs() <= near);
        enough.filter(|_| is_short).unwrap_or_else(|| rounded(shown, TYPED_DIGITS))
    }

    /// What was chosen in the shown unit, in the input's own. Where that is what was shown `before`, nothing moves; the
    /// ends of the range are its ends.
    pub fn own(&self, shown: f64, before: f64) -> f64 {
        if self.readout.is_own() {
            return shown;
        }
        let near = self.own_step * NEAR;
        let own = self.readout.back(shown);
        match own {
            _ if self.shown(before) == shown => before,
            own if own < self.own.0 && own >= self.own.0 - near => self.own.0,
            own if own > self.own.1 && own <= self.own.1 + near => self.own.1,
            own if shown == self.min && own <= self.own.0 + near => self.own.0,
            own if shown == self.max && own >= self.own.1 - near => self.own.1,
            own => own,
        }
    }
}

fn at_decimals(x: f64, decimals: i32) -> f64 {
    let tens = libm::pow(10.0, f64::from(decimals));
    (x * tens).round() / tens
}

/// The one, two or five of a power of ten that is nearest by ratio.
fn round_step(x: f64) -> f64 {
    if !(x.is_finite() && x > 0.0) {
        return x;
    }
    let power = (-12..=12).find(|p| libm::pow(10.0, f64::from(*p)) * 10.0 > x).unwrap_or(12);
    let far = |step: &f64| (step / x).max(x / step);
    let steps = [1.0, 2.0, 5.0, 10.0].map(|digit| rounded(digit * libm::pow(10.0, f64::from(power)), 1));
    steps.into_iter().min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(own: &str, shown: &str, (min, max, step): (f64, f64, f64)) -> Scale {
        Scale::new(Readout::new(own, shown), min, max, step)
    }

    #[test]
    fn ranges_and_steps_are_round() {
        for (own, shown, range, expected) in [
            ("Cel", "Cel", (-10.0, 40.0, 0.5), (-10.0, 40.0, 0.5, -10.0)),
            ("Cel", "[degF]", (-10.0, 40.0, 0.5), (14.0, 104.0, 1.0, 0.0)),
            ("m3/h", "[gal_us]/min", (100.0, 1000.0, 10.0), (440.0, 4403.0, 50.0, 0.0)),
            ("m3/h", "m3/s", (100.0, 1000.0, 10.0), (0.0278, 0.2778, 0.002, 0.0)),
            ("bar", "[psi]", (0.0, 10.0, 0.1), (0.0, 145.04, 2.0, 0.0)),
        ] {
            let scale = scale(own, shown, range);
            let found = (scale.min, scale.max, scale.step, scale.origin);
            assert_eq!(found, expected, "{own} as {shown}");
        }
    }

    #[test]
    fn what_is_typed_is_read_back() {
        let ambient = scale("Cel", "[degF]", (-10.0, 40.0, 0.5));
        let inflow = scale("m3/h", "[gal_us]/min", (100.0, 1000.0, 10.0));
        for (scale, typed, kept) in [
            (&ambient, 95.0, 35.0),
            (&ambient, 96.0, 35.555_555_555_6),
            (&ambient, 75.2, 24.0),
            (&ambient, 95.04, 35.022_222_222_2),
            (&ambient, 14.0, -10.0),
            (&inflow, 1813.97, 411.997_404_829),
            (&inflow, 440.0, 100.0), // the end of the range as it is shown is its end
            (&inflow, 4403.0, 1000.0),
        ] {
            let own = scale.own(typed, 1.0);
            assert_eq!((own, scale.shown(own)), (kept, typed), "{typed}");
        }
    }

    #[test]
    fn nothing_drifts() {
        let inflow = scale("m3/h", "[gal_us]/min", (100.0, 1000.0, 10.0));
        assert_eq!(inflow.shown(412.0), 1814.0);
        assert_eq!(inflow.own(1814.0, 412.0), 412.0); // what is shown, typed again
        assert!(inflow.own(430.0, 412.0) < 100.0); // outside stays outside
    }
}
