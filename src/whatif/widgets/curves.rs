//! Curves: charts, sparklines, windows, tables.

use leptos::prelude::*;
use twinlet_components::{
    DataTable, LineChart, Sparkline, Tone, WindowRow, WindowSpan, WindowsChart, WindowsData, format,
};
use twinlet_core::graph::OutputAnswer;
use twinlet_core::manifest::raw::OfOutputs;
use twinlet_core::units;

use super::numbers::source;
use crate::whatif::known::unit_of;
use crate::whatif::{Place, WhatIf, shown};

/// Curves below each other: those that are named, or all.
pub fn all(session: WhatIf, of: OfOutputs) -> AnyView {
    let places = Memo::new(move |_| session.places());
    let wanted = move |place: &Place| match of.outputs.is_empty() {
        true => !place.is_single,
        false => of.outputs.contains(&place.id),
    };
    let view =
        move || places.get().into_iter().filter(|p| wanted(p)).map(|p| one(session, p.id)).collect_view();
    view.into_any()
}

/// One curve; a skeleton of the same size until it is here.
pub fn one(session: WhatIf, id: String) -> AnyView {
    let (start, step) = session.with_manifest(|m| (m.graph.start_min, m.graph.step_min));
    let source = source(session, &id);
    let key = StoredValue::new(id);
    let output = Memo::new(move |_| key.with_value(|id| session.output(id)));
    let data = Memo::new(move |_| output.read().as_ref().and_then(|o| shown::chart(o, start, step)));
    let is_outside = Memo::new(move |_| output.read().as_ref().is_some_and(|o| o.series.is_none()));
    let title = move || key.with_value(|id| session.title_of(id));
    let body = move || match is_outside.get() {
        false => view! { <LineChart data contract=session.base.provenance()/> }.into_any(),
        true => view! { <NoCurve title=title()/> }.into_any(),
    };
    view! { <div data-testid="curve" class="curve-with-source">{body}{source}</div> }.into_any()
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

/// A curve as small as a word.
pub fn sparkline(session: WhatIf, id: String) -> AnyView {
    let (start, step) = session.with_manifest(|m| (m.graph.start_min, m.graph.step_min));
    let key = StoredValue::new(id);
    let output = Memo::new(move |_| key.with_value(|id| session.output(id)));
    let label = Signal::derive(move || key.with_value(|id| session.title_of(id)));
    let data = Memo::new(move |_| output.read().as_ref().and_then(|o| shown::chart(o, start, step)));
    let curve = Signal::derive(move || data.read().as_ref().map(|data| data.main.clone()));
    // The unit is known with the first answer.
    let body = move || {
        let unit = data.read().as_ref().map(|data| data.unit.clone()).unwrap_or_default();
        view! { <Sparkline label unit curve/> }.into_any()
    };
    view! { <section class="card">{body}</section> }.into_any()
}

/// When curves are within their limits.
pub fn windows(session: WhatIf, of: OfOutputs) -> AnyView {
    let (start_min, step) = session.with_manifest(|m| (m.graph.start_min, m.graph.step_min));
    let step_h = f64::from(step) / 60.0;
    let title = of.title.clone().unwrap_or_else(|| "Within the limits".into());
    let wanted = move |output: &OutputAnswer| {
        output.length > 1 && (of.outputs.is_empty() || of.outputs.contains(&output.id))
    };
    let data = Memo::new(move |_| {
        session.answer.read().as_ref()?;
        let outputs = session.answered_outputs().into_iter().filter(|o| wanted(o)).collect::<Vec<_>>();
        let longest = outputs.iter().map(|o| o.length).max().unwrap_or(1);
        Some(WindowsData {
            title: title.clone(),
            start_min,
            from_h: 0.0,
            to_h: longest.saturating_sub(1) as f64 * step_h,
            rows: outputs.iter().map(|output| row(output, step_h)).collect(),
        })
    });
    view! { <section class="card"><WindowsChart data/></section> }.into_any()
}

/// Neighbouring values of the same kind make one span; each value stands for the step that ends at its time.
fn row(output: &OutputAnswer, step_h: f64) -> WindowRow {
    let mut spans: Vec<WindowSpan> = Vec::new();
    let count = output.series.as_ref().map_or(0, |series| series.values.len());
    for k in 1..count {
        let (tone, word) = kind(output, k);
        let (from_h, to_h) = ((k - 1) as f64 * step_h, k as f64 * step_h);
        match spans.last_mut() {
            Some(last) if last.tone == tone => last.to_h = to_h,
            _ => spans.push(WindowSpan { from_h, to_h, tone, word: word.to_owned() }),
        }
    }
    WindowRow { label: output.title.clone(), spans }
}

fn kind(output: &OutputAnswer, k: usize) -> (Tone, &'static str) {
    let at = |values: &[f64]| values.get(k).copied().unwrap_or(f64::NAN);
    match (&output.series, &output.limit) {
        (Some(series), Some(limit)) if at(&series.values) > limit.above => (Tone::Block, "above"),
        (Some(series), Some(limit)) if at(&series.high) > limit.above => (Tone::Caution, "perhaps"),
        _ => (Tone::Ok, "within"),
    }
}

/// Numbers with their intervals; a sequence has a row for each time.
pub fn table(session: WhatIf, of: OfOutputs) -> AnyView {
    let caption = of.title.clone().unwrap_or_else(|| "Numbers with their intervals".into());
    let (start, step) = session.with_manifest(|m| (m.graph.start_min, m.graph.step_min));
    let outputs = Memo::new(move |_| {
        let wanted = |o: &OutputAnswer| of.outputs.is_empty() || of.outputs.contains(&o.id);
        session.outputs().into_iter().filter(wanted).collect::<Vec<_>>()
    });
    let columns = Signal::derive(move || {
        let head =
            |o: &OutputAnswer| format::with_unit(&[&o.title, ","].concat(), units::display(unit_of(o)));
        let first = if outputs.read().iter().any(|o| o.length > 1) { "Time" } else { "" };
        std::iter::once(first.to_owned()).chain(outputs.read().iter().map(head)).collect::<Vec<_>>()
    });
    let rows = Signal::derive(move || {
        session.answer.read().as_ref()?;
        let outputs = outputs.read();
        let longest = outputs.iter().map(|o| o.length).max().unwrap_or(0);
        Some((0..longest).map(|k| line(&outputs, k, start, step)).collect::<Vec<_>>())
    });
    view! { <section class="card stack"><DataTable columns rows caption=Signal::stored(caption)/></section> }
        .into_any()
}

fn line(outputs: &[OutputAnswer], k: usize, start_min: u32, step_min: u32) -> Vec<String> {
    let longest = outputs.iter().max_by_key(|output| output.length);
    let time = match longest.and_then(|output| output.axis.as_ref()) {
        Some(axis) => axis
            .values
            .get(k)
            .map(|t| format::with_unit(&format::three_digits(*t), units::display(&axis.unit))),
        None if longest.is_some_and(|output| output.length > 1) => {
            Some(format::clock(start_min, k as f64 * f64::from(step_min) / 60.0))
        }
        None => None,
    };
    let cell = |output: &OutputAnswer| {
        let shown = output.series.as_ref().and_then(|s| Some((*s.values.get(k)?, s.interval(k)?)));
        shown.map_or_else(
            || if k < output.length { "–".to_owned() } else { String::new() },
            |(value, interval)| {
                [&format::number(value, interval), " (", &format::range(interval), ")"].concat()
            },
        )
    };
    std::iter::once(time.unwrap_or_default()).chain(outputs.iter().map(cell)).collect()
}
