//! The button that runs the scenario, and what the run says of itself.

use leptos::prelude::*;
use twinlet_components::{NoteText, StatusNote, Tone, format};

use crate::session::{Picture, Session};

/// Run, and a line about the present answer.
#[component]
pub fn RunBar(
    /// Takes the intent. Required.
    session: Session,
    /// Progress and staleness. Required.
    picture: Picture,
) -> impl IntoView {
    let words = session.with_manifest(|m| ["Run next ", &format::hours(m.scenario.horizon_h)].concat());
    let blocked = move || session.base.scenario.is_blocked();
    let line = move || state_line(session, picture);
    view! {
        <div class="stack">
            <button type="button" class="button button-large" data-testid="run" disabled=blocked on:click=move |_| session.run_now()>
                {words}
            </button>
            <p class="card-subtitle" data-testid="run-state">{line}</p>
        </div>
    }
    .into_any()
}

fn state_line(session: Session, picture: Picture) -> String {
    if let Some(progress) = session.runs.progress.get() {
        return format!(
            "Running: {} of {} members.",
            format::grouped(f64::from(progress.done), 0),
            format::grouped(f64::from(progress.of), 0)
        );
    }
    let answer = picture.answer.read();
    let Some(answer) = answer.as_ref() else { return String::new() };
    let members = format::grouped(f64::from(answer.outlook.members), 0);
    let is_first = answer.plan.members < session.members() && !session.runs.is_held.get();
    match (picture.is_stale.get(), answer.is_complete) {
        (true, _) => "The curves are of earlier inputs.".into(),
        (false, true) if is_first => format!("First answer from {members} members; the full run follows."),
        (false, true) => {
            let why = answer.outlook.stopped.map(|stopped| ["; ", &stopped.words()].concat());
            format!("From {members} members, seed {}{}.", answer.plan.seed, why.unwrap_or_default())
        }
        (false, false) => format!("Stopped at {members} members. Run again for the full answer."),
    }
}

/// What stands over the chart when its curve is not of the present inputs.
#[component]
pub fn StaleNote(
    /// Staleness. Required.
    picture: Picture,
) -> impl IntoView {
    let note = NoteText::new(
        Tone::Caution,
        "Earlier inputs",
        "This curve is not of the inputs below. It stays until a run is possible again.",
    );
    move || picture.is_stale.get().then(|| view! { <StatusNote note=Signal::stored(note.clone())/> })
}
