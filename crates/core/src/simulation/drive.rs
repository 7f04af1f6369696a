//! What drives a day from outside: inflow and ambient temperature, with a member's forecast error,
//! and the surrogate's residuals.

use crate::contract::{Contract, Residuals};
use crate::manifest::resolved::{ForecastError, NumberInput};
use crate::profile::day_shape_at;

use super::MAX_PUMPS;
use super::lanes::Lanes;
use super::pace::Pace;
use super::slots::Slots;

/// A quantity at evenly spaced knots from "now" on, linear in between.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Minutes between knots.
    pub step_min: f64,
    /// Values at the knots.
    pub knots: Vec<f64>,
}

impl Series {
    /// Value at a minute from "now", held constant after the last knot.
    pub fn at_minute(&self, minute: f64) -> f64 {
        let position = minute / self.step_min;
        let i = position as usize;
        match (self.knots.get(i), self.knots.get(i + 1)) {
            (Some(a), Some(b)) => a + (b - a) * (position - i as f64),
            _ => self.knots.last().copied().unwrap_or(0.0),
        }
    }

    /// Mean of the knots.
    pub fn mean(&self) -> f64 {
        self.knots.iter().sum::<f64>() / self.knots.len().max(1) as f64
    }

    /// Highest knot.
    pub fn peak(&self) -> f64 {
        self.knots.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }
}

/// The profile of an input from "now" on without any error, at the knots: its value and its daily shape.
pub fn base_profile(
    input: &NumberInput,
    shape: Option<&[f64]>,
    value: f64,
    start_min: u32,
    (step_min, steps): (f64, usize),
) -> Series {
    let spec = input.profile.as_ref();
    let shape = shape.or(spec.map(|p| p.shape.as_slice()));
    let knot = |k: usize| {
        let clock_h = (f64::from(start_min) + k as f64 * step_min) / 60.0;
        match (spec, shape) {
            (Some(p), Some(s)) => p.normalisation.apply(value, day_shape_at(s, clock_h)),
            _ => value,
        }
    };
    Series { step_min, knots: (0..=steps).map(knot).collect() }
}

impl Series {
    /// The series with a forecast error: `errors` are standard-normal draws, one per hour.
    pub fn with_errors(&self, spread: &ForecastError, errors: &[f64]) -> Self {
        let error = Self { step_min: 60.0, knots: errors.to_vec() };
        let knot = |(k, base): (usize, &f64)| {
            let e = error.at_minute(k as f64 * self.step_min);
            base * (1.0 + spread.relative_sd * e).max(0.0) + spread.absolute_sd * e
        };
        Self { step_min: self.step_min, knots: self.knots.iter().enumerate().map(knot).collect() }
    }

    /// Values at the beginning of each step of a pace whose knots are those of the series.
    pub fn at_steps(&self, pace: &Pace) -> Vec<f64> {
        let last = self.knots.last().copied().unwrap_or(0.0);
        let value = |&(i, share): &(usize, f64)| match self.knots.get(i..).and_then(|rest| rest.first_chunk())
        {
            Some([a, b]) => a + (b - a) * share,
            None => last,
        };
        pace.places().iter().map(value).collect()
    }
}

/// Whole residual trajectories of the surrogate, in the slots of the station's pumps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResidualDays {
    /// By run and hour.
    runs: Vec<Vec<Residual>>,
}

/// Residuals within an hour, added to the surrogate's answers while a pump runs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Residual {
    /// Flow, m3/h.
    pub flow: Lanes,
    /// Power, kW.
    pub power: Lanes,
    /// NPSH margin, m.
    pub npsh_margin: Lanes,
}

/// The residual trajectory of one member.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResidualDay {
    hours: Vec<Residual>,
}

impl ResidualDays {
    /// All trajectories of the held-out runs, read once.
    pub fn new(residuals: &Residuals, slots: &Slots, contract: &Contract) -> Self {
        let position = |&slot: &usize| {
            let name = &contract.outputs.get(slot)?.name;
            residuals.outputs.iter().position(|o| o == name)
        };
        let positions = |slots: &[usize]| slots.iter().map(position).collect::<Vec<_>>();
        let [flow, power, margin] = [&slots.flow, &slots.power, &slots.npsh_margin].map(|s| positions(s));
        let hour = |run: usize, h: usize| {
            let read = |positions: &[Option<usize>]| {
                let mut pumps = [0.0; MAX_PUMPS];
                for (cell, position) in pumps.iter_mut().zip(positions) {
                    *cell = position.map_or(0.0, |k| residuals.at(run, k, h as f64));
                }
                Lanes::of(&pumps)
            };
            Residual { flow: read(&flow), power: read(&power), npsh_margin: read(&margin) }
        };
        let day = |run: usize| (0..24).map(|h| hour(run, h)).collect();
        Self { runs: (0..residuals.runs.len()).map(day).collect() }
    }

    /// Number of trajectories.
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The trajectory of one held-out run, scaled by `inflation`; zeros when there is none.
    pub fn day(&self, run: usize, inflation: f64) -> ResidualDay {
        let scaled = |xs: Lanes| Lanes::splat(inflation) * xs;
        let hour = |r: &Residual| Residual {
            flow: scaled(r.flow),
            power: scaled(r.power),
            npsh_margin: scaled(r.npsh_margin),
        };
        ResidualDay { hours: self.runs.get(run).map_or(Vec::new(), |hours| hours.iter().map(hour).collect()) }
    }
}

impl ResidualDay {
    /// Residuals at a minute from "now"; all zero when none were drawn.
    pub fn at_minute(&self, minute: f64) -> Residual {
        self.in_hour(hour_of_day(minute))
    }

    /// Residuals in an hour of the day from "now"; all zero when none were drawn.
    #[inline]
    pub fn in_hour(&self, hour: usize) -> Residual {
        self.hours.get(hour).copied().unwrap_or_default()
    }
}

/// The hour of the day from "now", 0 to 23, at a minute.
pub fn hour_of_day(minute: f64) -> usize {
    (minute / 60.0) as usize % 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::resolved::ProfileSpec;
    use crate::profile::Normalisation;

    fn input(normalisation: Normalisation, relative_sd: f64, absolute_sd: f64) -> NumberInput {
        NumberInput {
            unit: "1".into(),
            min: 0.0,
            max: 1.0,
            step: 1.0,
            default: 0.0,
            is_clock: false,
            marks: vec![],
            profile: Some(ProfileSpec { normalisation, shape: vec![-2.0, 1.0], source: String::new() }),
            forecast_error: ForecastError { relative_sd, absolute_sd, correlation_h: 1.0 },
        }
    }

    #[test]
    fn value_shape_and_error_combine() {
        let day = |input: &NumberInput, shape, value, grid, error: f64| {
            base_profile(input, shape, value, 0, grid).with_errors(&input.forecast_error, &[error; 25]).knots
        };
        let offset = input(Normalisation::PeakOffset, 0.0, 0.5);
        assert_eq!(day(&offset, None, 30.0, (720.0, 2), 2.0), [29.0, 32.0, 29.0]);
        let scaled = day(&input(Normalisation::Mean, 0.1, 0.0), Some(&[1.0, 2.0]), 100.0, (720.0, 1), 1.0);
        assert!((scaled[0] - 110.0).abs() < 1e-9 && (scaled[1] - 220.0).abs() < 1e-9);
    }
}
