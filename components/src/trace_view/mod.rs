//! Where a number comes from: itself, then what it was made from, each line opening what is behind it.

use leptos::prelude::*;
use twinlet_core::trace::{Item, Trace};
use twinlet_core::units::Preference;

use crate::{Collapsible, KeyValue, KeyValueTable};

/// A trace as a tree of lines: the first level open, the rest behind a tap; versions and hashes at the end.
#[component]
pub fn TraceView(
    /// The trace. Required.
    trace: Trace,
    /// Units that the person prefers. Default: those of the app.
    #[prop(optional)]
    units: Preference,
) -> impl IntoView {
    let made_by = trace.versions.rows().into_iter().map(|(key, value)| KeyValue::new(key, value)).collect();
    let made_by: Vec<KeyValue> = made_by;
    let count = trace.number.from.len();
    let rest = trace.number.from.iter().map(|item| step(item, &units)).collect_view();
    view! {
        <div class="trace">
            <div class="trace-number">{line(&trace.number, &units)}{said(&trace.number)}</div>
            {(count > 0).then(|| view! { <h3>"Made from"</h3> })}
            <div class="trace-steps">{rest}</div>
            <div class="trace-steps">
                <Collapsible title="Versions and hashes"><KeyValueTable rows=Signal::stored(made_by)/></Collapsible>
            </div>
        </div>
    }
    .into_any()
}

/// A step, closed; what is behind it stands within.
fn step(item: &Item, units: &Preference) -> AnyView {
    let behind = item.from.iter().map(|inner| step(inner, units)).collect_view();
    let has_more = !item.from.is_empty();
    view! {
        <details class="trace-step">
            <summary>{line(item, units)}</summary>
            <div class="trace-behind">
                {said(item)}
                {has_more.then(|| view! { <div class="trace-steps">{behind}</div> })}
            </div>
        </details>
    }
    .into_any()
}

/// What it is, and what it is worth with its state.
fn line(item: &Item, units: &Preference) -> AnyView {
    let state = item.state_words();
    view! {
        <span class="trace-line">
            <span class="trace-title">{item.title.clone()}</span>
            <span class="trace-worth">{item.worth_words(units)}</span>
            <span class="trace-kind">{item.kind.word()}</span>
            {(!state.is_empty()).then(|| view! { <span class="trace-state">{state}</span> })}
        </span>
    }
    .into_any()
}

/// How it was made, and what must be known about it.
fn said(item: &Item) -> AnyView {
    let notes = std::iter::once(&item.how).chain(&item.notes).filter(|text| !text.is_empty());
    let notes = notes.map(|text| view! { <p>{text.clone()}</p> }).collect_view();
    view! { <div class="trace-said">{notes}<p class="trace-id">{item.id.clone()}</p></div> }.into_any()
}
