//! A what-if app: a question at each change, the answer on the same page.

mod frame;
mod page;
mod shown;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_components::{ChipState, Freshness};
use twinlet_core::domain::{DomainState, DomainVerdict};
use twinlet_core::graph::{Graph, GraphAnswer, Output, OutputAnswer};
use twinlet_core::guardrail::Level;
use twinlet_core::manifest::{self, App};
use twinlet_core::protocol::{EngineFailure, FromEngine, InputValues, RunId, ToEngine};

use crate::base::{Base, Presets, Source};
use crate::engine::News;
use crate::fetch::ModelSheet;
use crate::remote;

pub use frame::WhatIfFrame;

/// An answer with the inputs that it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    inputs: InputValues,
    answer: GraphAnswer,
}

/// A place for an output.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    id: String,
    title: String,
    /// One number, or a sequence.
    is_single: bool,
}

impl Place {
    fn of(output: &Output, graph: &Graph, sheets: &[Arc<ModelSheet>]) -> Option<Self> {
        let reading = output.from.reading()?;
        let model = &graph.node(&reading.node)?.model;
        let contract = &sheets.iter().find(|sheet| sheet.id == *model)?.contract;
        let slot = contract.outputs.iter().find(|slot| slot.name == reading.output)?;
        let title = output.title.clone().unwrap_or_else(|| slot.title.clone());
        let is_single = reading.statistic.is_some() || slot.length == 1;
        Some(Self { id: output.id.clone(), title, is_single })
    }
}

/// Everything that the pages of a what-if app share.
#[derive(Clone, Copy)]
pub struct WhatIf {
    /// What every app has.
    pub base: Base,
    answer: RwSignal<Option<Arc<Answer>>>,
    failure: RwSignal<Option<EngineFailure>>,
    open: StoredValue<Option<(RunId, InputValues)>>,
}

impl WhatIf {
    /// Starts the engine, fetches the models and asks the first question.
    pub fn start(source: Source) -> Self {
        let scenarios = match &*source.app {
            App::WhatIf(app) => app.scenarios.clone(),
            App::Station(_) => Vec::new(),
        };
        let session = Self {
            base: Base::new(source, Presets { all: scenarios, start: None }),
            answer: RwSignal::new(None),
            failure: RwSignal::new(None),
            open: StoredValue::new(None),
        };
        let changed = Callback::new(move |()| session.ask());
        session.base.open(move |news| session.hear(news), changed);
        session.base.open_storage(async |_| Ok(()));
        session.ask();
        session
    }

    /// Reads the manifest; it is a what-if app's.
    fn with_manifest<T: Default>(self, read: impl FnOnce(&manifest::WhatIf) -> T) -> T {
        self.base.with_app(|app| match app {
            App::WhatIf(app) => read(app),
            App::Station(_) => T::default(),
        })
    }

    /// Asks for the present inputs; the latest question counts. Blocked inputs are not asked.
    fn ask(self) {
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
    fn retry(self) {
        self.base.retry();
        self.ask();
    }

    fn hear(self, news: News) {
        match self.base.hear(news) {
            Some(FromEngine::Answered { run, answer }) => {
                if let Some(inputs) = self.end(run) {
                    self.answer.set(Some(Arc::new(Answer { inputs, answer: *answer })));
                    self.base.trust.count_requests();
                }
            }
            Some(FromEngine::Call { run, url, timeout_s, body, .. }) => self.call(run, url, timeout_s, body),
            Some(FromEngine::Failed { run: Some(run), error }) => match self.end(run) {
                Some(_) => self.failure.set(Some(error)),
                None => self.base.request_failed(error),
            },
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

    /// What will be shown, in the order of the screen: known once the contracts are here, before any answer.
    fn places(self) -> Vec<Place> {
        let sheets = self.base.sheets.read();
        self.with_manifest(|m| {
            m.graph.outputs.iter().filter_map(|o| Place::of(o, &m.graph, &sheets)).collect()
        })
    }

    /// What is shown, in the order of the screen.
    fn outputs(self) -> Vec<OutputAnswer> {
        self.answer.read().as_ref().map(|a| a.answer.outputs.clone()).unwrap_or_default()
    }

    /// What the models say of the answer on the screen.
    fn domain(self) -> DomainVerdict {
        self.answer.read().as_ref().map(|a| a.answer.domain.clone()).unwrap_or_default()
    }

    /// Which local models answered in the place of remote ones, and why.
    fn notices(self) -> Vec<String> {
        let answer = self.answer.read();
        let nodes = answer.iter().flat_map(|a| &a.answer.nodes);
        nodes.filter_map(|node| node.notice.clone()).collect()
    }

    /// The answer is not for the present inputs, and none is on its way.
    fn is_stale(self) -> bool {
        let inputs = self.base.scenario.inputs();
        let other = self.answer.read().as_ref().is_some_and(|answer| answer.inputs != inputs);
        other
            && (self.base.scenario.is_blocked() || self.failure.read().is_some() || !self.base.is_engine_up())
    }

    fn chip(self) -> ChipState {
        let verdict = self.base.scenario.verdict.read();
        let limits = match verdict.level() {
            Some(Level::Block) => DomainState::Out,
            Some(Level::Caution) => DomainState::Caution,
            Some(Level::Advise) | None => DomainState::In,
        };
        let (standing, causes) = self.base.standing();
        let cause = causes.first().map(|cause| cause.short().to_owned());
        let proof = self.base.trust.proof.read();
        let proof = (!proof.proofs.is_empty() || proof.running).then(|| proof.line());
        let (domain, online) = (limits.max(self.domain().state), self.base.online.get());
        ChipState { standing, domain, cause, freshness: Freshness::Unbound, online, proof }
    }
}
