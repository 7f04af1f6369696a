//! A list of numbers, each of which may be marked: failure times with units still running, readings to leave out.

mod read;
mod rows;

use leptos::ev::KeyboardEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

pub use read::{Entry, LineError, error_words, read_values};

use crate::field_head::FieldHead;
use crate::slider::not_a_number;
use crate::{NoteText, StatusNote, Tone};
use rows::Rows;

/// `12 values, 3 still running`.
pub fn count_words(values: &[Entry], mark_word: &str) -> String {
    let marked = values.iter().filter(|v| v.1).count();
    let all = match values.len() {
        0 => return "No values yet".into(),
        1 => "1 value".into(),
        n => [&n.to_string(), " values"].concat(),
    };
    if marked == 0 || mark_word.is_empty() {
        all
    } else {
        [&all, ", ", &marked.to_string(), " ", mark_word].concat()
    }
}

/// What the parts of the editor share.
#[derive(Clone, Copy)]
struct Parts {
    value: Signal<Vec<Entry>>,
    on_change: Callback<Vec<Entry>>,
    unit: StoredValue<String>,
    mark_word: StoredValue<String>,
    note: RwSignal<Option<NoteText>>,
    wrong_row: RwSignal<Option<usize>>,
}

impl Parts {
    fn change(self, verb: impl FnOnce(&mut Vec<Entry>)) {
        let mut list = self.value.get_untracked();
        verb(&mut list);
        self.note.set(None);
        self.wrong_row.set(None);
        self.on_change.run(list);
    }

    fn refuse_row(self, i: usize, typed: &str, kept: &str) {
        let kept = self.unit.with_value(|unit| crate::format::with_unit(kept, unit));
        let note = not_a_number(typed, &kept);
        let text = ["Value ", &(i + 1).to_string(), ": ", &note.text].concat();
        self.wrong_row.set(Some(i));
        self.note.set(Some(NoteText { text, ..note }));
    }

    /// Takes the values of a text, all or none. `false`: the text stays where it is, with words about what is wrong.
    fn take(self, text: &str, replace: bool) -> bool {
        match read_values(text) {
            Ok(values) if values.is_empty() => false,
            Ok(values) => {
                self.change(|list| {
                    if replace {
                        list.clear();
                    }
                    list.extend(values);
                });
                true
            }
            Err(errors) => {
                let words = [&error_words(&errors), " Nothing was changed."].concat();
                self.note.set(Some(NoteText::new(Tone::Block, "Not taken", words)));
                false
            }
        }
    }
}

/// A table of values with delete and mark, a field to add, and a field to paste many at once.
#[component]
pub fn ValuesEditor(
    /// The input's title. Required.
    #[prop(into)]
    label: String,
    /// A line below the title. Default: empty.
    #[prop(into, optional)]
    subtitle: String,
    /// Unit as shown to people. Default: none.
    #[prop(into, optional)]
    unit: String,
    /// What a mark means, for example `still running`. Default: values cannot be marked.
    #[prop(into, optional)]
    mark_word: String,
    /// The values with their marks. Required.
    #[prop(into)]
    value: Signal<Vec<Entry>>,
    /// The person changes the list; carries all of it. Required.
    on_change: Callback<Vec<Entry>>,
) -> impl IntoView {
    let (note, wrong_row) = (RwSignal::new(None), RwSignal::new(None));
    let name = label.clone();
    let shown_unit = if unit.is_empty() { String::new() } else { [" · ", &unit].concat() };
    let parts = Parts {
        value,
        on_change,
        unit: StoredValue::new(unit),
        mark_word: StoredValue::new(mark_word),
        note,
        wrong_row,
    };
    let count = move || parts.mark_word.with_value(|word| count_words(&value.read(), word));
    let noted = move || note.get().map(|n| view! { <StatusNote note=Signal::stored(n)/> });
    view! {
        <div class="input-field values" role="group" aria-label=name>
            <FieldHead label subtitle/>
            <p class="values-count" role="status">{count} {shown_unit}</p>
            <Rows parts/>
            <AddField parts/>
            <PasteField parts/>
            <div class="slider-notes">{noted}</div>
        </div>
    }
    .into_any()
}

#[component]
fn AddField(parts: Parts) -> impl IntoView {
    let node = NodeRef::<Input>::new();
    let add = move || {
        if let Some(input) = node.get_untracked().filter(|i| parts.take(&i.value(), false)) {
            input.set_value("");
        }
    };
    let enter = move |ev: KeyboardEvent| {
        if ev.key() == "Enter" {
            ev.prevent_default();
            add();
        }
    };
    view! {
        <div class="values-add">
            <input type="text" class="values-input" node_ref=node inputmode="decimal" autocomplete="off" enterkeyhint="done"
                aria-label="New value" placeholder="New value" on:keydown=enter/>
            <button type="button" class="button" on:click=move |_| add()>"Add"</button>
        </div>
    }
    .into_any()
}

#[component]
fn PasteField(parts: Parts) -> impl IntoView {
    let node = NodeRef::<Textarea>::new();
    let take = move |replace| {
        if let Some(area) = node.get_untracked().filter(|a| parts.take(&a.value(), replace)) {
            area.set_value("");
        }
    };
    let marks = match parts.mark_word.with_value(String::is_empty) {
        true => "",
        false => " A + after a value, or a second column with s or 0, marks it.",
    };
    let hint = ["Parted by lines, spaces, semicolons or commas.", marks].concat();
    view! {
        <details class="values-paste">
            <summary>"Paste many"</summary>
            <label class="field">
                <span class="field-subtitle">{hint}</span>
                <textarea rows="4" node_ref=node></textarea>
            </label>
            <div class="values-acts">
                <button type="button" class="button" on:click=move |_| take(true)>"Replace the list"</button>
                <button type="button" class="button" on:click=move |_| take(false)>"Add to the list"</button>
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn the_count_names_the_marks() {
        for (values, word, expected) in [
            (&[][..], "still running", "No values yet"),
            (&[(1.0, false)], "still running", "1 value"),
            (&[(1.0, true), (2.0, false)], "still running", "2 values, 1 still running"),
            (&[(1.0, true), (2.0, false)], "", "2 values"),
        ] {
            assert_eq!(count_words(values, word), expected);
        }
    }
}
