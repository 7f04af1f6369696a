//! The ensemble: many possible next days, drawn with their stated spread, progressively.
//!
//! A member draws wear, forecast errors (correlated in time), a whole residual trajectory of the
//! surrogate, temperature rises and life parameters. Member k depends on the seed and k alone, so that
//! neither the size of a chunk nor a cancelled run changes a digit.

pub mod aggregate;
pub mod draw;
pub mod facts;
pub mod member;
pub mod order;
pub mod row;
pub mod setting;
pub mod stop;
pub mod table;

use crate::decision::Decision;
use crate::decision::choose::{COMPARED, Choice, choose};
use crate::decision::effect::Plans;
use crate::manifest::resolved::Manifest;
use crate::outlook::Outlook;
use crate::protocol::RunPlan;
use crate::simulation::SimulationError;

pub use facts::ModelFacts;
use member::MemberResult;
use setting::Setting;
use stop::{StopRule, Stopped};
use table::Table;

/// An ensemble under way.
///
/// The first members are kept whole, because the inspections are chosen by them; of all others only a row of numbers
/// is kept.
#[derive(Debug)]
pub struct Ensemble {
    setting: Setting,
    first: Vec<MemberResult>,
    choice: Option<Choice>,
    table: Table,
    unguarded: Table,
    wanted: u32,
    rule: Option<StopRule>,
    stopped: Option<Stopped>,
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
        let (table, unguarded) = (Table::new(&setting), Table::new(&setting));
        Ok(Self {
            setting,
            first: Vec::new(),
            choice: None,
            table,
            unguarded,
            wanted: plan.members.max(1),
            rule: plan.stop,
            stopped: None,
        })
    }

    /// Computes up to `count` further members; returns how many are done in all.
    pub fn advance(&mut self, count: u32) -> u32 {
        let until = self.done().saturating_add(count).min(self.wanted);
        while self.choice.is_none() && self.done() < until {
            let k = self.done();
            self.first.push(self.setting.member(k, self.setting.inflation));
            self.unguarded.extend(self.setting.unguarded_row(k));
            if self.first.len() >= COMPARED {
                (self.choice, self.table) = self.settled(true);
                self.first = Vec::new();
            }
        }
        if let Some(choice) = self.choice.as_ref().filter(|_| self.done() < until) {
            let rows = self.setting.rows(self.done()..until, &choice.plans);
            self.table.extend(rows.guarded);
            self.unguarded.extend(rows.unguarded);
        }
        self.judge();
        self.done()
    }

    /// Takes in the rows of the members that follow those done, no more of them than are wanted.
    pub fn take(&mut self, rows: Rows) {
        self.table.extend(rows.guarded);
        self.unguarded.extend(rows.unguarded);
        self.judge();
    }

    /// With the members that are wanted, the rule says whether they are enough.
    fn judge(&mut self) {
        let Some(rule) = self.rule.filter(|_| self.stopped.is_none() && self.done() >= self.wanted) else {
            return;
        };
        match self.with_rows(false, |_, table| rule.judge(table, self.setting.assets())) {
            Ok(stopped) => self.stopped = Some(stopped),
            Err(more) => self.wanted = more,
        }
    }

    /// What all members share.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// The inspections whose effect is computed in each member; `None` until the first members have chosen them.
    pub fn plans(&self) -> Option<&Plans> {
        self.choice.as_ref().map(|choice| &choice.plans)
    }

    /// Members wanted as far as is known: a rule may want more once they are done.
    pub fn wanted(&self) -> u32 {
        self.wanted
    }

    /// Number of members done.
    pub fn done(&self) -> u32 {
        (self.first.len() + self.table.members()) as u32
    }

    /// Whether all members are done.
    pub fn is_complete(&self) -> bool {
        self.done() >= self.wanted
    }

    /// The choice by the first members, and their rows.
    fn settled(&self, with_plan: bool) -> (Option<Choice>, Table) {
        let choice = choose(&self.setting, &self.first, with_plan);
        let mut table = Table::new(&self.setting);
        let mut rows = Vec::new();
        self.first.iter().for_each(|member| row::push(&mut rows, &self.setting, member, &choice.plans));
        table.extend(rows);
        (Some(choice), table)
    }

    /// Calls `read` with the choice and the rows of all members so far.
    fn with_rows<T>(&self, with_plan: bool, read: impl FnOnce(&Choice, &Table) -> T) -> T {
        match &self.choice {
            Some(choice) => read(choice, &self.table),
            None => {
                let (choice, table) = self.settled(with_plan);
                read(&choice.unwrap_or_default(), &table)
            }
        }
    }

    /// The outlook from the members so far, with its decision; with its plan when it is complete.
    pub fn outlook(&self) -> Outlook {
        let is_complete = self.is_complete();
        self.with_rows(is_complete, |choice, table| {
            let decision = choice.decision(&self.setting, table);
            let mut outlook =
                aggregate::outlook(&self.setting, table, &self.unguarded, decision, &choice.plans);
            choice.put_costs(&mut outlook);
            let plan = choice.plan.clone().filter(|_| is_complete);
            Outlook { stopped: self.stopped, plan, ..outlook }
        })
    }

    /// The decision alone, for searches that vary an input.
    pub fn decision(&self) -> Decision {
        self.with_rows(false, |choice, table| choice.decision(&self.setting, table))
    }
}

/// Rows of consecutive members.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The members' rows.
    pub guarded: Vec<f64>,
    /// Rows of every fourth member that ignores the domain; empty inside of it.
    pub unguarded: Vec<f64>,
}

impl Rows {
    /// Number of members.
    pub fn members(&self, setting: &Setting) -> u32 {
        (self.guarded.len() / row::Layout::of(setting).width()) as u32
    }

    /// Takes in the rows of the members that follow.
    pub fn append(&mut self, mut next: Self) {
        self.guarded.append(&mut next.guarded);
        self.unguarded.append(&mut next.unguarded);
    }
}

impl Setting {
    /// The rows of some members, once the inspections are chosen.
    pub fn rows(&self, members: core::ops::Range<u32>, plans: &Plans) -> Rows {
        let mut rows = Rows::default();
        for k in members {
            row::push(&mut rows.guarded, self, &self.member(k, self.inflation), plans);
            rows.unguarded.extend(self.unguarded_row(k));
        }
        rows
    }

    /// The curve that ignores the domain is a picture beside ours: every fourth member is enough.
    fn unguarded_row(&self, k: u32) -> Vec<f64> {
        let mut rows = Vec::new();
        if self.inflation > 1.0 && k.is_multiple_of(4) {
            row::push(&mut rows, self, &self.member(k, 1.0), &Plans::default());
        }
        rows
    }
}
