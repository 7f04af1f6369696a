//! What small pictures share: how old they are, and their line of state.

use leptos::prelude::*;

use crate::icon::ToneMark;
use crate::{NoteText, Tone};

/// The class of a figure: its own, and whether it waits for numbers or shows old ones.
pub(crate) fn figure_class(own: &'static str, waiting: bool, stale: bool) -> String {
    let loading = if waiting { " is-loading" } else { "" };
    let old = if stale { " is-stale" } else { "" };
    ["figure ", own, loading, old].concat()
}

/// A line with shape, bold word and sentence, without a coloured ground.
#[component]
pub(crate) fn StateLine(
    /// What it says; `None` keeps an empty line. Required.
    #[prop(into)]
    note: Signal<Option<NoteText>>,
) -> impl IntoView {
    let tone = Memo::new(move |_| note.read().as_ref().map_or(Tone::Neutral, |n| n.tone));
    let part = move |pick: fn(&NoteText) -> String| move || note.read().as_ref().map(pick);
    let mark = move || note.read().is_some().then(|| view! { <ToneMark tone=tone/> });
    view! {
        <p class=move || ["figure-state ", tone.get().class()].concat()>
            {mark} <span><strong>{part(|n| n.word.clone())}</strong> " " {part(|n| n.text.clone())}</span>
        </p>
    }
    .into_any()
}

/// The age of what is shown, when it is old.
#[component]
pub(crate) fn Age(
    /// Age in words, for example `12 min old`; `None` while it is fresh. Required.
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let note = Signal::derive(move || stale.get().map(|age| NoteText::new(Tone::Caution, "Stale.", age)));
    let line = move || stale.read().is_some().then(|| view! { <StateLine note/> });
    view! { {line} }.into_any()
}

/// Digits after the point that tell values apart on a scale of this span.
pub(crate) fn decimals_of(span: f64) -> i32 {
    (2 - crate::format::magnitude(span)).clamp(0, 4)
}
