//! What was found at the assets: a form, and each finding with its effect and a way back.

use leptos::prelude::*;
use twinlet_components::{
    BottomSheet, InspectionEntry, InspectionForm, InspectionSpec, ReadingSpec, Segment, SegmentedTabs,
};
use twinlet_core::decision::words::percent;
use twinlet_core::field::{FieldFinding, Found};
use twinlet_core::manifest::resolved::{Manifest, ModeKind};
use twinlet_core::predicted::Predicted;

use crate::later::{Loaded, later, wasm_split};
use crate::session::{FindingEvent, MEASURED, Picture, Session};

/// Highest vibration that is plausible, mm/s.
const PLAUSIBLE: f64 = 100.0;

/// The card with the findings that count, and the button to the form.
#[component]
pub fn FindingsCard(
    /// Takes the intents. Required.
    session: Session,
    /// The answer. Required.
    picture: Picture,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let events = move || session.findings.events.get().into_iter().rev().collect::<Vec<_>>();
    let line = move |event: FindingEvent| view! { <FindingLine session event/> };
    view! {
        <section class="card stack" data-testid="findings" aria-label="Findings">
            <h2 class="card-title">"Findings"</h2>
            <p class="card-subtitle">"What somebody saw at an asset moves its curve at once, on this device."</p>
            <ul class="schedule">{move || events().into_iter().map(line).collect_view()}</ul>
            {move || effect(session, picture).map(|words| view! { <p data-testid="finding-effect">{words}</p> })}
            <Foreign session/>
            <button type="button" class="button" data-testid="enter-finding" on:click=move |_| open.set(true)>
                "Enter a finding"
            </button>
            <FindingSheet session picture open/>
        </section>
    }
    .into_any()
}

#[component]
fn FindingLine(session: Session, event: FindingEvent) -> impl IntoView {
    let FindingEvent { uid, finding, entered, at, undone_at } = event;
    let is_undone = undone_at.is_some();
    let words = session.with_manifest(|m| in_words(m, &finding));
    let when = [at.get(..10).unwrap_or_default(), " ", at.get(11..16).unwrap_or_default(), " UTC"].concat();
    let state = if is_undone { "undone" } else { "" };
    let mut detail = vec![when.as_str(), entered.note.as_str(), state];
    detail.retain(|text| !text.is_empty());
    let detail = detail.join(" · ");
    let act = if is_undone { "Count it again" } else { "Undo" };
    let label = [act, ": ", &words].concat();
    view! {
        <li class="schedule-item" class:is-undone=is_undone data-testid="finding">
            <span class="schedule-text"><strong>{words}</strong> <span>{detail}</span></span>
            <button type="button" class="button" aria-label=label on:click=move |_| session.undo_finding(&uid, !is_undone)>{act}</button>
        </li>
    }
    .into_any()
}

/// A link brought findings of its own: those kept here wait.
#[component]
fn Foreign(session: Session) -> impl IntoView {
    let is_foreign = Memo::new(move |_| session.base.scenario.inputs().findings != session.findings.active());
    move || {
        is_foreign.get().then(|| view! {
        <p class="card-subtitle">"The scenario that was opened has findings of its own; those kept here do not count in it."</p>
        <button type="button" class="button" on:click=move |_| session.take_findings()>"Use the findings kept here"</button>
    })
    }
}

/// What the latest finding did: `Before: 41 % a defect, 6.4 % …`.
fn effect(session: Session, picture: Picture) -> Option<String> {
    let asset = session.base.scenario.inputs().findings.last()?.asset.clone();
    let before = session.before(&asset)?;
    let answer = picture.answer.read();
    let now = answer.as_ref()?.outlook.assets.iter().find(|a| a.id == asset)?;
    let hours = session.with_manifest(|m| m.scenario.horizon_h);
    let value = |p: &Predicted<f64>| percent(p.shown().value);
    Some(format!(
        "A defect is present: {} before the finding, {} now. Failure within {hours} h: {} before, {} now.",
        value(&before.defect_now),
        value(&now.defect_now),
        value(&before.risk),
        value(&now.risk),
    ))
}

#[component]
fn FindingSheet(session: Session, picture: Picture, open: RwSignal<bool>) -> impl IntoView {
    let first =
        move || picture.answer.read_untracked().as_ref().map(|a| crate::session::first_subject(&a.outlook));
    let assets: Vec<Segment> =
        session.with_manifest(|m| m.assets.iter().map(|a| Segment::new(&a.id, &a.title)).collect());
    let fallback = assets.first().map(|a| a.id.clone()).unwrap_or_default();
    let asset = RwSignal::new(fallback);
    Effect::new(move |_| {
        if let Some(id) = open.get().then(first).flatten() {
            asset.set(id);
        }
    });
    let (assets, error) = (Signal::stored(assets), RwSignal::new(None::<String>));
    let on_submit = Callback::new(move |entry: InspectionEntry| {
        let taken = session.find(asset.get_untracked(), entry);
        open.set(taken.is_err());
        error.set(taken.err());
    });
    let spec = StoredValue::new(session.with_manifest(spec));
    view! {
        <BottomSheet open title=Signal::stored("Enter a finding".to_owned()) on_close=Callback::new(move |()| open.set(false))>
            <div class="stack" data-testid="finding-sheet">
                <SegmentedTabs label="Found at" segments=assets selected=asset on_select=Callback::new(move |id| asset.set(id))/>
                {later(form(spec.get_value(), error, on_submit))}
            </div>
        </BottomSheet>
    }
    .into_any()
}

#[wasm_split(more, fallible)]
fn form(
    spec: InspectionSpec,
    error: RwSignal<Option<String>>,
    on_submit: Callback<InspectionEntry>,
) -> Loaded {
    Ok(view! { <InspectionForm spec error on_submit/> }.into_any())
}

/// What the form asks: no defect, each mode's defect and repair, the grade or the reading that tells it.
fn spec(manifest: &Manifest) -> InspectionSpec {
    let modes = manifest.modes.iter().filter(|m| matches!(m.kind, ModeKind::DelayTime(_)));
    let of_mode = |m: &twinlet_core::manifest::resolved::Mode| {
        let title = m.title.to_lowercase();
        [
            (["defect:", &m.id].concat(), ["Defect seen: ", &title].concat()),
            (["repaired:", &m.id].concat(), ["Repaired: ", &title].concat()),
        ]
    };
    let limits = manifest.decision.inspection.zone_limits;
    let graded: Vec<(String, String)> = match limits {
        Some(_) => vec![(MEASURED.to_owned(), "Vibration measured".to_owned())],
        None => {
            ["A", "B", "C", "D"].map(|z| (["grade:", z].concat(), ["Vibration in zone ", z].concat())).into()
        }
    };
    let reading = ReadingSpec {
        id: "vibration".into(),
        label: "Vibration, RMS velocity".into(),
        unit: "mm/s".into(),
        range: (0.0, PLAUSIBLE),
        required: false,
    };
    let nothing = [("no_defect".to_owned(), "No defect found".to_owned())];
    InspectionSpec {
        title: "What was found".into(),
        findings: nothing.into_iter().chain(modes.flat_map(of_mode)).chain(graded).collect(),
        readings: limits.map(|_| reading).into_iter().collect(),
        photo: true,
        barcode: "Asset".into(),
    }
}

/// `Pump 2: no defect found`.
fn in_words(manifest: &Manifest, finding: &FieldFinding) -> String {
    let asset = manifest.assets.iter().find(|a| a.id == finding.asset).map_or("", |a| &a.title);
    let mode = |id: &str| {
        manifest.modes.iter().find(|m| m.id == id).map_or(String::new(), |m| m.title.to_lowercase())
    };
    let words = match &finding.found {
        Found::NoDefect => "no defect found".to_owned(),
        Found::Defect(id) => ["defect seen, ", &mode(id)].concat(),
        Found::Repaired(id) => ["repaired, ", &mode(id)].concat(),
        Found::Grade(zone) => format!("vibration in zone {zone:?}"),
    };
    [asset, ": ", &words].concat()
}
