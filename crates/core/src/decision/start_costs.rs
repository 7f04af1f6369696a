//! What every start was found to cost: the picture beside the choice.

use crate::ensemble::aggregate::OUTER;
use crate::ensemble::order;
use crate::outlook::StartCost;

use super::choose::Candidate;

/// 80 % of the members.
pub(super) fn range(costs: &[f64]) -> [f64; 2] {
    order::quantiles(&mut order::keys(costs), [0.5 - OUTER / 2.0, 0.5 + OUTER / 2.0])
}

/// Each candidate with its cost, in the order of their starts.
pub(super) fn of(candidates: &[Candidate]) -> Vec<StartCost> {
    let one = |c: &Candidate| {
        let [low, high] = c.cost_range;
        StartCost { start_h: c.start.t_h, mean: c.cost, low, high, feasible: c.feasible }
    };
    candidates.iter().map(one).collect()
}
