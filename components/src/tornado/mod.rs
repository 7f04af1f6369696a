//! Which input moves the output most: bars from the present value, the longest first.

mod data;

use leptos::prelude::*;

pub use data::{TornadoBar, TornadoData, TornadoEnd, TornadoRow, Whisker};

use crate::figure::{Age, figure_class};
use crate::slider::percent;

/// A tornado; stands in a card of its owner.
#[component]
pub fn Tornado(
    /// What it shows; `None` shows a skeleton of the usual height. Required.
    #[prop(into)]
    data: Signal<Option<TornadoData>>,
    /// Age in words when the values are old. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let class = move || figure_class("tornado", data.read().is_none(), stale.read().is_some());
    let part = move |pick: fn(&TornadoData) -> String| move || data.read().as_ref().map(pick);
    let body = move || data.read().as_ref().map(bars);
    view! {
        <figure class=class aria-busy=move || data.read().is_none().to_string()>
            <figcaption class="figure-title">{part(|d| d.title.clone())}</figcaption>
            {body}
            <p class="figure-sentence">{part(|d| if d.bars.is_empty() { String::new() } else { d.sentence() })}</p>
            <Age stale/>
        </figure>
    }
    .into_any()
}

fn bars(data: &TornadoData) -> AnyView {
    if data.bars.is_empty() {
        return view! { <p class="empty">"No input can be varied here."</p> }.into_any();
    }
    let base = data.share(data.base);
    let row = |row: TornadoRow| self::row(row, base);
    let interval = data
        .coverage()
        .map(|words| view! { <span class="tornado-sample is-whisker"></span> {words} }.into_any());
    let text = data.base.is_finite().then(|| data.base_text());
    let class = if base > 0.5 { "tornado-base at-end" } else { "tornado-base" };
    let now = text.map(|text| view! { <span class=class style:left=percent(base)>"now " {text}</span> });
    view! {
        <p class="tornado-key" aria-hidden="true"><span class="tornado-sample"></span>"low input" <span class="tornado-sample is-high"></span>"high input" {interval}</p>
        <p class="tornado-base-line" aria-hidden="true">{now}</p>
        <ol class="tornado-rows">{data.rows().into_iter().map(row).collect_view()}</ol>
    }
    .into_any()
}

fn row(row: TornadoRow, base: f64) -> AnyView {
    let [left, right] = row.ends;
    let split = row.split;
    let words = |end: &TornadoEnd| {
        let class = if end.outside { "tornado-end is-outside" } else { "tornado-end" };
        view! { <span class=class><strong>{end.output.clone()}</strong> {end.certainty()} " at " {end.input.clone()}</span> }
            .into_any()
    };
    let texts = (words(&left), words(&right));
    view! {
        <li class="tornado-row">
            <span class="tornado-label">{row.label}</span>
            <span class="tornado-track" class:is-split=split aria-hidden="true">
                {bar(&left)} {bar(&right)} {whisker(&left)} {whisker(&right)}
                <span class="tornado-now" style:left=percent(base)></span>
            </span>
            <span class="tornado-ends">{texts.0} {texts.1}</span>
        </li>
    }
    .into_any()
}

fn bar(end: &TornadoEnd) -> AnyView {
    let kind = match (end.outside, end.edge) {
        (true, _) => " is-outside",
        (false, true) => " is-edge",
        (false, false) => "",
    };
    let side = if end.high { "tornado-bar is-high" } else { "tornado-bar" };
    view! { <span class=[side, kind].concat() style:left=percent(end.from) style:width=percent(end.width)></span> }.into_any()
}

/// The interval of the output at one end, over the bar.
fn whisker(end: &TornadoEnd) -> AnyView {
    let side = if end.high { "tornado-whisker is-high" } else { "tornado-whisker" };
    let drawn = end.whisker.as_ref().map(|whisker| {
        view! { <span class=side style:left=percent(whisker.from) style:width=percent(whisker.width)></span> }
    });
    view! { {drawn} }.into_any()
}
