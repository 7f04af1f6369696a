//! From what drawing again changes to shares of the variance, with a bootstrap over the points.
//!
//! With c(u) = E Var(Y | all but u) / Var(Y), estimated by half the mean square of the change when u is drawn again
//! (Jansen, Computer Physics Communications 117, 1999): the total index of i is c({i}), its first-order index
//! 1 - c(all but i), and its Shapley effect the mean of what c rises by when i joins those before it in a random order
//! (Goda, Reliability Engineering and System Safety 213, 2021). Effects are divided by c of all inputs: they add up to one.

use crate::ensemble::draw::Draw;
use crate::study::{Effect, Index};

/// Coverage of the intervals: percentiles of the bootstrap.
pub const COVERAGE: f64 = 0.9;
/// Resamples of the bootstrap.
const RESAMPLES: usize = 400;
/// Fewest points from which anything is said.
const FEWEST: usize = 16;
/// Stream of the bootstrap; points have the streams from 0 on.
const STREAM: u32 = u32::MAX;

/// What one point tells.
pub struct Row {
    /// Two independent outputs.
    pub outputs: [f64; 2],
    /// By input: half the square of the change when it alone is drawn again.
    pub alone: Vec<f64>,
    /// The same when all but it are.
    pub others: Vec<f64>,
    /// The same as it rises when the input joins those before it.
    pub rises: Vec<f64>,
}

/// First-order, total and Shapley, by input.
type Figures = Vec<[f64; 3]>;

/// Effects, the largest share first, and the standard deviation; `None` where there are too few points or the output
/// does not change.
pub fn effects(ids: &[&str], rows: &[Row], seed: u64) -> Option<(Vec<Effect>, f64)> {
    let all: Vec<&Row> = rows.iter().collect();
    let (figures, variance) = figures(ids.len(), &all)?;
    let mut draw = Draw::new(seed, STREAM);
    let resamples: Vec<Figures> = (0..RESAMPLES)
        .filter_map(|_| {
            let picked: Vec<&Row> =
                (0..rows.len()).filter_map(|_| rows.get(draw.below(rows.len()))).collect();
            Some(figures_of(ids.len(), &picked)?.0)
        })
        .collect();
    let index = |i: usize, k: usize, value: f64| {
        let resampled = resamples.iter().filter_map(|figures| figures.get(i)?.get(k).copied());
        let (low, high) = ends(resampled.collect());
        Index { value, low: low.min(value), high: high.max(value) }
    };
    let effect = |(i, (id, [first, total, shapley])): (usize, (&&str, &[f64; 3]))| Effect {
        input: (*id).to_owned(),
        first: index(i, 0, *first),
        total: index(i, 1, *total),
        shapley: index(i, 2, *shapley),
    };
    let mut effects: Vec<Effect> = ids.iter().zip(&figures).enumerate().map(effect).collect();
    effects.sort_by(|a, b| b.shapley.value.total_cmp(&a.shapley.value));
    Some((effects, libm::sqrt(variance)))
}

fn figures(inputs: usize, rows: &[&Row]) -> Option<(Figures, f64)> {
    if rows.len() < FEWEST { None } else { figures_of(inputs, rows) }
}

/// The figures and the variance.
fn figures_of(inputs: usize, rows: &[&Row]) -> Option<(Figures, f64)> {
    let variance = variance(rows);
    let mean = |of: &dyn Fn(&Row) -> Option<f64>| -> Option<f64> {
        let total: Option<f64> = rows.iter().map(|row| of(row)).sum();
        Some(total? / rows.len() as f64)
    };
    let all = mean(&|row| Some(row.rises.iter().sum()))?;
    if !(variance > 0.0 && all > 0.0) {
        return None;
    }
    let one = |i: usize| {
        let first = 1.0 - mean(&|row| row.others.get(i).copied())? / variance;
        let total = mean(&|row| row.alone.get(i).copied())? / variance;
        Some([first, total, mean(&|row| row.rises.get(i).copied())? / all])
    };
    Some(((0..inputs).map(one).collect::<Option<Figures>>()?, variance))
}

/// Of both outputs of every point.
fn variance(rows: &[&Row]) -> f64 {
    let outputs = || rows.iter().flat_map(|row| row.outputs);
    let n = 2.0 * rows.len() as f64;
    let mean = outputs().sum::<f64>() / n;
    outputs().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0)
}

/// Percentiles of the resamples.
fn ends(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    let at = |share: f64| values.get(libm::round(share * last) as usize).copied().unwrap_or(f64::NAN);
    (at((1.0 - COVERAGE) / 2.0), at((1.0 + COVERAGE) / 2.0))
}
