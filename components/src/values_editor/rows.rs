//! The list of values as rows to change, mark and delete.

use leptos::prelude::*;

use super::{Entry, Parts};
use crate::icon::{CROSS, LineIcon};
use crate::slider::parse;

/// One row for each value; a row keeps its place and follows the list, so that typing is not disturbed.
#[component]
pub(super) fn Rows(parts: Parts) -> impl IntoView {
    let count = Memo::new(move |_| parts.value.read().len());
    view! {
        <ol class="values-rows">
            <For each=move || 0..count.get() key=|i| *i let(i)><Row parts i/></For>
        </ol>
    }
    .into_any()
}

#[component]
fn Row(parts: Parts, i: usize) -> impl IntoView {
    let entry = Memo::new(move |_| parts.value.read().get(i).copied().unwrap_or_default());
    let number = (i + 1).to_string();
    let label = ["Value ", &number].concat();
    let delete = ["Delete value ", &number].concat();
    let remove = move |_| {
        parts.change(|list| {
            if i < list.len() {
                list.remove(i);
            }
        })
    };
    view! {
        <li class="values-row">
            <span class="values-number" aria-hidden="true">{number}</span>
            {input(parts, i, entry, label)}
            {mark(parts, i, entry)}
            <button type="button" class="button button-icon" aria-label=delete on:click=remove><LineIcon path=CROSS/></button>
        </li>
    }
    .into_any()
}

fn input(parts: Parts, i: usize, entry: Memo<Entry>, label: String) -> AnyView {
    let text = move || crate::format::plain(entry.get().0);
    let change = move |ev| {
        let typed = event_target_value(&ev);
        match parse(&typed) {
            Some(number) => parts.change(|list| list.iter_mut().skip(i).take(1).for_each(|e| e.0 = number)),
            None => parts.refuse_row(i, &typed, &text()),
        }
    };
    let invalid = move || (parts.wrong_row.get() == Some(i)).then_some("true");
    view! {
        <input type="text" class="values-input" inputmode="decimal" autocomplete="off" aria-label=label aria-invalid=invalid
            prop:value=text on:change=change/>
    }
    .into_any()
}

/// A switch that marks the value; nothing when the owner has no word for it.
fn mark(parts: Parts, i: usize, entry: Memo<Entry>) -> Option<AnyView> {
    let word = parts.mark_word.get_value();
    let flip = move |_| parts.change(|list| list.iter_mut().skip(i).take(1).for_each(|e| e.1 = !e.1));
    let label = [&word, ", value ", &(i + 1).to_string()].concat();
    (!word.is_empty()).then(|| {
        view! {
            <button type="button" class="values-mark" role="switch" aria-checked=move || entry.get().1.to_string()
                aria-label=label on:click=flip>
                <span class="values-box" aria-hidden="true"></span>{word}
            </button>
        }
        .into_any()
    })
}
