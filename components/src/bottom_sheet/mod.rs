//! A dialog that rises from the bottom on a phone and stands in the middle on wide screens.

use leptos::ev::{Event, MouseEvent};
use leptos::html::Dialog;
use leptos::prelude::*;

use crate::icon::{CROSS, LineIcon};

/// A modal sheet on the browser's own `<dialog>`: it traps the focus, gives it back when closed, and closes
/// on Escape, on the phone's back gesture, on the backdrop and on its cross. Whoever owns `open` closes it.
#[component]
pub fn BottomSheet(
    /// Shown or not. Required.
    #[prop(into)]
    open: Signal<bool>,
    /// Title, also its accessible name. Required.
    #[prop(into)]
    title: Signal<String>,
    /// The person wants it closed. Required.
    on_close: Callback<()>,
    /// What is in it; made anew each time it opens. Required.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<Dialog>::new();
    drive_dialog(node, open);
    let backdrop = move |ev: MouseEvent| {
        if node.get_untracked().is_some_and(|d| ev.target().as_ref() == Some(d.as_ref())) {
            on_close.run(());
        }
    };
    let children = StoredValue::new(children);
    let content = move || open.get().then(|| children.with_value(|make| make()));
    view! {
        <dialog class="sheet" node_ref=node aria-label=title on:click=backdrop
            on:cancel=move |ev: Event| { ev.prevent_default(); on_close.run(()) }
            on:close=move |_| if open.get_untracked() { on_close.run(()) }>
            <div class="sheet-inner">
                <header class="sheet-head">
                    <h2 tabindex="-1" autofocus=true>{title}</h2>
                    <button type="button" class="button button-icon" aria-label="Close" on:click=move |_| on_close.run(())>
                        <LineIcon path=CROSS/>
                    </button>
                </header>
                <div class="sheet-body">{content}</div>
            </div>
        </dialog>
    }
    .into_any()
}

/// Opens and closes the element: reaches outside Leptos, hence an effect.
fn drive_dialog(node: NodeRef<Dialog>, open: Signal<bool>) {
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
}
