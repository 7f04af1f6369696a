//! What the engine says, taken in as far as it concerns every form.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::protocol::FromEngine;

use super::{Base, EngineState};
use crate::browser::clock;
use crate::engine::News;

impl Base {
    /// Takes in what is said; what concerns the form comes back.
    pub fn hear(self, news: News) -> Option<FromEngine> {
        match news {
            News::Down(failure) => {
                self.engine_state.set(EngineState::Down(failure));
                None
            }
            News::Message(message) => self.hear_message(*message),
        }
    }

    fn hear_message(self, message: FromEngine) -> Option<FromEngine> {
        match message {
            FromEngine::Loaded { models } => {
                self.loaded.set(models);
                self.engine_state.set(EngineState::Ready);
                self.trust.opened(clock::monotonic_ms());
                self.prove_once();
            }
            FromEngine::Proved { proofs, .. } => self.proved(proofs),
            FromEngine::Evaluated { run, rows } => self.evaluated.set(Some((run, Arc::new(rows)))),
            FromEngine::Ready { .. } | FromEngine::Pong { .. } | FromEngine::Failed { run: None, .. } => {}
            other => return Some(other),
        }
        None
    }
}
