//! Inputs that only what-if apps have: switches, spans, lists.

use leptos::prelude::*;
use twinlet_components::{RangeSlider, SwitchField, ValuesEditor};
use twinlet_core::manifest::raw::Span;
use twinlet_core::manifest::resolved::{ListInput, SpanInput};
use twinlet_core::protocol::{Entry, InputValue};

use super::inputs::notes_of;
use crate::base::Base;

/// On or off.
#[component]
pub fn SwitchControl(
    /// Holds the value. Required.
    base: Base,
    /// The input's id. Required.
    id: String,
    /// Its title. Required.
    title: String,
    /// A few words under the title. Required.
    subtitle: Option<String>,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let on = Signal::derive(move || {
        key.with_value(|id| base.scenario.value(id)) == Some(InputValue::Switch(true))
    });
    let on_change = Callback::new(move |on| key.with_value(|id| base.choose(id, InputValue::Switch(on))));
    let test_id = ["switch-", &key.get_value()].concat();
    let subtitle = Signal::stored(subtitle.unwrap_or_default());
    view! {
        <div data-testid=test_id>
            <SwitchField label=Signal::stored(title) subtitle on on_change findings=notes_of(base, key)/>
        </div>
    }
    .into_any()
}

/// From a value to another.
#[component]
pub fn SpanControl(
    /// Holds the value. Required.
    base: Base,
    /// The input's id. Required.
    id: String,
    /// Its title. Required.
    title: String,
    /// Range, step, unit. Required.
    span: SpanInput,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let default = span.default;
    let value = Signal::derive(move || match key.with_value(|id| base.scenario.value(id)) {
        Some(InputValue::Span(span)) => (span.from, span.to),
        _ => (default.from, default.to),
    });
    let choose = move |from, to| key.with_value(|id| base.choose(id, InputValue::Span(Span { from, to })));
    // Another unit makes another slider.
    let slider = move || {
        let scale = base.scale(&span.unit, (span.min, span.max), span.step);
        let (unit, min, max, step) = (scale.readout().unit().to_owned(), scale.min, scale.max, scale.step);
        let origin = scale.origin;
        let scale = StoredValue::new(scale);
        let there = move |x: f64| scale.with_value(|s| s.shown(x));
        let seen = Signal::derive(move || (there(value.get().0), there(value.get().1)));
        let on_change = Callback::new(move |(from, to): (f64, f64)| {
            let (old_from, old_to) = value.get_untracked();
            scale.with_value(|s| choose(s.own(from, old_from), s.own(to, old_to)));
        });
        view! {
            <RangeSlider label=title.clone() unit min max step origin value=seen on_change
                findings=notes_of(base, key)/>
        }
    };
    let test_id = ["span-", &key.get_value()].concat();
    view! {
        <div data-testid=test_id>
            {slider}
        </div>
    }
    .into_any()
}

/// Numbers to type or paste.
#[component]
pub fn ListControl(
    /// Holds the value. Required.
    base: Base,
    /// The input's id. Required.
    id: String,
    /// Its title. Required.
    title: String,
    /// A few words under the title. Required.
    subtitle: Option<String>,
    /// Range and unit. Required.
    list: ListInput,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let value = Signal::derive(move || match key.with_value(|id| base.scenario.value(id)) {
        Some(InputValue::List(entries)) => entries.iter().filter_map(Entry::read).collect(),
        _ => Vec::new(),
    });
    let value: Signal<Vec<(f64, bool)>> = value;
    let choose = move |entries: Vec<(f64, bool)>| {
        let entries = entries.into_iter().map(|(x, is_running)| Entry::new(x, is_running)).collect();
        key.with_value(|id| base.choose(id, InputValue::List(entries)));
    };
    // Another unit makes another editor.
    let editor = move || {
        let scale = base.scale(&list.unit, (list.min, list.max), 0.0);
        let unit = scale.readout().unit().to_owned();
        let scale = StoredValue::new(scale);
        let there = move |x: f64| scale.with_value(|s| s.shown(x));
        let seen =
            Signal::derive(move || value.get().into_iter().map(|(x, is)| (there(x), is)).collect::<Vec<_>>());
        let on_change = Callback::new(move |entries: Vec<(f64, bool)>| {
            let old = value.get_untracked();
            // What nobody touched keeps its own value.
            let before = |x: f64| old.iter().map(|(own, _)| *own).find(|own| there(*own) == x);
            let own = |x: f64| scale.with_value(|s| s.own(x, before(x).unwrap_or(f64::NAN)));
            choose(entries.into_iter().map(|(x, is)| (own(x), is)).collect());
        });
        view! {
            <ValuesEditor label=title.clone() subtitle=subtitle.clone().unwrap_or_default() unit
                mark_word="still running" value=seen on_change/>
        }
    };
    let test_id = ["list-", &key.get_value()].concat();
    view! {
        <div data-testid=test_id>
            {editor}
        </div>
    }
    .into_any()
}
