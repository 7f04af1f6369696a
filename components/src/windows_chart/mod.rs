//! Who does what when: spans of time in rows under one clock.

mod data;

use leptos::prelude::*;

pub use data::{WindowRow, WindowSpan, WindowsData};

use crate::figure::{Age, figure_class};
use crate::icon::ToneMark;
use crate::slider::percent;

/// A chart of spans; stands in a card of its owner.
#[component]
pub fn WindowsChart(
    /// What it shows; `None` shows a skeleton. Required.
    #[prop(into)]
    data: Signal<Option<WindowsData>>,
    /// Age in words when the plan is old. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let class = move || figure_class("windows", data.read().is_none(), stale.read().is_some());
    let title = move || data.read().as_ref().map(|d| d.title.clone());
    let body = move || data.read().as_ref().map(rows);
    view! {
        <figure class=class aria-busy=move || data.read().is_none().to_string()>
            <figcaption class="figure-title">{title}</figcaption>
            {body}
            <Age stale/>
        </figure>
    }
    .into_any()
}

fn rows(data: &WindowsData) -> AnyView {
    if data.rows.is_empty() {
        return view! { <p class="empty">"Nothing is planned."</p> }.into_any();
    }
    let tick = |(at, label): (f64, String)| {
        let share = data.share(at);
        let class = if share < 0.06 {
            "windows-tick at-start"
        } else if share > 0.94 {
            "windows-tick at-end"
        } else {
            "windows-tick"
        };
        view! { <span class=class style:left=percent(share)>{label}</span> }.into_any()
    };
    let ticks = data.ticks().into_iter().map(|t| tick((t.at, t.label))).collect_view();
    let row = |r: &WindowRow| row(data, r);
    let now_class = if data.share(0.0) > 0.7 { "windows-now-word at-end" } else { "windows-now-word" };
    let now = (data.from_h <= 0.0).then(|| {
        let words = ["now ", &crate::format::clock(data.start_min, 0.0)].concat();
        view! { <p class="windows-head" aria-hidden="true"><span class=now_class style:left=percent(data.share(0.0))>{words}</span></p> }
    });
    view! {
        {now}
        <ol class="windows-rows">{data.rows.iter().map(row).collect_view()}</ol>
        <p class="windows-axis" aria-hidden="true">{ticks}</p>
    }
    .into_any()
}

/// Width of the track on a phone: a word that does not fit there stands below only.
const TRACK_PX: f64 = 290.0;

fn span(span: &WindowSpan, (from, width): (f64, f64)) -> AnyView {
    let class = ["windows-span ", span.tone.class()].concat();
    let tone = span.tone;
    let fits = span.word.chars().count() as f64 * 7.5 + 30.0 <= width * TRACK_PX;
    let word = fits.then(|| span.word.clone());
    view! { <span class=class style:left=percent(from) style:width=percent(width)><ToneMark tone/>{word}</span> }
        .into_any()
}

fn row(data: &WindowsData, row: &WindowRow) -> AnyView {
    let span = |s: &WindowSpan| Some(self::span(s, data.place(s)?));
    let spans = row.spans.iter().filter_map(span).collect_view();
    let midnights = data
        .midnights()
        .into_iter()
        .map(|t| view! { <span class="windows-midnight" style:left=percent(data.share(t))></span> });
    let now = (data.from_h <= 0.0)
        .then(|| view! { <span class="windows-now" style:left=percent(data.share(0.0))></span> });
    let times: Vec<String> = row.spans.iter().map(|s| data.words(s)).collect();
    view! {
        <li class="windows-row">
            <span class="windows-label">{row.label.clone()}</span>
            <span class="windows-track" role="img" aria-label=data.sentence(row)>{midnights.collect_view()}{now}{spans}</span>
            <span class="windows-words" aria-hidden="true">{times.join(" · ")}</span>
        </li>
    }
    .into_any()
}
