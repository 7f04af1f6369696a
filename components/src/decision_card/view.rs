//! The card on the screen.

use leptos::prelude::*;

use super::words::{ActWords, CardWords};
use crate::format::kept_together;
use crate::icon::ToneMark;
use crate::skeleton::{Skeleton, SkeletonShape};
use crate::{NumberTile, Tone};

pub(super) fn card(
    words: Memo<Option<CardWords>>,
    on_schedule: Callback<String>,
    on_why: Callback<()>,
    on_source: Option<Callback<String>>,
) -> AnyView {
    let tone = Memo::new(move |_| words.read().as_ref().map_or(Tone::Neutral, |w| w.tone));
    let loaded = Memo::new(move |_| words.read().is_some());
    let body = move || match loaded.get() {
        true => answer(words, tone, on_schedule, on_why, on_source),
        false => skeleton(),
    };
    view! {
        <section class=move || ["card decision ", tone.get().class()].concat() aria-busy=move || (!loaded.get()).to_string()>
            {body}
        </section>
    }
    .into_any()
}

fn answer(
    words: Memo<Option<CardWords>>,
    tone: Memo<Tone>,
    on_schedule: Callback<String>,
    on_why: Callback<()>,
    on_source: Option<Callback<String>>,
) -> AnyView {
    let text = move |pick: fn(&CardWords) -> &String| move || words.read().as_ref().map(|w| pick(w).clone());
    let first = Memo::new(move |_| words.read().as_ref().and_then(|w| w.first.clone()));
    let rows = Memo::new(move |_| words.read().as_ref().map(|w| w.rows.clone()).unwrap_or_default());
    view! {
        <header class="decision-head">
            <span class="decision-word"><ToneMark tone=tone/> {text(|w| &w.word)}</span>
            <span class="decision-owner">{text(|w| &w.owner)}</span>
        </header>
        <h1 class="decision-headline">{text(|w| &w.headline)}</h1>
        <p class="decision-reason"><strong>{text(|w| &w.cause)}</strong> " " {text(|w| &w.further)}</p>
        {move || first.read().is_some().then(|| tiles(first, on_source))}
        {actions(first, on_schedule, on_why)}
        {move || rows.get().into_iter().map(|row| further(row, on_schedule)).collect_view()}
    }
    .into_any()
}

fn tiles(first: Memo<Option<ActWords>>, on_source: Option<Callback<String>>) -> AnyView {
    let ask = |name: &'static str| {
        on_source.map(|on_source| Callback::new(move |()| on_source.run(name.to_owned())))
    };
    let tile = move |pick: fn(&ActWords) -> &crate::TileText| {
        Signal::derive(move || first.read().as_ref().map(|a| pick(a).clone()))
    };
    let label =
        Signal::derive(move || first.read().as_ref().map(|a| a.risk_label.clone()).unwrap_or_default());
    view! {
        <div class="tiles">
            <NumberTile label=label text=tile(|a| &a.risk) on_source=ask("risk")/>
            <NumberTile label="after inspection" text=tile(|a| &a.risk_after) on_source=ask("risk_after")/>
            <NumberTile label="cost of waiting" text=tile(|a| &a.waiting) note="per day" on_source=ask("cost_of_waiting")/>
        </div>
    }
    .into_any()
}

fn actions(first: Memo<Option<ActWords>>, on_schedule: Callback<String>, on_why: Callback<()>) -> AnyView {
    let act = move || {
        first
            .get()
            .filter(|a| a.offered)
            .map(|a| schedule_button("button button-primary", a.button, a, on_schedule))
    };
    view! {
        <div class="decision-actions">
            {act}
            <button type="button" class="button button-large" on:click=move |_| on_why.run(())>"Why?"</button>
        </div>
    }
    .into_any()
}

fn schedule_button(
    class: &'static str,
    words: &'static str,
    act: ActWords,
    on_schedule: Callback<String>,
) -> AnyView {
    let label = [act.button, ": ", &act.title, ", ", &act.window].concat();
    view! {
        <button type="button" class=class disabled=act.scheduled aria-label=label
            on:click=move |_| on_schedule.run(act.asset.clone())>
            {words}
        </button>
    }
    .into_any()
}

fn further(row: ActWords, on_schedule: Callback<String>) -> AnyView {
    let (title, window, risk, tone) =
        (row.title.clone(), row.window.clone(), kept_together(&row.risk.value), row.tone);
    let (class, range) = (["decision-row ", tone.class()].concat(), kept_together(&row.risk.interval));
    view! {
        <div class=class>
            <div class="decision-row-text">
                <strong><ToneMark tone=tone/> {title} ", " {window}</strong>
                <span>{row.risk_label.clone()} " " {risk} " (" {range} ")"</span>
            </div>
            {row.offered.then(|| schedule_button("button", row.short, row.clone(), on_schedule))}
        </div>
    }
    .into_any()
}

fn skeleton() -> AnyView {
    view! {
        <Skeleton/>
        <Skeleton shape=SkeletonShape::Headline/>
        <Skeleton shape=SkeletonShape::Headline/>
        <Skeleton shape=SkeletonShape::Tiles/>
        <span class="visually-hidden" role="status">"Calculating"</span>
    }
    .into_any()
}
