//! What this scenario is compared with: the reference, which may be pinned, and every scenario that has a name.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::guardrail::Level;
use twinlet_core::manifest::resolved::{InputKind, Manifest};
use twinlet_core::protocol::InputValues;

use super::Session;
use super::runs::{Answer, MOST_BESIDE};

/// A scenario beside the one on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Its name.
    pub title: String,
    /// Values of all inputs; what was found at the assets holds for all scenarios.
    pub inputs: InputValues,
    /// Why it is never run: what its limits say; empty where none of them blocks.
    pub blocked_by: Vec<String>,
}

impl Session {
    /// The reference first, then the scenarios of the app, then the person's, as far as there is room.
    pub fn beside(self) -> Vec<Beside> {
        let pinned = self.base.pinned().map(|scenario| scenario.uid);
        let others = self.base.named().into_iter().filter(|preset| Some(&preset.id) != pinned.as_ref());
        let others = others.map(|preset| self.one_beside(preset.title, self.completed(&preset.values)));
        std::iter::once(self.reference()).chain(others).take(MOST_BESIDE).collect()
    }

    /// The pinned scenario, else the manifest's reference under the present conditions of the assets.
    pub fn reference(self) -> Beside {
        match self.base.pinned() {
            Some(pinned) => self.one_beside(pinned.title, self.completed(&pinned.values)),
            None => {
                let present = self.base.scenario.inputs();
                let inputs = self.with_manifest(|m| under_conditions_of(m, &present));
                self.one_beside(self.with_manifest(|m| m.scenario.reference_title.clone()), inputs)
            }
        }
    }

    pub(super) fn one_beside(self, title: String, inputs: InputValues) -> Beside {
        let verdict = self.base.scenario.verdict_of(&inputs);
        let blocks = verdict.findings.into_iter().filter(|finding| finding.level == Level::Block);
        Beside { title, inputs, blocked_by: blocks.map(|finding| finding.text).collect() }
    }

    fn completed(self, values: &InputValues) -> InputValues {
        let findings = self.base.scenario.inputs().findings;
        InputValues { findings, ..self.with_manifest(|m| m.controls.complete(values)) }
    }

    /// The complete answer to these inputs, once it is here.
    pub fn answer_to(self, inputs: &InputValues) -> Option<Arc<Answer>> {
        let present = self.runs.settled.get().filter(|answer| answer.plan.inputs == *inputs);
        let beside = || self.runs.beside.read().iter().find(|answer| answer.plan.inputs == *inputs).cloned();
        present.or_else(beside)
    }

    /// The answer of what is compared with, once it is here.
    pub fn reference_answer(self) -> Option<Arc<Answer>> {
        self.answer_to(&self.reference().inputs)
    }

    /// The next scenario to be run for comparison.
    pub(super) fn next_beside(self) -> Option<InputValues> {
        untrack(|| {
            let all = self.beside().into_iter().filter(|beside| beside.blocked_by.is_empty());
            all.map(|beside| beside.inputs).find(|inputs| self.answer_to(inputs).is_none())
        })
    }
}

/// The manifest's reference; conditions of assets stay those of the scenario on the screen.
fn under_conditions_of(m: &Manifest, present: &InputValues) -> InputValues {
    let choices = m.controls.inputs.iter().filter(|i| matches!(i.kind, InputKind::Choice { .. }));
    let conditions = choices.filter_map(|i| Some((i.id.clone(), present.values.get(&i.id)?.clone())));
    let mut inputs =
        m.controls.complete(&InputValues { values: conditions.collect(), ..InputValues::default() });
    inputs.values.extend(m.scenario.reference.values.clone());
    inputs.shapes.clone_from(&m.scenario.reference.shapes);
    inputs.findings.clone_from(&present.findings);
    inputs
}
