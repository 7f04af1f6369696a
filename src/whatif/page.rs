//! A page: its widgets from top to bottom, columns side by side where there is room.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::{NoteText, StatusNote, Tone};
use twinlet_core::domain::DomainState;
use twinlet_core::graph::OutputAnswer;
use twinlet_core::guardrail::Level;
use twinlet_core::manifest::raw::Widget;
use twinlet_core::manifest::resolved::WidgetPage;
use twinlet_core::standing::Standing;

use super::{WhatIf, shown, widgets};
use crate::fetch::ModelSheet;
use crate::views::model_line::ModelLine;
use crate::views::sentence;
use crate::views::trouble::Trouble;

/// One page of the manifest.
#[component]
pub fn PageView(
    /// Takes the intents. Required.
    session: WhatIf,
    /// What it shows. Required.
    page: WidgetPage,
) -> impl IntoView {
    let has = |is: fn(&Widget) -> bool| page.widgets.iter().any(|widget| widget.any(&is));
    // The notes stand with the numbers; a page where nobody is sure to see such a card has them on top.
    let notes = (!page.widgets.iter().any(always_notes))
        .then(|| view! { <div class="wide stack" data-testid="answer-notes"><Notes session/></div> });
    let has_models = session.base.with_app(|app| !app.models().is_empty());
    let foot =
        (has_models && !has(|w| matches!(w, Widget::ModelSheet(_)))).then(|| view! { <Footer session/> });
    let only_columns = page.widgets.iter().all(|w| matches!(w, Widget::Column(_) | Widget::ModelSheet(_)));
    let retry = Callback::new(move |()| session.retry());
    let trouble = || {
        view! { <Trouble base=session.base failure=session.failure title="There is no answer" on_retry=retry/> }
    };
    let body = widgets::list(session, page.widgets);
    match only_columns {
        true => view! { {trouble()}{notes}{body}{foot} }.into_any(),
        false => {
            view! { {trouble()}{notes}<div class="column column-only wide">{body}</div>{foot} }.into_any()
        }
    }
}

/// Whether a widget says what must be known, whoever looks and whatever is folded away.
fn always_notes(widget: &Widget) -> bool {
    match widget {
        Widget::Numbers(_) | Widget::ModelSheet(_) => true,
        Widget::Column(group) => group.widgets.iter().any(always_notes),
        _ => false,
    }
}

/// What must be known about the numbers, the gravest first.
#[component]
pub fn Notes(session: WhatIf) -> impl IntoView {
    let notes = Memo::new(move |_| notes(session));
    let note = |note: NoteText| view! { <StatusNote note=Signal::stored(note)/> };
    move || notes.get().into_iter().map(note).collect_view()
}

fn notes(session: WhatIf) -> Vec<NoteText> {
    let (standing, causes) = session.base.standing();
    let tone = if standing == Standing::Monitor { Tone::Block } else { Tone::Caution };
    let causes =
        causes.iter().map(|c| NoteText::new(tone, capital(c.short()), [&c.sentence(), c.remedy()].join(" ")));
    let mut notes: Vec<NoteText> = causes.collect();
    if session.is_stale() {
        let verdict = session.base.scenario.verdict.read();
        let blocks = verdict.findings.iter().filter(|f| f.level == Level::Block).map(|f| f.text.clone());
        let why = blocks.collect::<Vec<_>>().join(" ");
        notes.push(NoteText::new(
            Tone::Caution,
            "Earlier inputs",
            ["These numbers are not of the inputs below.", &why].join(" "),
        ));
    }
    let local = |notice: &String| NoteText::new(Tone::Note, "Local model", sentence(notice));
    notes.extend(session.notices().iter().map(local));
    let domain = session.domain();
    let (tone, word) = match domain.state {
        DomainState::Out => (Tone::Block, "Out of range"),
        _ => (Tone::Caution, "Caution"),
    };
    notes.extend(domain.reasons.iter().map(|reason| NoteText::new(tone, word, reason.clone())));
    notes.extend(limit_notes(&session.outputs()));
    notes
}

/// Of a curve and its highest value with the same limit, one is said.
fn limit_notes(outputs: &[OutputAnswer]) -> Vec<NoteText> {
    let at = |output: &OutputAnswer| output.limit.as_ref().map(|limit| (limit.above, limit.crossed));
    let is_said = |output: &OutputAnswer| {
        output.length > 1 && outputs.iter().any(|other| other.length == 1 && at(other) == at(output))
    };
    outputs.iter().filter(|output| !is_said(output)).filter_map(shown::limit_note).collect()
}

/// Which models answer, in one line.
#[component]
fn Footer(session: WhatIf) -> impl IntoView {
    let line = move || {
        let sheets = session.base.sheets.read();
        let one = |s: &Arc<ModelSheet>| {
            let card = &s.contract.model;
            [&card.title, " ", &card.version, ", valid until ", &card.valid_until].concat()
        };
        sheets.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    view! { <ModelLine line=Signal::derive(line)/> }.into_any()
}

/// `Model expired` of `model expired`.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
