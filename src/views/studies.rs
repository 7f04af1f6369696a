//! What studies found, as the data of their pictures: of a what-if app and of a station alike.

use twinlet_components::{HeatAxis, HeatData, ShareBar, SharesData, TornadoBar, TornadoData, format};
use twinlet_core::link;
use twinlet_core::predicted::Predicted;
use twinlet_core::protocol::{InputValue, InputValues};
use twinlet_core::study::{Axis, Global, Index, Point, Sensitivities, Swept};
use twinlet_core::units::Readout;

use crate::base::Base;

/// A number with its interval, in the unit of the screen.
fn seen(point: &Point, readout: &Readout) -> Option<Predicted<f64>> {
    point.predicted.map(|predicted| predicted.in_unit(readout))
}

fn title(base: Base, input: &str) -> String {
    base.with_controls(|c| c.input(input).map(|i| i.title.clone())).unwrap_or_default()
}

/// What drives a number, which is called `of`.
pub fn tornado(base: Base, title_of_study: String, of: String, found: &Sensitivities) -> TornadoData {
    let readout = base.readout(&found.unit);
    let there = |point: &Point| seen(point, &readout);
    let bars = found.bars.iter().map(|bar| TornadoBar {
        label: title(base, &bar.input),
        low_text: value_words(base, &bar.input, &bar.low_at),
        high_text: value_words(base, &bar.input, &bar.high_at),
        low: there(&bar.low),
        high: there(&bar.high),
    });
    TornadoData {
        title: title_of_study,
        of,
        unit: readout.unit().to_owned(),
        base: there(&found.base).map_or(f64::NAN, |base| base.shown().value),
        bars: bars.collect(),
    }
}

/// A value of an input as people read it.
fn value_words(base: Base, input: &str, value: &InputValue) -> String {
    match value {
        InputValue::Number(x) => number_words(base, input, *x),
        InputValue::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        other => link::written(other),
    }
}

/// A number of an input with its unit.
pub fn number_words(base: Base, input: &str, value: f64) -> String {
    let known = base.with_controls(|c| c.number_input(input).map(|n| (n.unit.clone(), n.is_clock)));
    let (unit, is_clock) = known.unzip();
    if is_clock == Some(true) {
        return format::time_of_day(value);
    }
    let readout = base.readout(&unit.unwrap_or_default());
    format::with_unit(&format::plain(readout.exact(value)), readout.unit())
}

/// What each input is worth; `of` is what the output is called.
pub fn shares(base: Base, title_of_study: String, of: &str, found: &Global) -> SharesData {
    let per_cent = |index: &Index| [&format::grouped(100.0 * index.value, 0), " %"].concat();
    let bars = found.effects.iter().map(|effect| {
        let Index { value, low, high } = effect.shapley;
        let note = ["alone ", &per_cent(&effect.first), ", with its interactions ", &per_cent(&effect.total)];
        ShareBar { label: title(base, &effect.input), share: [value, low, high], note: note.concat() }
    });
    SharesData {
        title: title_of_study,
        subtitle: ["Share of the variance while these inputs vary over their ranges: ", of].concat(),
        bars: bars.collect(),
        note: found.counted(),
    }
}

/// A number over two inputs; values above the limit, in the unit of the screen, are marked.
pub fn heat(base: Base, title_of_study: String, limit: Option<f64>, swept: &Swept) -> HeatData {
    let columns = swept.x.values.len().max(1);
    let readout = base.readout(&swept.unit);
    let cell = |point: &Point| seen(point, &readout);
    HeatData {
        title: title_of_study,
        x: heat_axis(base, &swept.x),
        y: heat_axis(base, &swept.y),
        cells: swept.cells.chunks(columns).map(|row| row.iter().map(cell).collect()).collect(),
        unit: readout.unit().to_owned(),
        limit,
        here: nearest(base, &swept.x).zip(nearest(base, &swept.y)),
    }
}

fn heat_axis(base: Base, axis: &Axis) -> HeatAxis {
    let readout = base.readout(&axis.unit);
    let is_clock = is_clock(base, axis);
    let text = |x: &f64| match is_clock {
        true => format::time_of_day(*x),
        false => format::three_digits(readout.value(*x)),
    };
    HeatAxis {
        name: title(base, &axis.input),
        unit: if is_clock { String::new() } else { readout.unit().to_owned() },
        values: axis.values.iter().map(text).collect(),
    }
}

/// Opens the scenario of a cell of a map that was asked around some inputs; what was found at the assets stays.
pub fn open_cell(base: Base, around: &InputValues, swept: &Swept, (x, y): (usize, usize)) {
    let findings = base.scenario.inputs_untracked().findings;
    let mut inputs = InputValues { findings, ..around.clone() };
    for (axis, at) in [(&swept.x, x), (&swept.y, y)] {
        if let Some(value) = axis.values.get(at) {
            inputs.values.insert(axis.input.clone(), InputValue::Number(*value));
        }
    }
    base.choose_all(&inputs);
}

fn is_clock(base: Base, axis: &Axis) -> bool {
    base.with_controls(|c| c.number_input(&axis.input).is_some_and(|number| number.is_clock))
}

/// The place on an axis that is nearest to the present value.
fn nearest(base: Base, axis: &Axis) -> Option<usize> {
    let now = base.scenario.number(&axis.input);
    let distance = |x: &f64| (x - now).abs();
    let best = axis.values.iter().map(distance).fold(f64::INFINITY, f64::min);
    axis.values.iter().position(|x| distance(x) <= best)
}
