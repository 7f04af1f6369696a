//! The failure chart with a switch between the assets and the station.

use leptos::prelude::*;
use twinlet_components::{Axes, FailureChart, Segment, SegmentedTabs, Toggle};
use twinlet_core::domain::DomainState;

use super::run_bar::StaleNote;
use crate::session::{Picture, STATION, Session, first_subject};

/// Chart, switch, and outside the domain the toggle that shows what would have been said.
#[component]
pub fn ChartSwitch(
    /// Takes the intents. Required.
    session: Session,
    /// The answer. Required.
    picture: Picture,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<String>);
    let unguarded = RwSignal::new(false);
    let subject = Memo::new(move |_| {
        let first = || picture.answer.read().as_ref().map(|a| first_subject(&a.outlook));
        chosen.get().or_else(first).unwrap_or_default()
    });
    let data = Memo::new(move |_| {
        let answer = picture.answer.read();
        let mut data = session.failure_data(&answer.as_ref()?.outlook, &subject.read(), unguarded.get())?;
        if picture.is_stale.get() {
            data.windows.clear();
        }
        Some(data)
    });
    let faded = move || if picture.is_stale.get() { "0.55" } else { "1" };
    let segments: Vec<Segment> = session.with_manifest(|m| {
        let assets = m.assets.iter().map(|a| Segment::new(&a.id, &a.title));
        assets.chain([Segment::new(STATION, "Station")]).collect()
    });
    let cancel = Callback::new(move |()| session.cancel());
    let outside =
        move || picture.answer.read().as_ref().is_some_and(|a| a.outlook.domain.state != DomainState::In);
    let toggle = move || {
        outside().then(|| view! {
        <div data-testid="unguarded-toggle">
            <Toggle label="Show what it would have said" on=unguarded on_change=Callback::new(move |on| unguarded.set(on))
                hint="Without the check of its range. Not a prediction."/>
        </div>
    })
    };
    let test_id = move || ["chart-", &subject.read()].concat();
    view! {
        <div data-testid="chart-tabs">
            <SegmentedTabs label="Curve of" segments=Signal::stored(segments) selected=subject on_select=Callback::new(move |id| chosen.set(Some(id)))/>
        </div>
        <StaleNote picture/>
        <div data-testid=test_id style:opacity=faded>
            <FailureChart data axes=vec![Axes::Linear, Axes::Log, Axes::Weibull] contract=session.base.provenance() progress=picture.progress on_cancel=cancel/>
        </div>
        {toggle}
    }
    .into_any()
}
