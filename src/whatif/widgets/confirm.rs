//! Under the recommendation: who answered for it, and the button to answer.

use leptos::prelude::*;
use twinlet_components::{BottomSheet, ConfirmForm};
use twinlet_core::authority::{Confirmation, Level, NO_SECURITY, State};

use crate::session::verb;
use crate::whatif::WhatIf;
use crate::whatif::confirming::Shown;

/// Nothing where the app asks nobody, or where nothing is recommended.
pub fn foot(session: WhatIf, shown: Memo<Option<Shown>>) -> AnyView {
    let by = Memo::new(move |_| session.confirmation(&shown.read().as_ref()?.recommendation));
    let confirming = session.confirming;
    let open = Callback::new(move |()| {
        confirming.refused.set(None);
        confirming.open.set(true);
    });
    let body = move || by.get().map(|by| answers(session, &by, open));
    let title = Signal::derive(move || {
        shown.read().as_ref().map(|shown| session.confirm_words(shown).act).unwrap_or_default()
    });
    let close = Callback::new(move |()| confirming.open.set(false));
    let form = move || {
        let shown = shown.get()?;
        let words = session.confirm_words(&shown);
        let confirm = Callback::new(move |name: String| session.confirm(&shown, &name));
        Some(view! { <ConfirmForm words refused=confirming.refused on_confirm=confirm/> })
    };
    view! {
        {body}
        <BottomSheet open=confirming.open title on_close=close>{form}</BottomSheet>
    }
    .into_any()
}

fn answers(session: WhatIf, by: &Confirmation, open: Callback<()>) -> AnyView {
    let (level, state, given) = (by.level, by.state(), !by.by.is_empty());
    let words = match (level, given) {
        (Level::TwoPerson, true) => "Second confirmation",
        _ => verb(level),
    };
    let sentence = given.then(|| [&by.sentence(), " ", NO_SECURITY].concat());
    let ask = (state == State::Open).then(|| {
        let disabled = move || !session.may_confirm(level);
        view! {
            <button type="button" class="button button-primary" data-testid="confirm" disabled=disabled on:click=move |_| open.run(())>
                {words}
            </button>
        }
    });
    let save = (state != State::Open).then(|| {
        view! {
            <button type="button" class="button" data-testid="save-record" on:click=move |_| session.save_advice_record()>
                "Save record"
            </button>
        }
    });
    view! {
        <p class="card-subtitle" data-testid="answered">{sentence}</p>
        <div class="decision-actions">{ask}{save}</div>
    }
    .into_any()
}
