//! Studies of the station: questions that ask it many times, worked out when somebody wants to know.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::manifest::resolved::Study;
use twinlet_core::protocol::{EngineFailure, InputValues, RunId, ToEngine};
use twinlet_core::study::{self, StudyAnswer};

use super::Session;

/// What came of a study, with the inputs around which it was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Studied {
    /// The inputs around which it was asked.
    pub inputs: InputValues,
    /// The answer, or why there is none.
    pub outcome: Result<Arc<StudyAnswer>, EngineFailure>,
}

/// The study that is worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    run: RunId,
    /// Its id.
    pub study: String,
    inputs: InputValues,
    /// Points done, and all that are known to be wanted; no points before the first sign.
    pub progress: (u32, u32),
}

/// Studies and their answers.
#[derive(Clone, Copy)]
pub struct Studies {
    found: RwSignal<BTreeMap<String, Studied>>,
    /// The study that is worked out now.
    pub asked: RwSignal<Option<Asked>>,
}

impl Studies {
    pub(super) fn new() -> Self {
        Self { found: RwSignal::new(BTreeMap::new()), asked: RwSignal::new(None) }
    }

    /// What came of a study, at whatever inputs.
    pub fn found(self, id: &str) -> Option<Studied> {
        self.found.read().get(id).cloned()
    }

    /// The same, for what a person does.
    pub fn found_untracked(self, id: &str) -> Option<Studied> {
        self.found.read_untracked().get(id).cloned()
    }

    /// Takes in how far the study is.
    pub(super) fn progressed(self, run: RunId, done: u32, of: u32) {
        if self.asked.with_untracked(|asked| asked.as_ref().is_some_and(|asked| asked.run == run)) {
            self.asked.update(|asked| {
                if let Some(asked) = asked {
                    asked.progress = (done, of);
                }
            });
        }
    }

    /// Takes in what came of the study; whether it was that of this run.
    pub(super) fn take(self, run: RunId, outcome: Result<Box<StudyAnswer>, EngineFailure>) -> bool {
        let Some(asked) = self.asked.get_untracked().filter(|asked| asked.run == run) else { return false };
        let outcome = outcome.map(|answer| Arc::new(*answer));
        self.asked.set(None);
        self.found.update(|found| {
            found.insert(asked.study, Studied { inputs: asked.inputs, outcome });
        });
        true
    }
}

impl Session {
    /// The studies of the app, in the order of the screen.
    pub fn studies_of_app(self) -> Vec<Study> {
        self.with_manifest(|m| m.decision.studies.clone())
    }

    /// Works out a study of the present inputs, instead of any other.
    pub fn ask_study(self, id: &str) {
        self.stop_study();
        if self.base.scenario.is_blocked() {
            return;
        }
        let (run, inputs) = (self.base.new_id(), self.base.scenario.inputs_untracked());
        let (study, progress) = (id.to_owned(), (0, 0));
        self.studies.asked.set(Some(Asked { run, study: study.clone(), inputs: inputs.clone(), progress }));
        self.base.with_engine(|engine| engine.ask(ToEngine::Study { run, study, inputs }));
    }

    /// Stops the study that is worked out.
    pub fn stop_study(self) {
        if let Some(asked) = self.studies.asked.get_untracked() {
            self.studies.asked.set(None);
            self.base.with_engine(|engine| engine.cancel(asked.run));
        }
    }

    /// Stops the study that is worked out if the present inputs are another question to it.
    pub(super) fn stop_other_study(self) {
        let Some(asked) = self.studies.asked.get_untracked() else { return };
        let study = self.with_manifest(|m| m.decision.studies.iter().find(|s| s.id == asked.study).cloned());
        let inputs = self.base.scenario.inputs_untracked();
        if !study.is_some_and(|study| self.is_same(&study, &asked.inputs, &inputs)) {
            self.stop_study();
        }
    }

    /// Whether what was found holds for the present inputs.
    pub fn is_current(self, study: &Study, found: &Studied) -> bool {
        self.is_same(study, &found.inputs, &self.base.scenario.inputs())
    }

    /// Whether inputs are the same question to a study: those that it varies itself do not matter to it.
    fn is_same(self, study: &Study, one: &InputValues, other: &InputValues) -> bool {
        let varies = |id: &str| match &study.study {
            study::Study::Sweep(sweep) => [&sweep.x, &sweep.y].into_iter().any(|axis| axis == id),
            study::Study::GlobalSensitivity(global) => match &global.inputs {
                Some(inputs) => inputs.iter().any(|input| input == id),
                None => self.base.with_controls(|c| c.number_input(id).is_some()),
            },
            study::Study::Solve(_) | study::Study::Sensitivity(_) => false,
        };
        let fixed = |inputs: &InputValues| {
            let mut inputs = inputs.clone();
            inputs.values.retain(|id, _| !varies(id));
            inputs
        };
        fixed(one) == fixed(other)
    }
}
