//! The rules of a what-if app, beside those of the contracts that [`crate::graph::wiring`] checks.

use crate::diag::{Code, Report};
use crate::manifest::raw::{
    App, Binding, Entries, FitNode, Formula, GraphNode, Input, Limit, Model, ModelNode, Operand, Shown,
    WhatIf,
};
use crate::manifest::structure::suggest;

use super::parts::{Parts, Values};
use super::{
    authority, bad_id, duplicate_id, empty_list, empty_text, outputs, question, remote, roles, unknown_input,
    unused_input, widgets,
};

impl Parts for WhatIf {
    fn app(&self) -> &App {
        &self.app
    }

    fn models(&self) -> &Entries<Model> {
        &self.models
    }

    fn inputs(&self) -> &Entries<Input> {
        &self.inputs
    }

    fn limits(&self) -> &[Limit] {
        &self.limits
    }

    fn scenarios(&self) -> Vec<Values<'_>> {
        self.scenarios.iter().map(|(id, preset)| (format!("scenarios.{id}.values"), &preset.values)).collect()
    }
}

/// Notes everything that breaks a rule.
pub fn check(app: &WhatIf, report: &mut Report) {
    empty_text::note(app, texts(app), report);
    bad_id::note(app, ids(app), report);
    duplicate_id::note(app, report);
    let counts = [
        // An app that only fits needs no model.
        ("models", app.models.0.len() + fits(app).count()),
        ("graph.nodes", app.graph.nodes.0.len()),
        ("outputs", app.outputs.0.len()),
    ];
    empty_list::note(app, &counts, report);
    unknown_input::note(app, read(app).into_iter().chain(columns(app)), report);
    unused_input::note(app, read(app).iter().map(|(_, id)| *id), report);
    check_models(app, report);
    remote::whatif(app, report);
    check_nodes(app, report);
    outputs::check(app, report);
    question::check(app, report);
    authority::whatif(app, report);
    roles::whatif(app, report);
    widgets::check(app, report);
    super::run_common(app, report);
}

/// Evaluations of models.
fn evaluations(app: &WhatIf) -> impl Iterator<Item = (&str, &ModelNode)> {
    app.graph.nodes.iter().filter_map(|(id, node)| match node {
        GraphNode::Model(node) => Some((id, node)),
        GraphNode::Fit(_) => None,
    })
}

fn fits(app: &WhatIf) -> impl Iterator<Item = (&str, &FitNode)> {
    app.graph.nodes.iter().filter_map(|(id, node)| match node {
        GraphNode::Fit(fit) => Some((id, fit)),
        GraphNode::Model(_) => None,
    })
}

fn texts(app: &WhatIf) -> impl Iterator<Item = (String, &str)> {
    let scenarios = app.scenarios.iter().map(|(id, s)| (format!("scenarios.{id}.title"), s.title.as_str()));
    let titles = app.outputs.iter().filter_map(|(id, o)| Some((format!("outputs.{id}.title"), o.title()?)));
    let pages = app.pages.iter().map(|(id, page)| (format!("pages.{id}.title"), page.title.as_str()));
    scenarios.chain(titles).chain(pages)
}

fn ids(app: &WhatIf) -> Vec<(String, &str)> {
    let lists: [(&str, Vec<&str>); 7] = [
        ("scenarios", app.scenarios.ids().collect()),
        ("graph.nodes", app.graph.nodes.ids().collect()),
        ("outputs", app.outputs.ids().collect()),
        ("sources", app.sources.ids().collect()),
        ("actions", app.actions.ids().collect()),
        ("roles", app.roles.ids().collect()),
        ("pages", app.pages.ids().collect()),
    ];
    lists.into_iter().flat_map(|(path, ids)| bad_id::listed(path, ids.into_iter())).collect()
}

/// Names of inputs that nodes and outputs read.
fn read(app: &WhatIf) -> Vec<(String, &str)> {
    let mut read = Vec::new();
    for (node, n) in evaluations(app) {
        n.inputs
            .iter()
            .for_each(|(to, edge)| bound(edge, &format!("graph.nodes.{node}.inputs.{to}"), &mut read));
    }
    for (node, fit) in fits(app) {
        read.push((format!("graph.nodes.{node}.times"), fit.times.as_str()));
        for (key, operand) in [("until", &fit.until), ("age", &fit.age), ("ahead", &fit.ahead)] {
            operand
                .iter()
                .for_each(|operand| operand_input(operand, format!("graph.nodes.{node}.{key}"), &mut read));
        }
    }
    read.extend(outputs::inputs_read(app));
    read
}

/// Names of inputs that take a column of a source.
fn columns(app: &WhatIf) -> impl Iterator<Item = (String, &str)> {
    app.sources.iter().flat_map(|(id, source)| {
        let columns = source.columns.keys();
        columns.map(move |input| (format!("sources.{id}.columns.{input}"), input.as_str()))
    })
}

fn bound<'a>(edge: &'a Binding, path: &str, read: &mut Vec<(String, &'a str)>) {
    match edge {
        Binding::Input(from) => {
            read.push((format!("{path}.input"), from.input.as_str()));
            if let Some(during) = &from.during {
                for (key, operand) in [("from", &during.from), ("to", &during.to), ("set", &during.set)] {
                    operand_input(operand, format!("{path}.during.{key}"), read);
                }
            }
        }
        Binding::Expression(from) => {
            if let Formula::Compiled(expression) = &from.expression {
                read.extend(expression.inputs().into_iter().map(|id| (format!("{path}.expression"), id)));
            }
        }
        Binding::Output(_) | Binding::Value(_) => {}
    }
}

fn operand_input<'a>(operand: &'a Operand, path: String, read: &mut Vec<(String, &'a str)>) {
    if let Operand::Input(id) = operand {
        read.push((path, id));
    }
}

fn check_models(app: &WhatIf, report: &mut Report) {
    for (node, n) in evaluations(app).filter(|(_, n)| app.models.get(&n.model).is_none()) {
        let path = format!("graph.nodes.{node}.model");
        let message = format!("there is no model `{}`", n.model);
        suggest(report.error(Code::UnknownModel, path, message), &n.model, app.models.ids());
    }
}

fn check_nodes(app: &WhatIf, report: &mut Report) {
    let edges = evaluations(app).flat_map(|(node, n)| {
        n.inputs.iter().filter_map(move |(to, binding)| match binding {
            Binding::Output(from) => {
                Some((format!("graph.nodes.{node}.inputs.{to}.node"), from.node.as_str()))
            }
            _ => None,
        })
    });
    let shown = app.outputs.iter().filter_map(|(id, output)| match output {
        Shown::Node(shown) => Some((format!("outputs.{id}.node"), shown.node.as_str())),
        _ => None,
    });
    for (path, id) in edges.chain(shown).filter(|(_, id)| app.graph.nodes.get(id).is_none()) {
        let diagnostic = report.error(Code::UnknownNode, path, format!("there is no node `{id}`"));
        suggest(diagnostic, id, app.graph.nodes.ids());
    }
    for (node, fit) in fits(app) {
        let is_list = matches!(app.inputs.get(&fit.times), Some(Input::List(_)) | None);
        if !is_list {
            let message = format!("the input `{}` is no list of times", fit.times);
            let hint = "give it `default: [96, 257, \"498+\"]`, a list";
            report.error(Code::WrongKind, format!("graph.nodes.{node}.times"), message).hint(hint);
        }
    }
}
