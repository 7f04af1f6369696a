//! Points of a probability plot: the share that has failed at each failure's time, without a law.
//!
//! Sources: Kaplan and Meier, Journal of the American Statistical Association 53, 1958; Benard and Bos-Levenbach, 1953
//! (median ranks); Johnson, The Statistical Treatment of Fatigue Experiments, 1964 (order numbers with suspensions).

use serde::{Deserialize, Serialize};

use super::sample::check;
use super::{FitError, Law};
use crate::data::Unit;

/// The share that has failed at the time of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PlotPoint {
    /// Time.
    pub time: f64,
    /// 1 less the product-limit estimate just after this time.
    pub kaplan_meier: f64,
    /// Median rank of the last failure at this time: (i - 0.3)/(n + 0.4) with Johnson's order number i.
    pub median_rank: f64,
}

/// One point for each time at which something failed, in order. A unit that survived to the time of a failure counts as
/// running at it.
///
/// # Errors
/// A time that is not above zero and finite, or no failure.
pub fn plot_points(units: &[(f64, bool)]) -> Result<Vec<PlotPoint>, FitError> {
    check(Law::Exponential, &units.iter().map(|unit| Unit::of(*unit)).collect::<Vec<Unit>>())?;
    let mut sorted = units.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let n = sorted.len() as f64;
    let (mut survival, mut order) = (1.0, 0.0);
    let mut points: Vec<PlotPoint> = Vec::new();
    for (i, (time, _)) in sorted.iter().enumerate().filter(|(_, (_, failed))| *failed) {
        let running = n - i as f64;
        survival *= (running - 1.0) / running;
        order += (n + 1.0 - order) / (1.0 + running);
        let median_rank = (order - 0.3) / (n + 0.4);
        let point = PlotPoint { time: *time, kaplan_meier: 1.0 - survival, median_rank };
        match points.last_mut() {
            Some(last) if last.time == *time => *last = point,
            _ => points.push(point),
        }
    }
    Ok(points)
}
