//! Runs: plans out, answers back by id, the latest wins.

use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use twinlet_core::manifest::resolved::ScenarioSpec;
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{Context, EngineFailure, InputValues, RunId, RunPlan};

use super::purpose::{Purpose, QUICK_MEMBERS, Quality};

/// Scenarios that this one is compared with at the same time.
pub const MOST_BESIDE: usize = 12;

/// An outlook with the plan that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was computed.
    pub plan: RunPlan,
    /// What came out.
    pub outlook: Outlook,
    /// All members of the plan are in it.
    pub is_complete: bool,
}

/// The run in progress.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Why it is made.
    pub purpose: Purpose,
    /// Members done.
    pub done: u32,
    /// Members in all.
    pub of: u32,
}

/// The run that counts; answers to any other are dropped.
#[derive(Debug, Clone)]
pub(super) struct Current {
    pub id: RunId,
    pub purpose: Purpose,
    pub plan: RunPlan,
}

/// Runs and their answers.
#[derive(Clone, Copy)]
pub struct Runs {
    /// The best answer so far to the inputs that were run last.
    pub answer: RwSignal<Option<Arc<Answer>>>,
    /// The last complete one: what a record may rest on.
    pub settled: RwSignal<Option<Arc<Answer>>>,
    /// Those of the scenarios that this one is compared with, the latest last.
    pub beside: RwSignal<Vec<Arc<Answer>>>,
    /// The run in progress.
    pub progress: RwSignal<Option<Progress>>,
    /// Why the last run failed.
    pub failure: RwSignal<Option<EngineFailure>>,
    /// The person stopped the last run, or it failed: nothing starts by itself.
    pub is_held: RwSignal<bool>,
    /// Somebody reads the reasons.
    pub why_open: RwSignal<bool>,
    /// Somebody asked what would change the answer to the present inputs.
    pub flips_wanted: RwSignal<bool>,
    /// Somebody compares.
    pub compare_open: RwSignal<bool>,
    pub(super) current: StoredValue<Option<Current>>,
    pub(super) waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Runs {
    pub(super) fn new() -> Self {
        Self {
            answer: RwSignal::new(None),
            settled: RwSignal::new(None),
            beside: RwSignal::new(vec![]),
            progress: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_held: RwSignal::new(false),
            why_open: RwSignal::new(false),
            flips_wanted: RwSignal::new(false),
            compare_open: RwSignal::new(false),
            current: StoredValue::new(None),
            waiting: StoredValue::new(None),
        }
    }

    pub(super) fn stop_waiting(self) {
        if let Some(handle) = self.waiting.get_value() {
            handle.clear();
        }
        self.waiting.set_value(None);
    }

    /// How good the complete answer to these inputs is, when the manifest asks for `members`.
    pub fn quality(self, inputs: &InputValues, members: u32) -> Quality {
        match self.settled.read_untracked().as_ref().filter(|a| a.plan.inputs == *inputs) {
            None => Quality::None,
            Some(answer) if answer.plan.flips => Quality::Flips,
            Some(answer) if answer.plan.members >= members => Quality::Full,
            Some(_) => Quality::Quick,
        }
    }

    /// Takes in a part of the current run's answer.
    pub(super) fn take_partial(self, current: &Current, outlook: Outlook) {
        let answer = Arc::new(Answer { plan: current.plan.clone(), outlook, is_complete: false });
        if current.purpose == Purpose::Beside || !self.is_better(&answer) {
            return;
        }
        self.answer.set(Some(answer));
    }

    /// Takes in the current run's answer.
    pub(super) fn take(self, current: &Current, outlook: Outlook) {
        let answer = Arc::new(Answer { plan: current.plan.clone(), outlook, is_complete: true });
        match current.purpose {
            Purpose::Beside => self.beside.update(|all| put_beside(all, answer)),
            Purpose::Quick | Purpose::Full | Purpose::Flips => {
                self.settled.set(Some(answer.clone()));
                self.answer.set(Some(answer));
            }
        }
    }

    /// More members for the same inputs, or the first answer to other inputs.
    fn is_better(self, new: &Answer) -> bool {
        let shown = self.answer.read_untracked();
        let Some(old) = shown.as_ref().filter(|old| old.plan.inputs == new.plan.inputs) else { return true };
        let more_flips = new.outlook.decision.flips.len() > old.outlook.decision.flips.len();
        new.outlook.members > old.outlook.members
            || (new.outlook.members == old.outlook.members && more_flips)
    }
}

/// One answer for the same inputs; the oldest goes where there are too many to keep.
fn put_beside(all: &mut Vec<Arc<Answer>>, answer: Arc<Answer>) {
    all.retain(|old| old.plan.inputs != answer.plan.inputs);
    all.drain(..(all.len() + 1).saturating_sub(MOST_BESIDE));
    all.push(answer);
}

/// The plan for a purpose.
pub(super) fn plan_for(
    purpose: Purpose,
    inputs: InputValues,
    scenario: &ScenarioSpec,
    context: Context,
) -> RunPlan {
    let ScenarioSpec { seed, members, stop, .. } = *scenario;
    let is_quick = purpose == Purpose::Quick;
    let members = if is_quick { members.min(QUICK_MEMBERS) } else { members };
    let stop = stop.filter(|_| !is_quick);
    RunPlan { seed, members, stop, inputs, flips: purpose == Purpose::Flips, context }
}
