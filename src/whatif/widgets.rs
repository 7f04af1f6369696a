//! From a widget of the manifest to its component: one enum, one match. Neighbours that set inputs share a card, as do
//! neighbours that show one number each.

mod comparison;
mod confirm;
mod curves;
mod decision;
mod exchange;
mod groups;
mod inputs;
mod lives;
mod numbers;
mod studies;
mod words;

use leptos::prelude::*;
use twinlet_core::manifest::raw::Widget;

use super::WhatIf;
use crate::later::{Loaded, later, wasm_split};
use crate::pages::model::{Fidelity, ModelSheets};
use crate::views::region::Region;
use crate::views::scenario_card::Presets;

/// Which widgets share a card with their neighbours of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    /// They set inputs.
    Setting,
    /// They show one number each.
    Number,
    /// They stand alone.
    Alone,
}

fn kin(widget: &Widget) -> Kin {
    match widget {
        Widget::Slider(_) | Widget::Number(_) | Widget::Select(_) | Widget::Switch(_) | Widget::Range(_) => {
            Kin::Setting
        }
        Widget::Profile(_) | Widget::List(_) | Widget::Scenarios(_) | Widget::Source(_) => Kin::Setting,
        Widget::Value(_) => Kin::Number,
        _ => Kin::Alone,
    }
}

/// Widgets from top to bottom.
pub fn list(session: WhatIf, widgets: Vec<Widget>) -> AnyView {
    let mut groups: Vec<(Kin, Vec<Widget>)> = Vec::new();
    for widget in widgets {
        let kin = kin(&widget);
        match groups.last_mut() {
            Some((last, group)) if *last == kin && kin != Kin::Alone => group.push(widget),
            _ => groups.push((kin, vec![widget])),
        }
    }
    let card = move |(kin, group): (Kin, Vec<Widget>)| {
        let views = group.into_iter().map(|widget| one(session, widget)).collect_view();
        match kin {
            Kin::Setting => view! { <section class="card" aria-label="Inputs">{views}</section> }.into_any(),
            Kin::Number => {
                view! { <section class="card"><div class="tiles tiles-whatif">{views}</div></section> }
                    .into_any()
            }
            Kin::Alone => views.into_any(),
        }
    };
    groups.into_iter().map(card).collect_view().into_any()
}

fn one(session: WhatIf, widget: Widget) -> AnyView {
    let view = match widget {
        Widget::Decision(of) => decision::card(session, of),
        Widget::Inputs(of) => inputs::card(session, of),
        Widget::Select(of) => inputs::select(session, &of.input),
        Widget::Slider(of) | Widget::Switch(of) => inputs::one(session, &of.input),
        Widget::Range(of) | Widget::List(of) => inputs::one(session, &of.input),
        Widget::Number(of) => inputs::field(session, &of.input),
        Widget::Profile(of) => inputs::profile(session, &of.input),
        Widget::Scenarios(_) => view! { <Presets base=session.base/> }.into_any(),
        Widget::Numbers(of) => numbers::card(session, of),
        Widget::Value(of) => numbers::tile(session, of.output),
        Widget::Bullet(of) => numbers::bullet(session, of),
        Widget::Gauge(of) => numbers::gauge(session, of),
        Widget::Curves(of) => curves::all(session, of),
        Widget::LineChart(of) | Widget::FailureCurve(of) => curves::one(session, of.output),
        Widget::Text(of) => words::text(session, of),
        Widget::Column(of) => groups::column(session, of),
        Widget::Tabs(of) => groups::tabs(session, of),
        Widget::Collapsible(of) => groups::collapsible(session, of),
        Widget::ShowWhen(of) => groups::show_when(session, of),
        other => later(rare(session, other)),
    };
    view! { <Region title="This part could not be shown">{view}</Region> }.into_any()
}

#[wasm_split(more, fallible)]
fn rare(session: WhatIf, widget: Widget) -> Loaded {
    Ok(match widget {
        Widget::Comparison(of) => comparison::card(session, of),
        Widget::Survival(of) => lives::survival(session, of.output),
        Widget::ProbabilityPaper(of) => lives::paper(session, of.output),
        Widget::Sparkline(of) => curves::sparkline(session, of.output),
        Widget::Windows(of) => curves::windows(session, of),
        Widget::Table(of) => curves::table(session, of),
        Widget::Tornado(of) => studies::tornado(session, of.output),
        Widget::Shares(of) => studies::shares(session, of.output),
        Widget::HeatMap(of) => studies::heat_map(session, of.output),
        Widget::ModelSheet(of) => view! { <ModelSheets base=session.base only=of.model/> }.into_any(),
        Widget::Fidelity(of) => view! { <Fidelity base=session.base only=of.model/> }.into_any(),
        Widget::Image(of) => words::image(of),
        Widget::Diagram(of) => words::diagram(session, of),
        Widget::Inspection(of) => exchange::inspection(session, of),
        Widget::Source(of) => exchange::source(session, of.source),
        Widget::Actions(of) => exchange::actions(session, of),
        Widget::Custom(of) => words::custom(session, of),
        _ => ().into_any(),
    })
}
