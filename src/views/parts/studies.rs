//! Studies of the station: each with the button that works it out, and its picture once it is.

use leptos::prelude::*;
use twinlet_components::{ErrorCard, HeatMap, Shares, Tornado, format};
use twinlet_core::manifest::resolved::Study;
use twinlet_core::study::{Found, Study as Question, StudyAnswer, station_outputs};

use crate::session::Session;
use crate::views::{notice_of, studies};

/// A place for each study.
pub fn body(session: Session) -> AnyView {
    let cards = session.studies_of_app().into_iter().map(|study| card(session, study)).collect_view();
    view! { <div class="stack studies">{cards}</div> }.into_any()
}

fn card(session: Session, study: Study) -> AnyView {
    let test_id = ["study-", &study.id].concat();
    let (title, label) = (study.title.clone(), study.title.clone());
    let study = StoredValue::new(study);
    let found = Memo::new(move |_| study.with_value(|study| session.studies.found(&study.id)));
    let stale = Signal::derive(move || {
        let found = found.read();
        let is_old = study.with_value(|study| found.as_ref().is_some_and(|f| !session.is_current(study, f)));
        is_old.then(|| "of earlier inputs".to_owned())
    });
    let answer = Memo::new(move |_| found.read().as_ref().and_then(|found| found.outcome.clone().ok()));
    let answered = Memo::new(move |_| answer.read().is_some());
    let failure = move || {
        let failed = found.read().as_ref().and_then(|found| found.outcome.clone().err());
        failed.map(|error| {
            let notice = notice_of("This question has no answer", &error);
            view! { <ErrorCard notice=Signal::stored(notice)/> }
        })
    };
    let picture = move || answered.get().then(|| picture(session, study, answer, stale));
    let notes = move || {
        let answer = answer.read();
        let notes = answer.iter().flat_map(|answer| answer.notices.clone());
        notes.map(|note| view! { <p class="card-subtitle">{note}</p> }).collect_view()
    };
    view! {
        <section class="stack study" data-testid=test_id aria-label=label>
            // The picture has the title itself.
            {move || (!answered.get()).then(|| view! { <h3>{title.clone()}</h3> })}
            {picture}
            {notes}
            {failure}
            {foot(session, study, answered, stale)}
        </section>
    }
    .into_any()
}

/// The button, or how far it is.
fn foot(
    session: Session,
    study: StoredValue<Study>,
    answered: Memo<bool>,
    stale: Signal<Option<String>>,
) -> AnyView {
    let progress = Memo::new(move |_| {
        let asked = session.studies.asked.read();
        study.with_value(|study| asked.as_ref().filter(|asked| asked.study == study.id).map(|a| a.progress))
    });
    let start = move |_| study.with_value(|study| session.ask_study(&study.id));
    let button = move |words: &'static str| {
        let blocked = move || session.base.scenario.is_blocked() || !session.base.is_engine_up();
        view! { <button type="button" class="button" disabled=blocked on:click=start>{words}</button> }
            .into_any()
    };
    // A button that is made anew at every step cannot be tapped.
    let is_asked = Memo::new(move |_| progress.read().is_some());
    let is_stale = Memo::new(move |_| stale.read().is_some());
    let body = move || {
        match (is_asked.get(), answered.get(), is_stale.get()) {
        (true, ..) => view! {
            <p>{move || progress.get().map(|progress| study.with_value(|study| in_words(&study.study, progress)))}</p>
            <button type="button" class="button" on:click=move |_| session.stop_study()>"Stop"</button>
        }
        .into_any(),
        (false, true, false) => ().into_any(),
        (false, true, true) => button("Work it out again"),
        (false, false, _) => button("Work it out"),
    }
    };
    body.into_any()
}

fn in_words(question: &Question, (done, of): (u32, u32)) -> String {
    let number = |n: u32| format::grouped(f64::from(n), 0);
    match (question, of) {
        (_, 0) => "Waiting for its turn.".to_owned(),
        // What is drawn again depends on what was drawn.
        (Question::GlobalSensitivity(_), _) => {
            ["Working it out: ", &number(done), " scenarios so far."].concat()
        }
        _ => ["Working it out: ", &number(done), " of ", &number(of), " scenarios."].concat(),
    }
}

type Answered = Memo<Option<std::sync::Arc<StudyAnswer>>>;

fn picture(
    session: Session,
    study: StoredValue<Study>,
    answer: Answered,
    stale: Signal<Option<String>>,
) -> AnyView {
    let base = session.base;
    let title = move || study.with_value(|study| study.title.clone());
    let kind = study.with_value(|study| study.study.clone());
    match kind {
        Question::Sweep(_) => {
            let swept = Memo::new(move |_| match &answer.read().as_ref()?.found {
                Found::Sweep(swept) => Some(swept.clone()),
                _ => None,
            });
            let data = Memo::new(move |_| {
                Some(studies::heat(base, title(), limit(session, study), swept.read().as_ref()?))
            });
            let pick = Callback::new(move |cell: (usize, usize)| {
                // The number is of the inputs that were asked, whatever they are now.
                let found = study.with_value(|study| session.studies.found_untracked(&study.id));
                if let Some((swept, found)) = swept.get_untracked().zip(found) {
                    studies::open_cell(base, &found.inputs, &swept, cell);
                }
            });
            view! { <HeatMap data on_pick=pick stale/> }.into_any()
        }
        Question::GlobalSensitivity(_) => {
            let data = Memo::new(move |_| match &answer.read().as_ref()?.found {
                Found::Global(found) => {
                    Some(studies::shares(base, title(), &title_of(session, &found.output), found))
                }
                _ => None,
            });
            view! { <Shares data stale/> }.into_any()
        }
        _ => {
            let data = Memo::new(move |_| match &answer.read().as_ref()?.found {
                Found::Sensitivity(found) => {
                    Some(studies::tornado(base, title(), title_of(session, &found.output), found))
                }
                _ => None,
            });
            view! { <Tornado data stale/> }.into_any()
        }
    }
}

/// The risk limit in per cent, where the study is about the risk of an asset.
fn limit(session: Session, study: StoredValue<Study>) -> Option<f64> {
    let output = study.with_value(|study| study.study.output().to_owned());
    let is_of_asset = session.with_manifest(|m| m.assets.iter().any(|a| output == [&a.id, ".risk"].concat()));
    (output == "highest_risk" || is_of_asset)
        .then(|| 100.0 * session.with_manifest(|m| m.decision.risk_limit))
}

fn title_of(session: Session, output: &str) -> String {
    let all = session
        .with_manifest(|m| station_outputs(m.assets.iter().map(|a| (a.id.as_str(), a.title.as_str()))));
    all.into_iter().find(|(id, _)| id == output).map(|(_, title)| title).unwrap_or_default()
}
