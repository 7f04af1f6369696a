//! What drives a day from outside: inflow and ambient temperature, with a member's forecast error,
//! and the surrogate's residuals.

use crate::contract::Residuals;
use crate::manifest::resolved::NumberInput;
use crate::profile::day_shape_at;

use super::slots::Slots;
use super::{MAX_PUMPS, PerPump};

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

/// The profile of an input from "now" on: its value, its daily shape, and an error at each hour.
///
/// `errors` are standard-normal draws, one per hour; their spread is the input's forecast error.
pub fn profile(
    input: &NumberInput,
    shape: Option<&[f64]>,
    value: f64,
    start_min: u32,
    (step_min, steps): (f64, usize),
    errors: &[f64],
) -> Series {
    let spec = input.profile.as_ref();
    let shape = shape.or(spec.map(|p| p.shape.as_slice()));
    let error = Series { step_min: 60.0, knots: errors.to_vec() };
    let knot = |k: usize| {
        let minute = k as f64 * step_min;
        let clock_h = (f64::from(start_min) + minute) / 60.0;
        let base = match (spec, shape) {
            (Some(p), Some(s)) => p.normalisation.apply(value, day_shape_at(s, clock_h)),
            _ => value,
        };
        let e = error.at_minute(minute);
        base * (1.0 + input.forecast_error.relative_sd * e).max(0.0) + input.forecast_error.absolute_sd * e
    };
    Series { step_min, knots: (0..=steps).map(knot).collect() }
}

/// A whole residual trajectory of the surrogate: added to its answers while a pump runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResidualDay {
    /// By hour and pump: flow m3/h, power kW, NPSH margin m.
    hours: Vec<PerPump<[f64; 3]>>,
}

impl ResidualDay {
    /// The trajectory of one held-out run, scaled by `inflation`, in the slots of the station's pumps.
    pub fn draw(residuals: &Residuals, slots: &Slots, names: &[String], run: usize, inflation: f64) -> Self {
        let position =
            |slot: usize| names.get(slot).and_then(|name| residuals.outputs.iter().position(|o| o == name));
        let hour = |h: usize| {
            let mut pumps = [[0.0; 3]; MAX_PUMPS];
            let slots = slots.flow.iter().zip(&slots.power).zip(&slots.npsh_margin);
            for (cell, ((&flow, &power), &margin)) in pumps.iter_mut().zip(slots) {
                *cell = [flow, power, margin]
                    .map(|slot| position(slot).map_or(0.0, |k| inflation * residuals.at(run, k, h as f64)));
            }
            pumps
        };
        Self { hours: (0..24).map(hour).collect() }
    }

    /// Residuals at a minute from "now"; all zero when none were drawn.
    pub fn at_minute(&self, minute: f64) -> PerPump<[f64; 3]> {
        let hour = (minute / 60.0) as usize % 24;
        self.hours.get(hour).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::resolved::{ForecastError, ProfileSpec};
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
        let offset =
            profile(&input(Normalisation::PeakOffset, 0.0, 0.5), None, 30.0, 0, (720.0, 2), &[2.0; 25]);
        assert_eq!(offset.knots, [29.0, 32.0, 29.0]);
        let scaled = profile(
            &input(Normalisation::Mean, 0.1, 0.0),
            Some(&[1.0, 2.0]),
            100.0,
            0,
            (720.0, 1),
            &[1.0; 25],
        );
        assert!((scaled.knots[0] - 110.0).abs() < 1e-9 && (scaled.knots[1] - 220.0).abs() < 1e-9);
    }
}
