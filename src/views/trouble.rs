//! What to do when the engine is gone, or what was asked of it failed.

use leptos::prelude::*;
use twinlet_components::ErrorCard;
use twinlet_core::protocol::EngineFailure;

use super::notice_of;
use crate::base::{Base, EngineState};

/// A card with the failure and a button to try again; nothing while all is well.
#[component]
pub fn Trouble(
    /// Knows the engine. Required.
    base: Base,
    /// Why the last request failed. Required.
    failure: RwSignal<Option<EngineFailure>>,
    /// Title of the card in that case, for example `The run failed`. Required.
    title: &'static str,
    /// The person wants one more attempt. Required.
    on_retry: Callback<()>,
) -> impl IntoView {
    let trouble = Memo::new(move |_| match base.engine_state.get() {
        EngineState::Down(failure) => Some(("Nothing can be calculated now", failure)),
        EngineState::Starting | EngineState::Ready => failure.get().map(|failure| (title, failure)),
    });
    move || {
        trouble.get().map(|(title, failure)| {
            view! {
                <div class="wide" data-testid="engine-error">
                    <ErrorCard notice=Signal::stored(notice_of(title, &failure)) on_action=on_retry/>
                </div>
            }
        })
    }
}
