//! Who answers for a recommendation: a name, a button, and what that does and does not mean.

use leptos::prelude::*;

use crate::{NoteText, StatusNote, Tone};

/// Texts of the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConfirmWords {
    /// What is answered to, for example `Inspect pump 2, Sat 21 Nov, 10:00 to 14:00`.
    pub what: String,
    /// Who answered so far and who is asked now, for example `First of two persons`; empty for none.
    pub turn: String,
    /// Label of the name, for example `Name, shift engineer`.
    pub label: String,
    /// Verb on the button, for example `Confirm`.
    pub act: String,
    /// What a name is worth here.
    pub caveat: String,
}

/// A form for one name. What is typed stays until it is taken.
#[component]
pub fn ConfirmForm(
    /// Texts. Required.
    words: ConfirmWords,
    /// The name at first. Default: empty.
    #[prop(into, optional)]
    name: String,
    /// Why the last name was not taken; a sentence. Default: nothing.
    #[prop(into, optional)]
    refused: Signal<Option<String>>,
    /// The person answers; carries the name as it was typed. Required.
    on_confirm: Callback<String>,
) -> impl IntoView {
    let draft = RwSignal::new(name);
    let note = move || {
        let note = NoteText::new(Tone::Block, "Not taken", refused.get()?);
        Some(view! { <StatusNote note=Signal::stored(note)/> })
    };
    let wrong = move || refused.read().is_some().then_some("true");
    let ConfirmWords { what, turn, label, act, caveat } = words;
    let turn = (!turn.is_empty()).then(|| view! { <p class="card-subtitle">{turn}</p> });
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        on_confirm.run(draft.get_untracked());
    };
    view! {
        <form class="stack" data-testid="confirm-form" on:submit=send>
            <p class="confirm-what">{what}</p>
            {turn}
            <label class="field">
                <span class="field-label">{label}</span>
                <input type="text" autocomplete="name" autocapitalize="words" enterkeyhint="done" aria-invalid=wrong
                    prop:value=draft on:input=move |ev| draft.set(event_target_value(&ev))/>
            </label>
            {note}
            <button type="submit" class="button button-primary">{act}</button>
            <p class="card-subtitle">{caveat}</p>
        </form>
    }
    .into_any()
}
