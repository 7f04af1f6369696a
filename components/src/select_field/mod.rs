//! A choice of many: the phone's own list.

use leptos::prelude::*;
use twinlet_core::guardrail::Finding;

use crate::field_head::GuardedField;
use crate::{NoteText, Tone};

/// What the field itself says: nothing chosen, or a choice that the list does not have.
pub fn choice_note(options: &[(String, String)], value: &str) -> Option<NoteText> {
    match value {
        _ if options.is_empty() => {
            Some(NoteText::new(Tone::Note, "Empty", "There is nothing to choose from."))
        }
        "" => None,
        _ if options.iter().any(|(id, _)| id == value) => None,
        _ => {
            let text = ["“", value, "” is not in the list; choose one."].concat();
            Some(NoteText::new(Tone::Block, "Not known", text))
        }
    }
}

/// A native list of options, 48 px high.
#[component]
pub fn SelectField(
    /// The input's title. Required.
    #[prop(into)]
    label: String,
    /// A line below the title. Default: empty.
    #[prop(into, optional)]
    subtitle: String,
    /// Id and words of each option, in order. Required.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Id of the chosen one; empty for none yet. Required.
    #[prop(into)]
    value: Signal<String>,
    /// The person chooses; carries the id. Required.
    on_select: Callback<String>,
    /// Marked as wrong, for example because a form needs it. Default: false.
    #[prop(into, optional)]
    invalid: Signal<bool>,
    /// What the guardrail says about the choice, the strictest first. Default: nothing.
    #[prop(into, optional)]
    findings: Signal<Vec<Finding>>,
    /// The reason given for a caution; kept in the record. Default: empty.
    #[prop(into, optional)]
    reason: Signal<String>,
    /// The person gives a reason. Default: no reason is asked for.
    #[prop(optional_no_strip, into)]
    on_reason: Option<Callback<String>>,
) -> impl IntoView {
    let known = Memo::new(move |_| options.read().iter().any(|(id, _)| *id == *value.read()));
    let option = move |(id, words): (String, String)| {
        let own = id.clone();
        let chosen = move || *value.read() == own;
        view! { <option value=id prop:selected=chosen>{words}</option> }.into_any()
    };
    let none = move || {
        (!known.get())
            .then(|| view! { <option value="" disabled=true prop:selected=true>"Choose one"</option> })
    };
    let first =
        Signal::derive(move || choice_note(&options.read(), &value.read()).into_iter().collect::<Vec<_>>());
    let wrong =
        move || (invalid.get() || first.read().iter().any(|n| n.tone == Tone::Block)).then_some("true");
    let name = label.clone();
    view! {
        <GuardedField label subtitle first findings reason on_reason>
            <span class="select-box">
                <select aria-label=name aria-invalid=wrong disabled=move || options.read().is_empty()
                    on:change=move |ev| on_select.run(event_target_value(&ev))>
                    {none}
                    {move || options.get().into_iter().map(option).collect_view()}
                </select>
            </span>
        </GuardedField>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_is_gone_is_named() {
        let options = [("a".to_string(), "Alpha".to_string())];
        assert_eq!(choice_note(&options, "a"), None);
        assert_eq!(choice_note(&options, ""), None);
        assert_eq!(choice_note(&options, "b").unwrap().text, "“b” is not in the list; choose one.");
        assert_eq!(choice_note(&[], "").unwrap().word, "Empty");
    }
}
