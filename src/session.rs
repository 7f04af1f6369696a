//! The session: what the person chose, what the engine said, what was decided. Signals in one `Copy` struct.
//!
//! A view reads signals and calls an intent ([`intents`], [`schedule`]); the session turns it into a plan; the
//! engine's answer comes back by run id ([`news`]). Nothing else writes.

mod comparison;
mod intents;
mod keeping;
mod news;
mod notices;
mod picture;
mod purpose;
mod runs;
mod scenario;
mod schedule;
mod standing;
mod trust;
mod work;

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_core::manifest::resolved::InputKind;
use twinlet_core::manifest::{Manifest, fingerprint};
use twinlet_core::protocol::{EngineFailure, InputValues, Proof, ToEngine};

use crate::browser::connection::use_online;
use crate::browser::offline::{Offline, use_offline};
use crate::engine::{Content, Engine};
use crate::fetch::{self, ModelSheet};
use crate::storage::Storage;
use notices::Notices;
use runs::{EngineState, Runs};
use scenario::Scenario;
use trust::Trust;
use work::Work;

pub use comparison::{Cell, ComparisonRow, comparison_rows};
pub use notices::{Act, Notice};
pub use picture::{Picture, STATION, first_subject};
pub use purpose::Purpose;
pub use runs::{Answer, EngineState as Engineering};
pub use work::WorkItem;

/// The manifest as it was fetched.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its compiled text.
    pub json: String,
    /// The same, checked.
    pub manifest: Arc<Manifest>,
}

/// Everything that the pages share.
#[derive(Clone, Copy)]
pub struct Session {
    source: StoredValue<Source>,
    /// Inputs and what the guardrail says.
    pub scenario: Scenario,
    /// Runs and answers.
    pub runs: Runs,
    /// The self-proof.
    pub trust: Trust,
    /// Scheduled work.
    pub work: Work,
    /// What must be known now.
    pub notices: Notices,
    /// Model sheets once they are here.
    pub sheets: RwSignal<Vec<Arc<ModelSheet>>>,
    /// The last failure of an evaluation on the proof page.
    pub evaluation: RwSignal<Option<EngineFailure>>,
    /// What screen readers are told.
    pub announcement: RwSignal<String>,
    /// Whether there is a connection.
    pub online: Signal<bool>,
    /// Installation and update.
    pub offline: Signal<Offline>,
    engine: StoredValue<Option<Engine>, LocalStorage>,
    storage: StoredValue<Option<Rc<Storage>>, LocalStorage>,
}

impl Session {
    /// Starts the engine, fetches the models, reads what is kept, and runs the first scenario.
    pub fn start(source: Source) -> Self {
        let session = Self {
            scenario: Scenario::new(source.manifest.clone()),
            source: StoredValue::new(source),
            runs: Runs::new(),
            trust: Trust::new(),
            work: Work::new(),
            notices: Notices::new(),
            sheets: RwSignal::new(Vec::new()),
            evaluation: RwSignal::new(None),
            announcement: RwSignal::new(String::new()),
            online: use_online(),
            offline: use_offline(),
            engine: StoredValue::new_local(None),
            storage: StoredValue::new_local(None),
        };
        session.engine.set_value(Some(Engine::start(move |news| session.hear(news))));
        session.fetch_models();
        session.open_storage();
        session.pursue();
        session
    }

    /// Reads the manifest.
    pub fn with_manifest<T>(self, read: impl FnOnce(&Manifest) -> T) -> T {
        self.source.with_value(|source| read(&source.manifest))
    }

    /// Fingerprint of the compiled manifest; it was read before, so it has one.
    fn manifest_sha256(self) -> String {
        self.source.with_value(|source| fingerprint(&source.json).unwrap_or_default())
    }

    fn with_engine(self, act: impl FnOnce(&Engine)) {
        if let Some(engine) = self.engine.get_value() {
            act(&engine);
        }
    }

    /// Fetches the models unless they are here; a failure is the engine's until the person tries again.
    fn fetch_models(self) {
        if !self.sheets.read_untracked().is_empty() {
            return;
        }
        spawn_local(async move {
            let source = self.source.get_value();
            let wanted = source.manifest.models.iter().map(fetch::model);
            match futures_util::future::try_join_all(wanted).await {
                Ok(models) => self.load(source.json, models),
                Err(failure) => self.runs.engine.set(EngineState::Down(failure)),
            }
        });
    }

    fn load(self, manifest: String, models: Vec<(ModelSheet, fetch::Files)>) {
        let mut files = Vec::new();
        let mut sheets = Vec::new();
        for (sheet, parts) in models {
            files.extend(parts.into_iter().map(|(name, bytes)| (sheet.id.clone(), name, bytes)));
            sheets.push(Arc::new(sheet));
        }
        self.sheets.set(sheets);
        self.with_engine(|engine| engine.load(Content { manifest, files }));
    }

    /// Members of a full run.
    pub fn members(self) -> u32 {
        self.with_manifest(|m| m.scenario.members)
    }

    /// The reference scenario under the present conditions of the assets.
    pub fn reference_inputs(self) -> InputValues {
        let present = self.scenario.inputs_untracked();
        self.with_manifest(|m| {
            let choices = m
                .controls
                .inputs
                .iter()
                .filter(|i| matches!(i.kind, InputKind::Choice { .. }))
                .map(|i| &i.id);
            let conditions =
                choices.filter_map(|id| Some((id.clone(), present.values.get(id)?.clone()))).collect();
            let mut inputs =
                m.controls.complete(&InputValues { values: conditions, ..InputValues::default() });
            inputs.values.extend(m.scenario.reference.values.clone());
            inputs.shapes.clone_from(&m.scenario.reference.shapes);
            inputs
        })
    }

    fn has_reference(self) -> bool {
        let inputs = self.reference_inputs();
        self.runs.reference.read_untracked().as_ref().is_some_and(|answer| answer.plan.inputs == inputs)
    }

    /// Re-runs the reference experiments on this device.
    pub fn prove(self) {
        self.trust.proof.update(|view| view.running = true);
        let run = self.runs.new_id();
        self.with_engine(|engine| engine.ask(ToEngine::Prove { run }));
    }

    /// On the first start of a build; later starts remember what came out.
    fn prove_once(self) {
        if self.trust.proof.read_untracked().proofs.is_empty() {
            self.prove();
        }
    }

    fn proved(self, proofs: Vec<Proof>) {
        self.keep_proof(&proofs);
        self.trust.take(proofs);
    }

    fn evaluation_failed(self, failure: EngineFailure) {
        self.evaluation.set(Some(failure));
    }
}
