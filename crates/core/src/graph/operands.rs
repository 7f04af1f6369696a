//! Are the inputs of a `during` and of a fit numbers of the right quantity?

use crate::diag::{Code, Report};
use crate::manifest::raw::{During, FitNode, Operand};
use crate::manifest::resolved::{Controls, InputKind};
use crate::manifest::tree::member;

use super::wiring::fits;

/// Notes hours that are none, and a value of another quantity than the input's.
pub(super) fn check_during(
    during: &During,
    unit: &str,
    controls: &Controls,
    path: &str,
    report: &mut Report,
) {
    for (key, operand, unit) in
        [("from", &during.from, "h"), ("to", &during.to, "h"), ("set", &during.set, unit)]
    {
        check(operand, unit, controls, &member(path, key), report);
    }
}

/// Notes times of a fit that are none.
pub(super) fn check_fit(id: &str, fit: &FitNode, controls: &Controls, report: &mut Report) {
    let Some(InputKind::List(list)) = controls.input(&fit.times).map(|input| &input.kind) else { return };
    let operands = [("until", &fit.until), ("age", &fit.age), ("ahead", &fit.ahead)];
    for (key, operand) in operands.into_iter().filter_map(|(key, operand)| Some((key, operand.as_ref()?))) {
        check(operand, &list.unit, controls, &format!("graph.nodes.{id}.{key}"), report);
    }
}

/// An input that does not exist is said elsewhere.
fn check(operand: &Operand, unit: &str, controls: &Controls, path: &str, report: &mut Report) {
    let Operand::Input(id) = operand else { return };
    match controls.input(id).map(|input| &input.kind) {
        None => {}
        Some(InputKind::Number(number)) => fits(&number.unit, unit, path, report),
        Some(_) => {
            report.error(Code::WrongKind, path, format!("the input `{id}` is no number"));
        }
    }
}
