//! The cheapest choice, by depth-first branch and bound.
//!
//! Costs of jobs add up and only crews and stations join them, so the sum of each job's cheapest remaining start is
//! a bound that nothing can go below. Jobs with the most to lose branch first, their starts from cheap to dear: the
//! first that cannot improve ends its branch. Without conflicts the first dive is the optimum. The search counts
//! nodes, not time, so that every device stops at the same one. Source: Land and Doig, Econometrica 28 (1960).

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::problem::{Choice, Price, Problem, Visit};

/// A solution with what is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// One choice per job.
    pub choices: Vec<Choice>,
    /// Its price.
    pub price: Price,
    /// How good it is.
    pub proof: Proof,
}

/// How far a choice can be from the best there is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// No choice is cheaper than this.
    pub bound: f64,
    /// Cost of the choice less the bound: 0 when it is proven to be the best; `None` when the search stopped before
    /// it was known whether less risk above the limit is possible.
    pub gap: Option<f64>,
    /// Nodes looked at.
    pub nodes: u32,
}

impl Proof {
    /// Proven to be the best.
    pub fn is_optimal(&self) -> bool {
        self.gap == Some(0.0)
    }
}

/// The cheapest choice that was found within `most_nodes` nodes.
pub fn solve(problem: &Problem, most_nodes: u32) -> Solution {
    let mut search = Search::new(problem, most_nodes);
    search.descend(0, Price::default());
    let Search { best, open, nodes, .. } = search;
    let (price, choices) = best;
    // What was never looked at may be as cheap as its bound; what was, is no cheaper than the best.
    let bound = open.filter(|b| b.order(&price) == Ordering::Less).unwrap_or(price);
    let gap = (bound.excess_ppm == price.excess_ppm).then(|| (price.cost - bound.cost).max(0.0));
    Solution { choices, price, proof: Proof { bound: bound.cost, gap, nodes } }
}

/// One way to settle a job: leaving it, or a start.
#[derive(Clone, Copy)]
struct Branch {
    price: Price,
    start: Option<usize>,
}

struct Search<'a> {
    problem: &'a Problem,
    /// Jobs in the order in which they are settled, each with its branches from cheap to dear.
    order: Vec<(usize, Vec<Branch>)>,
    /// Least that the jobs from a depth on can cost.
    rest: Vec<Price>,
    chosen: Vec<Choice>,
    best: (Price, Vec<Choice>),
    /// The least bound of what was not looked at.
    open: Option<Price>,
    nodes: u32,
    most_nodes: u32,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, most_nodes: u32) -> Self {
        let mut order: Vec<_> = (0..problem.jobs.len()).map(|i| (i, branches(problem, i))).collect();
        // The most to lose first; the sort is stable, so that equal jobs keep the manifest's order.
        order.sort_by(|a, b| stake(problem, b).order(&stake(problem, a)));
        let mut rest = vec![Price::default(); order.len() + 1];
        for (d, (_, list)) in order.iter().enumerate().rev() {
            rest[d] = rest[d + 1].plus(list.first().map_or(Price::default(), |b| b.price));
        }
        let left = problem.jobs.iter().fold(Price::default(), |sum, job| sum.plus(job.leave));
        let chosen = vec![None; problem.jobs.len()];
        Self { problem, order, rest, best: (left, chosen.clone()), chosen, open: None, nodes: 0, most_nodes }
    }

    fn descend(&mut self, depth: usize, so_far: Price) {
        let problem = self.problem;
        let Some((job, list)) = self.order.get(depth).cloned() else {
            // The sum in the jobs' own order: the same bits however they were settled.
            if let Some(price) =
                problem.price(&self.chosen).filter(|p| p.order(&self.best.0) == Ordering::Less)
            {
                self.best = (price, self.chosen.clone());
            }
            return;
        };
        for branch in list {
            let bound = so_far.plus(branch.price).plus(self.rest[depth + 1]);
            if !improves(&bound, &self.best.0) {
                break;
            }
            if self.nodes >= self.most_nodes {
                self.open = Some(self.open.filter(|o| o.order(&bound) != Ordering::Greater).unwrap_or(bound));
                break;
            }
            self.nodes += 1;
            self.take(depth, job, branch, so_far.plus(branch.price));
        }
        self.chosen[job] = None;
    }

    /// Settles a job by one branch, with each crew that can.
    fn take(&mut self, depth: usize, job: usize, branch: Branch, so_far: Price) {
        let Some(start) = branch.start else {
            self.chosen[job] = None;
            return self.descend(depth + 1, so_far);
        };
        let crews = self.problem.jobs[job].starts[start].crews;
        for crew in 0..crews {
            let visit = Visit { start, crew };
            let settled = self.order[..depth].iter().map(|(j, _)| *j);
            let agrees = |j: usize| self.chosen[j].is_none_or(|v| self.problem.agree((j, v), (job, visit)));
            if settled.into_iter().all(agrees) {
                self.chosen[job] = Some(visit);
                self.descend(depth + 1, so_far);
            }
        }
    }
}

/// Whether a bound could still lead to something better than the best by more than rounding.
fn improves(bound: &Price, best: &Price) -> bool {
    let close = bound.excess_ppm == best.excess_ppm && bound.cost >= best.cost - 1e-9 * best.cost.abs();
    !close && bound.order(best) == Ordering::Less
}

fn branches(problem: &Problem, i: usize) -> Vec<Branch> {
    let job = &problem.jobs[i];
    let starts = job.starts.iter().enumerate().filter(|(_, s)| s.crews > 0);
    let mut all: Vec<Branch> = starts.map(|(k, s)| Branch { price: s.price, start: Some(k) }).collect();
    all.push(Branch { price: job.leave, start: None });
    all.sort_by(|a, b| a.price.order(&b.price));
    all
}

/// What leaving a job costs more than its cheapest start.
fn stake(problem: &Problem, (i, list): &(usize, Vec<Branch>)) -> Price {
    let (leave, best) = (problem.jobs[*i].leave, list.first().map_or(problem.jobs[*i].leave, |b| b.price));
    Price { excess_ppm: leave.excess_ppm.saturating_sub(best.excess_ppm), cost: leave.cost - best.cost }
}
