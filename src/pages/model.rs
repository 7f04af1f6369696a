//! The model sheet: what it is for and not for, how good it is, where it comes from.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::{KeyValue, KeyValueTable, ParityKind, ParityPlot, format};
use twinlet_core::contract::{
    Ancestor, Contract, Evidence, OutputValidation, RegionValidation, Slot, Validation,
};
use twinlet_core::units;

use crate::base::Base;
use crate::fetch::ModelSheet;
use crate::views::page_title::PageTitle;
use crate::views::region::Region;

/// One sheet per model.
#[component]
pub fn ModelPage(
    /// Holds the sheets. Required.
    base: Base,
) -> impl IntoView {
    let sheets = move || base.sheets.get().into_iter().map(|sheet| view! { <Sheet sheet/> }).collect_view();
    let waiting = move || {
        base.sheets
            .read()
            .is_empty()
            .then(|| view! { <p class="empty wide" role="status">"Loading the model sheet."</p> })
    };
    view! {
        {waiting}
        <Region title="The model sheet could not be shown">{sheets}</Region>
    }
    .into_any()
}

/// The sheets of all models, or of one; the same as [`ModelPage`] within a page of widgets.
#[component]
pub fn ModelSheets(
    /// Holds the sheets. Required.
    base: Base,
    /// Id of the only model to show; all when `None`. Required.
    only: Option<String>,
) -> impl IntoView {
    let wanted = move |sheet: &Arc<ModelSheet>| only.as_ref().is_none_or(|id| sheet.id == *id);
    let has_models = base.with_app(|app| !app.models().is_empty());
    let sheets = move || {
        let sheets = base.sheets.get().into_iter().filter(|sheet| wanted(sheet));
        sheets.map(|sheet| view! { <Sheet sheet/> }).collect_view()
    };
    let waiting = move || {
        let words =
            if has_models { "Loading the model sheet." } else { "This app computes; it has no model." };
        base.sheets.read().is_empty().then(|| view! { <p class="empty wide" role="status">{words}</p> })
    };
    view! { {waiting}{sheets} }.into_any()
}

/// What the models were compared with, and how close they came, in sentences.
#[component]
pub fn Fidelity(
    /// Holds the sheets. Required.
    base: Base,
    /// Id of the only model to show; all when `None`. Required.
    only: Option<String>,
) -> impl IntoView {
    let wanted = move |sheet: &Arc<ModelSheet>| only.as_ref().is_none_or(|id| sheet.id == *id);
    let one = |sheet: Arc<ModelSheet>| {
        let card = &sheet.contract.model;
        let on = ["Validated on ", evidence(card.evidence), "."].concat();
        view! {
            <section class="card stack">
                <h2 class="card-title">"How true it is: " {card.title.clone()}</h2>
                <p>{card.fidelity.clone()}</p>
                <p class="card-subtitle">{on}</p>
            </section>
        }
    };
    move || base.sheets.get().into_iter().filter(|sheet| wanted(sheet)).map(one).collect_view()
}

#[component]
fn Sheet(sheet: Arc<ModelSheet>) -> impl IntoView {
    let card = sheet.contract.model.clone();
    let validation =
        sheet.validation.clone().map(|v| view! { <Figures validation=v contract=sheet.contract.clone() coverage=sheet.intervals.coverage/> });
    let limits =
        sheet.validation.as_ref().map(|v| section("Do not trust it for", list(v.not_to_trust.clone())));
    view! {
        <div class="column" data-testid="model-sheet">
            <PageTitle words="Model"/>
            <section class="card stack">
                <h2 class="card-title">{card.title.clone()}</h2>
                <KeyValueTable rows=Signal::stored(identity(&sheet))/>
                <a class="button" href="#proof" data-testid="proof-link">"Proof on this phone"</a>
            </section>
            {section("For", list(card.intended_use.clone()))}
            {section("Not for", list(card.not_for.clone()))}
            {section("How true it is", view! { <p>{card.fidelity.clone()}</p> }.into_any())}
            {limits}
        </div>
        <div class="column">
            {validation}
            {folded("Where it was validated", view! { <KeyValueTable rows=Signal::stored(domain_rows(&sheet))/> }.into_any())}
            {folded("Inputs", slots(&sheet.contract.inputs))}
            {folded("Outputs", slots(&sheet.contract.outputs))}
            {provenance(&sheet)}
        </div>
    }
    .into_any()
}

fn section(title: &'static str, body: AnyView) -> AnyView {
    view! { <section class="card stack"><h2 class="card-title">{title}</h2>{body}</section> }.into_any()
}

/// A section for those who want to know more.
fn folded(title: &'static str, body: AnyView) -> AnyView {
    view! { <section class="card"><details><summary>{title}</summary><div class="stack">{body}</div></details></section> }.into_any()
}

fn list(lines: Vec<String>) -> AnyView {
    view! { <ul class="stack">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
        .into_any()
}

fn identity(sheet: &ModelSheet) -> Vec<KeyValue> {
    let card = &sheet.contract.model;
    vec![
        KeyValue::new("Version", card.version.clone()),
        KeyValue::new("Owner", card.owner.name.clone()).noted(card.owner.contact.clone()),
        KeyValue::new("Valid until", card.valid_until.clone()),
        KeyValue::new("Kind", card.kind.clone()),
        KeyValue::new("Validated on", evidence(card.evidence)),
        KeyValue::new("Fingerprint", sheet.index_sha256.get(..16).unwrap_or_default()),
    ]
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::PhysicalModel => "the physical model, not measurements of your asset",
        Evidence::Measurements => "measurements",
    }
}

fn domain_rows(sheet: &ModelSheet) -> Vec<KeyValue> {
    let domain = &sheet.domain;
    let bounds = sheet.contract.inputs.iter().filter(|slot| slot.kind != "binary").filter_map(|slot| {
        let range = domain.bounds.get(&slot.name)?;
        Some(KeyValue::new(slot.title.clone(), span(range.min, range.max, &slot.unit)))
    });
    let days = format!(
        "{} runs; {} features",
        format::grouped(f64::from(domain.operating.n_runs), 0),
        domain.operating.features.len()
    );
    let distance = format!(
        "caution above {:.1}, out above {:.1}",
        domain.operating.caution_distance, domain.operating.out_distance
    );
    bounds
        .chain([
            KeyValue::new("Combination", days).noted(["Distance from what was seen: ", &distance].concat())
        ])
        .collect()
}

fn span(min: f64, max: f64, unit: &str) -> String {
    format::with_unit(&format!("{} to {}", format::plain(min), format::plain(max)), units::display(unit))
}

fn slots(slots: &[Slot]) -> AnyView {
    let row = |slot: &Slot| {
        let range = if slot.kind == "binary" {
            "0 or 1".to_owned()
        } else {
            span(slot.range.min, slot.range.max, &slot.unit)
        };
        KeyValue::new(slot.title.clone(), range)
    };
    let rows: Vec<KeyValue> = slots.iter().map(row).collect();
    view! { <KeyValueTable rows=Signal::stored(rows)/> }.into_any()
}

/// Errors against the baseline and measured coverage, output by output.
#[component]
fn Figures(validation: Validation, contract: Contract, coverage: f64) -> impl IntoView {
    let line = |slot: &Slot| {
        let figures = validation.outputs.get(&slot.name)?;
        Some(figure_line(slot, figures))
    };
    let lines = contract.outputs.iter().filter_map(line).collect_view();
    let runs = format::grouped(f64::from(validation.runs), 0);
    let alarm = format!(
        "Its alarm is raised on {} of good runs and on {} of those outside its range.",
        format::percent_plain(validation.domain.false_alarm_rate),
        format::percent_plain(validation.domain.extrapolation_recall)
    );
    view! {
        <section class="card stack" data-testid="validation">
            <h2 class="card-title">{format!("Validated on {runs} runs it never saw")}</h2>
            <p class="card-subtitle">{validation.covers.clone()}</p>
            <div class="comparison">
                <table>
                    <thead><tr><td></td><th scope="col">"Error (RMSE)"</th><th scope="col">"Baseline"</th><th scope="col">"Covered: values, runs"</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <p class="card-subtitle">{format!("Baseline: {} Intervals promise {}.", validation.baseline.description, format::percent_plain(coverage))}</p>
            <p class="card-subtitle">{alarm}</p>
            <Regions figures=validation.clone() contract=contract.clone()/>
        </section>
        <Pairs figures=validation contract/>
    }
    .into_any()
}

/// Errors region by region, where the validation has regions.
#[component]
fn Regions(figures: Validation, contract: Contract) -> impl IntoView {
    let rows: Vec<AnyView> = contract.outputs.iter().flat_map(|slot| region_lines(slot, &figures)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details data-testid="regions">
                <summary>"Error by region"</summary>
                <div class="comparison">
                    <table>
                        <thead><tr><td></td><th scope="col">"Values"</th><th scope="col">"Error (RMSE)"</th><th scope="col">"Baseline"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        }
    })
}

/// An error is a difference. The sheet shows what a bundle states: in its own units, whatever the person prefers.
fn difference_unit(unit: &str) -> &str {
    units::display(units::difference_of(unit))
}

fn region_lines(slot: &Slot, figures: &Validation) -> Vec<AnyView> {
    let unit = difference_unit(&slot.unit).to_owned();
    let line = |(region, r): (&String, &RegionValidation)| {
        let title = [&slot.title, ", ", &region.replace('_', " ")].concat();
        view! {
            <tr>
                <th scope="row">{title}</th>
                <td>{format::grouped(r.n as f64, 0)}</td>
                <td>{format::with_unit(&format::three_digits(r.rmse), &unit)}</td>
                <td>{format::three_digits(r.baseline_rmse)}</td>
            </tr>
        }
        .into_any()
    };
    figures.outputs.get(&slot.name).map(|o| o.by_region.iter().map(line).collect()).unwrap_or_default()
}

/// Expected and answered values, output by output.
#[component]
fn Pairs(figures: Validation, contract: Contract) -> impl IntoView {
    let one = |slot: &Slot| {
        let pairs = figures.outputs.get(&slot.name).map(|o| o.parity.clone()).filter(|p| !p.is_empty())?;
        let unit = units::display(&slot.unit).to_owned();
        Some(view! {
            <h3>{slot.title.clone()}</h3>
            <div class="parities">
                <ParityPlot pairs=pairs.clone() unit=unit.clone()/>
                <ParityPlot pairs unit kind=ParityKind::Residual residual_unit=difference_unit(&slot.unit).to_owned()/>
            </div>
        })
    };
    let all: Vec<_> = contract.outputs.iter().filter_map(one).collect();
    (!all.is_empty()).then(|| {
        let body = view! { <div class="stack" data-testid="parity">{all}</div> }.into_any();
        folded("Expected and answered", body)
    })
}

fn figure_line(slot: &Slot, figures: &OutputValidation) -> AnyView {
    let share = |x: f64| format!("{:.1}", x * 100.0);
    let whole = figures.coverage.whole_curve.map(|c| [", ", &share(c)].concat()).unwrap_or_default();
    let covered = [&share(figures.coverage.pointwise), whole.as_str(), " %"].concat();
    view! {
        <tr>
            <th scope="row">{slot.title.clone()}</th>
            <td style:white-space="normal">{format::with_unit(&format::three_digits(figures.rmse), difference_unit(&figures.unit))}</td>
            <td>{format::three_digits(figures.baseline_rmse)}</td>
            <td style:white-space="normal">{covered}</td>
        </tr>
    }
    .into_any()
}

fn provenance(sheet: &ModelSheet) -> Option<AnyView> {
    let origin = sheet.provenance.clone()?;
    let rows = vec![
        KeyValue::new("Trained on", origin.engine),
        KeyValue::new("Form", origin.network),
        KeyValue::new("Measurements", origin.not_measured),
    ];
    let ancestor = |a: &Ancestor| {
        let short = a.sha256.get(..16).unwrap_or_default().to_owned();
        KeyValue::new("Replaces", [&a.id, " ", &a.version].concat()).noted(short)
    };
    let rows: Vec<KeyValue> = rows.into_iter().chain(origin.lineage.iter().map(ancestor)).collect();
    let body = view! {
        <p>{origin.what}</p>
        <KeyValueTable rows=Signal::stored(rows)/>
        <h3>"Assumptions"</h3>
        {list(origin.assumptions)}
    };
    Some(folded("Where it comes from", body.into_any()))
}
