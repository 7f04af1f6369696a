//! This scenario beside the named ones: curves over each other, and only what differs.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::chart::{SideCurve, Stroke};
use twinlet_components::{
    ComparisonRow, ComparisonTable, LineChart, ScenarioLine, ScenarioTable, Segment, SegmentedTabs,
    SelectField, Tone, format,
};
use twinlet_core::graph::{GraphAnswer, OutputAnswer};
use twinlet_core::manifest::raw::OfOutputs;
use twinlet_core::manifest::resolved::Preset;
use twinlet_core::units;

use crate::whatif::known::unit_of;
use crate::whatif::{WhatIf, shown};

/// More scenarios than these are a list to open.
const MOST_SEGMENTS: usize = 3;

/// A card with a choice of the scenario beside this one.
pub fn card(session: WhatIf, of: OfOutputs) -> AnyView {
    // Asks the engine once: reaches outside, hence an effect.
    Effect::new(move |_| session.compare());
    let named = Memo::new(move |_| session.base.named());
    let options = Signal::derive(move || {
        named.read().iter().map(|p| (p.id.clone(), p.title.clone())).collect::<Vec<_>>()
    });
    let first = move || {
        let pinned = session.base.pinned().map(|s| s.uid);
        pinned.or_else(|| named.read().first().map(|p| p.id.clone())).unwrap_or_default()
    };
    let picked = RwSignal::new(None::<String>);
    let chosen = Memo::new(move |_| {
        let is_there = |id: &String| named.read().iter().any(|p| p.id == *id);
        picked.get().filter(is_there).unwrap_or_else(first)
    });
    let other_title = Signal::derive(move || {
        let named = named.read();
        named.iter().find(|p| p.id == *chosen.read()).map(|p| p.title.clone()).unwrap_or_default()
    });
    let wanted = StoredValue::new(of.outputs);
    let other = Memo::new(move |_| session.other(&chosen.read()));
    let rows = Signal::derive(move || rows(session, other.get().as_deref(), &wanted.get_value()));
    let curves = move || {
        let is_wanted = |id: &String| wanted.with_value(|w| w.is_empty() || w.contains(id));
        let places = session.places().into_iter().filter(|p| !p.is_single && is_wanted(&p.id));
        places.map(|place| overlay(session, place.id, other, other_title)).collect_view()
    };
    let all = all(session, wanted);
    let title = of.title.unwrap_or_else(|| "This scenario beside another".into());
    let select = Callback::new(move |id| picked.set(Some(id)));
    let segments = Signal::derive(move || {
        options.read().iter().map(|(id, title)| Segment::new(id, title)).collect::<Vec<_>>()
    });
    let is_many = Memo::new(move |_| options.read().len() > MOST_SEGMENTS);
    let choice = move || match is_many.get() {
        false => {
            view! { <SegmentedTabs label="Beside" segments selected=chosen on_select=select/> }.into_any()
        }
        true => view! { <SelectField label="Beside" options value=chosen on_select=select/> }.into_any(),
    };
    view! {
        <section class="card stack compared" data-testid="comparison">
            <h2 class="card-title">{title}</h2>
            {choice}
            <ComparisonTable rows reference=other_title here=Signal::stored("Here".to_owned())/>
            {all}
        </section>
        {curves}
    }
    .into_any()
}

/// Every named scenario in one table; nothing where the one beside this is the only one.
fn all(session: WhatIf, wanted: StoredValue<Vec<String>>) -> impl Fn() -> Option<AnyView> + Send {
    let columns = Signal::derive(move || {
        let outputs = session.outputs();
        let shown = outputs.iter().filter(|o| is_shown(o, &wanted.read_value()));
        shown.map(|o| o.title.clone()).collect::<Vec<_>>()
    });
    let lines = Signal::derive(move || scenario_lines(session, &wanted.read_value()));
    let open = Callback::new(move |at: usize| {
        // The first line is the scenario on the screen.
        let named = untrack(|| session.base.named());
        if let Some(preset) = at.checked_sub(1).and_then(|at| named.into_iter().nth(at)) {
            session.base.choose_all(&preset.values);
        }
    });
    let is_some = Memo::new(move |_| session.base.named().len() > 1 && !columns.read().is_empty());
    move || {
        is_some.get().then(|| {
            view! { <h3 class="card-subtitle">"All scenarios"</h3> <ScenarioTable columns lines on_open=open/> }
                .into_any()
        })
    }
}

fn is_shown(output: &OutputAnswer, wanted: &[String]) -> bool {
    output.length == 1 && (wanted.is_empty() || wanted.contains(&output.id))
}

fn scenario_lines(session: WhatIf, wanted: &[String]) -> Vec<ScenarioLine> {
    let outputs = session.outputs();
    let shown: Vec<&OutputAnswer> = outputs.iter().filter(|o| is_shown(o, wanted)).collect();
    let here = ScenarioLine {
        title: "This scenario".into(),
        cells: shown.iter().map(|output| Some(shown::tile(output))).collect(),
        is_here: true,
        ..ScenarioLine::default()
    };
    let of = |preset: Preset| {
        let answer = session.other(&preset.id);
        let cell = |output: &&OutputAnswer| find(answer.as_deref()?, &output.id).map(shown::tile);
        let words = if answer.is_none() {
            "No numbers: its inputs are blocked, or it is not computed yet."
        } else {
            ""
        };
        let cells = shown.iter().map(cell).collect();
        ScenarioLine { title: preset.title, words: words.into(), cells, is_here: false }
    };
    std::iter::once(here).chain(session.base.named().into_iter().map(of)).collect()
}

impl WhatIf {
    /// The answer of a named scenario, once it is here; `None` as well where its inputs are blocked.
    fn other(self, id: &str) -> Option<Arc<GraphAnswer>> {
        let at = self.base.named().iter().position(|preset| preset.id == id)?;
        let answer = self.compared.read().as_ref()?.get(at)?.clone()?;
        Some(Arc::new(answer.shown_in(&self.base.units.read())))
    }
}

fn overlay(
    session: WhatIf,
    id: String,
    other: Memo<Option<Arc<GraphAnswer>>>,
    label: Signal<String>,
) -> AnyView {
    let (start, step) = session.with_manifest(|m| (m.graph.start_min, m.graph.step_min));
    let key = StoredValue::new(id);
    let data = Memo::new(move |_| {
        let here = key.with_value(|id| session.output(id))?;
        let mut data = shown::chart(&here, start, step)?;
        let beside = other.get().and_then(|answer| key.with_value(|id| find(&answer, id).cloned()));
        if let Some(curve) = beside.and_then(|output| shown::chart(&output, start, step)) {
            data.main_label = "here".into();
            data.sides = vec![SideCurve { label: label.get(), curve: curve.main, stroke: Stroke::Dashed }];
        }
        Some(data)
    });
    view! { <div data-testid="curve"><LineChart data/></div> }.into_any()
}

fn find<'a>(answer: &'a GraphAnswer, id: &str) -> Option<&'a OutputAnswer> {
    answer.outputs.iter().find(|output| output.id == id)
}

fn rows(session: WhatIf, other: Option<&GraphAnswer>, wanted: &[String]) -> Vec<ComparisonRow> {
    let Some(other) = other else { return Vec::new() };
    let outputs = session.outputs();
    outputs.iter().filter(|o| is_shown(o, wanted)).map(|here| row(here, find(other, &here.id))).collect()
}

fn row(here: &OutputAnswer, other: Option<&OutputAnswer>) -> ComparisonRow {
    let text = |output: Option<&OutputAnswer>| {
        output.map(shown::tile).map(|tile| [&tile.value, "\n", &tile.interval].concat()).unwrap_or_default()
    };
    let value =
        |output: Option<&OutputAnswer>| output.and_then(OutputAnswer::first).map(|shown| shown.shown().value);
    let unit = units::difference_of(unit_of(here));
    let difference = value(Some(here)).zip(value(other)).map(|(a, b)| {
        let sign = if a > b { "+" } else { "" };
        [sign, &format::with_unit(&format::three_digits(a - b), units::display(unit))].concat()
    });
    ComparisonRow {
        name: here.title.clone(),
        here: text(Some(here)),
        reference: text(other),
        difference: difference.unwrap_or_default(),
        tone: Tone::Neutral,
    }
}
