//! A note under an input or a card: advise, caution or block, with its reason.

use leptos::prelude::*;
use twinlet_core::guardrail::{Finding, Level};

use crate::Tone;
use crate::icon::ToneMark;

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText {
    /// Gravity.
    pub tone: Tone,
    /// One bold word, for example `Caution`.
    pub word: String,
    /// The sentence.
    pub text: String,
}

impl NoteText {
    /// A note of any tone.
    pub fn new(tone: Tone, word: impl Into<String>, text: impl Into<String>) -> Self {
        Self { tone, word: word.into(), text: text.into() }
    }
}

impl From<&Finding> for NoteText {
    fn from(finding: &Finding) -> Self {
        let word = match finding.level {
            Level::Advise => "Note",
            Level::Caution => "Caution",
            Level::Block => "Blocked",
        };
        Self::new(finding.level.into(), word, finding.text.clone())
    }
}

/// A coloured strip with shape, word and sentence. A block is announced at once, others politely.
#[component]
pub fn StatusNote(
    /// What it says. Required.
    #[prop(into)]
    note: Signal<NoteText>,
) -> impl IntoView {
    let tone = Memo::new(move |_| note.read().tone);
    let role = move || if tone.get() == Tone::Block { "alert" } else { "status" };
    view! {
        <p class=move || ["note ", tone.get().class()].concat() role=role>
            <ToneMark tone=tone/>
            <span><strong>{move || note.read().word.clone()} "."</strong> " " {move || note.read().text.clone()}</span>
        </p>
    }
    .into_any()
}
