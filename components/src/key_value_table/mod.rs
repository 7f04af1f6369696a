//! Facts in two columns: a model sheet, a record, a contract.

use leptos::prelude::*;

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyValue {
    /// What it is.
    pub key: String,
    /// Its value with its unit.
    pub value: String,
    /// A remark below the value; empty for none.
    pub note: String,
}

impl KeyValue {
    /// A fact without a remark.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into(), note: String::new() }
    }

    /// The same fact with a remark.
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// A definition list that wraps long values and never scrolls sideways.
#[component]
pub fn KeyValueTable(
    /// The facts in order. Required.
    #[prop(into)]
    rows: Signal<Vec<KeyValue>>,
) -> impl IntoView {
    let row = |fact: KeyValue| {
        view! {
            <div class="fact">
                <dt>{fact.key}</dt>
                <dd>{fact.value}<span class="fact-note">{fact.note}</span></dd>
            </div>
        }
        .into_any()
    };
    view! { <dl class="facts">{move || rows.get().into_iter().map(row).collect_view()}</dl> }.into_any()
}
