//! All mistakes of a manifest on one card.

use leptos::prelude::*;
use twinlet_core::diag::Diagnostic;

use super::sentence;

/// The list, for whoever composes the app.
#[component]
pub fn Mistakes(
    /// Everything that is wrong. Required.
    diagnostics: Vec<Diagnostic>,
) -> impl IntoView {
    let line = |d: Diagnostic| {
        let hints =
            d.hints.iter().map(|hint| view! { <p class="error-hint">{sentence(hint)}</p> }).collect_view();
        let expected = d.unsaid().map(|e| view! { <p class="error-hint">"Expected: " {e.to_owned()}</p> });
        view! {
            <li class="stack">
                <p><strong>{sentence(&d.message)}</strong></p>
                {expected}
                {hints}
                <p><code>{d.code.name()} " " {d.path}</code></p>
            </li>
        }
        .into_any()
    };
    let count = diagnostics.len();
    view! {
        <section class="card error-card tone-block" role="alert">
            <h1 class="card-title">"This app’s manifest cannot be used"</h1>
            <p>{if count == 1 { "One mistake".to_owned() } else { format!("{count} mistakes") }} ". Correct `twin.yaml` and build again."</p>
            <ul class="stack">{diagnostics.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
