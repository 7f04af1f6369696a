//! Title and subtitle of an input, the same on every field.

use leptos::prelude::*;

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
