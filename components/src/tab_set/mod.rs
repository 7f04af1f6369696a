//! Tabs with panels: one of several bodies in one place.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::segmented_tabs::{Segment, next_by_key};

/// A list of tabs and the panel of the chosen one. An unknown id shows the first.
#[component]
pub fn TabSet(
    /// What the tabs are about, for screen readers. Required.
    #[prop(into)]
    label: Signal<String>,
    /// Id and words of each tab, in order. Required.
    #[prop(into)]
    tabs: Signal<Vec<Segment>>,
    /// Id of the chosen one. Required.
    #[prop(into)]
    selected: Signal<String>,
    /// The person chooses; carries the id. Required.
    on_select: Callback<String>,
    /// Makes the panel of a tab by its id; made anew each time it is chosen. Required.
    #[prop(into)]
    panel: Callback<String, AnyView>,
) -> impl IntoView {
    let (node, id) = (NodeRef::<Div>::new(), StoredValue::new(crate::ids::unique("tabs")));
    let current = Memo::new(move |_| current(&tabs.read(), &selected.read()));
    let part = move |kind: &str, tab: &str| id.with_value(|id| [id, kind, tab].concat());
    let keys = move |ev: KeyboardEvent| {
        let next = next_by_key(&tabs.read_untracked(), &current.read_untracked(), &ev.key());
        if let Some(next) = next {
            ev.prevent_default();
            focus(node, &part("-tab-", &next));
            on_select.run(next);
        }
    };
    let tab = move |tab: Segment| {
        let (own, chosen_id) = (tab.id.clone(), tab.id.clone());
        let chosen = Memo::new(move |_| *current.read() == chosen_id);
        view! {
            <button type="button" class="tab-set-tab" role="tab" id=part("-tab-", &tab.id) aria-selected=move || chosen.get().to_string()
                aria-controls=part("-panel", "") tabindex=move || if chosen.get() { "0" } else { "-1" }
                on:click=move |_| on_select.run(own.clone())>{tab.label}</button>
        }
        .into_any()
    };
    let body = move || current.with(|id| (!id.is_empty()).then(|| panel.run(id.clone())));
    view! {
        <div class="tab-set" node_ref=node>
            <div class="tab-set-list" role="tablist" aria-label=label on:keydown=keys>
                {move || tabs.get().into_iter().map(tab).collect_view()}
            </div>
            <div class="tab-set-panel" role="tabpanel" id=part("-panel", "") aria-labelledby=move || part("-tab-", &current.read())>{body}</div>
        </div>
    }
    .into_any()
}

/// The chosen tab, or the first when the choice is not among them.
fn current(tabs: &[Segment], selected: &str) -> String {
    let known = tabs.iter().find(|t| t.id == selected).or(tabs.first());
    known.map(|t| t.id.clone()).unwrap_or_default()
}

/// The focus goes with the choice.
fn focus(node: NodeRef<Div>, id: &str) {
    let tab = node.get_untracked().and_then(|n| n.owner_document()).and_then(|d| d.get_element_by_id(id));
    if let Some(tab) = tab.and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_choice_shows_the_first() {
        let tabs = ["a", "b"].map(|id| Segment::new(id, id));
        for (selected, expected) in [("b", "b"), ("gone", "a"), ("", "a")] {
            assert_eq!(current(&tabs, selected), expected);
        }
        assert_eq!(current(&[], "a"), "");
    }
}
