//! The number field and the sparkline over the track.

use leptos::ev::{Event, FocusEvent, KeyboardEvent};
use leptos::prelude::*;

use super::{Shared, Writing};

/// The value as a field: what was typed stays, in range or not; what is no number is marked.
#[component]
pub(crate) fn ValueField(shared: Shared) -> impl IntoView {
    let typed = shared.typed;
    let text = move || {
        let value = shared.value.get();
        typed.get().unwrap_or_else(|| shared.spec(|s| s.text(value)))
    };
    let unreadable = move || typed.read().as_ref().is_some_and(|t| shared.spec(|s| s.read(t)).is_none());
    let change = move |ev: Event| {
        let text = event_target_value(&ev);
        match shared.spec(|s| s.read(&text)) {
            Some(value) => shared.choose(value),
            None => typed.set(Some(text)),
        }
    };
    let enter = move |ev: KeyboardEvent| match ev.key().as_str() {
        "Escape" => typed.set(None),
        key @ ("ArrowUp" | "ArrowDown" | "PageUp" | "PageDown") => {
            let now = shared.value.get_untracked();
            if let Some(to) = shared.spec(|s| s.by_key(now, key)) {
                ev.prevent_default();
                shared.choose(to);
            }
        }
        _ => {}
    };
    let select = |ev: FocusEvent| event_target::<web_sys::HtmlInputElement>(&ev).select();
    let invalid = move || (unreadable() || shared.outside().is_some()).then_some("true");
    let width = move || [&text().chars().count().clamp(2, 9).to_string(), "ch"].concat();
    let title = shared.spec(|s| s.title.clone());
    // A time of day has no unit, and then there is no room kept for one.
    let unit = shared.spec(|s| [s.unit.as_str(), &s.remark].join(" ").trim().to_owned());
    // Keyboards for numbers have no colon.
    let keyboard = shared.spec(|s| if s.writing == Writing::Clock { "text" } else { "decimal" });
    view! {
        <label class="slider-number">
            <input type="text" inputmode=keyboard autocomplete="off" enterkeyhint="done" aria-label=title
                aria-invalid=invalid prop:value=text style:width=width on:change=change on:keydown=enter on:focus=select/>
            {(!unit.is_empty()).then(|| view! { <span class="slider-unit">{unit}</span> })}
        </label>
    }
    .into_any()
}

/// The day's shape in 64 by 20 px; a button when it can be edited.
#[component]
pub(super) fn Sparkline(
    shared: Shared,
    profile: Signal<Vec<f64>>,
    on_profile: Option<Callback<()>>,
) -> impl IntoView {
    let path = Memo::new(move |_| spark_path(&profile.read(), 64.0, 20.0));
    let picture = move || {
        view! {
            <svg class="spark" viewBox="0 0 64 20" width="64" height="20" aria-hidden="true">
                <path d=path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"></path>
            </svg>
        }
    };
    let label = shared.spec(|s| ["Edit the day’s shape: ", &s.title].concat());
    let shown = move || {
        (!profile.read().is_empty()).then(|| match on_profile {
        Some(edit) => view! {
            <button type="button" class="spark-button" aria-label=label.clone() on:click=move |_| edit.run(())>{picture()}</button>
        }
        .into_any(),
        None => picture().into_any(),
    })
    };
    view! { <span class="slider-spark">{shown}</span> }.into_any()
}

/// A polyline through the values, filling the box with 1.5 px of air.
pub(crate) fn spark_path(values: &[f64], width: f64, height: f64) -> String {
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
    let (span, last) = ((high - low).max(1e-9), values.len().saturating_sub(1).max(1) as f64);
    let tenth = |v: f64| (v * 10.0).round() / 10.0;
    let mut path = String::new();
    for (i, value) in values.iter().enumerate() {
        let (x, y) =
            (1.5 + i as f64 / last * (width - 3.0), height - 1.5 - (value - low) / span * (height - 3.0));
        path.push_str(if i == 0 { "M" } else { "L" });
        path.push_str(&tenth(x).to_string());
        path.push(' ');
        path.push_str(&tenth(y).to_string());
    }
    path
}

#[cfg(test)]
mod tests {
    use super::spark_path;

    #[test]
    fn sparkline_fills_its_box() {
        assert_eq!(spark_path(&[0.0, 1.0, 0.5], 64.0, 20.0), "M1.5 18.5L32 1.5L62.5 10");
        assert_eq!(spark_path(&[2.0, 2.0], 64.0, 20.0), "M1.5 18.5L62.5 18.5");
        assert_eq!(spark_path(&[], 64.0, 20.0), "");
    }
}
