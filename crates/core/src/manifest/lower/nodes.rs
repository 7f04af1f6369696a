//! Steps of a graph and what is shown of it.

use crate::diag::{Code, Report};
use crate::graph::{self, Origin, Output, Reading, Source};
use crate::manifest::expression::{Expression, MAX_DEPTH};
use crate::manifest::raw::{self, Entries, Formula, Shown};
use crate::manifest::resolved::Study;
use crate::manifest::tree::member;
use crate::study;

use super::studies;

pub(super) fn convert_nodes(
    raw: Entries<raw::GraphNode>,
    report: &mut Report,
) -> (Vec<graph::Node>, Vec<(String, raw::FitNode)>) {
    let (mut nodes, mut fits) = (Vec::new(), Vec::new());
    for (id, node) in raw.0 {
        match node {
            raw::GraphNode::Model(node) => nodes.push(convert_node(id, node, report)),
            raw::GraphNode::Fit(fit) => fits.push((id, fit)),
        }
    }
    (nodes, fits)
}

fn convert_node(id: String, raw: raw::ModelNode, report: &mut Report) -> graph::Node {
    let raw::ModelNode { model, inputs } = raw;
    let path = format!("graph.nodes.{id}.inputs");
    let edges = inputs.into_iter().map(|(to, edge)| {
        let source = convert_binding(edge, &member(&path, &to), report);
        (to, source)
    });
    graph::Node { edges: edges.collect(), id, model }
}

fn convert_binding(raw: raw::Binding, path: &str, report: &mut Report) -> Source {
    match raw {
        raw::Binding::Input(from) => Source::Input(from),
        raw::Binding::Output(raw::OutputRef { node, output, statistic }) => {
            Source::Output(Reading { node, output, statistic })
        }
        raw::Binding::Expression(raw::FromExpression { expression, unit }) => {
            Source::Expression(convert_formula(expression, &member(path, "expression"), report), unit)
        }
        raw::Binding::Value(raw::FixedValue { value }) => Source::Value(value),
    }
}

/// Outputs that the graph answers at once, and those that ask it many times.
pub(super) fn convert_outputs(raw: Entries<Shown>, report: &mut Report) -> (Vec<Output>, Vec<Study>) {
    let (mut outputs, mut found) = (Vec::new(), Vec::new());
    for (id, shown) in raw.0 {
        let (title, study) = match shown {
            Shown::Node(shown) => {
                outputs.push(convert_shown(id, shown));
                continue;
            }
            Shown::Derived(derived) => {
                outputs.push(convert_derived(id, derived, report));
                continue;
            }
            Shown::Solve(raw::ShownSolve { title, solve, format }) => {
                let study = studies::solve(solve);
                found.push(Study { id, title, study, is_clock: format == Some(raw::NumberFormat::Clock) });
                continue;
            }
            Shown::Sensitivity(raw::ShownSensitivity { title, sensitivity }) => {
                (title, studies::sensitivity(sensitivity))
            }
            Shown::GlobalSensitivity(raw::ShownGlobal { title, global_sensitivity }) => {
                (title, studies::global(global_sensitivity, study::SAMPLES))
            }
            Shown::Sweep(raw::ShownSweep { title, sweep }) => (title, studies::sweep(sweep, study::CELLS)),
        };
        found.push(Study { id, title, study, is_clock: false });
    }
    (outputs, found)
}

fn convert_shown(id: String, raw: raw::ShownNode) -> Output {
    let raw::ShownNode { title, node, output, statistic, unit, limit } = raw;
    let limit = limit.map(|raw::ShownLimit { above, text }| (above, text));
    Output { id, title, from: Origin::Node(Reading { node, output, statistic }), unit, limit }
}

fn convert_derived(id: String, raw: raw::Derived, report: &mut Report) -> Output {
    let raw::Derived { title, expression, unit, limit } = raw;
    let path = format!("outputs.{id}.expression");
    let from = Origin::Derived(convert_formula(expression, &path, report));
    let limit = limit.map(|raw::ShownLimit { above, text }| (above, text));
    Output { id, title: Some(title), from, unit: Some(unit), limit }
}

fn convert_formula(raw: Formula, path: &str, report: &mut Report) -> Expression {
    let why = match raw {
        Formula::Compiled(expression) if expression.depth() <= MAX_DEPTH => return expression,
        Formula::Compiled(_) => format!("the expression is nested deeper than {MAX_DEPTH}"),
        Formula::Text(text) => format!("the expression `{text}` is not compiled"),
    };
    report.error(Code::BadExpression, path, why).hint("compile the manifest with the command line");
    Expression::Number(f64::NAN)
}
