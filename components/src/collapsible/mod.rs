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
    /// What is in it; made when it is first opened.
    children: Children,
) -> impl IntoView {
    let opened = RwSignal::new(open);
    let unfold = move |event: Event| {
        if event_target::<web_sys::Element>(&event).has_attribute("open") && !opened.get_untracked() {
            opened.set(true);
        }
    };
    let children = StoredValue::new_local(Some(children));
    let body = move || {
        let children = opened.get().then(|| children.try_update_value(Option::take)).flatten().flatten();
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
