//! The question that every number answers: where does this come from?

use leptos::prelude::*;

use crate::icon::{LineIcon, SOURCE};

/// A button that asks where a number comes from: a sign, or with `words` a line of text.
#[component]
pub fn SourceButton(
    /// What the number is, for its accessible name, for example `Hot spot, highest`. Required.
    #[prop(into)]
    what: Signal<String>,
    /// The person asks. Required.
    on_ask: Callback<()>,
    /// A further class: `tile-source` covers a tile. Default: none.
    #[prop(optional)]
    class: &'static str,
    /// With the words `Where does this come from?`. Default: the sign alone.
    #[prop(optional)]
    words: bool,
) -> impl IntoView {
    let name = move || ["Where does this come from: ", &what.get()].concat();
    let class = ["source-button ", class].concat();
    let text = words.then(|| view! { <span>"Where does this come from?"</span> });
    view! {
        <button type="button" class=class aria-label=name on:click=move |_| on_ask.run(())>
            <LineIcon path=SOURCE/> {text}
        </button>
    }
    .into_any()
}
