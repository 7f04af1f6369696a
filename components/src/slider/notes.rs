//! What the guardrail says, under the track; for a caution the field for its reason.

use leptos::prelude::*;
use twinlet_core::guardrail::{Finding, Level};

use super::Shared;
use crate::{NoteText, StatusNote, Tone};

#[component]
pub(super) fn Notes(
    shared: Shared,
    findings: Signal<Vec<Finding>>,
    reason: Signal<String>,
    on_reason: Option<Callback<String>>,
) -> impl IntoView {
    let notes = Memo::new(move |_| all_notes(shared.outside(), &findings.read()));
    let asks = Memo::new(move |_| findings.read().iter().any(|f| f.level == Level::Caution));
    let field = move || on_reason.filter(|_| asks.get()).map(|on_reason| reason_field(reason, on_reason));
    let list = move || {
        notes.get().into_iter().map(|note| view! { <StatusNote note=Signal::stored(note)/> }).collect_view()
    };
    view! { <div class="slider-notes">{list}{field}</div> }.into_any()
}

/// The contract first, then the findings as they come.
fn all_notes(outside: Option<String>, findings: &[Finding]) -> Vec<NoteText> {
    let contract = outside.map(|text| NoteText::new(Tone::Block, "Blocked", text));
    contract.into_iter().chain(findings.iter().map(NoteText::from)).collect()
}

fn reason_field(reason: Signal<String>, on_reason: Callback<String>) -> AnyView {
    view! {
        <label class="field">
            <span class="field-label">"Reason, kept in the record"</span>
            <input type="text" autocomplete="off" enterkeyhint="done" prop:value=reason
                on:change=move |ev| on_reason.run(event_target_value(&ev).trim().to_string())/>
        </label>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_comes_first() {
        let finding = Finding {
            limit: "ambient-hot".into(),
            input: "ambient_max".into(),
            level: Level::Caution,
            bound: 35.0,
            text: "Few validated days are as hot.".into(),
        };
        let words: Vec<_> = all_notes(Some("x".into()), &[finding]).into_iter().map(|n| n.word).collect();
        assert_eq!(words, ["Blocked", "Caution"]);
        assert!(all_notes(None, &[]).is_empty());
    }
}
