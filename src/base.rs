//! What every app has, whatever its form: inputs with their guardrail, the engine, the models, the proof, what is kept.
//!
//! A form's own session ([`crate::session`] for a station, [`crate::whatif`] for a graph of models) holds it and hears
//! what it leaves over.

mod history;
mod keeping;
mod links;
mod news;
mod notices;
mod provenance;
mod role;
mod saved;
mod scenario;
mod standing;
mod trust;
mod units;

use std::rc::Rc;
use std::sync::Arc;

use futures_util::future::{try_join, try_join_all};
use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_core::field::FieldFinding;
use twinlet_core::manifest::{App, Controls, fingerprint};
use twinlet_core::protocol::{EngineFailure, InputValue, LoadedModel, Proof, RunId, ToEngine};
use twinlet_core::units::Preference;
use wasm_bindgen::JsValue;

use crate::browser::connection::use_online;
use crate::browser::offline::{Offline, use_offline};
use crate::browser::page;
use crate::engine::{Content, Engine, News};
use crate::fetch::{self, ModelSheet};
use crate::storage::Storage;

pub use keeping::read_all;
pub use notices::{Act, Notice, Notices};
pub use saved::SavedScenario;
pub use scenario::{Presets, Scenario};
pub use trust::Trust;

/// The app as it was fetched.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its compiled text.
    pub json: String,
    /// The same, checked.
    pub app: Arc<App>,
}

/// State of the engine as the person may need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineState {
    /// On its way.
    Starting,
    /// It answers.
    Ready,
    /// It is gone until the person tries again.
    Down(EngineFailure),
}

/// Answers of a model to rows of inputs, with the request that asked for them.
pub type Evaluated = (RunId, Arc<Vec<Vec<f64>>>);

/// What the pages of every form share.
#[derive(Clone, Copy)]
pub struct Base {
    source: StoredValue<Source>,
    /// Inputs and what the guardrail says.
    pub scenario: Scenario,
    /// The units that the person prefers.
    pub units: RwSignal<Preference>,
    /// Id of who uses the app; empty where the app has no roles.
    pub role: RwSignal<String>,
    /// State of the engine.
    pub engine_state: RwSignal<EngineState>,
    /// Models that the engine has loaded.
    pub loaded: RwSignal<Vec<LoadedModel>>,
    /// Answer to the latest `Evaluate`.
    pub evaluated: RwSignal<Option<Evaluated>>,
    /// The self-proof.
    pub trust: Trust,
    /// What must be known now.
    pub notices: Notices,
    /// Scenarios that the person named, the oldest first.
    pub saved: RwSignal<Vec<SavedScenario>>,
    /// Model sheets once they are here.
    pub sheets: RwSignal<Vec<Arc<ModelSheet>>>,
    /// The last failure of an evaluation on the proof page.
    pub evaluation: RwSignal<Option<EngineFailure>>,
    /// Name of the number whose origin is asked for.
    pub tracing: RwSignal<Option<String>>,
    /// What screen readers are told.
    pub announcement: RwSignal<String>,
    /// Whether there is a connection.
    pub online: Signal<bool>,
    /// Installation and update.
    pub offline: Signal<Offline>,
    engine: StoredValue<Option<Engine>, LocalStorage>,
    storage: StoredValue<Option<Rc<Storage>>, LocalStorage>,
    waiting: StoredValue<Vec<keeping::Job>, LocalStorage>,
    changed: StoredValue<Option<Callback<()>>>,
    next_id: StoredValue<u64>,
}

impl Base {
    /// Everything at its start; nothing is fetched yet.
    pub fn new(source: Source, presets: Presets) -> Self {
        let units = RwSignal::new(Preference::default());
        let scenario = Scenario::new(source.app.clone(), presets, units);
        let role = source.app.roles().first().map(|(id, _)| id.clone()).unwrap_or_default();
        Self {
            scenario,
            units,
            role: RwSignal::new(role),
            source: StoredValue::new(source),
            engine_state: RwSignal::new(EngineState::Starting),
            loaded: RwSignal::new(Vec::new()),
            evaluated: RwSignal::new(None),
            trust: Trust::new(),
            notices: Notices::new(),
            saved: RwSignal::new(Vec::new()),
            sheets: RwSignal::new(Vec::new()),
            evaluation: RwSignal::new(None),
            tracing: RwSignal::new(None),
            announcement: RwSignal::new(String::new()),
            online: use_online(),
            offline: use_offline(),
            engine: StoredValue::new_local(None),
            storage: StoredValue::new_local(None),
            waiting: StoredValue::new_local(Vec::new()),
            changed: StoredValue::new(None),
            next_id: StoredValue::new(0),
        }
    }

    /// Starts the engine and fetches the models. `hear` is told what the engine says, `changed` that an input did.
    pub fn open(self, hear: impl Fn(News) + 'static, changed: Callback<()>) {
        self.changed.set_value(Some(changed));
        self.engine.set_value(Some(Engine::start(hear)));
        self.fetch_models();
    }

    /// Reads the app.
    pub fn with_app<T>(self, read: impl FnOnce(&App) -> T) -> T {
        self.source.with_value(|source| read(&source.app))
    }

    /// Reads what can be set, and the limits on it.
    pub fn with_controls<T>(self, read: impl FnOnce(&Controls) -> T) -> T {
        self.with_app(|app| read(app.controls()))
    }

    /// Title of the app.
    pub fn title(self) -> String {
        self.with_app(|app| app.identity().title.clone())
    }

    /// Fingerprint of the compiled manifest; it was read before, so it has one.
    pub fn manifest_sha256(self) -> String {
        self.source.with_value(|source| fingerprint(&source.json).unwrap_or_default())
    }

    /// Another value of an input.
    pub fn choose(self, id: &str, value: InputValue) {
        self.scenario.set(id, value);
        self.tell_changed();
    }

    /// Another day shape of a numeric input.
    pub fn choose_shape(self, id: &str, shape: Vec<f64>) {
        self.scenario.set_shape(id, shape);
        self.tell_changed();
    }

    /// All values of a preset.
    pub fn choose_preset(self, id: &str) {
        self.scenario.set_preset(id);
        self.tell_changed();
    }

    /// What was found at the assets, the oldest first.
    pub fn choose_findings(self, findings: Vec<FieldFinding>) {
        self.scenario.set_findings(findings);
        self.tell_changed();
    }

    /// The reason for going on in spite of a caution.
    pub fn give_reason(self, limit: &str, reason: String) {
        self.scenario.set_reason(limit, reason);
        self.notices.dismiss("schedule");
    }

    fn tell_changed(self) {
        if let Some(changed) = self.changed.get_value() {
            changed.run(());
        }
    }

    /// Hands the engine to whoever needs it, when it is there.
    pub fn with_engine(self, act: impl FnOnce(&Engine)) {
        if let Some(engine) = self.engine.get_value() {
            act(&engine);
        }
    }

    /// Name of the engine's script: its build id.
    pub fn build(self) -> String {
        self.engine.with_value(|e| e.as_ref().map(|e| e.build()).unwrap_or_default())
    }

    /// The engine answers or may soon.
    pub fn is_engine_up(self) -> bool {
        !matches!(*self.engine_state.read(), EngineState::Down(_))
    }

    /// A number that no other request has.
    pub fn new_id(self) -> RunId {
        self.next_id.update_value(|id| *id += 1);
        RunId(self.next_id.get_value())
    }

    /// One more attempt after the engine went down.
    pub fn retry(self) {
        if matches!(self.engine_state.get_untracked(), EngineState::Down(_)) {
            self.engine_state.set(EngineState::Starting);
            self.with_engine(|engine| engine.retry());
        }
        self.fetch_models();
    }

    /// Fetches the models unless they are here; a failure is the engine's until the person tries again.
    fn fetch_models(self) {
        if !self.sheets.read_untracked().is_empty() {
            return;
        }
        spawn_local(async move {
            let source = self.source.get_value();
            let wanted = source.app.models().iter().map(fetch::model);
            match try_join(try_join_all(wanted), fetch::sandbox()).await {
                Ok((models, sandbox)) => self.load(source.json, models, sandbox),
                Err(failure) => self.engine_state.set(EngineState::Down(failure)),
            }
        });
    }

    fn load(self, manifest: String, models: Vec<(ModelSheet, fetch::Files)>, sandbox: Option<JsValue>) {
        let mut files = Vec::new();
        let mut sheets = Vec::new();
        for (sheet, parts) in models {
            files.extend(parts.into_iter().map(|(name, bytes)| (sheet.id.clone(), name, bytes)));
            sheets.push(Arc::new(sheet));
        }
        self.sheets.set(sheets);
        page::models_arrived();
        self.with_engine(|engine| engine.load(Content { manifest, files, sandbox }));
    }

    /// Re-runs the reference experiments on this device.
    pub fn prove(self) {
        self.trust.proof.update(|view| view.running = true);
        let run = self.new_id();
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

    /// Evaluates a model on rows; the answer appears in `evaluated` under the id.
    pub fn evaluate(self, model: String, rows: Vec<Vec<f64>>) -> RunId {
        let run = self.new_id();
        self.with_engine(|engine| engine.ask(ToEngine::Evaluate { run, model, rows }));
        run
    }

    /// A request failed that was none of the form's own.
    pub fn request_failed(self, failure: EngineFailure) {
        self.trust.proof.update(|view| view.running = false);
        self.evaluation.set(Some(failure));
    }
}
