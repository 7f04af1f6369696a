//! What every start was found to cost: the picture beside the choice.

use crate::outlook::StartCost;

use super::choose::Candidate;

/// Each candidate with its cost, in the order of their starts.
pub(super) fn of(candidates: &[Candidate]) -> Vec<StartCost> {
    let one = |c: &Candidate| {
        let [low, high] = c.cost_ends;
        StartCost { start_h: c.start.t_h, mean: c.cost, low, high, feasible: c.feasible }
    };
    candidates.iter().map(one).collect()
}
