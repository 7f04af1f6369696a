//! The answer, and below it the parts in the order of the role.

use leptos::prelude::*;
use twinlet_components::{DecisionCard, NoteText, StatusNote, Tone, format};
use twinlet_core::role::{Emphasis, Placed, columns};

use crate::session::{Picture, Session};
use crate::views::model_line::ModelLine;
use crate::views::parts::part;
use crate::views::region::Region;
use crate::views::trouble::Trouble;
use crate::views::why_sheet::WhySheet;

/// Three columns where there is room, one after the other on a phone.
#[component]
pub fn DecidePage(
    /// Takes the intents. Required.
    session: Session,
    /// What is shown. Required.
    picture: Picture,
) -> impl IntoView {
    let retry = Callback::new(move |()| session.retry());
    let top = move || {
        view! {
            <Trouble base=session.base failure=session.runs.failure title="The run failed" on_retry=retry/>
            <Region title="The decision could not be shown"><Answer session picture/></Region>
        }
    };
    let parts = move || {
        let [first, second, third] = columns(Emphasis::named(&session.base.role.read()));
        let each = |parts: Vec<Placed>| parts.into_iter().map(|p| part(session, picture, p)).collect_view();
        view! {
            <div class="column">{top()} {each(first)}</div>
            <div class="column">{each(second)}</div>
            <div class="column">{each(third)}</div>
        }
    };
    view! {
        {parts}
        <Footer session/>
        <WhySheet session picture/>
    }
    .into_any()
}

#[component]
fn Answer(session: Session, picture: Picture) -> impl IntoView {
    let schedule = Callback::new(move |asset: String| session.schedule(&asset));
    let why = Callback::new(move |()| session.open_why(true));
    let on_source = Callback::new(move |name| session.base.tracing.set(Some(name)));
    let gone = move || !session.base.is_engine_up() && picture.decision.read().is_none();
    let card = move || {
        (!gone()).then(|| view! {
        <div data-testid="decision">
            <DecisionCard decision=picture.decision context=picture.context on_schedule=schedule on_why=why on_source/>
        </div>
    })
    };
    view! {
        {card}
        <ReasonsMissing session picture/>
    }
    .into_any()
}

/// Beside the button, before anybody taps it: why scheduling will ask for a reason.
#[component]
fn ReasonsMissing(session: Session, picture: Picture) -> impl IntoView {
    let offered = move || picture.decision.read().as_ref().is_some_and(|d| !d.recommendations.is_empty());
    let note = move || {
        let missing = session.base.scenario.missing_reasons();
        (!missing.is_empty() && offered()).then(|| {
            let text = format!(
                "To schedule, give the reason for the caution on {} below; it is kept in the record.",
                missing.join(" and ").to_lowercase()
            );
            view! { <StatusNote note=Signal::stored(NoteText::new(Tone::Caution, "Reason needed", text))/> }
        })
    };
    view! { <div data-testid="reasons-missing">{note}</div> }.into_any()
}

/// What the model is and is not for, in one line.
#[component]
fn Footer(session: Session) -> impl IntoView {
    let line = move || {
        let sheets = session.base.sheets.read();
        let sheet = sheets.first()?;
        let card = &sheet.contract.model;
        let days = sheet.validation.as_ref().map_or_else(String::new, |v| {
            format!(", validated on {} days", format::grouped(f64::from(v.runs), 0))
        });
        let until = card.valid_until.get(..7).unwrap_or(&card.valid_until).to_owned();
        let not_for = card.not_for.first().map(|text| format!(" Not for: {text}.")).unwrap_or_default();
        Some(format!("Model {}{days}, valid until {until}.{not_for}", card.version))
    };
    view! { <ModelLine line=Signal::derive(move || line().unwrap_or_default())/> }.into_any()
}
