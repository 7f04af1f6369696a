//! What drives a number, and a number over two inputs.

use leptos::prelude::*;
use twinlet_components::{HeatMap, Shares, Tornado};
use twinlet_core::study::Found;

use super::numbers::source;
use crate::views::studies;
use crate::whatif::WhatIf;

/// What drives a number, the strongest first.
pub fn tornado(session: WhatIf, id: String) -> AnyView {
    let source = source(session, &id);
    let key = StoredValue::new(id);
    let data = Memo::new(move |_| {
        let found = key.with_value(|id| session.study(id))?;
        let Found::Sensitivity(found) = &found.found else { return None };
        let (title, of) = (session.title_of(&key.get_value()), session.title_of(&found.output));
        Some(studies::tornado(session.base, title, of, found))
    });
    view! { <section class="card" data-testid="tornado"><Tornado data/>{source}</section> }.into_any()
}

/// What each input is worth over the whole domain, the largest share first.
pub fn shares(session: WhatIf, id: String) -> AnyView {
    let source = source(session, &id);
    let key = StoredValue::new(id);
    let data = Memo::new(move |_| {
        let found = key.with_value(|id| session.study(id))?;
        let Found::Global(found) = &found.found else { return None };
        let (title, of) = (session.title_of(&key.get_value()), session.title_of(&found.output));
        Some(studies::shares(session.base, title, &of, found))
    });
    view! { <section class="card" data-testid="shares"><Shares data/>{source}</section> }.into_any()
}

/// A number over two inputs; a cell opens its scenario.
pub fn heat_map(session: WhatIf, id: String) -> AnyView {
    let source = source(session, &id);
    let key = StoredValue::new(id);
    let swept = Memo::new(move |_| {
        let found = key.with_value(|id| session.study(id))?;
        match &found.found {
            Found::Sweep(swept) => Some(swept.clone()),
            _ => None,
        }
    });
    let data = Memo::new(move |_| {
        let swept = swept.read();
        let swept = swept.as_ref()?;
        let limit = session.output(&swept.output).and_then(|output| output.limit).map(|limit| limit.above);
        Some(studies::heat(session.base, session.title_of(&key.get_value()), limit, swept))
    });
    let pick = Callback::new(move |cell: (usize, usize)| {
        if let Some(swept) = swept.get_untracked() {
            let around = session.base.scenario.inputs_untracked();
            studies::open_cell(session.base, &around, &swept, cell);
        }
    });
    view! { <section class="card" data-testid="heat-map"><HeatMap data on_pick=pick/>{source}</section> }
        .into_any()
}
