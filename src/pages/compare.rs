//! This scenario beside the reference: curves over each other, and the table of what differs.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::chart::{SideCurve, Stroke};
use twinlet_components::{
    FailureChart, FailureData, LineChart, LineData, ScenarioTable, Segment, SegmentedTabs,
};
use twinlet_core::outlook::Outlook;
use twinlet_core::predicted::PredictedCurve;

use crate::session::{Answer, COLUMNS, Picture, STATION, Session, comparison_rows, first_subject};
use crate::views::compare_table::CompareTable;
use crate::views::page_title::PageTitle;
use crate::views::region::Region;
use crate::views::scenarios::ScenariosButton;

/// Units of the curves of every station.
pub const UNITS: [&str; 2] = ["Cel", "m"];

/// What is compared.
#[component]
pub fn ComparePage(
    /// Asks for the reference run. Required.
    session: Session,
    /// This scenario's answer. Required.
    picture: Picture,
) -> impl IntoView {
    // Asks the engine once the page before is gone: reaches outside, hence an effect.
    Effect::new(move |_| session.open_compare());
    on_cleanup(move || session.close_compare());
    let reference = Memo::new(move |_| session.reference());
    let title = Memo::new(move |_| reference.read().title.clone());
    let table_title = move || ["This scenario and ", &title.read()].concat();
    let rows = Memo::new(move |_| {
        comparison_rows(session, picture.answer.get().as_deref(), session.reference_answer().as_deref())
    });
    let waits = move || session.reference_answer().is_none();
    let blocked = Memo::new(move |_| reference.read().blocked_by.join(" "));
    let body = move || match (waits(), rows.read().is_empty()) {
        (true, _) if !blocked.read().is_empty() => {
            view! { <p class="empty">{["It is blocked: ", &blocked.read()].concat()}</p> }.into_any()
        }
        (true, _) => {
            view! { <p class="empty" role="status">"Running what it is compared with."</p> }.into_any()
        }
        (false, true) => view! { <p class="empty">"Nothing differs."</p> }.into_any(),
        (false, false) => view! { <CompareTable rows reference=title.get()/> }.into_any(),
    };
    let table = view! {
        <section class="card stack" data-testid="compare-table">
            <h2 class="card-title">{table_title}</h2>
            <p class="card-subtitle">"Only what differs; means with 80 % of members below."</p>
            {body}
        </section>
        <AllScenarios session/>
    }
    .into_any();
    view! {
        <Region title="The comparison could not be shown"><Overlays session picture table/></Region>
    }
    .into_any()
}

/// Every scenario with a name, in one table.
#[component]
fn AllScenarios(session: Session) -> impl IntoView {
    let lines = Memo::new(move |_| session.side_by_side());
    let columns = Signal::stored(COLUMNS.map(str::to_owned).to_vec());
    let open = Callback::new(move |at: usize| {
        if let Some(beside) = untrack(|| session.all_scenarios()).into_iter().nth(at) {
            session.base.choose_all(&beside.inputs);
        }
    });
    view! {
        <section class="card stack">
            <h2 class="card-title">"All scenarios"</h2>
            <p class="card-subtitle">"Each from the same members and with the same findings. Tap a name to open it."</p>
            <ScenarioTable columns lines on_open=open/>
            <ScenariosButton base=session.base/>
        </section>
    }
    .into_any()
}

/// The asset's curves with the table between them, or side by side where there is room.
#[component]
fn Overlays(session: Session, picture: Picture, table: AnyView) -> impl IntoView {
    let chosen = RwSignal::new(None::<String>);
    let segments: Vec<Segment> =
        session.with_manifest(|m| m.assets.iter().map(|a| Segment::new(&a.id, &a.title)).collect());
    let subject = Memo::new(move |_| {
        let first =
            || picture.answer.read().as_ref().map(|a| first_subject(&a.outlook)).filter(|s| s != STATION);
        chosen.get().or_else(first).unwrap_or_default()
    });
    let failure = Memo::new(move |_| {
        let answer = picture.answer.read();
        let data = session.failure_data(&answer.as_ref()?.outlook, &subject.read(), false)?;
        Some(FailureData { after_inspection: None, ..data })
    });
    let bearing = Memo::new(move |_| {
        overlay(session, picture, &subject.read(), bearing_curve, "Bearing temperature", "Cel")
    });
    let level = Memo::new(move |_| {
        overlay(session, picture, STATION, |o, _| Some(o.wet_well_level.clone()), "Wet-well level", "m")
    });
    let choose = Callback::new(move |id| chosen.set(Some(id)));
    view! {
        <div class="column">
            <PageTitle words="Compare"/>
            <SegmentedTabs label="Curves of" segments=Signal::stored(segments) selected=subject on_select=choose/>
            <div data-testid="compare-failure"><FailureChart data=failure contract=session.base.provenance()/></div>
        </div>
        <div class="column">{table}</div>
        <div class="column">
            <div data-testid="compare-bearing"><LineChart data=bearing contract=session.base.provenance()/></div>
            <div data-testid="compare-level"><LineChart data=level contract=session.base.provenance()/></div>
        </div>
    }
    .into_any()
}

fn bearing_curve(outlook: &Outlook, asset: &str) -> Option<PredictedCurve> {
    outlook.assets.iter().find(|a| a.id == asset).map(|a| a.bearing_temperature.clone())
}

/// A quantity of this scenario over the same of the reference.
fn overlay(
    session: Session,
    picture: Picture,
    subject: &str,
    pick: fn(&Outlook, &str) -> Option<PredictedCurve>,
    what: &str,
    unit: &str,
) -> Option<LineData> {
    let answer = picture.answer.get()?;
    let reference: Option<Arc<Answer>> = session.reference_answer();
    let label = session.reference().title.to_lowercase();
    let readout = session.base.readout(unit);
    let there = |curve: PredictedCurve| curve.in_unit(&readout);
    session.with_manifest(|m| {
        let side = reference.and_then(|r| pick(&r.outlook, subject)).map(|curve| SideCurve {
            label,
            curve: there(curve),
            stroke: Stroke::Dotted,
        });
        let title =
            m.assets.iter().find(|a| a.id == subject).map(|a| [what, ", ", &a.title.to_lowercase()].concat());
        Some(LineData {
            title: title.unwrap_or_else(|| what.to_owned()),
            start_min: m.scenario.start_min,
            x_unit: None,
            unit: readout.unit().to_owned(),
            main: there(pick(&answer.outlook, subject)?),
            main_label: "this scenario".into(),
            sides: side.into_iter().collect(),
            limit: None,
            spans: vec![],
            from_zero: false,
        })
    })
}
