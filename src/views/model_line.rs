//! The foot of a page: which model answers, and the way to its sheet.

use leptos::prelude::*;

/// One line and a link.
#[component]
pub fn ModelLine(
    /// What is said of the models; empty until they are here. Required.
    #[prop(into)]
    line: Signal<String>,
) -> impl IntoView {
    view! {
        <footer class="page-foot">
            <span data-testid="model-line">{line}</span>
            <a href="#model" data-testid="model-sheet-link">"Model sheet"</a>
        </footer>
    }
    .into_any()
}
