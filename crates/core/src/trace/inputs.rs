//! What was set, as the leaves of a trace.

use crate::date::Date;
use crate::guardrail::{Level, check_on};
use crate::manifest::resolved::{Controls, Input, InputKind, Preset};
use crate::protocol::{InputValue, InputValues};

use super::{Item, Kind, Worth};

/// What is set, and what the guardrail says of it.
pub(super) struct Settings<'a> {
    controls: &'a Controls,
    /// Complete, with defaults.
    pub inputs: InputValues,
    /// Title of the scenario that all inputs equal.
    scenario: Option<&'a str>,
    today: Option<Date>,
}

impl<'a> Settings<'a> {
    pub fn new(
        controls: &'a Controls,
        presets: &'a [Preset],
        inputs: &InputValues,
        today: Option<Date>,
    ) -> Self {
        let inputs = controls.complete(inputs);
        let equals = |preset: &&Preset| controls.complete(&preset.values).values == inputs.values;
        let scenario = presets.iter().find(equals).map(|preset| preset.title.as_str());
        Self { controls, inputs, scenario, today }
    }

    pub fn title(&self, id: &str) -> Option<String> {
        self.controls.input(id).map(|input| input.title.clone())
    }

    /// An input with its value, where that comes from, and the guardrail's verdict.
    pub fn item(&self, id: &str) -> Item {
        let Some(input) = self.controls.input(id) else { return Item::new(Kind::Input, id, id) };
        let item = Item::new(Kind::Input, id, input.title.clone());
        let Some(value) = self.inputs.values.get(id) else { return item };
        let default = default(input);
        let how = match (*value == default, self.scenario) {
            (true, _) => "The app's default.".to_owned(),
            (false, Some(scenario)) => format!("As in the scenario “{scenario}”."),
            (false, None) => "Changed by hand, or opened from a link or file.".to_owned(),
        };
        let (unit, is_clock) = unit(&input.kind);
        let worth = Worth::Set { value: value.clone(), default, unit: unit.to_owned(), is_clock };
        let notes = self.shape(input).into_iter().chain(self.verdict(id));
        Item { worth: Some(worth), ..item }.made(how).noted(notes)
    }

    fn shape(&self, input: &Input) -> Option<String> {
        let InputKind::Number(number) = &input.kind else { return None };
        let profile = number.profile.as_ref()?;
        Some(match (self.inputs.shapes.contains_key(&input.id), profile.source.as_str()) {
            (true, _) => "Over the day by a shape that was drawn by hand.".to_owned(),
            (false, "") => "Over the day by the app's day shape.".to_owned(),
            (false, source) => format!("Over the day by the app's day shape: {source}"),
        })
    }

    /// What the limits say of an input; that they all hold is said, too.
    fn verdict(&self, id: &str) -> Vec<String> {
        let verdict = check_on(self.controls, &self.inputs, self.today);
        let word = |level| match level {
            Level::Block => "Blocked",
            Level::Caution => "Caution",
            Level::Advise => "Note",
        };
        let found: Vec<String> = verdict.of(id).map(|f| format!("{}: {}", word(f.level), f.text)).collect();
        if found.is_empty() { vec!["Within its range and its limits.".to_owned()] } else { found }
    }
}

fn default(input: &Input) -> InputValue {
    match &input.kind {
        InputKind::Number(number) => InputValue::Number(number.default),
        InputKind::Choice { default, .. } => InputValue::Choice(default.clone()),
        InputKind::Switch { default } => InputValue::Switch(*default),
        InputKind::Span(span) => InputValue::Span(span.default),
        InputKind::List(list) => InputValue::List(list.default.clone()),
    }
}

fn unit(kind: &InputKind) -> (&str, bool) {
    match kind {
        InputKind::Number(number) => (&number.unit, number.is_clock),
        InputKind::Span(span) => (&span.unit, false),
        InputKind::List(list) => (&list.unit, false),
        InputKind::Choice { .. } | InputKind::Switch { .. } => ("", false),
    }
}
