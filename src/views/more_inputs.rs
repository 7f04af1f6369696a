//! Inputs that only what-if apps have: switches, spans, lists.

use leptos::prelude::*;
use twinlet_components::{RangeSlider, SwitchField, ValuesEditor};
use twinlet_core::manifest::raw::Span;
use twinlet_core::manifest::resolved::{ListInput, SpanInput};
use twinlet_core::protocol::{Entry, InputValue};
use twinlet_core::units;

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
    let on_change = Callback::new(move |(from, to): (f64, f64)| {
        key.with_value(|id| base.choose(id, InputValue::Span(Span { from, to })));
    });
    let test_id = ["span-", &key.get_value()].concat();
    view! {
        <div data-testid=test_id>
            <RangeSlider label=title unit=units::display(&span.unit) min=span.min max=span.max step=span.step
                value on_change findings=notes_of(base, key)/>
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
    let on_change = Callback::new(move |entries: Vec<(f64, bool)>| {
        let entries = entries.into_iter().map(|(x, is_running)| Entry::new(x, is_running)).collect();
        key.with_value(|id| base.choose(id, InputValue::List(entries)));
    });
    let test_id = ["list-", &key.get_value()].concat();
    view! {
        <div data-testid=test_id>
            <ValuesEditor label=title subtitle=subtitle.unwrap_or_default() unit=units::display(&list.unit)
                mark_word="still running" value on_change/>
        </div>
    }
    .into_any()
}
