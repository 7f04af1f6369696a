//! Series over time: hourly day shapes, interpolation, crossings.

use serde::{Deserialize, Serialize};

/// Values of a day shape.
pub const HOURS: usize = 24;

/// How an input's value and its daily shape combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Normalisation {
    /// The shape has mean 1; the value is the day's mean.
    Mean,
    /// The shape has its highest value 0; the value is the day's highest.
    PeakOffset,
}

impl Normalisation {
    /// The quantity at one hour from the input's value and the shape's value.
    pub fn apply(self, value: f64, shape: f64) -> f64 {
        match self {
            Self::Mean => value * shape,
            Self::PeakOffset => value + shape,
        }
    }

    /// The shape moved so that its mean is 1 or its highest value 0.
    /// A shape with mean zero cannot be scaled and stays as it is.
    pub fn normalise(self, shape: &mut [f64]) {
        match self {
            Self::Mean => {
                let mean = shape.iter().sum::<f64>() / shape.len().max(1) as f64;
                if mean != 0.0 {
                    shape.iter_mut().for_each(|x| *x /= mean);
                }
            }
            Self::PeakOffset => {
                let peak = shape.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                shape.iter_mut().for_each(|x| *x -= peak);
            }
        }
    }
}

impl Normalisation {
    /// A day's values as the input's value and its shape.
    pub fn split(self, values: &[f64]) -> (f64, Vec<f64>) {
        let mut shape = values.to_vec();
        self.normalise(&mut shape);
        let value = match self {
            Self::Mean => values.iter().sum::<f64>() / values.len().max(1) as f64,
            Self::PeakOffset => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        };
        (value, shape)
    }
}

/// A day's hourly shape read at any clock hour, linearly and periodically. Zero for an empty shape.
pub fn day_shape_at(shape: &[f64], clock_h: f64) -> f64 {
    let n = shape.len();
    if n == 0 {
        return 0.0;
    }
    let position = libm::fmod(clock_h * n as f64 / 24.0, n as f64);
    let position = if position < 0.0 { position + n as f64 } else { position };
    let floor = libm::floor(position);
    let (i, f) = (floor as usize % n, position - floor);
    let value = |k: usize| shape.get(k % n).copied().unwrap_or(0.0);
    value(i) + f * (value(i + 1) - value(i))
}

/// Linear interpolation of `ys` over ascending `xs`, held constant beyond the ends. `None` when empty.
pub fn interpolate(xs: &[f64], ys: &[f64], x: f64) -> Option<f64> {
    let after = xs.partition_point(|&v| v <= x);
    let (Some(before), Some(&y1)) = (after.checked_sub(1), ys.get(after)) else {
        return if after == 0 { ys.first().copied() } else { ys.last().copied() };
    };
    let (x0, x1, y0) = (*xs.get(before)?, *xs.get(after)?, *ys.get(before)?);
    Some(y0 + (y1 - y0) * (x - x0) / (x1 - x0))
}

/// First x at which `ys` reaches `level` from below, linearly between points; `None` when it never does.
pub fn first_crossing(xs: &[f64], ys: &[f64], level: f64) -> Option<f64> {
    let i = ys.iter().position(|&y| y >= level)?;
    let Some(before) = i.checked_sub(1) else { return xs.first().copied() };
    let (x0, x1, y0, y1) = (*xs.get(before)?, *xs.get(i)?, *ys.get(before)?, *ys.get(i)?);
    Some(x0 + (x1 - x0) * (level - y0) / (y1 - y0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_shape_is_periodic_and_linear() {
        let shape: Vec<f64> = (0..24).map(f64::from).collect();
        for (hour, expected) in
            [(0.0, 0.0), (1.5, 1.5), (23.5, 11.5), (24.0, 0.0), (25.25, 1.25), (-1.0, 23.0)]
        {
            assert_eq!(day_shape_at(&shape, hour), expected, "at {hour} h");
        }
    }

    #[test]
    fn interpolation_holds_beyond_the_ends() {
        let (xs, ys) = ([0.0, 1.0, 3.0], [10.0, 20.0, 40.0]);
        for (x, expected) in [(-1.0, 10.0), (0.0, 10.0), (0.5, 15.0), (2.0, 30.0), (3.0, 40.0), (9.0, 40.0)] {
            assert_eq!(interpolate(&xs, &ys, x), Some(expected), "at {x}");
        }
        assert_eq!(interpolate(&[], &[], 1.0), None);
    }

    #[test]
    fn crossing_is_found_between_points() {
        let (xs, ys) = ([0.0, 1.0, 2.0], [0.0, 0.02, 0.06]);
        for (level, expected) in [(0.04, Some(1.5)), (0.06, Some(2.0)), (0.07, None), (0.0, Some(0.0))] {
            assert_eq!(first_crossing(&xs, &ys, level), expected, "level {level}");
        }
    }
}
