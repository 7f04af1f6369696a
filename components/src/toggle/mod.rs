//! A switch with its sentence.

use leptos::prelude::*;

/// A 48 px row: label at the left, switch at the right. The whole row is the target.
#[component]
pub fn Toggle(
    /// What is switched. Required.
    #[prop(into)]
    label: Signal<String>,
    /// On or off. Required.
    #[prop(into)]
    on: Signal<bool>,
    /// The person wants the other state; carries it. Required.
    on_change: Callback<bool>,
    /// A sentence below the label. Default: empty.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Greyed and without effect. Default: false.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button type="button" class="toggle" role="switch" aria-checked=move || on.get().to_string()
            disabled=disabled on:click=move |_| on_change.run(!on.get_untracked())>
            <span class="toggle-text">
                <span class="toggle-label">{label}</span>
                <span class="toggle-hint">{hint}</span>
            </span>
            <span class="toggle-track" aria-hidden="true"><span class="toggle-knob"></span></span>
        </button>
    }
    .into_any()
}
