//! What studies found, as text.

use twinlet_core::clock;
use twinlet_core::link;
use twinlet_core::manifest::Controls;
use twinlet_core::manifest::raw::Span;
use twinlet_core::manifest::resolved::{InputKind, Study};
use twinlet_core::predicted::Predicted;
use twinlet_core::protocol::InputValue;
use twinlet_core::study::{
    Axis, Bar, Effect, Found, Global, Index, LimitedBy, Point, Sensitivities, Solved, StudyAnswer, Swept,
};
use twinlet_core::units::{Preference, Readout, shown as shown_unit, with_unit};

/// A line, or one for each bar.
pub fn text(controls: &Controls, units: &Preference, study: &Study, answer: &StudyAnswer) -> String {
    let found = match &answer.found {
        Found::Solve(solved) => format!(" {}", end(controls, units, study, solved)),
        Found::Sensitivity(found) => bars(controls, units, found),
        Found::Global(found) => shares(controls, units, found),
        Found::Sweep(found) => format!(" {}", map(units, found)),
    };
    let notices: String = answer.notices.iter().map(|notice| format!("    {notice}\n")).collect();
    format!("  {}:{found}\n{notices}", study.title)
}

fn end(controls: &Controls, units: &Preference, study: &Study, solved: &Solved) -> String {
    let why = match &solved.limited_by {
        LimitedBy::Output => "then the output crosses the bound".to_owned(),
        LimitedBy::Domain => "then outside what a model was validated on".to_owned(),
        LimitedBy::Limit(id) => format!("then the limit `{id}`"),
        LimitedBy::NoAnswer => "then a model has no answer".to_owned(),
        LimitedBy::Range => "the end of the range".to_owned(),
    };
    match solved.value {
        Some(found) => format!("{}, {why}", value(controls, units, study, &solved.input, found)),
        None => format!("none, {why}"),
    }
}

/// The end that was found, in the input's unit or as a clock time.
fn value(controls: &Controls, units: &Preference, study: &Study, input: &str, value: f64) -> String {
    if study.is_clock { clock::time_of_day(value) } else { number(controls, units, input, value) }
}

/// A number of an input with the unit that is preferred.
pub(super) fn number(controls: &Controls, units: &Preference, input: &str, value: f64) -> String {
    match controls.number_input(input) {
        Some(number) if number.is_clock => clock::time_of_day(value),
        Some(number) => {
            let readout = units.readout(&number.unit);
            with_unit(readout.exact(value), readout.code())
        }
        None => value.to_string(),
    }
}

/// A span of an input with the unit that is preferred.
pub(super) fn span(controls: &Controls, units: &Preference, input: &str, span: Span) -> String {
    let unit = match controls.input(input).map(|input| &input.kind) {
        Some(InputKind::Span(span)) => span.unit.as_str(),
        _ => "",
    };
    let readout = units.readout(unit);
    format!("{} to {}", readout.exact(span.from), with_unit(readout.exact(span.to), readout.code()))
}

/// What each input changes, the strongest first.
fn bars(controls: &Controls, units: &Preference, found: &Sensitivities) -> String {
    let readout = units.readout(&found.unit);
    let value = |bar: &Bar, value: &InputValue| match value {
        InputValue::Number(x) => number(controls, units, &bar.input, *x),
        other => link::written(other),
    };
    let bar = |bar: &Bar| {
        let title = controls.input(&bar.input).map_or(bar.input.as_str(), |input| input.title.as_str());
        let (low, high) = (value(bar, &bar.low_at), value(bar, &bar.high_at));
        let (from, to) = (point(&readout, &bar.low), point(&readout, &bar.high));
        // The unit stands behind the last number.
        let unit = shown_unit(readout.code());
        let unit = if bar.high.predicted.is_some() { ["", &unit] } else { [unit.as_str(), ""] };
        format!("\n    {title} from {low} to {high}: from {from}{} to {to}{}", unit[0], unit[1])
    };
    found.bars.iter().map(bar).collect()
}

/// What each input is worth over the whole domain, the largest share first.
fn shares(controls: &Controls, units: &Preference, found: &Global) -> String {
    let readout = units.difference(&found.unit);
    let per_cent = |index: &Index| {
        // Without the sign of a zero.
        let of = |x: f64| (100.0 * x).round() + 0.0;
        format!("{:.0} % ({:.0} to {:.0})", of(index.value), of(index.low), of(index.high))
    };
    let line = |effect: &Effect| {
        let title = controls.input(&effect.input).map_or(effect.input.as_str(), |input| input.title.as_str());
        let (first, total) = (per_cent(&effect.first), per_cent(&effect.total));
        format!("\n    {title}: {}; alone {first}, with its interactions {total}", per_cent(&effect.shapley))
    };
    let deviation = readout.difference(found.deviation);
    let unit = shown_unit(readout.code());
    let head = match found.effects.is_empty() {
        true => " no shares: too few points have a number, or it does not change".to_owned(),
        false => format!(" standard deviation {deviation:.1}{unit} over the domain"),
    };
    let lines: String = found.effects.iter().map(line).collect();
    format!("{head}{lines}\n    {}", found.counted())
}

fn point(readout: &Readout, point: &Point) -> String {
    let number = |found| format!("{:.1}", readout.value(shown(found)));
    point.predicted.as_ref().map_or("no number".to_owned(), number)
}

fn shown(found: &Predicted<f64>) -> f64 {
    found.shown().value
}

/// A map as a table, the highest value of the side first.
pub fn table(controls: &Controls, found: &Swept) -> String {
    let named = |axis: &Axis| {
        let title = controls.input(&axis.input).map_or(axis.input.as_str(), |input| input.title.as_str());
        format!("{title}{}", shown_unit(&axis.unit))
    };
    let values = found.cells.iter().filter_map(|cell| cell.predicted.as_ref().map(shown));
    let decimals = match values.fold(0.0_f64, |most, x| most.max(x.abs())) {
        most if most < 10.0 => 2,
        most if most < 1000.0 => 1,
        _ => 0,
    };
    let cell = |point: &Point| match (&point.predicted, &point.blocked) {
        (Some(found), _) => format!("{:.decimals$}", shown(found)),
        (None, Some(_)) => "x".to_owned(),
        (None, None) => "-".to_owned(),
    };
    let rows = found.y.values.iter().zip(found.cells.chunks(found.x.values.len().max(1)));
    let row =
        |(y, cells): (&f64, &[Point])| std::iter::once(y.to_string()).chain(cells.iter().map(cell)).collect();
    let foot = std::iter::once(String::new()).chain(found.x.values.iter().map(f64::to_string)).collect();
    let lines: Vec<Vec<String>> = rows.rev().map(row).chain([foot]).collect();
    let width = lines.iter().flatten().map(String::len).max().unwrap_or(0) + 2;
    let line =
        |cells: &Vec<String>| cells.iter().map(|cell| format!("{cell:>width$}")).collect::<String>() + "\n";
    let sides = format!("  up: {}; to the right: {}\n", named(&found.y), named(&found.x));
    let key = "  x a limit blocks it, - outside what the models were validated on\n";
    format!("{sides}{}{key}", lines.iter().map(line).collect::<String>())
}

/// How far the numbers of a map reach; its picture is the app's.
fn map(units: &Preference, found: &Swept) -> String {
    let readout = units.readout(&found.unit);
    let value = |cell: &Point| cell.predicted.as_ref().map(|found| readout.value(shown(found)));
    let values: Vec<f64> = found.cells.iter().filter_map(value).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (columns, rows) = (found.x.values.len(), found.y.values.len());
    match values.len() {
        0 => format!("{columns} by {rows} cells, none with a number"),
        n => format!(
            "{columns} by {rows} cells, {n} with a number, {low:.1} to {high:.1}{}",
            shown_unit(readout.code())
        ),
    }
}
