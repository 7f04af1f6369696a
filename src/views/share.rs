//! The scenario for somebody else: link, QR code, file.

use leptos::prelude::*;
use twinlet_components::ShareSheet;

use super::scenarios::ScenariosButton;
use crate::base::Base;
use crate::browser::offline::Installation;
use crate::later::{Loaded, later, once_open, wasm_split};

/// Nobody else has this file at the same place.
const IN_A_FILE: &str = "The link leads to this file on this device. For somebody else, save the scenario as a file and hand on both.";

/// The sheet; the link is made while it is open.
#[component]
pub fn Share(
    /// Makes links and files. Required.
    base: Base,
    /// Shown or not. Required.
    open: RwSignal<bool>,
) -> impl IntoView {
    once_open(open.into(), move || later(sheet(base, open)))
}

#[wasm_split(more, fallible)]
fn sheet(base: Base, open: RwSignal<bool>) -> Loaded {
    let link = Signal::derive(move || if open.get() { base.link() } else { String::new() });
    let on_save = Callback::new(move |()| base.save_scenario());
    let on_open = Callback::new(move |(_, text): (String, String)| {
        base.open_file(&text);
        open.set(false);
    });
    let on_close = Callback::new(move |()| open.set(false));
    Ok(match base.offline.get_untracked().state {
        Installation::SingleFile => {
            let hint = Signal::stored(IN_A_FILE.to_owned());
            view! { <ShareSheet open link hint on_save on_open on_close/> }.into_any()
        }
        _ => view! { <ShareSheet open link on_save on_open on_close/> }.into_any(),
    })
}

/// Steps back and forward over what was set, then what a view adds, then the share button.
#[component]
pub fn ScenarioActs(
    /// Holds the steps. Required.
    base: Base,
    /// More buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let can = move || base.scenario.can_step();
    view! {
        <div class="card-acts">
            <span class="steps" role="group" aria-label="Steps">
                <button type="button" class="button" data-testid="undo" disabled=move || !can().0 on:click=move |_| base.step(true)>"Undo"</button>
                <button type="button" class="button" data-testid="redo" disabled=move || !can().1 on:click=move |_| base.step(false)>"Redo"</button>
            </span>
            <ScenariosButton base/>
            {children.map(|children| children())}
            <ShareButton base/>
        </div>
    }
    .into_any()
}

/// A button that opens the sheet.
#[component]
fn ShareButton(
    /// Makes links and files. Required.
    base: Base,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button" data-testid="share" on:click=move |_| open.set(true)>"Share"</button>
        <Share base open/>
    }
    .into_any()
}
