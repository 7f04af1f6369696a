//! An input that is on or off.

use leptos::prelude::*;
use twinlet_core::guardrail::Finding;

use crate::Toggle;
use crate::slider::FieldNotes;

/// A switch as an input, with the guardrail's notes below it.
#[component]
pub fn SwitchField(
    /// The input's title. Required.
    #[prop(into)]
    label: Signal<String>,
    /// A line below the title. Default: empty.
    #[prop(into, optional)]
    subtitle: Signal<String>,
    /// On or off. Required.
    #[prop(into)]
    on: Signal<bool>,
    /// The person wants the other state; carries it. Required.
    on_change: Callback<bool>,
    /// Greyed and without effect. Default: false.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// What the guardrail says about the state, the strictest first. Default: nothing.
    #[prop(into, optional)]
    findings: Signal<Vec<Finding>>,
    /// The reason given for a caution; kept in the record. Default: empty.
    #[prop(into, optional)]
    reason: Signal<String>,
    /// The person gives a reason. Default: no reason is asked for.
    #[prop(optional_no_strip, into)]
    on_reason: Option<Callback<String>>,
) -> impl IntoView {
    view! {
        <div class="input-field switch-field">
            <Toggle label hint=subtitle on on_change disabled/>
            <FieldNotes findings reason on_reason/>
        </div>
    }
    .into_any()
}
