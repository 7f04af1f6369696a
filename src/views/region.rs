//! A part of the page that may fail alone: an error shows a card there, and the rest lives on.

use leptos::prelude::*;
use twinlet_components::{ErrorCard, ErrorNotice};

/// Wraps a widget. Its children may be a `Result`; the last error in it is shown as a card.
#[component]
pub fn Region(
    /// What failed, if it fails, for example `The chart could not be drawn`. Required.
    title: &'static str,
    /// The widget. Required.
    children: Children,
) -> impl IntoView {
    let card = move |errors: ArcRwSignal<Errors>| {
        let notice = Signal::derive(move || {
            let message = errors.read().iter().map(|(_, e)| e.to_string()).collect::<Vec<_>>().join(" ");
            let hint = "The rest of the app works on. Change an input, or reload.".into();
            ErrorNotice { title: title.into(), message, hint, code: "view".into() }
        });
        view! { <ErrorCard notice/> }
    };
    view! { <ErrorBoundary fallback=card>{children()}</ErrorBoundary> }.into_any()
}
