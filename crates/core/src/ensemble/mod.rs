//! The ensemble: many possible next days, drawn with their stated spread, progressively.
//!
//! A member draws wear, forecast errors (correlated in time), a whole residual trajectory of the
//! surrogate, temperature rises and life parameters. Member k depends on the seed and k alone, so that
//! neither the size of a chunk nor a cancelled run changes a digit.

pub mod aggregate;
pub mod draw;
pub mod facts;
pub mod member;
pub mod setting;

use crate::decision::Decision;
use crate::manifest::resolved::Manifest;
use crate::outlook::Outlook;
use crate::protocol::RunPlan;
use crate::simulation::SimulationError;

pub use facts::ModelFacts;
use member::MemberResult;
use setting::Setting;

/// An ensemble under way.
#[derive(Debug)]
pub struct Ensemble {
    setting: Setting,
    members: Vec<MemberResult>,
    unguarded: Vec<MemberResult>,
    wanted: u32,
}

/// Evaluates the hydraulic map on rows of inputs (contract order); returns outputs row by row.
pub type Evaluate<'a> = dyn FnMut(&[Vec<f64>]) -> Result<Vec<f64>, String> + 'a;

/// Why a run could not start.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RunError {
    /// A limit blocks these inputs.
    #[error("{0}")]
    Blocked(String),
    /// The station cannot be simulated.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    /// The model did not answer.
    #[error("the hydraulic model did not answer: {0}")]
    Model(String),
}

impl Ensemble {
    /// Prepares a plan: checks its inputs, evaluates the surrogate once as one batch, judges the domain.
    ///
    /// # Errors
    /// Blocked inputs, a model that does not fit the station, or implausible answers.
    pub fn new(
        manifest: &Manifest,
        facts: &ModelFacts,
        plan: &RunPlan,
        evaluate: &mut Evaluate<'_>,
    ) -> Result<Self, RunError> {
        let verdict = crate::guardrail::check(&manifest.controls, &plan.inputs);
        if let Some(f) = verdict.findings.iter().find(|f| f.level == crate::guardrail::Level::Block) {
            return Err(RunError::Blocked(f.text.clone()));
        }
        let setting = Setting::prepare(manifest, facts, plan, evaluate)?;
        Ok(Self { setting, members: Vec::new(), unguarded: Vec::new(), wanted: plan.members.max(1) })
    }

    /// Computes up to `count` further members; returns how many are done in all.
    pub fn advance(&mut self, count: u32) -> u32 {
        let done = self.members.len() as u32;
        for k in done..(done + count).min(self.wanted) {
            let guarded = self.setting.member(k, self.setting.inflation);
            self.members.push(guarded);
            // The curve that ignores the domain is a picture beside ours: every fourth member is enough.
            if self.setting.inflation > 1.0 && k % 4 == 0 {
                self.unguarded.push(self.setting.member(k, 1.0));
            }
        }
        self.members.len() as u32
    }

    /// Whether all members are done.
    pub fn is_complete(&self) -> bool {
        self.members.len() as u32 >= self.wanted
    }

    /// The outlook from the members so far, with its decision; with its plan when it is complete.
    pub fn outlook(&self) -> Outlook {
        let decided = crate::decision::choose::decide(&self.setting, &self.members, self.is_complete());
        aggregate::outlook(&self.setting, &self.members, &self.unguarded, decided)
    }

    /// The decision alone, for searches that vary an input.
    pub fn decision(&self) -> Decision {
        crate::decision::choose::decide(&self.setting, &self.members, false).decision
    }
}
