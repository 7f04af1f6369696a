//! An output over two inputs: a map of cells with a cursor, and a way to open the scenario under it.

mod data;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

pub use data::{Cell, HeatAxis, HeatData, STEPS};

use crate::figure::{Age, figure_class};

/// Column and row.
type Place = (usize, usize);

/// A heat map; stands in a card of its owner. Tap or arrow keys move the cursor.
#[component]
pub fn HeatMap(
    /// What it shows; `None` shows a skeleton of the usual height. Required.
    #[prop(into)]
    data: Signal<Option<HeatData>>,
    /// The person wants the scenario under the cursor; carries column and row. Default: no button.
    #[prop(optional, into)]
    on_pick: Option<Callback<Place>>,
    /// Age in words when the values are old. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let at = RwSignal::new(None::<Place>);
    let class = move || figure_class("heat", data.read().is_none(), stale.read().is_some());
    let title = move || data.read().as_ref().map(|d| d.title.clone());
    let words = Memo::new(move |_| at.get().zip(data.get()).map(|((x, y), d)| d.read_out(x, y)));
    let filled = Memo::new(move |_| data.read().as_ref().is_some_and(|d| d.extent().is_some()));
    let body = move || data.read().as_ref().map(|d| map(d, data, at));
    let pick = on_pick.map(|pick| {
        let go = move |_| {
            if let Some(place) = at.get_untracked() {
                pick.run(place);
            }
        };
        view! { <button type="button" class="button" disabled=move || at.get().is_none() on:click=go>"Open this scenario"</button> }.into_any()
    });
    view! {
        <figure class=class aria-busy=move || data.read().is_none().to_string()>
            <figcaption class="figure-title">{title}</figcaption>
            {body}
            <div class="heat-foot" hidden=move || !filled.get()>
                <p class="heat-read-out" role="status">
                    {move || words.get().unwrap_or_else(|| "Tap a cell, or use the arrow keys.".into())}
                </p>
                {pick}
            </div>
            <Age stale/>
        </figure>
    }
    .into_any()
}

fn map(data: &HeatData, signal: Signal<Option<HeatData>>, at: RwSignal<Option<Place>>) -> AnyView {
    if data.extent().is_none() {
        return view! { <p class="empty">"No scenario of this map lies within the model’s range."</p> }
            .into_any();
    }
    let id = crate::ids::unique("heat");
    let key = move |ev: KeyboardEvent| {
        let to = signal.read_untracked().as_ref().and_then(|d| d.by_key(at.get_untracked(), &ev.key()));
        if let Some(to) = to {
            ev.prevent_default();
            at.set(Some(to));
        }
    };
    let prefix = id.clone();
    let active = move || at.get().map(|place| cell_id(&prefix, place));
    let rows = (0..data.y.values.len()).rev().map(|y| row(data, &id, y, at)).collect_view();
    view! {
        <p class="heat-axis">"↑ " {data.y.label()}</p>
        <div class="heat-grid" role="grid" tabindex="0" aria-label=data.title.clone() aria-activedescendant=active on:keydown=key>
            {rows}
            {bottom(data)}
        </div>
        <p class="heat-axis heat-axis-x">{data.x.label()} " →"</p>
        {legend(data)}
    }
    .into_any()
}

fn cell_id(prefix: &str, (x, y): Place) -> String {
    [prefix, "-", &x.to_string(), "-", &y.to_string()].concat()
}

fn row(data: &HeatData, id: &str, y: usize, at: RwSignal<Option<Place>>) -> AnyView {
    let label = data.y.values.get(y).cloned();
    let cells = (0..data.x.values.len()).map(|x| cell(data, id, (x, y), at)).collect_view();
    view! { <div class="heat-row" role="row"><span class="heat-y" role="rowheader">{label}</span>{cells}</div> }.into_any()
}

fn cell(data: &HeatData, id: &str, place: Place, at: RwSignal<Option<Place>>) -> AnyView {
    let (x, y) = place;
    let kind = match data.cell(x, y) {
        Cell::Step(step) => ["heat-cell heat-", &step.to_string()].concat(),
        Cell::Over => "heat-cell heat-over".into(),
        Cell::Outside => "heat-cell heat-outside".into(),
    };
    let here = data.here == Some(place);
    let chosen = move || at.get() == Some(place);
    view! {
        <span class=kind class:is-here=here class:is-chosen=chosen id=cell_id(id, place) role="gridcell" aria-label=data.read_out(x, y)
            aria-selected=move || chosen().to_string() on:click=move |_| at.set(Some(place))></span>
    }
    .into_any()
}

fn bottom(data: &HeatData) -> AnyView {
    let step = data.x_step();
    let word = |(i, text): (usize, &String)| {
        let text = if i % step == 0 { text.clone() } else { String::new() };
        view! { <span class="heat-x" role="columnheader">{text}</span> }.into_any()
    };
    let words = data.x.values.iter().enumerate().map(word).collect_view();
    view! { <div class="heat-row" role="row"><span class="heat-y"></span>{words}</div> }.into_any()
}

/// The scale with its ends, and what the other cells mean, as far as there are such cells.
fn legend(data: &HeatData) -> AnyView {
    let cells =
        || (0..data.y.values.len()).flat_map(|y| (0..data.x.values.len()).map(move |x| data.cell(x, y)));
    let has = |kind: Cell| cells().any(|c| c == kind);
    let (low, high) = data.extent().unwrap_or_default();
    let top = data.limit.map_or(high, |limit| limit.min(high));
    let step = |i: usize| view! { <span class=["heat-swatch heat-", &i.to_string()].concat()></span> };
    let entry = |class: &'static str, words: &'static str| {
        view! { <span class="heat-entry"><span class=class></span>{words}</span> }.into_any()
    };
    let over = has(Cell::Over).then(|| entry("heat-swatch heat-over", "above the limit"));
    let outside = has(Cell::Outside).then(|| entry("heat-swatch heat-outside", "blocked or out of range"));
    let here = data.here.map(|_| entry("heat-swatch heat-0 is-here", "present scenario"));
    view! {
        <p class="heat-legend" aria-hidden="true">
            <span class="heat-entry">{data.number(low)} <span class="heat-scale">{(0..STEPS).map(step).collect_view()}</span> {data.number(top)}</span>
            {over} {outside} {here}
        </p>
    }
    .into_any()
}
