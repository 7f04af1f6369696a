//! Named scenarios: save the one on the screen, open, pin and forget others.

use leptos::prelude::*;
use twinlet_components::BottomSheet;

use crate::base::{Base, SavedScenario};
use crate::later::{Loaded, later, wasm_split};

/// A button that opens the list.
#[component]
pub fn ScenariosButton(
    /// Keeps them. Required.
    base: Base,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    view! {
        <button type="button" class="button" data-testid="scenarios" on:click=move |_| open.set(true)>"Scenarios"</button>
        <BottomSheet open title=Signal::stored("Scenarios".to_owned()) on_close=close>
            {later(body(base, open))}
        </BottomSheet>
    }
    .into_any()
}

#[wasm_split(more, fallible)]
fn body(base: Base, open: RwSignal<bool>) -> Loaded {
    Ok(view! { <div class="stack" data-testid="scenarios-sheet"><Naming base/> <Saved base open/></div> }
        .into_any())
}

#[component]
fn Naming(base: Base) -> impl IntoView {
    let (title, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_empty = move || title.read().trim().is_empty();
    let save = move |_| {
        base.save_as(title.get_untracked().trim().to_owned(), note.get_untracked().trim().to_owned());
        title.set(String::new());
        note.set(String::new());
    };
    view! {
        <label class="field">
            <span class="field-label">"Name of the scenario on the screen"</span>
            <input type="text" autocomplete="off" maxlength="60" prop:value=title on:input=move |ev| title.set(event_target_value(&ev))/>
        </label>
        <label class="field">
            <span class="field-label">"Note"</span>
            <input type="text" autocomplete="off" maxlength="200" prop:value=note on:input=move |ev| note.set(event_target_value(&ev))/>
        </label>
        <button type="button" class="button button-primary" data-testid="save-scenario" disabled=is_empty on:click=save>"Save scenario"</button>
    }
    .into_any()
}

#[component]
fn Saved(base: Base, open: RwSignal<bool>) -> impl IntoView {
    let line = move |scenario: SavedScenario| view! { <SavedLine base scenario open/> };
    let lines = move || base.saved.get().into_iter().rev().map(line).collect_view();
    let none =
        move || base.saved.read().is_empty().then(|| view! { <p class="empty">"Nothing is saved yet."</p> });
    view! { {none} <ul class="schedule">{lines}</ul> }.into_any()
}

#[component]
fn SavedLine(base: Base, scenario: SavedScenario, open: RwSignal<bool>) -> impl IntoView {
    let SavedScenario { uid, title, note, at, is_pinned, .. } = scenario;
    let mut detail = vec![at.get(..10).unwrap_or_default(), note.as_str()];
    detail.extend(is_pinned.then_some("compared with"));
    detail.retain(|text| !text.is_empty());
    let detail = detail.join(" · ");
    let uid = StoredValue::new(uid);
    let of = |act: &str| [act, " ", &title].concat();
    let (to_open, to_pin, to_forget) =
        (of("Open"), of(if is_pinned { "Unpin" } else { "Pin" }), of("Forget"));
    let choose = move |_| {
        uid.with_value(|uid| base.open_saved(uid));
        open.set(false);
    };
    let pin = move |_| uid.with_value(|uid| base.pin((!is_pinned).then_some(uid)));
    view! {
        <li class="saved-scenario" data-testid="saved-scenario">
            <span class="schedule-text"><strong>{title.clone()}</strong> <span>{detail}</span></span>
            <span class="card-acts">
                <button type="button" class="button" aria-label=to_open on:click=choose>"Open"</button>
                <button type="button" class="button" aria-label=to_pin aria-pressed=is_pinned.to_string() on:click=pin>
                    {if is_pinned { "Unpin" } else { "Compare with" }}
                </button>
                <button type="button" class="button" aria-label=to_forget on:click=move |_| uid.with_value(|uid| base.forget_saved(uid))>"Forget"</button>
            </span>
        </li>
    }
    .into_any()
}
