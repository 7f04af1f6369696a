//! What was found at the machine: finding, readings, photo, barcode, remark.

mod camera;
mod draft;

use leptos::prelude::*;

pub use draft::{InspectionDraft, InspectionEntry, InspectionSpec, ReadingSpec};

use crate::{NoteText, SelectField, StatusNote, Tone};
use camera::{BarcodeField, PhotoField};

/// What the parts of the form share.
#[derive(Clone, Copy)]
struct Parts {
    spec: StoredValue<InspectionSpec>,
    draft: RwSignal<InspectionDraft>,
    /// The person tried to send: from then on what is missing is marked.
    tried: RwSignal<bool>,
}

/// A form for one inspection. Whatever goes wrong, what was entered stays.
#[component]
pub fn InspectionForm(
    /// What is asked for. Required.
    spec: InspectionSpec,
    /// What was entered before, for example kept over a restart. Default: nothing.
    #[prop(optional)]
    start: InspectionDraft,
    /// The entry is being stored: the button waits. Default: false.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Why the last entry could not be stored. Default: it could.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// The form is complete and the person sends it. Required.
    on_submit: Callback<InspectionEntry>,
) -> impl IntoView {
    let mut start = start;
    start.readings.resize(spec.readings.len(), String::new());
    let (title, name) = (spec.title.clone(), spec.title.clone());
    let draft = RwSignal::new(start);
    let parts = Parts { spec: StoredValue::new(spec), draft, tried: RwSignal::new(false) };
    let wrong = Memo::new(move |_| {
        parts.spec.with_value(|s| draft.read().entry(s).err()).filter(|_| parts.tried.get())
    });
    let send = move |_| {
        parts.tried.set(true);
        if let Ok(entry) = parts.spec.with_value(|s| draft.read_untracked().entry(s)) {
            on_submit.run(entry);
        }
    };
    let note = move || {
        let missing = wrong.get().map(|all| NoteText::new(Tone::Block, "Not yet complete", all.join(" ")));
        let failed = || {
            error.get().map(|e| {
                NoteText::new(Tone::Block, "Not stored", [&e, " What you entered is still here."].concat())
            })
        };
        missing.or_else(failed).map(|n| view! { <StatusNote note=Signal::stored(n)/> })
    };
    let words = move || if busy.get() { "Storing…" } else { "Store inspection" };
    view! {
        <section class="inspection" role="group" aria-label=name>
            <h2 class="card-title">{title}</h2>
            {finding(parts)} {readings(parts)}
            <PhotoField parts/>
            <BarcodeField parts/>
            {remark(parts)} {note}
            <button type="button" class="button button-primary" disabled=busy on:click=send>{words}</button>
        </section>
    }
    .into_any()
}

fn finding(parts: Parts) -> Option<AnyView> {
    let options = parts.spec.with_value(|s| s.findings.clone());
    let value = Signal::derive(move || parts.draft.read().finding.clone());
    let choose = Callback::new(move |id| parts.draft.update(|d| d.finding = id));
    let missing = Signal::derive(move || parts.tried.get() && value.read().is_empty());
    (!options.is_empty()).then(|| {
        view! { <SelectField label="Finding" invalid=missing subtitle="Needed" options=Signal::stored(options) value=value on_select=choose/> }
            .into_any()
    })
}

fn readings(parts: Parts) -> Option<AnyView> {
    let specs = parts.spec.with_value(|s| s.readings.clone());
    let field = |(i, spec)| reading(parts, i, spec);
    (!specs.is_empty()).then(|| {
        view! { <div class="readings">{specs.into_iter().enumerate().map(field).collect_view()}</div> }
            .into_any()
    })
}

fn reading(parts: Parts, i: usize, spec: ReadingSpec) -> AnyView {
    let text = move || parts.draft.read().readings.get(i).cloned().unwrap_or_default();
    let typed = move |ev| {
        let typed = event_target_value(&ev);
        parts.draft.update(|d| d.readings.iter_mut().skip(i).take(1).for_each(|t| t.clone_from(&typed)));
    };
    let (label, unit) = (spec.label.clone(), spec.unit.clone());
    let needed = spec.required.then_some(" · needed");
    let wrong =
        move || (parts.tried.get() && parts.draft.read().reading_error(i, &spec).is_some()).then_some("true");
    view! {
        <label class="field">
            <span class="field-label">{label} <span class="field-unit">" " {unit} {needed}</span></span>
            <input type="text" inputmode="decimal" autocomplete="off" aria-invalid=wrong prop:value=text on:change=typed/>
        </label>
    }
    .into_any()
}

fn remark(parts: Parts) -> AnyView {
    let text = move || parts.draft.read().note.clone();
    let typed = move |ev| {
        let typed = event_target_value(&ev);
        parts.draft.update(|d| d.note = typed);
    };
    view! {
        <label class="field">
            <span class="field-label">"Remark"</span>
            <textarea rows="3" prop:value=text on:change=typed></textarea>
        </label>
    }
    .into_any()
}
