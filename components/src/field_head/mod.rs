//! What every field has: title and subtitle of its input above, notes below.

use leptos::prelude::*;
use twinlet_core::guardrail::Finding;

use crate::NoteText;
use crate::slider::FieldNotes;

/// A bold title with a quiet line below it.
#[component]
pub(crate) fn FieldHead(
    /// The input's title. Required.
    label: String,
    /// A line below it; empty for none. Required.
    subtitle: String,
) -> impl IntoView {
    let subtitle = (!subtitle.is_empty()).then(|| view! { <span class="field-subtitle">{subtitle}</span> });
    view! { <span class="field-head"><span class="field-title">{label}</span>{subtitle}</span> }.into_any()
}

/// A field between its head and its notes.
#[component]
pub(crate) fn GuardedField(
    /// The input's title. Required.
    label: String,
    /// A line below it; empty for none. Required.
    subtitle: String,
    /// Its class, with its tone. Default: that of every field.
    #[prop(into, default = Signal::stored("input-field".to_owned()))]
    class: Signal<String>,
    /// It has several controls, which screen readers hear as a group. Default: false.
    #[prop(optional)]
    is_group: bool,
    /// What the field itself has to say. Required.
    first: Signal<Vec<NoteText>>,
    /// What the guardrail says, the strictest first. Required.
    findings: Signal<Vec<Finding>>,
    /// The reason given for a caution. Required.
    reason: Signal<String>,
    /// The person gives a reason. Default: no reason is asked for.
    #[prop(optional_no_strip, into)]
    on_reason: Option<Callback<String>>,
    /// What the value is set by.
    children: Children,
) -> impl IntoView {
    let (role, name) = (is_group.then_some("group"), is_group.then(|| label.clone()));
    view! {
        <div class=class role=role aria-label=name>
            <FieldHead label subtitle/>
            {children()}
            <FieldNotes first findings reason on_reason/>
        </div>
    }
    .into_any()
}
