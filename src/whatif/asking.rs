//! Questions to the engine and what comes back: the latest question counts; studies follow its answer one by one.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_core::guardrail::Level;
use twinlet_core::protocol::{FromEngine, InputValues, RunId, ToEngine};
use twinlet_core::study::StudyAnswer;

use super::{Answer, WhatIf};
use crate::engine::News;
use crate::remote;

impl WhatIf {
    /// Asks for the present inputs. Blocked inputs are not asked.
    pub(super) fn ask(self) {
        self.failure.set(None);
        let inputs = self.base.scenario.inputs_untracked();
        if self.base.scenario.verdict.with_untracked(|v| v.level() == Some(Level::Block)) {
            self.open.set_value(None);
            return;
        }
        let run = self.base.new_id();
        self.open.set_value(Some((run, inputs.clone())));
        self.base.with_engine(|engine| engine.ask(ToEngine::Ask { run, inputs }));
    }

    /// One more attempt after the engine went down or a question failed.
    pub(super) fn retry(self) {
        self.base.retry();
        self.ask();
    }

    pub(super) fn hear(self, news: News) {
        match self.base.hear(news) {
            Some(FromEngine::Answered { run, answer }) => {
                if let Some(inputs) = self.end(run) {
                    self.answer.set(Some(Arc::new(Answer { inputs, answer: *answer })));
                    self.base.trust.count_requests();
                    self.study_next();
                }
            }
            Some(FromEngine::Studied { run, answer }) => self.studied(run, Some(answer)),
            Some(FromEngine::Compared { run, answers }) if self.open_comparison.get_value() == Some(run) => {
                self.compared.set(Some(Arc::new(answers)));
            }
            Some(FromEngine::Call { run, url, timeout_s, body, .. }) => self.call(run, url, timeout_s, body),
            Some(FromEngine::Failed { run: Some(run), error }) => {
                if self.open_study.with_value(|open| open.as_ref().is_some_and(|(id, ..)| *id == run)) {
                    self.studied(run, None);
                } else if self.end(run).is_some() {
                    self.failure.set(Some(error));
                } else {
                    self.base.request_failed(error);
                }
            }
            _ => {}
        }
    }

    /// The engine needs a remote model: what comes of the call goes back to it, late or not; it knows which counts.
    fn call(self, run: RunId, url: String, timeout_s: u32, body: String) {
        spawn_local(async move {
            let text = remote::call(&url, timeout_s, body).await;
            self.base.with_engine(|engine| engine.ask(ToEngine::CallAnswered { run, text }));
        });
    }

    /// The inputs of the question that counts, which ends with this.
    fn end(self, run: RunId) -> Option<InputValues> {
        let (_, inputs) = self.open.get_value().filter(|(id, _)| *id == run)?;
        self.open.set_value(None);
        Some(inputs)
    }

    /// Asks for the first study that was not asked at the present inputs, when nothing else is open.
    fn study_next(self) {
        let is_open = self.open.with_value(Option::is_some) || self.open_study.with_value(Option::is_some);
        let Some(inputs) = self.answer.read_untracked().as_ref().map(|answer| answer.inputs.clone()) else {
            return;
        };
        let studies = self.studies.read_untracked();
        let is_due = |id: &String| studies.get(id).is_none_or(|(of, _)| *of != inputs);
        let ids: Vec<String> =
            self.with_manifest(|m| m.studies.iter().map(|study| study.id.clone()).collect());
        let Some(study) = ids.into_iter().find(is_due).filter(|_| !is_open) else { return };
        let run = self.base.new_id();
        self.open_study.set_value(Some((run, study.clone(), inputs.clone())));
        self.base.with_engine(|engine| engine.ask(ToEngine::Study { run, study, inputs }));
    }

    fn studied(self, run: RunId, answer: Option<Box<StudyAnswer>>) {
        let Some((_, id, inputs)) = self.open_study.get_value().filter(|(open, ..)| *open == run) else {
            return;
        };
        self.open_study.set_value(None);
        self.studies.update(|studies| {
            studies.insert(id, (inputs, answer.map(|answer| Arc::new(*answer))));
        });
        self.study_next();
    }

    /// Asks for the named scenarios, again when others were saved.
    pub(super) fn compare(self) {
        let inputs: Vec<InputValues> = self.base.named().into_iter().map(|preset| preset.values).collect();
        if self.compared_of.with_value(|of| of.as_ref() == Some(&inputs)) {
            return;
        }
        self.compared_of.set_value(Some(inputs.clone()));
        self.compared.set(None);
        let run = self.base.new_id();
        self.open_comparison.set_value(Some(run));
        self.base.with_engine(|engine| engine.ask(ToEngine::Compare { run, inputs }));
    }
}
