//! The sheet that asks who confirms an inspection.

use leptos::prelude::*;
use twinlet_components::{BottomSheet, ConfirmForm};

use crate::later::{Loaded, later, wasm_split};
use crate::session::{Session, WorkItem};

/// Open while somebody is asked.
#[component]
pub fn ConfirmSheet(
    /// Holds what is asked, takes the name. Required.
    session: Session,
) -> impl IntoView {
    let asked = session.work.asked;
    let open = Signal::derive(move || asked.read().is_some());
    let title = Signal::derive(move || {
        asked.read().as_ref().map(|item| session.confirm_words(item).act).unwrap_or_default()
    });
    let close = Callback::new(move |()| session.leave_unconfirmed());
    let form = move || asked.get().map(|item| later(confirm_form(session, item)));
    view! { <BottomSheet open title on_close=close>{form}</BottomSheet> }.into_any()
}

#[wasm_split(more, fallible)]
fn confirm_form(session: Session, item: WorkItem) -> Loaded {
    let item = &item;
    let is_first = item.record.authority.as_ref().is_none_or(|by| by.by.is_empty());
    let name = if is_first { session.work.name.get_untracked() } else { String::new() };
    let words = session.confirm_words(item);
    let confirm = Callback::new(move |name| session.confirm(name));
    Ok(view! { <ConfirmForm words name refused=session.work.refused on_confirm=confirm/> }.into_any())
}
