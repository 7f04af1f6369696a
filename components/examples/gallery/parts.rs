//! The smaller parts.

use leptos::prelude::*;
use twinlet_components::{
    ComparisonRow, ComparisonTable, ConfirmForm, ConfirmWords, ErrorCard, ErrorNotice, KeyValue,
    KeyValueTable, ParityKind, ParityPlot, ProfileEditor, ProfileSpec, ProofSummary, ProofView, RemarkBox,
    ScenarioLine, ScenarioTable, ScheduleItem, ScheduleList, StateChip, TileText, Toggle, Tone,
};
use twinlet_core::domain::DomainState;
use twinlet_core::profile::Normalisation;
use twinlet_core::protocol::Proof;

use crate::data;

pub fn parts() -> impl IntoView {
    let on = RwSignal::new(true);
    let notice = ErrorNotice {
        title: "The chart could not be drawn".into(),
        message: "The bundle `hydraulics` does not match its fingerprint.".into(),
        hint: "Reload with a connection; the app fetches the bundle again.".into(),
        code: "bundle_hash".into(),
    };
    view! {
        <div class="column">
            <section class="card stack"><h2 class="card-title">"Compared with the forecast day"</h2>{comparison()}</section>
            <section class="card stack"><h2 class="card-title">"All scenarios"</h2>{scenarios()}</section>
            <section class="card stack"><h2 class="card-title">"Scheduled work"</h2>{schedule()}</section>
            <section class="card"><ConfirmForm words=confirm_words() on_confirm=Callback::new(|_| ())/></section>
            <section class="card"><ConfirmForm words=confirm_words() name="Ada Byron" refused=Signal::stored(Some("Ada Byron confirmed already. A second, different person has to confirm.".to_string()))
                on_confirm=Callback::new(|_| ())/></section>
            <section class="card stack"><h2 class="card-title">"Remark"</h2><RemarkBox on_save=Callback::new(|_| ()) saved=Signal::stored("Grease sampled.".to_string())/></section>
        </div>
        <div class="column">
            <section class="card stack"><h2 class="card-title">"Model"</h2>{proof()} {facts()}</section>
            <section class="card">
                <Toggle label="Sunlight theme" hint=Signal::stored("Black on white, heavier strokes".to_string()) on=on on_change=Callback::new(move |v| on.set(v))/>
                <Toggle label="Show other pumps" on=Signal::stored(false) on_change=Callback::new(|_| ())/>
            </section>
            <ErrorCard notice=Signal::stored(notice) on_action=Callback::new(|()| ())/>
            <section class="card stack">{chips()}</section>
            <section class="card stack"><h2 class="card-title">"Expected and answered"</h2>{pairs()}</section>
        </div>
    }
}

fn comparison() -> impl IntoView {
    let row = |name: &str, here: &str, reference: &str, difference: &str, tone| ComparisonRow {
        name: name.into(),
        here: here.into(),
        reference: reference.into(),
        difference: difference.into(),
        tone,
    };
    let rows = vec![
        row("Ambient, highest", "37 °C", "31 °C", "+6 K", Tone::Neutral),
        row("Inflow", "412 m³/h", "412 m³/h", "0", Tone::Neutral),
        row("P(fail), pump 2", "7.8 %", "3.9 %", "+3.9 points", Tone::Caution),
        row("Starts, pump 2", "41", "38", "+3", Tone::Neutral),
    ];
    view! { <ComparisonTable rows=Signal::stored(rows) reference=Signal::stored("Forecast day".to_string())/> }
}

fn scenarios() -> impl IntoView {
    let text = |value: &str, interval: &str| {
        Some(TileText { value: value.into(), interval: interval.into(), outside: false })
    };
    let line = |title: &str, words: &str, cells| ScenarioLine {
        title: title.into(),
        words: words.into(),
        cells,
        is_here: title == "Heat wave",
    };
    let lines = vec![
        line(
            "Heat wave",
            "Inspect pump 2 today, 10:00 to 14:00",
            vec![text("7.8 %", "4.9 to 11.2 %"), text("€ 810", "€ 1,240 without")],
        ),
        line("Forecast day", "No inspection needed", vec![text("3.9 %", "2.4 to 5.6 %"), text("€ 410", "")]),
        line("Storm", "Blocked: the wet well spills whatever the pumps do.", vec![]),
    ];
    let columns = ["Highest P(fail)", "Expected cost"].map(str::to_owned).to_vec();
    view! { <ScenarioTable columns=Signal::stored(columns) lines=Signal::stored(lines) on_open=Callback::new(|_| ())/> }
}

fn schedule() -> impl IntoView {
    let item = |title: &str, window: &str, state: &str| ScheduleItem {
        id: title.into(),
        title: title.into(),
        window: window.into(),
        state: state.into(),
    };
    let items = vec![
        item("Inspect pump 2", "Today, 10:00 to 14:00", "on this phone; not sent yet"),
        item("Inspect pump 3", "Today, 12:30 to 16:30", ""),
    ];
    view! { <ScheduleList items=Signal::stored(items) on_download=Callback::new(|_| ()) on_remove=Callback::new(|_| ())/> }
}

fn proof() -> impl IntoView {
    let proof = Proof { model: "hydraulics".into(), reproduced: 24, of: 24, worst: 3e-6, tolerance: 1e-5 };
    let state = ProofView { proofs: vec![proof], running: false, requests: Some(0) };
    view! { <ProofSummary proof=Signal::stored(state) on_prove=Callback::new(|()| ())/> }
}

fn facts() -> impl IntoView {
    let rows = vec![
        KeyValue::new("For", "Inspections of running pumps within 24 h"),
        KeyValue::new("Not for", "Dry running, start-up after repair"),
        KeyValue::new("Validated", "450 days").noted("41 of them above 35 °C"),
        KeyValue::new("Fingerprint", "3f9a1c0be77d45f2a8c6d0913e5b7f20"),
    ];
    view! { <KeyValueTable rows=Signal::stored(rows)/> }
}

/// Pairs with an error that grows with the value.
fn pairs() -> impl IntoView {
    let pair = |k: u32| {
        let x = f64::from(k) * 1.5;
        [x, x + 0.02 * x * f64::from(k % 7) - 0.05 * x]
    };
    let pairs: Vec<[f64; 2]> = (0..80).map(pair).collect();
    view! {
        <div class="parities">
            <ParityPlot pairs=pairs.clone() unit="°C".to_string()/>
            <ParityPlot pairs unit="K".to_string() kind=ParityKind::Residual/>
        </div>
    }
}

fn chips() -> impl IntoView {
    [DomainState::In, DomainState::Out]
        .map(|domain| {
            let state = twinlet_components::ChipState {
                domain,
                cause: Some("inflow".into()),
                online: true,
                ..data::chip()
            };
            view! { <StateChip state=Signal::stored(state) on_open=Callback::new(|()| ())/> }
        })
        .into_view()
}

pub fn sheet() -> impl IntoView {
    let spec = ProfileSpec {
        title: "Inflow".into(),
        unit: "m³/h".into(),
        normalisation: Normalisation::Mean,
        value: 412.0,
        shape: data::day(),
        initial: data::day(),
    };
    let open = RwSignal::new(true);
    view! {
        {parts()}
        <ProfileEditor open=open spec=Signal::stored(spec) on_apply=Callback::new(move |_| open.set(false)) on_close=Callback::new(move |()| open.set(false))/>
    }
}

fn confirm_words() -> ConfirmWords {
    ConfirmWords {
        what: "Inspect pump 2, Sat 21 Nov, 10:00 to 14:00".into(),
        turn: "Confirmed by Ada Byron, 2026-11-21 06:10 UTC; a second person has yet to confirm.".into(),
        label: "Name, duty manager".into(),
        act: "Confirm".into(),
        caveat: "Names are typed and not verified. The record says who answered; it protects nothing.".into(),
    }
}
