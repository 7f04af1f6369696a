//! Where the numbers of a saved picture come from, in lines for its foot.

use leptos::prelude::*;
use twinlet_components::format;
use twinlet_core::manifest::resolved::{Input, InputKind};
use twinlet_core::protocol::InputValue;
use twinlet_core::units;

use super::Base;
use crate::browser::clock;

impl Base {
    /// App, models, scenario, date; empty until the models are here.
    pub fn provenance(self) -> Signal<Vec<String>> {
        Signal::derive(move || {
            let models = self.model_lines();
            let needs_models = self.with_app(|app| !app.models().is_empty());
            if models.is_empty() && needs_models {
                return Vec::new();
            }
            let sha = self.manifest_sha256();
            let app = self.with_app(|app| [&app.identity().title, " ", &app.identity().version].concat());
            let app = [&app, ", manifest SHA-256 ", sha.get(..16).unwrap_or(&sha)].concat();
            let own = [
                ["Scenario: ", &self.scenario_words()].concat(),
                "Intervals: as the picture names them; the model sheet says what they promise.".to_owned(),
                ["Saved ", &clock::utc_now(), " (UTC)"].concat(),
            ];
            std::iter::once(app).chain(models).chain(own).collect()
        })
    }

    fn model_lines(self) -> Vec<String> {
        let (sheets, loaded) = (self.sheets.read(), self.loaded.read());
        let one = |sheet: &std::sync::Arc<crate::fetch::ModelSheet>| {
            let card = &sheet.contract.model;
            let sha = loaded.iter().find(|m| m.id == sheet.id).and_then(|m| m.sha256.get(..16));
            let hash = sha.map(|sha| [", index SHA-256 ", sha].concat()).unwrap_or_default();
            [&card.title, " ", &card.version, &hash, ", valid until ", &card.valid_until].concat()
        };
        sheets.iter().map(one).collect()
    }

    fn scenario_words(self) -> String {
        let inputs = self.scenario.inputs();
        self.with_controls(|controls| {
            let complete = controls.complete(&inputs);
            let one = |input: &Input| Some(in_words(input, complete.values.get(&input.id)?));
            controls.inputs.iter().filter_map(one).collect::<Vec<_>>().join("; ")
        })
    }
}

/// `Ambient, highest 31 °C`.
fn in_words(input: &Input, value: &InputValue) -> String {
    let unit = match &input.kind {
        InputKind::Number(number) => units::display(&number.unit),
        InputKind::Span(span) => units::display(&span.unit),
        _ => "",
    };
    let words = match value {
        InputValue::Number(x) => format::plain(*x),
        InputValue::Switch(on) => (if *on { "on" } else { "off" }).to_owned(),
        InputValue::Choice(option) => option.clone(),
        InputValue::Span(span) => [&format::plain(span.from), " to ", &format::plain(span.to)].concat(),
        InputValue::List(all) => format!("{} values", all.len()),
    };
    [&input.title, " ", &format::with_unit(&words, unit)].concat()
}
