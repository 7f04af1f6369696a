//! What the person chose: values, day shapes, reasons for cautions; and what the guardrail says.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::guardrail::{Level, Verdict, check_on, missing_reasons};
use twinlet_core::manifest::Manifest;
use twinlet_core::protocol::{InputValue, InputValues};

use crate::browser::clock;

/// The scenario on the screen.
#[derive(Clone, Copy)]
pub struct Scenario {
    manifest: StoredValue<Arc<Manifest>>,
    inputs: RwSignal<InputValues>,
    reasons: RwSignal<BTreeMap<String, String>>,
    /// What the guardrail says about the inputs.
    pub verdict: Memo<Verdict>,
}

impl Scenario {
    /// The preset that the manifest starts with, else the defaults.
    pub fn new(manifest: Arc<Manifest>) -> Self {
        let start = manifest.scenario.start_preset.as_deref().unwrap_or_default();
        let preset = manifest.scenario.presets.iter().find(|p| p.id == start);
        let inputs =
            RwSignal::new(manifest.controls.complete(&preset.map(|p| p.values.clone()).unwrap_or_default()));
        let manifest = StoredValue::new(manifest);
        let verdict = Memo::new(move |_| {
            manifest.with_value(|m| check_on(&m.controls, &inputs.read(), clock::today()))
        });
        Self { manifest, inputs, reasons: RwSignal::new(BTreeMap::new()), verdict }
    }

    /// Values of all inputs.
    pub fn inputs(self) -> InputValues {
        self.inputs.get()
    }

    /// The same without following changes.
    pub fn inputs_untracked(self) -> InputValues {
        self.inputs.get_untracked()
    }

    /// A numeric input's value.
    pub fn number(self, id: &str) -> f64 {
        match self.inputs.read().values.get(id) {
            Some(InputValue::Number(value)) => *value,
            _ => f64::NAN,
        }
    }

    /// A choice input's option.
    pub fn choice(self, id: &str) -> String {
        match self.inputs.read().values.get(id) {
            Some(InputValue::Choice(option)) => option.clone(),
            _ => String::new(),
        }
    }

    /// The day shape that a person drew; `None` for the manifest's.
    pub fn shape(self, id: &str) -> Option<Vec<f64>> {
        self.inputs.read().shapes.get(id).cloned()
    }

    /// Id of the preset that the inputs equal; empty when they equal none.
    pub fn preset(self) -> String {
        let inputs = self.inputs.read();
        let equal = |m: &Arc<Manifest>| {
            m.scenario
                .presets
                .iter()
                .find(|p| m.controls.complete(&p.values) == *inputs)
                .map(|p| p.id.clone())
        };
        self.manifest.with_value(equal).unwrap_or_default()
    }

    /// Whether a limit forbids a run.
    pub fn is_blocked(self) -> bool {
        self.verdict.read().level() == Some(Level::Block)
    }

    /// The reason given for a caution.
    pub fn reason(self, limit: &str) -> String {
        self.reasons.read().get(limit).cloned().unwrap_or_default()
    }

    /// Reasons for the cautions in force, for the record.
    pub fn reasons_in_force(self) -> BTreeMap<String, String> {
        let verdict = self.verdict.get_untracked();
        let reasons = self.reasons.get_untracked();
        reasons.into_iter().filter(|(limit, _)| verdict.findings.iter().any(|f| f.limit == *limit)).collect()
    }

    /// Cautions that still need a reason, by title of their input.
    pub fn missing_reasons(self) -> Vec<String> {
        let verdict = self.verdict.read();
        let missing = missing_reasons(&verdict, &self.reasons.read());
        let title = |limit: &String| {
            let input = verdict.findings.iter().find(|f| f.limit == *limit).map(|f| f.input.clone())?;
            self.manifest.with_value(|m| m.controls.input(&input).map(|i| i.title.clone()))
        };
        missing.iter().filter_map(title).collect()
    }

    pub(super) fn set(self, id: &str, value: InputValue) {
        self.inputs.update(|inputs| drop(inputs.values.insert(id.to_owned(), value)));
    }

    pub(super) fn set_shape(self, id: &str, shape: Vec<f64>) {
        self.inputs.update(|inputs| drop(inputs.shapes.insert(id.to_owned(), shape)));
    }

    pub(super) fn set_preset(self, id: &str) {
        let values = |m: &Arc<Manifest>| {
            m.scenario.presets.iter().find(|p| p.id == id).map(|p| m.controls.complete(&p.values))
        };
        if let Some(inputs) = self.manifest.with_value(values) {
            self.inputs.set(inputs);
        }
    }

    pub(super) fn set_reason(self, limit: &str, reason: String) {
        self.reasons.update(|reasons| drop(reasons.insert(limit.to_owned(), reason)));
    }
}
