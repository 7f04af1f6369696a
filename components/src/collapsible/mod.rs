//! What is there on demand: a line that opens.

use leptos::prelude::*;

/// A summary with its contents below, on the browser's own `<details>`.
#[component]
pub fn Collapsible(
    /// The line that opens it. Required.
    #[prop(into)]
    title: Signal<String>,
    /// A few words at the line's end, for example `3 open`. Default: empty.
    #[prop(into, optional)]
    note: Signal<String>,
    /// Open at first. Default: closed.
    #[prop(optional)]
    open: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="collapsible" open=open>
            <summary><span class="collapsible-title">{title}</span> <span class="collapsible-note">{note}</span></summary>
            <div class="collapsible-body">{children()}</div>
        </details>
    }
    .into_any()
}
