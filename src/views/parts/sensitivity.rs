//! What would change the answer: searched for when somebody asks.

use leptos::prelude::*;

use crate::session::{Picture, Session};

/// The sentences, or the button that searches for them.
pub fn body(session: Session, picture: Picture) -> AnyView {
    let flips = Memo::new(move |_| {
        let answer = picture.answer.read();
        let flips = answer.as_ref().map(|a| a.outlook.decision.flips.clone()).unwrap_or_default();
        flips.into_iter().map(|flip| flip.sentence).collect::<Vec<_>>()
    });
    let is_done =
        Memo::new(move |_| picture.answer.read().as_ref().is_some_and(|a| a.plan.flips && a.is_complete));
    let searches = session.runs.flips_wanted;
    let line = |text: String| view! { <li>{text}</li> };
    let foot = move || {
        match (is_done.get(), searches.get()) {
        (true, _) if flips.read().is_empty() => {
            view! { <p>"Nothing within the allowed ranges changes the answer."</p> }.into_any()
        }
        (true, _) => ().into_any(),
        (false, true) => view! { <p role="status">"Searching for what would change the answer."</p> }.into_any(),
        (false, false) => view! {
            <button type="button" class="button" data-testid="search-flips" on:click=move |_| session.want_flips()>
                "Search what would change it"
            </button>
        }
        .into_any(),
    }
    };
    view! {
        <ul class="stack">{move || flips.get().into_iter().map(line).collect_view()}</ul>
        {foot}
    }
    .into_any()
}
