//! What this device has proved: the reference experiments, and any held-out day beside the full-order model.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_components::chart::{SideCurve, Stroke};
use twinlet_components::{ErrorCard, LineChart, LineData, ProofSummary};
use twinlet_core::contract::{HeldOut, Slot};
use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};
use twinlet_core::protocol::{EngineFailure, RunId};
use twinlet_core::units;

use crate::base::Base;
use crate::fetch::{self, ModelSheet};
use crate::views::notice_of;
use crate::views::page_title::PageTitle;
use crate::views::region::Region;

/// The proof and the overlay.
#[component]
pub fn ProofPage(
    /// Asks the engine. Required.
    base: Base,
) -> impl IntoView {
    Effect::new(move |_| base.trust.count_requests());
    let prove = Callback::new(move |()| base.prove());
    let overlay = move || base.sheets.get().first().cloned().map(|sheet| view! { <HeldOutDays base sheet/> });
    view! {
        <div class="column">
            <PageTitle words="Proof on this phone"/>
            <section class="card stack" data-testid="proof-summary">
                <h2 class="card-title">"Reference experiments"</h2>
                <p class="card-subtitle">"The model’s owner stored inputs with the answers that were approved. This phone calculates them again."</p>
                <ProofSummary proof=base.trust.proof on_prove=prove/>
                <a class="button" href="#model">"Model sheet"</a>
            </section>
        </div>
        <div class="column">
            <Region title="The held-out days could not be shown">{overlay}</Region>
        </div>
    }
    .into_any()
}

/// Fetches the days when somebody wants to see them.
#[component]
fn HeldOutDays(base: Base, sheet: Arc<ModelSheet>) -> impl IntoView {
    let days = RwSignal::new(None::<Result<Arc<HeldOut>, EngineFailure>>);
    let wanted = sheet.clone();
    spawn_local(async move {
        let found = fetch::extra::<HeldOut>(&wanted, "heldout.json").await;
        days.try_set(Some(found.map(Arc::new)));
    });
    move || match days.get() {
        None => view! { <p class="empty" role="status">"Loading the held-out days."</p> }.into_any(),
        Some(Ok(held_out)) => view! { <DayOverlay base sheet=sheet.clone() held_out/> }.into_any(),
        Some(Err(failure)) => card(&failure),
    }
}

fn card(failure: &EngineFailure) -> AnyView {
    view! { <ErrorCard notice=Signal::stored(notice_of("The held-out days cannot be shown", failure))/> }
        .into_any()
}

#[component]
fn DayOverlay(base: Base, sheet: Arc<ModelSheet>, held_out: Arc<HeldOut>) -> impl IntoView {
    let (first_day, first_output) = liveliest(&sheet, &held_out);
    let (day, output) = (RwSignal::new(first_day), RwSignal::new(first_output));
    let asked = StoredValue::new(None::<RunId>);
    let (model, source) = (sheet.clone(), held_out.clone());
    // Asks the engine whenever another day is chosen: reaches outside, hence an effect.
    Effect::new(move |_| {
        if let Some(day) = source.days.get(day.get()) {
            asked.set_value(Some(base.evaluate(model.id.clone(), day.rows(&model.contract))));
        }
    });
    let options = |titles: Vec<String>| {
        titles
            .into_iter()
            .enumerate()
            .map(|(i, t)| view! { <option value=i.to_string()>{t}</option> })
            .collect_view()
    };
    let days = options(held_out.days.iter().map(|d| d.title.clone()).collect());
    let outputs = options(sheet.contract.outputs.iter().map(|o| o.title.clone()).collect());
    let (chosen_day, chosen_output) = (move || day.get().to_string(), move || output.get().to_string());
    let truth = truth_of(&sheet);
    let data = Memo::new(move |_| {
        let (run, rows) = base.evaluated.get()?;
        let known = asked.get_value() == Some(run);
        overlay(&sheet, &held_out, day.get(), output.get(), &rows).filter(|_| known)
    });
    let choose = |signal: RwSignal<usize>| move |ev| signal.set(event_target_value(&ev).parse().unwrap_or(0));
    view! {
        <section class="card stack">
            <h2 class="card-title">{["A day it never saw, beside ", &truth].concat()}</h2>
            <label class="field"><span class="field-label">"Day"</span>
                <select data-testid="proof-day" prop:value=chosen_day on:change=choose(day)>{days}</select></label>
            <label class="field"><span class="field-label">"Quantity"</span>
                <select data-testid="proof-output" prop:value=chosen_output on:change=choose(output)>{outputs}</select></label>
        </section>
        <div data-testid="proof-chart"><LineChart data/></div>
    }
    .into_any()
}

/// The day and the quantity with the longest stretch at work: one mostly at rest would make a dull start.
fn liveliest(sheet: &ModelSheet, held_out: &HeldOut) -> (usize, usize) {
    let stretch = |values: &[f64]| values.split(|v| *v == 0.0).map(<[f64]>::len).max().unwrap_or(0);
    let outputs = || sheet.contract.outputs.iter().enumerate();
    let all = held_out.days.iter().enumerate().flat_map(|(d, day)| {
        outputs().map(move |(o, slot)| (d, o, day.full_order.get(&slot.name).map_or(0, |v| stretch(v))))
    });
    all.rev().max_by_key(|(_, _, length)| *length).map_or((0, 0), |(d, o, _)| (d, o))
}

/// What the surrogate stands for, by its first word: `EPANET`.
fn truth_of(sheet: &ModelSheet) -> String {
    let engine = sheet.provenance.as_ref().map_or("", |p| p.engine.as_str());
    engine.split_whitespace().next().unwrap_or("the full model").to_owned()
}

fn overlay(
    sheet: &ModelSheet,
    held_out: &HeldOut,
    day: usize,
    output: usize,
    rows: &[Vec<f64>],
) -> Option<LineData> {
    let day = held_out.days.get(day)?;
    let slot: &Slot = sheet.contract.outputs.get(output)?;
    let truth = day.full_order.get(&slot.name)?;
    let values = |row: &Vec<f64>| sheet.contract.output_values(&slot.name, row).to_vec();
    let mean: Vec<f64> = rows.iter().flat_map(values).collect();
    let times: Vec<f64> = (0..mean.len()).map(|k| k as f64 * f64::from(held_out.step_min) / 60.0).collect();
    let widths = sheet.intervals.outputs.get(&slot.name)?;
    let (half, kind) = match widths.whole_curve.filter(|_| sheet.contract.takes_runs()) {
        Some(whole) => (whole.half_width, IntervalKind::WholeCurve),
        None => (widths.pointwise.half_width, IntervalKind::Pointwise),
    };
    // A pump at rest gives exactly nothing, and the intervals are those of a running one.
    let shifted = |by: f64| mean.iter().map(|y| if *y == 0.0 { 0.0 } else { y + by }).collect::<Vec<_>>();
    let band = Band { coverage: sheet.intervals.coverage, kind, low: shifted(-half), high: shifted(half) };
    let main = PredictedCurve::new(times.clone(), mean.clone(), vec![band], DomainState::In).ok()?;
    let curve = PredictedCurve::new(times, truth.clone(), vec![], DomainState::In).ok()?;
    Some(LineData {
        x_unit: None,
        title: format!("{}, {}", slot.title, day.title.to_lowercase()),
        start_min: 0,
        unit: units::display(&slot.unit).to_owned(),
        main,
        main_label: "this phone".into(),
        sides: vec![SideCurve { label: truth_of(sheet), curve, stroke: Stroke::Dashed }],
        limit: None,
        spans: vec![],
        from_zero: true,
    })
}
