//! What the engine says, taken in. The only place where answers are written.

use leptos::prelude::*;
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{EngineFailure, FromEngine, RunId};

use super::Session;
use super::purpose::Purpose;
use super::runs::{Current, Progress};
use crate::engine::News;

impl Session {
    pub(super) fn hear(self, news: News) {
        if matches!(news, News::Down(_)) {
            self.runs.progress.set(None);
            // Else the next engine would get it again, and nobody waits for it.
            self.stop_study();
        }
        match self.base.hear(news) {
            Some(FromEngine::Progress { run, done, of, partial }) => {
                if let Some(current) = self.current(run) {
                    self.runs.progress.set(Some(Progress { purpose: current.purpose, done, of }));
                    if let Some(outlook) = partial {
                        self.runs.take_partial(&current, *outlook);
                    }
                } else {
                    self.studies.progressed(run, done, of);
                }
            }
            Some(FromEngine::Studied { run, answer }) => {
                let was_asked = self.studies.take(run, Ok(answer));
                if was_asked {
                    self.base.announcement.set("Worked out.".to_owned());
                }
            }
            Some(FromEngine::Finished { run, outlook }) => self.finished(run, *outlook),
            Some(FromEngine::Cancelled { run }) => drop(self.end(run)),
            Some(FromEngine::Failed { run: Some(run), error }) => self.failed(run, error),
            _ => {}
        }
    }

    fn finished(self, run: RunId, outlook: Outlook) {
        if let Some(current) = self.end(run) {
            if current.purpose == Purpose::Full {
                self.base.count_run(outlook.domain.state);
            }
            self.runs.take(&current, outlook);
            self.announce(current.purpose);
            self.base.trust.count_requests();
            self.pursue();
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
        } else if !self.studies.take(run, Err(error.clone())) {
            self.base.request_failed(error);
        }
    }

    /// Screen readers hear the decision when it is final, not at every step.
    fn announce(self, purpose: Purpose) {
        if purpose == Purpose::Full
            && let Some(answer) = self.runs.answer.get_untracked()
        {
            self.base.announcement.set(answer.outlook.decision.headline.clone());
        }
    }
}
