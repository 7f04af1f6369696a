//! How a day is cut: steps of the balance, blocks of exposure, knots of the curves.

use super::drive::hour_of_day;
use super::exposure::BLOCK_MIN;

/// Steps, blocks and knots of a day; the same for all days of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// Minutes of a step.
    pub dt_min: f64,
    /// Minutes between knots.
    pub knot_min: f64,
    /// Steps between knots, at least one.
    pub per_knot: usize,
    /// Steps of the day.
    pub steps: usize,
    /// The step after which each block of exposure ends; blocks end at knots, too.
    pub block_ends: Vec<usize>,
    /// Hour of the day from "now", by step.
    hours: Vec<usize>,
    /// The knot before each step, and the share of the way to the next one.
    places: Vec<(usize, f64)>,
}

impl Pace {
    /// The pace of a day with so many knots.
    pub fn new(dt_min: f64, knot_min: f64, knots: usize) -> Self {
        let per_knot = (libm::round(knot_min / dt_min) as usize).max(1);
        let steps = per_knot * knots.saturating_sub(1);
        let block = ((BLOCK_MIN as f64 / dt_min) as usize).max(1);
        let ends = |step: &usize| step.is_multiple_of(block) || step.is_multiple_of(per_knot);
        let minute = |step: usize| step as f64 * dt_min;
        let place = |step: usize| {
            let position = minute(step) / knot_min;
            (position as usize, position - position as usize as f64)
        };
        Self {
            dt_min,
            knot_min,
            per_knot,
            steps,
            block_ends: (1..=steps).filter(ends).collect(),
            hours: (0..steps).map(|step| hour_of_day(minute(step))).collect(),
            places: (0..steps).map(place).collect(),
        }
    }

    /// Hour of the day from "now" at a step.
    #[inline]
    pub fn hour(&self, step: usize) -> usize {
        self.hours.get(step).copied().unwrap_or(0)
    }

    /// The knot before each step, and the share of the way to the next one.
    pub fn places(&self) -> &[(usize, f64)] {
        &self.places
    }

    /// Number of blocks that end at this step or before.
    pub fn blocks_before(&self, step: usize) -> usize {
        self.block_ends.partition_point(|end| *end <= step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_at_knots_too() {
        let pace = Pace::new(1.0, 7.0, 3);
        assert_eq!((pace.steps, pace.block_ends.as_slice()), (14, [5, 7, 10, 14].as_slice()));
        for (step, blocks) in [(0, 0), (4, 0), (5, 1), (13, 3), (14, 4)] {
            assert_eq!(pace.blocks_before(step), blocks, "at {step}");
        }
    }
}
