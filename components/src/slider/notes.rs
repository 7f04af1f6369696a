//! What the guardrail says, under the track; for a caution the field for its reason.

use leptos::prelude::*;
use twinlet_core::guardrail::{Finding, Level};

use super::{Shared, Writing};
use crate::{NoteText, StatusNote, Tone, format};

/// Notes under any field: the field's own first, then the guardrail's; for a caution the field for its reason.
#[component]
pub(crate) fn FieldNotes(
    /// What the field itself has to say. Default: nothing.
    #[prop(into, optional)]
    first: Signal<Vec<NoteText>>,
    findings: Signal<Vec<Finding>>,
    #[prop(into, optional)] reason: Signal<String>,
    #[prop(optional_no_strip, into)] on_reason: Option<Callback<String>>,
) -> impl IntoView {
    let notes = Memo::new(move |_| all_notes(first.get(), &findings.read()));
    let asks = Memo::new(move |_| findings.read().iter().any(|f| f.level == Level::Caution));
    let field = move || on_reason.filter(|_| asks.get()).map(|on_reason| reason_field(reason, on_reason));
    let list = move || {
        notes.get().into_iter().map(|note| view! { <StatusNote note=Signal::stored(note)/> }).collect_view()
    };
    view! { <div class="slider-notes">{list}{field}</div> }.into_any()
}

/// What a typed number has to say: it is none, or lies outside the contract.
pub(crate) fn typed_notes(shared: Shared) -> Signal<Vec<NoteText>> {
    Signal::derive(move || {
        let kept = || shared.spec(|s| format::with_unit(&s.text(shared.value.get()), &s.unit));
        let what =
            || shared.spec(|s| if s.writing == Writing::Clock { "time such as 18:30" } else { "number" });
        let unreadable = shared.typed.get().map(|text| not_taken(&text, what(), &kept()));
        let outside = shared.outside().map(|text| NoteText::new(Tone::Block, "Blocked", text));
        unreadable.into_iter().chain(outside).collect()
    })
}

/// `“warm” is not a number; 31 °C stays.`
pub(crate) fn not_a_number(typed: &str, kept: &str) -> NoteText {
    not_taken(typed, "number", kept)
}

fn not_taken(typed: &str, what: &str, kept: &str) -> NoteText {
    let text = match typed.trim() {
        "" => ["The field is empty; ", kept, " stays."].concat(),
        typed => ["“", typed, "” is not a ", what, "; ", kept, " stays."].concat(),
    };
    NoteText::new(Tone::Block, "Not taken", text)
}

/// The field's own first, then the findings as they come.
fn all_notes(first: Vec<NoteText>, findings: &[Finding]) -> Vec<NoteText> {
    first.into_iter().chain(findings.iter().map(NoteText::from)).collect()
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
    fn what_is_no_number_is_refused_with_words() {
        for (typed, expected) in
            [("warm", "“warm” is not a number; 31 °C stays."), (" ", "The field is empty; 31 °C stays.")]
        {
            assert_eq!(not_a_number(typed, "31 °C").text, expected);
        }
    }

    #[test]
    fn the_contract_comes_first() {
        let finding = Finding {
            limit: "ambient-hot".into(),
            input: "ambient_max".into(),
            level: Level::Caution,
            bound: 35.0,
            text: "Few validated days are as hot.".into(),
        };
        let contract = NoteText::new(Tone::Block, "Blocked", "x");
        let words: Vec<_> = all_notes(vec![contract], &[finding]).into_iter().map(|n| n.word).collect();
        assert_eq!(words, ["Blocked", "Caution"]);
        assert!(all_notes(vec![], &[]).is_empty());
    }
}
