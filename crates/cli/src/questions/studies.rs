//! What studies found, as text.

use twinlet_core::clock;
use twinlet_core::manifest::WhatIf;
use twinlet_core::manifest::resolved::Study;
use twinlet_core::predicted::Predicted;
use twinlet_core::study::{Found, LimitedBy, Point, Sensitivities, Solved, StudyAnswer, Swept};
use twinlet_core::units;

/// A line, or one for each bar.
pub(super) fn text(app: &WhatIf, study: &Study, answer: &StudyAnswer) -> String {
    let found = match &answer.found {
        Found::Solve(solved) => format!(" {}", end(app, study, solved)),
        Found::Sensitivity(found) => bars(app, found),
        Found::Sweep(found) => format!(" {}", map(found)),
    };
    let notices: String = answer.notices.iter().map(|notice| format!("    {notice}\n")).collect();
    format!("  {}:{found}\n{notices}", study.title)
}

fn end(app: &WhatIf, study: &Study, solved: &Solved) -> String {
    let why = match &solved.limited_by {
        LimitedBy::Output => "then the output crosses the bound".to_owned(),
        LimitedBy::Domain => "then outside what a model was validated on".to_owned(),
        LimitedBy::Limit(id) => format!("then the limit `{id}`"),
        LimitedBy::NoAnswer => "then a model has no answer".to_owned(),
        LimitedBy::Range => "the end of the range".to_owned(),
    };
    match solved.value {
        Some(found) => format!("{}, {why}", value(app, study, &solved.input, found)),
        None => format!("none, {why}"),
    }
}

/// The end that was found, in the input's unit or as a clock time.
pub(super) fn value(app: &WhatIf, study: &Study, input: &str, value: f64) -> String {
    if study.is_clock { clock::label(0, value) } else { number(app, input, value) }
}

/// A number of an input with its unit.
pub(super) fn number(app: &WhatIf, input: &str, value: f64) -> String {
    match app.controls.number_input(input) {
        Some(number) if number.is_clock => clock::label(0, value),
        Some(number) => units::with_unit(value, &number.unit),
        None => value.to_string(),
    }
}

/// What each input changes, the strongest first.
fn bars(app: &WhatIf, found: &Sensitivities) -> String {
    let bar = |bar: &twinlet_core::study::Bar| {
        let title = app.controls.input(&bar.input).map_or(bar.input.as_str(), |input| input.title.as_str());
        let (low, high) = (number(app, &bar.input, bar.low_at), number(app, &bar.input, bar.high_at));
        let (from, to) = (point(&bar.low), point(&bar.high));
        format!("\n    {title} from {low} to {high}: from {from} to {to}{}", units::shown(&found.unit))
    };
    found.bars.iter().map(bar).collect()
}

fn point(point: &Point) -> String {
    point.predicted.as_ref().map_or("no number".to_owned(), |found| format!("{:.1}", shown(found)))
}

fn shown(found: &Predicted<f64>) -> f64 {
    found.shown().value
}

/// How far the numbers of a map reach; its picture is the app's.
fn map(found: &Swept) -> String {
    let values: Vec<f64> = found.cells.iter().filter_map(|cell| cell.predicted.as_ref().map(shown)).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (columns, rows) = (found.x.values.len(), found.y.values.len());
    match values.len() {
        0 => format!("{columns} by {rows} cells, none with a number"),
        n => format!(
            "{columns} by {rows} cells, {n} with a number, {low:.1} to {high:.1}{}",
            units::shown(&found.unit)
        ),
    }
}
