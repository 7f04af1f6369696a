//! What small pictures share: how old they are, and their line of state.

use leptos::prelude::*;

use crate::bullet::BulletData;
use crate::icon::ToneMark;
use crate::{NoteText, Tone};

/// The class of a figure: its own, and whether it waits for numbers or shows old ones.
pub(crate) fn figure_class(own: &'static str, waiting: bool, stale: bool) -> String {
    let loading = if waiting { " is-loading" } else { "" };
    let old = if stale { " is-stale" } else { "" };
    ["figure ", own, loading, old].concat()
}

/// A number on a scale, whatever draws it: its state in words below, and its age.
#[component]
pub(crate) fn ScaleFigure(
    /// Its own class. Required.
    own: &'static str,
    /// What it shows. Required.
    data: Signal<Option<BulletData>>,
    /// Age in words when the value is old. Required.
    stale: Signal<Option<String>>,
    /// Title and picture.
    children: Children,
) -> impl IntoView {
    let class = move || figure_class(own, data.read().is_none(), stale.read().is_some());
    let state = Signal::derive(move || data.read().as_ref().map(BulletData::state));
    view! {
        <figure class=class aria-busy=move || data.read().is_none().to_string()>
            {children()}
            <StateLine note=state/>
            <Age stale/>
        </figure>
    }
    .into_any()
}

/// One of its texts; none while it waits for a number.
pub(crate) fn text_of(
    data: Signal<Option<BulletData>>,
    pick: fn(&BulletData) -> String,
) -> impl Fn() -> Option<String> + Copy {
    move || data.read().as_ref().map(pick)
}

/// The value and its interval.
pub(crate) fn value_of(data: Signal<Option<BulletData>>) -> AnyView {
    view! {
        <span class="figure-value">{text_of(data, |d| d.texts().value)}</span>
        <span class="figure-interval">{text_of(data, BulletData::interval_text)}</span>
    }
    .into_any()
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
