//! A what-if app: a question at each change, the answer in the widgets of its pages.

mod asking;
mod confirming;
mod frame;
mod known;
mod page;
mod shown;
mod theme;
mod trace;
mod widgets;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::{ChipState, Freshness};
use twinlet_core::contract::Slot;
use twinlet_core::domain::{DomainState, DomainVerdict};
use twinlet_core::graph::{Graph, GraphAnswer, Origin, Output, OutputAnswer, fitted};
use twinlet_core::guardrail::Level;
use twinlet_core::manifest::{self, App};
use twinlet_core::protocol::{EngineFailure, InputValues, RunId};
use twinlet_core::study::StudyAnswer;

use crate::base::{Base, Presets, Source};
use crate::fetch::ModelSheet;

use confirming::Confirming;
pub use frame::WhatIfFrame;

/// An answer with the inputs that it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    inputs: InputValues,
    answer: GraphAnswer,
}

/// What a study found, with the inputs around which it was asked; `None` where it failed.
type Studied = (InputValues, Option<Arc<StudyAnswer>>);

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
        let place = |title: &str, is_single| {
            let title = output.title.clone().unwrap_or_else(|| title.to_owned());
            Self { id: output.id.clone(), title, is_single }
        };
        let Origin::Node(reading) = &output.from else { return Some(place("", true)) };
        let has_statistic = reading.statistic.is_some();
        if let Some(fit) = graph.fit(&reading.node) {
            let given = fitted::find(fit.fit.into(), &reading.output)?;
            return Some(place(given.title, has_statistic || given.length == 1));
        }
        let model = &graph.node(&reading.node)?.model;
        let contract = &sheets.iter().find(|sheet| sheet.id == *model)?.contract;
        let slot: &Slot = contract.outputs.iter().find(|slot| slot.name == reading.output)?;
        Some(place(&slot.title, has_statistic || slot.length == 1))
    }
}

/// Everything that the pages of a what-if app share.
#[derive(Clone, Copy)]
pub struct WhatIf {
    /// What every app has.
    pub base: Base,
    answer: RwSignal<Option<Arc<Answer>>>,
    failure: RwSignal<Option<EngineFailure>>,
    /// What each study found, by its id.
    studies: RwSignal<BTreeMap<String, Studied>>,
    /// Answers of the named scenarios, in their order, once somebody compares.
    compared: RwSignal<Option<Arc<Vec<Option<GraphAnswer>>>>>,
    /// Inputs of the named scenarios that were asked for.
    compared_of: StoredValue<Option<Vec<InputValues>>>,
    confirming: Confirming,
    open: StoredValue<Option<(RunId, InputValues)>>,
    open_study: StoredValue<Option<(RunId, String, InputValues)>>,
    open_comparison: StoredValue<Option<RunId>>,
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
            studies: RwSignal::new(BTreeMap::new()),
            compared: RwSignal::new(None),
            compared_of: StoredValue::new(None),
            confirming: Confirming::new(),
            open: StoredValue::new(None),
            open_study: StoredValue::new(None),
            open_comparison: StoredValue::new(None),
        };
        session.with_manifest(|app| theme::apply(&app.theme));
        let changed = Callback::new(move |()| session.ask());
        session.base.open(move |news| session.hear(news), changed);
        session.base.open_storage(move |storage| session.read_confirmation(storage));
        session.ask();
        session.base.follow_links();
        session
    }

    /// Reads the manifest; it is a what-if app's.
    fn with_manifest<T: Default>(self, read: impl FnOnce(&manifest::WhatIf) -> T) -> T {
        self.base.with_app(|app| match app {
            App::WhatIf(app) => read(app),
            App::Station(_) => T::default(),
        })
    }

    /// What will be shown, in the order of the screen: known once the contracts are here, before any answer.
    fn places(self) -> Vec<Place> {
        let sheets = self.base.sheets.read();
        self.with_manifest(|m| {
            m.graph.outputs.iter().filter_map(|o| Place::of(o, &m.graph, &sheets)).collect()
        })
    }

    /// What was answered, in the order of the screen and in the app's own units.
    fn answered_outputs(self) -> Vec<OutputAnswer> {
        self.answer.read().as_ref().map(|a| a.answer.outputs.clone()).unwrap_or_default()
    }

    /// An output's answer in the app's own unit, as far as it is here.
    fn answered_output(self, id: &str) -> Option<OutputAnswer> {
        self.answer.read().as_ref()?.answer.outputs.iter().find(|output| output.id == id).cloned()
    }

    /// The same in the units that the person prefers: for whatever is looked at.
    fn outputs(self) -> Vec<OutputAnswer> {
        let preference = self.base.units.read();
        self.answered_outputs().iter().map(|output| output.shown_in(&preference)).collect()
    }

    /// An output's answer in the unit that the person prefers.
    fn output(self, id: &str) -> Option<OutputAnswer> {
        self.answered_output(id).map(|output| output.shown_in(&self.base.units.read()))
    }

    /// Units of what was answered.
    fn units(self) -> Vec<String> {
        let outputs = self.answered_outputs();
        let axes = outputs.iter().filter_map(|output| Some(output.axis.as_ref()?.unit.clone()));
        let series = outputs.iter().filter_map(|output| Some(output.series.as_ref()?.unit.clone()));
        axes.chain(series).collect()
    }

    /// What a study found; of earlier inputs until the present ones were asked.
    fn study(self, id: &str) -> Option<Arc<StudyAnswer>> {
        self.studies.read().get(id)?.1.clone()
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

    /// The answer is not for the present inputs.
    fn is_behind(self) -> bool {
        let inputs = self.base.scenario.inputs();
        self.answer.read().as_ref().is_none_or(|answer| answer.inputs != inputs)
    }

    /// The answer is not for the present inputs, and none is on its way.
    fn is_stale(self) -> bool {
        self.answer.read().is_some()
            && self.is_behind()
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
