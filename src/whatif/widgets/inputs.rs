//! What can be set, each by the widget that suits it.

use leptos::prelude::*;
use twinlet_components::NumberField;
use twinlet_core::manifest::raw::OfInputs;
use twinlet_core::manifest::resolved::{Input, InputKind};
use twinlet_core::protocol::InputValue;

use crate::base::Base;
use crate::views::inputs::{DayShape, many_options, notes_of, seen, written};
use crate::views::scenario_card::{Presets, control};
use crate::views::share::ScenarioActs;
use crate::whatif::WhatIf;

/// Inputs in one card, with the scenarios above them when it shows all.
pub fn card(session: WhatIf, of: OfInputs) -> AnyView {
    let base = session.base;
    let is_all = of.inputs.is_empty();
    let wanted = move |input: &Input| is_all || of.inputs.contains(&input.id);
    let inputs: Vec<Input> = base.with_controls(|c| c.inputs.iter().filter(|i| wanted(i)).cloned().collect());
    let has_presets = is_all && !base.scenario.presets().is_empty();
    let title = of.title.map(|title| view! { <h2 class="card-title">{title}</h2> });
    view! {
        <section class="card" aria-label="Inputs" data-testid="inputs">
            {title}
            {has_presets.then(|| view! { <Presets base/> })}
            {inputs.into_iter().map(|input| control(base, input, false)).collect_view()}
            {is_all.then(|| view! { <ScenarioActs base/> })}
        </section>
    }
    .into_any()
}

/// One input as the widget that suits it.
pub fn one(session: WhatIf, id: &str) -> AnyView {
    let input = session.base.with_controls(|c| c.input(id).cloned());
    input.map(|input| control(session.base, input, false)).into_any()
}

/// A choice as a list to open, however few its options.
pub fn select(session: WhatIf, id: &str) -> AnyView {
    match session.base.with_controls(|c| c.input(id).cloned()) {
        Some(Input { id, title, kind: InputKind::Choice { options, .. }, .. }) => {
            many_options(session.base, StoredValue::new(id), title, options)
        }
        _ => ().into_any(),
    }
}

/// A number as a field with a stepper.
pub fn field(session: WhatIf, id: &str) -> AnyView {
    let base = session.base;
    let Some(Input { title, subtitle, kind: InputKind::Number(number), .. }) =
        base.with_controls(|c| c.input(id).cloned())
    else {
        return ().into_any();
    };
    let key = StoredValue::new(id.to_owned());
    let value = Signal::derive(move || key.with_value(|id| base.scenario.number(id)));
    let on_change = Callback::new(move |x: f64| key.with_value(|id| base.choose(id, InputValue::Number(x))));
    let test_id = ["number-", id].concat();
    // Another unit makes another field.
    let field = move || {
        let scale = base.scale(&number.unit, (number.min, number.max), number.step);
        let (unit, writing) = written(&number, &scale);
        let (min, max, step, origin) = (scale.min, scale.max, scale.step, scale.origin);
        let seen = seen(scale, value, Signal::stored(vec![]), on_change);
        view! {
            <NumberField label=title.clone() subtitle=subtitle.clone().unwrap_or_default() unit writing value=seen.value
                min max step origin on_change=seen.change findings=notes_of(base, key)/>
        }
    };
    view! { <div data-testid=test_id>{field}</div> }.into_any()
}

/// The day shape of a number, on the page itself.
pub fn profile(session: WhatIf, id: &str) -> AnyView {
    let base: Base = session.base;
    let input = base.with_controls(|c| c.input(id).cloned());
    match input {
        Some(Input { id, title, kind: InputKind::Number(number), .. }) => {
            view! { <DayShape base id title number/> }.into_any()
        }
        _ => ().into_any(),
    }
}
