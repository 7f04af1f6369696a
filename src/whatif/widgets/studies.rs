//! What drives a number, and a number over two inputs.

use leptos::prelude::*;
use twinlet_components::{
    HeatData, HeatMap, ShareBar, Shares, SharesData, Tornado, TornadoBar, TornadoData, format,
};
use twinlet_core::predicted::Predicted;
use twinlet_core::protocol::InputValue;
use twinlet_core::study::{Axis, Found, Global, Index, Point, Sensitivities, Swept};
use twinlet_core::units::Readout;

use super::numbers::source;
use crate::whatif::WhatIf;

/// A number with its interval, in the unit of the screen.
fn seen(point: &Point, readout: &Readout) -> Option<Predicted<f64>> {
    point.predicted.map(|predicted| predicted.in_unit(readout))
}

/// What drives a number, the strongest first.
pub fn tornado(session: WhatIf, id: String) -> AnyView {
    let source = source(session, &id);
    let key = StoredValue::new(id);
    let data = Memo::new(move |_| {
        let found = key.with_value(|id| session.study(id))?;
        let Found::Sensitivity(found) = &found.found else { return None };
        Some(tornado_data(session, &key.get_value(), found))
    });
    view! { <section class="card" data-testid="tornado"><Tornado data/>{source}</section> }.into_any()
}

fn tornado_data(session: WhatIf, id: &str, found: &Sensitivities) -> TornadoData {
    let title = |input: &str| session.base.with_controls(|c| c.input(input).map(|i| i.title.clone()));
    let readout = session.base.readout(&found.unit);
    let there = |point: &Point| seen(point, &readout);
    let bars = found.bars.iter().map(|bar| TornadoBar {
        label: title(&bar.input).unwrap_or_default(),
        low_text: session.number_words(&bar.input, bar.low_at),
        high_text: session.number_words(&bar.input, bar.high_at),
        low: there(&bar.low),
        high: there(&bar.high),
    });
    TornadoData {
        title: session.title_of(id),
        unit: readout.unit().to_owned(),
        base: there(&found.base).map_or(f64::NAN, |base| base.shown().value),
        bars: bars.collect(),
    }
}

/// What each input is worth over the whole domain, the largest share first.
pub fn shares(session: WhatIf, id: String) -> AnyView {
    let source = source(session, &id);
    let key = StoredValue::new(id);
    let data = Memo::new(move |_| {
        let found = key.with_value(|id| session.study(id))?;
        let Found::Global(found) = &found.found else { return None };
        Some(shares_data(session, &key.get_value(), found))
    });
    view! { <section class="card" data-testid="shares"><Shares data/>{source}</section> }.into_any()
}

fn shares_data(session: WhatIf, id: &str, found: &Global) -> SharesData {
    let title = |input: &str| session.base.with_controls(|c| c.input(input).map(|i| i.title.clone()));
    let per_cent = |index: &Index| [&format::grouped(100.0 * index.value, 0), " %"].concat();
    let bars = found.effects.iter().map(|effect| {
        let Index { value, low, high } = effect.shapley;
        let note = ["alone ", &per_cent(&effect.first), ", with its interactions ", &per_cent(&effect.total)];
        ShareBar {
            label: title(&effect.input).unwrap_or_default(),
            share: [value, low, high],
            note: note.concat(),
        }
    });
    let of = session.title_of(&found.output).to_lowercase();
    SharesData {
        title: session.title_of(id),
        subtitle: ["Share of the variance of ", &of, " while all inputs vary over their ranges"].concat(),
        bars: bars.collect(),
        note: found.counted(),
    }
}

/// A number over two inputs; a cell opens its scenario.
pub fn heat_map(session: WhatIf, id: String) -> AnyView {
    let source = source(session, &id);
    let key = StoredValue::new(id);
    let swept = Memo::new(move |_| {
        let found = key.with_value(|id| session.study(id))?;
        match &found.found {
            Found::Sweep(swept) => Some(swept.clone()),
            _ => None,
        }
    });
    let data =
        Memo::new(move |_| swept.read().as_ref().map(|swept| heat_data(session, &key.get_value(), swept)));
    let pick = Callback::new(move |(x, y): (usize, usize)| {
        if let Some(swept) = swept.get_untracked() {
            open_cell(session, &swept, x, y);
        }
    });
    view! { <section class="card" data-testid="heat-map"><HeatMap data on_pick=pick/>{source}</section> }
        .into_any()
}

fn open_cell(session: WhatIf, swept: &Swept, x: usize, y: usize) {
    let mut inputs = session.base.scenario.inputs_untracked();
    for (axis, at) in [(&swept.x, x), (&swept.y, y)] {
        if let Some(value) = axis.values.get(at) {
            inputs.values.insert(axis.input.clone(), InputValue::Number(*value));
        }
    }
    session.base.choose_all(&inputs);
}

fn heat_data(session: WhatIf, id: &str, swept: &Swept) -> HeatData {
    let columns = swept.x.values.len().max(1);
    let label = |axis: &Axis| {
        let title = session.base.with_controls(|c| c.input(&axis.input).map(|i| i.title.clone()));
        match is_clock(session, axis) {
            true => title.unwrap_or_default(),
            false => {
                let readout = session.base.readout(&axis.unit);
                format::with_unit(&[&title.unwrap_or_default(), ","].concat(), readout.unit())
            }
        }
    };
    let texts = |axis: &Axis| {
        let readout = session.base.readout(&axis.unit);
        let is_clock = is_clock(session, axis);
        let text = |x: f64| match is_clock {
            true => format::time_of_day(x),
            false => format::three_digits(readout.value(x)),
        };
        axis.values.iter().map(|x| text(*x)).collect()
    };
    let readout = session.base.readout(&swept.unit);
    let cell = |point: &Point| seen(point, &readout);
    let limit = session.output(&swept.output).and_then(|output| output.limit).map(|limit| limit.above);
    HeatData {
        title: session.title_of(id),
        x_label: label(&swept.x),
        y_label: label(&swept.y),
        x: texts(&swept.x),
        y: texts(&swept.y),
        cells: swept.cells.chunks(columns).map(|row| row.iter().map(cell).collect()).collect(),
        unit: readout.unit().to_owned(),
        limit,
        here: nearest(session, &swept.x).zip(nearest(session, &swept.y)),
    }
}

fn is_clock(session: WhatIf, axis: &Axis) -> bool {
    session.base.with_controls(|c| c.number_input(&axis.input).is_some_and(|number| number.is_clock))
}

/// The place on an axis that is nearest to the present value.
fn nearest(session: WhatIf, axis: &Axis) -> Option<usize> {
    let now = session.base.scenario.number(&axis.input);
    let distance = |x: &f64| (x - now).abs();
    let best = axis.values.iter().map(distance).fold(f64::INFINITY, f64::min);
    axis.values.iter().position(|x| distance(x) <= best)
}
