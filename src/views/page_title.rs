//! The heading of a page that is not the answer itself.

use leptos::prelude::*;

/// One line at the head of the first column.
#[component]
pub fn PageTitle(
    /// Its words. Required.
    words: &'static str,
) -> impl IntoView {
    view! { <h1 style:font-size="var(--type-5)" style:padding="0 var(--space-1)">{words}</h1> }
}
