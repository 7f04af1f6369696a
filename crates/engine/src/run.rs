//! A run under way: members in chunks, partial outlooks in between, flip points at the end.

use twinlet_core::decision::{Status, flips};
use twinlet_core::ensemble::{Ensemble, ModelFacts, RunError};
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{EngineFailure, RunPlan};

use crate::failure::of_run;
use crate::twin::Twin;

/// Members between two looks at the world.
pub const CHUNK: u32 = 50;

/// A run of one plan.
pub struct Run {
    plan: RunPlan,
    facts: ModelFacts,
    ensemble: Ensemble,
}

impl Run {
    /// Prepares a run: one batched evaluation of the surrogate.
    ///
    /// # Errors
    /// Blocked inputs, a model that does not fit or answers nonsense.
    pub fn start(twin: &Twin, plan: RunPlan) -> Result<Self, EngineFailure> {
        let model = twin.hydraulics()?;
        let facts = ModelFacts::from(&model.bundle);
        let mut evaluate = |rows: &[Vec<f64>]| model.surrogate.evaluate(rows);
        let ensemble =
            Ensemble::new(twin.station()?, &facts, &plan, &mut evaluate).map_err(|e: RunError| of_run(&e))?;
        Ok(Self { plan, facts, ensemble })
    }

    /// Computes up to `count` further members; returns how many are done.
    pub fn advance(&mut self, count: u32) -> u32 {
        self.ensemble.advance(count)
    }

    /// Whether all members are done.
    pub fn is_complete(&self) -> bool {
        self.ensemble.is_complete()
    }

    /// Number of members wanted.
    pub fn members(&self) -> u32 {
        self.plan.members
    }

    /// The outlook from the members so far, without flip points.
    pub fn outlook(&self) -> Outlook {
        self.ensemble.outlook()
    }

    /// Number of flip points to search when the run is complete; none where there is no answer.
    pub fn flips(&self, twin: &Twin, outlook: &Outlook) -> usize {
        let answered = outlook.decision.status != Status::Withheld;
        let points = twin.station().map_or(0, |manifest| manifest.decision.flip_points.len());
        if self.plan.flips && answered { points } else { 0 }
    }

    /// Searches one flip point and adds it to the outlook; the dear part of a run, so one at a time.
    ///
    /// # Errors
    /// When the twin's hydraulic model is gone.
    pub fn search_flip(&self, twin: &Twin, k: usize, outlook: &mut Outlook) -> Result<(), EngineFailure> {
        let model = twin.hydraulics()?;
        let manifest = twin.station()?;
        let Some(quantity) = manifest.decision.flip_points.get(k) else { return Ok(()) };
        let mut evaluate = |rows: &[Vec<f64>]| model.surrogate.evaluate(rows);
        let found =
            flips::search(manifest, &self.facts, &self.plan, &outlook.decision, quantity, &mut evaluate);
        outlook.decision.flips.extend(found);
        Ok(())
    }

    /// Runs to the end in one go; `progress` hears of the members done.
    ///
    /// # Errors
    /// As [`Self::search_flip`].
    pub fn complete(mut self, twin: &Twin, mut progress: impl FnMut(u32)) -> Result<Outlook, EngineFailure> {
        while !self.is_complete() {
            progress(self.advance(CHUNK));
        }
        let mut outlook = self.outlook();
        for k in 0..self.flips(twin, &outlook) {
            self.search_flip(twin, k, &mut outlook)?;
        }
        Ok(outlook)
    }
}
