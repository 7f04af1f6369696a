//! Does each edge of a graph fit the contracts at its ends: names, lengths, units?

use crate::contract::{Contract, Slot, Statistic};
use crate::diag::{Code, Report};
use crate::life_data::Law;
use crate::manifest::raw::{FitNode, FromInput};
use crate::manifest::resolved::{Controls, InputKind};
use crate::manifest::structure::suggest;
use crate::manifest::tree::member;
use crate::units;

use super::{Graph, MAX_UNCERTAIN, Node, Reading, Source, fitted, operands};

/// Contracts by model id; `None` for a model that is not known or cannot be read, which somebody else says.
pub type Contracts<'a> = &'a dyn Fn(&str) -> Option<&'a Contract>;

/// Notes every edge that does not fit.
pub fn check<'a>(graph: &'a Graph, controls: &'a Controls, contracts: Contracts<'a>, report: &mut Report) {
    let wiring = Wiring { graph, controls, contracts };
    for node in &graph.nodes {
        wiring.check_node(node, report);
    }
    graph.fits.iter().for_each(|(id, fit)| operands::check_fit(id, fit, controls, report));
    for output in &graph.outputs {
        let path = member("outputs", &output.id);
        let Some(reading) = output.from.reading() else { continue };
        let Some(read) = wiring.read(reading, &path, report) else { continue };
        if let Some(unit) = &output.unit {
            fits(&read.unit, unit, &member(&path, "unit"), report);
        }
    }
}

struct Wiring<'a> {
    graph: &'a Graph,
    controls: &'a Controls,
    contracts: Contracts<'a>,
}

impl<'a> Wiring<'a> {
    fn check_node(&self, node: &Node, report: &mut Report) {
        let Some(contract) = (self.contracts)(&node.model) else { return };
        let path = format!("graph.nodes.{}.inputs", node.id);
        let names = || contract.inputs.iter().map(|slot| slot.name.as_str());
        for (to, _) in node.edges.iter().filter(|(to, _)| names().all(|name| name != to)) {
            let message = format!("the model `{}` has no input `{to}`", node.model);
            suggest(report.error(Code::UnknownSlot, member(&path, to), message), to, names());
        }
        for slot in &contract.inputs {
            match node.edges.iter().find(|(to, _)| *to == slot.name) {
                Some((_, source)) => self.check_edge(source, slot, &member(&path, &slot.name), report),
                None => {
                    let message =
                        format!("nothing is bound to the input `{}` of `{}`", slot.name, node.model);
                    let hint = format!("add `{}: {{ input: ... }}`, in `{}`", slot.name, slot.unit);
                    report.error(Code::MissingEdge, &path, message).hint(hint);
                }
            }
        }
        if node.readings().count() > MAX_UNCERTAIN {
            let message = format!("`{}` reads more than {MAX_UNCERTAIN} predictions", node.id);
            report
                .error(Code::TooMuchWork, path, message)
                .hint("join models before, or fix some of its inputs");
        }
    }

    fn check_edge(&self, source: &Source, slot: &Slot, path: &str, report: &mut Report) {
        match source {
            Source::Value(value) if !slot.range.contains(*value) => {
                let highest = units::with_unit(slot.range.max, &slot.unit);
                let message = format!("{value} is outside the range from {} to {highest}", slot.range.min);
                report.error(Code::OutsideRange, path, message);
            }
            Source::Value(_) | Source::Expression(_, None) => {}
            Source::Expression(_, Some(unit)) => fits(unit, &slot.unit, path, report),
            Source::Input(from) => self.check_input(from, slot, path, report),
            Source::Output(reading) => {
                let Some(Read { name, unit, length }) = self.read(reading, path, report) else { return };
                fits(&unit, &slot.unit, path, report);
                if length != slot.length && length != 1 {
                    let message =
                        format!("`{name}` has {length} values, `{}` takes {}", slot.name, slot.length);
                    report.error(Code::SlotLength, path, message).hint(
                        "one number comes from a sequence by `statistic: max` (or min, mean, first, last)",
                    );
                }
            }
        }
    }

    /// Does an input of the app give a number in a unit that fits?
    fn check_input(&self, from: &FromInput, slot: &Slot, path: &str, report: &mut Report) {
        let id = &from.input;
        self.check_during(from, slot, path, report);
        let (message, hint) = match (self.controls.input(id).map(|input| &input.kind), &from.values, from.end)
        {
            (Some(InputKind::Number(number)), None, None) => {
                return fits(&number.unit, &slot.unit, path, report);
            }
            (Some(InputKind::Span(span)), None, Some(_)) => {
                return fits(&span.unit, &slot.unit, path, report);
            }
            (Some(InputKind::Choice { options, .. }), Some(values), None) => {
                let without: Vec<&str> =
                    options.iter().filter(|o| !values.contains_key(*o)).map(String::as_str).collect();
                if without.is_empty() {
                    return;
                }
                (
                    format!("`values` has no number for `{}`", without.join("`, `")),
                    "give each option its number",
                )
            }
            (Some(InputKind::Choice { .. }), None, _) => (
                format!("the input `{id}` is a choice instead of a number"),
                "say what each option stands for: `values: { OPTION: 1 }`",
            ),
            (Some(InputKind::Span(_)), _, None) => (
                format!("the input `{id}` is a span instead of a number"),
                "say which end: `end: from` or `end: to`",
            ),
            (Some(InputKind::List(_)), ..) => {
                (format!("the input `{id}` is a list instead of a number"), "a list goes into a `fit`")
            }
            (Some(InputKind::Switch { .. }), None, None) | (None, ..) => return, // an unknown one is said elsewhere
            (Some(_), ..) => (
                format!("the input `{id}` has neither options nor ends"),
                "`values` is for a choice, `end` for a span",
            ),
        };
        report.error(Code::WrongKind, path, message).hint(hint);
    }

    fn check_during(&self, from: &FromInput, slot: &Slot, path: &str, report: &mut Report) {
        let Some(during) = &from.during else { return };
        let unit = match self.controls.input(&from.input).map(|input| &input.kind) {
            Some(InputKind::Number(number)) => &number.unit,
            Some(InputKind::Span(span)) => &span.unit,
            _ => &slot.unit,
        };
        operands::check_during(during, unit, self.controls, &member(path, "during"), report);
    }

    /// What is read from a node.
    fn read(&self, reading: &Reading, path: &str, report: &mut Report) -> Option<Read> {
        if let Some(fit) = self.graph.fit(&reading.node) {
            return self.read_fit(fit, reading, path, report);
        }
        // A node that does not exist is said where names of nodes are looked at.
        let node = self.graph.node(&reading.node)?;
        let contract = (self.contracts)(&node.model)?;
        let slot = contract.outputs.iter().find(|slot| slot.name == reading.output);
        let slot = slot.map(|slot| (slot.unit.clone(), slot.length));
        let names = contract.outputs.iter().map(|slot| slot.name.as_str()).collect();
        known(slot, &format!("the model `{}`", node.model), names, reading, path, report)
    }

    fn read_fit(&self, fit: &FitNode, reading: &Reading, path: &str, report: &mut Report) -> Option<Read> {
        let law = Law::from(fit.fit);
        let time = match self.controls.input(&fit.times).map(|input| &input.kind) {
            Some(InputKind::List(list)) => list.unit.as_str(),
            _ => "h", // that it is no list was said
        };
        let given =
            fitted::find(law, &reading.output).map(|given| (given.unit(time).to_owned(), given.length));
        let names =
            fitted::OUTPUTS.iter().map(|given| given.name).filter(|name| fitted::find(law, name).is_some());
        known(given, &format!("the fit `{}`", reading.node), names.collect(), reading, path, report)
    }
}

/// What is read: name, unit and number of values.
struct Read {
    name: String,
    unit: String,
    length: usize,
}

fn known(
    found: Option<(String, usize)>,
    of: &str,
    names: Vec<&str>,
    reading: &Reading,
    path: &str,
    report: &mut Report,
) -> Option<Read> {
    let name = &reading.output;
    let Some((unit, length)) = found else {
        let message = format!("{of} has no output `{name}`");
        suggest(report.error(Code::UnknownSlot, member(path, "output"), message), name, names.into_iter());
        return None;
    };
    if reading.statistic == Some(Statistic::Value) && length > 1 {
        let message = format!("`{name}` is a sequence of {length} values");
        let hint = "take `max`, `min`, `mean`, `first`, `last` or `swing`";
        report.error(Code::SlotLength, member(path, "statistic"), message).hint(hint);
    }
    let is_swing = reading.statistic == Some(Statistic::Swing) && length > 1;
    let unit = if is_swing { units::difference_of(&unit).to_owned() } else { unit };
    let length = if reading.statistic.is_some() { 1 } else { length };
    Some(Read { name: name.clone(), unit, length })
}

pub(super) fn fits(from: &str, to: &str, path: &str, report: &mut Report) {
    if units::convert(0.0, from, to).is_none() {
        let message = format!("`{from}` cannot be converted to `{to}`");
        report.error(Code::UnitMismatch, path, message).hint("both must measure the same quantity");
    }
}
