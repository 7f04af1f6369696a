//! What comes in and goes out: files of values, actions, what was found on site.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_components::{InspectionEntry, InspectionForm, InspectionSpec, ReadingSpec, Tone};
use twinlet_core::csv;
use twinlet_core::manifest::raw::{Action, ActionKind, InspectionForm as Form, OfActions, Source};
use twinlet_core::protocol::InputValue;
use twinlet_core::units::Scale;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use crate::files::{TextFile, download};
use crate::views::share::Share;
use crate::whatif::WhatIf;

/// A button that opens a file into inputs.
pub fn source(session: WhatIf, id: String) -> AnyView {
    let found =
        session.with_manifest(|m| m.sources.iter().find(|(key, _)| *key == id).map(|(_, s)| s.clone()));
    let Some(source) = found else { return ().into_any() };
    let title = source.title.clone();
    let source = Arc::new(source);
    let read = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        let source = source.clone();
        spawn_local(async move {
            let Some(file) = file else { return };
            let text = JsFuture::from(file.unchecked_ref::<web_sys::Blob>().text()).await;
            match text.ok().and_then(|text| text.as_string()) {
                Some(text) => session.take_file(&source, &text),
                None => session.refuse("The file cannot be read; open it again or type the values."),
            }
        });
    };
    view! {
        <label class="button button-large share-open" data-testid="source">
            {title}
            <input type="file" class="visually-hidden" accept=".csv,.txt,text/csv,text/plain" on:change=read/>
        </label>
    }
    .into_any()
}

impl WhatIf {
    fn refuse(self, why: &str) {
        self.base.notices.show("source", Tone::Caution, "Not taken", why, None);
    }

    /// Puts the columns of a file into inputs, all or none; the guardrail judges them as any others.
    fn take_file(self, source: &Source, text: &str) {
        let controls = self.base.with_controls(Clone::clone);
        match csv::take(&controls, &source.columns, text) {
            Ok(taken) => {
                let mut inputs = self.base.scenario.inputs_untracked();
                inputs.values.extend(taken.values);
                inputs.shapes.extend(taken.shapes);
                self.base.choose_all(&inputs);
                self.base.notices.show(
                    "source",
                    Tone::Note,
                    "File opened",
                    "The inputs are those of the file.",
                    None,
                );
            }
            Err(why) => self.refuse(&why),
        }
    }

    fn act(self, kind: ActionKind, share: RwSignal<bool>) {
        match kind {
            ActionKind::Share | ActionKind::OpenScenario => share.set(true),
            ActionKind::SaveScenario => self.base.save_scenario(),
            ActionKind::Reset => self.base.reset(),
            ActionKind::SaveAnswer => self.save_answer(),
        }
    }

    /// The answer as CSV: one line for each value, with both ends of its interval.
    fn save_answer(self) {
        let outputs =
            self.answer.read_untracked().as_ref().map(|a| a.answer.outputs.clone()).unwrap_or_default();
        let text = csv::of_outputs(&outputs);
        let name = self.with_manifest(|m| [&m.app.id, "-answer.csv"].concat());
        if download(&TextFile { name, media_type: "text/csv", text }).is_err() {
            self.refuse("The browser did not save the file.");
        }
    }
}

/// Buttons of actions.
pub fn actions(session: WhatIf, of: OfActions) -> AnyView {
    let wanted = move |id: &String| of.actions.is_empty() || of.actions.contains(id);
    let actions: Vec<(String, Action)> =
        session.with_manifest(|m| m.actions.iter().filter(|(id, _)| wanted(id)).cloned().collect());
    let share = RwSignal::new(false);
    let button = move |(id, Action { title, kind }): (String, Action)| {
        let title = title.unwrap_or_else(|| verb(kind).to_owned());
        let test_id = ["action-", &id].concat();
        view! { <button type="button" class="button button-large" data-testid=test_id on:click=move |_| session.act(kind, share)>{title}</button> }
            .into_any()
    };
    view! {
        <div class="share-acts">{actions.into_iter().map(button).collect_view()}</div>
        <Share base=session.base open=share/>
    }
    .into_any()
}

fn verb(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Share => "Share",
        ActionKind::SaveScenario => "Save scenario",
        ActionKind::OpenScenario => "Open scenario",
        ActionKind::SaveAnswer => "Save answer",
        ActionKind::Reset => "Reset",
    }
}

/// A form for what was found on site: its readings become inputs, and all of it a file.
pub fn inspection(session: WhatIf, of: Form) -> AnyView {
    let Form { title, findings, readings, photo, barcode } = of;
    let spec = move || InspectionSpec {
        title: title.clone().unwrap_or_else(|| "Inspection".into()),
        findings: findings.iter().map(|finding| (finding.clone(), finding.clone())).collect(),
        readings: readings.iter().filter_map(|id| reading(session, id)).collect(),
        photo,
        barcode: if barcode { "Barcode of the asset".into() } else { String::new() },
    };
    let on_submit = Callback::new(move |entry: InspectionEntry| submitted(session, &entry));
    // Another unit makes another form.
    let form = move || view! { <InspectionForm spec=spec() on_submit/> };
    view! { <section class="card" data-testid="inspection">{form}</section> }.into_any()
}

fn reading(session: WhatIf, id: &str) -> Option<ReadingSpec> {
    let scale = scale_of(session, id)?;
    let title = session.base.with_controls(|c| c.input(id).map(|input| input.title.clone()))?;
    Some(ReadingSpec {
        id: id.to_owned(),
        label: title,
        unit: scale.readout().unit().to_owned(),
        range: (scale.min, scale.max),
        required: false,
    })
}

/// How the readings of an input are typed.
fn scale_of(session: WhatIf, id: &str) -> Option<Scale> {
    let number = session.base.with_controls(|c| c.number_input(id).cloned())?;
    Some(session.base.scale(&number.unit, (number.min, number.max), number.step))
}

fn submitted(session: WhatIf, entry: &InspectionEntry) {
    // What was read off in the unit of the screen is kept in the input's own, with that unit beside it.
    let own = |(id, shown): &(String, f64)| {
        let value = scale_of(session, id).map_or(*shown, |scale| scale.own(*shown, f64::NAN));
        (id.clone(), value)
    };
    let own: Vec<(String, f64)> = entry.readings.iter().map(own).collect();
    for (id, value) in &own {
        session.base.choose(id, InputValue::Number(*value));
    }
    let unit = |id: &str| session.base.with_controls(|c| c.number_input(id).map(|n| n.unit.clone()));
    let units: serde_json::Map<String, serde_json::Value> =
        own.iter().filter_map(|(id, _)| Some((id.clone(), unit(id)?.into()))).collect();
    let readings: serde_json::Map<String, serde_json::Value> =
        own.into_iter().map(|(id, value)| (id, value.into())).collect();
    let text = serde_json::json!({
        "app": session.with_manifest(|m| [&m.app.id, "@", &m.app.version].concat()),
        "finding": entry.finding,
        "readings": readings,
        "units": units,
        "note": entry.note,
        "photo": entry.photo,
        "barcode": entry.barcode,
    });
    let name = session.with_manifest(|m| [&m.app.id, "-inspection.json"].concat());
    let file = TextFile { name, media_type: "application/json", text: text.to_string() };
    match download(&file) {
        Ok(()) => session.base.notices.show(
            "source",
            Tone::Note,
            "Inspection saved",
            "It is a file on this device; the readings are inputs now.",
            None,
        ),
        Err(_) => session.refuse("The browser did not save the file; nothing of the form is lost."),
    }
}
