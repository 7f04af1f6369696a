//! What the engine says, taken in. The only place where answers are written.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::protocol::{EngineFailure, FromEngine, RunId};

use super::Session;
use super::purpose::Purpose;
use super::runs::{Current, EngineState, Progress};
use crate::browser::clock;
use crate::engine::News;

impl Session {
    pub(super) fn hear(self, news: News) {
        match news {
            News::Down(failure) => {
                self.runs.progress.set(None);
                self.runs.engine.set(EngineState::Down(failure));
            }
            News::Message(message) => self.hear_message(*message),
        }
    }

    fn hear_message(self, message: FromEngine) {
        match message {
            FromEngine::Loaded { models } => {
                self.runs.loaded.set(models);
                self.runs.engine.set(EngineState::Ready);
                self.trust.opened(clock::monotonic_ms());
                self.prove_once();
            }
            FromEngine::Progress { run, done, of, partial } => {
                if let Some(current) = self.current(run) {
                    self.runs.progress.set(Some(Progress { purpose: current.purpose, done, of }));
                    if let Some(outlook) = partial {
                        self.runs.take_partial(&current, *outlook);
                    }
                }
            }
            FromEngine::Finished { run, outlook } => {
                if let Some(current) = self.end(run) {
                    if current.purpose == Purpose::Full {
                        self.count_run(outlook.domain.state);
                    }
                    self.runs.take(&current, *outlook);
                    self.announce(current.purpose);
                    self.trust.count_requests();
                    self.pursue();
                }
            }
            FromEngine::Cancelled { run } => drop(self.end(run)),
            FromEngine::Failed { run: Some(run), error } => self.failed(run, error),
            FromEngine::Proved { proofs, .. } => self.proved(proofs),
            FromEngine::Evaluated { run, rows } => self.runs.evaluated.set(Some((run, Arc::new(rows)))),
            FromEngine::Ready { .. }
            | FromEngine::Pong { .. }
            | FromEngine::Answered { .. }
            | FromEngine::Failed { run: None, .. } => {}
        }
    }

    fn current(self, run: RunId) -> Option<Current> {
        self.runs.current.with_value(|current| current.clone().filter(|c| c.id == run))
    }

    /// The current run, which ends with this.
    fn end(self, run: RunId) -> Option<Current> {
        let current = self.current(run)?;
        self.runs.current.set_value(None);
        self.runs.progress.set(None);
        Some(current)
    }

    fn failed(self, run: RunId, error: EngineFailure) {
        if self.end(run).is_some() {
            self.runs.is_held.set(true);
            self.runs.failure.set(Some(error));
        } else {
            self.trust.proof.update(|view| view.running = false);
            self.evaluation_failed(error);
        }
    }

    /// Screen readers hear the decision when it is final, not at every step.
    fn announce(self, purpose: Purpose) {
        if purpose == Purpose::Full
            && let Some(answer) = self.runs.answer.get_untracked()
        {
            self.announcement.set(answer.outlook.decision.headline.clone());
        }
    }
}
