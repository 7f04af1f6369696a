//! A run under way: members in chunks, partial outlooks in between, flip points at the end.

#[cfg(not(target_arch = "wasm32"))]
mod threads;

use std::ops::Range;

use twinlet_core::decision::effect::Plans;
use twinlet_core::decision::{FlipPoint, Status, flips, inverse};
use twinlet_core::ensemble::{Ensemble, ModelFacts, Rows, RunError};
use twinlet_core::manifest::Manifest;
use twinlet_core::manifest::resolved::FlipQuantity;
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{EngineFailure, RunPlan};

use crate::failure::of_run;
use crate::shares::Shares;
use crate::twin::Twin;

/// Members between two looks at the world.
pub const CHUNK: u32 = 50;

/// A run of one plan.
pub struct Run {
    plan: RunPlan,
    facts: ModelFacts,
    ensemble: Ensemble,
    /// The surrogate's answers on the grid: what helpers need beside the plan.
    answers: Vec<f64>,
    /// Who computes what, once helpers have had a share.
    shares: Option<Shares>,
    /// The share that is computed here, as far as it is.
    own: Option<(Range<u32>, Rows)>,
}

/// What a helper needs to begin with.
pub struct Beginning {
    /// What is computed.
    pub plan: RunPlan,
    /// The inspections whose effect is shown.
    pub plans: Plans,
    /// The surrogate's answers on the grid.
    pub answers: Vec<f64>,
}

impl Run {
    /// Prepares a run: one batched evaluation of the surrogate.
    ///
    /// # Errors
    /// Blocked inputs, a model that does not fit or answers nonsense.
    pub fn start(twin: &Twin, plan: RunPlan) -> Result<Self, EngineFailure> {
        let model = twin.hydraulics()?;
        let facts = ModelFacts::from(&model.bundle);
        let mut answers = Vec::new();
        let mut evaluate = |rows: &[Vec<f64>]| {
            answers = model.surrogate.evaluate(rows)?;
            Ok(answers.clone())
        };
        let ensemble =
            Ensemble::new(twin.station()?, &facts, &plan, &mut evaluate).map_err(|e: RunError| of_run(&e))?;
        Ok(Self { plan, facts, ensemble, answers, shares: None, own: None })
    }

    /// Computes up to `count` further members; returns how many are done.
    pub fn advance(&mut self, count: u32) -> u32 {
        let Some(mut shares) = self.shares.take_if(|shares| !shares.is_settled() || self.own.is_some())
        else {
            self.shares = None;
            return self.ensemble.advance(count);
        };
        self.advance_own(&mut shares, count);
        self.put_together(&mut shares);
        self.shares = Some(shares);
        self.ensemble.done()
    }

    /// Goes on with the share that is computed here, or with a new one.
    fn advance_own(&mut self, shares: &mut Shares, count: u32) {
        let own = self.own.take().filter(|(share, _)| share.end > self.ensemble.done());
        let own = own.or_else(|| Some((shares.own(self.ensemble.wanted())?, Rows::default())));
        let (Some((share, mut rows)), Some(plans)) = (own, self.ensemble.plans()) else { return };
        let first = share.start + rows.members(self.ensemble.setting());
        let until = first.saturating_add(count).min(share.end);
        rows.append(self.ensemble.setting().rows(first..until, plans));
        match until < share.end {
            true => self.own = Some((share, rows)),
            false => shares.bring(share.start, rows, self.ensemble.done()),
        }
    }

    fn put_together(&mut self, shares: &mut Shares) {
        while let Some(rows) = shares.next_rows(self.ensemble.done()) {
            self.ensemble.take(rows);
        }
    }

    /// What a helper needs to begin with; `None` as long as there is nothing to share.
    pub fn beginning(&self) -> Option<Beginning> {
        let plans = self.ensemble.plans()?.clone();
        let (plan, answers) = (self.plan.clone(), self.answers.clone());
        (!self.is_complete()).then_some(Beginning { plan, plans, answers })
    }

    /// Members that a helper shall compute, if it needs more work.
    pub fn give(&mut self, helper: u32, now_ms: f64) -> Option<Range<u32>> {
        self.ensemble.plans()?;
        let done = self.ensemble.done();
        let shares = self.shares.get_or_insert_with(|| Shares::starting(done));
        shares.give(helper, self.ensemble.wanted(), now_ms)
    }

    /// Takes in what a helper computed.
    pub fn bring(&mut self, from: u32, rows: Rows) {
        let Some(mut shares) = self.shares.take() else { return };
        shares.bring(from, rows, self.ensemble.done());
        self.put_together(&mut shares);
        self.shares = Some(shares);
    }

    /// A helper is gone; what it had is computed by another.
    pub fn forget(&mut self, helper: u32) {
        if let Some(shares) = &mut self.shares {
            shares.forget(helper);
        }
    }

    /// Helpers that have not answered for longer than this.
    pub fn late(&self, now_ms: f64, longest_ms: f64) -> Vec<u32> {
        self.shares.iter().flat_map(|shares| shares.late(now_ms, longest_ms)).collect()
    }

    /// Whether all members are done.
    pub fn is_complete(&self) -> bool {
        self.ensemble.is_complete()
    }

    /// Members done.
    pub fn done(&self) -> u32 {
        self.ensemble.done()
    }

    /// Number of members wanted, as far as is known: a rule may want more once they are done.
    pub fn members(&self) -> u32 {
        self.ensemble.wanted()
    }

    /// The outlook from the members so far, without flip points.
    pub fn outlook(&self) -> Outlook {
        self.ensemble.outlook()
    }

    /// Number of flip points to search when the run is complete; none where there is no answer.
    pub fn flips(&self, twin: &Twin, outlook: &Outlook) -> usize {
        let answered = outlook.decision.status != Status::Withheld;
        let points = twin
            .station()
            .map_or(0, |manifest| manifest.decision.flip_points.len() + varied(manifest).count());
        if self.plan.flips && answered { points } else { 0 }
    }

    /// How far an input may go while every asset's risk stays at or below `limit`; `None` for what is no numeric input.
    ///
    /// # Errors
    /// When the twin's hydraulic model is gone.
    pub fn highest(&self, twin: &Twin, id: &str, limit: f64) -> Result<Option<FlipPoint>, EngineFailure> {
        let (model, manifest) = (twin.hydraulics()?, twin.station()?);
        let mut evaluate = |rows: &[Vec<f64>]| model.surrogate.evaluate(rows);
        Ok(inverse::highest(manifest, &self.facts, &self.plan, id, limit, &mut evaluate))
    }

    /// Searches one flip point, or after them how far one of their inputs may go, and adds it to the outlook; the dear part of a run, so one at a time.
    ///
    /// # Errors
    /// When the twin's hydraulic model is gone.
    pub fn search_flip(&self, twin: &Twin, k: usize, outlook: &mut Outlook) -> Result<(), EngineFailure> {
        let model = twin.hydraulics()?;
        let manifest = twin.station()?;
        let Some(quantity) = manifest.decision.flip_points.get(k) else {
            let input = varied(manifest).nth(k - manifest.decision.flip_points.len());
            let limit = manifest.decision.risk_limit;
            let found = input.map(|id| self.highest(twin, id, limit)).transpose()?.flatten();
            outlook.decision.flips.extend(found);
            return Ok(());
        };
        let mut evaluate = |rows: &[Vec<f64>]| model.surrogate.evaluate(rows);
        let found = flips::search(manifest, &self.facts, &self.plan, quantity, &mut evaluate);
        outlook.decision.flips.extend(found);
        Ok(())
    }

    /// Computes all members, natively on all cores; `progress` hears of the members done.
    pub fn advance_all(&mut self, mut progress: impl FnMut(u32)) {
        while !self.is_complete() {
            let before = self.done();
            #[cfg(not(target_arch = "wasm32"))]
            threads::advance(&mut self.ensemble);
            if self.done() == before {
                self.advance(CHUNK);
            }
            progress(self.done());
        }
    }

    /// Runs to the end in one go; `progress` hears of the members done.
    ///
    /// # Errors
    /// As [`Self::search_flip`].
    pub fn complete(mut self, twin: &Twin, progress: impl FnMut(u32)) -> Result<Outlook, EngineFailure> {
        self.advance_all(progress);
        let mut outlook = self.outlook();
        for k in 0..self.flips(twin, &outlook) {
            self.search_flip(twin, k, &mut outlook)?;
        }
        Ok(outlook)
    }
}

/// Inputs that are varied in search of flip points.
fn varied(manifest: &Manifest) -> impl Iterator<Item = &str> {
    manifest.decision.flip_points.iter().filter_map(|quantity| match quantity {
        FlipQuantity::Input(id) => Some(id.as_str()),
        FlipQuantity::InspectionCost => None,
    })
}
