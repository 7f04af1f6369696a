//! The day's shape of an input: 24 values to draw, scale, shift, type or paste.

mod draft;
mod pad;

use leptos::prelude::*;
use twinlet_core::profile::Normalisation;

pub use draft::{HOURS, PasteError, ProfileDraft};

use crate::{BottomSheet, NoteText, StatusNote, Tone, format};
use pad::DrawPad;

/// What is edited.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileSpec {
    /// The input's title.
    pub title: String,
    /// Unit as shown to people.
    pub unit: String,
    /// What the editor keeps: the mean or the peak.
    pub normalisation: Normalisation,
    /// The input's value: the day's mean or peak, in the unit.
    pub value: f64,
    /// The present shape, 24 normalised values.
    pub shape: Vec<f64>,
    /// The shape to return to, 24 normalised values.
    pub initial: Vec<f64>,
}

impl ProfileSpec {
    /// What the editor keeps, in words: `the mean stays 412 m³/h`.
    pub fn kept(&self) -> String {
        let what = if self.normalisation == Normalisation::Mean { "The mean" } else { "The highest" };
        [
            what,
            " stays ",
            &format::with_unit(&format::plain(self.value), &self.unit),
            ". Draw on the curve, hour by hour from 00:00.",
        ]
        .concat()
    }

    fn draft(&self, shape: &[f64]) -> ProfileDraft {
        ProfileDraft::new(shape, self.value, self.normalisation)
    }
}

/// A sheet over one shape. The draft lives in the sheet; the owner gets it when the person applies it.
#[component]
pub fn ProfileEditor(
    /// Shown or not. Required.
    #[prop(into)]
    open: Signal<bool>,
    /// What is edited; read each time the sheet opens. Required.
    #[prop(into)]
    spec: Signal<ProfileSpec>,
    /// The person applies the shape; carries 24 normalised values. Required.
    on_apply: Callback<Vec<f64>>,
    /// The person closes without applying. Required.
    on_close: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || ["Shape of the day: ", &spec.read().title].concat());
    view! {
        <BottomSheet open=open title=title on_close=on_close>
            <EditorBody spec on_apply/>
        </BottomSheet>
    }
    .into_any()
}

#[component]
fn EditorBody(spec: Signal<ProfileSpec>, on_apply: Callback<Vec<f64>>) -> impl IntoView {
    let start = spec.with_untracked(|s| s.draft(&s.shape));
    let draft = RwSignal::new(start);
    let apply = move |_| {
        let shape = draft.read_untracked().shape();
        on_apply.run(shape);
    };
    let reset = move |_| draft.set(spec.with_untracked(|s| s.draft(&s.initial)));
    let act = move |words: &'static str, verb: fn(&mut ProfileDraft)| {
        view! { <button type="button" class="button" on:click=move |_| draft.update(verb)>{words}</button> }
            .into_any()
    };
    view! {
        <p class="card-subtitle">{move || spec.read().kept()}</p>
        <DrawPad draft spec/>
        <div class="profile-acts">
            {act("Flatter", |d| d.scale(0.8))}
            {act("Steeper", |d| d.scale(1.25))}
            {act("Earlier", |d| d.shift(-1))}
            {act("Later", |d| d.shift(1))}
        </div>
        <PasteField draft/>
        <div class="decision-actions">
            <button type="button" class="button button-primary" on:click=apply>
                "Use this shape"
            </button>
            <button type="button" class="button button-large" on:click=reset>"Reset"</button>
        </div>
    }
    .into_any()
}

/// The 24 numbers as text, to type over or paste.
#[component]
fn PasteField(draft: RwSignal<ProfileDraft>) -> impl IntoView {
    let error = RwSignal::new(None::<PasteError>);
    let text = move || {
        draft
            .read()
            .values()
            .iter()
            .map(|v| format::plain((v * 10.0).round() / 10.0).replace(',', ""))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let take = move |ev| {
        let typed = event_target_value(&ev);
        error.set(draft.try_update(|d| d.paste(&typed).err()).flatten());
    };
    let note = move || {
        error.get().map(|e| view! { <StatusNote note=Signal::stored(NoteText::new(Tone::Block, "Not taken", e.text()))/> })
    };
    view! {
        <details class="profile-numbers">
            <summary>"Type or paste 24 numbers"</summary>
            <label class="field">
                <span class="visually-hidden">"24 numbers, hour by hour from 00:00"</span>
                <textarea rows="3" inputmode="decimal" prop:value=text on:change=take></textarea>
            </label>
            {note}
        </details>
    }
    .into_any()
}
