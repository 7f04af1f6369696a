//! The model sheet: what it is for and not for, how good it is, where it comes from.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::{KeyValue, KeyValueTable, format};
use twinlet_core::contract::{Contract, Evidence, OutputValidation, Slot, Validation};
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

#[component]
fn Sheet(sheet: Arc<ModelSheet>) -> impl IntoView {
    let card = sheet.contract.model.clone();
    let validation =
        sheet.validation.clone().map(|v| view! { <Figures validation=v contract=sheet.contract.clone()/> });
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
        "{} whole days; {} features",
        format::grouped(f64::from(domain.operating.n_runs), 0),
        domain.operating.features.len()
    );
    let distance = format!(
        "caution above {:.1}, out above {:.1}",
        domain.operating.caution_distance, domain.operating.out_distance
    );
    bounds
        .chain([KeyValue::new("Combination", days).noted(["Distance from the centre: ", &distance].concat())])
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
fn Figures(validation: Validation, contract: Contract) -> impl IntoView {
    let line = |slot: &Slot| {
        let figures = validation.outputs.get(&slot.name)?;
        Some(figure_line(slot, figures))
    };
    let lines = contract.outputs.iter().filter_map(line).collect_view();
    let days = format::grouped(f64::from(validation.runs), 0);
    let alarm = format!(
        "Its alarm is raised on {} of good days and on {} of days outside its range.",
        format::percent_plain(validation.domain.false_alarm_rate),
        format::percent_plain(validation.domain.extrapolation_recall)
    );
    view! {
        <section class="card stack" data-testid="validation">
            <h2 class="card-title">{format!("Validated on {days} days it never saw")}</h2>
            <p class="card-subtitle">{validation.covers.clone()}</p>
            <div class="comparison">
                <table>
                    <thead><tr><td></td><th scope="col">"Error (RMSE)"</th><th scope="col">"Baseline"</th><th scope="col">"Covered: times, days"</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <p class="card-subtitle">{format!("Baseline: {} Intervals promise 90 %.", validation.baseline.description)}</p>
            <p class="card-subtitle">{alarm}</p>
        </section>
    }
    .into_any()
}

fn figure_line(slot: &Slot, figures: &OutputValidation) -> AnyView {
    let rounded = |x: f64| format::plain((x * 1e3).round() / 1e3);
    let share = |x: f64| format!("{:.1}", x * 100.0);
    let whole = figures.coverage.whole_curve.map(|c| [", ", &share(c)].concat()).unwrap_or_default();
    let covered = [&share(figures.coverage.pointwise), whole.as_str(), " %"].concat();
    view! {
        <tr>
            <th scope="row">{slot.title.clone()}</th>
            <td style:white-space="normal">{format::with_unit(&rounded(figures.rmse), units::display(&figures.unit))}</td>
            <td>{rounded(figures.baseline_rmse)}</td>
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
    let body = view! {
        <p>{origin.what}</p>
        <KeyValueTable rows=Signal::stored(rows)/>
        <h3>"Assumptions"</h3>
        {list(origin.assumptions)}
    };
    Some(folded("Where it comes from", body.into_any()))
}
