//! What the person chose: values, day shapes, reasons for cautions; and what the guardrail says.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::field::FieldFinding;
use twinlet_core::guardrail::{Level, Verdict, check_on, missing_reasons, shown_in};
use twinlet_core::manifest::App;
use twinlet_core::manifest::resolved::Preset;
use twinlet_core::protocol::{InputValue, InputValues};
use twinlet_core::units::Preference;

use super::history::History;
use crate::browser::clock;

/// Named sets of values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Presets {
    /// All of them, in the order of the screen.
    pub all: Vec<Preset>,
    /// Id of the one that is shown first; without it the defaults are.
    pub start: Option<String>,
}

/// The scenario on the screen.
#[derive(Clone, Copy)]
pub struct Scenario {
    app: StoredValue<Arc<App>>,
    presets: StoredValue<Presets>,
    inputs: RwSignal<InputValues>,
    reasons: RwSignal<BTreeMap<String, String>>,
    history: RwSignal<History>,
    /// It came as a link or a file: its findings are its own.
    pub is_opened: StoredValue<bool>,
    /// What the guardrail says about the inputs.
    pub verdict: Memo<Verdict>,
    units: RwSignal<Preference>,
}

impl Scenario {
    /// The preset to start with, else the defaults.
    pub fn new(app: Arc<App>, presets: Presets, units: RwSignal<Preference>) -> Self {
        let start = presets.all.iter().find(|p| Some(&p.id) == presets.start.as_ref());
        let start = start.map(|p| p.values.clone()).unwrap_or_default();
        let inputs = RwSignal::new(app.controls().complete(&start));
        let app = StoredValue::new(app);
        let verdict = Memo::new(move |_| verdict_in(app, &inputs.read(), &units.read()));
        let presets = StoredValue::new(presets);
        let (reasons, history) = (RwSignal::new(BTreeMap::new()), RwSignal::new(History::default()));
        Self { app, presets, inputs, reasons, history, is_opened: StoredValue::new(false), verdict, units }
    }

    /// The named sets of values.
    pub fn presets(self) -> Vec<Preset> {
        self.presets.with_value(|presets| presets.all.clone())
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

    /// The value of any input.
    pub fn value(self, id: &str) -> Option<InputValue> {
        self.inputs.read().values.get(id).cloned()
    }

    /// The day shape that a person drew; `None` for the manifest's.
    pub fn shape(self, id: &str) -> Option<Vec<f64>> {
        self.inputs.read().shapes.get(id).cloned()
    }

    /// Id of the preset that the inputs equal; empty when they equal none.
    pub fn preset(self) -> String {
        let inputs = self.inputs.read();
        let equals =
            |p: &Preset| InputValues { findings: inputs.findings.clone(), ..self.completed(p) } == *inputs;
        self.presets().iter().find(|p| equals(p)).map(|p| p.id.clone()).unwrap_or_default()
    }

    fn completed(self, preset: &Preset) -> InputValues {
        self.app.with_value(|app| app.controls().complete(&preset.values))
    }

    /// What the guardrail says about other inputs.
    pub fn verdict_of(self, inputs: &InputValues) -> Verdict {
        verdict_in(self.app, inputs, &self.units.read())
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
            self.app.with_value(|app| app.controls().input(&input).map(|i| i.title.clone()))
        };
        missing.iter().filter_map(title).collect()
    }

    pub(super) fn set(self, id: &str, value: InputValue) {
        self.note(id);
        self.inputs.update(|inputs| drop(inputs.values.insert(id.to_owned(), value)));
    }

    pub(super) fn set_shape(self, id: &str, shape: Vec<f64>) {
        self.note(id);
        self.inputs.update(|inputs| drop(inputs.shapes.insert(id.to_owned(), shape)));
    }

    pub(super) fn set_preset(self, id: &str) {
        if let Some(preset) = self.presets().iter().find(|p| p.id == id) {
            self.note("");
            self.put(self.completed(preset));
        }
    }

    /// Remembers what is about to change; steps that are no drag have no topic and are never joined.
    fn note(self, topic: &str) {
        let (before, now) = (self.inputs.get_untracked(), clock::monotonic_ms());
        let now = if topic.is_empty() { f64::INFINITY } else { now };
        self.history.update(|history| history.note(before, topic, now));
    }

    /// Whether there is a step to take back, and one to make again.
    pub fn can_step(self) -> (bool, bool) {
        self.history.read().can()
    }

    pub(super) fn step_back(self, is_back: bool) -> bool {
        let present = self.inputs.get_untracked();
        let step = |h: &mut History| if is_back { h.undo(present) } else { h.redo(present) };
        let stepped = self.history.try_update(step).flatten();
        stepped.map(|values| self.put(values)).is_some()
    }

    pub(super) fn set_defaults(self) {
        self.set_values(&InputValues::default());
    }

    /// Other values; what was found at the assets stays.
    fn put(self, values: InputValues) {
        self.inputs.update(|inputs| {
            let findings = std::mem::take(&mut inputs.findings);
            *inputs = InputValues { findings, ..values };
        });
    }

    /// Other values of all inputs; what was found at the assets stays.
    pub(super) fn set_values(self, values: &InputValues) {
        self.note("");
        self.put(self.app.with_value(|app| app.controls().complete(values)));
    }

    pub(super) fn set_findings(self, findings: Vec<FieldFinding>) {
        self.inputs.update(|inputs| inputs.findings = findings);
    }

    pub(super) fn set_all(self, inputs: &InputValues) {
        self.note("");
        self.inputs.set(self.app.with_value(|app| app.controls().complete(inputs)));
    }

    pub(super) fn set_reason(self, limit: &str, reason: String) {
        self.reasons.update(|reasons| drop(reasons.insert(limit.to_owned(), reason)));
    }
}
/// What is blocked is never run or recorded, so its sentence may be in the units of the screen.
fn verdict_in(app: StoredValue<Arc<App>>, inputs: &InputValues, units: &Preference) -> Verdict {
    app.with_value(|app| {
        let verdict = check_on(app.controls(), inputs, clock::today());
        shown_in(app.controls(), verdict, units)
    })
}
