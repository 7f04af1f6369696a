//! Any start of any asset: what it costs, what it does to the risk, and what stands against it.
//!
//! Everything dear was computed with the plan; an evaluation reads one row and looks through a few spans.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ensemble::aggregate::OUTER;
use crate::predicted::{Interval, IntervalKind, Predicted};

use super::barriers::Kind;
use super::{AssetPlan, Plan, Row, words};

/// Starts that a person moved by hand: hours from "now" by asset id. The other assets are where the plan put them.
pub type Moves = BTreeMap<String, f64>;

/// What a start would cost, do and meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The start that was looked at, hours from "now": the nearest of the grid.
    pub start_h: f64,
    /// The end of the work.
    pub end_h: f64,
    /// Expected cost over the decision horizon with this start.
    pub cost: Predicted<f64>,
    /// The same without a visit.
    pub cost_without: Predicted<f64>,
    /// Expected cost less that of what the plan chose for this asset.
    pub extra_cost: f64,
    /// Failure probability within the scenario's horizon without a visit.
    pub risk: Predicted<f64>,
    /// The same with this start.
    pub risk_after: Predicted<f64>,
    /// Everything that stands against it; empty when it is possible.
    pub obstacles: Vec<Obstacle>,
}

/// One thing that stands against a start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Obstacle {
    /// What it is about.
    pub kind: Kind,
    /// Hour from which it no longer does; `None` when that is beyond the plan or not a matter of time.
    pub until_h: Option<f64>,
    /// The reason in words.
    pub text: String,
}

impl Plan {
    /// Evaluates a start of an asset by its id, the other assets as planned; `None` when there is no such asset.
    pub fn evaluate(&self, asset: &str, start_h: f64) -> Option<Evaluation> {
        self.evaluate_among(asset, start_h, &Moves::new())
    }

    /// The same with other assets where a person moved them.
    pub fn evaluate_among(&self, asset: &str, start_h: f64, moves: &Moves) -> Option<Evaluation> {
        let i = self.assets.iter().position(|a| a.id == asset)?;
        let of = self.assets.get(i)?;
        let step = f64::from(self.step_min.max(1));
        let last = of.rows.len().checked_sub(1)?;
        let k = (libm::round(start_h * 60.0 / step).max(0.0) as usize).min(last);
        let row = of.rows.get(k)?;
        let start = self.minute(k);
        Some(Evaluation {
            start_h: start as f64 / 60.0,
            end_h: (start + self.duration_min) as f64 / 60.0,
            cost: self.predicted(row.cost),
            cost_without: of.cost_without,
            extra_cost: row.cost[0] - self.planned_cost(of),
            risk: of.risk,
            risk_after: self.predicted(row.risk),
            obstacles: self.obstacles(i, k, moves),
        })
    }

    /// Whether each start of the grid is possible, the first at "now"; empty when there is no such asset.
    pub fn possible(&self, asset: &str, moves: &Moves) -> Vec<bool> {
        let Some(i) = self.assets.iter().position(|a| a.id == asset) else { return Vec::new() };
        let rows = self.assets.get(i).map_or(0, |a| a.rows.len());
        (0..rows).map(|k| self.obstacles(i, k, moves).is_empty()).collect()
    }

    /// The first possible start after an hour, else the last before it.
    pub fn next_possible(&self, asset: &str, start_h: f64, moves: &Moves) -> Option<f64> {
        let possible = self.possible(asset, moves);
        let hour = |k: usize| self.minute(k) as f64 / 60.0;
        let starts = || (0..possible.len()).filter(|k| possible.get(*k) == Some(&true)).map(hour);
        starts().find(|h| *h > start_h + 1e-9).or_else(|| starts().rfind(|h| *h < start_h - 1e-9))
    }

    /// Minutes from "now" of a row.
    pub(super) fn minute(&self, row: usize) -> i64 {
        row as i64 * i64::from(self.step_min)
    }

    /// Position of the row of an hour.
    pub(super) fn row_at(&self, start_h: f64) -> usize {
        libm::round(start_h * 60.0 / f64::from(self.step_min.max(1))) as usize
    }

    /// Expected cost of what was chosen for an asset.
    pub(super) fn planned_cost(&self, of: &AssetPlan) -> f64 {
        let row = of.visit.and_then(|v| of.rows.get(self.row_at(v.start_h)));
        row.map_or(of.cost_without.shown().value, |r| r.cost[0])
    }

    fn predicted(&self, [mean, low, high]: [f64; 3]) -> Predicted<f64> {
        let interval = Interval { low, high, coverage: OUTER, kind: IntervalKind::Members };
        Predicted::new(mean, interval, self.domain)
    }

    /// What stands against a row of an asset: barriers, the station, the other visits.
    pub(super) fn obstacles(&self, i: usize, row: usize, moves: &Moves) -> Vec<Obstacle> {
        let (Some(of), start) = (self.assets.get(i), self.minute(row)) else { return Vec::new() };
        let hits = of.barriers.iter().filter_map(|b| Some((b, b.meets(start)?)));
        let mut found: Vec<Obstacle> = hits.map(|(b, c)| words::closed(self, of, b, c)).collect();
        // A road is looked at twice, there and back: one sentence is enough.
        found.dedup_by(|a, b| a.kind == b.kind && a.text == b.text);
        found.extend(self.station(of, row));
        found.extend(self.together(i, start, moves));
        if !found.iter().any(|o| o.kind == Kind::Crew) {
            found.extend(self.busy(i, start, of.rows.get(row).map_or(1, |r| r.crews), moves));
        }
        found
    }

    fn station(&self, of: &AssetPlan, row: usize) -> Option<Obstacle> {
        let spared = |r: &Row| r.share >= self.feasible_share;
        let here = of.rows.get(row).filter(|r| !spared(r))?;
        let until =
            of.rows.iter().enumerate().skip(row).find(|(_, r)| spared(r)).map(|(k, _)| self.minute(k));
        Some(words::station(self, of, here.share, until))
    }

    /// Visits of other assets that the station does not stand at the same time.
    fn together(&self, i: usize, start: i64, moves: &Moves) -> Option<Obstacle> {
        let apart = |j: usize| self.apart.contains(&(i.min(j), i.max(j)));
        let overlaps = |from: i64| from < start + self.duration_min && start < from + self.duration_min;
        let other = self.others(i, moves).find(|(j, from)| apart(*j) && overlaps(*from));
        other.map(|(j, from)| words::together(self, j, from + self.duration_min))
    }

    /// The visits that leave no crew for this start: as many crews as are on duty cannot make both.
    fn busy(&self, i: usize, start: i64, crews: u32, moves: &Moves) -> Option<Obstacle> {
        let free = |j: usize, from: i64| from + self.duration_min + self.leg(j, i);
        let reaches = |(j, from): &(usize, i64)| {
            free(*j, *from) <= start || start + self.duration_min + self.leg(i, *j) <= *from
        };
        let blocking: Vec<(usize, i64)> = self.others(i, moves).filter(|visit| !reaches(visit)).collect();
        let crew = |j: usize| self.assets.get(j).and_then(|a| a.visit).map(|v| v.crew);
        let taken: BTreeSet<Option<u32>> = blocking.iter().map(|(j, _)| crew(*j)).collect();
        let (j, from) = *blocking.iter().min_by_key(|(j, from)| free(*j, *from))?;
        (taken.len() >= crews as usize).then(|| words::busy(self, j, from, free(j, from)))
    }

    /// Minutes from the site of one asset to that of another.
    fn leg(&self, from: usize, to: usize) -> i64 {
        let site = |k: usize| self.assets.get(k).map_or(0, |a| a.site);
        self.travel_min.get(site(from)).and_then(|row| row.get(site(to))).copied().unwrap_or(0)
    }

    /// Visits of the other assets: position and first minute of work.
    fn others<'a>(&'a self, i: usize, moves: &'a Moves) -> impl Iterator<Item = (usize, i64)> + 'a {
        let visits = self.assets.iter().enumerate().filter(move |(j, _)| *j != i);
        let start = |a: &AssetPlan| moves.get(&a.id).copied().or(a.visit.map(|v| v.start_h));
        visits.filter_map(move |(j, a)| Some((j, libm::round(start(a)? * 60.0) as i64)))
    }
}
