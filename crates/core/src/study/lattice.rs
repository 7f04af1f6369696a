//! The values that an input can have: its range, step by step.

use crate::manifest::resolved::NumberInput;

/// The most decimals that a value is rounded to.
const DECIMALS: i32 = 12;

/// Values from the lowest of a range to its highest: every step from the lowest, and the highest itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lattice {
    min: f64,
    max: f64,
    step: f64,
    /// Position of the last value.
    last: u64,
}

impl Lattice {
    /// The values of an input. A step that is not positive leaves only both ends.
    pub fn of(number: &NumberInput) -> Self {
        let NumberInput { min, max, step, .. } = *number;
        let steps = if step > 0.0 { (max - min) / step } else { 1.0 };
        // The highest value is one of the steps but for rounding, or comes after the last of them.
        let whole = libm::floor(steps + 1e-9);
        let last = if steps - whole > 1e-9 { whole + 1.0 } else { whole };
        Self { min, max, step, last: last as u64 }
    }

    /// Position of the last value; the first has position 0.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// The value at a position, with no more digits than the range and the step have.
    pub fn at(&self, position: u64) -> f64 {
        match position {
            0 => self.min,
            p if p >= self.last => self.max,
            p => tidy(self.min + p as f64 * self.step, &[self.min, self.step]),
        }
    }
}

/// The value nearest to a number that is a whole number of steps from the lowest of a range, within the range.
pub(crate) fn on_step(number: &NumberInput, x: f64) -> f64 {
    let NumberInput { min, max, step, .. } = *number;
    let steps = libm::round((x - min) / step);
    if steps.is_finite() { tidy(min + steps * step, &[min, step]).clamp(min, max) } else { x }
}

/// A number without the digits that adding up of steps leaves behind.
pub(crate) fn tidy(x: f64, like: &[f64]) -> f64 {
    let power = |decimals: i32| libm::pow(10.0, f64::from(decimals));
    let fits =
        |x: f64, scale: f64| libm::fabs(x * scale - libm::round(x * scale)) <= 1e-9 * libm::fabs(x * scale);
    let enough = (0..=DECIMALS).map(power).find(|scale| like.iter().all(|x| fits(*x, *scale)));
    enough.map_or(x, |scale| libm::round(x * scale) / scale)
}

/// `n` values over a range, both ends among them, rounded to a thousandth of the input's step.
pub(crate) fn spread(number: &NumberInput, n: u32) -> Vec<f64> {
    let NumberInput { min, max, step, .. } = *number;
    let inner = |i: u32| min + (max - min) * f64::from(i) / f64::from(n - 1);
    let value = |i: u32| match i {
        0 => min,
        i if i + 1 == n => max,
        i => tidy(inner(i), &[step / 1000.0]),
    };
    (0..n).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::resolved::ForecastError;

    fn number(min: f64, max: f64, step: f64) -> NumberInput {
        let forecast_error = ForecastError::default();
        NumberInput {
            unit: "1".into(),
            min,
            max,
            step,
            default: min,
            is_clock: false,
            marks: vec![],
            profile: None,
            forecast_error,
        }
    }

    #[test]
    fn every_step_and_the_highest_value() {
        for (min, max, step, expected) in [
            (0.0, 0.5, 0.1, vec![0.0, 0.1, 0.2, 0.3, 0.4, 0.5]),
            (-1.0, 1.0, 0.75, vec![-1.0, -0.25, 0.5, 1.0]),
            (0.05, 0.25, 0.1, vec![0.05, 0.15, 0.25]),
            (2.0, 3.0, 0.0, vec![2.0, 3.0]),
            (2.0, 3.0, 5.0, vec![2.0, 3.0]),
        ] {
            let lattice = Lattice::of(&number(min, max, step));
            let values: Vec<f64> = (0..=lattice.last()).map(|p| lattice.at(p)).collect();
            assert_eq!(values, expected, "{min} to {max} by {step}");
        }
    }

    #[test]
    fn a_range_is_spread_evenly() {
        assert_eq!(spread(&number(0.0, 1.0, 0.1), 4), [0.0, 0.3333, 0.6667, 1.0]);
        assert_eq!(spread(&number(-10.0, 40.0, 0.5), 2), [-10.0, 40.0]);
    }
}
