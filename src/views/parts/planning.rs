//! Window, crew, cost of waiting, other windows.

use leptos::prelude::*;
use twinlet_components::{KeyValue, KeyValueTable, TileText, format};
use twinlet_core::clock::minute_of_day;
use twinlet_core::decision::{Alternative, Recommendation};
use twinlet_core::manifest::resolved::Manifest;
use twinlet_core::planning::Plan;

use crate::session::{Picture, Session};
use crate::views::window_card::WindowCard;

/// Of each recommendation; what is needed to put it into a plan.
pub fn body(session: Session, picture: Picture) -> AnyView {
    let all = move || {
        let decision = picture.decision.get()?;
        if decision.recommendations.is_empty() {
            let words = "No inspection is recommended, so there is nothing to plan.";
            return Some(view! { <p class="card-subtitle">{words}</p> }.into_any());
        }
        let one = |r: &Recommendation| {
            let when = session.dates(r.window);
            let date = when.0.date_words();
            // The planner says itself why not otherwise.
            let is_planned = picture.plan.read().is_some();
            let other = |m: &Manifest| if is_planned { Vec::new() } else { others(m, r) };
            let factor = factor(picture.plan.read().as_ref(), r);
            session.with_manifest(|m| (r.asset_title.clone(), rows(m, r, &date, factor), other(m)))
        };
        let all: Vec<_> = decision.recommendations.iter().map(one).collect();
        Some(all.into_iter().map(view_of).collect_view().into_any())
    };
    view! { <div class="stack"><WindowCard session picture/> {all}</div> }.into_any()
}

fn view_of((title, rows, others): (String, Vec<KeyValue>, Vec<KeyValue>)) -> AnyView {
    let others = (!others.is_empty()).then(|| {
        view! { <h4 class="part-head">"Other windows"</h4> <KeyValueTable rows=Signal::stored(others)/> }
    });
    view! {
        <section class="stack"><h3>{title}</h3><KeyValueTable rows=Signal::stored(rows)/>{others}</section>
    }
    .into_any()
}

fn rows(m: &Manifest, r: &Recommendation, date: &str, factor: Option<f64>) -> Vec<KeyValue> {
    let waiting = TileText::money(&r.cost_of_waiting, &m.app.currency);
    vec![
        KeyValue::new("Window", [date, ", ", &format::window(m.scenario.start_min, r.window)].concat())
            .noted(format!("{} of work within it.", format::hours(m.decision.inspection.duration_h))),
        KeyValue::new("Crew", crew(m, r, factor)),
        KeyValue::new("A day later costs", waiting.value)
            .noted([&waiting.interval, ", 80 % of members"].concat()),
    ]
}

/// Crews on duty when the window opens, and what a visit costs then: `factor`, with tariffs, where there is a plan.
fn crew(m: &Manifest, r: &Recommendation, factor: Option<f64>) -> String {
    let at = minute_of_day(m.scenario.start_min, r.window.start_h);
    let on_duty = m.decision.windows.crew.iter().find(|c| c.from_min <= at && at < c.to_min);
    on_duty.map_or_else(
        || "none on duty at its start".to_owned(),
        |c| {
            let crews = if c.crews == 1 { "1 crew".to_owned() } else { format!("{} crews", c.crews) };
            let factor = factor.unwrap_or(c.cost_factor);
            let rate = if factor == 1.0 {
                "normal rate".to_owned()
            } else {
                format!("{} times the normal rate", format::plain(factor))
            };
            [&crews, ", ", &rate].concat()
        },
    )
}

/// Factor on the cost of a visit that starts with the window.
fn factor(plan: Option<&Plan>, r: &Recommendation) -> Option<f64> {
    let plan = plan?;
    let asset = plan.assets.iter().find(|asset| asset.id == r.asset)?;
    let step = (r.window.start_h * 60.0 / f64::from(plan.step_min)).round() as usize;
    asset.rows.get(step).map(|row| row.factor)
}

/// Windows that were not chosen, with their extra cost.
pub fn others(m: &Manifest, r: &Recommendation) -> Vec<KeyValue> {
    let row = |a: &Alternative| {
        let cost = a.extra_cost.map_or_else(
            || "not possible".into(),
            |extra| ["+", &format::money(extra, &m.app.currency, None)].concat(),
        );
        KeyValue::new(format::window(m.scenario.start_min, a.window), cost).noted(a.note.clone())
    };
    r.alternatives.iter().map(row).collect()
}
