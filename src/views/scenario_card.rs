//! The scenario: presets, sliders, the condition of the assets, run.

use leptos::prelude::*;
use twinlet_components::{Segment, SegmentedTabs};
use twinlet_core::manifest::resolved::{Input, InputKind};

use super::inputs::{ChoiceControl, NumberControl};
use super::more_inputs::{ListControl, SpanControl, SwitchControl};
use super::run_bar::RunBar;
use super::share::ScenarioActs;
use crate::base::Base;
use crate::later::{Loaded, later, wasm_split};
use crate::session::{Picture, Session};

/// The card with everything that can be set.
#[component]
pub fn ScenarioCard(
    /// Takes the intents. Required.
    session: Session,
    /// Progress of the run. Required.
    picture: Picture,
) -> impl IntoView {
    let inputs = session.base.with_controls(|c| c.inputs.clone());
    let (numbers, choices): (Vec<_>, Vec<_>) =
        inputs.into_iter().partition(|i| matches!(i.kind, InputKind::Number(_)));
    let numbers = numbers.into_iter().map(|input| control(session.base, input, true)).collect_view();
    view! {
        <section class="card" aria-label="Scenario">
            <Presets base=session.base/>
            {numbers}
            <Conditions session choices/>
            <RunBar session picture/>
            <ScenarioActs base=session.base>
                <button type="button" class="button" data-testid="save-report" on:click=move |_| session.save_report()>"Save report"</button>
            </ScenarioActs>
        </section>
    }
    .into_any()
}

#[component]
pub fn Presets(base: Base) -> impl IntoView {
    let presets = base.scenario.presets();
    let segments: Vec<Segment> = presets.iter().map(|p| Segment::new(&p.id, &p.title)).collect();
    let selected = Memo::new(move |_| base.scenario.preset());
    let note = move || {
        let id = selected.read();
        presets
            .iter()
            .find(|p| p.id == *id)
            .map_or_else(|| "Your own scenario.".to_owned(), |p| p.note.clone())
    };
    let choose = Callback::new(move |id: String| base.choose_preset(&id));
    view! {
        <h2 class="visually-hidden">"Scenario"</h2>
        <div data-testid="presets">
            <SegmentedTabs label="Scenario" segments=Signal::stored(segments) selected on_select=choose/>
        </div>
        <p class="card-subtitle preset-note">{note}</p>
    }
    .into_any()
}

/// The choice inputs, folded away: they change less often than the weather.
#[component]
fn Conditions(session: Session, choices: Vec<Input>) -> impl IntoView {
    let any = !choices.is_empty();
    let controls = choices.into_iter().map(|input| control(session.base, input, true)).collect_view();
    any.then(|| {
        view! {
            <details class="conditions" data-testid="conditions">
                <summary>"Condition of the pumps"</summary>
                <div class="stack">{controls}</div>
            </details>
        }
    })
}

pub fn control(base: Base, input: Input, asks_reasons: bool) -> AnyView {
    let Input { id, title, subtitle, kind } = input;
    match kind {
        InputKind::Number(number) => {
            let title =
                subtitle.map_or_else(|| title.clone(), |words| [title.as_str(), ", ", &words].concat());
            view! { <NumberControl base id title number asks_reasons/> }.into_any()
        }
        InputKind::Choice { options, .. } => view! { <ChoiceControl base id title options/> }.into_any(),
        kind => later(of_whatif(base, Input { id, title, subtitle, kind })),
    }
}

#[wasm_split(whatif, fallible)]
fn of_whatif(base: Base, input: Input) -> Loaded {
    let Input { id, title, subtitle, kind } = input;
    Ok(match kind {
        InputKind::Span(span) => view! { <SpanControl base id title span/> }.into_any(),
        InputKind::List(list) => view! { <ListControl base id title subtitle list/> }.into_any(),
        _ => view! { <SwitchControl base id title subtitle/> }.into_any(),
    })
}
