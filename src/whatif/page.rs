//! The question and its answer on one page: numbers, the sliders under them, curves.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::{LineChart, NoteText, NumberTile, StatusNote, Tone};
use twinlet_core::domain::DomainState;
use twinlet_core::guardrail::Level;
use twinlet_core::standing::Standing;

use super::{Place, WhatIf, shown};
use crate::fetch::ModelSheet;
use crate::views::model_line::ModelLine;
use crate::views::region::Region;
use crate::views::scenario_card::{Presets, control};
use crate::views::sentence;
use crate::views::trouble::Trouble;

/// Three columns where there is room, one after the other on a phone.
#[component]
pub fn AskPage(
    /// Takes the intents. Required.
    session: WhatIf,
) -> impl IntoView {
    let retry = Callback::new(move |()| session.retry());
    view! {
        <div class="column">
            <Trouble base=session.base failure=session.failure title="There is no answer" on_retry=retry/>
            <Region title="The answer could not be shown"><Numbers session/></Region>
        </div>
        <div class="column">
            <Region title="The inputs could not be shown"><Inputs session/></Region>
        </div>
        <div class="column">
            <Region title="The charts could not be drawn"><Curves session/></Region>
        </div>
        <Footer session/>
    }
    .into_any()
}

/// The card with every single number, and what must be known about them.
#[component]
fn Numbers(session: WhatIf) -> impl IntoView {
    let places = Memo::new(move |_| session.places());
    let single = move || places.get().into_iter().filter(|place| place.is_single);
    let tiles = move || single().map(|place| view! { <Tile session place/> }).collect_view();
    let title = session.with_manifest(|m| m.app.summary.clone());
    let notes = Memo::new(move |_| notes(session));
    let notes = move || {
        let note = |note: NoteText| view! { <StatusNote note=Signal::stored(note)/> };
        notes.get().into_iter().map(note).collect_view()
    };
    let busy = move || session.answer.read().is_none();
    view! {
        <section class="card stack" data-testid="answer" aria-busy=move || busy().to_string()>
            <p class="card-subtitle">{title}</p>
            <div class="stack" data-testid="answer-notes">{notes}</div>
            <div class="tiles tiles-whatif">{tiles}</div>
        </section>
    }
    .into_any()
}

/// One number; a skeleton of the same size until it is here.
#[component]
fn Tile(session: WhatIf, place: Place) -> impl IntoView {
    let Place { id, title, .. } = place;
    let output = Memo::new(move |_| session.outputs().into_iter().find(|o| o.id == id));
    let note = Signal::derive(move || output.read().as_ref().map(shown::coverage).unwrap_or_default());
    let text = Signal::derive(move || output.read().as_ref().map(shown::tile));
    view! { <NumberTile label=Signal::stored(title) text note/> }.into_any()
}

/// What must be known about the numbers, the gravest first.
fn notes(session: WhatIf) -> Vec<NoteText> {
    let (standing, causes) = session.base.standing();
    let tone = if standing == Standing::Monitor { Tone::Block } else { Tone::Caution };
    let causes =
        causes.iter().map(|c| NoteText::new(tone, capital(c.short()), [&c.sentence(), c.remedy()].join(" ")));
    let mut notes: Vec<NoteText> = causes.collect();
    if session.is_stale() {
        let verdict = session.base.scenario.verdict.read();
        let blocks = verdict.findings.iter().filter(|f| f.level == Level::Block).map(|f| f.text.clone());
        let why = blocks.collect::<Vec<_>>().join(" ");
        notes.push(NoteText::new(
            Tone::Caution,
            "Earlier inputs",
            ["These numbers are not of the inputs below.", &why].join(" "),
        ));
    }
    let local = |notice: &String| NoteText::new(Tone::Note, "Local model", sentence(notice));
    notes.extend(session.notices().iter().map(local));
    let domain = session.domain();
    let (tone, word) = match domain.state {
        DomainState::Out => (Tone::Block, "Out of range"),
        _ => (Tone::Caution, "Caution"),
    };
    notes.extend(domain.reasons.iter().map(|reason| NoteText::new(tone, word, reason.clone())));
    notes.extend(session.outputs().iter().filter_map(shown::limit_note));
    notes
}

/// One chart for each sequence; a skeleton of the same size until it is here.
#[component]
fn Curves(session: WhatIf) -> impl IntoView {
    let (start, step) = session.with_manifest(|m| (m.graph.start_min, m.graph.step_min));
    let places = Memo::new(move |_| session.places());
    let one = move |Place { id, title, .. }: Place| {
        let output = Memo::new(move |_| session.outputs().into_iter().find(|o| o.id == id));
        let data = Memo::new(move |_| output.read().as_ref().and_then(|o| shown::chart(o, start, step)));
        let is_outside = Memo::new(move |_| output.read().as_ref().is_some_and(|o| o.series.is_none()));
        let body = move || match is_outside.get() {
            false => view! { <LineChart data/> }.into_any(),
            true => view! { <NoCurve title=title.clone()/> }.into_any(),
        };
        view! { <div data-testid="curve">{body}</div> }
    };
    move || places.get().into_iter().filter(|place| !place.is_single).map(one).collect_view()
}

/// The place of a curve that has no numbers: the same size, hatched. It says no reason of its own: out of range, or no answer.
#[component]
fn NoCurve(title: String) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2 class="card-title">{title}</h2>
            <p class="curve-outside">"No curve: the note on the answer says why."</p>
        </section>
    }
    .into_any()
}

#[component]
fn Inputs(session: WhatIf) -> impl IntoView {
    let base = session.base;
    let inputs = base.with_controls(|c| c.inputs.clone());
    let has_presets = !base.scenario.presets().is_empty();
    view! {
        <section class="card" aria-label="Inputs" data-testid="inputs">
            {has_presets.then(|| view! { <Presets base/> })}
            {inputs.into_iter().map(|input| control(base, input, false)).collect_view()}
        </section>
    }
    .into_any()
}

/// Which models answer, in one line.
#[component]
fn Footer(session: WhatIf) -> impl IntoView {
    let line = move || {
        let sheets = session.base.sheets.read();
        let one = |s: &Arc<ModelSheet>| {
            let card = &s.contract.model;
            [&card.title, " ", &card.version, ", valid until ", &card.valid_until].concat()
        };
        sheets.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    view! { <ModelLine line=Signal::derive(line)/> }.into_any()
}

/// `Model expired` of `model expired`.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
