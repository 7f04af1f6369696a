//! From the starts of each asset to one problem, and back.

use crate::decision::choose::{Candidate, InspectionOption};
use crate::ensemble::member::MemberResult;
use crate::ensemble::setting::Setting;
use crate::simulation::run::{Snapshot, spills};

use super::barriers::duration_min;
use super::problem::{Job, Price, Problem, Start, Visit};
use super::solve::{Solution, solve};
use super::tier::WORTH;

/// Most assets that are out at once: more was not simulated.
const MOST_OUT: u32 = 2;
/// Nodes after which the search stops and states its gap.
const MOST_NODES: u32 = 100_000;

/// The best choice for all assets.
#[derive(Debug, Clone)]
pub struct Joint {
    /// What was chosen among.
    pub problem: Problem,
    /// What was chosen.
    pub solution: Solution,
    /// Position among an asset's candidates of each start of the problem: `[asset][start]`.
    starts: Vec<Vec<usize>>,
}

impl Joint {
    /// Position among its candidates of what was chosen for an asset.
    pub fn chosen(&self, asset: usize) -> Option<usize> {
        let visit = self.visit(asset)?;
        self.starts.get(asset)?.get(visit.start).copied()
    }

    /// What was chosen for an asset.
    pub fn visit(&self, asset: usize) -> Option<Visit> {
        self.solution.choices.get(asset).copied().flatten()
    }

    /// Whether a candidate of an asset goes with what was chosen for the others.
    pub fn goes(&self, asset: usize, candidate: usize) -> bool {
        let start = self.starts.get(asset).and_then(|list| list.iter().position(|k| *k == candidate));
        let Some(start) = start else { return false };
        let crews = self.problem.jobs[asset].starts[start].crews;
        let others = || (0..self.problem.jobs.len()).filter(|j| *j != asset);
        let agrees = |crew: u32| {
            let visit = Visit { start, crew };
            others().all(|j| self.visit(j).is_none_or(|v| self.problem.agree((j, v), (asset, visit))))
        };
        (0..crews).any(agrees)
    }

    /// Cost of the best choice among starts at or after an hour, less that of this one.
    pub fn cost_of_waiting(&self, hours: f64) -> f64 {
        let mut later = self.problem.clone();
        let from = (hours * 60.0) as i64;
        later.jobs.iter_mut().for_each(|job| job.starts.retain(|s| s.at >= from));
        solve(&later, MOST_NODES).price.cost - self.solution.price.cost
    }
}

/// Chooses for all assets at once; `options` in the order of the assets.
pub fn choose(setting: &Setting, members: &[MemberResult], options: &[InspectionOption]) -> Joint {
    let planning = &setting.manifest.decision.planning;
    let starts: Vec<Vec<usize>> = options.iter().map(possible).collect();
    let jobs = options.iter().zip(&starts).map(|(option, list)| job(setting, option, list)).collect();
    let several = options.iter().flat_map(|o| &o.candidates).any(|c| c.start.crews > 1);
    let apart = if several { unproven(setting, members) } else { Vec::new() };
    let problem = Problem { jobs, travel_min: planning.travel_min.clone(), apart };
    let solution = solve(&problem, MOST_NODES);
    Joint { problem, solution, starts }
}

fn possible(option: &InspectionOption) -> Vec<usize> {
    option.candidates.iter().enumerate().filter(|(_, c)| c.feasible).map(|(k, _)| k).collect()
}

fn job(setting: &Setting, option: &InspectionOption, starts: &[usize]) -> Job {
    let decision = &setting.manifest.decision;
    let over = option.risk > decision.risk_limit;
    let excess = |risk: f64| match over {
        true => libm::ceil((risk - decision.risk_limit).max(0.0) * 1e6) as u64,
        false => 0,
    };
    let start = |c: &Candidate| Start {
        at: libm::round(c.start.t_h * 60.0) as i64,
        crews: c.start.crews.min(MOST_OUT),
        // A visit has to save a little more than nothing to be worth the way.
        price: Price { excess_ppm: excess(c.risk_after), cost: c.cost + WORTH * decision.inspection.cost },
    };
    let site = setting.manifest.assets.get(option.asset).map_or(0, |a| a.site);
    Job {
        site,
        duration_min: duration_min(&setting.manifest),
        // Above the limit any visit is better than none.
        leave: Price { excess_ppm: excess(option.risk) + u64::from(over), cost: option.cost_without },
        starts: starts.iter().filter_map(|k| option.candidates.get(*k)).map(start).collect(),
    }
}

/// Pairs of assets without which the station spills within a day in too many members.
fn unproven(setting: &Setting, members: &[MemberResult]) -> Vec<(usize, usize)> {
    let pairs = (0..setting.assets()).flat_map(|i| (i + 1..setting.assets()).map(move |j| (i, j)));
    let minutes = setting.manifest.scenario.horizon_h * 60.0;
    let least = setting.manifest.decision.windows.feasible_share;
    let carries = |m: &MemberResult, (i, j): (usize, usize)| {
        let day = setting.day(&m.grid, &m.inflow, &m.ambient, &m.residual, m.rise_factor);
        let from = m.snapshots.first().copied().unwrap_or(Snapshot::default());
        !spills(&day, from, (0.0, minutes), [setting.all_pumps() & !(1 << i | 1 << j)].into_iter())
    };
    let share =
        |pair| members.iter().filter(|m| carries(m, pair)).count() as f64 / members.len().max(1) as f64;
    pairs.filter(|pair| share(*pair) < least).collect()
}
