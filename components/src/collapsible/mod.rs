//! What is there on demand: a line that opens.

use leptos::ev::Event;
use leptos::prelude::*;

/// A summary with its contents below, on the browser's own `<details>`.
#[component]
pub fn Collapsible(
    /// The line that opens it. Required.
    #[prop(into)]
    title: Signal<String>,
    /// A few words at the line's end, for example `3 open`. Default: empty.
    #[prop(into, optional)]
    note: Signal<String>,
    /// Open at first. Default: closed.
    #[prop(optional)]
    open: bool,
    /// Whether its contents are made while it is folded, so that a search in the page finds them; else when it is first opened.
    /// Default: yes.
    #[prop(into, default = Signal::stored(true))]
    made: Signal<bool>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let opened = RwSignal::new(open);
    let unfold = move |event: Event| {
        if event_target::<web_sys::Element>(&event).has_attribute("open") && !opened.get_untracked() {
            opened.set(true);
        }
    };
    let is_made = Memo::new(move |before| before == Some(&true) || opened.get() || made.get());
    let children = StoredValue::new_local(Some(children));
    let body = move || {
        let children = is_made.get().then(|| children.try_update_value(Option::take)).flatten().flatten();
        children.map(|children| children())
    };
    view! {
        <details class="collapsible" open=open on:toggle=unfold>
            <summary><span class="collapsible-title">{title}</span> <span class="collapsible-note">{note}</span></summary>
            <div class="collapsible-body">{body}</div>
        </details>
    }
    .into_any()
}
