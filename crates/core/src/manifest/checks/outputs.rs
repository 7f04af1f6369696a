//! # `unknown-output, limit-side, wrong-kind, out-of-bounds`
//!
//! What: studies and derived outputs name inputs and outputs that exist and are one number; an inverse question has
//! one bound; an expression reads outputs that are written before it.
//!
//! Why: the question would be asked of nothing, or of itself.
//!
//! Example: `solve: { input: load, seek: highest, output: hotspot, below: 120 }` without an output `hotspot` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{
    Entries, Formula, GlobalSensitivity, Input, Sensitivity, Shown, Solve, Sweep, WhatIf,
};
use crate::manifest::structure::suggest;
use crate::study::{GLOBAL_SAMPLES, MOST_INPUTS};
use crate::units;

/// Names of inputs that outputs read, with their paths.
pub(super) fn inputs_read(app: &WhatIf) -> Vec<(String, &str)> {
    let mut read = Vec::new();
    for (id, shown) in app.outputs.iter() {
        let path = |rest: &str| format!("outputs.{id}.{rest}");
        match shown {
            Shown::Node(_) => {}
            Shown::Derived(derived) => {
                let ids = formula_names(&derived.expression).into_iter();
                // A name that is an output is none of an input; one that is neither is said to be no input.
                let ids = ids.filter(|name| app.outputs.get(name).is_none());
                read.extend(ids.map(|name| (path("expression"), name)));
            }
            Shown::Solve(shown) => read.push((path("solve.input"), shown.solve.input.as_str())),
            Shown::Sensitivity(shown) => {
                let inputs = shown.sensitivity.inputs.iter().enumerate();
                read.extend(
                    inputs.map(|(i, input)| (path(&format!("sensitivity.inputs[{i}]")), input.as_str())),
                );
            }
            Shown::GlobalSensitivity(shown) => {
                let inputs = shown.global_sensitivity.inputs.iter().enumerate();
                let at = |i: usize| path(&format!("global_sensitivity.inputs[{i}]"));
                read.extend(inputs.map(|(i, input)| (at(i), input.as_str())));
            }
            Shown::Sweep(shown) => {
                read.push((path("sweep.x"), shown.sweep.x.as_str()));
                read.push((path("sweep.y"), shown.sweep.y.as_str()));
            }
        }
    }
    read
}

fn formula_names(formula: &Formula) -> Vec<&str> {
    match formula {
        Formula::Compiled(expression) => expression.inputs(),
        Formula::Text(_) => Vec::new(),
    }
}

/// Whether another output, a rule or a condition reads this output.
pub(super) fn reads_output(app: &WhatIf, id: &str) -> bool {
    let by_output = app.outputs.iter().any(|(_, shown)| match shown {
        Shown::Node(_) => false,
        Shown::Derived(derived) => formula_names(&derived.expression).contains(&id),
        Shown::Solve(shown) => shown.solve.output == id,
        Shown::Sensitivity(shown) => shown.sensitivity.output == id,
        Shown::Sweep(shown) => shown.sweep.output == id,
        Shown::GlobalSensitivity(shown) => shown.global_sensitivity.output == id,
    });
    by_output || app.decision.iter().any(|decision| decision.names().contains(&id))
}

/// Notes studies and derived outputs that cannot be answered.
pub fn check(app: &WhatIf, report: &mut Report) {
    let inputs = &app.inputs;
    for (i, (id, shown)) in app.outputs.iter().enumerate() {
        let path = |rest: &str| format!("outputs.{id}.{rest}");
        match shown {
            Shown::Node(_) => {}
            Shown::Derived(derived) => {
                check_derived(app, i, &derived.expression, &path("expression"), report);
                check_unit(&derived.unit, path("unit"), report);
            }
            Shown::Solve(shown) => {
                check_target(app, &shown.solve.output, path("solve.output"), report);
                check_solve(app, &shown.solve, &path("solve"), report);
            }
            Shown::Sensitivity(shown) => {
                check_target(app, &shown.sensitivity.output, path("sensitivity.output"), report);
                check_varied(inputs, &shown.sensitivity, &path("sensitivity"), report);
            }
            Shown::GlobalSensitivity(shown) => {
                check_target(
                    app,
                    &shown.global_sensitivity.output,
                    path("global_sensitivity.output"),
                    report,
                );
                check_global(inputs, &shown.global_sensitivity, &path("global_sensitivity"), report);
            }
            Shown::Sweep(shown) => {
                check_target(app, &shown.sweep.output, path("sweep.output"), report);
                check_sides(inputs, &shown.sweep, &path("sweep"), report);
            }
        }
    }
}

fn check_derived(app: &WhatIf, at: usize, formula: &Formula, path: &str, report: &mut Report) {
    for name in formula_names(formula) {
        let Some(place) = app.outputs.ids().position(|id| id == name) else { continue };
        if place >= at {
            let message = format!("the output `{name}` comes after this one");
            report
                .error(Code::UnknownOutput, path, message)
                .hint("an expression reads what is written before it");
        }
        check_target(app, name, path.to_owned(), report);
    }
}

fn check_unit(unit: &str, path: String, report: &mut Report) {
    if units::find(unit).is_none() {
        let diagnostic = report.error(Code::UnknownUnit, path, format!("`{unit}` is not a known unit"));
        suggest(diagnostic, unit, units::UNITS.iter().map(|unit| unit.code));
    }
}

/// A study asks for an output of the graph.
fn check_target(app: &WhatIf, id: &str, path: String, report: &mut Report) {
    match app.outputs.get(id) {
        Some(Shown::Node(_) | Shown::Derived(_)) => {}
        Some(_) => {
            let message = format!("`{id}` asks the graph many times itself");
            report.error(Code::WrongKind, path, message).hint("name an output of a node or an expression");
        }
        None => unknown_output(app, id, path, report),
    }
}

/// Notes a name that is no output.
pub(super) fn unknown_output(app: &WhatIf, id: &str, path: String, report: &mut Report) {
    let diagnostic = report.error(Code::UnknownOutput, path, format!("there is no output `{id}`"));
    suggest(diagnostic, id, app.outputs.ids());
}

fn check_solve(app: &WhatIf, solve: &Solve, path: &str, report: &mut Report) {
    if solve.below.is_some() == solve.above.is_some() {
        let message = "the question needs either `below` or `above`";
        report.error(Code::LimitSide, path, message).hint("`below: 120` keeps the output at or below 120");
    }
    check_number(&app.inputs, &solve.input, format!("{path}.input"), report);
}

/// Notes inputs that are no numbers, too many of them, and a number of points that is out of its range.
pub(super) fn check_global(
    inputs: &Entries<Input>,
    study: &GlobalSensitivity,
    path: &str,
    report: &mut Report,
) {
    for (i, input) in study.inputs.iter().enumerate() {
        check_number(inputs, input, format!("{path}.inputs[{i}]"), report);
    }
    let numbers = inputs.iter().filter(|(_, input)| matches!(input, Input::Number(_))).count();
    let count = if study.inputs.is_empty() { numbers } else { study.inputs.len() };
    let (fewest, most) = GLOBAL_SAMPLES;
    if !(1..=MOST_INPUTS).contains(&count) {
        let message = format!("{count} inputs vary; the question takes 1 to {MOST_INPUTS}");
        report
            .error(Code::OutOfBounds, format!("{path}.inputs"), message)
            .hint("name those that the question is about");
    }
    if let Some(samples) = study.samples.filter(|samples| !(fewest..=most).contains(samples)) {
        let message = format!("{samples} points are not from {fewest} to {most}");
        report
            .error(Code::OutOfBounds, format!("{path}.samples"), message)
            .hint("256 are enough to see what matters");
    }
}

/// Notes an input that is no number.
pub(super) fn check_number(inputs: &Entries<Input>, id: &str, path: String, report: &mut Report) {
    if !matches!(inputs.get(id), Some(Input::Number(_)) | None) {
        report.error(Code::WrongKind, path, format!("the input `{id}` is no number"));
    }
}

/// Notes inputs that have no other values to try: spans and lists.
pub(super) fn check_varied(inputs: &Entries<Input>, study: &Sensitivity, path: &str, report: &mut Report) {
    for (i, id) in study.inputs.iter().enumerate() {
        if matches!(inputs.get(id), Some(Input::Span(_) | Input::List(_))) {
            let message = format!("the input `{id}` is no number, choice or switch");
            report.error(Code::WrongKind, format!("{path}.inputs[{i}]"), message);
        }
    }
}

/// Notes sides of a map that are no numbers, or the same.
pub(super) fn check_sides(inputs: &Entries<Input>, study: &Sweep, path: &str, report: &mut Report) {
    check_number(inputs, &study.x, format!("{path}.x"), report);
    check_number(inputs, &study.y, format!("{path}.y"), report);
    if study.x == study.y {
        let message = format!("both sides of the map are `{}`", study.x);
        report.error(Code::SelfReference, format!("{path}.y"), message).hint("name another input");
    }
}
